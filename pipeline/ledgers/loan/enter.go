package loan

import (
	"maps"
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Steps is what stands of a ledger for some pieces.
type Steps map[deposit.PieceID][]Step

// Enter judges an entry that is about to be written, with its number, against what stands for its pieces. An entry without a time happened now: when it was
// recorded, or, where the clock stands behind what was written before, right after that. It returns the entry with its time and the histories of the
// pieces as they then are; or the codes of what stands against it, each once.
func Enter(e deposit.LedgerEntry, standing Steps) (deposit.LedgerEntry, map[deposit.PieceID]History, []deposit.Code) {
	if e.At == "" {
		e.At = e.Recorded
		for _, p := range e.Pieces {
			if h, _ := Replay(standing[p]); h.Last > e.At {
				e.At = h.Last
			}
		}
	}
	histories, against := map[deposit.PieceID]History{}, map[deposit.Code]bool{}
	for _, p := range e.Pieces {
		h, code := enterOne(e, standing[p])
		histories[p] = h
		if code != "" {
			against[code] = true
		}
	}
	return e, histories, slices.Sorted(maps.Keys(against))
}

func enterOne(e deposit.LedgerEntry, steps []Step) (History, deposit.Code) {
	if e.Kind == TakeBack {
		return Without(steps, e.Takes)
	}
	return Fits(steps, Step{Seq: e.Seq, At: e.At, Act: Act(e.Kind), Loan: e.Loan})
}
