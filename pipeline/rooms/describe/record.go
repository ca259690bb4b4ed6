package describe

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Words that stand where the schema demands one and the source has none.
const (
	kindDefault   = "Dokument"
	titleDefault  = "Dokument %d"
	unknownFormat = "av/0" // M701: a format that nobody has named
)

// lacking counts what documents lacked, so that a folder has one finding of each sort and not one a document.
type lacking struct{ date, title, kind int }

// records describes every document of the overview, each as a registrering of its own (R2.5-3).
func (f *folder) records() error {
	packed := map[int][]deposit.PackedFile{}
	for _, p := range f.in.Renditions.Packed {
		packed[p.Ordinal] = append(packed[p.Ordinal], p)
	}
	left, parts := f.leftOut(), f.lookInside()
	var lacks lacking
	for _, d := range f.in.Documents.Documents {
		r := f.record(d, &lacks)
		if d.File > 0 {
			own := described{number: r.Number, part: 1, unpacked: f.archives[d.File]}
			f.files(&own, packed[d.File])
			delete(packed, d.File)
			if left[d.File] && len(own.objects) == 0 {
				own.remarks = append(own.remarks, leftOutRemark())
			}
			r.Objects, r.Original = own.objects, own.original
			r.Remarks = append(r.Remarks, own.remarks...)
			f.unpacked(&r, parts[d.File], packed, left)
		}
		f.out.Records = append(f.out.Records, r)
	}
	if len(packed) > 0 { // conservation: reception gives every file a document
		return &deposit.Error{Kind: deposit.Internal, Op: "describe files", Err: fmt.Errorf("%d files belong to no document", len(packed))}
	}
	f.tell(lacks)
	return nil
}

func (f *folder) leftOut() map[int]bool {
	left := map[int]bool{}
	for _, fate := range f.in.Renditions.Fates {
		if fate.Fate == deposit.FateExcludedByDecision {
			left[fate.Ordinal] = true
		}
	}
	return left
}

func (f *folder) tell(lacks lacking) {
	for _, l := range []struct {
		code  deposit.Code
		field string
		n     int
		more  []string
	}{{DatesDefault, "dato", lacks.date, []string{f.out.Opened.String()}}, {TitlesDefault, "tittel", lacks.title, nil}, {KindsDefault, "type", lacks.kind, nil}} {
		if l.n > 0 {
			f.find(l.code, l.field, append([]string{strconv.Itoa(l.n)}, l.more...)...)
		}
	}
}

func (f *folder) record(d deposit.Document, lacks *lacking) deposit.DescribedRecord {
	number := strconv.Itoa(d.Number)
	r := deposit.DescribedRecord{
		ID: f.deposit.ID.Derive("registrering", f.key, number), DocumentID: f.deposit.ID.Derive("dokumentbeskrivelse", f.key, number),
		Number: d.Number, Kind: d.Kind, Title: f.title(d, lacks), Dated: d.Date, Medium: d.Medium, Zone: d.Zone, Direction: d.Direction, Counterpart: d.Counterpart,
	}
	if r.Kind == "" {
		r.Kind = kindDefault
		lacks.kind++
	}
	if r.Medium == "" {
		r.Medium = deposit.OnPaper
	}
	if gone, ok := f.in.Purged.Of(d, f.in.Files); ok { // its metadata live on (krav 6.4.27)
		r.Purged = &deposit.DescribedPurge{On: gone.Date, By: gone.By}
	}
	f.post(d, &r)
	f.created(d, &r, lacks)
	return r
}

// created is the day on which the record came to be: when it was journaled, else the date on the document, else the day on which the folder was opened.
func (f *folder) created(d deposit.Document, r *deposit.DescribedRecord, lacks *lacking) {
	switch {
	case d.JournalDate.Full():
		r.Created = d.JournalDate
	case d.Date.Full():
		r.Created = d.Date
	case !d.Date.IsZero():
		r.Created = firstDay(d.Date)
		lacks.date++
	default:
		r.Created = f.out.Opened
		lacks.date++
	}
}

// title is the document's own. One that was read out of a file name that holds the client's name or number is replaced: nobody entered it as a title, and
// the name stands in the part Klient. A title that a person entered stays (nothing is washed); readers without access see the public one.
func (f *folder) title(d deposit.Document, lacks *lacking) string {
	title := trimmed(d.Title)
	named := d.FromFileName && f.names(title)
	if title != "" && !named {
		return d.Title
	}
	if named {
		f.find(NameInTitle, "tittel", strconv.Itoa(d.Number))
	} else {
		lacks.title++
	}
	if d.Kind != "" {
		return d.Kind
	}
	return fmt.Sprintf(titleDefault, d.Number)
}

