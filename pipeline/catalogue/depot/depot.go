// Package depot is the store of a depot: packages, boxes, folders, and the one chained ledger of everything that happened to them; and, with the same
// tables, an office's own ledger of loans. SQLite by pure Go. The ledger is only ever added to. What is out now, and what was at any moment, is kept in
// indexes that are made by the same replay as package loan's (Again makes them anew). It decides nothing: what may be entered, package loan says.
package depot

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver, pure Go

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Store is an open store. Several processes may write: each entry is one transaction that begins by taking the store for itself.
type Store struct {
	db     *sql.DB // readers
	writer *sql.DB // one connection
	before func(op string) error
}

// Open opens the store at path, making and migrating it where needed (WAL, synchronous FULL, foreign keys). before is asked before each commit; nil asks
// nothing.
func Open(ctx context.Context, path string, before func(op string) error) (*Store, error) {
	s := &Store{before: before}
	if s.before == nil {
		s.before = func(string) error { return nil }
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) // for its owner alone before the driver opens it
	if err != nil {
		return nil, storeError("open depot catalogue", err)
	}
	if err := f.Close(); err != nil {
		return nil, storeError("open depot catalogue", err)
	}
	dsn := "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() +
		"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=busy_timeout(10000)&_pragma=temp_store(MEMORY)"
	if s.writer, err = sql.Open("sqlite", dsn+"&_pragma=cache_size(-16000)&_txlock=immediate"); err != nil {
		return nil, storeError("open depot catalogue", err)
	}
	s.writer.SetMaxOpenConns(1)
	if s.db, err = sql.Open("sqlite", dsn+"&_pragma=cache_size(-8000)"); err != nil {
		return nil, storeError("open depot catalogue", errors.Join(err, s.writer.Close()))
	}
	s.db.SetMaxOpenConns(2)
	if err := s.migrate(ctx); err != nil {
		return nil, storeError("open depot catalogue", errors.Join(err, s.Close()))
	}
	return s, nil
}

func (s *Store) migrate(ctx context.Context) error {
	folder, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, s.writer, folder)
	if err != nil {
		return err
	}
	pending, err := provider.HasPending(ctx)
	if err != nil || !pending {
		return err
	}
	if err := s.before("migrate depot catalogue"); err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// Close closes the store.
func (s *Store) Close() error { return errors.Join(s.db.Close(), s.writer.Close()) }

// change runs f in one write transaction and commits it; this is the only way that anything is written.
func (s *Store) change(ctx context.Context, op string, f func(tx *sql.Tx) error) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return storeError(op, err)
	}
	defer tx.Rollback() // after a commit this does nothing
	if err := f(tx); err != nil {
		return storeError(op, err)
	}
	if err := s.before(op); err != nil {
		return storeError(op, err)
	}
	return storeError(op, tx.Commit())
}

// asker is what a query is put to: the store's readers, or a transaction.
type asker interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// each runs a query and hands on its rows.
func each(ctx context.Context, from asker, scan func(*sql.Rows) error, query string, args ...any) error {
	rows, err := from.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// storeError gives trouble of the store its kind once; an error or refusal that has one passes unchanged.
func storeError(op string, err error) error {
	var known *deposit.Error
	var refusal *deposit.Refusal
	if err == nil || errors.As(err, &known) || errors.As(err, &refusal) {
		return err
	}
	if errors.Is(err, context.Canceled) {
		return &deposit.Error{Kind: deposit.Interrupted, Op: op, Err: err}
	}
	return &deposit.Error{Kind: deposit.Disk, Op: op, Key: "store", Err: fmt.Errorf("depot catalogue: %w", err)}
}
