package depot

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Register registers a package with everything in it, or nothing: walk streams its folders into the transaction; then judge sees the package, with what it
// holds, beside what stands in the catalogue, and its error undoes all. The entry is written last. It returns the package as it stands, and what a
// replacement changed.
func (s *Store) Register(ctx context.Context, r deposit.Registration) (p deposit.Delivered, x deposit.Exchange, err error) {
	err = s.change(ctx, "register package", func(tx *sql.Tx) error {
		in := intake{ctx: ctx, tx: tx, p: r.Package, boxes: map[int]int{}}
		if err := in.walk(r); err != nil {
			return err
		}
		rivals, err := in.rivals()
		if err != nil {
			return err
		}
		if err := r.Judge(in.p, rivals); err != nil {
			return err
		}
		x, err = in.finish(r, rivals)
		p = in.p
		return err
	})
	return p, x, err
}

// intake is one package being registered.
type intake struct {
	ctx     context.Context
	tx      *sql.Tx
	p       deposit.Delivered
	boxes   map[int]int            // folders by box
	last    int64                  // piece before the first of this package
	before  map[int]deposit.Digest // what stood in the boxes of the package that this one replaces
	folders *sql.Stmt
	pieces  *sql.Stmt
}

func (in *intake) walk(r deposit.Registration) (err error) {
	// The package's row comes first, whatever it will say: folders hang on it.
	if err := in.putPackage(); err != nil {
		return err
	}
	if in.last, err = in.lastPiece(); err != nil {
		return err
	}
	if in.folders, err = in.tx.PrepareContext(in.ctx, `INSERT INTO folder (id, package, journal, journal_key, name, name_key, birth, medium, opened, closed)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`); err != nil {
		return err
	}
	defer in.folders.Close()
	if in.pieces, err = in.tx.PrepareContext(in.ctx, `INSERT INTO piece (folder, volume, package, box, position) VALUES ($1,$2,$3,$4,$5)`); err != nil {
		return err
	}
	defer in.pieces.Close()
	return r.Walk(func(f deposit.KeptFolder, delivery deposit.ID) error {
		if in.p.Delivery == "" {
			in.p.Delivery = delivery
		}
		in.p.Folders++
		return in.add(f)
	})
}

func (in *intake) add(f deposit.KeptFolder) error {
	done, err := in.folders.ExecContext(in.ctx, string(f.ID), string(in.p.ID), f.Journal, deposit.JournalKey(f.Journal), f.Name, nameKey(f.Name), f.Birth.String(),
		string(f.Medium), f.Opened.String(), f.Closed.String())
	if err != nil {
		return err
	}
	folder, err := done.LastInsertId()
	if err != nil {
		return err
	}
	counted := map[int]bool{}
	for _, p := range f.Pieces {
		if _, err := in.pieces.ExecContext(in.ctx, folder, p.Volume, string(in.p.ID), p.Box, p.Position); err != nil {
			return err
		}
		if p.Box > 0 && !counted[p.Box] { // 0 is paper of which nobody knows the box
			counted[p.Box] = true
			in.boxes[p.Box]++
		}
	}
	return nil
}

// finish writes boxes, the package as it now is, and the entry.
func (in *intake) finish(r deposit.Registration, rivals deposit.Rivals) (x deposit.Exchange, err error) {
	for number, folders := range in.boxes {
		_, err := in.tx.ExecContext(in.ctx, `INSERT INTO box (package, number, code, state, remark, at, person, folders, room, bay, shelf, place) VALUES ($1,$2,$3,$4,'','','',$5,'','','',0)`,
			string(in.p.ID), number, r.Code(in.p.Delivery, number), string(deposit.BoxExpected), folders)
		if err != nil {
			return x, err
		}
	}
	in.p.Boxes = len(in.boxes)
	if in.replaces() {
		if x, err = in.replace(rivals.Of); err != nil {
			return x, err
		}
	}
	if err := in.putPackage(); err != nil {
		return x, err
	}
	if r.Entry.Body, err = r.Body(in.p, x); err != nil {
		return x, err
	}
	_, err = enter(in.ctx, in.tx, r.Entry)
	return x, err
}

func (in *intake) putPackage() error { return putPackage(in.ctx, in.tx, in.p) }

func putPackage(ctx context.Context, tx *sql.Tx, p deposit.Delivered) error {
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO package (id, delivery, owner, creator, status, replaced, at, body) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)
		ON CONFLICT (id) DO UPDATE SET delivery = $2, owner = $3, creator = $4, status = $5, replaced = $6, at = $7, body = $8`,
		string(p.ID), string(p.Delivery), p.Owner, p.Creator, string(p.Status), string(p.Replaced), p.At, body)
	return err
}

// Package is a package by its id.
func (s *Store) Package(ctx context.Context, id deposit.ID) (deposit.Delivered, bool, error) {
	p, ok, err := packageOf(ctx, s.db, id)
	return p, ok, storeError("read packages", err)
}

func packageOf(ctx context.Context, from asker, id deposit.ID) (p deposit.Delivered, ok bool, err error) {
	var body []byte
	err = from.QueryRowContext(ctx, `SELECT body FROM package WHERE id = $1`, string(id)).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return p, false, nil
	}
	if err != nil {
		return p, false, err
	}
	return p, true, json.Unmarshal(body, &p)
}

// Packages is every package, in the order in which they came.
func (s *Store) Packages(ctx context.Context) ([]deposit.Delivered, error) {
	var all []deposit.Delivered
	err := each(ctx, s.db, func(rows *sql.Rows) error {
		var p deposit.Delivered
		var body []byte
		if err := rows.Scan(&body); err != nil {
			return err
		}
		err := json.Unmarshal(body, &p)
		all = append(all, p)
		return err
	}, `SELECT body FROM package ORDER BY at, id`)
	return all, storeError("read packages", err)
}

// nameKey is a name as it is searched: one form of each letter, lower case, single spaces.
func nameKey(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(norm.NFC.String(name)), " "))
}
