package intake

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// shelf is sources in memory that count their openings.
type shelf struct {
	files  fstest.MapFS
	opened map[string]int
	err    error
}

func (s *shelf) Open(path string) (fs.File, error) {
	if s.err != nil {
		return nil, s.err
	}
	if s.opened == nil {
		s.opened = map[string]int{}
	}
	s.opened[path]++
	return s.files.Open(path)
}

// reader tells formats by the first word of a file.
type reader struct{ err error }

func (r reader) Signature() string { return "test" }

func (r reader) Identify(file fs.File, name string) (Format, error) {
	body, err := io.ReadAll(file)
	if err = errors.Join(err, r.err); err != nil {
		return Format{}, err
	}
	word, _, _ := strings.Cut(string(body), " ")
	switch word {
	case "%PDF-1.4":
		return Format{PUID: "fmt/18", Name: "PDF", Version: "1.4", MIME: "application/pdf"}, nil
	case "word":
		return Format{PUID: "fmt/40", Name: "Word"}, nil
	case "named":
		return Format{PUID: "x-fmt/3", Name: "ODF", ByExtensionOnly: true}, nil
	case "text":
		return Format{PUID: "x-fmt/111", Name: "Plain text", ByExtensionOnly: true}, nil
	case "locked":
		return Format{PUID: "fmt/494", Name: "OOXML"}, nil
	case "jpeg":
		return Format{PUID: "fmt/43", Name: "JPEG", WrongExtension: true}, nil
	case "two":
		return Format{PUID: "fmt/43", Name: "JPEG", Also: []string{"fmt/40"}}, nil
	}
	return Format{}, nil
}

var policy = deposit.FormatPolicy{ID: "p", AsOf: deposit.Date{Year: 2024, Month: 1, Day: 1}, Rules: []deposit.FormatRule{
	{ID: "bilde", PUIDs: []string{"fmt/43"}, Verdict: deposit.FormatAccepted},
	{ID: "tekst", PUIDs: []string{"x-fmt/111"}, Verdict: deposit.FormatAccepted, Charsets: []deposit.Charset{deposit.CharsetUTF8, deposit.CharsetLatin1}},
	{ID: "pdf", PUIDs: []string{"fmt/18"}, Verdict: deposit.FormatAccepted, To: deposit.Date{Year: 2008, Month: 12, Day: 31}, Otherwise: deposit.FormatConvert},
	{ID: "odf", PUIDs: []string{"x-fmt/3", "fmt/494"}, Verdict: deposit.FormatAccepted},
}}

// bench is a folder's bench; like the runner's it fills in the journal number.
type bench struct{ found []deposit.Finding }

func (b *bench) Folder() deposit.FolderRef { return deposit.FolderRef{ID: "id", Journal: "45/1979"} }

func (b *bench) Find(f deposit.Finding) {
	f.Journal = b.Folder().Journal
	b.found = append(b.found, f)
}

func (b *bench) codes() []deposit.Code {
	var codes []deposit.Code
	for _, f := range b.found {
		codes = append(codes, f.Code)
	}
	return codes
}

var then = time.Unix(1_600_000_000, 5)

const at = "mapper/1979-80/45/Fjell Rask.bin"

func take(t *testing.T, body string, change func(*deposit.SourceFile, *shelf, *In)) (deposit.TakenFile, *bench) {
	t.Helper()
	s := &shelf{files: fstest.MapFS{at: {Data: []byte(body), ModTime: then}}}
	source := deposit.SourceFile{Ordinal: 1, Path: at, Size: int64(len(body)), Modified: then.UnixNano()}
	in := In{}
	if change != nil {
		change(&source, s, &in)
	}
	in.Files.Files = []deposit.SourceFile{source}
	b := &bench{}
	taken, err := New(s, reader{}, policy).Run(t.Context(), in, b)
	require.NoError(t, err)
	require.Len(t, taken.Files, 1)
	require.LessOrEqual(t, s.opened[at], 1, "one opening")
	return taken.Files[0], b
}

