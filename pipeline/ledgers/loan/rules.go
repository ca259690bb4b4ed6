package loan

import (
	"slices"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Request is somebody's wish to borrow, or to have a copy.
type Request struct {
	Terms   deposit.LoanTerms
	On      deposit.Date // the day of the loan
	Creator string       // the arkivskaper of the unit
	Journal string       // of the unit, where it is one folder
}

// House is what a keeper's own file says of lending.
type House struct {
	Borrowers []deposit.Borrower
	Heirs     []deposit.Succession
	Days      int // a loan's usual length: proposed where no due date is stated
	// Office is the name of the one body that borrows where the ledger is an office's own; empty at a depot.
	Office string
}

// Borrower is the borrower of a key on a day, and for a body where one is named; ok is false when the list has none then.
func (h House) Borrower(key, body string, on deposit.Date) (deposit.Borrower, bool) {
	for _, b := range h.Borrowers {
		if b.Key == key && b.On(on) && (body == "" || body == b.For) {
			return b, true
		}
	}
	return deposit.Borrower{}, false
}

// Lending is every reason why a loan is refused, whatever the paper's own state; empty when it may be made.
func (h House) Lending(r Request) []deposit.Finding {
	found, usual := h.borrowing(r), deposit.DateOf(r.On.Time().AddDate(0, 0, h.Days))
	if !r.Terms.Due.Full() || r.Terms.Due.Before(r.On) {
		found = append(found, r.finding(NoDueDate, orDash(r.Terms.Due.String()), usual.String()))
	}
	if h.Office != "" {
		return found
	}
	for _, c := range deposit.Conditions() {
		if !slices.Contains(r.Terms.Accepted, c) {
			found = append(found, r.finding(NotAccepted, string(c)))
		}
	}
	return append(found, channel(r)...)
}

// Copying is every reason why a copy is refused. A copy does not come back: it has no due date and no conditions of storage.
func (h House) Copying(r Request) []deposit.Finding {
	return append(h.borrowing(r), channel(r)...)
}

// borrowing is what holds for loans and copies alike: who, for whom, what for.
func (h House) borrowing(r Request) []deposit.Finding {
	var found []deposit.Finding
	b, listed := h.Borrower(r.Terms.Borrower, r.Terms.For, r.On)
	switch {
	case h.Office != "" && r.Terms.For != "" && r.Terms.For != h.Office:
		found = append(found, r.finding(OutsideOffice, r.Terms.For, h.Office))
	case !listed:
		found = append(found, r.finding(NotAuthorised, r.Terms.Borrower, r.On.String()))
	case h.Office != "" && b.For != h.Office:
		found = append(found, r.finding(OutsideOffice, b.For, h.Office))
	case h.Office == "" && !deposit.ActsFor(b.For, r.Creator, r.On, h.Heirs):
		found = append(found, r.finding(OtherBody, b.For, r.Creator))
	}
	if strings.TrimSpace(r.Terms.Purpose) == "" && h.Office == "" {
		found = append(found, r.finding(NoPurpose))
	}
	return found
}

// channel is what the way of travelling asks for (R3.5-1).
func channel(r Request) []deposit.Finding {
	switch t := r.Terms; {
	case t.Channel == deposit.Fax:
		return []deposit.Finding{r.finding(ByFax)}
	case t.Channel == deposit.Email && (t.Routine == "" || t.Container == ""):
		return []deposit.Finding{r.finding(EmailOpen)}
	case t.Channel == deposit.Registered && t.Post == "":
		return []deposit.Finding{r.finding(NoPostNumber)}
	}
	return nil
}

func (r Request) finding(code deposit.Code, args ...string) deposit.Finding {
	return deposit.Finding{Code: code, Journal: r.Journal, Args: args}
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}
