package intake

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mail/compound"
)

// packed is a zip of members.
func packed(t *testing.T, members ...string) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(members); i += 2 {
		w, err := z.Create(members[i])
		require.NoError(t, err)
		_, err = w.Write([]byte(members[i+1]))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return out.Bytes()
}

func places(data []byte) (*steady, int64) {
	return &steady{r: bytes.NewReader(data)}, int64(len(data))
}

const relationships = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://skole.example/a.png" TargetMode="External"/>` +
	`<Relationship Id="b" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="http://skole.example/" TargetMode="External"/>` +
	`<Relationship Id="c" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="file:///N:/maler/brev.dotx" TargetMode="External"/>` +
	`<Relationship Id="d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/a.png"/></Relationships>`

func TestWhatDocumentsCarry(t *testing.T) {
	for name, c := range map[string]struct {
		members []string
		want    contents
	}{
		"plain":            {[]string{"[Content_Types].xml", "<Types/>", "word/document.xml", "<w/>"}, contents{}},
		"macros":           {[]string{"word/vbaProject.bin", "x"}, contents{macros: true}},
		"OpenDocument":     {[]string{"Basic/Standard/Module1.xml", "<x/>", "Basic/", ""}, contents{macros: true}},
		"external":         {[]string{"word/_rels/document.xml.rels", relationships}, contents{external: 1}},
		"comments":         {[]string{"xl/comments1.xml", `<comments><commentList><comment ref="A1"/><comment ref="B2"/></commentList></comments>`}, contents{comments: 2}},
		"objects":          {[]string{"word/embeddings/oleObject1.bin", "x", "word/embeddings/_rels/a.rels", "<x/>"}, contents{embedded: 1}},
		"encrypted parts":  {[]string{"META-INF/manifest.xml", `<m:manifest xmlns:m="x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>`}, contents{locked: true}},
		"section link":     {[]string{"content.xml", `<x xmlns:t="t" xmlns:l="l"><t:section-source l:href="file:///etc/hostname"/><t:image l:href="Pictures/a.png"/></x>`}, contents{external: 1}},
		"annotations":      {[]string{"content.xml", `<o xmlns:o="o"><o:annotation>x</o:annotation></o>`}, contents{comments: 1}},
		"XML that breaks":  {[]string{"word/_rels/document.xml.rels", relationships[:300] + "<"}, contents{external: 1}},
		"a name that lies": {[]string{"comments.xml", "\x00\x01"}, contents{}},
	} {
		require.Equal(t, c.want, insideZip(places(packed(t, c.members...))), name)
	}
	require.Equal(t, contents{}, insideZip(places([]byte("PK\x03\x04 no zip"))))
}

// record is a record of a workbook.
func record(kind uint16, body ...byte) []byte {
	data := binary.LittleEndian.AppendUint16(nil, kind)
	return append(binary.LittleEndian.AppendUint16(data, uint16(len(body))), body...)
}

