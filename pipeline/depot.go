package pipeline

import (
	"context"
	"encoding/json"
	"io"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/ledgers/loan"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
	"github.com/arkivdepot/arkivdepot/pipeline/verify/gauge"
)

// Depot is the receiver's house: an IKA's use-cases, one method a verb. It holds no state of its own; the store has it. What it refuses comes as a
// *deposit.Refusal, every reason at once; nothing is changed then.
type Depot struct {
	*Lender
	ports DepotPorts
}

// DepotPorts are what wire brings.
type DepotPorts struct {
	Store   DepotStore
	Disk    DepotDisk
	Schemas gauge.Schemas // that judge what a package does not carry schemas for
	Now     time.Time     // one reading a run
}

// NewDepot opens the house on what depot.yaml says and what wire brings.
func NewDepot(k deposit.Keeper, p DepotPorts) *Depot {
	l := &Lender{Keeper: k, Book: p.Store, disk: p.Disk, now: p.Now, house: loan.House{Borrowers: k.Borrowers, Heirs: k.Heirs, Days: k.Loans.Days}}
	d := &Depot{Lender: l, ports: p}
	l.units = d
	return d
}

// DepotStore is the depot's catalogue as the house uses it.
type DepotStore interface {
	LoanBook
	Register(ctx context.Context, r deposit.Registration) (deposit.Delivered, deposit.Exchange, error)
	Package(ctx context.Context, id deposit.ID) (deposit.Delivered, bool, error)
	Packages(ctx context.Context) ([]deposit.Delivered, error)
	Boxes(ctx context.Context, of deposit.ID) ([]deposit.KeptBox, error)
	// Box is one box; a zero one where the package has none of that number.
	Box(ctx context.Context, of deposit.ID, number int) (deposit.KeptBox, error)
	BoxesOn(ctx context.Context, p deposit.Place) ([]deposit.KeptBox, error)
	BoxesCoded(ctx context.Context, code string) ([]deposit.KeptBox, error)
	Tallied(ctx context.Context, of deposit.ID) (map[deposit.BoxState]int, error)
	// PutBoxes writes boxes with the entries that say so; check sees, inside the transaction, what stands on shelves then.
	PutBoxes(ctx context.Context, changed []deposit.KeptBox, entries []deposit.LedgerEntry, check func(on func(deposit.Place) ([]deposit.KeptBox, error)) error) error
	PiecesIn(ctx context.Context, of deposit.ID, box int) ([]deposit.PieceID, error)
	Holdings(ctx context.Context, width int) ([]deposit.Holding, error)
}

// DepotDisk is the depot's folder as the house uses it.
type DepotDisk interface {
	Papers
	Incoming() (Incoming, error)
	// Package opens the tar of a received package.
	Package(id deposit.ID) (io.ReadSeekCloser, error)
}

// Incoming is a package that is being read: a private folder that becomes one of the kept, one of the refused, or nothing.
type Incoming interface {
	Create(name string) (io.WriteCloser, error)
	Open(name string) (io.ReadSeekCloser, error)
	Keep(id deposit.ID) error
	Refuse(name string) (place string, err error)
	Discard() error
}

// Papers is where what is printed goes.
type Papers interface {
	WriteOutput(name string, write func(io.Writer) error) error
	OutputPath(name string) string
}

// person is the acting person of a keeper, or a usage error that lists who there is.
func personOf(persons []deposit.Person, key string) (deposit.Person, error) {
	var keys []string
	for _, p := range persons {
		if p.Key == key {
			return p, nil
		}
		keys = append(keys, p.Key)
	}
	if len(keys) == 0 {
		return deposit.Person{}, usage("--by", key, "nobody_there")
	}
	return deposit.Person{}, usage("--by", key, "no_person_there", strings.Join(keys, ", "))
}

// Doer is who does something at a counter, and when it happened where that was not now.
type Doer struct {
	By string // key of a person
	At string // RFC 3339, or a day; empty: now
}

// entry begins an entry of a person's act. A stated time is a late registration; without one the act happens now.
func (l *Lender) entry(kind string, who Doer, subject string, body any) (deposit.LedgerEntry, error) {
	e := deposit.LedgerEntry{Kind: kind, By: who.By, Subject: subject, Recorded: l.now.UTC().Format(timeOfAct)}
	if _, err := personOf(l.Keeper.Persons, who.By); err != nil {
		return e, err
	}
	if who.At != "" {
		t, err := parseMoment(who.At, l.now)
		if err != nil {
			return e, err
		}
		e.At = t
	}
	text, err := json.Marshal(body)
	e.Body = string(text)
	return e, err
}

// parseMoment reads a stated time, which is not in the future. A day is a day in Norway, and stands as its beginning by UTC (text.Lang.Moment); of the day
// that has come in Norway and not yet by UTC, it is now: no act stands later than the clock.
func parseMoment(at string, now time.Time) (string, error) {
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", time.DateOnly} {
		t, err := time.Parse(form, at)
		if err != nil {
			continue
		}
		switch form {
		case time.DateOnly:
			if today(now) == deposit.DateOf(t) && t.After(now) {
				t = now
			}
		case time.RFC3339: // says its zone
		default:
			t = text.FromOslo(t) // as the clock on the wall shows it
		}
		if t.After(now) {
			return "", usage("--at", at, "in_future")
		}
		return t.UTC().Format(timeOfAct), nil
	}
	return "", usage("--at", at, "no_time_of_act")
}

