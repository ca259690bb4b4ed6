-- +goose Up
-- An approval of a purge plan names its legal basis and may be signed; '' elsewhere.
ALTER TABLE act ADD COLUMN basis TEXT NOT NULL DEFAULT '';
ALTER TABLE act ADD COLUMN key TEXT NOT NULL DEFAULT '';
ALTER TABLE act ADD COLUMN signature TEXT NOT NULL DEFAULT '';
-- The tables below are append-only: no statement changes or removes a row.
-- A plan that people were shown; its lines stand in files/ under the digest.
CREATE TABLE purge_plan (
  digest TEXT PRIMARY KEY,
  lines  BIGINT NOT NULL,
  files  BIGINT NOT NULL,               -- sides that are files
  papers BIGINT NOT NULL                -- sides that are paper
);
-- What the program was about to destroy: committed before anything is touched.
CREATE TABLE purge_intent (
  approval BIGINT NOT NULL,             -- seq of the later of the two approving acts
  plan     TEXT NOT NULL,
  line     TEXT NOT NULL,
  side     TEXT NOT NULL,               -- file, paper
  folder   TEXT NOT NULL,
  path     TEXT NOT NULL,               -- below inn/
  mtime    BIGINT NOT NULL,
  person   TEXT NOT NULL,
  at       TEXT NOT NULL,
  PRIMARY KEY (approval, line, side)
);
-- What became of each side of each line: written after the fact was read back.
CREATE TABLE purge_outcome (
  approval BIGINT NOT NULL,
  plan     TEXT NOT NULL,
  line     TEXT NOT NULL,
  side     TEXT NOT NULL,
  folder   TEXT NOT NULL,
  journal  TEXT NOT NULL,
  document BIGINT NOT NULL,
  class    BIGINT NOT NULL,
  rule     TEXT NOT NULL,
  proof    TEXT NOT NULL,
  stated   TEXT NOT NULL,
  done     BIGINT NOT NULL,
  why      TEXT NOT NULL,
  method   TEXT NOT NULL,
  person   TEXT NOT NULL,
  because  TEXT NOT NULL,
  at       TEXT NOT NULL,
  PRIMARY KEY (approval, line, side)
);
CREATE INDEX purge_outcome_line ON purge_outcome (line);
-- Holds as they were laid and lifted; what stands now is the folder's part.
CREATE TABLE purge_hold (
  seq      BIGINT PRIMARY KEY,
  folder   TEXT NOT NULL,
  journal  TEXT NOT NULL,
  document BIGINT NOT NULL,             -- 0: the whole folder
  lifted   BIGINT NOT NULL,             -- 0 laid, 1 lifted
  person   TEXT NOT NULL,
  because  TEXT NOT NULL,
  at       TEXT NOT NULL
);
CREATE INDEX purge_hold_folder ON purge_hold (folder, document, seq);
-- Wishes for erasure (GDPR article 17) and that they were answered.
CREATE TABLE purge_wish (
  seq     BIGINT PRIMARY KEY,
  folder  TEXT NOT NULL,
  journal TEXT NOT NULL,
  person  TEXT NOT NULL,
  because TEXT NOT NULL,
  at      TEXT NOT NULL
);
-- Which public key a person first signed with.
CREATE TABLE person_key (
  person TEXT PRIMARY KEY,
  key    TEXT NOT NULL UNIQUE,
  at     TEXT NOT NULL
);

-- +goose Down
DROP TABLE person_key; DROP TABLE purge_wish; DROP TABLE purge_hold; DROP TABLE purge_outcome; DROP TABLE purge_intent; DROP TABLE purge_plan;
ALTER TABLE act DROP COLUMN signature;
ALTER TABLE act DROP COLUMN key;
ALTER TABLE act DROP COLUMN basis;
