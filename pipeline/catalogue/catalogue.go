// Package catalogue is the one store of a deposit: folders, their parts and seals, findings, decisions, acts, placings and the chained log, in SQLite by
// pure Go. Each room's port is met by a file named after the room; what a room hands over is committed in one transaction together with its event. The
// SQL keeps to what PostgreSQL takes too. It does not decide anything.
package catalogue

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
	"time"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver, pure Go: one binary on Windows too

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Catalogue is an open store. One process writes; several goroutines may read.
type Catalogue struct {
	db     *sql.DB // readers
	writer *sql.DB // one connection: writes queue here instead of failing
	now    func() time.Time
	before func(op string) error
}

// Options are what an open catalogue needs from outside.
type Options struct {
	Now    func() time.Time      // stamps events
	Before func(op string) error // asked before each durable act; tests fail or kill there. nil: nothing is asked
}

// Open opens the catalogue file, making and migrating it where needed (WAL, synchronous FULL, foreign keys).
func Open(ctx context.Context, path string, o Options) (*Catalogue, error) {
	c := &Catalogue{now: o.Now, before: o.Before}
	if c.before == nil {
		c.before = func(string) error { return nil }
	}
	dsn := "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() +
		"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=busy_timeout(10000)&_pragma=temp_store(MEMORY)"
	if err := makePrivate(path); err != nil {
		return nil, storeError("open catalogue", err)
	}
	var err error
	if c.writer, err = sql.Open("sqlite", dsn+"&_pragma=cache_size(-16000)&_txlock=immediate"); err != nil {
		return nil, storeError("open catalogue", err)
	}
	c.writer.SetMaxOpenConns(1)
	// Readers go through in order and seldom come back: a small cache each.
	if c.db, err = sql.Open("sqlite", dsn+"&_pragma=cache_size(-4000)"); err != nil {
		return nil, storeError("open catalogue", errors.Join(err, c.writer.Close()))
	}
	c.db.SetMaxOpenConns(4)
	if err := c.migrate(ctx); err != nil {
		return nil, storeError("open catalogue", errors.Join(err, c.Close()))
	}
	return c, nil
}

// makePrivate makes the file for its owner alone before the driver opens it; what the driver lays beside it gets the same mode.
func makePrivate(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

func (c *Catalogue) migrate(ctx context.Context) error {
	folder, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, c.writer, folder)
	if err != nil {
		return err
	}
	pending, err := provider.HasPending(ctx)
	if err != nil || !pending {
		return err
	}
	if err := c.before("migrate catalogue"); err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// Close closes the store.
func (c *Catalogue) Close() error { return errors.Join(c.db.Close(), c.writer.Close()) }

// Backup writes a consistent copy of the catalogue to a new file (VACUUM INTO): the scratch copy of `check`, and a backup for people.
func (c *Catalogue) Backup(ctx context.Context, path string) error {
	_, err := c.writer.ExecContext(ctx, `VACUUM INTO $1`, path)
	return storeError("copy catalogue", err)
}

// change runs f in one write transaction and commits it; this is the only way that anything is written. The hook stands before the commit, so that a
// fault sweep sees each commit as one operation.
func (c *Catalogue) change(ctx context.Context, op string, f func(tx *sql.Tx) error) error {
	tx, err := c.writer.BeginTx(ctx, nil)
	if err != nil {
		return storeError(op, err)
	}
	defer tx.Rollback() // after a commit this does nothing
	if err := f(tx); err != nil {
		return storeError(op, err)
	}
	if err := c.before(op); err != nil {
		return storeError(op, err)
	}
	return storeError(op, tx.Commit())
}

// storeError gives trouble of the store its kind once; an error that has one passes unchanged.
func storeError(op string, err error) error {
	var known *deposit.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	if errors.Is(err, context.Canceled) {
		return &deposit.Error{Kind: deposit.Interrupted, Op: op, Err: err}
	}
	return &deposit.Error{Kind: deposit.Disk, Op: op, Key: "store", Err: fmt.Errorf("catalogue: %w", err)}
}
