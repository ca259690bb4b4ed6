package noark5

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
)

// driver makes a schema that imports the official one and ours: alone, the official one knows nothing
// of our xsi:type.
func driver(t *testing.T) string {
	t.Helper()
	own := filepath.Join(oracle.Module(t), "schemas", "noark5", OwnSchema)
	text := `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
 <xs:import namespace="` + StructureNamespace + `" schemaLocation="` + oracle.Standards(t, "noark5", "5.5", StructureSchema) + `"/>
 <xs:import namespace="` + OwnNamespace + `" schemaLocation="` + own + `"/>
</xs:schema>`
	path := filepath.Join(t.TempDir(), "driver.xsd")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func TestStructureIsValidAndGolden(t *testing.T) {
	doc, counts := write(t, paper(4), full(), journalled(), nested())
	oracle.RequireValid(t, driver(t), doc)
	oracle.Golden(t, "arkivstruktur.xml", doc)
	assert.Equal(t, Counts{
		Series: 1, Folders: 5, CaseFolders: 1, Registrations: 2, JournalPosts: 1, Descriptions: 4, Objects: 2,
		Conversions: 2, Screenings: 5, Disposals: 3, Executed: 2, OwnMetadata: 7, FileBytes: 2468,
		FirstPost: day("2004-01-10"), LastPost: day("2004-01-10"),
		FirstRegistered: day("2004-01-10"), LastRegistered: day("2004-01-10"),
	}, counts)
}

func TestStructureReadsBackWhatWasWritten(t *testing.T) {
	want := []*Folder{paper(4), full(), journalled(), nested()}
	doc, written := write(t, want...)
	var got []*Folder
	var heads []any
	read, err := ReadStructure(bytes.NewReader(doc), Visitor{
		Archive: func(a Archive) error { heads = append(heads, a); return nil },
		Series:  func(s Series) error { heads = append(heads, s); return nil },
		Folder:  func(f *Folder) error { got = append(got, f); return nil },
	})
	require.NoError(t, err)
	assert.Equal(t, want, got)
	assert.Equal(t, []any{archive(), series()}, heads)
	assert.Equal(t, written, read, "N5.10, N5.16, N5.26, N5.42, N5.44, N5.45: what was counted while writing stands there")
}

func TestStructureWithSeveralSeriesIsValid(t *testing.T) {
	var out bytes.Buffer
	w, err := NewStructureWriter(&out, archive())
	require.NoError(t, err)
	require.NoError(t, w.StartSeries(series()))
	require.NoError(t, w.WriteFolder(paper(4)))
	second := series()
	second.SystemID = id(5)
	second.Screening = screening()
	require.NoError(t, w.StartSeries(second))
	counts, err := w.Close()
	require.NoError(t, err)
	assert.Equal(t, 2, counts.Series)
	oracle.RequireValid(t, driver(t), out.Bytes())
}

func TestStructureWriterRefuses(t *testing.T) {
	cases := []struct {
		name  string
		spoil func(*Folder)
		path  string
		fault markup.Fault
	}{
		{"no systemID", func(f *Folder) { f.SystemID = "" }, "/systemID", markup.FaultMissing},
		{"systemID that is no UUID", func(f *Folder) { f.SystemID = "42" }, "/systemID", markup.FaultForm},
		{"blank title (N5.63)", func(f *Folder) { f.Title = " \n" }, "/tittel", markup.FaultMissing},
		{"folder that is not closed", func(f *Folder) { f.Closed.At = day("") }, "/avsluttetDato", markup.FaultMissing},
		{"U+0001", func(f *Folder) { f.Description = "Ola\x01" }, "/beskrivelse", markup.FaultText},
		{"folders and registrations", func(f *Folder) { f.Folders = []Folder{*paper(8)} }, "/registrering", markup.FaultConflict},
		{"objects of a destroyed document (6.4.27)", func(f *Folder) {
			f.Registrations[0].Documents[1].Objects = f.Registrations[0].Documents[0].Objects
		}, "/registrering[1]/dokumentbeskrivelse[2]/dokumentobjekt", markup.FaultConflict},
		{"path out of the package", func(f *Folder) { f.Registrations[0].Documents[0].Objects[0].FileRef = "../Ola.pdf" },
			"/registrering[1]/dokumentbeskrivelse[1]/dokumentobjekt[1]/referanseDokumentfil", markup.FaultForm},
		{"backslash in a path", func(f *Folder) { f.Registrations[0].Documents[0].Objects[0].FileRef = `DOKUMENT\Ola.pdf` },
			"/registrering[1]/dokumentbeskrivelse[1]/dokumentobjekt[1]/referanseDokumentfil", markup.FaultForm},
		{"checksum that is not hex", func(f *Folder) { f.Registrations[0].Documents[0].Objects[0].Checksum = "Ola" },
			"/registrering[1]/dokumentbeskrivelse[1]/dokumentobjekt[1]/sjekksum", markup.FaultForm},
		{"negative size", func(f *Folder) { f.Registrations[0].Documents[0].Objects[0].Size = -1 },
			"/registrering[1]/dokumentbeskrivelse[1]/dokumentobjekt[1]/filstoerrelse", markup.FaultForm},
		{"screening of nothing", func(f *Folder) { f.Screening.Metadata = nil }, "/skjerming[1]/skjermingMetadata", markup.FaultMissing},
		{"own metadata without a number", func(f *Folder) { f.Client.ClientNo = "" },
			"/virksomhetsspesifikkeMetadata[1]/ppt:klientnummer", markup.FaultMissing},
		{"empty own metadata", func(f *Folder) { f.Registrations[0].Own = &DocumentData{} },
			"/registrering[1]/virksomhetsspesifikkeMetadata", markup.FaultMissing},
		{"journalpost without a number", func(f *Folder) { f.Registrations[0].Journal = &JournalPost{Year: 2004} },
			"/registrering[1]/journalsekvensnummer", markup.FaultMissing},
		{"year that has five digits", func(f *Folder) { f.Created.At = day("2004-01-01").AddDate(9000, 0, 0) }, "/opprettetDato", markup.FaultForm},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			w, err := NewStructureWriter(&out, archive())
			require.NoError(t, err)
			require.NoError(t, w.StartSeries(series()))
			f := full()
			c.spoil(f)
			err = w.WriteFolder(f)
			var fault *markup.ElementError
			require.ErrorAs(t, err, &fault)
			assert.Equal(t, "arkiv/arkivdel[1]/mappe[1]"+c.path, fault.Path)
			assert.Equal(t, c.fault, fault.Fault)
			assert.NotContains(t, err.Error(), "Ola", "no personal data in errors")

			require.NoError(t, w.WriteFolder(paper(4)), "the writer goes on")
			counts, err := w.Close()
			require.NoError(t, err)
			assert.Equal(t, 1, counts.Folders, "nothing of the faulty folder is counted")
			oracle.RequireValid(t, driver(t), out.Bytes())
		})
	}
}

