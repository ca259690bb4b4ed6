package workspace

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

const keepsOriginals = "behold_original: true\n"

// TestAProfileMayJudgeAFormatOtherwise reads an exception with its reason.
func TestAProfileMayJudgeAFormatOtherwise(t *testing.T) {
	w, err := Open(spoiled(t, ProfileFile, keepsOriginals, keepsOriginals+"formatunntak:\n  - {id: dep-heic, utfall: accept, fordi: Avtalt i brev 24/117}\n"), "nb")
	require.NoError(t, err)
	verdict, rule := w.Formats.Judge("fmt/1101", deposit.Date{})
	require.Equal(t, deposit.FormatAccepted, verdict)
	require.Equal(t, "dep-heic", rule)
	line, _ := w.Formats.Rule(rule)
	require.Equal(t, "Avtalt i brev 24/117", line.Because)
	usual, err := Open(spoiled(t, ProfileFile, "", ""), "nb")
	require.NoError(t, err)
	require.NotEqual(t, usual.Formats.Digest(), w.Formats.Digest(), "the exception is part of what judges")
	verdict, _ = usual.Formats.Judge("fmt/1101", deposit.Date{})
	require.Equal(t, deposit.FormatHeld, verdict)
}

func TestFaultsOfExceptions(t *testing.T) {
	for name, c := range map[string]struct{ line, want string }{
		"no such rule": {"{id: dep-film, utfall: accept, fordi: x}", "ingen regel har denne id-en"},
		"no reason":    {"{id: dep-heic, utfall: accept}", "fordi mangler"},
		"no verdict":   {"{id: dep-heic, utfall: kanskje, fordi: x}", "utfall må være en av"},
		"twice":        {"{id: dep-heic, utfall: hold, fordi: x}\n  - {id: dep-heic, utfall: accept, fordi: x}", "brukt før"},
	} {
		_, err := Open(spoiled(t, ProfileFile, keepsOriginals, keepsOriginals+"formatunntak:\n  - "+c.line+"\n"), "nb")
		require.ErrorContains(t, err, c.want, name)
	}
}

// TestEveryFormatThatIsConvertedHasAWay keeps the policy that comes with the program from promising what nobody makes.
func TestEveryFormatThatIsConvertedHasAWay(t *testing.T) {
	w, err := Open(spoiled(t, FormatsFile, "", ""), "nb")
	require.NoError(t, err)
	for _, r := range w.Formats.Rules {
		if r.Copy || r.Verdict == deposit.FormatConvert || r.Otherwise == deposit.FormatConvert {
			require.NotEmpty(t, r.Converter, r.ID)
		}
		if r.Container {
			require.Equal(t, deposit.FormatHeld, r.Verdict, r.ID)
		}
	}
}
