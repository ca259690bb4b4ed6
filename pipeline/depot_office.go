package pipeline

import (
	"context"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/ledgers/loan"
)

// OfficeBook is an office's own ledger of loans, with a shelf that takes folders as they are asked for.
type OfficeBook interface {
	LoanBook
	// Ensure puts a folder on the shelf, as one piece, where it is not there yet.
	Ensure(ctx context.Context, f deposit.KeptFolder) error
}

// OfficeRegister is the office's register, as it was read last.
type OfficeRegister interface {
	// Came is how many folders and files it has; none while it has not been read.
	Came(ctx context.Context) (deposit.Amount, error)
	Folder(ctx context.Context, id deposit.FolderID) (deposit.FolderRef, deposit.Fate, bool, error)
}

// OfficePorts are what wire brings to an office's counter.
type OfficePorts struct {
	Book     OfficeBook
	Register OfficeRegister // nil where there is none yet
	Papers   Papers
	Now      time.Time
}

// officeDays are an office's days: folders are back on the same day, the reminder comes on the next.
var officeDays = deposit.LoanPeriods{Days: 1, Remind: 1, Escalate: 1}

// NewOfficeLender is the counter of a PPT office before the deposit (R3.1): it lends whole folders to the persons of deponering.yaml, due on the same day,
// and to nobody else.
func NewOfficeLender(d deposit.Deposit, p OfficePorts) *Lender {
	house := loan.House{Office: d.Creator.Name}
	for _, p := range d.Persons {
		house.Borrowers = append(house.Borrowers, deposit.Borrower{Key: p.Key, Name: p.Name, For: d.Creator.Name})
	}
	keeper := deposit.Keeper{ID: d.ID, Body: d.Creator, Persons: d.Persons, Borrowers: house.Borrowers, Loans: officeDays, Language: d.Language, Mark: d.Mark}
	return &Lender{Keeper: keeper, Book: p.Book, disk: p.Papers, now: p.Now, house: house, units: officeShelf{d, p.Book, p.Register}}
}

// officeShelf finds folders by their journal numbers: the office lends long before a register is handed in. Once one has been read, a number that it does
// not have is not lent.
type officeShelf struct {
	deposit  deposit.Deposit
	book     OfficeBook
	register OfficeRegister
}

func (s officeShelf) unit(ctx context.Context, word, _ string) (lendable, error) {
	n, err := deposit.ParseJournalNo(word, s.deposit.Century)
	if err != nil {
		return lendable{}, usage("loan", word, "no_loan_journal")
	}
	id := deposit.ID(deposit.FolderIDOf(s.deposit.ID, n))
	find := func() ([]deposit.KeptFolder, error) { return s.book.Find(ctx, deposit.Sought{Folder: id, Most: 1}) }
	found, err := find()
	if err == nil && len(found) == 0 {
		if err = s.book.Ensure(ctx, deposit.KeptFolder{ID: id, Journal: n.String(), Medium: deposit.OnPaper, Pieces: []deposit.KeptPiece{{Volume: 1}}}); err == nil {
			found, err = find()
		}
	}
	if err != nil || len(found) == 0 {
		return lendable{}, err
	}
	f := found[0]
	u := lendable{word: f.Journal, journal: f.Journal, creator: s.deposit.Creator.Name, subject: folderSubject(f), folder: f, pieces: pieceIDs(f.Pieces)}
	u.unlisted, err = s.unlisted(ctx, deposit.FolderID(id))
	return u, err
}

// unlisted tells that a register has been read, and does not have the folder.
func (s officeShelf) unlisted(ctx context.Context, id deposit.FolderID) (bool, error) {
	if s.register == nil {
		return false, nil
	}
	came, err := s.register.Came(ctx)
	if err != nil || came.Folders == 0 {
		return false, err
	}
	_, _, known, err := s.register.Folder(ctx, id)
	return !known, err
}
