-- +goose Up
-- One deposit's truth. The SQL is the part that SQLite and PostgreSQL share: BIGINT, TEXT, bytes, $1 placeholders.
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
-- A client folder. Journal is the number in canonical form; keys are collation bytes, made with the collation version beside them.
CREATE TABLE folder (
  id          TEXT PRIMARY KEY,
  journal     TEXT NOT NULL UNIQUE,
  fate        TEXT NOT NULL,            -- packaged, excluded_by_rule; decisions move it to deferred or excluded_by_decision
  because     TEXT NOT NULL,            -- rule or finding id behind the fate
  key_name    BLOB NOT NULL,
  key_birth   BLOB NOT NULL,
  key_journal BLOB NOT NULL,
  collation   TEXT NOT NULL
);
CREATE INDEX folder_name ON folder (key_name, id);
CREATE INDEX folder_birth ON folder (key_birth, id);
CREATE INDEX folder_journal ON folder (key_journal, id);
CREATE TABLE part (
  folder   TEXT NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
  name     TEXT NOT NULL,
  revision BIGINT NOT NULL,
  digest   TEXT NOT NULL,
  body     BLOB NOT NULL,
  PRIMARY KEY (folder, name)
);
CREATE TABLE seal (
  folder TEXT NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
  room   TEXT NOT NULL,
  basis  TEXT NOT NULL,
  input  TEXT NOT NULL,
  output TEXT NOT NULL,                 -- digest of the part it made
  PRIMARY KEY (folder, room)
);
-- Findings of a room on a folder; folder '' is the deposit as a whole.
CREATE TABLE finding (
  folder   TEXT NOT NULL,
  room     TEXT NOT NULL,
  id       TEXT NOT NULL,
  code     TEXT NOT NULL,
  severity TEXT NOT NULL,
  body     BLOB NOT NULL,
  PRIMARY KEY (folder, room, id)
);
CREATE INDEX finding_id ON finding (id);
CREATE INDEX finding_severity ON finding (severity, code);
CREATE TABLE decision (
  finding TEXT PRIMARY KEY,
  code    TEXT NOT NULL,
  answer  TEXT NOT NULL,
  person  TEXT NOT NULL,
  because TEXT NOT NULL,
  at      TEXT NOT NULL
);
-- Every file below inn/: nothing that came in is without a row here. Folder '' is a file that no row of the register claims.
CREATE TABLE source (
  path    TEXT PRIMARY KEY,
  folder  TEXT NOT NULL,
  ordinal BIGINT NOT NULL,
  size    BIGINT NOT NULL,
  mtime   BIGINT NOT NULL,
  sha256  TEXT NOT NULL                 -- '' until intake has hashed it (folder parts hold it then); set by reception for unclaimed files
);
CREATE INDEX source_folder ON source (folder, ordinal);
-- Where volumes stand. Rewritten as a whole by the box room, in one transaction.
CREATE TABLE box (
  number BIGINT PRIMARY KEY,
  body   BLOB NOT NULL
);
CREATE TABLE placing (
  folder   TEXT NOT NULL,
  volume   BIGINT NOT NULL,
  volumes  BIGINT NOT NULL,
  box      BIGINT NOT NULL,
  position BIGINT NOT NULL,
  mm       BIGINT NOT NULL,
  PRIMARY KEY (folder, volume)
);
CREATE INDEX placing_box ON placing (box, position);
-- Acts of people at the gates, append-only; an act that was taken back by reopen keeps its row.
CREATE TABLE act (
  seq      BIGINT PRIMARY KEY,
  gate     TEXT NOT NULL,
  role     TEXT NOT NULL,               -- arkivleder, ika for the contact gate, '' elsewhere
  person   TEXT NOT NULL,
  for_whom TEXT NOT NULL,
  ref      TEXT NOT NULL,
  because  TEXT NOT NULL,
  digest   TEXT NOT NULL,               -- of what the person saw
  shown    TEXT NOT NULL,               -- name of the stored canonical text behind the digest, '' when there is none
  at       TEXT NOT NULL,
  undone   BIGINT NOT NULL              -- seq of the reopening act, 0 while it stands
);
-- Seals of the deposit-wide rooms.
CREATE TABLE hall (
  room   TEXT PRIMARY KEY,
  basis  TEXT NOT NULL,
  input  TEXT NOT NULL,
  output TEXT NOT NULL
);
-- The chained log. It tells; nothing reads it to choose the next step.
CREATE TABLE event (
  seq      BIGINT PRIMARY KEY,
  at       TEXT NOT NULL,
  kind     TEXT NOT NULL,
  folder   TEXT NOT NULL,
  data     TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash     TEXT NOT NULL
);

-- +goose Down
DROP TABLE event; DROP TABLE hall; DROP TABLE act; DROP TABLE placing; DROP TABLE box; DROP TABLE source; DROP TABLE decision;
DROP TABLE finding; DROP TABLE seal; DROP TABLE part; DROP TABLE folder; DROP TABLE meta;
