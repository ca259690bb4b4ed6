package catalogue

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/box"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/lists"
)

// ListRows is the lists room's port on the store.
func (c *Catalogue) ListRows() lists.Rows { return listRows{c, &keptRows{}} }

type listRows struct {
	c    *Catalogue
	kept *keptRows
}

// rowsKept is how many rows stay in memory between one order and the next: some ten megabytes. The other folders of a larger deposit are read anew.
const rowsKept = 20_000

// keptRows is rows as they stood after so many commits.
type keptRows struct {
	at   int64
	rows map[deposit.FolderID]deposit.ListRow
}

// List streams a row for every packaged folder in an ordering, a page at a time, each with all its places.
func (l listRows) List(ctx context.Context, ordering deposit.Ordering) iter.Seq2[deposit.ListRow, error] {
	return func(yield func(deposit.ListRow, error) bool) {
		if at := l.c.file.Commits(); l.kept.rows == nil || l.kept.at != at {
			l.kept.at, l.kept.rows = at, map[deposit.FolderID]deposit.ListRow{}
		}
		for page, err := range l.c.pages(ctx, sortingOf(box.Line{Ordering: ordering}), l.c.placePage) {
			var read map[deposit.FolderID]deposit.ListRow
			if err == nil {
				read, err = l.unkept(ctx, page)
			}
			if err != nil {
				yield(deposit.ListRow{}, storeError("read list", err))
				return
			}
			for _, folder := range page {
				row, ok := read[folder.Ref.ID]
				if !ok {
					row, ok = l.kept.rows[folder.Ref.ID]
				}
				if !ok {
					yield(row, storeError("read list", fmt.Errorf("folder %s went while it was read", folder.Ref.Journal)))
					return
				}
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

// unkept reads the rows of a page that are not kept, and keeps them while there is room.
func (l listRows) unkept(ctx context.Context, page []placedRow) (map[deposit.FolderID]deposit.ListRow, error) {
	var ids []string
	for _, folder := range page {
		if _, ok := l.kept.rows[folder.Ref.ID]; !ok {
			ids = append(ids, folder.id)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	placings, err := l.placings(ctx, ids)
	if err != nil {
		return nil, err
	}
	rows, err := l.rows(ctx, placings, `FROM folder f `+cardAndPaper+` WHERE f.id IN `+marks(0, len(ids)), listed(ids)...)
	for id, row := range rows {
		if len(l.kept.rows) < rowsKept {
			l.kept.rows[id] = row
		}
	}
	return rows, err
}

// rows reads rows from folders, cards and papers.
func (l listRows) rows(ctx context.Context, placings map[deposit.FolderID][]deposit.Placing, from string, args ...any) (map[deposit.FolderID]deposit.ListRow, error) {
	all := map[deposit.FolderID]deposit.ListRow{}
	return all, l.c.each(ctx, func(rows *sql.Rows) error {
		var row placedRow
		var card, paper []byte
		if err := rows.Scan(&row.id, &row.Ref.Journal, &card, &paper); err != nil {
			return err
		}
		if err := row.decode(card, paper); err != nil {
			return err
		}
		id := deposit.FolderID(row.id)
		all[id] = listRow(row, placings[id])
		return nil
	}, `SELECT f.id, f.journal, card.body, paper.body `+from, args...)
}

// listRow is what the lists may show of a folder: the least that a deposit needs (R2.3-3), nothing else of its card.
func listRow(row placedRow, placings []deposit.Placing) deposit.ListRow {
	c := row.Card
	number := c.Journal.Written
	if number == "" {
		number = row.Ref.Journal
	}
	return deposit.ListRow{Journal: number, LastName: c.LastName, FirstName: c.FirstName, Birth: c.Birth, Opened: c.Opened, Closed: c.Closed,
		Medium: row.Paper.Medium, Placings: placings}
}

// placings is where folders stand.
func (l listRows) placings(ctx context.Context, ids []string) (map[deposit.FolderID][]deposit.Placing, error) {
	all := make(map[deposit.FolderID][]deposit.Placing, len(ids))
	return all, l.c.each(ctx, func(rows *sql.Rows) error {
		var folder deposit.FolderID
		var p deposit.Placing
		err := rows.Scan(&folder, &p.Volume, &p.Volumes, &p.Box, &p.Position, &p.Size)
		all[folder] = append(all[folder], p)
		return err
	}, `SELECT folder, volume, volumes, box, position, mm FROM placing WHERE folder IN `+marks(0, len(ids))+` ORDER BY folder, volume`, listed(ids)...)
}

// Boxes streams the boxes by number with a row for each folder in them, a page at a time.
func (l listRows) Boxes(ctx context.Context) iter.Seq2[lists.Contents, error] {
	return func(yield func(lists.Contents, error) bool) {
		stored := boxShelf{l.c}
		for after := 0; ; {
			page, err := stored.boxPage(ctx, after)
			var rows map[deposit.FolderID]deposit.ListRow
			if err == nil && len(page) > 0 {
				rows, err = l.standing(ctx, page[0].Box.Number, page[len(page)-1].Box.Number)
			}
			if err != nil {
				yield(lists.Contents{}, storeError("read boxes", err))
				return
			}
			for _, f := range page {
				if !yield(contents(f, rows), nil) {
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

// contents is a box with a row for each folder, its placings being those in this box.
func contents(f box.Filled, rows map[deposit.FolderID]deposit.ListRow) lists.Contents {
	c := lists.Contents{Box: f.Box}
	var before deposit.FolderID
	for _, s := range f.Standing {
		if s.Folder.ID != before {
			row := rows[s.Folder.ID]
			row.Placings = nil
			c.Rows = append(c.Rows, row)
			before = s.Folder.ID
		}
		row := &c.Rows[len(c.Rows)-1]
		row.Placings = append(row.Placings, s.Placing)
	}
	return c
}

// standing is the rows of the folders in a page of boxes.
func (l listRows) standing(ctx context.Context, first, last int) (map[deposit.FolderID]deposit.ListRow, error) {
	return l.rows(ctx, nil, `FROM (SELECT DISTINCT folder FROM placing WHERE box BETWEEN $1 AND $2) p JOIN folder f ON f.id = p.folder `+cardAndPaper, first, last)
}
