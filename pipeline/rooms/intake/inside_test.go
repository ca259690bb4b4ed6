package intake

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/mail/compound"
)

// packed is a zip of members.
func packed(t require.TestingT, members ...string) []byte {
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

func places(data []byte) (*Steady, int64) {
	return &Steady{From: bytes.NewReader(data)}, int64(len(data))
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

// broken is a disk that fails behind the first bytes.
type broken struct{}

func (broken) ReadAt(b []byte, at int64) (int, error) { return 0, errors.New("disk") }

func TestTroubleWithTheDiskIsNoProperty(t *testing.T) {
	s := &Steady{From: broken{}}
	insideZip(s, 1000)
	require.EqualError(t, s.Err, "disk")
}

func FuzzInside(f *testing.F) {
	f.Add([]byte("PK\x05\x06"))
	f.Add(compound.Bytes(&compound.Storage{Streams: map[string][]byte{"Workbook": record(recordNote, 1)}}))
	f.Add([]byte(letter))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, size := places(data)
		insideZip(s, size)
		insideCompound(s, size)
		insideArchive(s, size)
		insideLetter(s, size, "fmt/278")
		insideLetter(s, size, puidOutlook)
		require.NoError(t, s.Err)
	})
}
