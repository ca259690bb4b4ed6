package depot

import (
	"database/sql"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// rivals is what stands in the catalogue that the package may clash with. By then the pieces of a package that it replaces have gone over to it.
func (in *intake) rivals() (r deposit.Rivals, err error) {
	if in.p.Of != "" {
		if r.Of, r.Found, err = packageOf(in.ctx, in.tx, in.p.Of); err != nil {
			return r, err
		}
	}
	if in.replaces() {
		if r.Out, err = in.outlasting(); err != nil {
			return r, err
		}
	}
	if in.p.Delivery == "" {
		return r, nil
	}
	err = each(in.ctx, in.tx, func(rows *sql.Rows) error {
		var id deposit.ID
		err := rows.Scan(&id)
		r.SameDelivery = append(r.SameDelivery, id)
		return err
	}, `SELECT id FROM package WHERE delivery = $1 AND id <> $2 AND replaced = '' ORDER BY at, id`, string(in.p.Delivery), string(in.p.ID))
	if err != nil {
		return r, err
	}
	return r, in.taken(&r)
}

// replaces tells that the package takes another's place.
func (in *intake) replaces() bool { return in.p.Status == deposit.Replacement && in.p.Of != "" }

// outlasting hands on the pieces of the replaced package, and counts those that are on loan and have no place in this one.
func (in *intake) outlasting() (out int, err error) {
	if in.before, err = in.contents(in.p.Of); err != nil {
		return 0, err
	}
	if err := in.inherit(); err != nil {
		return 0, err
	}
	err = in.tx.QueryRowContext(in.ctx, `SELECT COUNT(DISTINCT s.piece) FROM stay s JOIN piece p ON p.id = s.piece WHERE s.until = '' AND p.package = $1`, string(in.p.Of)).Scan(&out)
	return out, err
}

// taken is the box numbers and journal numbers of the package that others of its delivery have: all but the one that it replaces.
func (in *intake) taken(r *deposit.Rivals) error {
	replaces := deposit.ID("")
	if in.replaces() {
		replaces = in.p.Of
	}
	err := each(in.ctx, in.tx, func(rows *sql.Rows) error {
		var n int
		err := rows.Scan(&n)
		if in.boxes[n] > 0 {
			r.BoxesTaken = append(r.BoxesTaken, n)
		}
		return err
	}, `SELECT b.number FROM box b JOIN package p ON p.id = b.package WHERE p.delivery = $1 AND p.id NOT IN ($2, $3) AND p.replaced = '' AND b.state <> $4 ORDER BY b.number`,
		string(in.p.Delivery), string(in.p.ID), string(replaces), string(deposit.BoxExtra))
	if err != nil {
		return err
	}
	return in.tx.QueryRowContext(in.ctx, `SELECT COUNT(*), COALESCE(MIN(f.journal), '') FROM folder f WHERE f.package = $1 AND EXISTS
		(SELECT 1 FROM folder o JOIN package p ON p.id = o.package WHERE o.journal_key = f.journal_key AND p.delivery = $2 AND p.id NOT IN ($1, $3) AND p.replaced = '')`,
		string(in.p.ID), string(in.p.Delivery), string(replaces)).Scan(&r.FoldersTaken, &r.FirstTaken)
}