func TestEveryCodeOfAFile(t *testing.T) {
	for name, c := range map[string]struct {
		body    string
		change  func(*deposit.SourceFile, *shelf, *In)
		verdict deposit.FormatVerdict
		want    []deposit.Code
	}{
		"looks like one":  {body: "jpegx", want: []deposit.Code{Unknown}, verdict: deposit.FormatHeld},
		"plain text":      {body: "text linje\n", verdict: deposit.FormatAccepted},
		"old text":        {body: "text \x96 linje\n", verdict: deposit.FormatConvert},
		"text that isn't": {body: "text \x00\x01", verdict: deposit.FormatHeld, want: []deposit.Code{ByNameOnly}},
		"empty":           {body: "", verdict: deposit.FormatHeld, want: []deposit.Code{Empty}},
		"unknown":         {body: "?", verdict: deposit.FormatHeld, want: []deposit.Code{Unknown}},
		"name only":       {body: "named x", verdict: deposit.FormatHeld, want: []deposit.Code{ByNameOnly}},
		"password":        {body: "locked x", verdict: deposit.FormatHeld, want: []deposit.Code{Encrypted}},
		"encrypted pdf":   {body: "%PDF-1.4 trailer <</Encrypt 5 0 R>>", verdict: deposit.FormatHeld, want: []deposit.Code{Encrypted}},
		"not accepted":    {body: "word x", verdict: deposit.FormatHeld, want: []deposit.Code{NotAccepted}},
		"must convert":    {body: "%PDF-1.4 x /EncryptMetadata true", verdict: deposit.FormatConvert},
		"old enough": {body: "%PDF-1.4 x", verdict: deposit.FormatAccepted, change: func(_ *deposit.SourceFile, _ *shelf, in *In) {
			in.Documents = sound()
			in.Documents.Documents[0].File, in.Documents.Documents[0].Date = 1, deposit.Date{Year: 2001}
		}},
		"wrong extension": {body: "jpeg x", verdict: deposit.FormatAccepted, want: []deposit.Code{WrongExtension}},
		"several":         {body: "two x", verdict: deposit.FormatHeld, want: []deposit.Code{NotAccepted, Several}},
		"gone":            {body: "jpeg x", verdict: deposit.FormatHeld, want: []deposit.Code{Gone}, change: func(_ *deposit.SourceFile, s *shelf, _ *In) { delete(s.files, at) }},
		"other size":      {body: "jpeg x", verdict: deposit.FormatHeld, want: []deposit.Code{Changed}, change: func(f *deposit.SourceFile, _ *shelf, _ *In) { f.Size++ }},
		"other time":      {body: "jpeg x", verdict: deposit.FormatHeld, want: []deposit.Code{Changed}, change: func(f *deposit.SourceFile, _ *shelf, _ *In) { f.Modified++ }},
	} {
		t.Run(name, func(t *testing.T) {
			file, b := take(t, c.body, c.change)
			require.Equal(t, c.want, b.codes())
			require.Equal(t, c.verdict, file.Verdict)
			if deposit.Lookup(append(c.want, WrongExtension)[0]).Severity == deposit.Hold {
				require.Equal(t, b.found[0].ID(), file.Finding, "a decision on the finding is found by convert")
			} else {
				require.Empty(t, file.Finding)
			}
			if c.want == nil || c.want[0] != Gone {
				require.Equal(t, deposit.DigestOf([]byte(c.body)), file.SHA256)
			}
		})
	}
}

func sound() deposit.Documents {
	return deposit.Documents{Documents: []deposit.Document{
		{Number: 1, NumberStated: true, Kind: "henvisning"}, {Number: 2, NumberStated: true, Kind: "dokumentoversikt"}, {Number: 3, NumberStated: true, Kind: "journalutskrift"},
	}}
}

func TestCompleteness(t *testing.T) {
	for name, c := range map[string]struct {
		change func(d []deposit.Document) []deposit.Document
		want   []deposit.Finding
	}{
		"complete":    {func(d []deposit.Document) []deposit.Document { return d }, nil},
		"none listed": {func([]deposit.Document) []deposit.Document { return nil }, nil},
		"no overview": {func(d []deposit.Document) []deposit.Document { return []deposit.Document{d[0], d[2]} },
			[]deposit.Finding{{Code: Missing, Field: "type", Args: []string{"dokumentoversikt"}}, {Code: Gaps, Field: "doknr", Args: []string{"2"}}}},
		"out of order": {func(d []deposit.Document) []deposit.Document {
			d[0].Kind, d[2].Kind = d[2].Kind, d[0].Kind
			return d
		}, []deposit.Finding{{Code: OutOfOrder, Field: "doknr"}}},
		"gaps": {func(d []deposit.Document) []deposit.Document {
			d[2].Number = 7
			return d
		}, []deposit.Finding{{Code: Gaps, Field: "doknr", Args: []string{"3–6"}}}},
		"numbers of file names have no gaps": {func(d []deposit.Document) []deposit.Document {
			return append(d, deposit.Document{Number: 9, FromFileName: true})
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.want, complete(deposit.Documents{Documents: c.change(sound().Documents)}))
		})
	}
}

