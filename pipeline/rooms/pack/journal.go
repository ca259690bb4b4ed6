package pack

import (
	"errors"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
)

// journals writes the running and the public journal (krav 6.4.29), which hold exactly the journal posts of arkivstruktur.xml. Without any post neither
// can be valid: both are left out, and a finding says so.
func (w *work) journals() error {
	if w.seen.posts == 0 {
		w.find(NoJournals, "")
		return nil
	}
	for i, j := range []struct {
		file string
		kind noark5.JournalKind
	}{{noark5.RunningJournalFile, noark5.RunningJournal}, {noark5.PublicJournalFile, noark5.PublicJournal}} {
		_, err := w.write(j.file, func(out io.Writer) error { return w.writeJournal(out, i, j.kind) }, w.layout.InContent(j.file))
		if err != nil {
			return err
		}
	}
	w.result.Posts = w.journal[0]
	return nil
}

func (w *work) writeJournal(out io.Writer, nth int, kind noark5.JournalKind) error {
	start, end := w.period()
	if w.seen.firstPost.Before(start) {
		start = w.seen.firstPost
	}
	if end.Before(w.seen.lastPost) {
		end = w.seen.lastPost
	}
	j, err := noark5.NewJournalWriter(out, kind, noark5.JournalHead{Start: day(start), End: day(end), Posts: w.seen.posts, Creators: w.creators()})
	if err != nil {
		return err
	}
	for p, err := range w.room.ports.Source.Posts(w.ctx) {
		if err != nil {
			return err
		}
		if w.seen.plain[p.Record.ID] {
			continue
		}
		if err := j.Write(w.journalEntry(p)); err != nil {
			return unwritable(p.Folder.Number, err)
		}
	}
	w.journal[nth], err = j.Close()
	if errors.Is(err, noark5.ErrCount) {
		return &deposit.Error{Kind: deposit.Internal, Op: "write journal", Err: err}
	}
	return err
}

// journalEntry shows titles and names masked to the public: everything in a client's folder is restricted.
func (w *work) journalEntry(p Post) *noark5.JournalEntry {
	d, r := p.Folder, p.Record
	c := w.caseFile(d)
	if c == nil {
		c = &noark5.Case{} // the writer refuses it
	}
	e := &noark5.JournalEntry{
		Case: noark5.JournalCase{Year: c.Year, Sequence: c.Sequence, Title: d.Title},
		Post: noark5.JournalRecord{SystemID: string(r.ID), Year: r.Post.Year, Sequence: r.Post.Sequence, Number: r.Number, Title: r.Title, Date: day(r.Post.Date),
			DocumentDate:   day(r.Dated),
			Correspondents: []noark5.JournalParty{{Type: correspondent(r.Direction), Name: r.Counterpart}}},
	}
	if d.Restriction.Paragraph == "" {
		return e
	}
	e.Case.PublicTitle, e.Case.Screened = d.PublicTitle, noark5.ScreenFolderTitleWords
	e.Post.PublicTitle, e.Post.Screened = noark5.Screened, noark5.ScreenRecordTitleWords
	e.Post.Restriction, e.Post.Authority = noark5.RestrictedAccess, d.Restriction.Paragraph
	e.Post.Correspondents[0].Screened = screenOf(r.Direction)
	return e
}
