package pipeline

import (
	"context"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// LoanLine is a loan in a list: as it stands, and what its days ask for.
type LoanLine struct {
	deposit.Loan
	Late     int  `json:"late_days,omitempty"`
	Remind   bool `json:"remind,omitempty"`   // the borrower should be reminded
	Escalate bool `json:"escalate,omitempty"` // the archivist should be told
}

// Loans is the loans that are out now, or were at a moment: by what the ledger knows now, whenever it was registered.
func (l *Lender) Loans(ctx context.Context, at string) ([]LoanLine, error) {
	if at == "" {
		all, err := l.Book.OpenLoans(ctx)
		return l.lines(all, today(l.now)), err
	}
	moment, err := parseMoment(at, l.now)
	if err != nil {
		return nil, err
	}
	all, err := l.Book.LoansAt(ctx, moment)
	return l.lines(all, dayOfAct(moment)), err
}

// Overdue is the loans that are past their due date now, or, of those that are out now, will be on a later day.
func (l *Lender) Overdue(ctx context.Context, on deposit.Date) ([]LoanLine, error) {
	if on.IsZero() {
		on = today(l.now)
	}
	all, err := l.Book.Overdue(ctx, on)
	return l.lines(all, on), err
}

// DayEnd is the loans of an office that are neither back nor in the day archive at the end of the day (R2.7-2, R3.1-2).
func (l *Lender) DayEnd(ctx context.Context) ([]LoanLine, error) {
	all, err := l.Book.OpenLoans(ctx)
	kept := all[:0]
	for _, got := range all {
		if got.Left > got.InDay {
			kept = append(kept, got)
		}
	}
	return l.lines(kept, today(l.now)), err
}

func (l *Lender) lines(all []deposit.Loan, on deposit.Date) []LoanLine {
	lines := make([]LoanLine, len(all))
	for i, got := range all {
		late := got.LateOn(on)
		lines[i] = LoanLine{Loan: got, Late: late, Remind: late > 0 && late >= l.Keeper.Loans.Remind && got.Reminded == 0,
			Escalate: late > 0 && late >= l.Keeper.Loans.Escalate && !got.Told}
	}
	return lines
}

// Papers prints the out-card and the form of a loan once more: after a stop between the entry and its papers, or when a sheet was lost.
func (l *Lender) Papers(ctx context.Context, word, delivery string) (deposit.Loan, []string, error) {
	got, _, err := l.outOn(ctx, word, delivery)
	if err != nil {
		return got, nil, err
	}
	u, err := l.units.unit(ctx, got.Terms.Unit, delivery)
	if err != nil {
		return got, nil, err
	}
	papers, err := l.papers(got.No, l.outCard(ctx, u, got), l.loanForm(ctx, u, got))
	return got, papers, err
}

// History is every entry about a loan, a folder or a box, in the order in which they were written, those taken back too.
func (l *Lender) History(ctx context.Context, word, delivery string) ([]deposit.LedgerEntry, error) {
	if seq, house, ok := loanNumber(word); ok && (house == "" || house == l.short()) {
		return l.Book.EntriesOf(ctx, seq, "", nil)
	}
	u, err := l.units.unit(ctx, word, delivery)
	if err != nil {
		return nil, err
	}
	about, err := l.Book.EntriesOf(ctx, 0, u.subject, nil)
	if err != nil {
		return nil, err
	}
	of, err := l.Book.EntriesOf(ctx, 0, "", u.pieces)
	return merged(about, of), err
}

// merged is two lists of entries as one, by number, each entry once.
func merged(a, b []deposit.LedgerEntry) []deposit.LedgerEntry {
	var all []deposit.LedgerEntry
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].Seq < b[0].Seq:
			all, a = append(all, a[0]), a[1:]
		case len(a) == 0 || b[0].Seq < a[0].Seq:
			all, b = append(all, b[0]), b[1:]
		default:
			all, a, b = append(all, a[0]), a[1:], b[1:]
		}
	}
	return all
}
