package pack

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/addml"
)

// purgedOne is the believable shelf with one digital and one paper document that executed plans destroyed.
func purgedOne(t *testing.T) *shelf {
	s := believable(t)
	records := s.folders[2].Description.Records
	last := len(records) - 1
	gone := deposit.DescribedRecord{Number: 4, Title: "Utkast", Kind: "rapport", Created: date("2005-02-01"), Dated: date("2005-02-01"), Medium: deposit.Digital,
		ID: depositID.Derive("registrering", "x", "4"), DocumentID: depositID.Derive("dokumentbeskrivelse", "x", "4"), Purged: &deposit.DescribedPurge{On: date("2024-09-05"), By: "Kari Demoarkivar"}}
	records[last].Purged = &deposit.DescribedPurge{On: date("2024-09-06"), By: "Kari Demoarkivar"}
	s.folders[2].Description.Records = append(records, gone)
	return s
}

// Krav 6.4.27: a destroyed document keeps its description, says when and by whom, and has no file; the extraction says that there are such documents.
func TestADestroyedDocumentIsValidByTheOfficialSchemas(t *testing.T) {
	draft, result := packed(t, purgedOne(t), options(t))
	for _, edition := range []string{"5.0", "5.5"} {
		requireValid(t, structureSchema(t, edition), draft.Path("arkiv/arkivstruktur.xml"))
	}
	requireValid(t, schemaOf(t, addml.File), draft.Path("arkiv/arkivuttrekk.xml"))
	data, err := os.ReadFile(draft.Path("arkiv/arkivstruktur.xml"))
	require.NoError(t, err)
	require.Regexp(t, `<utfoertKassasjon>\s*<kassertDato>2024-09-05T00:00:00[^<]*</kassertDato>\s*<kassertAv>Kari Demoarkivar</kassertAv>`, string(data))
	x := readExtraction(t, draft)
	require.True(t, x.Disposed)
	require.False(t, x.ToBeDisposed)
	require.Equal(t, 4, x.DocumentFiles, "the destroyed one has no file")
	require.Equal(t, 7, result.Records)
}

func TestAPackageWithADestroyedDocumentIsJudgedValid(t *testing.T) {
	draft, result := packed(t, purgedOne(t), options(t))
	summary, found := filesOf(t, draft, result).judge(t)
	require.True(t, summary.Valid(), "%v", found)
	require.Empty(t, found)
}
