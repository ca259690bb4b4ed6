package pipeline

import (
	"context"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/ledgers/loan"
)

// NotForThisRole refuses a restricted search (deposit/findings/depot.json).
const NotForThisRole deposit.Code = "DEP-060"

// FindRequest is a search in the catalogue.
type FindRequest struct {
	deposit.Sought
	By string // needed where the search goes by name or birth date
}

// Hit is a folder that fits, with where each of its volumes stands. Its name and birth date are there only where the search was one that may see them.
type Hit struct {
	deposit.KeptFolder
	Places []Whereabouts `json:"places"`
}

// Whereabouts is where one volume is and what it is in.
type Whereabouts struct {
	Piece deposit.PieceID `json:"piece"`
	Vol   int             `json:"volume"`
	Of    int             `json:"of"`
	Box   string          `json:"box,omitempty"`   // code
	Place string          `json:"place,omitempty"` // of the box
	Pos   int             `json:"position,omitempty"`
	State loan.State      `json:"state"`
	Loan  *deposit.Loan   `json:"loan,omitempty"`
}

// Find looks folders up. A search by name or birth date needs a person whose role may see names, and is written into the ledger: by whom, by what kind of
// key, how many fitted; never what was sought.
func (d *Depot) Find(ctx context.Context, r FindRequest) ([]Hit, error) {
	if r.Restricted() {
		p, err := personOf(d.Keeper.Persons, r.By)
		if err != nil {
			return nil, err
		}
		if !deposit.MaySeeNames(p.Role) {
			return nil, deposit.Refuse(deposit.Finding{Code: NotForThisRole, Args: []string{p.Key, p.Role}})
		}
	}
	if code, ok := BoxCode(r.Box); ok {
		r.Box = code
	}
	found, err := d.Book.Find(ctx, r.Sought)
	if err != nil {
		return nil, err
	}
	if r.Restricted() {
		e, err := d.entry(entryLooked, Doer{By: r.By}, "", map[string]any{"by_name": r.Name != "", "by_birth": !r.Birth.IsZero(), "hits": len(found)})
		if err != nil {
			return nil, err
		}
		if _, err := d.Book.Enter(ctx, e); err != nil {
			return nil, err
		}
	}
	hits := make([]Hit, 0, len(found))
	for _, f := range found {
		if !r.Restricted() {
			f.Name, f.Birth = "", deposit.Date{}
		}
		places, err := d.whereabouts(ctx, f)
		if err != nil {
			return nil, err
		}
		hits = append(hits, Hit{f, places})
	}
	return hits, nil
}

// Where tells place and state of a folder by its journal number, or of everything in a box by the box's code.
func (d *Depot) Where(ctx context.Context, unit, delivery string) ([]Hit, error) {
	q := deposit.Sought{Journal: unit, Delivery: delivery}
	if code, ok := BoxCode(unit); ok {
		q = deposit.Sought{Box: code, Delivery: delivery}
	}
	if q.Box == "" && strings.TrimSpace(unit) == "" { // no number is not every number
		return nil, usage("where", unit, "no_unit")
	}
	hits, err := d.Find(ctx, FindRequest{Sought: q})
	if err == nil && len(hits) == 0 {
		err = usage("where", unit, "no_unit")
	}
	return hits, err
}

// whereabouts is where each volume of a folder is.
func (d *Depot) whereabouts(ctx context.Context, f deposit.KeptFolder) ([]Whereabouts, error) {
	boxes, err := d.boxesBy(ctx, f.Package, f.Pieces)
	if err != nil {
		return nil, err
	}
	standings, err := d.Book.Standings(ctx, pieceIDs(f.Pieces))
	if err != nil {
		return nil, err
	}
	all := make([]Whereabouts, 0, len(f.Pieces))
	for _, p := range f.Pieces {
		b := boxes[p.Box]
		w := Whereabouts{Piece: p.ID, Vol: p.Volume, Of: len(f.Pieces), Box: b.Code, Place: b.Place.String(), Pos: p.Position, State: stateOf(b, standings[p.ID])}
		if seq := standings[p.ID].Loan; seq > 0 {
			l, ok, err := d.Book.Loan(ctx, seq)
			if err != nil {
				return nil, err
			}
			if ok {
				w.Loan = &l
			}
		}
		all = append(all, w)
	}
	return all, nil
}

// stateOf is what a piece is in: what the ledger says, unless it stands in a box that is not here.
func stateOf(b deposit.KeptBox, s loan.Standing) loan.State {
	if !b.State.Here() && s.Loan == 0 {
		return loan.Absent
	}
	return s.State
}

// boxesBy is the boxes in which pieces stand, by number.
func (d *Depot) boxesBy(ctx context.Context, of deposit.ID, pieces []deposit.KeptPiece) (map[int]deposit.KeptBox, error) {
	boxes := map[int]deposit.KeptBox{}
	for _, p := range pieces {
		if _, known := boxes[p.Box]; known {
			continue
		}
		b, err := d.ports.Store.Box(ctx, of, p.Box)
		if err != nil {
			return nil, err
		}
		boxes[p.Box] = b
	}
	return boxes, nil
}

func pieceIDs(pieces []deposit.KeptPiece) []deposit.PieceID {
	ids := make([]deposit.PieceID, len(pieces))
	for i, p := range pieces {
		ids[i] = p.ID
	}
	return ids
}
