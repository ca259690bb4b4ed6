package pack

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"sort"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
)

// shelf is folders and files in memory.
type shelf struct {
	folders []Folder
	sources map[string][]byte
	kept    map[deposit.Digest][]byte
}

func (s *shelf) Folders(context.Context) iter.Seq2[Folder, error] {
	return func(yield func(Folder, error) bool) {
		for _, f := range s.folders {
			if !yield(f, nil) {
				return
			}
		}
	}
}

func (s *shelf) Posts(context.Context) iter.Seq2[Post, error] {
	var posts []Post
	for _, f := range s.folders {
		for _, r := range f.Description.Records {
			if r.Post != nil {
				posts = append(posts, Post{f.Description, r})
			}
		}
	}
	sort.SliceStable(posts, func(i, j int) bool {
		a, b := posts[i].Record.Post, posts[j].Record.Post
		return a.Year < b.Year || a.Year == b.Year && a.Sequence < b.Sequence
	})
	return func(yield func(Post, error) bool) {
		for _, p := range posts {
			if !yield(p, nil) {
				return
			}
		}
	}
}

func (s *shelf) Source(path string) (io.ReadCloser, error) {
	data, ok := s.sources[path]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
	return io.NopCloser(bytes.NewReader(data)), nil
}

func (s *shelf) Kept(d deposit.Digest) (io.ReadCloser, error) {
	data, ok := s.kept[d]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return io.NopCloser(bytes.NewReader(data)), nil
}

// folderDraft is a draft in a folder of the test.
type folderDraft string

func (d folderDraft) Path(name string) string {
	return filepath.Join(string(d), filepath.FromSlash(name))
}