func TestStructureWriterKeepsItsOrder(t *testing.T) {
	var out bytes.Buffer
	w, err := NewStructureWriter(&out, archive())
	require.NoError(t, err)
	require.ErrorIs(t, w.WriteFolder(paper(4)), ErrNoSeries)
	_, err = w.Close()
	require.ErrorIs(t, err, ErrNoSeries)
	require.ErrorIs(t, w.WriteFolder(paper(4)), ErrClosed)
	require.ErrorIs(t, w.StartSeries(series()), ErrClosed)
	_, err = w.Close()
	require.ErrorIs(t, err, ErrClosed)

	a := archive()
	a.Creators = nil
	out.Reset()
	_, err = NewStructureWriter(&out, a)
	require.ErrorContains(t, err, "arkiv/arkivskaper")
	require.Empty(t, out.Bytes(), "nothing is written of an archive that cannot be described")
}

type brokenWriter struct{ left int }

var errDisk = errors.New("no space left on device")

func (b *brokenWriter) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, errDisk
	}
	return len(p), nil
}

func TestStructureWriterReportsTheDisk(t *testing.T) {
	w, err := NewStructureWriter(&brokenWriter{left: 100_000}, archive())
	require.NoError(t, err)
	require.NoError(t, w.StartSeries(series()))
	for range 1000 {
		if err = w.WriteFolder(full()); err != nil {
			break
		}
	}
	require.ErrorIs(t, err, errDisk)
	_, err = w.Close()
	require.ErrorIs(t, err, errDisk, "a write error is final")
}