// today is the day in Norway at a time: what people mean by a day, wherever the machine stands and whatever zone it is set to.
func today(now time.Time) deposit.Date { return deposit.DateOf(text.Oslo(now)) }

// dayOfAct is the day in Norway of a time that parseMoment or the clock wrote.
func dayOfAct(at string) deposit.Date {
	day, _ := text.Day(at)
	return deposit.DateOf(day)
}

// Kinds of entries beside those of loans.
const (
	entryReceived = "package received"
	entryRefused  = "package refused"
	entryTried    = "trial package judged"
	entryBox      = "box ticked"
	entryShelved  = "box shelved"
	entryReceipt  = "receipt issued"
	entryLooked   = "restricted search"
)

func boxSubject(code string) string             { return "box " + code }
func packageSubject(id deposit.ID) string       { return "package " + string(id) }
func folderSubject(f deposit.KeptFolder) string { return "folder " + string(f.ID) }

// DepotStatus is what came, what is out, what is overdue.
type DepotStatus struct {
	Name     string            `json:"name"`
	Mark     string            `json:"mark,omitempty"`
	Packages []PackageStanding `json:"packages"`
	Holdings []deposit.Holding `json:"holdings"`
	Out      int               `json:"out"` // loans of which something is not back
	Overdue  []deposit.Loan    `json:"overdue"`
	Entries  int64             `json:"entries"` // of the ledger
	Head     deposit.Digest    `json:"head"`    // hash of the last: noted elsewhere, it binds all before it
}

// PackageStanding is a package and how far its boxes have come.
type PackageStanding struct {
	deposit.Delivered
	BoxStates map[deposit.BoxState]int `json:"box_states,omitempty"`
	Waiting   []string                 `json:"waiting,omitempty"` // codes of boxes that are expected, the first hundred
	Receipt   *ReceiptGiven            `json:"receipt,omitempty"` // the newest
}

// Accounted tells that no box of the package is still expected.
func (p PackageStanding) Accounted() bool { return p.BoxStates[deposit.BoxExpected] == 0 }

// Status tells where the depot stands.
func (d *Depot) Status(ctx context.Context) (DepotStatus, error) {
	s := DepotStatus{Name: d.Keeper.Body.Name, Mark: d.Keeper.Mark}
	all, err := d.ports.Store.Packages(ctx)
	if err != nil {
		return s, err
	}
	for _, p := range all {
		standing, err := d.standingOf(ctx, p)
		if err != nil {
			return s, err
		}
		s.Packages = append(s.Packages, standing)
	}
	if s.Holdings, err = d.ports.Store.Holdings(ctx, d.Keeper.BoxWidth); err != nil {
		return s, err
	}
	open, err := d.Book.OpenLoans(ctx)
	if err != nil {
		return s, err
	}
	s.Out = len(open)
	if s.Overdue, err = d.Book.Overdue(ctx, today(d.now)); err != nil {
		return s, err
	}
	s.Entries, s.Head, err = d.Book.Head(ctx)
	return s, err
}

// standingOf is how far one package has come. The boxes of one that was replaced are the other's.
func (d *Depot) standingOf(ctx context.Context, p deposit.Delivered) (s PackageStanding, err error) {
	s.Delivered = p
	given, err := d.receiptsGiven(ctx, p.ID)
	if err != nil {
		return s, err
	}
	if n := len(given); n > 0 {
		s.Receipt = &given[n-1]
	}
	if p.Replaced != "" {
		return s, nil
	}
	if s.BoxStates, err = d.ports.Store.Tallied(ctx, p.ID); err == nil && !s.Accounted() {
		s.Waiting, err = d.waiting(ctx, p)
	}
	return s, err
}

// mostWaiting is how many expected boxes of a package a status names.
const mostWaiting = 100

// waiting is the first boxes of a package that are still expected.
func (d *Depot) waiting(ctx context.Context, p deposit.Delivered) ([]string, error) {
	boxes, err := d.ports.Store.Boxes(ctx, p.ID)
	var codes []string
	for _, b := range boxes {
		if b.State == deposit.BoxExpected && len(codes) < mostWaiting {
			codes = append(codes, b.Code)
		}
	}
	return codes, err
}

// Audit walks the ledger's chain: how many entries it has, or the number of the first that does not fit.
func (l *Lender) Audit(ctx context.Context) (entries, broken int64, err error) {
	return l.Book.Audit(ctx)
}

// HoldingList is what the depot has of each owner; it names no client.
func (d *Depot) HoldingList(ctx context.Context) ([]deposit.Holding, error) {
	return d.ports.Store.Holdings(ctx, d.Keeper.BoxWidth)
}
