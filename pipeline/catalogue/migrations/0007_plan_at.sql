-- +goose Up
-- When a plan was first shown: nobody approves it before that. Empty: by an older program.
ALTER TABLE purge_plan ADD COLUMN at TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE purge_plan DROP COLUMN at;
