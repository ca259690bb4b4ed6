package catalogue

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

const weedingPage = 500 // folders a page

// Proposed streams every line that the folders of the delivery propose and that has no outcome, by journal number and document. A line that was not
// carried out is proposed again when its approval has been taken back. No cursor is open while yield runs.
func (c *Catalogue) Proposed(ctx context.Context, yield func(deposit.PlannedLine) error) error {
	key, id := []byte{}, ""
	for {
		page, err := c.weedings(ctx, &key, &id)
		if err != nil || len(page) == 0 {
			return storeError("read purge proposals", err)
		}
		for _, line := range page {
			if line.ID == "" {
				continue // the end of a page without lines
			}
			if err := yield(line); err != nil {
				return err
			}
		}
	}
}

// weedings is the lines of a page of folders; a page whose folders propose nothing has one empty line, and the end has none.
func (c *Catalogue) weedings(ctx context.Context, key *[]byte, id *string) (page []deposit.PlannedLine, err error) {
	err = c.each(ctx, func(rows *sql.Rows) error {
		var ref deposit.FolderRef
		var body []byte
		if err := rows.Scan(&ref.ID, &ref.Journal, key, &body); err != nil {
			return err
		}
		*id = string(ref.ID)
		var w deposit.Weeding
		if err := json.Unmarshal(body, &w); err != nil {
			return err
		}
		for _, l := range w.Lines {
			page = append(page, deposit.PlannedLine{ID: l.ID(ref.ID), Folder: ref.ID, Journal: ref.Journal, Line: l})
		}
		if len(w.Lines) == 0 {
			page = append(page, deposit.PlannedLine{})
		}
		return nil
	}, `SELECT f.id, f.journal, f.key_journal, p.body FROM folder f JOIN part p ON p.folder = f.id AND p.name = $1
		WHERE f.fate = $2 AND (f.key_journal, f.id) > ($3, $4) ORDER BY f.key_journal, f.id LIMIT $5`,
		deposit.Weeding{}.Part().Name, string(deposit.FatePackaged), *key, *id, weedingPage)
	if err != nil {
		return nil, err
	}
	for i, line := range page {
		if line.ID == "" {
			continue
		}
		settled, err := c.settled(ctx, line.ID)
		if err != nil {
			return nil, err
		}
		if settled {
			page[i] = deposit.PlannedLine{}
		}
	}
	return page, nil
}

// settled tells whether a line has an outcome that stands: it was destroyed, or it was not and the approval is not taken back.
func (c *Catalogue) settled(ctx context.Context, line deposit.LineID) (bool, error) {
	settled := false
	err := c.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM purge_outcome o WHERE o.line = $1
		AND (o.done = 1 OR EXISTS (SELECT 1 FROM act a WHERE a.seq = o.approval AND a.undone = 0)))`, string(line)).Scan(&settled)
	return settled, err
}

// PutPlan remembers a plan that people are shown. The same plan twice is one.
func (c *Catalogue) PutPlan(ctx context.Context, p deposit.PurgePlan) error {
	return c.change(ctx, "store purge plan", func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `INSERT INTO purge_plan (digest, lines, files, papers) VALUES ($1,$2,$3,$4) ON CONFLICT (digest) DO NOTHING`,
			string(p.Digest), p.Lines, p.Files, p.Papers)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return c.appendEvent(ctx, tx, "purge planned", "", map[string]string{"plan": p.Digest.Short(), "lines": strconv.Itoa(p.Lines)})
	})
}

// Plan is a plan that people were shown, and whether there was one.
func (c *Catalogue) Plan(ctx context.Context, digest deposit.Digest) (deposit.PurgePlan, bool, error) {
	p := deposit.PurgePlan{Digest: digest}
	err := c.db.QueryRowContext(ctx, `SELECT lines, files, papers FROM purge_plan WHERE digest = $1`, string(digest)).Scan(&p.Lines, &p.Files, &p.Papers)
	if errors.Is(err, sql.ErrNoRows) {
		return p, false, nil
	}
	return p, err == nil, storeError("read purge plan", err)
}

// Plans is how many plans people were ever shown.
func (c *Catalogue) Plans(ctx context.Context) (n int, err error) {
	err = c.db.QueryRowContext(ctx, `SELECT COUNT(*) FROM purge_plan`).Scan(&n)
	return n, storeError("read purge plan", err)
}

// Intend commits that sides are about to be destroyed. What was intended before stays as it was.
func (c *Catalogue) Intend(ctx context.Context, i deposit.PurgeIntent) error {
	return c.change(ctx, "store purge intent", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO purge_intent (approval, plan, line, side, folder, path, mtime, person, at)
			VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)
			ON CONFLICT (approval, line, side) DO NOTHING`, i.Approval, string(i.Plan), string(i.Line), string(i.Side),
			string(i.Folder), i.Path, i.Modified, i.By, i.At)
		if err != nil {
			return err
		}
		return c.appendEvent(ctx, tx, "purge intended", i.Folder, map[string]string{"plan": i.Plan.Short(), "line": string(i.Line), "by": i.By})
	})
}

