package verify

import (
	"io"
	"slices"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/addml"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
)

// extraction is what was read of the Noark 5 extraction.
type extraction struct {
	said    *addml.Reading
	counts  noark5.Counts
	read    bool       // arkivstruktur.xml was read to its end
	ids     [][16]byte // every systemID
	series  map[string]bool
	changes map[[16]byte]string // units that the change log names
	nChange int
	logged  bool
	journal [2]*noark5.JournalCounts
}

func newExtraction() *extraction {
	return &extraction{series: map[string]bool{}, changes: map[[16]byte]string{}}
}

func (j *judge) readExtraction(content io.Reader) error {
	said, err := addml.Read(content)
	if err == nil {
		j.noark.said = said
	}
	return err
}

// readStructure notes ids, references and counts while arkivstruktur.xml passes.
func (j *judge) readStructure(content io.Reader) error {
	x := j.noark
	counts, err := noark5.ReadStructure(content, noark5.Visitor{
		Archive: func(a noark5.Archive) error { x.id(a.SystemID); return nil },
		Series: func(s noark5.Series) error {
			x.id(s.SystemID)
			x.series[strings.ToLower(s.SystemID)] = true
			return nil
		},
		Folder:       j.topFolder,
		Registration: j.registration,
	})
	x.counts, x.read = counts, err == nil
	j.summary.Folders, j.summary.Records, j.summary.Objects = counts.Folders, counts.Registrations, counts.Objects
	return err
}

// topFolder is a folder that stands in a series: told to the caller, and judged with all that it holds.
func (j *judge) topFolder(f *noark5.Folder) error {
	if j.o.Folder != nil {
		if err := j.o.Folder(f); err != nil {
			return err
		}
	}
	return j.folder(f)
}

func (x *extraction) id(text string) { x.ids = append(x.ids, idKey(text)) }

func (j *judge) folder(f *noark5.Folder) error {
	j.noark.id(f.SystemID)
	if f.Case != nil && f.Case.Status != noark5.CaseClosed && f.Case.Status != noark5.CaseCancelled {
		if err := j.find(StatusWrong, "saksmappe", f.SystemID, f.Case.Status); err != nil {
			return err
		}
	}
	if err := j.references(f.SystemID, f.SeriesRefs); err != nil {
		return err
	}
	for i := range f.Folders {
		if err := j.folder(&f.Folders[i]); err != nil {
			return err
		}
	}
	for i := range f.Registrations {
		if err := j.registration(&f.Registrations[i]); err != nil {
			return err
		}
	}
	return nil
}

// references are to an arkivdel that stands before (N5.48).
func (j *judge) references(from string, refs []string) error {
	for _, ref := range refs {
		if !j.noark.series[strings.ToLower(strings.TrimSpace(ref))] {
			return j.find(SeriesUnknown, from)
		}
	}
	return nil
}

func (j *judge) registration(r *noark5.Registration) error {
	j.noark.id(r.SystemID)
	if p := r.Journal; p != nil && p.Status != noark5.PostArchived && p.Status != noark5.PostCancelled {
		if err := j.find(StatusWrong, "journalpost", r.SystemID, p.Status); err != nil {
			return err
		}
	}
	if err := j.references(r.SystemID, r.SeriesRefs); err != nil {
		return err
	}
	for i := range r.Documents {
		d := &r.Documents[i]
		j.noark.id(d.SystemID)
		if d.Status != noark5.DocumentFinished {
			if err := j.find(StatusWrong, "dokumentbeskrivelse", d.SystemID, d.Status); err != nil {
				return err
			}
		}
		for k := range d.Objects {
			j.object(&d.Objects[k])
		}
	}
	return nil
}

// object notes what a dokumentobjekt says of its file. Backslashes are tolerated, as Arkade does.
func (j *judge) object(o *noark5.DocumentObject) {
	j.noark.id(o.SystemID)
	r := j.ledger.at(contentOf(strings.ReplaceAll(strings.TrimSpace(o.FileRef), `\`, "/")))
	if r.has&inNoark != 0 {
		r.has |= referredTwice
	}
	said, _ := factOf(o.Checksum, o.Size)
	r.noark.take(said, r.has&inNoark != 0)
	r.has |= inNoark
}

func (j *judge) readChanges(content io.Reader) error {
	x := j.noark
	x.logged = true
	n, err := noark5.ReadChangeLog(content, func(c noark5.Change) error {
		unit := strings.ToLower(strings.TrimSpace(c.Unit))
		x.changes[idKey(unit)] = unit
		return nil
	})
	x.nChange = n
	return err
}

func (j *judge) readJournal(nth int, content io.Reader) error {
	kind := noark5.RunningJournal
	if nth == 1 {
		kind = noark5.PublicJournal
	}
	counts, err := noark5.ReadJournal(content, kind)
	if err == nil {
		j.noark.journal[nth] = &counts
	}
	return err
}

// extraction compares the extraction with what it says of itself.
func (j *judge) extraction() error {
	slices.SortFunc(j.noark.ids, func(a, b [16]byte) int { return slices.Compare(a[:], b[:]) })
	for _, step := range []func() error{j.stated, j.flags, j.documents, j.ids, j.journals, j.changeLog} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