// names tells whether a text holds a word of the client's name, or the birth number.
func (f *folder) names(text string) bool {
	c := f.in.Card
	if c.BirthNumber != "" && strings.Contains(text, c.BirthNumber) {
		return true
	}
	own := words(c.FirstName + " " + c.LastName)
	return slices.ContainsFunc(words(text), func(w string) bool { return len(w) > 1 && slices.Contains(own, w) })
}

func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
}

// post makes the record a journal post where the source has direction, counterpart, number and date of its mail journal; with less it stays a plain
// registrering, and nothing is invented.
func (f *folder) post(d deposit.Document, r *deposit.DescribedRecord) {
	if d.JournalYear == 0 && d.JournalSeq == 0 && d.JournalDate.IsZero() {
		return
	}
	var missing []string
	for _, need := range []struct {
		field string
		there bool
	}{{"retning", d.Direction != ""}, {"motpart", trimmed(d.Counterpart) != ""}, {"journalaar", d.JournalYear > 0}, {"journalsekvens", d.JournalSeq > 0}, {"journaldato", d.JournalDate.Full()}} {
		if !need.there {
			missing = append(missing, need.field)
		}
	}
	if len(missing) > 0 {
		f.find(PostIncomplete, missing[0], strconv.Itoa(d.Number), strings.Join(missing, ", "))
		return
	}
	r.Post = &deposit.DescribedPost{Year: d.JournalYear, Sequence: d.JournalSeq, Date: d.JournalDate}
}

// acceptedBy says in the package what a depot cannot see of a file: that its rules do not take the format, and that somebody decided. The finding's id
// leads to who and why, in the report and in the log of the workspace.
func acceptedBy(p deposit.PackedFile) string {
	format := "ukjent format"
	switch {
	case p.Format != "" && p.PUID != "":
		format = fmt.Sprintf("format %s (%s)", p.Format, p.PUID)
	case p.PUID != "":
		format = "format " + p.PUID
	}
	return fmt.Sprintf("Filen (%s) er ikke godtatt av formatreglene. Den er tatt med som den er, etter avgjørelse (funn %s).", format, p.ByDecision)
}

func leftOutRemark() deposit.DescribedRemark {
	return deposit.DescribedRemark{Type: "Utelatt", Text: "Filen følger ikke med i pakken, etter avgjørelse av arkivskaperen.", Deposit: true}
}

// described is what stands in the description of one document: the record's own, or one that came out of it.
type described struct {
	number, part int // of the record, and dokumentnummer in it
	objects      []deposit.DescribedObject
	remarks      []deposit.DescribedRemark
	unpacked     bool   // an archive, of which others came out
	original     string // PUID before conversion, where the original does not come along
}

// files puts the packed files of one source file, or of what came out of one, below its description.
func (f *folder) files(r *described, packed []deposit.PackedFile) {
	rendered := slices.ContainsFunc(packed, func(p deposit.PackedFile) bool { return p.Rendition })
	original := false
	for _, p := range packed {
		beside := (rendered || r.unpacked) && !p.Rendition
		original = original || beside
		puid := p.PUID
		if puid == "" {
			puid = unknownFormat
			f.b.Find(deposit.Finding{Code: UnknownFormat, SHA256: p.SHA256, Args: []string{strconv.Itoa(r.number), strconv.Itoa(p.Ordinal)}})
		}
		r.objects = append(r.objects, deposit.DescribedObject{
			ID: f.objectID(r.number, p), Ordinal: p.Ordinal, Rendition: p.Rendition, Original: beside, Name: f.name(r.number, r.part, p, beside),
			SHA256: p.SHA256, Size: p.Size, PUID: puid, MIME: p.MIME, From: p.From, Tool: p.Tool, ByDecision: p.ByDecision, Checks: p.Checks, Inside: p.Inside,
		})
		if p.ByDecision != "" {
			r.remarks = append(r.remarks, deposit.DescribedRemark{Type: "Format", Text: acceptedBy(p), Deposit: true})
		}
	}
	slices.SortFunc(r.objects, func(a, b deposit.DescribedObject) int { return strings.Compare(a.Name, b.Name) })
	if rendered && !original {
		r.original = packed[0].From
	}
}

// objectID is derived from the document and the content; of what came out of a file from its number too, since the same bytes may lie there twice.
func (f *folder) objectID(number int, p deposit.PackedFile) deposit.ID {
	key := []string{f.key, strconv.Itoa(number), string(p.SHA256), strconv.FormatBool(p.Rendition)}
	if len(p.Inside) > 0 {
		key = append(key, p.Inside.Key())
	}
	return f.deposit.ID.Derive("dokumentobjekt", key...)
}
