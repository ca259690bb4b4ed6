package pipeline

import (
	"context"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/ledgers/loan"
)

// ConditionRequest says that paper on its shelf is damaged, or is so no longer.
type ConditionRequest struct {
	Unit     string
	Delivery string
	Mended   bool   // no longer damaged: repaired, or looked over and found whole
	Note     string // what is damaged, or what was done about it
	Doer
}

// Condition registers damage that is found at the shelf, and its end. What is damaged is not lent (R6.5-3). It returns the unit as people say it. Of a box
// only what is damaged is mended; damage to what is out is stated when it comes back.
func (l *Lender) Condition(ctx context.Context, r ConditionRequest) (unit string, err error) {
	act := loan.Damage
	if r.Mended {
		act = loan.Mend
	}
	u, err := l.units.unit(ctx, r.Unit, r.Delivery)
	if err != nil {
		return "", err
	}
	found, err := l.against(ctx, u, act)
	if err != nil {
		return "", err
	}
	if strings.TrimSpace(r.Note) == "" {
		found = append(found, deposit.Finding{Code: loan.NoNote, Journal: u.journal})
	}
	if err := deposit.Refuse(found...); err != nil {
		return "", err
	}
	e, err := l.entry(string(act), r.Doer, u.subject, map[string]string{"remark": r.Note})
	if err != nil {
		return "", err
	}
	if e.Pieces, err = l.fitFor(ctx, u.pieces, act); err != nil {
		return u.word, err
	}
	_, err = l.Book.Enter(ctx, e)
	return u.word, aboutUnit(u, err)
}

// fitFor is the pieces that an act may be done with now.
func (l *Lender) fitFor(ctx context.Context, pieces []deposit.PieceID, act loan.Act) (fit []deposit.PieceID, err error) {
	standings, err := l.Book.Standings(ctx, pieces)
	for _, p := range pieces {
		if _, why := loan.Next(standings[p].State, act); why == "" {
			fit = append(fit, p)
		}
	}
	return fit, err
}
