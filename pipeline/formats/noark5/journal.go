package noark5

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
)

// ErrCount tells that a journal's head promised another number of posts than were written.
var ErrCount = errors.New("antallJournalposter differs from the posts written")

// JournalKind is which of the two journals is written.
type JournalKind int

// The two journals hold the same posts; the public one holds protected parts as [Screened].
const (
	RunningJournal JournalKind = iota
	PublicJournal
)

// JournalHead is journalhode. Posts must be the number of entries that follow; Start and End are days.
type JournalHead struct {
	Start     time.Time
	End       time.Time
	Selection string
	Posts     int
	Creators  []Creator
}

// JournalEntry is journalregistrering: one post with the case that it stands in. It has what Noark 5.0 as first published has; the optional elements that
// 5.5.0 added (mappeID, administrativEnhet, antallVedlegg …) are left out, because Arkade 5 judges by its built-in 5.0 and refuses them. They stand in
// arkivstruktur.xml all the same.
type JournalEntry struct {
	Case JournalCase
	Post JournalRecord
}

// JournalCase is the saksmappe of an entry. Screened marks a protected title: the public journal then
// holds PublicTitle, or [Screened] if there is none.
type JournalCase struct {
	Year        int
	Sequence    int
	Title       string
	PublicTitle string
	Screened    string // skjermingMetadata, which part is protected; blank means none
}

// JournalRecord is the journalpost of an entry. Days: Date, DocumentDate, SignedOff.
type JournalRecord struct {
	SystemID       string
	Year           int
	Sequence       int
	Number         int
	Title          string
	PublicTitle    string
	Screened       string // as in JournalCase
	Date           time.Time
	DocumentDate   time.Time
	SignedOff      time.Time
	SignOffMethod  string
	SignOffReply   string
	Restriction    string
	Authority      string
	Correspondents []JournalParty
}

// JournalParty is korrespondansepart in a journal. Screened is as in JournalCase.
type JournalParty struct {
	Type     string
	Name     string
	Screened string
}

// JournalWriter streams one of the two journals (krav 6.4.29, 6.4.30).
type JournalWriter struct {
	out   *markup.Stream
	kind  JournalKind
	posts int // promised
	count int
	last  [2]int // year and sequence of the entry before
}

// NewJournalWriter begins the document. A head without posts is [ErrEmpty], and nothing is written:
// a journal without posts cannot be valid.
func NewJournalWriter(w io.Writer, kind JournalKind, head JournalHead) (*JournalWriter, error) {
	if head.Posts < 1 {
		return nil, ErrEmpty
	}
	e := element{markup.NewElement("journalhode", kind.root()+"/journalhode")}
	e.needDay("journalStartDato", head.Start)
	e.needDay("journalSluttDato", head.End)
	e.Text("seleksjon", head.Selection)
	e.count("antallJournalposter", head.Posts)
	e.creators(head.Creators)
	if e.Err() != nil {
		return nil, e.Err()
	}
	j := &JournalWriter{out: markup.NewStream(w), kind: kind, posts: head.Posts}
	j.out.Line(0, "<"+kind.root()+` xmlns="`+kind.namespace()+`">`)
	j.out.Put(e.Element, 1)
	return j, j.out.Err()
}

// Write appends one entry. Entries come in rising order of year and sequence number (krav 6.4.30);
// any other order is an [*markup.ElementError] with [markup.FaultOrder].
func (j *JournalWriter) Write(entry *JournalEntry) error {
	e := element{markup.NewElement("journalregistrering", fmt.Sprintf("%s/journalregistrering[%d]", j.kind.root(), j.count+1))}
	e.add("saksmappe").journalCase(&entry.Case, j.kind)
	e.add("journalpost").journalRecord(&entry.Post, j.kind)
	at := [2]int{entry.Post.Year, entry.Post.Sequence}
	if at[0] < j.last[0] || (at[0] == j.last[0] && at[1] <= j.last[1]) {
		e.Fail("journalpost/journalsekvensnummer", markup.FaultOrder)
	}
	if e.Err() != nil {
		return e.Err()
	}
	j.out.Put(e.Element, 1)
	j.last = at
	j.count++
	return j.out.Err()
}

// Close ends the document and gives the number of entries; [ErrCount] if it is not the promised one.
func (j *JournalWriter) Close() (int, error) {
	if j.count != j.posts {
		return j.count, ErrCount
	}
	j.out.Line(0, "</"+j.kind.root()+">")
	return j.count, j.out.End()
}

func (k JournalKind) root() string {
	if k == PublicJournal {
		return "offentligJournal"
	}
	return "loependeJournal"
}

func (k JournalKind) namespace() string {
	if k == PublicJournal {
		return PublicJournalNamespace
	}
	return RunningJournalNamespace
}

func (e element) journalCase(c *JournalCase, kind JournalKind) {
	e.count("saksaar", c.Year)
	e.count("sakssekvensnummer", c.Sequence)
	if kind == RunningJournal {
		e.Need("tittel", c.Title)
	}
	e.Need("offentligTittel", publicTitle(c.Title, c.PublicTitle, c.Screened))
	if kind == RunningJournal {
		e.Text("skjermingMetadata", c.Screened)
	}
}

func (e element) journalRecord(r *JournalRecord, kind JournalKind) {
	e.id("systemID", r.SystemID)
	e.count("journalaar", r.Year)
	e.count("journalsekvensnummer", r.Sequence)
	e.count("journalpostnummer", r.Number)
	if kind == RunningJournal {
		e.Need("tittel", r.Title)
	}
	e.Need("offentligTittel", publicTitle(r.Title, r.PublicTitle, r.Screened))
	e.Text("skjermingMetadata", r.Screened)
	e.needDay("journaldato", r.Date)
	e.day("dokumentetsDato", r.DocumentDate)
	e.day("avskrivningsdato", r.SignedOff)
	e.Text("avskrivningsmaate", r.SignOffMethod)
	e.ref("referanseAvskrivesAvJournalpost", r.SignOffReply)
	e.Text("tilgangsrestriksjon", r.Restriction)
	e.Text("skjermingshjemmel", r.Authority)
	e.journalParties(r.Correspondents, kind)
}

func (e element) journalParties(parties []JournalParty, kind JournalKind) {
	if len(parties) == 0 {
		e.Fail("korrespondansepart", markup.FaultMissing)
	}
	for _, p := range parties {
		part := e.add("korrespondansepart")
		part.Need("korrespondanseparttype", p.Type)
		if kind == RunningJournal {
			part.Need("korrespondansepartNavn", p.Name)
			part.Text("skjermingMetadata", p.Screened)
			continue
		}
		part.Need("korrespondansepartNavn", publicTitle(p.Name, "", p.Screened))
	}
}

// publicTitle is what the public may read: the public wording if there is one, else the text itself
// when nothing in it is protected.
func publicTitle(text, public, screened string) string {
	switch {
	case !markup.Blank(public):
		return public
	case markup.Blank(screened):
		return text
	}
	return Screened
}
