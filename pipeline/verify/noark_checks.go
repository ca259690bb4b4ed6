package verify

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/addml"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
)

// stated compares arkivuttrekk.xml with the files that it describes (N5.01, N5.02, N5.10, N5.16, N5.28).
func (j *judge) stated() error {
	x := j.noark.said
	if x == nil {
		return nil // that it is missing or unreadable is said
	}
	if x.Version != noark5.Version {
		if err := j.find(OtherVersion, x.Version); err != nil {
			return err
		}
	}
	for _, name := range x.Unread {
		if err := j.find(Unstated, name); err != nil {
			return err
		}
	}
	for _, sum := range x.Files() {
		if err := j.statedFile(sum); err != nil {
			return err
		}
	}
	if err := j.copyOf(); err != nil {
		return err
	}
	return j.statedCounts(x)
}

// statedFile is a file that the extraction names. A schema that is not there is a warning, as in the layout.
func (j *judge) statedFile(sum addml.Sum) error {
	p := contentOf(sum.Name)
	r := j.ledger.at(p)
	switch {
	case r.has&inTar == 0 && strings.HasSuffix(sum.Name, ".xsd"):
		return j.schemaMissing(p) // our own too, which no rule of the layout names
	case r.has&inTar == 0:
		return j.about(p, FileAbsent, p)
	case sum.Checksum == "":
		return j.find(Unstated, "checksum "+sum.Name)
	case !strings.EqualFold(sum.Checksum, hex.EncodeToString(r.tar.sum[:])):
		return j.about(p, FileSumDiffers, p)
	}
	return nil
}

// copyOf compares the two copies of the description of the extraction.
func (j *judge) copyOf() error {
	original, copied := *j.ledger.at(contentOf(addml.File)), *j.ledger.at(dias.ADDML)
	if original.has&copied.has&inTar != 0 && original.tar != copied.tar {
		return j.about(dias.ADDML, CopyDiffers, dias.ADDML)
	}
	return nil
}

// statedCount is how often an element stands in a file, to be compared with what the extraction says.
type statedCount struct {
	object  addml.Object
	element string
	rule    string
	have    int
	seen    bool
}

func (j *judge) statedCounts(x *addml.Reading) error {
	c := j.noark.counts
	structure, _ := x.Object(addml.Structure)
	checks := []statedCount{
		{structure, "mappe", "N5.10", c.Folders, j.noark.read},
		{structure, "registrering", "N5.16", c.Registrations, j.noark.read},
	}
	if log, ok := x.Object(addml.ChangeLog); ok {
		checks = append(checks, statedCount{log, "endring", "N5.61", j.noark.nChange, j.noark.logged})
	}
	for _, check := range checks {
		if said, ok := check.object.Count(check.element); check.seen && (!ok || said != check.have) {
			if err := j.find(CountDiffers, check.element, strconv.Itoa(check.have), strconv.Itoa(said), check.rule); err != nil {
				return err
			}
		}
	}
	if files := j.documentFiles(); x.DocumentFiles >= 0 && x.DocumentFiles != files {
		return j.find(CountDiffers, "dokumentfil", strconv.Itoa(files), strconv.Itoa(x.DocumentFiles), "N5.28")
	}
	return nil
}

// isDocument tells whether a path lies in one of the document folders that Arkade accepts.
func isDocument(name string) bool {
	for _, folder := range dias.DocumentFolders {
		if strings.HasPrefix(name, contentOf(folder)+"/") {
			return true
		}
	}
	return false
}

func (j *judge) documentFiles() int {
	n := 0
	for i := range j.ledger.records {
		if r := &j.ledger.records[i]; r.has&inTar != 0 && isDocument(j.ledger.nameOf(r)) {
			n++
		}
	}
	return n
}

// flags compares the booleans of arkivuttrekk.xml with what stands in arkivstruktur.xml, both ways (N5.42, N5.44, N5.45).
func (j *judge) flags() error {
	x, c := j.noark.said, j.noark.counts
	if x == nil || !j.noark.read {
		return nil
	}
	for _, f := range []struct {
		name  string
		said  bool
		there int
	}{
		{"inneholderSkjermetInformasjon", x.Screened, c.Screenings},
		{"inneholderDokumenterSomSkalKasseres", x.ToBeDisposed, c.Disposals},
		{"omfatterDokumenterSomErKassert", x.Disposed, c.Executed},
		{"inneholderVirksomhetsspesifikkeMetadata", x.OwnMetadata, c.OwnMetadata},
	} {
		if f.said != (f.there > 0) && !slices.Contains(x.Unread, f.name) {
			if err := j.find(FlagDiffers, f.name, strconv.FormatBool(f.said), strconv.Itoa(f.there)); err != nil {
				return err
			}
		}
	}
	if c.EmptyElements > 0 {
		return j.find(EmptyElements, strconv.Itoa(c.EmptyElements))
	}
	return nil
}