func (d folderDraft) Create(name string) (io.WriteCloser, error) {
	if err := os.MkdirAll(filepath.Dir(d.Path(name)), 0o755); err != nil {
		return nil, err
	}
	return os.OpenFile(d.Path(name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
}

const depositID = deposit.ID("6b2f7d2e-1111-4000-8000-000000000001")

func theDeposit() deposit.Deposit {
	return deposit.Deposit{
		ID: depositID, Name: "PPT Eksempel 2024", Owner: deposit.Body{Kind: "kommune", Number: "1108", Name: "Eksempel kommune"},
		Creator: deposit.Body{Kind: "kontor", Number: "974000000", Name: "PPT Eksempel"}, Depot: deposit.Body{Kind: "depot", Number: "971000000", Name: "IKA Eksempel"},
		Agreement: "2020/17", AsOf: deposit.Date{Year: 2024, Month: 9, Day: 1}, Produced: time.Date(2024, 9, 2, 8, 30, 0, 0, time.UTC), Century: 1900, Language: "nb",
		System: "Register i regneark", Restriction: deposit.Restriction{Paragraph: "Offl. § 13, jf. fvl. § 13", Years: 60}, Period: deposit.Window{From: 2000, To: 2019},
		Mark: "DEMO – syntetiske personer",
	}
}

func date(text string) deposit.Date {
	d, err := deposit.ParseDate(text)
	if err != nil {
		return deposit.Date{}
	}
	return d
}

// client is one folder as describe would hand it over; people are made up.
type client struct {
	number     string
	last       string
	medium     deposit.Medium
	records    []deposit.DescribedRecord
	contents   []string       // of the files; file n belongs to the record of files[n]
	files      []int          // numbers of records
	renditions map[int]string // by file, counted from 1
	changes    []deposit.DescribedChange
	placings   []deposit.Placing
}

// add puts a client and its files on the shelf.
func (s *shelf) add(t testing.TB, c client) {
	t.Helper()
	no, err := deposit.ParseJournalNo(c.number, 1900)
	require.NoError(t, err)
	f := Folder{Ref: deposit.FolderRef{ID: deposit.FolderIDOf(depositID, no), Journal: no.Key()}, Placings: c.placings}
	d := deposit.Description{ID: depositID.Derive("mappe", no.Key()), Number: no.String(), Title: "Klientmappe " + no.String(), PublicTitle: "*****", Place: no.Key(), Medium: c.medium,
		Opened: date("2005-08-20"), Closed: date("2011-06-17"), Restriction: theDeposit().Restriction, Until: date("2071-06-17"),
		Client:  deposit.DescribedClient{Name: "Kari " + c.last, Number: no.Written, Birth: date("2001-02-28"), JournalYear: no.Year(), LastEntry: date("2011-05-02")},
		Remarks: []deposit.DescribedRemark{{Type: "Merknad", Text: "Se også <register> & kort"}}}
	if c.medium != deposit.Digital {
		d.Client.Volumes, d.Client.Thickness = max(1, len(c.placings)), 14
	}
	for _, r := range c.records {
		number := fmt.Sprint(r.Number)
		r.ID, r.DocumentID = depositID.Derive("registrering", no.Key(), number), depositID.Derive("dokumentbeskrivelse", no.Key(), number)
		if r.Post != nil {
			d.Case = &deposit.DescribedCase{Year: no.Start, Sequence: no.Sequence}
		}
		d.Records = append(d.Records, r)
	}
	for _, change := range c.changes {
		change.Unit = d.ID
		d.Changes = append(d.Changes, change)
	}
	for i, content := range c.contents {
		path := fmt.Sprintf("mapper/%s/Nordmann Kari %d.pdf", no.Key(), i+1)
		s.sources[path] = []byte(content)
		f.Files.Files = append(f.Files.Files, deposit.SourceFile{Ordinal: i + 1, Path: path, Size: int64(len(content))})
		made, both := c.renditions[i+1]
		f.pack(&d, deposit.PackedFile{Ordinal: i + 1, Document: c.files[i], SHA256: deposit.DigestOf([]byte(content)), Size: int64(len(content)), PUID: "fmt/95", MIME: "application/pdf"}, both)
		if both {
			s.kept[deposit.DigestOf([]byte(made))] = []byte(made)
			f.pack(&d, deposit.PackedFile{Ordinal: i + 1, Document: c.files[i], SHA256: deposit.DigestOf([]byte(made)), Size: int64(len(made)), PUID: "fmt/477", MIME: "application/pdf",
				Rendition: true, Tool: "LibreOffice 25.8", From: "fmt/95"}, false)
		}
	}
	f.Description = d
	s.folders = append(s.folders, f)
	sort.Slice(s.folders, func(i, j int) bool { return s.folders[i].Ref.Journal < s.folders[j].Ref.Journal })
}

// pack puts a file below its record.
func (f *Folder) pack(d *deposit.Description, p deposit.PackedFile, beside bool) {
	f.Packed = append(f.Packed, p.SHA256)
	name := fmt.Sprintf("%s/%04d.pdf", d.Place, p.Document)
	if beside {
		name = fmt.Sprintf("%s/%04d-original.pdf", d.Place, p.Document)
	}
	for i := range d.Records {
		if r := &d.Records[i]; r.Number == p.Document {
			r.Objects = append(r.Objects, deposit.DescribedObject{ID: depositID.Derive("dokumentobjekt", name), Ordinal: p.Ordinal, Rendition: p.Rendition, Original: beside, Name: name,
				SHA256: p.SHA256, Size: p.Size, PUID: p.PUID, MIME: p.MIME, From: p.From, Tool: p.Tool})
		}
	}
}

func newShelf() *shelf {
	return &shelf{sources: map[string][]byte{}, kept: map[deposit.Digest][]byte{}}
}

// believable is a shelf with every kind of folder: paper in two boxes, digital with journal posts, mixed with a rendition and recorded corrections.
func believable(t testing.TB) *shelf {
	s := newShelf()
	record := func(number int, title string, on string, medium deposit.Medium) deposit.DescribedRecord {
		return deposit.DescribedRecord{Number: number, Title: title, Kind: "rapport", Created: date(on), Dated: date(on), Medium: medium}
	}
	posted := func(r deposit.DescribedRecord, way deposit.Direction, year, sequence int) deposit.DescribedRecord {
		r.Direction, r.Counterpart, r.Post = way, "Eksempel skole", &deposit.DescribedPost{Year: year, Sequence: sequence, Date: r.Created}
		return r
	}
	s.add(t, client{number: "45/1979-80", last: "Eksempel", medium: deposit.OnPaper, records: []deposit.DescribedRecord{record(1, "Henvisning", "1980-01-10", deposit.OnPaper)},
		placings: []deposit.Placing{{Volume: 1, Volumes: 2, Box: 1, Position: 1, Size: 80}, {Volume: 2, Volumes: 2, Box: 2, Position: 1, Size: 20}}})
	s.add(t, client{number: "12/2004-05", last: "Ødegård & Sønn <x>", medium: deposit.Digital, contents: []string{"en", "to"}, files: []int{1, 2}, records: []deposit.DescribedRecord{
		posted(record(1, "Henvisning fra skolen", "2005-01-12", deposit.Digital), deposit.Incoming, 2005, 17),
		posted(record(2, "Sakkyndig vurdering", "2005-03-10", deposit.Digital), deposit.Outgoing, 2005, 4),
	}})
	pink := record(1, "Test", "2006-01-01", deposit.OnPaper)
	pink.Zone = deposit.PinkCover
	s.add(t, client{number: "13/2004-05", last: "Nordmann", medium: deposit.Mixed, contents: []string{"tre"}, files: []int{2}, renditions: map[int]string{1: "tre som pdf/a"},
		placings: []deposit.Placing{{Volume: 1, Volumes: 1, Box: 2, Position: 2, Size: 14}},
		records: []deposit.DescribedRecord{pink, record(2, "Dokument 2", "2005-08-20", deposit.Digital),
			posted(record(3, "Henvisning fra skolen", "2005-01-12", deposit.OnPaper), deposit.Incoming, 2005, 17)},
		changes: []deposit.DescribedChange{{Metadata: "partNavn", Before: "Nordman", After: "Nordmann", At: date("2010-01-02"), By: "N. N."},
			{Metadata: "fodselsdato", Before: "(ingen verdi)", After: "2001-02-28", At: date("2010-01-01"), By: "N. N."}}})
	return s
}

// imported is the official schemas as a user imports them.
func imported(t testing.TB) Schemas {
	t.Helper()
	places := map[string][]string{
		"arkivstruktur.xsd": {"noark5", "5.5"}, "metadatakatalog.xsd": {"noark5", "5.5"}, "endringslogg.xsd": {"noark5", "5.5"}, "loependeJournal.xsd": {"noark5", "5.5"},
		"offentligJournal.xsd": {"noark5", "5.5"}, "addml.xsd": {"addml", "8.3"}, "DIAS_METS.xsd": {"dias", "mets", "latest"}, "DIAS_PREMIS.xsd": {"dias", "premis", "2.0"},
	}
	all := Schemas{}
	places["submissionDescription.xsd"] = []string{"dias", "submissionDescription", "1.0"}
	for name := range places {
		path := oracle.Standards(t, append(places[name], name)...)
		all[name] = func() (io.ReadCloser, error) { return os.Open(path) }
	}
	return all
}

// packed makes a package of the shelf in a new draft, and describes it.
func packed(t testing.TB, s *shelf, o Options) (folderDraft, Result) {
	t.Helper()
	draft := folderDraft(t.TempDir())
	made, err := New(Ports{Source: s, Files: s, Draft: draft}, o).Run(t.Context())
	require.NoError(t, err)
	describe(t, draft, made)
	return draft, made.Result
}

// describe describes the tar as it stands on the disk.
func describe(t testing.TB, draft folderDraft, p Package) {
	t.Helper()
	tar, err := os.ReadFile(draft.Path(p.Tar))
	require.NoError(t, err)
	require.NoError(t, p.Describe(deposit.DigestOf(tar)))
}

func options(t testing.TB) Options {
	return Options{Deposit: theDeposit(), Profile: deposit.Profile{DocumentFolder: "DOKUMENT"}, Schemas: imported(t), Version: "0.1"}
}
