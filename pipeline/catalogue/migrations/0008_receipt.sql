-- +goose Up
-- The number of the depot's receipt that an act took in; 0 elsewhere, and of receipts that were taken before numbers were kept.
ALTER TABLE act ADD COLUMN number BIGINT NOT NULL DEFAULT 0;
UPDATE act SET number = CAST(role AS BIGINT), role = '' WHERE gate = 'receipt' AND role <> '';

-- +goose Down
UPDATE act SET role = CAST(number AS TEXT) WHERE gate = 'receipt' AND number <> 0;
ALTER TABLE act DROP COLUMN number;
