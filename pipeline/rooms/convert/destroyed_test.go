package convert

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

func TestADestroyedFileIsOutByTheRuleOfItsClassWhateverWasAnswered(t *testing.T) {
	in := input(deposit.Answer{Finding: "F-2", Kind: deposit.Accept})
	in.Purged = deposit.Purged{Documents: []deposit.PurgedDocument{{Document: 8, Ordinal: 9, Path: "a/002.doc", Rule: "r5-klasse-3"}}}
	out, err := New(Options{}).Run(t.Context(), in, noBench{})
	require.NoError(t, err)
	require.Equal(t, []deposit.Fate{deposit.FatePackaged, deposit.FateExcludedByRule, deposit.FateHeld}, fates(out))
	require.Equal(t, deposit.FileFate{Ordinal: 2, SHA256: "bb", Size: 20, Fate: deposit.FateExcludedByRule, Because: "r5-klasse-3"}, out.Fates[1])
	require.Len(t, out.Packed, 1, "ordinals move when files are added: it is known by its path")
}
