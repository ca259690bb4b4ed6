package mets

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
)

const uuid = "6b2f7d2e-0000-4000-8000-000000000099"

var at = time.Date(2024, 5, 1, 12, 30, 0, 0, time.UTC)

func header() *Header {
	body := func(role, other, name string) Agent {
		return Agent{Role: role, OtherRole: other, Kind: KindOrganization, Name: name}
	}
	return &Header{
		ID: uuid, Type: "SIP", Label: "PPT Eksempel (2001 - 2020)", Created: at, Status: "NEW",
		Agents: []Agent{
			body(RoleArchivist, "", "Eksempel kommune"),
			{Role: RoleArchivist, Kind: KindPerson, Name: "N. N.", Notes: []string{"Veien 1", "post@example.invalid", "notescontent:Address,Email"}},
			body(RoleOther, Submitter, "Eksempel kommune"),
			body(RoleOther, Producer, "Eksempel kommune"),
			body(RoleOwner, "", "Eksempel kommune"),
			body(RoleCreator, "", "PPT"),
			{Role: RoleCreator, Kind: KindOther, Software: true, Name: "arkivdepot", Notes: []string{"0.1", "notescontent:Version"}},
			body(RolePreservation, "", "IKA"),
		},
		Records: []AltRecord{
			{DeliverySpec, "Klientmapper"}, {Agreement, "2026/1"}, {DeliveryType, "Sak-/Arkivsystem"}, {StartDate, "2001-01-01"}, {EndDate, "2020-12-31"},
		},
	}
}

func entry(path string) Entry {
	return Entry{Path: path, MIME: LegalMIME("", path), SHA256: strings.Repeat("e3", 32), Size: 1234, Created: at}
}

func administrative() []Metadata {
	return []Metadata{
		{Entry: entry("administrative_metadata/dias-premis.xml"), Kind: KindPREMIS},
		{Entry: entry("administrative_metadata/addml.xml"), Kind: KindOtherMetadata, Other: OtherADDML},
	}
}

var paths = []string{
	"administrative_metadata/addml.xml", "administrative_metadata/dias-premis.xml", "content/DOKUMENT/Åse & Øy 100%#1?.pdf",
	"content/DOKUMENT/2.docx", "content/arkivstruktur.xml", "log.xml",
}

func written(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := NewWriter(&out, header(), []Metadata{{Entry: entry("descriptive_metadata/ead.xml"), Kind: KindEAD}}, administrative())
	require.NoError(t, err)
	for _, p := range paths {
		e := entry(p)
		require.NoError(t, w.WriteFile(&e))
	}
	n, err := w.Close()
	require.NoError(t, err)
	assert.Equal(t, len(paths), n)
	return out.Bytes()
}

func diasSchema(t *testing.T) string {
	return oracle.Standards(t, "dias", "mets", "latest", "DIAS_METS.xsd")
}

func TestMetsIsValidAndGolden(t *testing.T) {
	doc := written(t)
	oracle.RequireValid(t, diasSchema(t), doc)
	oracle.Golden(t, File, doc)
}

func TestInfoIsValidAndGolden(t *testing.T) {
	var out bytes.Buffer
	tarball, inner := entry(uuid+".tar"), entry(uuid+"/dias-mets.xml")
	require.NoError(t, WriteInfo(&out, header(), &tarball, &inner))
	oracle.RequireValid(t, oracle.Standards(t, "dias", "submissionDescription", "1.0", "submissionDescription.xsd"), out.Bytes())
	oracle.Golden(t, "info.xml", out.Bytes())
	h, files, _ := collect(t, out.Bytes())
	assert.Equal(t, InfoNamespace, h.Namespace)
	require.Len(t, files, 2)
	assert.Equal(t, uuid+".tar", files[0].Path)
}

// collect gives what a document tells.
func collect(t *testing.T, doc []byte) (*Header, []Entry, Counts) {
	t.Helper()
	var head *Header
	var files []Entry
	counts, err := Read(bytes.NewReader(doc), Visitor{
		Header: func(h *Header) error { head = h; return nil },
		File:   func(e *Entry) error { files = append(files, *e); return nil },
	})
	require.NoError(t, err)
	return head, files, counts
}

