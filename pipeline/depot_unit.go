package pipeline

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/ledgers/loan"
)

// lendable is what can be lent: a whole folder with all its volumes, or a box with all that stands in it. Single documents are never lent.
type lendable struct {
	word    string // as people say it: journal number or code
	journal string // of the folder, empty for a box
	creator string
	subject string // in the ledger
	folder  deposit.KeptFolder
	pieces  []deposit.PieceID
	absent  string // code of a box of it that is not here, empty when all are
	digital bool   // there is nothing on paper
	// unlisted: the office's register has no such folder
	unlisted bool
}

// finder finds what a word names: at the depot in its catalogue, at an office on its own shelf.
type finder interface {
	unit(ctx context.Context, word, delivery string) (lendable, error)
}

// unit is a folder of the depot by its journal number, or a box by its code.
func (d *Depot) unit(ctx context.Context, word, delivery string) (lendable, error) {
	if code, ok := BoxCode(word); ok {
		b, p, err := d.box(ctx, code, delivery)
		if err != nil {
			return lendable{}, err
		}
		pieces, err := d.ports.Store.PiecesIn(ctx, b.Package, b.Number)
		u := lendable{word: b.Code, creator: p.Creator, subject: boxSubject(b.Code), pieces: pieces}
		if !b.State.Here() {
			u.absent = b.Code
		}
		return u, err
	}
	if strings.TrimSpace(word) == "" {
		return lendable{}, usage("loan", word, "no_unit")
	}
	found, err := d.Book.Find(ctx, deposit.Sought{Journal: word, Delivery: delivery})
	if err != nil {
		return lendable{}, err
	}
	f, err := theOne(found, word)
	if err != nil {
		return lendable{}, err
	}
	u := lendable{word: f.Journal, journal: f.Journal, creator: f.Creator, subject: folderSubject(f), folder: f, pieces: pieceIDs(f.Pieces), digital: len(f.Pieces) == 0}
	boxes, err := d.boxesBy(ctx, f.Package, f.Pieces)
	for _, p := range f.Pieces {
		if b := boxes[p.Box]; !b.State.Here() {
			u.absent = b.Code
			if u.absent == "" {
				u.absent = "–" // nobody knows which
			}
		}
	}
	return u, err
}

// theOne is the folder that a word means: the only one that fits, or the only one that is written exactly so. Where several may be meant it asks which: two
// numbers that begin in the same year, a year of two digits, or one number in two deliveries.
func theOne(found []deposit.KeptFolder, word string) (deposit.KeptFolder, error) {
	if len(found) == 0 {
		return deposit.KeptFolder{}, usage("loan", word, "no_unit")
	}
	fit := found
	if exact := slices.DeleteFunc(slices.Clone(found), func(f deposit.KeptFolder) bool { return f.Journal != strings.TrimSpace(word) }); len(exact) > 0 {
		fit = exact
	}
	if len(fit) == 1 {
		return fit[0], nil
	}
	if fit[0].Journal != fit[1].Journal {
		return fit[0], usage("loan", word, "which_folder", fit[0].Journal, fit[1].Journal)
	}
	return fit[0], usage("--delivery", word, "which_delivery", string(fit[0].Package), string(fit[1].Package))
}

// state is what a unit is in by what the catalogue knows of it, or what the ledger says of its pieces: the one that hinders a loan first.
func (l *Lender) state(ctx context.Context, u lendable) (loan.State, error) {
	switch {
	case u.digital:
		return loan.Digital, nil
	case u.absent != "" || len(u.pieces) == 0:
		return loan.Absent, nil
	}
	standings, err := l.Book.Standings(ctx, u.pieces)
	state := loan.In
	for _, worse := range []loan.State{loan.Damaged, loan.Day, loan.Out} {
		for _, p := range u.pieces {
			if standings[p].State == worse {
				state = worse
			}
		}
	}
	return state, err
}

