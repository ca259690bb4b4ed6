package catalogue

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Coming streams what the deposit calendar needs of every folder. Of a verdict only that is unpacked, not its deadlines, which are most of it.
func (c *Catalogue) Coming(ctx context.Context, yield func(deposit.Coming) error) error {
	err := c.each(ctx, func(rows *sql.Rows) error {
		var coming deposit.Coming
		var verdict, paper []byte
		if err := rows.Scan(&coming.Fate, &verdict, &paper); err != nil {
			return err
		}
		var due struct {
			Due    deposit.Due    `json:"due"`
			Late   bool           `json:"late"`
			Window deposit.Window `json:"window"`
		}
		if err := errors.Join(unpack(verdict, &due), unpack(paper, &coming.Paper)); err != nil {
			return err
		}
		coming.Due, coming.Late, coming.Window = due.Due, due.Late, due.Window
		return yield(coming)
	}, `SELECT f.fate, COALESCE(v.body, x''), COALESCE(p.body, x'') FROM folder f
		LEFT JOIN part v ON v.folder = f.id AND v.name = 'verdict' LEFT JOIN part p ON p.folder = f.id AND p.name = 'paper' ORDER BY f.id`)
	return storeError("read deadlines", err)
}

// unpack reads a part's body; a part that is not there leaves the value as it is.
func unpack(body []byte, into any) error {
	if len(body) == 0 {
		return nil
	}
	return json.Unmarshal(body, into)
}

// Folder is a folder and its fate; ok is false when there is none.
func (c *Catalogue) Folder(ctx context.Context, id deposit.FolderID) (ref deposit.FolderRef, fate deposit.Fate, ok bool, err error) {
	err = c.db.QueryRowContext(ctx, `SELECT id, journal, fate FROM folder WHERE id = $1`, string(id)).Scan(&ref.ID, &ref.Journal, &fate)
	if errors.Is(err, sql.ErrNoRows) {
		return ref, fate, false, nil
	}
	return ref, fate, err == nil, storeError("read folder", err)
}

// FindingsOf is what stands on a folder: holds first, then by code.
func (c *Catalogue) FindingsOf(ctx context.Context, folder deposit.FolderID) ([]deposit.Found, error) {
	var all []deposit.Found
	err := c.each(ctx, func(rows *sql.Rows) error {
		found, err := scanFound(rows)
		all = append(all, found)
		return err
	}, `SELECT `+foundColumns+` WHERE f.folder = $1 ORDER BY CASE f.severity WHEN 'hold' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END, f.code, f.id, f.room`, string(folder))
	return all, storeError("read findings", err)
}
