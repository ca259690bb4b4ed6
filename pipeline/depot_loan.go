package pipeline

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/ledgers/loan"
)

// Lender is the house's counter: a depot's, that lends back to the arkivskaper (R6.5), or an office's own, that lends to its caseworkers (R3.1). Both keep
// the same ledger by the same rules.
type Lender struct {
	Keeper deposit.Keeper
	Book   LoanBook
	disk   Papers
	now    time.Time
	house  loan.House
	units  finder
}

// LoanBook is a ledger as the counter uses it.
type LoanBook interface {
	// Enter adds an entry, or refuses it with every reason.
	Enter(ctx context.Context, e deposit.LedgerEntry) (deposit.LedgerEntry, error)
	Head(ctx context.Context) (int64, deposit.Digest, error)
	Audit(ctx context.Context) (entries, broken int64, err error)
	Entries(ctx context.Context) iter.Seq2[deposit.LedgerEntry, error]
	EntryOf(ctx context.Context, seq int64) (deposit.LedgerEntry, bool, error)
	EntriesOf(ctx context.Context, loan int64, subject string, pieces []deposit.PieceID) ([]deposit.LedgerEntry, error)
	Standings(ctx context.Context, pieces []deposit.PieceID) (map[deposit.PieceID]loan.Standing, error)
	Loan(ctx context.Context, seq int64) (deposit.Loan, bool, error)
	OpenLoans(ctx context.Context) ([]deposit.Loan, error)
	Overdue(ctx context.Context, on deposit.Date) ([]deposit.Loan, error)
	LoansAt(ctx context.Context, moment string) ([]deposit.Loan, error)
	OutOn(ctx context.Context, seq int64) ([]deposit.PieceID, error)
	Find(ctx context.Context, q deposit.Sought) ([]deposit.KeptFolder, error)
	FolderOf(ctx context.Context, piece deposit.PieceID) (journal string, volume int, err error)
	BoxOf(ctx context.Context, piece deposit.PieceID) (deposit.KeptBox, error)
}

// LendRequest is a wish to borrow.
type LendRequest struct {
	Unit     string
	Delivery string
	Terms    deposit.LoanTerms
	Doer
}

// Lend registers a loan and prints its papers. Everything that stands against it is said at once, and nothing is registered then.
func (l *Lender) Lend(ctx context.Context, r LendRequest) (deposit.Loan, []string, error) {
	u, e, found, err := l.asked(ctx, r, loan.Lend, l.house.Lending)
	if err != nil {
		return deposit.Loan{}, nil, err
	}
	if err := deposit.Refuse(found...); err != nil {
		return deposit.Loan{}, nil, err
	}
	e.Pieces = u.pieces
	if e, err = l.Book.Enter(ctx, e); err != nil {
		return deposit.Loan{}, nil, aboutUnit(u, err)
	}
	got, _, err := l.Book.Loan(ctx, e.Loan)
	if err != nil {
		return got, nil, err
	}
	papers, err := l.papers(got.No, l.outCard(ctx, u, got), l.loanForm(ctx, u, got))
	return got, papers, err
}

// asked is what a loan and a copy have in common: the unit, the entry with the terms as they will stand, and what is against it.
func (l *Lender) asked(ctx context.Context, r LendRequest, act loan.Act, rules func(loan.Request) []deposit.Finding) (lendable, deposit.LedgerEntry, []deposit.Finding, error) {
	u, err := l.units.unit(ctx, r.Unit, r.Delivery)
	if err != nil {
		return u, deposit.LedgerEntry{}, nil, err
	}
	e, err := l.entry(string(act), r.Doer, u.subject, struct{}{})
	if err != nil {
		return u, e, nil, err
	}
	on := l.dayOf(e)
	r.Terms.Unit = u.word
	if l.house.Office != "" && r.Terms.Due.IsZero() {
		r.Terms.Due = on // R3.1-2
	}
	var found []deposit.Finding
	if u.unlisted {
		found = append(found, deposit.Finding{Code: loan.NotInRegister, Journal: u.journal})
	}
	found = append(found, rules(loan.Request{Terms: r.Terms, On: on, Creator: u.creator, Journal: u.journal})...)
	if b, ok := l.house.Borrower(r.Terms.Borrower, r.Terms.For, on); ok {
		r.Terms.For, r.Terms.Authority = b.For, b.Authority
	}
	if r.At == "" || u.digital || u.absent != "" { // what is registered late is judged by its place in the history
		stands, err := l.against(ctx, u, act)
		if err != nil {
			return u, e, nil, err
		}
		found = append(found, stands...)
	}
	full, err := l.entry(string(act), r.Doer, u.subject, r.Terms)
	return u, full, found, err
}

