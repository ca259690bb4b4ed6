package describe

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// revision is raised when the same input may give another description.
const revision = 5

// In is what the room reads of a folder.
type In struct {
	Card       deposit.Card
	Documents  deposit.Documents
	Taken      deposit.Taken
	Renditions deposit.Renditions
	Paper      deposit.Paper
	Changes    deposit.Changes
	Files      deposit.Files
	Purged     deposit.Purged
}

// Options decide besides the folder.
type Options struct {
	Deposit deposit.Deposit
	Profile deposit.Profile // nothing of it decides yet; the document folder's name is pack's
}

// Room is the map room.
type Room struct{ o Options }

var _ stage.Room[In, deposit.Description] = Room{}

// New makes the room.
func New(o Options) Room { return Room{o} }

// Name is the room's name.
func (Room) Name() stage.Name { return "describe" }

// Basis is the room's revision, the name space of the ids and the deposit's restriction.
func (r Room) Basis() stage.Basis {
	d := r.o.Deposit
	return stage.Basis{"revision": strconv.Itoa(revision), "deposit": string(d.ID), "paragraph": d.Restriction.Paragraph, "years": strconv.Itoa(d.Restriction.Years)}
}

// Run describes the folder.
func (r Room) Run(_ context.Context, in In, b stage.Bench) (deposit.Description, error) {
	f := &folder{in: in, deposit: r.o.Deposit, b: b, key: in.Card.Journal.Key()}
	f.head()
	if err := f.records(); err != nil {
		return deposit.Description{}, err
	}
	f.caseFile()
	f.changes()
	f.unholdable()
	return f.out, nil
}

// folder is one folder on its way.
type folder struct {
	in      In
	deposit deposit.Deposit
	b       stage.Bench
	key     string // canonical journal number: the natural key of everything below
	out     deposit.Description

	archives map[int]bool // by ordinal: files that were unpacked
}

func (f *folder) find(code deposit.Code, field string, args ...string) {
	f.b.Find(deposit.Finding{Code: code, Field: field, Args: args})
}

// head is what stands on the mappe itself.
func (f *folder) head() {
	c, d := f.in.Card, &f.out
	d.ID = f.deposit.ID.Derive("mappe", f.key)
	d.Number, d.Place = c.Journal.String(), f.key
	d.Title, d.PublicTitle = "Klientmappe "+d.Number, noark5.Screened
	d.Medium = f.medium()
	d.Opened, d.Closed = f.opened(), f.closed()
	if d.Closed.Before(d.Opened) {
		f.find(Backwards, "avsluttet", d.Opened.String(), d.Closed.String())
	}
	d.Client = f.client()
	f.restrict()
	f.remarks()
}

func (f *folder) client() deposit.DescribedClient {
	c, p := f.in.Card, f.in.Paper
	client := deposit.DescribedClient{Name: trimmed(c.FirstName + " " + c.LastName), Number: c.Journal.Written, Birth: c.Birth,
		JournalYear: c.Journal.Year(), LastEntry: c.LastEntry}
	if client.Number == "" {
		client.Number = c.Journal.String()
	}
	if p.Medium != deposit.Digital {
		client.Volumes, client.Thickness, client.Estimated = p.Volumes, p.Thickness, p.Estimated
	}
	return client
}

// medium is the register's, but that a folder with files in the package is never only paper.
func (f *folder) medium() deposit.Medium {
	files := len(f.in.Renditions.Packed) > 0
	switch m := f.in.Paper.Medium; {
	case m == deposit.OnPaper && files:
		return deposit.Mixed
	case m != "":
		return m
	case !files:
		return deposit.OnPaper
	case f.in.Paper.Volumes > 0:
		return deposit.Mixed
	}
	return deposit.Digital
}

