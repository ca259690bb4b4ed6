package catalogue

import (
	"context"
	"database/sql"
	"iter"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/box"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/lists"
)

// ListRows is the lists room's port on the store.
func (c *Catalogue) ListRows() lists.Rows { return listRows{c} }

type listRows struct{ c *Catalogue }

// List streams a row for every packaged folder in an ordering, a page at a time, each with all its places.
func (l listRows) List(ctx context.Context, ordering deposit.Ordering) iter.Seq2[deposit.ListRow, error] {
	return func(yield func(deposit.ListRow, error) bool) {
		for page, err := range l.c.inOrder(ctx, sortingOf(box.Line{Ordering: ordering})) {
			var placings map[deposit.FolderID][]deposit.Placing
			if err == nil {
				placings, err = l.placings(ctx, page)
			}
			if err != nil {
				yield(deposit.ListRow{}, storeError("read list", err))
				return
			}
			for _, folder := range page {
				if !yield(listRow(folder, placings[folder.Ref.ID]), nil) {
					return
				}
			}
		}
	}
}

// listRow is what the lists may show of a folder: the least that a deposit needs (R2.3-3), nothing else of its card.
func listRow(row deposit.FolderRow, placings []deposit.Placing) deposit.ListRow {
	c := row.Card
	number := c.Journal.Written
	if number == "" {
		number = row.Ref.Journal
	}
	return deposit.ListRow{Journal: number, LastName: c.LastName, FirstName: c.FirstName, Birth: c.Birth, Opened: c.Opened, Closed: c.Closed,
		Medium: row.Paper.Medium, Placings: placings}
}

// placings is where the folders of a page stand.
func (l listRows) placings(ctx context.Context, page []deposit.FolderRow) (map[deposit.FolderID][]deposit.Placing, error) {
	ids := make([]string, len(page))
	for i, folder := range page {
		ids[i] = string(folder.Ref.ID)
	}
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
		stored := boxShelf(l)
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
	var at []place
	err := l.c.each(ctx, func(rows *sql.Rows) error {
		var p place
		err := rows.Scan(&p.id)
		at = append(at, p)
		return err
	}, `SELECT DISTINCT folder FROM placing WHERE box BETWEEN $1 AND $2`, first, last)
	if err != nil {
		return nil, err
	}
	folders, err := l.c.rowsOf(ctx, at)
	rows := make(map[deposit.FolderID]deposit.ListRow, len(folders))
	for _, folder := range folders {
		rows[folder.Ref.ID] = listRow(folder, nil)
	}
	return rows, err
}