// dayOf is the day on which an entry happened.
func (l *Lender) dayOf(e deposit.LedgerEntry) deposit.Date { return dayOfAct(cmp.Or(e.At, e.Recorded)) }

// aboutUnit adds the unit's journal number to a refusal of the ledger.
func aboutUnit(u lendable, err error) error {
	refusal := new(deposit.Refusal)
	if errors.As(err, &refusal) {
		for i := range refusal.Findings {
			refusal.Findings[i].Journal = u.journal
		}
	}
	return err
}

// ReturnRequest is paper that comes back.
type ReturnRequest struct {
	Loan     string   // number, or a unit that is out: then that much of the loan
	Parts    []string // units of the loan that come back, and nothing else does; empty: what Loan says
	Delivery string
	Note     string // condition
	Damaged  string // what is damaged; empty: nothing
	Box      string // code of the box that it is put into; empty: its own
	Doer
}

// Return registers what came back, and prints the receipt. What did not come back stays out.
func (l *Lender) Return(ctx context.Context, r ReturnRequest) (deposit.Loan, []string, error) {
	got, pieces, err := l.outOn(ctx, r.Loan, r.Delivery)
	if err != nil {
		return got, nil, err
	}
	if pieces, err = l.comingBack(ctx, got, pieces, r); err != nil {
		return got, nil, err
	}
	if err := l.sameBox(ctx, pieces, r.Box); err != nil {
		return got, nil, err
	}
	if strings.TrimSpace(r.Note) == "" && strings.TrimSpace(r.Damaged) == "" {
		return got, nil, deposit.Refuse(deposit.Finding{Code: loan.NoNote})
	}
	kind := loan.Return
	if r.Damaged != "" {
		kind = loan.ReturnDamaged
	}
	e, err := l.entry(string(kind), r.Doer, l.subjectOf(ctx, got), map[string]string{"note": r.Note, "damaged": r.Damaged, "box": r.Box})
	if err != nil {
		return got, nil, err
	}
	e.Loan, e.Pieces = got.Seq, pieces
	if e, err = l.Book.Enter(ctx, e); err != nil {
		return got, nil, err
	}
	if got, _, err = l.Book.Loan(ctx, got.Seq); err != nil {
		return got, nil, err
	}
	papers, err := l.papers(deposit.LoanNo(got.Seq)+"-"+e.Hash.Short(), l.returnReceipt(ctx, got, e, r))
	return got, papers, err
}

// comingBack is the pieces of a loan that a return is about: those of the parts that are named, else what the word for the loan means.
func (l *Lender) comingBack(ctx context.Context, got deposit.Loan, meant []deposit.PieceID, r ReturnRequest) ([]deposit.PieceID, error) {
	out, err := l.stillOut(ctx, got)
	switch {
	case err != nil:
		return nil, err
	case len(r.Parts) == 0 && meant == nil:
		return out, nil
	case len(r.Parts) == 0:
		return meant, nil
	}
	var back []deposit.PieceID
	for _, part := range r.Parts {
		u, err := l.units.unit(ctx, part, r.Delivery)
		if err != nil {
			return nil, err
		}
		before := len(back)
		for _, p := range u.pieces {
			if slices.Contains(out, p) && !slices.Contains(back, p) {
				back = append(back, p)
			}
		}
		if len(back) == before {
			return nil, deposit.Refuse(deposit.Finding{Code: loan.NotInLoan, Journal: u.journal, Args: []string{got.No}})
		}
	}
	return back, nil
}

// stillOut is the pieces that are out on a loan; one of which everything is back is refused.
func (l *Lender) stillOut(ctx context.Context, got deposit.Loan) ([]deposit.PieceID, error) {
	out, err := l.Book.OutOn(ctx, got.Seq)
	if err == nil && len(out) == 0 {
		err = deposit.Refuse(deposit.Finding{Code: loan.NotOut})
	}
	return out, err
}

// subjectOf is the subject under which a loan was entered.
func (l *Lender) subjectOf(ctx context.Context, got deposit.Loan) string {
	first, _, err := l.Book.EntryOf(ctx, got.Seq)
	if err != nil {
		return ""
	}
	return first.Subject
}

// sameBox refuses a return into another box than the one that the paper belongs in.
func (l *Lender) sameBox(ctx context.Context, pieces []deposit.PieceID, box string) error {
	if box == "" {
		return nil
	}
	for _, p := range pieces {
		b, err := l.Book.BoxOf(ctx, p)
		if err != nil {
			return err
		}
		if b.Code != strings.ToLower(strings.TrimSpace(box)) {
			return deposit.Refuse(deposit.Finding{Code: loan.OtherPlace, Args: []string{box, b.Code}})
		}
	}
	return nil
}