func TestWhatOldDocumentsCarry(t *testing.T) {
	book := bytes.Join([][]byte{record(0x809, 0, 6), record(recordNote, 1), record(recordLinks, 1, 0, 1, 4), record(recordLinks, 2, 0, 9, 0, 0), record(recordNote, 2), {0x1C}}, nil)
	locked := append(record(0x809, 0, 6), record(recordFilePass, 1, 0)...)
	word := make([]byte, 40)
	word[11] = 1
	sub := func(name string) []compound.Named {
		return []compound.Named{{Name: name, Storage: &compound.Storage{}}}
	}
	for name, c := range map[string]struct {
		root compound.Storage
		want contents
	}{
		"workbook":              {compound.Storage{Streams: map[string][]byte{"Workbook": book}}, contents{comments: 2, external: 1}},
		"workbook, password":    {compound.Storage{Streams: map[string][]byte{"Book": locked}}, contents{locked: true}},
		"document, password":    {compound.Storage{Streams: map[string][]byte{"WordDocument": word}}, contents{locked: true}},
		"presentation password": {compound.Storage{Streams: map[string][]byte{"Current User": binary.LittleEndian.AppendUint32(make([]byte, 12), 0xF3D1C4DF)}}, contents{locked: true}},
		"macros":                {compound.Storage{Storages: sub("Macros")}, contents{macros: true}},
		"objects":               {compound.Storage{Storages: []compound.Named{{Name: "ObjectPool", Storage: &compound.Storage{Storages: sub("_1")}}}}, contents{embedded: 1}},
		"object of a workbook":  {compound.Storage{Storages: sub("MBD0001")}, contents{embedded: 1}},
	} {
		require.Equal(t, c.want, insideCompound(places(compound.Bytes(&c.root))), name)
	}
	require.Equal(t, contents{}, insideCompound(places([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and no more"))))
}

func TestArchives(t *testing.T) {
	digest := func(s string) deposit.Digest { return deposit.DigestOf([]byte(s)) }
	zipped := packed(t, "a/", "", "a/b.txt", "b", "../../c.txt", "c")
	require.Equal(t, contents{files: []deposit.Digest{digest("b"), digest("c")}}, archived(zipped))
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	require.NoError(t, w.WriteHeader(&tar.Header{Name: "b.txt", Size: 1, Mode: 0o600}))
	_, err := w.Write([]byte("b"))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	require.Equal(t, contents{files: []deposit.Digest{digest("b")}}, archived(out.Bytes()))
	for name, data := range map[string][]byte{"another kind": []byte("7z\xBC\xAF\x27\x1C and so on"), "cut": zipped[:len(zipped)-30], "bomb": packed(t, "a.txt", string(make([]byte, 4<<20)))} {
		require.Equal(t, contents{unread: true}, archived(data), name)
	}
	locked := bytes.Replace(zipped, []byte("PK\x01\x02\x14\x00\x14\x00\x08\x00"), []byte("PK\x01\x02\x14\x00\x14\x00\x09\x00"), 1)
	require.True(t, archived(locked).locked, "any member, not only the first")
}

func archived(data []byte) contents {
	s, size := places(data)
	return insideArchive(s, size, data[:min(8, len(data))])
}

// byPath tells formats by path.
type byPath map[string]string

func (byPath) Signature() string { return "test" }

func (b byPath) Identify(_ fs.File, name string) (Format, error) {
	return Format{PUID: b[name], Name: "navn"}, nil
}

const letter = "From: a@skole.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nHei\r\n" +
	"--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=b.txt\r\n\r\nYg==\r\n--x--\r\n"

// TestFilesInsideCountWhenTheyLieNowhereElse walks the room over a letter and an archive, alone and with what they hold beside them.
func TestFilesInsideCountWhenTheyLieNowhereElse(t *testing.T) {
	inner := policy
	inner.Rules = append([]deposit.FormatRule{{ID: "epost", PUIDs: []string{"fmt/278"}, Verdict: deposit.FormatConvert, Converter: deposit.ConverterMail},
		{ID: "zip", PUIDs: []string{"x-fmt/263"}, Verdict: deposit.FormatHeld, Container: true}}, inner.Rules...)
	kinds := byPath{"1.eml": "fmt/278", "2.zip": "x-fmt/263", "3.jpg": "fmt/43", "4.zip": "x-fmt/263"}
	all := fstest.MapFS{"1.eml": {Data: []byte(letter)}, "2.zip": {Data: packed(t, "b.txt", "b", "c.txt", "c")}, "3.jpg": {Data: []byte("b")}, "4.zip": {Data: []byte("ikke et arkiv")}}
	run := func(names ...string) ([]deposit.TakenFile, []deposit.Finding) {
		in, b := In{}, &bench{}
		for i, name := range names {
			in.Files.Files = append(in.Files.Files, deposit.SourceFile{Ordinal: i + 1, Path: name, Size: int64(len(all[name].Data)), Modified: all[name].ModTime.UnixNano()})
		}
		taken, err := New(&shelf{files: all}, kinds, inner).Run(t.Context(), in, b)
		require.NoError(t, err)
		return taken.Files, b.found
	}
	files, found := run("1.eml", "2.zip", "4.zip")
	require.Equal(t, []deposit.Code{Attachments, Archive, UnreadArchive}, codesOf(found))
	require.Equal(t, []string{"1", "1"}, found[0].Args)
	require.Equal(t, []string{"x-fmt/263", "navn", "2", "2"}, found[1].Args)
	for i, f := range files {
		require.Equal(t, found[i].ID(), f.Finding, "an answer is found by convert")
	}
	files, found = run("1.eml", "2.zip", "3.jpg")
	require.Equal(t, []deposit.Code{Attached, Archive}, codesOf(found))
	require.Equal(t, []string{"x-fmt/263", "navn", "2", "1"}, found[1].Args, "one of two lies beside it")
	require.Empty(t, files[0].Finding, "the letter is converted, and what was attached is there")
}

func codesOf(found []deposit.Finding) (codes []deposit.Code) {
	for _, f := range found {
		codes = append(codes, f.Code)
	}
	return codes
}

// broken is a disk that fails behind the first bytes.
type broken struct{}

func (broken) ReadAt(b []byte, at int64) (int, error) { return 0, errors.New("disk") }

func TestTroubleWithTheDiskIsNoProperty(t *testing.T) {
	s := &steady{r: broken{}}
	insideZip(s, 1000)
	require.EqualError(t, s.err, "disk")
}

func FuzzInside(f *testing.F) {
	f.Add([]byte("PK\x05\x06"))
	f.Add(compound.Bytes(&compound.Storage{Streams: map[string][]byte{"Workbook": record(recordNote, 1)}}))
	f.Add([]byte(letter))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, size := places(data)
		insideZip(s, size)
		insideCompound(s, size)
		archived(data)
		insideLetter(s, size, "fmt/278")
		insideLetter(s, size, puidOutlook)
		require.NoError(t, s.err)
	})
}
