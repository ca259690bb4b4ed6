package convert

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// unpackedInput is an archive of a picture, a letter with a Word document, and what a program left; the letter has a rendition.
func unpackedInput(answers ...deposit.Answer) In {
	return In{
		Files: deposit.Files{Files: []deposit.SourceFile{{Ordinal: 1, Path: "a/001.zip"}}},
		Taken: deposit.Taken{Files: []deposit.TakenFile{
			{Ordinal: 1, SHA256: "aa", Size: 10, PUID: "x-fmt/263", Verdict: deposit.FormatUnpacked, Parts: 3},
			{Ordinal: 2, SHA256: "bb", Size: 20, PUID: "fmt/43", Verdict: deposit.FormatAccepted, Inside: deposit.Inside{1, 1}, Name: "bilde.JPG"},
			{Ordinal: 3, SHA256: "cc", Size: 30, PUID: "fmt/950", Verdict: deposit.FormatConvert, Inside: deposit.Inside{1, 2}, Name: "brev.eml", Parts: 1},
			{Ordinal: 4, SHA256: "dd", Size: 40, PUID: "fmt/40", Verdict: deposit.FormatHeld, Finding: "F-4", Inside: deposit.Inside{1, 2, 1}, Name: "notat.doc"},
			{Ordinal: 5, SHA256: "ee", Size: 50, Verdict: deposit.FormatNoise, Rule: deposit.RuleNoise, Inside: deposit.Inside{1, 3}, Name: "Thumbs.db"},
		}},
		Documents: deposit.Documents{Documents: []deposit.Document{{Number: 7, File: 1}}},
		Rendered: deposit.Rendered{Files: []deposit.RenderedFile{{Ordinal: 3, Rendition: deposit.Rendition{Outcome: deposit.RenditionMade, SHA256: "ff", Size: 5,
			PUID: "fmt/476", Extension: ".pdf"}}}},
		Answers: deposit.Answers{Answers: answers},
	}
}

func packedOrdinals(r deposit.Renditions) (originals, renditions []int) {
	for _, p := range r.Packed {
		if p.Rendition {
			renditions = append(renditions, p.Ordinal)
		} else {
			originals = append(originals, p.Ordinal)
		}
	}
	return originals, renditions
}

func TestAnArchiveGoesByWhatBecameOfItsParts(t *testing.T) {
	accept, exclude := deposit.Answer{Finding: "F-4", Kind: deposit.Accept}, deposit.Answer{Finding: "F-4", Kind: deposit.Exclude}
	for name, c := range map[string]struct {
		keep                  bool
		answers               []deposit.Answer
		fates                 []deposit.Fate
		originals, renditions []int
	}{
		"a part waits": {false, nil, []deposit.Fate{deposit.FateHeld, deposit.FatePackaged, deposit.FateRendition, deposit.FateHeld, deposit.FateExcludedByRule}, []int{2}, []int{3}},
		"all are in":   {false, []deposit.Answer{accept}, []deposit.Fate{deposit.FateUnpacked, deposit.FatePackaged, deposit.FateRendition, deposit.FatePackaged, deposit.FateExcludedByRule}, []int{2, 4}, []int{3}},
		"originals":    {true, []deposit.Answer{accept}, []deposit.Fate{deposit.FatePackaged, deposit.FatePackaged, deposit.FateBoth, deposit.FatePackaged, deposit.FateExcludedByRule}, []int{1, 2, 3, 4}, []int{3}},
		"a part is left out": {true, []deposit.Answer{exclude},
			[]deposit.Fate{deposit.FateUnpacked, deposit.FatePackaged, deposit.FateRendition, deposit.FateExcludedByDecision, deposit.FateExcludedByRule}, []int{2}, []int{3}},
	} {
		out, err := New(Options{KeepOriginal: c.keep}).Run(t.Context(), unpackedInput(c.answers...), noBench{})
		require.NoError(t, err)
		require.Equal(t, c.fates, fates(out), name)
		originals, renditions := packedOrdinals(out)
		require.Equal(t, c.originals, originals, name)
		require.Equal(t, c.renditions, renditions, name)
	}
	out, err := New(Options{}).Run(t.Context(), unpackedInput(accept), noBench{})
	require.NoError(t, err)
	require.Equal(t, deposit.PackedFile{Ordinal: 2, Document: 7, Source: "bb", SHA256: "bb", Size: 20, PUID: "fmt/43", Extension: ".jpg", Inside: deposit.Inside{1, 1}}, out.Packed[0])
	require.Equal(t, deposit.Inside{1, 2, 1}, out.Fates[3].Inside)
}

// TestAnArchiveIsNeverDroppedWhileSomethingOfItWaits draws verdicts and answers for the parts.
func TestAnArchiveIsNeverDroppedWhileSomethingOfItWaits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := unpackedInput()
		for i := range in.Taken.Files[1:] {
			f := &in.Taken.Files[i+1]
			f.Verdict = rapid.SampledFrom([]deposit.FormatVerdict{deposit.FormatAccepted, deposit.FormatConvert, deposit.FormatHeld, deposit.FormatNoise}).Draw(t, "verdict")
			f.Finding = ""
			if f.Verdict == deposit.FormatHeld {
				f.Finding = deposit.FindingID("F-" + f.SHA256)
			}
			if kind := rapid.SampledFrom([]deposit.AnswerKind{"", deposit.Accept, deposit.Exclude}).Draw(t, "answer"); kind != "" {
				in.Answers.Answers = append(in.Answers.Answers, deposit.Answer{Finding: deposit.FindingID("F-" + f.SHA256), Kind: kind})
			}
		}
		out, err := New(Options{KeepOriginal: rapid.Bool().Draw(t, "keep")}).Run(t.Context(), in, noBench{})
		require.NoError(t, err)
		parts := out.Fates[1:]
		has := func(fate deposit.Fate) bool {
			return slices.ContainsFunc(parts, func(f deposit.FileFate) bool { return f.Fate == fate })
		}
		require.Equal(t, has(deposit.FateHeld), out.Fates[0].Fate == deposit.FateHeld)
		originals, _ := packedOrdinals(out)
		if has(deposit.FateExcludedByDecision) || has(deposit.FateHeld) {
			require.NotContains(t, originals, 1, "what a person left out lies in it")
		}
	})
}

func TestPartsAreMadeRenditionsOfByTheirPlace(t *testing.T) {
	in := unpackedInput()
	require.Equal(t, "a/001.zip//2//1", in.Files.At(4, in.Taken.Files[3].Inside))
	require.Equal(t, "a/001.zip", in.Files.At(1, nil))
	require.Empty(t, in.Files.At(4, deposit.Inside{9, 1}))
}
