-- +goose Up
-- Why a file below inn/ belongs to no folder: noise, unclaimed, link, device, unreadable, badname; '' for a folder's file.
ALTER TABLE source ADD COLUMN why TEXT NOT NULL DEFAULT '';
-- What reception puts down while it brings register and tree together; empty outside its transaction. An ordinary table, not a temporary one: a
-- temporary table spills to files outside the workspace, and what lies here is personal data.
CREATE TABLE reception_scratch (
  kind TEXT NOT NULL,
  key  BLOB NOT NULL,
  seq  BIGINT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (kind, key, seq)
);

-- +goose Down
DROP TABLE reception_scratch;
ALTER TABLE source DROP COLUMN why;