func TestMetsReadsBackWhatWasWritten(t *testing.T) {
	doc := written(t)
	h, files, counts := collect(t, doc)
	want := header()
	want.Document, want.Namespace = File, Namespace
	assert.Equal(t, want, h)
	assert.Equal(t, Counts{Files: len(paths), Metadata: 3, Groups: 1}, counts)
	for i, f := range files {
		assert.Equal(t, paths[i], f.Path)
		assert.True(t, f.Safe)
		assert.Equal(t, entry(paths[i]).SHA256, f.SHA256)
		assert.EqualValues(t, 1234, f.Size)
		assert.Equal(t, at, f.Created)
	}
	var kinds []string
	_, err := Read(bytes.NewReader(doc), Visitor{Metadata: func(m *Metadata) error { kinds = append(kinds, m.Kind+m.Other); return nil }})
	require.NoError(t, err)
	assert.Equal(t, []string{"EAD", "PREMIS", "OTHERADDML"}, kinds)
}

func TestWriterRefuses(t *testing.T) {
	cases := []struct {
		name  string
		spoil func(*Header, *Entry)
		path  string
	}{
		{"five agents", func(h *Header, _ *Entry) { h.Agents = h.Agents[:5] }, "mets/metsHdr/agent"},
		{"free role", func(h *Header, _ *Entry) { h.Agents[0].Role = "Ola" }, "mets/metsHdr/agent[1]/@ROLE"},
		{"other role without OTHER", func(h *Header, _ *Entry) { h.Agents[0].OtherRole = Producer }, "mets/metsHdr/agent[1]/@OTHERROLE"},
		{"software that is a person", func(h *Header, _ *Entry) { h.Agents[6].Kind = KindPerson }, "mets/metsHdr/agent[7]/@OTHERTYPE"},
		{"agent without name", func(h *Header, _ *Entry) { h.Agents[0].Name = "" }, "mets/metsHdr/agent[1]/name"},
		{"free package type", func(h *Header, _ *Entry) { h.Type = "Ola" }, "mets/@TYPE"},
		{"no id", func(h *Header, _ *Entry) { h.ID = "" }, "mets/@OBJID"},
		{"no time", func(h *Header, _ *Entry) { h.Created = time.Time{} }, "mets/metsHdr/@CREATEDATE"},
		{"U+0001", func(h *Header, _ *Entry) { h.Label = "Ola\x01" }, "mets/@LABEL"},
		{"true MIME type", func(_ *Header, e *Entry) { e.MIME = "application/pdf" }, "mets/fileSec/fileGrp/file[1]/@MIMETYPE"},
		{"path out of the package", func(_ *Header, e *Entry) { e.Path = "../Ola.pdf" }, "mets/fileSec/fileGrp/file[1]/FLocat[1]/@xlink:href"},
		{"short checksum", func(_ *Header, e *Entry) { e.SHA256 = "00" }, "mets/fileSec/fileGrp/file[1]/@CHECKSUM"},
		{"no size", func(_ *Header, e *Entry) { e.Size = -1 }, "mets/fileSec/fileGrp/file[1]/@SIZE"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			h, e := header(), entry("content/1.pdf")
			c.spoil(h, &e)
			w, err := NewWriter(io.Discard, h, nil, nil)
			if err == nil {
				err = w.WriteFile(&e)
			}
			var fault *markup.ElementError
			require.ErrorAs(t, err, &fault)
			assert.Equal(t, c.path, fault.Path)
			assert.NotContains(t, err.Error(), "Ola")
		})
	}
	h := header()
	h.Records = []AltRecord{{"PROJECTNAME", "x"}}
	one := entry("x.tar")
	require.ErrorContains(t, WriteInfo(io.Discard, h, &one, &one), "altRecordID/@TYPE", "the submission description has a closed list")
	w, err := NewWriter(io.Discard, header(), nil, nil)
	require.NoError(t, err)
	_, err = w.Close()
	require.ErrorIs(t, err, ErrEmpty)
}

