package describe

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

func TestADestroyedDocumentKeepsItsMetadata(t *testing.T) {
	in := whole()
	in.Files = deposit.Files{Files: []deposit.SourceFile{{Ordinal: 1, Path: "a/2.pdf", Size: 2}}}
	before, _ := describeIt(t, in)
	in.Purged = deposit.Purged{Documents: []deposit.PurgedDocument{
		{Document: 2, Path: "a/2.pdf", Date: date(2024, 9, 5), By: "Kari Demoarkivar"}, {Document: 1, Paper: true, Date: date(2024, 9, 6), By: "Eirik Demoleder"}}}
	in.Renditions = deposit.Renditions{Fates: []deposit.FileFate{{Ordinal: 1, SHA256: "en", Size: 2, Fate: deposit.FateExcludedByRule, Because: "r5-klasse-3"}}}
	d, b := describeIt(t, in)
	require.Empty(t, b.found)
	require.Len(t, d.Records, 2)
	require.Equal(t, &deposit.DescribedPurge{On: date(2024, 9, 6), By: "Eirik Demoleder"}, d.Records[0].Purged)
	require.Equal(t, &deposit.DescribedPurge{On: date(2024, 9, 5), By: "Kari Demoarkivar"}, d.Records[1].Purged)
	require.Empty(t, d.Records[1].Objects)
	require.Equal(t, before.Records[1].ID, d.Records[1].ID, "it is the same record, without its file")
	require.Equal(t, before.Records[1].Title, d.Records[1].Title)
}