// opened is the day on which the folder was opened; the schema has no partial dates. What is not known is the first day that it can mean, and without
// any date the first of the journal year.
func (f *folder) opened() deposit.Date {
	c := f.in.Card
	if c.Opened.Full() {
		return c.Opened
	}
	day := firstDay(c.Opened)
	if c.Opened.IsZero() {
		day = deposit.Date{Year: c.Journal.Start, Month: 1, Day: 1}
		if c.Journal.Split {
			day.Month = 8 // school years begin on 1 August (domain §1.6)
		}
	}
	f.find(OpenedDefault, "registrert", cmp.Or(c.Opened.String(), "–"), day.String())
	return day
}

// closed is the day on which the folder was closed, as reception derived it; a partial one is the last day that it can mean. It is never today.
func (f *folder) closed() deposit.Date {
	c := f.in.Card
	if c.Closed.Full() {
		return c.Closed
	}
	day := c.Closed.Last()
	if c.Closed.IsZero() {
		day = deposit.Date{Year: c.Journal.Start, Month: 12, Day: 31}
		if c.Journal.Split {
			day = deposit.Date{Year: c.Journal.Start + 1, Month: 7, Day: 31}
		}
	}
	f.find(ClosedDefault, "avsluttet", c.Closed.String(), day.String())
	return day
}

func firstDay(d deposit.Date) deposit.Date {
	return deposit.Date{Year: d.Year, Month: max(d.Month, 1), Day: max(d.Day, 1)}
}

// restrict puts the access restriction on the folder: the card's own paragraph, else the deposit's. A folder without any is open to everybody: that
// holds until a person has said so.
func (f *folder) restrict() {
	own := f.deposit.Restriction
	if f.in.Card.Restriction != "" {
		own.Paragraph = f.in.Card.Restriction
	}
	if trimmed(own.Paragraph) == "" {
		f.find(NoRestriction, "hjemmel")
		return
	}
	f.out.Restriction = own
	if own.Years > 0 {
		f.out.Until = f.out.Closed.AddYears(own.Years)
	}
}

// remarks are what the register says of the folder and Noark has no element for.
func (f *folder) remarks() {
	c := f.in.Card
	add := func(kind, text string) {
		f.out.Remarks = append(f.out.Remarks, deposit.DescribedRemark{Type: kind, Text: text})
	}
	if trimmed(c.Remark) != "" {
		add("Merknad", c.Remark)
	}
	if c.HelpRefused {
		add("Tilbud", "Klienten eller foresatte takket nei til hjelp. Mappen bevares som bevis på at hjelp ble tilbudt.")
	}
	if c.DiedYear > 0 {
		add("Mors", fmt.Sprintf("Klienten døde i %d.", c.DiedYear))
	}
	switch {
	case c.OriginSystem != "" && !c.Printed.IsZero():
		add("Opphav", fmt.Sprintf("Ført i %s, skrevet ut %s.", c.OriginSystem, c.Printed.Norwegian()))
	case c.OriginSystem != "":
		add("Opphav", fmt.Sprintf("Ført i %s.", c.OriginSystem))
	case !c.Printed.IsZero():
		add("Opphav", fmt.Sprintf("Skrevet ut %s.", c.Printed.Norwegian()))
	}
}

// caseFile makes the folder a saksmappe where a record is a journal post. Year and number of the case are those of the journal number.
func (f *folder) caseFile() {
	for _, r := range f.out.Records {
		if r.Post == nil {
			continue
		}
		c := f.in.Card
		f.out.Case = &deposit.DescribedCase{Year: c.Journal.Start, Sequence: c.Journal.Sequence, Responsible: trimmed(c.Caseworker)}
		if f.out.Case.Responsible == "" {
			f.find(NoCaseworker, "saksbehandler")
		}
		return
	}
}

// name is a file's neutral name below the document folder: the document's number and, of what came out of it, the dokumentnummer.
func (f *folder) name(number, part int, p deposit.PackedFile, beside bool) string {
	base := fmt.Sprintf("%04d", number)
	if part > 1 {
		base += fmt.Sprintf("-%04d", part)
	}
	if beside {
		base += "-original"
	}
	return path.Join(f.key, base+p.Extension)
}
