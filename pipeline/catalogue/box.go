package catalogue

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
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
		for page, err := range s.c.pages(ctx, sortingOf(line), s.c.folderPage) {
			if err != nil {
				yield(deposit.FolderRow{}, err)
				return
			}
			for _, row := range page {
				if !yield(row.FolderRow, nil) {
					return
				}
			}
		}
	}
}

// pageFrom reads the next page of packaged folders after a place.
type pageFrom func(ctx context.Context, by sorting, after place) ([]placedRow, error)

// pages streams all packaged folders in an order. At the end they are counted: whoever the order passed over is an error, never left out silently.
func (c *Catalogue) pages(ctx context.Context, by sorting, next pageFrom) iter.Seq2[[]placedRow, error] {
	return func(yield func([]placedRow, error) bool) {
		seen := 0
		for at := (place{}); ; {
			rows, err := next(ctx, by, at)
			if err == nil && len(rows) < folderPage {
				err = c.countFolders(ctx, seen+len(rows))
			}
			if err != nil {
				yield(nil, storeError("read folders", err))
				return
			}
			if len(rows) > 0 && !yield(rows, nil) || len(rows) < folderPage {
				return
			}
			seen += len(rows)
			at = rows[len(rows)-1].place
		}
	}
}

func (c *Catalogue) countFolders(ctx context.Context, seen int) error {
	count := 0
	err := c.db.QueryRowContext(ctx, `SELECT COUNT(*) FROM folder WHERE fate = $1`, string(deposit.FatePackaged)).Scan(&count)
	if err == nil && count != seen {
		err = fmt.Errorf("%d of %d folders stand in the order: sort keys are missing", seen, count)
	}
	return err
}

// place is where a page of folders ends: sort key and id of its last folder, and what stands before the key where a sorting has that.
type place struct {
	before, key []byte
	id          string
}

type placedRow struct {
	deposit.FolderRow
	place
}

// sorting is a key column, and an expression that is sorted by before it; constant where there is none.
type sorting struct{ before, key string }

// monthDay is month and day of a birth key (trades/order: one byte known or unknown, two each for year, month and day). A birth date without a month has
// no place in a year and stands last, as an unknown one does. No index helps here: each page sorts ids and keys anew, which is cheap beside reading parts.
const monthDay = `CASE WHEN substr(key_birth, 1, 1) <> $5 OR substr(key_birth, 4, 2) = $6 THEN $7 ELSE substr(key_birth, 4, 4) END`

func sortingOf(line box.Line) sorting {
	switch {
	case line.Ordering == deposit.ByBirth && line.MonthDay:
		return sorting{monthDay, "key_birth"}
	case line.Ordering == deposit.ByBirth:
		return sorting{key: "key_birth"}
	case line.Ordering == deposit.ByName:
		return sorting{key: "key_name"}
	}
	return sorting{key: "key_journal"}
}

// places is the query for a page's folders: the ids and keys in order.
func (s sorting) places() string {
	fields, start := s.key+`, id`, `$2, $3`
	before := `$1` // any constant
	if s.before != "" {
		before, fields, start = s.before, s.before+`, `+fields, `$8, `+start
	}
	return `SELECT id, journal, ` + before + ` AS before_key, ` + s.key + ` AS sort_key FROM folder
		WHERE fate = $1 AND (` + fields + `) > (` + start + `) ORDER BY ` + fields + ` LIMIT $4`
}

// query is the page's: first the ids in order, then what is read of each.
func (s sorting) query() string {
	return `SELECT f.id, f.journal, f.before_key, f.sort_key, card.body, paper.body FROM (` + s.places() + `) f ` + cardAndPaper + `
		ORDER BY f.before_key, f.sort_key, f.id`
}

// cardAndPaper is the two parts that lists and boxes are made from.
var cardAndPaper = `LEFT JOIN part card ON card.folder = f.id AND card.name = '` + deposit.Card{}.Part().Name + `'
	LEFT JOIN part paper ON paper.folder = f.id AND paper.name = '` + deposit.Paper{}.Part().Name + `'`

