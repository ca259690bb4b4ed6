package noark5

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
)

// Visitor is told what ReadStructure finds. Fields that are nil are not called; an error ends the
// reading and is returned as it is.
type Visitor struct {
	Archive      func(Archive) error
	Series       func(Series) error
	Folder       func(*Folder) error       // every mappe that stands in an arkivdel or klasse
	Registration func(*Registration) error // a registrering that stands there without a mappe
}

// ReadStructure streams an arkivstruktur.xml of any Noark 5 version. Memory is bounded: one folder at
// a time, and no folder beyond fixed limits ([markup.ErrTooLarge]). Values that cannot be read are left at
// zero (Size: -1); judging them is the caller's affair. The counts are made from the elements seen,
// not from the values given to the visitor. Errors are [*markup.ReadError], those of r or of the visitor.
func ReadStructure(r io.Reader, v Visitor) (Counts, error) {
	return readStructure(markup.NewScanner(r), v)
}

func readStructure(scan *markup.Scanner, v Visitor) (Counts, error) {
	sr := &structureReader{scan: scan, visit: v}
	root, err := sr.scan.Root("arkiv")
	if err != nil {
		return sr.counts, err
	}
	if err := sr.container(root); err != nil {
		return sr.counts, err
	}
	return sr.counts, sr.scan.Rest()
}

type structureReader struct {
	scan   *markup.Scanner
	visit  Visitor
	counts Counts
}

// heading is what stands in a container before the folders; only one is held at a time.
type heading struct {
	tree *markup.Tree
	told bool
	held markup.Holding
}

// container reads arkiv, arkivdel, klassifikasjonssystem or klasse: their own elements are few, what
// they hold is streamed.
func (sr *structureReader) container(start xml.StartElement) error {
	head := &heading{tree: &markup.Tree{StartElement: start}}
	sr.counts.element(start)
	for {
		tok, err := sr.scan.Next()
		if err != nil {
			return err
		}
		switch tok := tok.(type) {
		case xml.EndElement:
			return sr.tell(head)
		case xml.StartElement:
			if err := sr.child(head, tok); err != nil {
				return err
			}
		}
	}
}

func (sr *structureReader) child(head *heading, start xml.StartElement) error {
	switch start.Name.Local {
	case "arkiv", "arkivdel", "klassifikasjonssystem", "klasse":
		if err := sr.tell(head); err != nil {
			return err
		}
		return sr.container(start)
	case "mappe", "registrering", "basisregistrering":
		if err := sr.tell(head); err != nil {
			return err
		}
		return sr.unit(start)
	}
	t, err := sr.scan.Tree(start)
	if err != nil {
		return err
	}
	sr.counts.tree(t)
	return sr.keep(head, t)
}

// unit reads what stands in a container and is given to the visitor.
func (sr *structureReader) unit(start xml.StartElement) error {
	t, err := sr.scan.Tree(start)
	if err != nil {
		return err
	}
	sr.counts.tree(t)
	if start.Name.Local == "mappe" {
		return call(sr.visit.Folder, readFolder, t)
	}
	return call(sr.visit.Registration, readRegistration, t)
}

// keep holds an element of a container's own, until the container is told of.
func (sr *structureReader) keep(head *heading, t *markup.Tree) error {
	if head.told {
		return nil
	}
	if err := sr.scan.Hold(&head.held); err != nil {
		return err
	}
	head.tree.Children = append(head.tree.Children, t)
	return nil
}

// tell gives the head of a container to the visitor, once, before what the container holds.
func (sr *structureReader) tell(head *heading) error {
	if head.told {
		return nil
	}
	t := head.tree
	head.told, head.tree = true, nil
	switch {
	case t.Name.Local == "arkiv" && sr.visit.Archive != nil:
		return sr.visit.Archive(readArchive(t))
	case t.Name.Local == "arkivdel" && sr.visit.Series != nil:
		return sr.visit.Series(readSeries(t))
	}
	return nil
}

func call[T any](visit func(*T) error, read func(*markup.Tree) *T, t *markup.Tree) error {
	if visit == nil {
		return nil
	}
	return visit(read(t))
}

