package catalogue

import (
	"context"
	"database/sql"
	"encoding/json"
	"iter"
	"slices"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/box"
)

// Pages of the deposit-wide rooms: small enough that memory does not follow the number of folders.
const (
	folderPage = 500
	boxPage    = 100
)

// BoxShelf is the box room's port on the store.
func (c *Catalogue) BoxShelf() box.Shelf { return boxShelf{c} }

type boxShelf struct{ c *Catalogue }

// Folders streams the packaged folders in the line's order, a page at a time.
func (s boxShelf) Folders(ctx context.Context, line box.Line) iter.Seq2[deposit.FolderRow, error] {
	return func(yield func(deposit.FolderRow, error) bool) {
		for page, err := range s.c.inOrder(ctx, sortingOf(line)) {
			if err != nil {
				yield(deposit.FolderRow{}, err)
				return
			}
			for _, row := range page {
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

// Stored streams the plan as it was last written, a page of boxes at a time.
func (s boxShelf) Stored(ctx context.Context) iter.Seq2[box.Filled, error] {
	return func(yield func(box.Filled, error) bool) {
		after := 0
		for {
			page, err := s.boxPage(ctx, after)
			if err != nil {
				yield(box.Filled{}, storeError("read box plan", err))
				return
			}
			for _, f := range page {
				if !yield(f, nil) {
					return
				}
				after = f.Box.Number
			}
			if len(page) < boxPage {
				return
			}
		}
	}
}

func (s boxShelf) boxPage(ctx context.Context, after int) ([]box.Filled, error) {
	var page []box.Filled
	err := s.c.each(ctx, func(rows *sql.Rows) error {
		var body []byte
		var f box.Filled
		if err := rows.Scan(&body); err != nil {
			return err
		}
		page = append(page, f)
		return json.Unmarshal(body, &page[len(page)-1].Box)
	}, `SELECT body FROM box WHERE number > $1 ORDER BY number LIMIT $2`, after, boxPage)
	if err != nil || len(page) == 0 {
		return nil, err
	}
	first, last := page[0].Box.Number, page[len(page)-1].Box.Number
	index := make(map[int]int, len(page))
	for i, f := range page {
		index[f.Box.Number] = i
	}
	err = s.c.each(ctx, func(rows *sql.Rows) error {
		var at box.Standing
		p := &at.Placing
		if err := rows.Scan(&at.Folder.ID, &at.Folder.Journal, &p.Volume, &p.Volumes, &p.Box, &p.Position, &p.Size); err != nil {
			return err
		}
		if i, ok := index[p.Box]; ok {
			page[i].Standing = append(page[i].Standing, at)
		}
		return nil
	}, `SELECT p.folder, COALESCE(f.journal, ''), p.volume, p.volumes, p.box, p.position, p.mm FROM placing p LEFT JOIN folder f ON f.id = p.folder
		WHERE p.box BETWEEN $1 AND $2 ORDER BY p.box, p.position, p.volume`, first, last)
	return page, err
}

// Replace writes a whole plan in one transaction with its findings and one event. Of folders it says nothing but what
// holds them.
func (s boxShelf) Replace(ctx context.Context, result box.Result, fill func(box.Sink) error) error {
	sink := &boxSink{ctx: ctx}
	err := s.c.beside(ctx, "write box plan", func(tx *sql.Tx) error {
		if err := sink.begin(tx); err != nil {
			return err
		}
		if err := fill(sink); err != nil {
			return err
		}
		return s.c.appendEvent(ctx, tx, "boxes_planned", "", map[string]string{"boxes": strconv.Itoa(result.Boxes),
			"folders": strconv.Itoa(result.Folders), "volumes": strconv.Itoa(result.Volumes), "plan": string(result.Digest)})
	})
	if sink.held {
		s.c.folders.Add(1)
	}
	return err
}

// boxSink writes a plan inside its transaction; the statements end with it.
type boxSink struct {
	ctx          context.Context
	tx           *sql.Tx
	box, placing *sql.Stmt
	held         bool // folders are held by findings that were written, or were until these went
}

// begin clears away the plan that stood.
func (s *boxSink) begin(tx *sql.Tx) (err error) {
	s.tx = tx
	for _, clear := range []string{`DELETE FROM placing`, `DELETE FROM box`} {
		if _, err := tx.ExecContext(s.ctx, clear); err != nil {
			return err
		}
	}
	err = tx.QueryRowContext(s.ctx, `SELECT EXISTS (SELECT 1 FROM finding WHERE room = 'box' AND severity = $1)`, string(deposit.Hold)).Scan(&s.held)
	if err == nil {
		_, err = tx.ExecContext(s.ctx, `DELETE FROM finding WHERE room = 'box'`)
	}
	if err != nil {
		return err
	}
	if s.box, err = s.tx.PrepareContext(s.ctx, `INSERT INTO box (number, body) VALUES ($1,$2)`); err != nil {
		return err
	}
	s.placing, err = s.tx.PrepareContext(s.ctx, `INSERT INTO placing (folder, volume, volumes, box, position, mm) VALUES ($1,$2,$3,$4,$5,$6)`)
	return err
}

// Box writes a box and what stands in it.
func (s *boxSink) Box(f box.Filled) error {
	body, err := json.Marshal(f.Box)
	if err != nil {
		return err
	}
	if _, err := s.box.ExecContext(s.ctx, f.Box.Number, body); err != nil {
		return err
	}
	for _, at := range f.Standing {
		p := at.Placing
		if _, err := s.placing.ExecContext(s.ctx, string(at.Folder.ID), p.Volume, p.Volumes, p.Box, p.Position, p.Size); err != nil {
			return err
		}
	}
	return nil
}

// Find writes what the room found on a folder or, with no folder, on the deposit.
func (s *boxSink) Find(folder deposit.FolderID, found []deposit.Finding) error {
	s.held = s.held || slices.ContainsFunc(found, func(f deposit.Finding) bool { return f.Severity() == deposit.Hold })
	return putFindings(s.ctx, s.tx, folder, "box", found)
}