func TestLegalMIME(t *testing.T) {
	for in, want := range map[[2]string]string{
		{"", "a.PDF"}: "image/pdf", {"application/pdf", "a"}: "image/pdf", {"", "a.docx"}: "application/xml",
		{"application/vnd.oasis.opendocument.text", "a.pdf"}: "application/xml", {"image/jpeg", ""}: "image/jpg",
		{"image/png", ""}: "image/tiff", {"", "a.xsd"}: "application/xml", {"text/plain; charset=utf-8", ""}: "text/plain",
		{"", "a.txt"}: "text/plain", {"", "a"}: "application/xml", {"audio/wav", ""}: "audio/mp3", {"video/mp4", ""}: "video/mpg",
		{"", "x.tar"}: "application/x-tar", {"text/xml", ""}: "text/xml",
	} {
		assert.Equal(t, want, LegalMIME(in[0], in[1]), in)
		assert.Contains(t, legal, LegalMIME(in[0], in[1]))
	}
}

// Trap 3: both namespaces are read; Arkade's own mixture of file and fileGrp is read, and seen.
func TestTrap03BothNamespacesAndMixedGroups(t *testing.T) {
	doc, err := os.ReadFile(oracle.Standards(t, "samples", "dias", "arkade5", "DiasMetsLoader", File))
	require.NoError(t, err)
	valid, _ := oracle.JudgeBytes(t, diasSchema(t), doc)
	require.False(t, valid, "the sample is schema-invalid, which is the point")
	h, files, counts := collect(t, doc)
	assert.Equal(t, Namespace, h.Namespace)
	assert.Empty(t, h.Document, "it lacks metsDocumentID")
	assert.True(t, counts.Mixed)
	assert.Equal(t, 2, counts.Groups)
	assert.GreaterOrEqual(t, len(files), 4)

	doc = fromTar(t, File)
	h, files, counts = collect(t, doc)
	assert.Equal(t, InfoNamespace, h.Namespace)
	assert.False(t, counts.Mixed)
	assert.Len(t, files, 17)
	assert.Equal(t, "258e3353-cef2-407f-92ac-264ad887527b", h.ID)
	assert.Equal(t, "content/dokumenter/5000001.pdf", files[16].Path)
}

// Trap 4: a SIP lists files that it leaves out; the reader tells of them as of any other.
func TestTrap04ListedFilesThatAreLeftOut(t *testing.T) {
	_, files, _ := collect(t, fromTar(t, File))
	inside := map[string]bool{}
	eachMember(t, func(name string, _ io.Reader) { inside[name] = true })
	var missing []string
	for _, f := range files {
		if !inside["258e3353-cef2-407f-92ac-264ad887527b/"+f.Path] {
			missing = append(missing, f.Path)
		}
	}
	assert.Equal(t, []string{
		"administrative_metadata/repository_operations/arkade-log.xml", "administrative_metadata/repository_operations/report.html",
	}, missing)
}

func eachMember(t *testing.T, visit func(string, io.Reader)) {
	t.Helper()
	file, err := os.Open(oracle.Standards(t, "samples", "dias", "arkade5", "n5-eksempel", "n5-guid.tar"))
	require.NoError(t, err)
	defer file.Close()
	r := tar.NewReader(file)
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err)
		visit(h.Name, r)
	}
}

func fromTar(t *testing.T, base string) []byte {
	t.Helper()
	var doc []byte
	eachMember(t, func(name string, r io.Reader) {
		if strings.HasSuffix(name, "/"+base) {
			var err error
			doc, err = io.ReadAll(r)
			require.NoError(t, err)
		}
	})
	require.NotEmpty(t, doc)
	return doc
}

