package pack

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
)

// altered is the official schema with a space at its end.
func altered(t testing.TB) string {
	data, err := os.ReadFile(oracle.Standards(t, "noark5", "5.5", noark5.StructureSchema))
	require.NoError(t, err)
	return string(data) + " "
}

func asSchema(text string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
}

// refused packs what must not be packed, and wants the error, and nothing of what people get.
func refused(t *testing.T, o Options) *deposit.Error {
	t.Helper()
	draft := folderDraft(t.TempDir())
	s := believable(t)
	_, err := New(Ports{Source: s, Files: s, Draft: draft}, o).Run(t.Context())
	var told *deposit.Error
	require.ErrorAs(t, err, &told)
	tars, globErr := filepath.Glob(draft.Path("pakke/*"))
	require.NoError(t, globErr)
	require.Empty(t, tars, "nothing that could be shown")
	return told
}

// Each file is refused by a schema in which one element has another name: the room judges every one of them.
func TestAFileThatIsNotValidStopsTheRoom(t *testing.T) {
	for schema, c := range map[string]struct{ at, element string }{
		"arkivstruktur.xsd":    {"content/arkivstruktur.xml", "systemID"},
		"endringslogg.xsd":     {"content/endringslogg.xml", "referanseArkivenhet"},
		"loependeJournal.xsd":  {"content/loependeJournal.xml", "journalStartDato"},
		"offentligJournal.xsd": {"content/offentligJournal.xml", "journalStartDato"},
		"addml.xsd":            {"content/arkivuttrekk.xml", "addml"},
		"DIAS_PREMIS.xsd":      {"log.xml", "objectIdentifierType"},
		"DIAS_METS.xsd":        {"dias-mets.xml", "metsHdr"},
	} {
		t.Run(schema, func(t *testing.T) {
			o := options(t)
			r, err := o.Schemas[schema]()
			require.NoError(t, err)
			text, err := io.ReadAll(r)
			require.NoError(t, err)
			require.NoError(t, r.Close())
			changed := strings.ReplaceAll(string(text), `name="`+c.element+`"`, `name="annet"`)
			require.NotEqual(t, string(text), changed)
			o.Schemas[schema] = asSchema(strings.ReplaceAll(changed, `ref="`+c.element+`"`, `ref="annet"`))
			told := refused(t, o)
			require.Equal(t, []any{deposit.Internal, "own_xml", c.at}, []any{told.Kind, told.Key, told.At})
			require.Len(t, told.Args, 3)
			require.Regexp(t, `^[1-9][0-9]*$`, told.Args[0])
			require.Regexp(t, `^/`, told.Args[1])
			require.NotContains(t, told.Error(), "Nordmann", "nobody's name")
		})
	}
}

// The submission description is written when the tar is judged, which lies in the draft then; nobody shows a draft that is not described.
func TestASubmissionDescriptionThatIsNotValidIsTold(t *testing.T) {
	o := options(t)
	o.Schemas["submissionDescription.xsd"] = asSchema(`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="other"/></xs:schema>`)
	s := believable(t)
	result, err := New(Ports{Source: s, Files: s, Draft: folderDraft(t.TempDir())}, o).Run(t.Context())
	require.NoError(t, err)
	var told *deposit.Error
	require.ErrorAs(t, result.Describe(deposit.DigestOf(nil)), &told)
	require.Equal(t, []string{"2", "/mets[1]", "unknown-root"}, told.Args)
}

func TestOurOwnMetadataAreJudgedWithoutOfficialSchemas(t *testing.T) {
	o := options(t)
	o.Schemas = nil
	s := believable(t)
	client := &s.folders[0].Description.Client
	client.Number = "" // vsmd-ppt.xsd wants one
	_, err := New(Ports{Source: s, Files: s, Draft: folderDraft(t.TempDir())}, o).Run(t.Context())
	require.Error(t, err)
	require.Equal(t, deposit.Internal, deposit.KindOf(err))
}

func TestAnImportedSchemaThatCannotBeUsedIsToldBeforeAnythingIsWritten(t *testing.T) {
	o := options(t)
	o.Schemas["addml.xsd"] = asSchema("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n<xs:elemental/></xs:schema>")
	told := refused(t, o)
	require.Equal(t, []any{deposit.Usage, "imported_schema", "addml.xsd", "2"}, []any{told.Kind, told.Key, told.At, told.Args[0]})
	o = options(t)
	o.Schemas["addml.xsd"] = func() (io.ReadCloser, error) { return nil, os.ErrPermission }
	require.Equal(t, "addml.xsd", refused(t, o).At)
}
