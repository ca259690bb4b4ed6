package addml

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
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

func date(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return time.Time{}
	}
	return t
}

// sum makes a checksum for a file name, so that every file has its own.
func sum(name string) Sum {
	hash := sha256.Sum256([]byte(name))
	return SHA256(name, hex.EncodeToString(hash[:]))
}

func object(name string, own bool, occurrences ...Occurrence) Object {
	o := Object{Name: name, File: sum(name + ".xml"), Schemas: []Sum{sum(name + ".xsd"), sum("metadatakatalog.xsd")}, Occurrences: occurrences}
	if own {
		o.Schemas = append(o.Schemas, sum("vsmd-ppt.xsd"))
	}
	return o
}

func extraction() *Extraction {
	return &Extraction{
		Creators: []string{"Eksempel kommune, PPT", "Eksempel fylkeskommune"}, SystemType: UsualSystemType,
		SystemName: "arkivdepot", Archive: "PPT Eksempel", Start: date("2001-01-01"), End: date("2020-12-31"), Version: "5.0",
		IncomingSplit: Sharp, OutgoingSplit: Soft, Screened: true, OwnMetadata: true, DocumentFiles: 12,
		Objects: []Object{
			object(Structure, true, Occurrence{"mappe", 60}, Occurrence{"registrering", 140}),
			object(ChangeLog, false, Occurrence{"endring", 3}),
			object(RunningJournal, false, Occurrence{"journalregistrering", 5}),
			object(PublicJournal, false, Occurrence{"journalregistrering", 5}),
		},
	}
}

func written(t *testing.T, x *Extraction) []byte {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, Write(&out, x))
	return out.Bytes()
}

func TestExtractionIsValidAndGolden(t *testing.T) {
	doc := written(t, extraction())
	oracle.RequireValid(t, oracle.Standards(t, "addml", "8.3", Schema), doc)
	oracle.RequireValid(t, oracle.Standards(t, "addml", "8.2", Schema), doc)
	oracle.Golden(t, File, doc)
}

func TestExtractionReadsBackWhatWasWritten(t *testing.T) {
	want := extraction()
	got, err := Read(bytes.NewReader(written(t, want)))
	require.NoError(t, err)
	assert.Empty(t, got.Unread)
	for _, o := range want.Objects[1:] {
		o.Schemas[1] = Sum{Name: "metadatakatalog.xsd"} // its checksum stands once
	}
	assert.Equal(t, *want, got.Extraction)
	structure, ok := got.Object(Structure)
	require.True(t, ok)
	n, ok := structure.Count("mappe")
	assert.True(t, ok)
	assert.Equal(t, 60, n)
	_, ok = structure.Count("klasse")
	assert.False(t, ok)
	_, ok = got.Object("none")
	assert.False(t, ok)
}

// Krav 6.4.22: every XML and XSD but arkivuttrekk.xml and addml.xsd has its checksum, once.
func TestEveryFileHasItsChecksumOnce(t *testing.T) {
	got, err := Read(bytes.NewReader(written(t, extraction())))
	require.NoError(t, err)
	var names []string
	for _, f := range got.Files() {
		names = append(names, f.Name)
		assert.Equal(t, sum(f.Name), f)
	}
	assert.ElementsMatch(t, []string{
		"arkivstruktur.xml", "arkivstruktur.xsd", "metadatakatalog.xsd", "vsmd-ppt.xsd", "endringslogg.xml", "endringslogg.xsd",
		"loependeJournal.xml", "loependeJournal.xsd", "offentligJournal.xml", "offentligJournal.xsd",
	}, names)
}

// Arkade reads these by position: the official template and our document must have the same skeleton.
func TestPropertyOrderIsThatOfTheTemplate(t *testing.T) {
	template, err := os.ReadFile(oracle.Standards(t, "addml", "templates", "noark5.xml"))
	require.NoError(t, err)
	x := extraction()
	x.Creators = x.Creators[:1]
	x.Objects[0] = object(Structure, false, Occurrence{"mappe", 60}, Occurrence{"registrering", 140})
	assert.Equal(t, skeleton(t, template), skeleton(t, written(t, x)))
}

// skeleton gives element names and the name attribute, in order, without values.
func skeleton(t *testing.T, doc []byte) []string {
	t.Helper()
	scan := markup.NewScanner(bytes.NewReader(doc))
	start, err := scan.Root("addml")
	require.NoError(t, err)
	root, err := scan.Tree(start)
	require.NoError(t, err)
	var lines []string
	var walk func(*markup.Tree, string)
	walk = func(n *markup.Tree, indent string) {
		lines = append(lines, indent+n.Name.Local+" "+n.Attribute("name")+" "+n.Attribute("dataType"))
		for _, k := range n.Children {
			walk(k, indent+" ")
		}
	}
	walk(root, "")
	return lines
}

