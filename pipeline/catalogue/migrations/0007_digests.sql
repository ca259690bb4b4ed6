-- +goose Up
-- What every run asks of every folder stands in an index beside the bodies: a run in which little changed does not touch them.
CREATE INDEX part_digest ON part (folder, name, revision, digest);
CREATE INDEX seal_digest ON seal (folder, room, basis, input, output);

-- +goose Down
DROP INDEX seal_digest;
DROP INDEX part_digest;
