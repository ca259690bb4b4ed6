-- +goose Up
-- Digest of all that reception made the folder from, and the fate it came in with: what has the same stamp is not made again. '' is never the same.
ALTER TABLE folder ADD COLUMN stamp TEXT NOT NULL DEFAULT '';
ALTER TABLE folder ADD COLUMN came_as TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE folder DROP COLUMN came_as;
ALTER TABLE folder DROP COLUMN stamp;
