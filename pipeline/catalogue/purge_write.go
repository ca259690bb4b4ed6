package catalogue

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// PutOutcomes commits what became of sides, in one transaction with what the folders remember of it and the events. A side has one outcome for ever: the
// same one again changes nothing.
func (c *Catalogue) PutOutcomes(ctx context.Context, all []deposit.PurgeOutcome) error {
	return c.change(ctx, "store purge outcome", func(tx *sql.Tx) error {
		for _, o := range all {
			if err := c.putOutcome(ctx, tx, o); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *Catalogue) putOutcome(ctx context.Context, tx *sql.Tx, o deposit.PurgeOutcome) error {
	result, err := tx.ExecContext(ctx, `INSERT INTO purge_outcome (approval, plan, line, side, folder, journal, document, class, rule, proof, stated, done, why,
		method, person, because, at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17) ON CONFLICT (approval, line, side) DO NOTHING`,
		o.Approval, string(o.Plan), string(o.Line), string(o.Side), string(o.Folder), o.Journal, o.Document, o.Class, o.Rule, string(o.Proof), o.Stated, o.Done,
		string(o.Why), o.Method, o.By, o.Because, o.At)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return err
	}
	if o.Done && o.Purged != nil {
		if err := remember(ctx, tx, o.Folder, *o.Purged); err != nil {
			return err
		}
	}
	data := map[string]string{"plan": o.Plan.Short(), "line": string(o.Line), "side": string(o.Side), "done": strconv.FormatBool(o.Done), "why": string(o.Why),
		"method": o.Method, "by": o.By}
	return c.appendEvent(ctx, tx, "purge outcome", o.Folder, data)
}

// remember adds a destroyed document to the folder's own part; of a document that had a file and paper, the second side joins the first.
func remember(ctx context.Context, tx *sql.Tx, folder deposit.FolderID, d deposit.PurgedDocument) error {
	var purged deposit.Purged
	if err := readPart(ctx, tx, folder, &purged); err != nil {
		return err
	}
	i := slices.IndexFunc(purged.Documents, func(p deposit.PurgedDocument) bool { return p.Document == d.Document })
	if i < 0 {
		purged.Documents = append(purged.Documents, d)
	} else {
		d.Paper = d.Paper || purged.Documents[i].Paper
		if d.Ordinal == 0 {
			was := purged.Documents[i]
			d.Ordinal, d.Path, d.SHA256, d.Size, d.Modified = was.Ordinal, was.Path, was.SHA256, was.Size, was.Modified
		}
		purged.Documents[i] = d
	}
	slices.SortFunc(purged.Documents, func(a, b deposit.PurgedDocument) int { return a.Document - b.Document })
	return writePart(ctx, tx, folder, purged)
}

// readPart reads a folder's part into a value that is left empty when there is none.
func readPart[P deposit.Part](ctx context.Context, tx *sql.Tx, folder deposit.FolderID, into *P) error {
	var body []byte
	err := tx.QueryRowContext(ctx, `SELECT body FROM part WHERE folder = $1 AND name = $2`, string(folder), (*into).Part().Name).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(body, into)
}

func writePart(ctx context.Context, tx *sql.Tx, folder deposit.FolderID, part deposit.Part) error {
	body, err := stage.Encode(part)
	if err != nil {
		return err
	}
	return putPart(ctx, tx, folder, part.Part(), body, deposit.DigestOf(body))
}

// PutHold records that a hold was laid or lifted, with its effect on the folder's part, in one transaction. changed is false when the hold stood, or stood
// not, already: a repeated act keeps its first time.
func (c *Catalogue) PutHold(ctx context.Context, r deposit.HoldRecord) (changed bool, err error) {
	err = c.change(ctx, "store hold", func(tx *sql.Tx) error {
		var holds deposit.Holds
		if err := readPart(ctx, tx, r.Folder.ID, &holds); err != nil {
			return err
		}
		i := slices.IndexFunc(holds.Holds, func(h deposit.PurgeHold) bool { return h.Document == r.Document })
		if changed = (i >= 0) == r.Lifted; !changed {
			return nil
		}
		if r.Lifted {
			holds.Holds = slices.Delete(holds.Holds, i, i+1)
		} else {
			holds.Holds = append(holds.Holds, deposit.PurgeHold{Document: r.Document, By: r.By, At: r.At})
		}
		slices.SortFunc(holds.Holds, func(a, b deposit.PurgeHold) int { return a.Document - b.Document })
		if err := writePart(ctx, tx, r.Folder.ID, holds); err != nil {
			return err
		}
		return c.insertHold(ctx, tx, r)
	})
	return changed, err
}

func (c *Catalogue) insertHold(ctx context.Context, tx *sql.Tx, r deposit.HoldRecord) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO purge_hold (seq, folder, journal, document, lifted, person, because, at)
		VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM purge_hold), $1,$2,$3,$4,$5,$6,$7)`,
		string(r.Folder.ID), r.Folder.Journal, r.Document, r.Lifted, r.By, r.Because, r.At)
	if err != nil {
		return err
	}
	kind := "hold laid"
	if r.Lifted {
		kind = "hold lifted"
	}
	return c.appendEvent(ctx, tx, kind, r.Folder.ID, map[string]string{"document": strconv.Itoa(r.Document), "by": r.By, "at": r.At})
}

// Holds is the whole record of holds, in order; those that stand are marked.
func (c *Catalogue) Holds(ctx context.Context) ([]deposit.HoldRecord, error) {
	var all []deposit.HoldRecord
	err := c.each(ctx, func(rows *sql.Rows) error {
		var r deposit.HoldRecord
		err := rows.Scan(&r.Seq, &r.Folder.ID, &r.Folder.Journal, &r.Document, &r.Lifted, &r.By, &r.Because, &r.At, &r.Stands)
		all = append(all, r)
		return err
	}, `SELECT seq, folder, journal, document, lifted, person, because, at, lifted = 0 AND NOT EXISTS (SELECT 1 FROM purge_hold l
		WHERE l.folder = h.folder AND l.document = h.document AND l.seq > h.seq) FROM purge_hold h ORDER BY seq`)
	return all, storeError("read holds", err)
}

// PutWish records a wish for erasure and that it was answered. It changes nothing else.
func (c *Catalogue) PutWish(ctx context.Context, w deposit.ErasureWish) error {
	return c.change(ctx, "store erasure wish", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO purge_wish (seq, folder, journal, person, because, at)
			VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM purge_wish), $1,$2,$3,$4,$5)`, string(w.Folder.ID), w.Folder.Journal, w.By, w.Because, w.At)
		if err != nil {
			return err
		}
		return c.appendEvent(ctx, tx, "erasure wish answered", w.Folder.ID, map[string]string{"by": w.By, "at": w.At})
	})
}

// Wishes is every wish for erasure, in order.
func (c *Catalogue) Wishes(ctx context.Context) ([]deposit.ErasureWish, error) {
	var all []deposit.ErasureWish
	err := c.each(ctx, func(rows *sql.Rows) error {
		var w deposit.ErasureWish
		err := rows.Scan(&w.Folder.ID, &w.Folder.Journal, &w.By, &w.Because, &w.At)
		all = append(all, w)
		return err
	}, `SELECT folder, journal, person, because, at FROM purge_wish ORDER BY seq`)
	return all, storeError("read erasure wishes", err)
}

// Keys is the public key that each person first signed with.
func (c *Catalogue) Keys(ctx context.Context) (map[string]string, error) {
	keys := map[string]string{}
	err := c.each(ctx, func(rows *sql.Rows) error {
		var person, key string
		err := rows.Scan(&person, &key)
		keys[person] = key
		return err
	}, `SELECT person, key FROM person_key`)
	return keys, storeError("read keys", err)
}