// against is why an act on a unit is refused by the state that it is in; nil when it may be done.
func (l *Lender) against(ctx context.Context, u lendable, act loan.Act) ([]deposit.Finding, error) {
	state, err := l.state(ctx, u)
	if err != nil {
		return nil, err
	}
	_, why := loan.Next(state, act)
	f := deposit.Finding{Code: why, Journal: u.journal}
	switch why {
	case "":
		return nil, nil
	case loan.DigitalStays, loan.PaperNoCopy:
		f.Args = []string{u.word}
	case loan.NotHere:
		f.Args = []string{u.absent}
	case loan.AlreadyOut:
		return l.outOf(ctx, u)
	}
	return []deposit.Finding{f}, nil
}

// outOf names every folder of a unit that is out, with the loan that has it.
func (l *Lender) outOf(ctx context.Context, u lendable) (found []deposit.Finding, err error) {
	standings, err := l.Book.Standings(ctx, u.pieces)
	if err != nil {
		return nil, err
	}
	told := map[string]bool{}
	for _, p := range u.pieces {
		seq := standings[p].Loan
		if seq == 0 {
			continue
		}
		f := deposit.Finding{Code: loan.AlreadyOut, Journal: u.journal, Args: []string{deposit.LoanNo(seq)}}
		if f.Journal == "" {
			if f.Journal, _, err = l.Book.FolderOf(ctx, p); err != nil {
				return nil, err
			}
		}
		if key := f.Journal + f.Args[0]; !told[key] {
			told[key], found = true, append(found, f)
		}
	}
	return found, nil
}

// outOn is the loan that a word names: by its number, or by a unit that is out on it; and the pieces that the word means, empty for the whole loan.
func (l *Lender) outOn(ctx context.Context, word, delivery string) (deposit.Loan, []deposit.PieceID, error) {
	if seq, house, ok := loanNumber(word); ok {
		if own := l.short(); house != "" && house != own {
			return deposit.Loan{}, nil, deposit.Refuse(deposit.Finding{Code: loan.OtherPlace, Args: []string{l.Keeper.Body.Name, house}})
		}
		got, known, err := l.Book.Loan(ctx, seq)
		if err == nil && !known {
			err = usage("loan", word, "no_loan")
		}
		return got, nil, err
	}
	u, err := l.units.unit(ctx, word, delivery)
	if err != nil {
		return deposit.Loan{}, nil, err
	}
	standings, err := l.Book.Standings(ctx, u.pieces)
	if err != nil {
		return deposit.Loan{}, nil, err
	}
	var out []deposit.PieceID
	var on int64
	for _, p := range u.pieces {
		switch s := standings[p]; {
		case s.Loan == 0:
		case on != 0 && s.Loan != on:
			return deposit.Loan{}, nil, usage("loan", word, "several_loans", deposit.LoanNo(on), deposit.LoanNo(s.Loan))
		default:
			on, out = s.Loan, append(out, p)
		}
	}
	if on == 0 {
		found, err := l.against(ctx, u, loan.Return)
		if err != nil {
			return deposit.Loan{}, nil, err
		}
		return deposit.Loan{}, nil, deposit.Refuse(found...)
	}
	got, _, err := l.Book.Loan(ctx, on)
	return got, out, err
}

// short is the first eight characters of the keeper's id: it stands before loan numbers on paper, so that a folder that comes to another depot is known.
func (l *Lender) short() string {
	short, _, _ := strings.Cut(string(l.Keeper.ID), "-")
	return short
}

// number is a loan's number as it stands on paper.
func (l *Lender) number(got deposit.Loan) string { return l.short() + "-" + got.No }

// loanNumber reads L17, or 6b2f7d2e-L17 as it stands on paper.
func loanNumber(word string) (seq int64, house string, ok bool) {
	word = strings.TrimSpace(word)
	if i := strings.LastIndexByte(word, '-'); i >= 0 {
		house, word = strings.ToLower(word[:i]), word[i+1:]
	}
	digits, ok := strings.CutPrefix(strings.ToUpper(word), "L")
	seq, err := strconv.ParseInt(digits, 10, 64)
	return seq, house, ok && err == nil && seq > 0
}
