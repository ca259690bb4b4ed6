package depot

import (
	"context"
	"database/sql"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

const boxColumns = `SELECT package, number, code, state, remark, at, person, folders, room, bay, shelf, place FROM box `

func scanBox(row interface{ Scan(...any) error }) (b deposit.KeptBox, err error) {
	err = row.Scan(&b.Package, &b.Number, &b.Code, &b.State, &b.Remark, &b.At, &b.By, &b.Folders, &b.Place.Room, &b.Place.Bay, &b.Place.Shelf, &b.Place.Position)
	return b, err
}

func boxes(ctx context.Context, from asker, where string, args ...any) (all []deposit.KeptBox, err error) {
	err = each(ctx, from, func(rows *sql.Rows) error {
		b, err := scanBox(rows)
		all = append(all, b)
		return err
	}, boxColumns+where, args...)
	return all, storeError("read boxes", err)
}

// Boxes is the boxes of a package by number.
func (s *Store) Boxes(ctx context.Context, of deposit.ID) ([]deposit.KeptBox, error) {
	return boxes(ctx, s.db, `WHERE package = $1 ORDER BY number`, string(of))
}

// Box is one box of a package; a zero one where it has none of that number.
func (s *Store) Box(ctx context.Context, of deposit.ID, number int) (deposit.KeptBox, error) {
	found, err := boxes(ctx, s.db, `WHERE package = $1 AND number = $2`, string(of), number)
	if err != nil || len(found) == 0 {
		return deposit.KeptBox{}, err
	}
	return found[0], nil
}

// BoxesCoded is the boxes that a scanned code names: one, unless two deliveries have the same first eight characters. Boxes of replaced packages are passed
// over.
func (s *Store) BoxesCoded(ctx context.Context, code string) ([]deposit.KeptBox, error) {
	return boxes(ctx, s.db, `WHERE code = $1 AND EXISTS (SELECT 1 FROM package p WHERE p.id = box.package AND p.replaced = '') ORDER BY package`, code)
}

// BoxesOn is the boxes on a shelf by position.
func (s *Store) BoxesOn(ctx context.Context, p deposit.Place) ([]deposit.KeptBox, error) {
	return boxes(ctx, s.db, `WHERE room = $1 AND bay = $2 AND shelf = $3 AND room <> '' ORDER BY place, package, number`, p.Room, p.Bay, p.Shelf)
}

// Tallied is how many boxes of a package are in each state.
func (s *Store) Tallied(ctx context.Context, of deposit.ID) (map[deposit.BoxState]int, error) {
	all := map[deposit.BoxState]int{}
	err := each(ctx, s.db, func(rows *sql.Rows) error {
		var state deposit.BoxState
		var n int
		err := rows.Scan(&state, &n)
		all[state] = n
		return err
	}, `SELECT state, COUNT(*) FROM box WHERE package = $1 GROUP BY state`, string(of))
	return all, storeError("read boxes", err)
}

// PutBoxes writes boxes as they now are, together with the entries that say so. Boxes that were not there are added: they came without being on the list.
// check is asked inside the transaction what stands on shelves then, and its error undoes everything; nil asks nothing.
func (s *Store) PutBoxes(ctx context.Context, changed []deposit.KeptBox, entries []deposit.LedgerEntry, check func(on func(deposit.Place) ([]deposit.KeptBox, error)) error) error {
	return s.change(ctx, "write boxes", func(tx *sql.Tx) error {
		for _, b := range changed {
			if err := putBox(ctx, tx, b); err != nil {
				return err
			}
		}
		if check != nil {
			err := check(func(p deposit.Place) ([]deposit.KeptBox, error) {
				return boxes(ctx, tx, `WHERE room = $1 AND bay = $2 AND shelf = $3 AND room <> '' ORDER BY place, package, number`, p.Room, p.Bay, p.Shelf)
			})
			if err != nil {
				return err
			}
		}
		for _, e := range entries {
			if _, err := enter(ctx, tx, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// putBox writes a box as it now is. Its code is what its label says, and stays.
func putBox(ctx context.Context, tx *sql.Tx, b deposit.KeptBox) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO box (package, number, code, state, remark, at, person, folders, room, bay, shelf, place) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)
		ON CONFLICT (package, number) DO UPDATE SET code = $3, state = $4, remark = $5, at = $6, person = $7, room = $9, bay = $10, shelf = $11, place = $12`,
		string(b.Package), b.Number, b.Code, string(b.State), b.Remark, b.At, b.By, b.Folders, b.Place.Room, b.Place.Bay, b.Place.Shelf, b.Place.Position)
	return err
}

// PiecesIn is the pieces that stand in a box, in their order.
func (s *Store) PiecesIn(ctx context.Context, of deposit.ID, box int) ([]deposit.PieceID, error) {
	all, err := s.pieceIDs(ctx, `SELECT id FROM piece WHERE package = $1 AND box = $2 ORDER BY position, id`, string(of), box)
	return all, storeError("read boxes", err)
}

// pieceIDs is the pieces that a query names.
func (s *Store) pieceIDs(ctx context.Context, query string, args ...any) ([]deposit.PieceID, error) {
	var all []deposit.PieceID
	err := each(ctx, s.db, func(rows *sql.Rows) error {
		var p deposit.PieceID
		err := rows.Scan(&p)
		all = append(all, p)
		return err
	}, query, args...)
	return all, err
}
