-- +goose Up
-- A depot's truth, or an office's own ledger of loans. The SQL is the part that SQLite and PostgreSQL share.
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
-- The ledger: rows are only ever added, each with the hash of the one before. Everything below it that tells of loans can be made from it again.
CREATE TABLE entry (
  seq      BIGINT PRIMARY KEY,
  at       TEXT NOT NULL,               -- when it happened
  recorded TEXT NOT NULL,               -- when it was written, by the machine's clock
  kind     TEXT NOT NULL,
  person   TEXT NOT NULL,
  loan     BIGINT NOT NULL,
  subject  TEXT NOT NULL,
  takes    BIGINT NOT NULL,             -- the entry that this one takes back, 0
  pieces   TEXT NOT NULL,
  body     TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash     TEXT NOT NULL
);
CREATE INDEX entry_loan ON entry (loan, seq) WHERE loan > 0;
CREATE INDEX entry_takes ON entry (takes) WHERE takes > 0;
CREATE INDEX entry_subject ON entry (subject, seq) WHERE subject <> '';
CREATE TABLE package (
  id       TEXT PRIMARY KEY,
  delivery TEXT NOT NULL,
  owner    TEXT NOT NULL,
  creator  TEXT NOT NULL,
  status   TEXT NOT NULL,
  replaced TEXT NOT NULL,               -- id of the package in its place
  at       TEXT NOT NULL,
  body     BLOB NOT NULL                -- the whole of it as JSON
);
CREATE TABLE box (
  package TEXT NOT NULL REFERENCES package (id),
  number  BIGINT NOT NULL,
  code    TEXT NOT NULL,
  state   TEXT NOT NULL,
  remark  TEXT NOT NULL,
  at      TEXT NOT NULL,
  person  TEXT NOT NULL,
  folders BIGINT NOT NULL,
  room    TEXT NOT NULL, bay TEXT NOT NULL, shelf TEXT NOT NULL,
  place   BIGINT NOT NULL,
  PRIMARY KEY (package, number)
);
CREATE INDEX box_code ON box (code);
CREATE INDEX box_shelf ON box (room, bay, shelf, place) WHERE room <> '';
-- Client folders. Package '' is an office's own shelf.
CREATE TABLE folder (
  num     INTEGER PRIMARY KEY,
  id      TEXT NOT NULL,
  package TEXT NOT NULL,
  journal TEXT NOT NULL,
  journal_key TEXT NOT NULL,
  name    TEXT NOT NULL,
  name_key TEXT NOT NULL,
  birth   TEXT NOT NULL,
  medium  TEXT NOT NULL,
  opened  TEXT NOT NULL,
  closed  TEXT NOT NULL
);
CREATE INDEX folder_journal ON folder (journal_key);
CREATE INDEX folder_birth ON folder (birth);
CREATE INDEX folder_package ON folder (package);
CREATE UNIQUE INDEX folder_id ON folder (package, id);
CREATE TABLE piece (
  id       INTEGER PRIMARY KEY,
  folder   BIGINT NOT NULL,
  volume   BIGINT NOT NULL,
  package  TEXT NOT NULL,
  box      BIGINT NOT NULL,
  position BIGINT NOT NULL
);
CREATE INDEX piece_folder ON piece (folder, volume);
CREATE INDEX piece_box ON piece (package, box, position);
-- The ledger by piece, ready for replay. What was taken back is passed over.
CREATE TABLE step (
  piece BIGINT NOT NULL,
  seq   BIGINT NOT NULL,
  at    TEXT NOT NULL,
  kind  TEXT NOT NULL,
  loan  BIGINT NOT NULL,
  taken BIGINT NOT NULL,                -- the entry that took it back, 0 while it stands
  PRIMARY KEY (piece, seq)
) WITHOUT ROWID;
-- When a piece was not on its shelf; until '' while it lasts.
CREATE TABLE stay (
  piece BIGINT NOT NULL,
  since TEXT NOT NULL,
  loan  BIGINT NOT NULL,
  state TEXT NOT NULL,
  until TEXT NOT NULL,
  PRIMARY KEY (piece, since, loan)
) WITHOUT ROWID;
CREATE INDEX stay_loan ON stay (loan);
CREATE INDEX stay_until ON stay (until, since);
-- Pieces that are damaged now.
CREATE TABLE damage (
  piece BIGINT PRIMARY KEY
);
CREATE TABLE loan (
  seq    BIGINT PRIMARY KEY,
  at     TEXT NOT NULL,
  due    TEXT NOT NULL,
  pieces BIGINT NOT NULL,
  out    BIGINT NOT NULL,               -- pieces with the borrower
  day    BIGINT NOT NULL,               -- pieces in the day archive
  reminded BIGINT NOT NULL,
  told   BIGINT NOT NULL,
  last   TEXT NOT NULL,
  terms  TEXT NOT NULL
);
CREATE INDEX loan_due ON loan (due) WHERE out > 0;
CREATE INDEX loan_open ON loan (seq) WHERE out + day > 0;

-- +goose Down
DROP TABLE loan; DROP TABLE damage; DROP TABLE stay; DROP TABLE step; DROP TABLE piece; DROP TABLE folder; DROP TABLE box; DROP TABLE package; DROP TABLE entry; DROP TABLE meta;
