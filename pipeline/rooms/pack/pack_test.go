package pack

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/addml"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
)

// members reads a whole tar of a test; folders have nil.
func members(t testing.TB, file string) (map[string][]byte, []string) {
	t.Helper()
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	all, order := map[string][]byte{}, []string(nil)
	r := tar.NewReader(f)
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return all, order
		}
		require.NoError(t, err)
		order = append(order, h.Name)
		if h.Typeflag == tar.TypeDir {
			all[h.Name] = nil
			continue
		}
		data, err := io.ReadAll(r)
		require.NoError(t, err)
		all[h.Name] = data
	}
}

// requireValid asks xmllint, by an official schema.
func requireValid(t testing.TB, schema, file string) {
	t.Helper()
	valid, said := oracle.Judge(t, schema, file)
	require.True(t, valid, said)
}

// structureSchema is a driver that imports the official schema and ours: alone, the official one knows nothing of our xsi:type.
func structureSchema(t testing.TB, edition string) string {
	text := fmt.Sprintf(`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:import namespace="%s" schemaLocation="%s"/><xs:import namespace="%s" schemaLocation="%s"/></xs:schema>`,
		noark5.StructureNamespace, oracle.Standards(t, "noark5", edition, noark5.StructureSchema), noark5.OwnNamespace, filepath.Join(oracle.Module(t), "schemas", "noark5", noark5.OwnSchema))
	file := filepath.Join(t.TempDir(), "driver.xsd")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return file
}

func schemaOf(t testing.TB, name string) string {
	switch name {
	case noark5.StructureFile:
		return structureSchema(t, "5.5")
	case addml.File:
		return oracle.Standards(t, "addml", "8.3", "addml.xsd")
	case "dias-mets.xml":
		return oracle.Standards(t, "dias", "mets", "latest", "DIAS_METS.xsd")
	case "dias-premis.xml", "log.xml":
		return oracle.Standards(t, "dias", "premis", "2.0", "DIAS_PREMIS.xsd")
	}
	return oracle.Standards(t, "noark5", "5.5", strings.TrimSuffix(name, ".xml")+".xsd")
}

func TestEverythingThatIsWrittenIsValidByTheOfficialSchemas(t *testing.T) {
	draft, result := packed(t, believable(t), options(t))
	files, err := filepath.Glob(draft.Path("arkiv/*.xml"))
	require.NoError(t, err)
	require.Len(t, files, 8, "arkivstruktur, endringslogg, two journals, arkivuttrekk, log, premis, mets")
	for _, file := range files {
		requireValid(t, schemaOf(t, filepath.Base(file)), file)
	}
	requireValid(t, oracle.Standards(t, "dias", "submissionDescription", "1.0", "submissionDescription.xsd"), draft.Path(result.Info))
	for _, name := range []string{"endringslogg", "loependeJournal", "offentligJournal"} { // Arkade 5 judges by the first edition of 5.0, which it has built in
		requireValid(t, oracle.Standards(t, "noark5", "5.0", name+".xsd"), draft.Path("arkiv/"+name+".xml"))
	}
	requireValid(t, structureSchema(t, "5.0"), draft.Path("arkiv/arkivstruktur.xml"))
}

func TestPackageHoldsWhatADepotLooksFor(t *testing.T) {
	draft, result := packed(t, believable(t), options(t))
	all, order := members(t, draft.Path(result.Tar))
	root := string(result.ID) + "/"
	require.Equal(t, root, order[0])
	require.Empty(t, dias.Missing(func(p string) bool {
		_, file := all[root+p]
		_, folder := all[root+p+"/"]
		return file || folder
	}))
	require.Equal(t, all[root+"content/arkivuttrekk.xml"], all[root+dias.ADDML], "the description lies twice, byte for byte")
	require.Equal(t, all[root+"content/addml.xsd"], all[root+dias.ADDMLSchema])
	for name, content := range map[string]string{"2004-00012/0001.pdf": "en", "2004-00012/0002.pdf": "to", "2004-00013/0002-original.pdf": "tre", "2004-00013/0002.pdf": "tre som pdf/a"} {
		require.Equal(t, content, string(all[root+"content/DOKUMENT/"+name]), name)
	}
	for name := range all {
		require.NotContains(t, strings.ToLower(name), "nordmann", "names of files are neutral")
	}
	require.Equal(t, Result{ID: result.ID, Tar: "pakke/" + string(result.ID) + ".tar", Info: "pakke/" + string(result.ID) + ".xml", Sums: "pakke/" + string(result.ID) + ".sha256",
		CRC32C: result.CRC32C, Size: result.Size, Members: len(order), Folders: 3, Records: 6, Documents: 4, Bytes: 20, Posts: 2, Changes: 2, Findings: result.Findings}, result)
	require.Equal(t, []deposit.Code{PostTwice}, codes(result.Findings))
	require.Equal(t, depositID.Derive("pakke"), result.ID)
	for _, n := range []string{"arkivstruktur.xml", "arkivuttrekk.xml", "endringslogg.xml", "offentligJournal.xml"} {
		copied, err := os.ReadFile(draft.Path("arkiv/" + n))
		require.NoError(t, err)
		require.Equal(t, all[root+"content/"+n], copied, "the copy for people is the same")
	}
}

