// Package depot is the store of a depot: packages, boxes, folders, and the one chained ledger of everything that happened to them; and, with the same
// tables, an office's own ledger of loans. SQLite by pure Go. The ledger is only ever added to. What is out now, and what was at any moment, is kept in
// indexes that are made by the same replay as package loan's (Again makes them anew). It decides nothing: what may be entered, package loan says.
package depot

import (
	"context"
	"database/sql"
	"embed"

	"github.com/arkivdepot/arkivdepot/pipeline/catalogue/sqlite"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Store is an open store. Several processes may write: each entry is one transaction that begins by taking the store for itself.
type Store struct {
	file       *sqlite.File
	db, writer *sql.DB // of the file: readers, and the one that writes
}

// storeName is what operations and errors call the store.
const storeName = "depot catalogue"

// Open opens the store at path, making and migrating it where needed. before is asked before each commit; nil asks nothing.
func Open(ctx context.Context, path string, before func(op string) error) (*Store, error) {
	file, err := sqlite.Open(ctx, path, sqlite.Options{Name: storeName, Migrations: migrations, Readers: 2, Cache: 8000, Before: before})
	if err != nil {
		return nil, err
	}
	return &Store{file: file, db: file.Readers, writer: file.Writer}, nil
}

// Close closes the store.
func (s *Store) Close() error { return s.file.Close() }

// change commits what f writes in one transaction: the only way that anything is written.
func (s *Store) change(ctx context.Context, op string, f func(tx *sql.Tx) error) error {
	return s.file.Change(ctx, op, f)
}

// asker is what a query is put to: the store's readers, or a transaction.
type asker = sqlite.Asker

// each runs a query and hands on its rows.
func each(ctx context.Context, from asker, scan func(*sql.Rows) error, query string, args ...any) error {
	return sqlite.Each(ctx, from, scan, query, args...)
}

func storeError(op string, err error) error { return sqlite.Trouble(storeName, op, err) }
