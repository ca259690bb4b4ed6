package catalogue

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

const foundColumns = `f.id, f.room, f.folder, COALESCE(d.fate, ''), f.severity, f.body, COALESCE(c.body, x''),
	COALESCE(x.answer, ''), COALESCE(x.person, ''), COALESCE(x.because, ''), COALESCE(x.at, '')
	FROM finding f LEFT JOIN folder d ON d.id = f.folder LEFT JOIN decision x ON x.finding = f.id
	LEFT JOIN part c ON c.folder = f.folder AND c.name = 'card'`

// Findings streams every finding: holds first, then by code, journal number and id. The same order in every run.
func (c *Catalogue) Findings(ctx context.Context, yield func(deposit.Found) error) error {
	err := c.each(ctx, func(rows *sql.Rows) error {
		found, err := scanFound(rows)
		if err != nil {
			return err
		}
		return yield(found)
	}, `SELECT `+foundColumns+` ORDER BY CASE f.severity WHEN 'hold' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END, f.code, COALESCE(d.key_journal, ''), f.id, f.room`)
	return storeError("read findings", err)
}

func scanFound(rows *sql.Rows) (deposit.Found, error) {
	var found deposit.Found
	var body, card []byte
	err := rows.Scan(&found.ID, &found.Room, &found.Folder, &found.Fate, &found.Severity, &body, &card, &found.Answer, &found.By, &found.Because, &found.At)
	if err != nil {
		return found, err
	}
	if err := json.Unmarshal(body, &found.Finding); err != nil || len(card) == 0 {
		return found, err
	}
	var shown struct {
		Journal struct {
			Written string `json:"written"`
		} `json:"journal"`
	}
	err = json.Unmarshal(card, &shown)
	found.Number = shown.Journal.Written
	return found, err
}

// FindingsLike is the findings whose id begins with prefix, or whose code is prefix.
func (c *Catalogue) FindingsLike(ctx context.Context, prefix string) ([]deposit.Found, error) {
	var all []deposit.Found
	err := c.each(ctx, func(rows *sql.Rows) error {
		found, err := scanFound(rows)
		all = append(all, found)
		return err
	}, `SELECT `+foundColumns+` WHERE f.code = $1 OR (f.id >= $1 AND f.id < $2) ORDER BY f.id, f.room`, prefix, prefix+"~")
	return all, storeError("read findings", err)
}

// TallyFindings counts the findings that stand.
func (c *Catalogue) TallyFindings(ctx context.Context) (deposit.Tally, error) {
	var t deposit.Tally
	err := c.db.QueryRowContext(ctx, `SELECT
		COUNT(*) FILTER (WHERE f.severity = 'note'), COUNT(*) FILTER (WHERE f.severity = 'warn'), COUNT(*) FILTER (WHERE f.severity = 'hold'),
		COUNT(*) FILTER (WHERE f.severity = 'hold' AND x.finding IS NULL AND (f.folder = '' OR d.fate = 'packaged'))
		FROM finding f LEFT JOIN folder d ON d.id = f.folder LEFT JOIN decision x ON x.finding = f.id`).Scan(&t.Notes, &t.Warnings, &t.Holds, &t.Open)
	return t, storeError("count findings", err)
}

// PutFindings replaces what a deposit-wide room found on the deposit as a whole.
func (c *Catalogue) PutFindings(ctx context.Context, room string, findings []deposit.Finding) error {
	return c.beside(ctx, "store findings", func(tx *sql.Tx) error { return putFindings(ctx, tx, "", room, findings) })
}