func codes(found []deposit.Finding) []deposit.Code {
	var all []deposit.Code
	for _, f := range found {
		all = append(all, f.Code)
	}
	return all
}

func TestChecksumFileIsForSha256sum(t *testing.T) {
	draft, result := packed(t, believable(t), options(t))
	cmd := exec.Command("sha256sum", "-c", path.Base(result.Sums))
	cmd.Dir = draft.Path("pakke")
	said, err := cmd.CombinedOutput()
	require.NoError(t, err, string(said))
	require.Equal(t, 2, strings.Count(string(said), ": OK"), "the tar, and the submission description that nothing else covers")
}

func TestTheSameFoldersGiveTheSameBytes(t *testing.T) {
	a, first := packed(t, believable(t), options(t))
	b, second := packed(t, believable(t), options(t))
	require.Equal(t, first, second)
	for _, name := range []string{first.Tar, first.Info, first.Sums} {
		one, err := os.ReadFile(a.Path(name))
		require.NoError(t, err)
		two, err := os.ReadFile(b.Path(name))
		require.NoError(t, err)
		require.True(t, bytes.Equal(one, two), name)
	}
}

func TestAFileThatChangedStopsThePackage(t *testing.T) {
	for name, change := range map[string]func(s *shelf, path string){
		"another byte": func(s *shelf, p string) { s.sources[p] = []byte("tO") },
		"grown":        func(s *shelf, p string) { s.sources[p] = []byte("to og mer") },
		"cut":          func(s *shelf, p string) { s.sources[p] = []byte("t") },
		"gone":         func(s *shelf, p string) { delete(s.sources, p) },
	} {
		t.Run(name, func(t *testing.T) {
			s := believable(t)
			change(s, s.folders[1].Files.Files[1].Path)
			result, err := New(Ports{Source: s, Files: s, Draft: folderDraft(t.TempDir())}, options(t)).Run(t.Context())
			var known *deposit.Error
			require.ErrorAs(t, err, &known)
			require.Equal(t, deposit.Conflict, known.Kind)
			require.Equal(t, "2004-00012, fil 2", known.At)
			require.Contains(t, []string{"file_altered", "file_gone"}, known.Key)
			require.NotContains(t, err.Error(), "Nordmann", "no path in an error")
			require.Empty(t, result)
		})
	}
}

func TestAFileThatFallsOutBetweenTwoRoomsStopsThePackage(t *testing.T) {
	s := believable(t)
	s.folders[1].Description.Records[0].Objects = nil
	_, err := New(Ports{Source: s, Files: s, Draft: folderDraft(t.TempDir())}, options(t)).Run(t.Context())
	require.Equal(t, deposit.Internal, deposit.KindOf(err))
	require.ErrorContains(t, err, "2004-00012")
}

