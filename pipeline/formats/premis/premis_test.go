package premis

import (
	"bytes"
	"errors"
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

func file(path, puid string) *Object {
	return &Object{
		ID: uuid + "/content/" + path, SHA256: strings.Repeat("e3", 32), Size: 1234, FormatName: "Acrobat PDF/A", FormatVer: "2b",
		PUID: puid, Package: uuid, Events: []string{"e1"},
	}
}

func events() []*Event {
	return []*Event{
		{ID: "e1", Type: Creation, At: at, Detail: "Skannet & pakket", Outcome: "ok", Note: "60 mapper", Agents: []string{"a1", "a2"},
			Objects: []string{uuid + "/content/DOKUMENT/1.pdf"}},
		{ID: "e2", Type: Migration, At: at, Outcome: "ok"},
		{ID: "e3", Type: Disposal, At: at, Note: "kassert etter vedtak"},
	}
}

func agents() []Agent {
	return []Agent{{ID: "a1", Name: "arkivdepot", Type: Software}, {ID: "a2", Name: "Eksempel kommune", Type: Organization}, {ID: "a3", Type: Person}}
}

func written(t *testing.T, objects ...*Object) []byte {
	t.Helper()
	var out bytes.Buffer
	w := NewWriter(&out)
	for _, o := range objects {
		require.NoError(t, w.WriteObject(o))
	}
	for _, v := range events() {
		require.NoError(t, w.WriteEvent(v))
	}
	for _, a := range agents() {
		require.NoError(t, w.WriteAgent(a))
	}
	counts, err := w.Close()
	require.NoError(t, err)
	assert.Equal(t, Counts{Objects: len(objects), Events: 3, Agents: 3}, counts)
	return out.Bytes()
}

func packageObjects() []*Object {
	named := file("DOKUMENT/æøå 2.docx", "fmt/412")
	named.OriginalName, named.FormatNote = "vurdering.docx", "Ikke godtatt av formatreglene"
	named.Related = []Relation{{"derivation", "has source", uuid + "/content/DOKUMENT/1.pdf", "e2"}, {Type: "structural", SubType: "is part of", Object: uuid + "/log.xml"}}
	bare := &Object{ID: uuid + "/content/arkivstruktur.xml", Size: -1, PUID: "fmt/101"}
	plain := &Object{ID: uuid + "/log.xml", Size: 0, FormatName: "xml"}
	return []*Object{file("DOKUMENT/1.pdf", "fmt/477"), named, bare, plain}
}

func TestPremisIsValidAndGolden(t *testing.T) {
	doc := written(t, packageObjects()...)
	oracle.RequireValid(t, oracle.Standards(t, "dias", "premis", "2.0", "DIAS_PREMIS.xsd"), doc)
	oracle.Golden(t, File, doc)
}

func TestLogIsValidAndGolden(t *testing.T) {
	doc := written(t, &Object{ID: uuid, Preservation: "full", Size: -1, FormatName: "tar"})
	oracle.RequireValid(t, oracle.Standards(t, "dias", "premis", "2.0", "DIAS_PREMIS.xsd"), doc)
	oracle.Golden(t, LogFile, doc)
}

func TestPremisReadsBackWhatWasWritten(t *testing.T) {
	want := packageObjects()
	var objects []*Object
	var got []*Event
	var people []Agent
	counts, err := Read(bytes.NewReader(written(t, want...)), Visitor{
		Object: func(o *Object) error { objects = append(objects, o); return nil },
		Event:  func(v *Event) error { got = append(got, v); return nil },
		Agent:  func(a Agent) error { people = append(people, a); return nil },
	})
	require.NoError(t, err)
	assert.Equal(t, Counts{Objects: 4, Events: 3, Agents: 3}, counts)
	assert.Equal(t, want, objects)
	assert.Equal(t, events(), got)
	assert.Equal(t, agents(), people)
}

func TestOriginalNameStandsOnlyWhenGiven(t *testing.T) {
	doc := string(written(t, packageObjects()...))
	assert.Equal(t, 1, strings.Count(doc, "<originalName>"))
	assert.Contains(t, doc, "<formatRegistryName>PRONOM</formatRegistryName>")
}

func TestWriterKeepsItsOrder(t *testing.T) {
	w := NewWriter(&bytes.Buffer{})
	require.ErrorIs(t, w.WriteEvent(events()[0]), ErrEmpty)
	_, err := w.Close()
	require.ErrorIs(t, err, ErrEmpty)
	require.NoError(t, w.WriteObject(file("1.pdf", "fmt/477")))
	require.NoError(t, w.WriteAgent(agents()[0]))
	require.ErrorIs(t, w.WriteEvent(events()[0]), ErrOrder)
	require.ErrorIs(t, w.WriteObject(file("2.pdf", "fmt/477")), ErrOrder)
	_, err = w.Close()
	require.NoError(t, err)
	require.ErrorIs(t, w.WriteAgent(agents()[0]), ErrClosed)
	_, err = w.Close()
	require.ErrorIs(t, err, ErrClosed)
}

func TestWriterRefuses(t *testing.T) {
	cases := []struct {
		name  string
		write func(*Writer) error
		path  string
		fault markup.Fault
	}{
		{"no id", func(w *Writer) error { return w.WriteObject(&Object{FormatName: "tar"}) },
			"premis/object[2]/objectIdentifier[1]/objectIdentifierValue", markup.FaultMissing},
		{"no format", func(w *Writer) error { return w.WriteObject(&Object{ID: "Ola"}) },
			"premis/object[2]/objectCharacteristics[1]/format[1]/formatDesignation", markup.FaultMissing},
		{"short checksum", func(w *Writer) error { return w.WriteObject(&Object{ID: "Ola", PUID: "fmt/1", SHA256: "00"}) },
			"premis/object[2]/objectCharacteristics[1]/fixity/messageDigest", markup.FaultForm},
		{"U+0001", func(w *Writer) error { return w.WriteObject(&Object{ID: "Ola\x01", PUID: "fmt/1"}) },
			"premis/object[2]/objectIdentifier[1]/objectIdentifierValue", markup.FaultText},
		{"free event type", func(w *Writer) error { return w.WriteEvent(&Event{ID: "e", Type: "Ola", At: at}) },
			"premis/event[1]/eventType", markup.FaultForm},
		{"no time", func(w *Writer) error { return w.WriteEvent(&Event{ID: "e", Type: Creation}) },
			"premis/event[1]/eventDateTime", markup.FaultMissing},
		{"free agent type", func(w *Writer) error { return w.WriteAgent(Agent{ID: "a", Type: "Ola"}) },
			"premis/agent[1]/agentType", markup.FaultForm},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			w := NewWriter(&out)
			require.NoError(t, w.WriteObject(file("1.pdf", "fmt/477")))
			var fault *markup.ElementError
			require.ErrorAs(t, c.write(w), &fault)
			assert.Equal(t, c.path, fault.Path)
			assert.Equal(t, c.fault, fault.Fault)
			assert.NotContains(t, fault.Error(), "Ola")
			_, err := w.Close()
			require.NoError(t, err)
			oracle.RequireValid(t, oracle.Standards(t, "dias", "premis", "2.0", "DIAS_PREMIS.xsd"), out.Bytes())
		})
	}
}

