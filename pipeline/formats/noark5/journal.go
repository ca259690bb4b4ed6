package noark5

import (
	"errors"
	"fmt"
	"io"
	"time"
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
	out   *stream
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
	e := newElement("journalhode", kind.root()+"/journalhode")
	e.needDay("journalStartDato", head.Start)
	e.needDay("journalSluttDato", head.End)
	e.text("seleksjon", head.Selection)
	e.count("antallJournalposter", head.Posts)
	e.creators(head.Creators)
	if e.b.err != nil {
		return nil, e.b.err
	}
	j := &JournalWriter{out: newStream(w), kind: kind, posts: head.Posts}
	j.out.line(0, "<"+kind.root()+` xmlns="`+kind.namespace()+`">`)
	j.out.put(e.el, 1)
	return j, j.out.err
}

// Write appends one entry. Entries come in rising order of year and sequence number (krav 6.4.30);
// any other order is an [*ElementError] with [FaultOrder].
func (j *JournalWriter) Write(entry *JournalEntry) error {
	e := newElement("journalregistrering", fmt.Sprintf("%s/journalregistrering[%d]", j.kind.root(), j.count+1))
	e.add("saksmappe").journalCase(&entry.Case, j.kind)
	e.add("journalpost").journalRecord(&entry.Post, j.kind)
	at := [2]int{entry.Post.Year, entry.Post.Sequence}
	if at[0] < j.last[0] || (at[0] == j.last[0] && at[1] <= j.last[1]) {
		e.fail("journalpost/journalsekvensnummer", FaultOrder)
	}
	if e.b.err != nil {
		return e.b.err
	}
	j.out.put(e.el, 1)
	j.last = at
	j.count++
	return j.out.err
}

// Close ends the document and gives the number of entries; [ErrCount] if it is not the promised one.
func (j *JournalWriter) Close() (int, error) {
	if j.count != j.posts {
		return j.count, ErrCount
	}
	j.out.line(0, "</"+j.kind.root()+">")
	return j.count, j.out.end()
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
		e.need("tittel", c.Title)
	}
	e.need("offentligTittel", publicTitle(c.Title, c.PublicTitle, c.Screened))
	if kind == RunningJournal {
		e.text("skjermingMetadata", c.Screened)
	}
}

func (e element) journalRecord(r *JournalRecord, kind JournalKind) {
	e.id("systemID", r.SystemID)
	e.count("journalaar", r.Year)
	e.count("journalsekvensnummer", r.Sequence)
	e.count("journalpostnummer", r.Number)
	if kind == RunningJournal {
		e.need("tittel", r.Title)
	}
	e.need("offentligTittel", publicTitle(r.Title, r.PublicTitle, r.Screened))
	e.text("skjermingMetadata", r.Screened)
	e.needDay("journaldato", r.Date)
	e.day("dokumentetsDato", r.DocumentDate)
	e.day("avskrivningsdato", r.SignedOff)
	e.text("avskrivningsmaate", r.SignOffMethod)
	e.ref("referanseAvskrivesAvJournalpost", r.SignOffReply)
	e.text("tilgangsrestriksjon", r.Restriction)
	e.text("skjermingshjemmel", r.Authority)
	e.journalParties(r.Correspondents, kind)
}

func (e element) journalParties(parties []JournalParty, kind JournalKind) {
	if len(parties) == 0 {
		e.fail("korrespondansepart", FaultMissing)
	}
	for _, p := range parties {
		part := e.add("korrespondansepart")
		part.need("korrespondanseparttype", p.Type)
		if kind == RunningJournal {
			part.need("korrespondansepartNavn", p.Name)
			part.text("skjermingMetadata", p.Screened)
			continue
		}
		part.need("korrespondansepartNavn", publicTitle(p.Name, "", p.Screened))
	}
}

// publicTitle is what the public may read: the public wording if there is one, else the text itself
// when nothing in it is protected.
func publicTitle(text, public, screened string) string {
	switch {
	case !blank(public):
		return public
	case blank(screened):
		return text
	}
	return Screened
}
