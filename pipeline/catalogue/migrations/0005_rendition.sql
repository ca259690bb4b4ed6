-- +goose Up
-- What became of converting a source file in one way: made (the content stands in files/ under sha256) or failed. Nothing here is tried again by itself.
CREATE TABLE rendition (
  source  TEXT NOT NULL,                -- SHA-256 of the source file
  way     TEXT NOT NULL,                -- digest of converter, revision and options
  outcome TEXT NOT NULL,                -- made, failed
  sha256  TEXT NOT NULL,                -- '' where it failed
  body    BLOB NOT NULL,                -- the whole fact as canonical JSON: tool, format, checks
  PRIMARY KEY (source, way)
);
CREATE INDEX rendition_outcome ON rendition (outcome);

-- +goose Down
DROP TABLE rendition;
