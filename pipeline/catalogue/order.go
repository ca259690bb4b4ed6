package catalogue

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"sync"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/box"
)

// rowsKept is how many rows stay in memory between one reading and the next: some forty megabytes, and more folders than an office has in one deposit. The
// other folders of a larger one are read anew.
const rowsKept = 40_000

// keptRows is rows as they stood when so much had happened to folders. Boxes and three lists are made from the same ones.
type keptRows struct {
	mu   sync.Mutex
	at   int64
	rows map[deposit.FolderID]deposit.FolderRow
}

// standing is the rows that still stand when so much has happened to folders.
func (k *keptRows) standing(at int64) map[deposit.FolderID]deposit.FolderRow {
	if k.rows == nil || k.at != at {
		k.at, k.rows = at, map[deposit.FolderID]deposit.FolderRow{}
	}
	return k.rows
}

// inOrder streams all packaged folders with card and paper, a page at a time. At the end they are counted: whoever the order passed over is an error,
// never left out silently.
func (c *Catalogue) inOrder(ctx context.Context, by sorting) iter.Seq2[[]deposit.FolderRow, error] {
	return func(yield func([]deposit.FolderRow, error) bool) {
		seen := 0
		for at := (place{}); ; {
			places, err := c.placePage(ctx, by, at)
			if err == nil && len(places) < folderPage {
				err = c.countFolders(ctx, seen+len(places))
			}
			var rows []deposit.FolderRow
			if err == nil {
				rows, err = c.rowsOf(ctx, places)
			}
			if err != nil {
				yield(nil, storeError("read folders", err))
				return
			}
			if len(rows) > 0 && !yield(rows, nil) || len(places) < folderPage {
				return
			}
			seen += len(places)
			at = places[len(places)-1]
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

// place is where a folder stands in an order, and where a page of folders ends: sort key and id, and what stands before the key where a sorting has that.
type place struct {
	before, key []byte
	id          string
}

// placePage is the next page of packaged folders after a place.
func (c *Catalogue) placePage(ctx context.Context, by sorting, after place) ([]place, error) {
	page := make([]place, 0, folderPage)
	err := c.each(ctx, func(rows *sql.Rows) error {
		var p place
		err := rows.Scan(&p.before, &p.key, &p.id)
		page = append(page, p)
		return err
	}, by.places(), by.arguments(after)...)
	return page, err
}

// rowsOf is the rows of the folders at the places, in their order: those that are kept, and from the store those that are not.
func (c *Catalogue) rowsOf(ctx context.Context, at []place) ([]deposit.FolderRow, error) {
	c.kept.mu.Lock()
	defer c.kept.mu.Unlock()
	kept := c.kept.standing(c.folders.Load())
	var missing []string
	for _, p := range at {
		if _, ok := kept[deposit.FolderID(p.id)]; !ok {
			missing = append(missing, p.id)
		}
	}
	read, err := c.readRows(ctx, missing)
	if err != nil {
		return nil, err
	}
	all := make([]deposit.FolderRow, len(at))
	for i, p := range at {
		id := deposit.FolderID(p.id)
		row, ok := read[id]
		if !ok {
			row, ok = kept[id]
		}
		if !ok {
			return nil, fmt.Errorf("folder %s went while it was read", id)
		}
		if all[i] = row; len(kept) < rowsKept {
			kept[id] = row
		}
	}
	return all, nil
}

// readRows reads folders with card and paper. A folder without one of the two is an error: a list or box that leaves somebody out silently is the worst
// that could happen here.
func (c *Catalogue) readRows(ctx context.Context, ids []string) (map[deposit.FolderID]deposit.FolderRow, error) {
	all := make(map[deposit.FolderID]deposit.FolderRow, len(ids))
	if len(ids) == 0 {
		return all, nil
	}
	return all, c.each(ctx, func(rows *sql.Rows) error {
		var row deposit.FolderRow
		var card, paper []byte
		if err := rows.Scan(&row.Ref.ID, &row.Ref.Journal, &card, &paper); err != nil {
			return err
		}
		err := decodeRow(&row, card, paper)
		all[row.Ref.ID] = row
		return err
	}, `SELECT f.id, f.journal, card.body, paper.body FROM folder f
		LEFT JOIN part card ON card.folder = f.id AND card.name = '`+deposit.Card{}.Part().Name+`'
		LEFT JOIN part paper ON paper.folder = f.id AND paper.name = '`+deposit.Paper{}.Part().Name+`'
		WHERE f.id IN `+marks(0, len(ids)), listed(ids)...)
}

// decodeRow reads the two parts; the causes name fields and journal number, never a value.
func decodeRow(r *deposit.FolderRow, card, paper []byte) error {
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
	return `SELECT ` + before + `, ` + s.key + `, id FROM folder
		WHERE fate = $1 AND (` + fields + `) > (` + start + `) ORDER BY ` + fields + ` LIMIT $4`
}

// arguments go with places.
func (s sorting) arguments(after place) []any {
	all := []any{string(deposit.FatePackaged), bytesOf(after.key), after.id, folderPage}
	if s.before != "" {
		all = append(all, []byte{1}, []byte{0, 0}, []byte{2}, bytesOf(after.before))
	}
	return all
}

// bytesOf keeps an absent key a value: NULL would compare as neither before nor after.
func bytesOf(key []byte) []byte {
	if key == nil {
		return []byte{}
	}
	return key
}