// Trap 6: a change log without changes and journals without posts cannot be valid.
func TestTrap6NoEmptyChangeLogAndNoEmptyJournals(t *testing.T) {
	s := newShelf()
	s.add(t, client{number: "45/1979-80", last: "Eksempel", medium: deposit.OnPaper, placings: []deposit.Placing{{Volume: 1, Volumes: 1, Box: 1, Position: 1, Size: 14}}})
	draft, result := packed(t, s, options(t))
	require.Equal(t, []deposit.Code{NoChanges, NoJournals}, codes(result.Findings))
	all, _ := members(t, draft.Path(result.Tar))
	for _, name := range []string{"endringslogg", "loependeJournal", "offentligJournal"} {
		require.NotContains(t, all, string(result.ID)+"/content/"+name+".xml")
		require.NotContains(t, all, string(result.ID)+"/content/"+name+".xsd", "a schema without its document is refused too")
	}
	requireValid(t, structureSchema(t, "5.5"), draft.Path("arkiv/arkivstruktur.xml"))
	requireValid(t, schemaOf(t, addml.File), draft.Path("arkiv/arkivuttrekk.xml"))
	x := readExtraction(t, draft)
	require.Zero(t, x.DocumentFiles)
	require.Len(t, x.Objects, 1)
}

func readExtraction(t testing.TB, draft folderDraft) *addml.Reading {
	f, err := os.Open(draft.Path("arkiv/arkivuttrekk.xml"))
	require.NoError(t, err)
	defer f.Close()
	x, err := addml.Read(f)
	require.NoError(t, err)
	return x
}

// Trap 8: booleans, counts and checksums are those of what was written.
func TestTrap8ExtractionTellsWhatWasWritten(t *testing.T) {
	draft, _ := packed(t, believable(t), options(t))
	x := readExtraction(t, draft)
	require.True(t, x.Screened)
	require.True(t, x.OwnMetadata)
	require.False(t, x.Disposed)
	require.False(t, x.ToBeDisposed, "trap 7: no kassasjon stands where nothing is to be destroyed")
	require.Equal(t, 4, x.DocumentFiles)
	structure, _ := x.Object(addml.Structure)
	folders, _ := structure.Count("mappe")
	records, _ := structure.Count("registrering")
	require.Equal(t, []int{3, 6}, []int{folders, records})
	for _, sum := range x.Files() {
		data, err := os.ReadFile(draft.Path("arkiv/" + sum.Name))
		require.NoError(t, err)
		require.Equal(t, string(deposit.DigestOf(data)), sum.Checksum, sum.Name)
	}
}

// Trap 9: ids are the same in a trial and in the final package, whatever boxes and files do.
func TestTrap9IdsHangOnNaturalKeysOnly(t *testing.T) {
	ids := func(s *shelf) (all []deposit.ID) {
		for _, f := range s.folders {
			all = append(all, f.Description.ID)
			for _, r := range f.Description.Records {
				all = append(all, r.ID, r.DocumentID)
			}
		}
		return all
	}
	one, two := believable(t), newShelf()
	for _, f := range one.folders {
		f.Placings = nil
		two.folders = append(two.folders, f)
	}
	require.Equal(t, ids(one), ids(two))
	seen := map[deposit.ID]bool{}
	for _, id := range ids(one) {
		require.False(t, seen[id])
		seen[id] = true
	}
}

func TestBoxesStandWhereADepotReadsThem(t *testing.T) {
	draft, _ := packed(t, believable(t), options(t))
	f, err := os.Open(draft.Path("arkiv/arkivstruktur.xml"))
	require.NoError(t, err)
	defer f.Close()
	var folders []*noark5.Folder
	_, err = noark5.ReadStructure(f, noark5.Visitor{Folder: func(f *noark5.Folder) error { folders = append(folders, f); return nil }})
	require.NoError(t, err)
	require.Equal(t, []string{"Boks 1, plass 1", "Boks 2, plass 1"}, folders[0].StorageLocations)
	require.Equal(t, []noark5.BoxPlace{{Box: 1, Volume: 1, Position: 1}, {Box: 2, Volume: 2, Position: 1}}, folders[0].Client.Boxes)
	require.Equal(t, []string{noark5.MediumPaper, noark5.MediumDigital, noark5.MediumMixed}, []string{folders[0].Medium, folders[1].Medium, folders[2].Medium})
	require.Equal(t, "Klientmappe 45/1979-80", folders[0].Title)
	require.Equal(t, noark5.Screened, folders[0].PublicTitle)
	require.Equal(t, 60, folders[0].Screening.Years)
	require.Equal(t, "Kari Eksempel", folders[0].Parties[0].Name)
	require.NotNil(t, folders[1].Case)
	require.Nil(t, folders[2].Case, "its one journal post is another folder's too, and stands there")
	require.Equal(t, []noark5.Conversion{{Done: noark5.Act{At: theDeposit().Produced, By: "PPT Eksempel"}, From: "fmt/95", To: "fmt/477", Tool: "LibreOffice 25.8"}},
		folders[2].Registrations[1].Documents[0].Objects[1].Conversions, "krav 6.4.42")
	require.Equal(t, noark5.VariantProduction, folders[2].Registrations[1].Documents[0].Objects[0].Variant)
}

