package loan

import (
	"cmp"
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Step is what one entry means for one piece.
type Step struct {
	Seq  int64
	At   string // UTC, RFC 3339: text order is time order
	Act  Act
	Loan int64
}

// Stay is a stretch of time in which a piece was not on its shelf: from its first moment up to, and without, its last. To is empty while it lasts.
type Stay struct {
	Loan  int64
	State State // Out or Day
	From  string
	To    string
}

// Standing is what a piece is in.
type Standing struct {
	State State
	Loan  int64  // that has the piece, 0 when none
	Last  string // when the last step happened
}

// History is the replay of one piece.
type History struct {
	Standing
	Stays []Stay // none that lasted no time
}

// Fault is the step of a history that the table refuses.
type Fault struct {
	Seq  int64
	Code deposit.Code
}

// Replay walks the steps of one piece in the order in which they happened; what happened at the same moment, in the order in which it was written. A clock
// that was set back therefore changes nothing of what was, and what is registered late finds its place. The first step that cannot be ends the walk.
func Replay(steps []Step) (History, *Fault) {
	steps = slices.Clone(steps)
	slices.SortFunc(steps, func(a, b Step) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Seq, b.Seq)) })
	h := History{Standing: Standing{State: In}}
	for _, s := range steps {
		next, why := Next(h.State, s.Act)
		if why == "" && h.Loan != 0 && s.Loan != h.Loan {
			why = NotInLoan
		}
		if why != "" {
			return h, &Fault{s.Seq, why}
		}
		h.pass(s, next)
	}
	return h, nil
}

// pass takes one legal step.
func (h *History) pass(s Step, next State) {
	h.Last = s.At
	if next == h.State {
		return
	}
	if open := len(h.Stays) - 1; open >= 0 && h.Stays[open].To == "" {
		h.Stays[open].To = s.At
		if h.Stays[open].From == s.At {
			h.Stays = h.Stays[:open]
		}
	}
	h.State, h.Loan = next, 0
	if next == Out || next == Day {
		h.Loan = s.Loan
		h.Stays = append(h.Stays, Stay{Loan: s.Loan, State: next, From: s.At})
	}
}

// At is what the piece was in at a moment.
func (h History) At(moment string) (State, int64) {
	for _, s := range h.Stays {
		if s.From <= moment && (s.To == "" || moment < s.To) {
			return s.State, s.Loan
		}
	}
	return In, 0
}

// Fits tells whether a step can be added to a piece's history. The code is the step's own reason, or DoesNotFit when it is something written before that
// could no longer have happened.
func Fits(steps []Step, added Step) (History, deposit.Code) {
	h, fault := Replay(append(slices.Clip(steps), added))
	switch {
	case fault == nil:
		return h, ""
	case fault.Seq == added.Seq:
		return h, fault.Code
	}
	return h, DoesNotFit
}

// Without is the steps that stand when an entry is taken back, or NotTakenBack where what stands after it could not have happened without it.
func Without(steps []Step, seq int64) (History, deposit.Code) {
	kept := slices.DeleteFunc(slices.Clone(steps), func(s Step) bool { return s.Seq == seq })
	h, fault := Replay(kept)
	if fault != nil || len(kept) == len(steps) {
		return h, NotTakenBack
	}
	return h, ""
}
