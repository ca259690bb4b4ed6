// Package catalogue is the one store of a deposit: folders, their parts and seals, findings, decisions, acts, placings and the chained log, in SQLite by
// pure Go. Each room's port is met by a file named after the room; what a room hands over is committed in one transaction together with its event. The
// SQL keeps to what PostgreSQL takes too. It does not decide anything.
package catalogue

import (
	"context"
	"database/sql"
	"embed"
	"sync/atomic"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/catalogue/sqlite"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Catalogue is an open store. One process writes; several goroutines may read.
type Catalogue struct {
	file       *sqlite.File
	db, writer *sql.DB // of the file: readers, and the one that writes
	now        func() time.Time
	folders    atomic.Int64 // changes that this process has committed, or tried to, to folders and what is known of them
	balanced   atomic.Pointer[balanced]
	kept       keptRows
}

// Options are what an open catalogue needs from outside.
type Options struct {
	Now    func() time.Time      // stamps events
	Before func(op string) error // asked before each durable act; tests fail or kill there. nil: nothing is asked
}

// storeName is what operations and errors call the store.
const storeName = "catalogue"

// Open opens the catalogue file, making and migrating it where needed.
func Open(ctx context.Context, path string, o Options) (*Catalogue, error) {
	// Readers go through in order and seldom come back: a small cache each.
	file, err := sqlite.Open(ctx, path, sqlite.Options{Name: storeName, Migrations: migrations, Readers: 4, Cache: 4000, Before: o.Before})
	if err != nil {
		return nil, err
	}
	return &Catalogue{file: file, db: file.Readers, writer: file.Writer, now: o.Now}, nil
}

// Close closes the store.
func (c *Catalogue) Close() error { return c.file.Close() }

// Backup writes a consistent copy of the catalogue to a new file (VACUUM INTO): the scratch copy of `check`, and a backup for people.
func (c *Catalogue) Backup(ctx context.Context, path string) error {
	_, err := c.writer.ExecContext(ctx, `VACUUM INTO $1`, path)
	return storeError("copy catalogue", err)
}

// change commits what f writes in one transaction. No other process writes: what was counted or read at the same number of changes holds still.
func (c *Catalogue) change(ctx context.Context, op string, f func(tx *sql.Tx) error) error {
	defer c.folders.Add(1) // after it: who counted before must count again
	return c.file.Change(ctx, op, f)
}

// beside commits what f writes, in one transaction too, where that is nothing of folders, their parts, files, findings and decisions: seals and findings of
// deposit-wide rooms, places in boxes, acts, events. These two are the only ways that anything is written.
func (c *Catalogue) beside(ctx context.Context, op string, f func(tx *sql.Tx) error) error {
	return c.file.Change(ctx, op, f)
}

// each reads the rows of a query to the end.
func (c *Catalogue) each(ctx context.Context, row func(*sql.Rows) error, query string, args ...any) error {
	return sqlite.Each(ctx, c.db, row, query, args...)
}

func storeError(op string, err error) error { return sqlite.Trouble(storeName, op, err) }