// documents compares every dokumentobjekt with its file (N5.30, N5.32, N5.33, N5.34, N5.64).
func (j *judge) documents() error {
	if !j.noark.read {
		return nil
	}
	for i := range j.ledger.records {
		r := &j.ledger.records[i]
		name := j.ledger.nameOf(r)
		if err := j.document(name, r); err != nil {
			return err
		}
	}
	return nil
}

func (j *judge) document(name string, r *record) error {
	switch {
	case r.has&inNoark == 0 && r.has&inTar != 0 && isDocument(name):
		return j.about(name, FileNoObject, name)
	case r.has&inNoark == 0:
		return nil
	case r.has&inTar == 0:
		return j.about(name, ObjectNoFile, name)
	case r.noark.sum != r.tar.sum:
		return j.about(name, ObjectSumDiffers, name)
	case r.noark.size != r.tar.size:
		return j.about(name, ObjectSizeWrong, name, number(r.tar.size), number(r.noark.size))
	case r.has&referredTwice != 0:
		return j.about(name, FileTwice, name)
	case r.tar.size == 0:
		return j.about(name, EmptyFile, name)
	}
	return nil
}

// ids finds every systemID that stands twice (N5.47, krav 6.4.26). They were sorted before.
func (j *judge) ids() error {
	ids := j.noark.ids
	for i := 1; i < len(ids); i++ {
		if ids[i] == ids[i-1] && (i == 1 || ids[i] != ids[i-2]) {
			if err := j.find(IDTwice, uuidOf(ids[i])); err != nil {
				return err
			}
		}
	}
	return nil
}

// idKey keeps a UUID as its sixteen bytes, so that it can be shown again, and anything else as what stands for it.
func idKey(text string) [16]byte {
	text = strings.ToLower(strings.TrimSpace(text))
	if raw, err := hex.DecodeString(strings.ReplaceAll(text, "-", "")); err == nil && len(raw) == 16 {
		return [16]byte(raw)
	}
	return keyOf(text)
}

func uuidOf(key [16]byte) string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", key[0:4], key[4:6], key[6:8], key[8:10], key[10:16])
}

// journals compares the two journals with each other and with arkivstruktur.xml (N5.59, N5.60). A package without journal posts has none.
func (j *judge) journals() error {
	x := j.noark
	running, public := x.journal[0], x.journal[1]
	if running == nil && public == nil {
		if j.ledger.has(contentOf(noark5.RunningJournalFile)) {
			return nil // neither can be read, and that is said
		}
		if x.read && x.counts.JournalPosts > 0 {
			return j.find(JournalsDiffer, "antall", strconv.Itoa(x.counts.JournalPosts), "0")
		}
		return j.find(NoJournals)
	}
	if running == nil || public == nil {
		there := [2]string{strconv.FormatBool(j.ledger.has(contentOf(noark5.RunningJournalFile))), strconv.FormatBool(j.ledger.has(contentOf(noark5.PublicJournalFile)))}
		if there[0] == there[1] {
			return nil // one of them cannot be read, and that is said
		}
		return j.find(JournalsDiffer, "loependeJournal, offentligJournal", there[0], there[1])
	}
	for _, c := range []struct{ what, one, two string }{
		{"antallJournalposter", number(running.Promised), number(public.Promised)},
		{"loependeJournal", strconv.Itoa(running.Found), number(running.Promised)},
		{"offentligJournal", strconv.Itoa(public.Found), number(public.Promised)},
		{"journalStartDato", running.Start, public.Start},
		{"journalSluttDato", running.End, public.End},
	} {
		if c.one != c.two {
			if err := j.find(JournalsDiffer, c.what, c.one, c.two); err != nil {
				return err
			}
		}
	}
	for i, c := range []*noark5.JournalCounts{running, public} {
		if !c.InOrder {
			if err := j.find(JournalOrder, []string{noark5.RunningJournalFile, noark5.PublicJournalFile}[i]); err != nil {
				return err
			}
		}
	}
	return j.sharpPosts(running)
}

// sharpPosts holds a journal to arkivstruktur.xml where the archive period is cut sharply at both ends; with a soft split they may hold other posts.
func (j *judge) sharpPosts(running *noark5.JournalCounts) error {
	x := j.noark.said
	if x == nil || !j.noark.read || x.IncomingSplit != addml.Sharp || x.OutgoingSplit != addml.Sharp || running.Found == j.noark.counts.JournalPosts {
		return nil
	}
	return j.find(JournalsDiffer, "arkivstruktur", strconv.Itoa(running.Found), strconv.Itoa(j.noark.counts.JournalPosts))
}

// changeLog looks for every unit that the change log names (N5.61, N5.62).
func (j *judge) changeLog() error {
	x := j.noark
	if !x.logged {
		return j.find(NoChangeLog)
	}
	if !x.read {
		return nil
	}
	var lost []string
	for key, unit := range x.changes {
		if _, there := slices.BinarySearchFunc(x.ids, key, func(a, b [16]byte) int { return slices.Compare(a[:], b[:]) }); !there {
			lost = append(lost, unit)
		}
	}
	slices.Sort(lost)
	for _, unit := range lost {
		if err := j.find(ChangeUnknown, unit); err != nil {
			return err
		}
	}
	return nil
}