// Intent is what was intended with a side, and whether anything was.
func (c *Catalogue) Intent(ctx context.Context, approval int64, line deposit.LineID, side deposit.PurgeSide) (deposit.PurgeIntent, bool, error) {
	i := deposit.PurgeIntent{Approval: approval, Line: line, Side: side}
	err := c.db.QueryRowContext(ctx, `SELECT plan, folder, path, mtime, person, at FROM purge_intent WHERE approval = $1 AND line = $2 AND side = $3`,
		approval, string(line), string(side)).Scan(&i.Plan, &i.Folder, &i.Path, &i.Modified, &i.By, &i.At)
	if errors.Is(err, sql.ErrNoRows) {
		return i, false, nil
	}
	return i, err == nil, storeError("read purge intent", err)
}

// Unsettled is how many sides were about to be destroyed and have no outcome: a run was killed there, or met trouble of the disk.
func (c *Catalogue) Unsettled(ctx context.Context) (n int, err error) {
	err = c.db.QueryRowContext(ctx, `SELECT COUNT(*) FROM purge_intent i WHERE NOT EXISTS (SELECT 1 FROM purge_outcome o
		WHERE o.approval = i.approval AND o.line = i.line AND o.side = i.side)`).Scan(&n)
	return n, storeError("read purge intent", err)
}

// Progress counts the sides of an approved plan that have an outcome.
func (c *Catalogue) Progress(ctx context.Context, approval int64) (p deposit.PurgeProgress, err error) {
	err = c.db.QueryRowContext(ctx, `SELECT (SELECT COUNT(*) FROM purge_intent WHERE approval = $1),
		COUNT(*) FILTER (WHERE side = 'file'), COUNT(*) FILTER (WHERE side = 'paper'),
		COUNT(*) FILTER (WHERE side = 'file' AND done = 1), COUNT(*) FILTER (WHERE side = 'paper' AND done = 1)
		FROM purge_outcome WHERE approval = $1`, approval).Scan(&p.Intended, &p.Files, &p.Papers, &p.FilesDone, &p.PapersDone)
	return p, storeError("count purge outcomes", err)
}

// HasOutcome tells whether a side has an outcome.
func (c *Catalogue) HasOutcome(ctx context.Context, approval int64, line deposit.LineID, side deposit.PurgeSide) (has bool, err error) {
	err = c.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM purge_outcome WHERE approval = $1 AND line = $2 AND side = $3)`,
		approval, string(line), string(side)).Scan(&has)
	return has, storeError("read purge outcome", err)
}

// OutcomeTally counts the outcomes of all plans.
func (c *Catalogue) OutcomeTally(ctx context.Context) (done, kept int, err error) {
	err = c.db.QueryRowContext(ctx, `SELECT COUNT(*) FILTER (WHERE done = 1), COUNT(*) FILTER (WHERE done = 0) FROM purge_outcome`).Scan(&done, &kept)
	return done, kept, storeError("count purge outcomes", err)
}

const outcomeColumns = `o.approval, o.plan, o.line, o.side, o.folder, o.journal, o.document, o.class, o.rule, o.proof, o.stated, o.done, o.why, o.method,
	o.person, o.because, o.at`

// Outcomes streams every outcome of the deposit, by journal number, document and side: what the certificate is written from.
func (c *Catalogue) Outcomes(ctx context.Context, yield func(deposit.PurgeOutcome) error) error {
	err := c.each(ctx, func(rows *sql.Rows) error {
		var o deposit.PurgeOutcome
		err := rows.Scan(&o.Approval, &o.Plan, &o.Line, &o.Side, &o.Folder, &o.Journal, &o.Document, &o.Class, &o.Rule, &o.Proof, &o.Stated, &o.Done, &o.Why,
			&o.Method, &o.By, &o.Because, &o.At)
		if err != nil {
			return err
		}
		return yield(o)
	}, `SELECT `+outcomeColumns+` FROM purge_outcome o LEFT JOIN folder f ON f.id = o.folder
		ORDER BY COALESCE(f.key_journal, x'00'), o.journal, o.document, o.side, o.approval`)
	return storeError("read purge outcomes", err)
}
