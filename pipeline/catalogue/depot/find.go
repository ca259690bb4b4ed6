package depot

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Find gives the folders that fit, in the order of their journal numbers' text, without those of replaced packages.
func (s *Store) Find(ctx context.Context, q deposit.Sought) ([]deposit.KeptFolder, error) {
	where, args := conditions(q)
	query := `SELECT f.num, f.id, f.package, f.journal, f.name, f.birth, f.medium, f.opened, f.closed, COALESCE(p.owner, ''), COALESCE(p.creator, '')
		FROM folder f LEFT JOIN package p ON p.id = f.package WHERE COALESCE(p.replaced, '') = ''` + where + ` ORDER BY f.journal_key, f.package`
	if q.Most > 0 {
		query += ` LIMIT $1`
	}
	var all []deposit.KeptFolder
	var nums []int64
	err := each(ctx, s.db, func(rows *sql.Rows) error {
		var f deposit.KeptFolder
		var num int64
		var birth, opened, closed string
		err := rows.Scan(&num, &f.ID, &f.Package, &f.Journal, &f.Name, &birth, &f.Medium, &opened, &closed, &f.Owner, &f.Creator)
		f.Birth, f.Opened, f.Closed = dateOf(birth), dateOf(opened), dateOf(closed)
		all, nums = append(all, f), append(nums, num)
		return err
	}, query, args...)
	if err != nil {
		return nil, storeError("find folders", err)
	}
	for i := range all {
		if all[i].Pieces, err = s.pieces(ctx, nums[i]); err != nil {
			return nil, storeError("find folders", err)
		}
	}
	return all, nil
}

// conditions is what is sought as SQL; $1 is the limit.
func conditions(q deposit.Sought) (string, []any) {
	var where strings.Builder
	args := []any{q.Most}
	add := func(text string, value any) {
		args = append(args, value)
		where.WriteString(" AND " + strings.ReplaceAll(text, "?", "$"+strconv.Itoa(len(args))))
	}
	if q.Journal != "" {
		keys := deposit.JournalKeys(q.Journal)
		add(`f.journal_key = ?`, keys[0])
		if len(keys) > 1 {
			where.Reset()
			add(`f.journal_key IN ($2, ?)`, keys[1])
		}
	}
	if q.Folder != "" {
		add(`f.id = ?`, string(q.Folder))
	}
	if q.Name != "" {
		add(`f.name_key LIKE '%' || ? || '%' ESCAPE '\'`, strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(nameKey(q.Name)))
	}
	if !q.Birth.IsZero() {
		add(`f.birth = ?`, q.Birth.String())
	}
	if q.Owner != "" {
		add(`p.owner = ?`, q.Owner)
	}
	if q.Creator != "" {
		add(`p.creator = ?`, q.Creator)
	}
	if q.Delivery != "" {
		add(`(p.delivery LIKE ? || '%' OR p.id LIKE ? || '%')`, strings.ToLower(q.Delivery))
	}
	if q.Box != "" {
		add(`f.num IN (SELECT c.folder FROM piece c JOIN box b ON b.package = c.package AND b.number = c.box WHERE b.code = ?)`, q.Box)
	}
	if !q.Shelf.IsZero() {
		const on = `f.num IN (SELECT c.folder FROM piece c JOIN box b ON b.package = c.package AND b.number = c.box WHERE b.room <> '' AND b.room || '/' || b.bay || '/' || b.shelf`
		if q.Shelf.Position > 0 {
			add(on+` || '/' || b.place = ?)`, q.Shelf.String())
		} else {
			add(on+` = ?)`, q.Shelf.String())
		}
	}
	return where.String(), args
}

func (s *Store) pieces(ctx context.Context, folder int64) (all []deposit.KeptPiece, err error) {
	err = each(ctx, s.db, func(rows *sql.Rows) error {
		var p deposit.KeptPiece
		err := rows.Scan(&p.ID, &p.Volume, &p.Box, &p.Position)
		all = append(all, p)
		return err
	}, `SELECT id, volume, box, position FROM piece WHERE folder = $1 ORDER BY volume`, folder)
	return all, err
}

// FolderOf is the folder that a piece belongs to, and its journal number.
func (s *Store) FolderOf(ctx context.Context, piece deposit.PieceID) (journal string, volume int, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT f.journal, p.volume FROM piece p JOIN folder f ON f.num = p.folder WHERE p.id = $1`, int64(piece)).Scan(&journal, &volume)
	if errors.Is(err, sql.ErrNoRows) {
		return "", 0, nil
	}
	return journal, volume, storeError("find folders", err)
}

// Holdings is what the depot has of each owner and creator; width is what a box takes of a shelf, in millimetres.
func (s *Store) Holdings(ctx context.Context, width int) ([]deposit.Holding, error) {
	var all []deposit.Holding
	err := each(ctx, s.db, func(rows *sql.Rows) error {
		var h deposit.Holding
		err := rows.Scan(&h.Owner, &h.Creator, &h.Packages, &h.Folders, &h.Boxes, &h.Shelved)
		h.Metres = deposit.Metre(h.Boxes * width)
		all = append(all, h)
		return err
	}, `SELECT p.owner, p.creator, COUNT(*),
		SUM((SELECT COUNT(*) FROM folder f WHERE f.package = p.id)),
		SUM((SELECT COUNT(*) FROM box b WHERE b.package = p.id AND b.state IN ($1,$2,$3))),
		SUM((SELECT COUNT(*) FROM box b WHERE b.package = p.id AND b.room <> ''))
		FROM package p WHERE p.replaced = '' GROUP BY p.owner, p.creator ORDER BY p.owner, p.creator`,
		string(deposit.BoxCame), string(deposit.BoxDamaged), string(deposit.BoxExtra))
	return all, storeError("list holdings", err)
}

// Ensure puts a folder on an office's own shelf, as one piece, where it is not there yet.
func (s *Store) Ensure(ctx context.Context, f deposit.KeptFolder) error {
	return s.change(ctx, "note folder", func(tx *sql.Tx) error {
		var num int64
		err := tx.QueryRowContext(ctx, `SELECT num FROM folder WHERE package = '' AND id = $1`, string(f.ID)).Scan(&num)
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		in := intake{ctx: ctx, tx: tx, boxes: map[int]int{}}
		if in.folders, err = tx.PrepareContext(ctx, `INSERT INTO folder (id, package, journal, journal_key, name, name_key, birth, medium, opened, closed)
			VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`); err != nil {
			return err
		}
		defer in.folders.Close()
		if in.pieces, err = tx.PrepareContext(ctx, `INSERT INTO piece (folder, volume, package, box, position) VALUES ($1,$2,$3,$4,$5)`); err != nil {
			return err
		}
		defer in.pieces.Close()
		return in.add(f)
	})
}

func dateOf(text string) deposit.Date {
	d, _ := deposit.ParseDate(text) // the store wrote it; an empty text is an unknown date
	return d
}

// BoxOf is the box that a piece belongs in; a zero one on an office's shelf.
func (s *Store) BoxOf(ctx context.Context, piece deposit.PieceID) (deposit.KeptBox, error) {
	found, err := boxes(ctx, s.db, `WHERE (package, number) = (SELECT package, box FROM piece WHERE id = $1)`, int64(piece))
	if err != nil || len(found) == 0 {
		return deposit.KeptBox{}, err
	}
	return found[0], nil
}