// tree counts an element and all below it; what stands in own metadata is not Noark's to count.
func (c *Counts) tree(t *markup.Tree) {
	c.element(t.StartElement)
	c.values(t)
	if t.Name.Local == "virksomhetsspesifikkeMetadata" {
		return
	}
	for _, k := range t.Children {
		c.tree(k)
	}
}

func (c *Counts) element(start xml.StartElement) {
	kind := localType(start)
	switch start.Name.Local {
	case "arkivdel":
		c.Series++
	case "klasse":
		c.Classes++
	case "mappe":
		c.Folders++
		c.CaseFolders += one(kind == "saksmappe")
	case "registrering", "basisregistrering":
		c.Registrations++
		c.JournalPosts += one(kind == "journalpost")
	case "dokumentbeskrivelse":
		c.Descriptions++
	case "dokumentobjekt":
		c.Objects++
	case "konvertering":
		c.Conversions++
	case "skjerming":
		c.Screenings++
	case "kassasjon":
		c.Disposals++
	case "utfoertKassasjon":
		c.Executed++
	case "virksomhetsspesifikkeMetadata":
		c.OwnMetadata++
	}
}

// values picks up what the counts need of an element's contents.
func (c *Counts) values(t *markup.Tree) {
	c.EmptyElements += one(len(t.Children) == 0 && markup.Blank(t.Text))
	switch t.Name.Local {
	case "registrering", "basisregistrering":
		widen(&c.FirstRegistered, &c.LastRegistered, readTime(t.Value("opprettetDato")))
		widen(&c.FirstPost, &c.LastPost, readTime(t.Value("journaldato")))
	case "dokumentobjekt":
		c.FileBytes += max(0, readSize(t.Value("filstoerrelse")))
	}
}

// localType is xsi:type without a prefix; older extractions write n5:journalpost.
func localType(start xml.StartElement) string {
	for _, a := range start.Attr {
		if a.Name.Space == schemaInstance && a.Name.Local == "type" {
			return a.Value[strings.LastIndex(a.Value, ":")+1:]
		}
	}
	return ""
}

// JournalCounts is what N5.59 and N5.60 compare of a journal. Promised is antallJournalposter, -1 if
// it cannot be read; Found the entries that stand in the file. Times are days.
type JournalCounts struct {
	Promised  int64
	Found     int
	Start     string
	End       string
	FirstPost string
	LastPost  string
	InOrder   bool // by year and sequence number (krav 6.4.30)
}

// ReadJournal streams either journal.
func ReadJournal(r io.Reader, kind JournalKind) (JournalCounts, error) {
	counts := JournalCounts{Promised: -1, InOrder: true}
	var last [2]int
	err := markup.NewScanner(r).EachChild(kind.root(), func(t *markup.Tree) error {
		switch t.Name.Local {
		case "journalhode":
			counts.Promised = readSize(t.Value("antallJournalposter"))
			counts.Start, counts.End = t.Value("journalStartDato"), t.Value("journalSluttDato")
		case "journalregistrering":
			post := t.First("journalpost")
			counts.Found++
			counts.dates(post.Value("journaldato"))
			at := [2]int{readInt(post.Value("journalaar")), readInt(post.Value("journalsekvensnummer"))}
			if at[0] < last[0] || (at[0] == last[0] && at[1] < last[1]) {
				counts.InOrder = false
			}
			last = at
		}
		return nil
	})
	return counts, err
}

func (c *JournalCounts) dates(day string) {
	if c.FirstPost == "" || day < c.FirstPost {
		c.FirstPost = day
	}
	c.LastPost = max(c.LastPost, day)
}

// ReadChangeLog streams endringslogg.xml, one change a call.
func ReadChangeLog(r io.Reader, visit func(Change) error) (int, error) {
	count := 0
	var stop error
	err := markup.NewScanner(r).EachChild("endringslogg", func(t *markup.Tree) error {
		if t.Name.Local != "endring" || stop != nil {
			return nil
		}
		count++
		stop = visit(Change{
			Unit: t.Value("referanseArkivenhet"), Metadata: t.Value("referanseMetadata"), Changed: readAct(t, "endret"),
			Before: t.Value("tidligereVerdi"), After: t.Value("nyVerdi"),
		})
		return nil
	})
	return count, errors.Join(stop, err)
}