func TestWriteRefuses(t *testing.T) {
	cases := []struct {
		name  string
		spoil func(*Extraction)
		path  string
		fault markup.Fault
	}{
		{"no creators", func(x *Extraction) { x.Creators = nil }, "recordCreators", markup.FaultMissing},
		{"no system", func(x *Extraction) { x.SystemName = " " }, "systemName", markup.FaultMissing},
		{"no period", func(x *Extraction) { x.Start = time.Time{} }, "startDate", markup.FaultMissing},
		{"period that ends before it starts", func(x *Extraction) { x.End = date("1999-01-01") }, "property", markup.FaultConflict},
		{"split that Arkade would take for soft", func(x *Extraction) { x.IncomingSplit = "skarp" }, "inngaaendeSkille", markup.FaultForm},
		{"U+0001", func(x *Extraction) { x.Archive = "Ola\x01" }, "value", markup.FaultText},
		{"structure not first", func(x *Extraction) { x.Objects = x.Objects[1:] }, "dataObject", markup.FaultOrder},
		{"MD5", func(x *Extraction) { x.Objects[0].File.Algorithm = "MD5" }, "property", markup.FaultForm},
		{"short checksum", func(x *Extraction) { x.Objects[0].File.Checksum = "e3b0" }, "property", markup.FaultForm},
		{"no schema", func(x *Extraction) { x.Objects[0].Schemas = nil }, "property", markup.FaultMissing},
		{"negative count", func(x *Extraction) { x.DocumentFiles = -1 }, "antallDokumentfiler", markup.FaultForm},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			x := extraction()
			c.spoil(x)
			var out bytes.Buffer
			var fault *markup.ElementError
			require.ErrorAs(t, Write(&out, x), &fault)
			assert.Equal(t, c.fault, fault.Fault, fault.Path)
			assert.True(t, strings.HasPrefix(fault.Path, "addml/dataset[1]/"), fault.Path)
			assert.NotContains(t, fault.Error(), "Ola")
			assert.Empty(t, out.Bytes(), "nothing is written")
		})
	}
}

// The expected verdicts are those of samples/README.md.
func TestSamplesOfOthersAreRead(t *testing.T) {
	sample := func(elem ...string) *Reading {
		file, err := os.Open(oracle.Standards(t, append([]string{"samples", "noark5", "arkade5"}, append(elem, File)...)...))
		require.NoError(t, err)
		defer file.Close()
		x, err := Read(file)
		require.NoError(t, err)
		return x
	}
	count := func(x *Reading, element string) int {
		o, ok := x.Object(Structure)
		require.True(t, ok)
		n, ok := o.Count(element)
		require.True(t, ok)
		return n
	}
	assert.Equal(t, 2, count(sample("FolderControl", "TwoFolders"), "mappe"))
	assert.Equal(t, 5, count(sample("RegistrationControl", "FiveRegistrations"), "registrering"))
	assert.Equal(t, 2, sample("DocumentfilesControl", "CountMatch", "content").DocumentFiles)
	assert.Equal(t, 2, sample("DocumentfilesControl", "CountMismatch", "content").DocumentFiles)

	yes := sample("MetadataTesting", "BooleansTrue", "content")
	assert.Equal(t, [4]bool{true, true, true, true}, [4]bool{yes.Screened, yes.Disposed, yes.ToBeDisposed, yes.OwnMetadata})

	assert.Equal(t, Sharp, sample("JournalControl", "SharpSeparation").IncomingSplit)
	assert.NotEqual(t, Sharp, sample("Small").IncomingSplit, "«skarp» is not «skarpt», and counts as soft")
	assert.Equal(t, "3.0", sample("Noark5Archive").Version)

	without := sample("StructureChecksums", "missingAlgorithm", "content")
	assert.Contains(t, algorithms(without), "", "a missing algorithm is seen")
}

func algorithms(x *Reading) []string {
	var found []string
	for _, f := range x.Files() {
		found = append(found, f.Algorithm)
	}
	return found
}

// Trap 15: documents that only ADDML 8.2 accepts are read all the same; no schema decides here.
func TestTrap15EverySampleIsRead(t *testing.T) {
	seen := 0
	err := filepath.WalkDir(oracle.Standards(t, "samples"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || (d.Name() != File && d.Name() != "addml.xml") {
			return err
		}
		seen++
		doc, err := os.ReadFile(path)
		require.NoError(t, err)
		x, err := Read(bytes.NewReader(doc))
		require.NoError(t, err, path)
		assert.NotEmpty(t, x.Objects, path)
		return nil
	})
	require.NoError(t, err)
	assert.GreaterOrEqual(t, seen, 20)
}

func TestReadRefusesHostileXML(t *testing.T) {
	for doc, want := range map[string]error{
		`<!DOCTYPE addml><addml/>`:                          markup.ErrDoctype,
		`<addml><dataset>&Ola;</dataset></addml>`:           markup.ErrMalformed,
		`<addml><dataset>`:                                  markup.ErrMalformed,
		`<other/>`:                                          markup.ErrForeign,
		`<addml>` + strings.Repeat("<dataObjects>", 200):    markup.ErrTooLarge,
		`<addml></addml><`:                                  markup.ErrMalformed,
		`<addml a="` + strings.Repeat("a", 1<<17) + `"/>`:   markup.ErrTooLarge,
		`<addml>` + strings.Repeat("<x/>", 1<<13) + `</add`: markup.ErrTooLarge,
	} {
		scan := markup.NewBoundedScanner(strings.NewReader(doc), markup.Bounds{Depth: 100, Token: 1 << 16, Nodes: 1 << 12, Text: 1 << 18}) // as usual, but quicker to reach
		_, err := read(scan)
		require.ErrorIs(t, err, want)
		assert.NotContains(t, err.Error(), "Ola")
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`<addml><dataset><dataObjects/></dataset></addml>`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		if x, err := Read(bytes.NewReader(doc)); err == nil && x == nil {
			t.Fatal("neither a value nor an error")
		}
	})
}
