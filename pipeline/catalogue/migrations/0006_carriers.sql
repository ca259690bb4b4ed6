-- +goose Up
-- With the answer weed on a document that no machine can read: numbers of the documents that bear what it says, between spaces.
ALTER TABLE decision ADD COLUMN carriers TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE decision DROP COLUMN carriers;