func TestInfoSamplesAreRead(t *testing.T) {
	for _, name := range []string{"arkade5/SubmissionDescriptionLoader/submissionDescription.xml", "mottak/metadatafil1.xml", "arkade5/n5-eksempel/n5-guid.xml"} {
		doc, err := os.ReadFile(oracle.Standards(t, "samples", "dias", filepath.FromSlash(name)))
		require.NoError(t, err)
		h, files, _ := collect(t, doc)
		assert.GreaterOrEqual(t, len(h.Agents), MinInfoAgents, name)
		assert.NotEmpty(t, files, name)
	}
}

// Trap 10: references are URLs; everything escaped is decoded, and nothing outside may be followed.
func TestTrap10ReferencesOutOfThePackage(t *testing.T) {
	for ref, want := range map[string]struct {
		path string
		safe bool
	}{
		"file:content/a.xml":           {"content/a.xml", true},
		"content/a%20b.xml":            {"content/a b.xml", true},
		"FILE:content/%C3%A5.pdf":      {"content/å.pdf", true},
		"./content/a.xml":              {"content/a.xml", true},
		"file:../a.xml":                {"../a.xml", false},
		"file:content/%2e%2e/%2e%2e/a": {"content/../../a", false},
		"file:///etc/passwd":           {"///etc/passwd", false},
		"file:/mnt/public/x":           {"/mnt/public/x", false},
		"http://example.invalid/a":     {"http://example.invalid/a", false},
		`file:..\a`:                    {`..\a`, false},
		`file:C:\a`:                    {`C:\a`, false},
		"file:c:/a":                    {"c:/a", false},
		"file:content/%zz":             {"content/%zz", false},
		"":                             {"", false},
		"file:content/a%00b":           {"content/a\x00b", false},
		"file:content//a":              {"content//a", false},
	} {
		path, safe := pathOf(ref)
		assert.Equal(t, want.path, path, ref)
		assert.Equal(t, want.safe, safe, ref)
	}
	for _, p := range paths {
		got, safe := pathOf(href(p))
		assert.Equal(t, p, got)
		assert.True(t, safe)
	}
}

func TestEverySampleIsReadWithoutCrash(t *testing.T) {
	err := filepath.WalkDir(oracle.Standards(t, "samples", "dias"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(d.Name(), ".xml") {
			return err
		}
		doc, err := os.ReadFile(path)
		require.NoError(t, err)
		var fault *markup.ReadError
		if _, err = Read(bytes.NewReader(doc), Visitor{File: func(*Entry) error { return nil }}); err != nil {
			require.ErrorAs(t, err, &fault, path)
		}
		return nil
	})
	require.NoError(t, err)
}

func TestReadRefusesHostileXML(t *testing.T) {
	for doc, want := range map[string]error{
		`<!DOCTYPE mets><mets/>`:                              markup.ErrDoctype,
		`<mets><metsHdr>&Ola;</metsHdr></mets>`:               markup.ErrMalformed,
		`<mets><fileSec>`:                                     markup.ErrMalformed,
		`<mets><metsHdr>`:                                     markup.ErrMalformed,
		`<premis/>`:                                           markup.ErrForeign,
		`<mets>` + strings.Repeat("<fileGrp>", 200):           markup.ErrTooLarge,
		`<mets><metsHdr>` + strings.Repeat("<agent/>", 1<<13): markup.ErrTooLarge,
	} {
		scan := markup.NewBoundedScanner(strings.NewReader(doc), markup.Bounds{Depth: 100, Token: 1 << 16, Nodes: 1 << 12, Text: 1 << 18}) // as usual, but quicker to reach
		_, err := read(scan, Visitor{})
		require.ErrorIs(t, err, want)
		assert.NotContains(t, err.Error(), "Ola")
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`<mets><metsHdr/><fileSec><fileGrp><file><FLocat href="file:x"/></file></fileGrp></fileSec></mets>`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		_, _ = Read(bytes.NewReader(doc), Visitor{File: func(e *Entry) error {
			if e.Safe && !safePath(e.Path) {
				t.Fatal("an unsafe path is called safe")
			}
			return nil
		}})
	})
}
