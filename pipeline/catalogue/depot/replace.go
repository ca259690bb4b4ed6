package depot

import (
	"database/sql"
	"fmt"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// A volume is a thing that stands somewhere, whatever package tells of it: when a package takes another's place, the pieces of the old one go over to it
// with all that the ledger has of them. What is on loan stays on loan, what is damaged stays damaged.

// contents is what stands in each box of a package, as one digest a box.
func (in *intake) contents(of deposit.ID) (map[int]deposit.Digest, error) {
	all := map[int]deposit.Digest{}
	err := each(in.ctx, in.tx, func(rows *sql.Rows) error {
		var box, volume int
		var key string
		err := rows.Scan(&box, &key, &volume)
		all[box] = deposit.DigestOf(fmt.Appendf(nil, "%s\n%s\n%d", all[box], key, volume))
		return err
	}, `SELECT p.box, f.journal_key, p.volume FROM piece p JOIN folder f ON f.num = p.folder WHERE p.package = $1 ORDER BY p.box, f.journal_key, p.volume`, string(of))
	return all, err
}

// lastPiece is the highest number of a piece before anything of the package is written.
func (in *intake) lastPiece() (last int64, err error) {
	err = in.tx.QueryRowContext(in.ctx, `SELECT COALESCE(MAX(id), 0) FROM piece`).Scan(&last)
	return last, err
}

// sameFolder is how a folder f of the new package is told to be the folder o of the old one: by its id; then, of what is left, by its journal number where
// both packages have that once.
var sameFolder = []string{
	`f.id = o.id`,
	`f.journal_key = o.journal_key AND (SELECT COUNT(*) FROM folder x WHERE x.package = $1 AND x.journal_key = o.journal_key) = 1
		AND (SELECT COUNT(*) FROM folder x WHERE x.package = $2 AND x.journal_key = o.journal_key) = 1`,
}

// inherit gives the pieces of the replaced package to this one, volume by volume. What stays with the old one is no longer delivered.
func (in *intake) inherit() error {
	for _, same := range sameFolder {
		twin := `FROM folder o JOIN folder f ON f.package = $1 AND ` + same + ` JOIN piece n ON n.folder = f.num AND n.volume = piece.volume AND n.id > $3 WHERE o.num = piece.folder`
		_, err := in.tx.ExecContext(in.ctx, `UPDATE piece SET (folder, package, box, position) = (SELECT n.folder, n.package, n.box, n.position `+twin+`)
			WHERE package = $2 AND EXISTS (SELECT 1 `+twin+`)`, string(in.p.ID), string(in.p.Of), in.last)
		if err != nil {
			return err
		}
		_, err = in.tx.ExecContext(in.ctx, `DELETE FROM piece WHERE package = $1 AND id > $2 AND EXISTS (SELECT 1 FROM piece o WHERE o.folder = piece.folder AND o.volume = piece.volume AND o.id <= $2)`,
			string(in.p.ID), in.last)
		if err != nil {
			return err
		}
	}
	return nil
}

// replace gives the boxes of the replaced package, where they stand and what was said of them, to the one in its place. A box in which other paper stands
// now is waited for again, at its place; one that is here but no longer on the list is an extra one.
func (in *intake) replace(old deposit.Delivered) (x deposit.Exchange, err error) {
	now, err := in.contents(in.p.ID)
	if err != nil {
		return x, err
	}
	stood, err := boxes(in.ctx, in.tx, `WHERE package = $1 ORDER BY number`, string(old.ID))
	if err != nil {
		return x, err
	}
	for _, b := range stood {
		switch listed := in.boxes[b.Number] > 0; {
		case !listed && !b.State.Here():
			continue
		case !listed:
			x.Unlisted, b.State, b.Folders = append(x.Unlisted, b.Number), deposit.BoxExtra, 0
		case !b.State.Here() && b.State != deposit.BoxMissing:
			continue
		case in.before[b.Number] != now[b.Number]:
			x.Other, b.State, b.Folders = append(x.Other, b.Number), deposit.BoxExpected, in.boxes[b.Number]
		default:
			b.Folders = in.boxes[b.Number]
		}
		b.Package = in.p.ID
		if err := putBox(in.ctx, in.tx, b); err != nil {
			return x, err
		}
	}
	err = in.tx.QueryRowContext(in.ctx, `SELECT COUNT(*) FROM piece WHERE package = $1`, string(old.ID)).Scan(&x.Gone)
	if err != nil {
		return x, err
	}
	if _, err := in.tx.ExecContext(in.ctx, `UPDATE box SET room = '', bay = '', shelf = '', place = 0 WHERE package = $1`, string(old.ID)); err != nil {
		return x, err
	}
	old.Replaced = in.p.ID
	return x, putPackage(in.ctx, in.tx, old)
}
