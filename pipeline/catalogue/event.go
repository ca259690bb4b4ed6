package catalogue

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// appendEvent adds an event to the chain inside the transaction of what it tells of.
func (c *Catalogue) appendEvent(ctx context.Context, tx *sql.Tx, kind string, folder deposit.FolderID, data map[string]string) error {
	var seq int64
	var previous string
	err := tx.QueryRowContext(ctx, `SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1`).Scan(&seq, &previous)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	text, err := json.Marshal(data) // maps marshal with sorted keys
	if err != nil {
		return err
	}
	e := deposit.Event{Seq: seq + 1, At: c.now().UTC().Format(time.RFC3339), Kind: kind, Folder: folder, Previous: deposit.Digest(previous)}
	_, err = tx.ExecContext(ctx, `INSERT INTO event (seq, at, kind, folder, data, previous, hash) VALUES ($1,$2,$3,$4,$5,$6,$7)`,
		e.Seq, e.At, e.Kind, string(e.Folder), string(text), previous, string(link(e, string(text))))
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO meta (key, value) VALUES ('log head', $1) ON CONFLICT (key) DO UPDATE SET value = $1`, string(link(e, string(text))))
	return err
}

// link is the hash that chains an event to the one before it.
func link(e deposit.Event, data string) deposit.Digest {
	return deposit.DigestOf(fmt.Appendf(nil, "%d\n%s\n%s\n%s\n%s\n%s", e.Seq, e.At, e.Kind, e.Folder, data, e.Previous))
}

// Audit walks the whole chain and returns how many events it holds, or the number of the first that does not fit the one before it.
func (c *Catalogue) Audit(ctx context.Context) (events int64, firstBroken int64, err error) {
	rows, err := c.db.QueryContext(ctx, `SELECT seq, at, kind, folder, data, previous, hash FROM event ORDER BY seq`)
	if err != nil {
		return 0, 0, storeError("read log", err)
	}
	defer rows.Close()
	var previous deposit.Digest
	for rows.Next() {
		var e deposit.Event
		if err := rows.Scan(&e.Seq, &e.At, &e.Kind, &e.Folder, &e.Data, &e.Previous, &e.Hash); err != nil {
			return events, 0, storeError("read log", err)
		}
		if e.Seq != events+1 || e.Previous != previous || link(e, e.Data) != e.Hash {
			return events, events + 1, nil
		}
		previous, events = e.Hash, e.Seq
	}
	if err := rows.Err(); err != nil {
		return events, 0, storeError("read log", err)
	}
	var head deposit.Digest
	err = c.db.QueryRowContext(ctx, `SELECT value FROM meta WHERE key = 'log head'`).Scan(&head)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return events, 0, storeError("read log", err)
	}
	if head != previous {
		return events, events + 1, nil // the end was cut off
	}
	return events, 0, nil
}

// Events streams the log in order.
func (c *Catalogue) Events(ctx context.Context, yield func(deposit.Event) error) error {
	err := c.each(ctx, func(rows *sql.Rows) error {
		var e deposit.Event
		if err := rows.Scan(&e.Seq, &e.At, &e.Kind, &e.Folder, &e.Data, &e.Previous, &e.Hash); err != nil {
			return err
		}
		return yield(e)
	}, `SELECT seq, at, kind, folder, data, previous, hash FROM event ORDER BY seq`)
	return storeError("read log", err)
}