func TestPremisOfOthersIsRead(t *testing.T) {
	v3 := `<premis xmlns="http://www.loc.gov/premis/v3" version="3.0"><object><objectIdentifier><objectIdentifierType>local</objectIdentifierType>
	 <objectIdentifierValue>data/1.pdf</objectIdentifierValue></objectIdentifier><objectCharacteristics><fixity><messageDigestAlgorithm>MD5</messageDigestAlgorithm>
	 <messageDigest>00</messageDigest></fixity><fixity><messageDigestAlgorithm>sha-256</messageDigestAlgorithm><messageDigest>01</messageDigest></fixity>
	 <size>7</size></objectCharacteristics></object></premis>`
	_, err := Read(strings.NewReader(v3), Visitor{Object: func(o *Object) error {
		assert.Equal(t, &Object{ID: "data/1.pdf", SHA256: "01", Size: 7}, o)
		return nil
	}})
	require.NoError(t, err)

	stop := errors.New("enough")
	_, err = Read(strings.NewReader(v3), Visitor{Object: func(*Object) error { return stop }})
	require.ErrorIs(t, err, stop)
}

func TestEverySampleIsReadWithoutCrash(t *testing.T) {
	err := filepath.WalkDir(oracle.Standards(t, "samples", "dias"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(d.Name(), ".xml") {
			return err
		}
		doc, err := os.ReadFile(path)
		require.NoError(t, err)
		var fault *markup.ReadError
		if _, err = Read(bytes.NewReader(doc), Visitor{}); err != nil {
			require.ErrorAs(t, err, &fault, path)
		}
		return nil
	})
	require.NoError(t, err)
}

func TestReadRefusesHostileXML(t *testing.T) {
	for doc, want := range map[string]error{
		`<!DOCTYPE premis><premis/>`:                 markup.ErrDoctype,
		`<premis><object>&Ola;</object></premis>`:    markup.ErrMalformed,
		`<premis><object>`:                           markup.ErrMalformed,
		`<premis>`:                                   markup.ErrMalformed,
		`<mets/>`:                                    markup.ErrForeign,
		`<premis>` + strings.Repeat("<object>", 200): markup.ErrTooLarge,
		`<premis><object>` + strings.Repeat("<storage/>", 1<<13): markup.ErrTooLarge,
	} {
		scan := markup.NewBoundedScanner(strings.NewReader(doc), markup.Bounds{Depth: 100, Token: 1 << 16, Nodes: 1 << 12, Text: 1 << 18}) // as usual, but quicker to reach
		_, err := read(scan, Visitor{})
		require.ErrorIs(t, err, want)
		assert.NotContains(t, err.Error(), "Ola")
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`<premis><object><objectCharacteristics/></object><event/><agent/></premis>`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		objects := 0
		counts, err := Read(bytes.NewReader(doc), Visitor{Object: func(*Object) error { objects++; return nil }})
		if err == nil && counts.Objects != objects {
			t.Fatal("objects were not all told")
		}
	})
}