// arguments go with places and with query.
func (s sorting) arguments(after place) []any {
	all := []any{string(deposit.FatePackaged), bytesOf(after.key), after.id, folderPage}
	if s.before != "" {
		all = append(all, []byte{1}, []byte{0, 0}, []byte{2}, bytesOf(after.before))
	}
	return all
}

// placePage is the next page of packaged folders after a place, without their parts.
func (c *Catalogue) placePage(ctx context.Context, by sorting, after place) ([]placedRow, error) {
	page := make([]placedRow, 0, folderPage)
	err := c.each(ctx, func(rows *sql.Rows) error {
		var row placedRow
		err := rows.Scan(&row.id, &row.Ref.Journal, &row.before, &row.key)
		row.Ref.ID = deposit.FolderID(row.id)
		page = append(page, row)
		return err
	}, by.places(), by.arguments(after)...)
	return page, err
}

// folderPage is the next page of packaged folders after a place, with card and paper. A folder without one of the two is an error: a list or box that
// leaves somebody out silently is the worst that could happen here.
func (c *Catalogue) folderPage(ctx context.Context, by sorting, after place) ([]placedRow, error) {
	page := make([]placedRow, 0, folderPage)
	err := c.each(ctx, func(rows *sql.Rows) error {
		var row placedRow
		var card, paper []byte
		if err := rows.Scan(&row.id, &row.Ref.Journal, &row.before, &row.key, &card, &paper); err != nil {
			return err
		}
		row.Ref.ID = deposit.FolderID(row.id)
		page = append(page, row)
		return page[len(page)-1].decode(card, paper)
	}, by.query(), by.arguments(after)...)
	return page, err
}

// decode reads the two parts; the causes name fields and journal number, never a value.
func (r *placedRow) decode(card, paper []byte) error {
	if card == nil || paper == nil {
		return fmt.Errorf("folder %s has no card or paper part", r.Ref.Journal)
	}
	if err := json.Unmarshal(card, &r.Card); err != nil {
		return fmt.Errorf("card of %s: %w", r.Ref.Journal, err)
	}
	if err := json.Unmarshal(paper, &r.Paper); err != nil {
		return fmt.Errorf("paper of %s: %w", r.Ref.Journal, err)
	}
	return nil
}

// bytesOf keeps an absent key a value: NULL would compare as neither before nor after.
func bytesOf(key []byte) []byte {
	if key == nil {
		return []byte{}
	}
	return key
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

// Replace writes a whole plan in one transaction with its findings and one event.
func (s boxShelf) Replace(ctx context.Context, result box.Result, fill func(box.Sink) error) error {
	return s.c.change(ctx, "write box plan", func(tx *sql.Tx) error {
		for _, clear := range []string{`DELETE FROM placing`, `DELETE FROM box`, `DELETE FROM finding WHERE room = 'box'`} {
			if _, err := tx.ExecContext(ctx, clear); err != nil {
				return err
			}
		}
		sink := &boxSink{ctx: ctx, tx: tx}
		if err := sink.prepare(); err != nil {
			return err
		}
		if err := fill(sink); err != nil {
			return err
		}
		return s.c.appendEvent(ctx, tx, "boxes_planned", "", map[string]string{"boxes": strconv.Itoa(result.Boxes),
			"folders": strconv.Itoa(result.Folders), "volumes": strconv.Itoa(result.Volumes), "plan": string(result.Digest)})
	})
}

// boxSink writes a plan inside its transaction; the statements end with it.
type boxSink struct {
	ctx          context.Context
	tx           *sql.Tx
	box, placing *sql.Stmt
}

func (s *boxSink) prepare() (err error) {
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
	return putFindings(s.ctx, s.tx, folder, "box", found)
}
