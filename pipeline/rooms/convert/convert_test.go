package convert

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

type noBench struct{}

func (noBench) Folder() deposit.FolderRef { return deposit.FolderRef{ID: "1", Journal: "2001-00001"} }
func (noBench) Find(deposit.Finding)      {}

func input(answers ...deposit.Answer) In {
	return In{
		Files: deposit.Files{Files: []deposit.SourceFile{{Ordinal: 1, Path: "a/001.PDF"}, {Ordinal: 2, Path: "a/002.doc"}, {Ordinal: 3, Path: "a/003.jp g"}}},
		Taken: deposit.Taken{Files: []deposit.TakenFile{
			{Ordinal: 1, SHA256: "aa", Size: 10, PUID: "fmt/95", Verdict: deposit.FormatAccepted},
			{Ordinal: 2, SHA256: "bb", Size: 20, PUID: "fmt/40", Format: "Word 97", Verdict: deposit.FormatConvert, Finding: "F-2"},
			{Ordinal: 3, SHA256: "cc", Size: 30, Verdict: deposit.FormatHeld, Finding: "F-3"},
		}},
		Documents: deposit.Documents{Documents: []deposit.Document{{Number: 7, File: 1}, {Number: 8, File: 2}, {Number: 9, File: 3}}},
		Answers:   deposit.Answers{Answers: answers},
	}
}

func fates(r deposit.Renditions) []deposit.Fate {
	var out []deposit.Fate
	for _, f := range r.Fates {
		out = append(out, f.Fate)
	}
	return out
}

func TestEveryFileHasOneFateAndUnansweredHoldsStayHeld(t *testing.T) {
	out, err := New(Options{}).Run(t.Context(), input(), noBench{})
	require.NoError(t, err)
	require.Equal(t, []deposit.Fate{deposit.FatePackaged, deposit.FateHeld, deposit.FateHeld}, fates(out))
	require.Len(t, out.Packed, 1)
	require.Equal(t, deposit.PackedFile{Ordinal: 1, Document: 7, Source: "aa", SHA256: "aa", Size: 10, PUID: "fmt/95", Extension: ".pdf"}, out.Packed[0])
}

func TestAnswersDecide(t *testing.T) {
	out, err := New(Options{}).Run(t.Context(), input(deposit.Answer{Finding: "F-2", Kind: deposit.Accept}, deposit.Answer{Finding: "F-3", Kind: deposit.Exclude}), noBench{})
	require.NoError(t, err)
	require.Equal(t, []deposit.Fate{deposit.FatePackaged, deposit.FatePackaged, deposit.FateExcludedByDecision}, fates(out))
	require.Equal(t, []int{7, 8}, []int{out.Packed[0].Document, out.Packed[1].Document})
	require.Equal(t, []deposit.FindingID{"", "F-2"}, []deposit.FindingID{out.Packed[0].ByDecision, out.Packed[1].ByDecision}, "only what the policy does not take")
	require.Equal(t, []string{"", "Word 97"}, []string{out.Packed[0].Format, out.Packed[1].Format})
}

func TestAnAnswerToAnotherFindingDecidesNothing(t *testing.T) {
	out, err := New(Options{}).Run(t.Context(), input(deposit.Answer{Finding: "", Kind: deposit.Exclude}, deposit.Answer{Finding: "F-9", Kind: deposit.Accept}), noBench{})
	require.NoError(t, err)
	require.Equal(t, []deposit.Fate{deposit.FatePackaged, deposit.FateHeld, deposit.FateHeld}, fates(out))
}

type docConverter struct{ fail error }

func (docConverter) Can(puid string) bool { return puid == "fmt/40" }
func (docConverter) Basis() string        { return "doc" }
func (d docConverter) Convert(_ context.Context, s Source) (Rendition, bool, error) {
	return Rendition{SHA256: "dd", Size: 5, PUID: "fmt/477", Extension: ".pdf", Tool: "office 1"}, s.Path == "a/002.doc", d.fail
}

func TestAConverterSlotsIn(t *testing.T) {
	in := input()
	in.Taken.Files[1].Finding = ""
	out, err := New(Options{Converter: docConverter{}}).Run(t.Context(), in, noBench{})
	require.NoError(t, err)
	require.Equal(t, deposit.FateRendition, out.Fates[1].Fate)
	require.Equal(t, "fmt/40", out.Packed[1].From)

	out, err = New(Options{Converter: docConverter{}, KeepOriginal: true}).Run(t.Context(), in, noBench{})
	require.NoError(t, err)
	require.Equal(t, deposit.FateBoth, out.Fates[1].Fate)
	require.Len(t, out.Packed, 3)

	_, err = New(Options{Converter: docConverter{fail: errors.New("no office")}}).Run(t.Context(), in, noBench{})
	require.ErrorContains(t, err, "file 2: no office")
}

func TestAnExtensionIsAPlainWordOrNone(t *testing.T) {
	for name, want := range map[string]string{"a.PDF": ".pdf", "a": "", "a.jp g": "", "a.../x.tar.gz": ".gz", "a.å": "", "a.verylongextension": "", ".doc": ".doc"} {
		require.Equal(t, want, extension(name), name)
	}
}