func TestManyGapsAreCutOff(t *testing.T) {
	var documents deposit.Documents
	for n := range 100 {
		documents.Documents = append(documents.Documents, deposit.Document{Number: 2 * (n + 1), NumberStated: true})
	}
	require.True(t, strings.HasSuffix(gapsOf(documents), " …"))
}

func TestAMachineFaultIsAnErrorWithoutTheFileName(t *testing.T) {
	b := &bench{}
	s := &shelf{err: &fs.PathError{Op: "open", Path: at, Err: fs.ErrPermission}}
	in := In{Files: deposit.Files{Files: []deposit.SourceFile{{Ordinal: 3, Path: at}}}}
	_, err := New(s, reader{}, policy).Run(t.Context(), in, b)
	require.ErrorIs(t, err, fs.ErrPermission)
	require.Equal(t, deposit.Disk, deposit.KindOf(err))
	require.Contains(t, err.Error(), "45/1979, fil 3")
	require.NotContains(t, err.Error(), "Fjell")
}

func TestEncryptionIsSeenAcrossBlocks(t *testing.T) {
	for cut := range len("%PDF-1.4 x /Encrypt 5 0 R") {
		var g glance
		text := []byte("%PDF-1.4 x /Encrypt 5 0 R")
		if cut < 8 { // the head is one block: a copy never splits the first kilobyte
			continue
		}
		for _, block := range [][]byte{text[:cut], text[cut:]} {
			_, err := g.Write(block)
			require.NoError(t, err)
		}
		require.True(t, g.protected, "cut at %d", cut)
	}
	var g glance
	_, err := g.Write([]byte("PK\x03\x04\x14\x00\x01\x00"))
	require.NoError(t, err)
	require.True(t, g.protected, "an encrypted first member of a zip")
}

func TestTheRoomFitsACorridor(t *testing.T) {
	room := New(&shelf{}, reader{}, policy)
	corridor, err := stage.Then(stage.Enter(deposit.Files{}, deposit.Documents{}, deposit.Purged{}), room)
	require.NoError(t, err)
	require.Len(t, corridor.Steps(), 1)
	other := policy
	other.Rules = other.Rules[1:]
	require.NotEqual(t, room.Basis().Digest(), New(&shelf{}, reader{}, other).Basis().Digest(), "another policy judges anew")
	require.False(t, bytes.Contains([]byte(room.Basis()["policy"]), []byte("test")), "signatures are no part of the basis")
}

func TestEveryCodeHasItsTexts(t *testing.T) {
	for _, code := range []deposit.Code{Changed, Gone, Empty, Encrypted, Unknown, ByNameOnly, NotAccepted, WrongExtension, Several, Archive, UnreadArchive, Macros,
		External, Comments, Embedded, Attachments, Beside, NoiseInside, Missing, OutOfOrder, Gaps, TooManyParts, TooManyBytes, TooDense, TooDeep, BadNames, NoFiles, AlikeNames,
		DamagedLetter} {
		entry := deposit.Lookup(code)
		require.NotEmpty(t, entry.Rule, code)
		for _, lang := range []string{"nb", "nn", "en"} {
			require.NotEmpty(t, entry.Texts[lang].Text, "%s %s", code, lang)
			require.NotEmpty(t, entry.Texts[lang].Remedy, "%s %s", code, lang)
		}
	}
}

func TestCharacterSets(t *testing.T) {
	for said, want := range map[string]deposit.Charset{"": deposit.CharsetUTF8, "plain": deposit.CharsetUTF8, "blåbær – €": deposit.CharsetUTF8, "bl\xE5b\xE6r": deposit.CharsetLatin1,
		"\x93sitat\x94": deposit.CharsetOther, "bl\x86b\x91r": deposit.CharsetOther, "\xFF\xFEa\x00": deposit.CharsetUTF16, "cut \xC3": deposit.CharsetLatin1} {
		for cut := range len(said) + 1 {
			var c charset
			c.see([]byte(said[:cut]), true)
			c.see([]byte(said[cut:]), false)
			if cut > 1 || want != deposit.CharsetUTF16 { // a mark is never cut in two: a block is larger
				require.Equal(t, want, c.name(), "%q cut at %d", said, cut)
			}
		}
	}
}
