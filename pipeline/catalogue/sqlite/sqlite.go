// Package sqlite opens a file in the way that every store of the program wants it – WAL, synchronous FULL, foreign keys, one writer, for its owner alone –
// migrates it, and is the one way of committing to it. It knows no table.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite" // the driver, pure Go: one binary on Windows too
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// File is an open store. One process at a time writes; several goroutines may read.
type File struct {
	Readers *sql.DB
	Writer  *sql.DB // one connection: writes queue here instead of failing
	name    string
	before  func(op string) error
}

// Options say how a file is opened.
type Options struct {
	Name       string                // of the store, in operations and errors: "catalogue"
	Migrations fs.FS                 // with a folder migrations
	Readers    int                   // connections that read at once
	Cache      int                   // kB of pages that a reader keeps
	Before     func(op string) error // asked before each durable act; tests fail or kill there. nil: nothing is asked
}

// Open opens the file at path, making and migrating it where needed.
func Open(ctx context.Context, path string, o Options) (*File, error) {
	f := &File{name: o.Name, before: o.Before}
	if f.before == nil {
		f.before = func(string) error { return nil }
	}
	op := "open " + o.Name
	if err := makePrivate(path); err != nil {
		return nil, Trouble(o.Name, op, err)
	}
	dsn := "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() +
		"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=busy_timeout(10000)&_pragma=temp_store(MEMORY)"
	var err error
	if f.Writer, err = sql.Open("sqlite", dsn+"&_pragma=cache_size(-16000)&_txlock=immediate"); err != nil {
		return nil, Trouble(o.Name, op, err)
	}
	f.Writer.SetMaxOpenConns(1)
	if f.Readers, err = sql.Open("sqlite", dsn+"&_pragma=cache_size(-"+strconv.Itoa(o.Cache)+")"); err != nil {
		return nil, Trouble(o.Name, op, errors.Join(err, f.Writer.Close()))
	}
	f.Readers.SetMaxOpenConns(o.Readers)
	if err := f.migrate(ctx, o.Migrations); err != nil {
		return nil, Trouble(o.Name, op, errors.Join(err, f.Close()))
	}
	return f, nil
}

// makePrivate makes the file for its owner alone before the driver opens it; what the driver lays beside it gets the same mode.
func makePrivate(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

func (f *File) migrate(ctx context.Context, from fs.FS) error {
	folder, err := fs.Sub(from, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, f.Writer, folder)
	if err != nil {
		return err
	}
	pending, err := provider.HasPending(ctx)
	if err != nil || !pending {
		return err
	}
	if err := f.before("migrate " + f.name); err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// Close closes the store.
func (f *File) Close() error { return errors.Join(f.Readers.Close(), f.Writer.Close()) }

// Change runs do in one write transaction and commits it; this is the only way that anything is written. The hook stands before the commit, so that a
// fault sweep sees each commit as one operation.
func (f *File) Change(ctx context.Context, op string, do func(tx *sql.Tx) error) error {
	tx, err := f.Writer.BeginTx(ctx, nil)
	if err != nil {
		return Trouble(f.name, op, err)
	}
	defer tx.Rollback() // after a commit this does nothing
	if err := do(tx); err != nil {
		return Trouble(f.name, op, err)
	}
	if err := f.before(op); err != nil {
		return Trouble(f.name, op, err)
	}
	return Trouble(f.name, op, tx.Commit())
}

// Asker is what a query is put to: the readers, or a transaction.
type Asker interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Each reads the rows of a query to the end; no cursor is left open.
func Each(ctx context.Context, from Asker, row func(*sql.Rows) error, query string, args ...any) error {
	rows, err := from.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	return EachOf(rows, row)
}

// EachOf reads rows to the end, and closes them.
func EachOf(rows *sql.Rows, row func(*sql.Rows) error) error {
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Trouble gives trouble of the named store its kind once; an error or a refusal that has one passes unchanged.
func Trouble(store, op string, err error) error {
	var known *deposit.Error
	var refusal *deposit.Refusal
	if err == nil || errors.As(err, &known) || errors.As(err, &refusal) {
		return err
	}
	if errors.Is(err, context.Canceled) {
		return &deposit.Error{Kind: deposit.Interrupted, Op: op, Err: err}
	}
	key := "store"
	if damaged(err) {
		key = "store_damaged"
	}
	return &deposit.Error{Kind: deposit.Disk, Op: op, Key: key, Err: fmt.Errorf("%s: %w", store, causeOf(err))}
}

// primary is the primary result code of SQLite in an error, 0 where there is none.
func primary(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

// damaged tells that the file is no store, or not whole.
func damaged(err error) bool {
	code := primary(err)
	return code == sqlite3.SQLITE_CORRUPT || code == sqlite3.SQLITE_NOTADB
}

// causeOf adds what the operating system calls the same, where it has a name for it: people have words for that.
func causeOf(err error) error {
	switch primary(err) {
	case sqlite3.SQLITE_FULL:
		return errors.Join(syscall.ENOSPC, err)
	case sqlite3.SQLITE_READONLY:
		return errors.Join(syscall.EROFS, err)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return errors.Join(syscall.EBUSY, err)
	case sqlite3.SQLITE_IOERR:
		return errors.Join(syscall.EIO, err)
	case sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		return errors.Join(fs.ErrPermission, err)
	}
	return err
}