// OnwardRequest is a borrower's wish to let another have the paper.
type OnwardRequest struct {
	Loan    string
	To      string // who has it then
	Consent string // where the depot's consent is written
	Doer
}

// Onward registers that borrowed paper has gone on to somebody else, with the depot's consent (R6.5-3). It stays the same loan with the same due date.
func (l *Lender) Onward(ctx context.Context, r OnwardRequest) (deposit.Loan, error) {
	switch {
	case l.house.Office != "":
		return deposit.Loan{}, deposit.Refuse(deposit.Finding{Code: loan.OutsideOffice, Args: []string{r.To, l.house.Office}})
	case strings.TrimSpace(r.Consent) == "":
		return deposit.Loan{}, deposit.Refuse(deposit.Finding{Code: loan.NoConsent})
	}
	return l.onLoan(ctx, r.Loan, loanAct{loan.Onward, r.Doer, map[string]string{"to": r.To, "consent": r.Consent}})
}

// DayRequest is a folder on its way into the day archive, or out of it.
type DayRequest struct {
	Loan string
	Out  bool
	Doer
}

// ToDayArchive registers that a caseworker has put a folder into the day archive, or has taken it out again (R3.1-2).
func (l *Lender) ToDayArchive(ctx context.Context, r DayRequest) (deposit.Loan, error) {
	if l.house.Office == "" {
		return deposit.Loan{}, deposit.Refuse(deposit.Finding{Code: loan.NoDayArchive})
	}
	act := loan.ToDay
	if r.Out {
		act = loan.FromDay
	}
	return l.onLoan(ctx, r.Loan, loanAct{act, r.Doer, struct{}{}})
}

// RemindRequest asks for the letter about an overdue loan.
type RemindRequest struct {
	Loan     string
	Escalate bool // to the owner's archivist instead of the borrower
	Doer
}

// Remind writes the reminder to the borrower, or, escalating, the letter to the archivist of the owner, and registers it.
func (l *Lender) Remind(ctx context.Context, r RemindRequest) (deposit.Loan, []string, error) {
	got, _, err := l.outOn(ctx, r.Loan, "")
	if err != nil {
		return got, nil, err
	}
	act, e := loan.Remind, deposit.LedgerEntry{}
	if r.Escalate {
		act = loan.Escalate
	}
	if e, err = l.entry(string(act), r.Doer, "", struct{}{}); err != nil {
		return got, nil, err
	}
	if got.LateOn(l.dayOf(e)) == 0 {
		return got, nil, deposit.Refuse(deposit.Finding{Code: loan.NotOverdue, Args: []string{got.Terms.Due.String()}})
	}
	if got, err = l.onLoan(ctx, got.No, loanAct{act, r.Doer, struct{}{}}); err != nil {
		return got, nil, err
	}
	papers, err := l.papers(got.No, l.reminder(got, l.dayOf(e), r.Escalate))
	return got, papers, err
}

// loanAct is an act on a whole loan, who does it, and its facts.
type loanAct struct {
	act  loan.Act
	who  Doer
	body any
}

// onLoan registers an act on all that is out on a loan.
func (l *Lender) onLoan(ctx context.Context, word string, a loanAct) (deposit.Loan, error) {
	got, _, err := l.outOn(ctx, word, "")
	if err != nil {
		return got, err
	}
	e, err := l.entry(string(a.act), a.who, l.subjectOf(ctx, got), a.body)
	if err != nil {
		return got, err
	}
	e.Loan = got.Seq
	if e.Pieces, err = l.stillOut(ctx, got); err != nil {
		return got, err
	}
	if _, err := l.Book.Enter(ctx, e); err != nil {
		return got, err
	}
	got, _, err = l.Book.Loan(ctx, got.Seq)
	return got, err
}

// Undo takes an entry about a loan back, with a reason: it stays in the ledger, and what was is told as if it had not been. What rests on it must be taken
// back first.
func (l *Lender) Undo(ctx context.Context, seq int64, because, by string) (deposit.LedgerEntry, error) {
	if strings.TrimSpace(because) == "" {
		return deposit.LedgerEntry{}, usage("loan undo", "", "no_reason")
	}
	wrong, known, err := l.Book.EntryOf(ctx, seq)
	if err != nil {
		return wrong, err
	}
	e, err := l.entry(loan.TakeBack, Doer{By: by}, wrong.Subject, map[string]string{"because": because})
	if err != nil {
		return wrong, err
	}
	e.Takes, e.Loan, e.Pieces = seq, wrong.Loan, wrong.Pieces
	if !known || len(e.Pieces) == 0 || wrong.Kind == loan.TakeBack {
		return wrong, deposit.Refuse(deposit.Finding{Code: loan.NotTakenBack, Args: []string{strconv.FormatInt(seq, 10)}})
	}
	return l.Book.Enter(ctx, e)
}