func TestPublicJournalHoldsNoName(t *testing.T) {
	draft, _ := packed(t, believable(t), options(t))
	data, err := os.ReadFile(draft.Path("arkiv/offentligJournal.xml"))
	require.NoError(t, err)
	for _, secret := range []string{"Ødegård", "Kari", "Eksempel skole", "Henvisning"} {
		require.NotContains(t, string(data), secret)
	}
	require.Less(t, strings.Index(string(data), "<journalsekvensnummer>4<"), strings.Index(string(data), "<journalsekvensnummer>17<"), "krav 6.4.30")
}

func TestWithoutImportedSchemasAWarningSaysSo(t *testing.T) {
	o := options(t)
	o.Schemas = nil
	draft, result := packed(t, believable(t), o)
	require.Equal(t, []deposit.Code{PostTwice, SchemasMissing}, codes(result.Findings))
	for _, f := range result.Findings {
		require.NotEqual(t, deposit.Hold, f.Severity())
	}
	all, _ := members(t, draft.Path(result.Tar))
	require.Contains(t, all, string(result.ID)+"/content/"+noark5.OwnSchema, "ours is there always")
	requireValid(t, schemaOf(t, addml.File), draft.Path("arkiv/arkivuttrekk.xml"))
	x := readExtraction(t, draft)
	require.Equal(t, string(officialSchemas[noark5.StructureSchema].digest), x.Objects[0].Schemas[0].Checksum, "it says which schema is meant")
}

func TestACreatorWithoutANumberGoesByTheOwnersAndThatIsTold(t *testing.T) {
	o := options(t)
	o.Deposit.Creator.Number = " "
	draft, result := packed(t, believable(t), o)
	require.Equal(t, []deposit.Code{PostTwice, CreatorNoID}, codes(result.Findings))
	said := result.Findings[1]
	require.Equal(t, deposit.Warn, said.Severity())
	require.Contains(t, said.Say("nb").Text, "(1108)")
	data, err := os.ReadFile(draft.Path("arkiv/arkivstruktur.xml"))
	require.NoError(t, err)
	require.Contains(t, string(data), "<arkivskaperID>1108</arkivskaperID>")
}

func TestAnAlteredSchemaIsTold(t *testing.T) {
	o := options(t)
	o.Schemas[noark5.StructureSchema] = func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(altered(t))), nil }
	_, result := packed(t, believable(t), o)
	require.Contains(t, codes(result.Findings), SchemaAltered)
}

func TestDocumentFolderIsTheDepotsChoice(t *testing.T) {
	o := options(t)
	o.Profile.DocumentFolder = "dokumenter" // stands after arkivuttrekk.xml in the tar
	draft, result := packed(t, believable(t), o)
	all, _ := members(t, draft.Path(result.Tar))
	require.Contains(t, all, string(result.ID)+"/content/dokumenter/2004-00012/0001.pdf")
}

func TestBasisFollowsWhatDecidesTheBytes(t *testing.T) {
	base := New(Ports{}, options(t)).Basis().Digest()
	newer := options(t)
	newer.Version = "0.2"
	require.Equal(t, base, New(Ports{}, newer).Basis().Digest(), "a newer program does not redo a package")
	other := options(t)
	other.Schemas = nil
	require.NotEqual(t, base, New(Ports{}, other).Basis().Digest())
	other = options(t)
	other.Deposit.Agreement = "2021/1"
	require.NotEqual(t, base, New(Ports{}, other).Basis().Digest())
}

func TestNothingToPackIsSaid(t *testing.T) {
	s := newShelf()
	_, err := New(Ports{Source: s, Files: s, Draft: folderDraft(t.TempDir())}, options(t)).Run(t.Context())
	require.Equal(t, deposit.Held, deposit.KindOf(err))
}
