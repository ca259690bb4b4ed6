package convert

import (
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

// wantsRendition is the input in which nothing holds the Word document, with what is known of its rendition.
func wantsRendition(r deposit.Rendition, answers ...deposit.Answer) In {
	in := input(answers...)
	in.Taken.Files[1].Finding = ""
	in.Rendered.Files = []deposit.RenderedFile{{Ordinal: 2, Rendition: r}}
	return in
}

func madeOf(checks ...deposit.RenditionCheck) deposit.Rendition {
	return deposit.Rendition{Outcome: deposit.RenditionMade, SHA256: "dd", Size: 5, PUID: "fmt/477", Extension: ".pdf", Tool: "office 1", Checks: checks}
}

func TestARenditionTakesThePlaceOfItsSource(t *testing.T) {
	out, err := New(Options{}).Run(t.Context(), wantsRendition(madeOf()), noBench{})
	require.NoError(t, err)
	require.Equal(t, deposit.FateRendition, out.Fates[1].Fate)
	require.Equal(t, deposit.PackedFile{Ordinal: 2, Document: 8, Source: "bb", SHA256: "dd", Size: 5, PUID: "fmt/477", Extension: ".pdf", Rendition: true, Tool: "office 1", From: "fmt/40"}, out.Packed[1])

	out, err = New(Options{KeepOriginal: true}).Run(t.Context(), wantsRendition(madeOf()), noBench{})
	require.NoError(t, err)
	require.Equal(t, deposit.FateBoth, out.Fates[1].Fate)
	require.Len(t, out.Packed, 3)
}

// notes is a bench that remembers what was found.
type notes struct {
	noBench
	found *[]deposit.Finding
}

func (n notes) Find(f deposit.Finding) { *n.found = append(*n.found, f) }

func TestEveryOutcomeHasItsFindingAndWhatAPersonAnswersIsDone(t *testing.T) {
	for code, r := range map[deposit.Code]deposit.Rendition{
		NoTool: {Outcome: deposit.RenditionNoTool, Tool: "LibreOffice"}, NoWay: {Outcome: deposit.RenditionNoWay},
		TooSlow: failed(deposit.TroubleTime), Crashed: failed(deposit.TroubleCrash), Refused: failed(deposit.TroubleRefused), Disguised: failed(deposit.TroubleDisguise),
		PagesLost: failed(deposit.TroublePages), TextLost: failed(deposit.TroubleText), NoClaim: failed(deposit.TroubleClaim), Invalid: failed(deposit.TroubleInvalid),
		TooLarge: failed(deposit.TroubleLimit), Changed: failed(deposit.TroubleChanged),
	} {
		var found []deposit.Finding
		out, err := New(Options{}).Run(t.Context(), wantsRendition(r), notes{found: &found})
		require.NoError(t, err)
		require.Len(t, found, 1, code)
		require.Equal(t, code, found[0].Code)
		require.Equal(t, deposit.Hold, found[0].Severity(), code)
		require.Equal(t, deposit.FileFate{Ordinal: 2, SHA256: "bb", Size: 20, Fate: deposit.FateHeld, Because: string(found[0].ID())}, out.Fates[1])
		for kind, fate := range map[deposit.AnswerKind]deposit.Fate{deposit.Accept: deposit.FatePackaged, deposit.Exclude: deposit.FateExcludedByDecision} {
			if !deposit.Lookup(code).May(kind) {
				continue
			}
			out, err := New(Options{}).Run(t.Context(), wantsRendition(r, deposit.Answer{Finding: found[0].ID(), Kind: kind}), noBench{})
			require.NoError(t, err)
			require.Equal(t, fate, out.Fates[1].Fate, code)
			if kind == deposit.Accept {
				require.Equal(t, found[0].ID(), out.Packed[1].ByDecision)
			}
		}
	}
}

func failed(trouble deposit.RenditionTrouble) deposit.Rendition {
	return deposit.Rendition{Outcome: deposit.RenditionFailed, Trouble: trouble}
}

func TestWhatWasSeenOfARenditionIsTold(t *testing.T) {
	var found []deposit.Finding
	in := wantsRendition(madeOf(deposit.RenditionCheck{What: "text", Seen: "unknown"},
		deposit.RenditionCheck{What: "pages", Seen: "ok", N: 2}, deposit.RenditionCheck{What: "content", Seen: "changed", N: 3}))
	out, err := New(Options{}).Run(t.Context(), in, notes{found: &found})
	require.NoError(t, err)
	require.Equal(t, in.Rendered.Files[0].Checks, out.Packed[1].Checks)
	var codes []deposit.Code
	for _, f := range found {
		require.NotEqual(t, deposit.Hold, f.Severity())
		codes = append(codes, f.Code)
	}
	require.Equal(t, []deposit.Code{MustConvert, TextUnknown, PartsChanged}, codes)
	require.Equal(t, []string{"3"}, found[2].Args)
}

func TestACheckSaysWhatARunWillMake(t *testing.T) {
	out, err := New(Options{}).Run(t.Context(), wantsRendition(deposit.Rendition{Outcome: deposit.RenditionWaiting}), noBench{})
	require.NoError(t, err)
	require.Equal(t, deposit.FateRendition, out.Fates[1].Fate)
	require.Len(t, out.Packed, 1)
	out, err = New(Options{KeepOriginal: true}).Run(t.Context(), wantsRendition(deposit.Rendition{Outcome: deposit.RenditionWaiting}), noBench{})
	require.NoError(t, err)
	require.Equal(t, deposit.FateBoth, out.Fates[1].Fate, "the original goes along by rule")
	require.Len(t, out.Packed, 2)
}

// TestOneFaultHasOneFinding: that the policy wants a file converted is told where it can be, or where something else holds the file.
func TestOneFaultHasOneFinding(t *testing.T) {
	codes := func(in In) (all []deposit.Code) {
		var found []deposit.Finding
		_, err := New(Options{}).Run(t.Context(), in, notes{found: &found})
		require.NoError(t, err)
		for _, f := range found {
			require.Equal(t, []string{"fmt/40", "Word 97"}, f.Args[:2])
			require.Equal(t, "a/002.doc", f.File)
			all = append(all, f.Code)
		}
		return all
	}
	require.Equal(t, []deposit.Code{NoTool}, codes(wantsRendition(deposit.Rendition{Outcome: deposit.RenditionNoTool, Tool: "LibreOffice"})))
	require.Equal(t, []deposit.Code{Crashed}, codes(wantsRendition(failed(deposit.TroubleCrash))))
	require.Equal(t, []deposit.Code{MustConvert}, codes(wantsRendition(deposit.Rendition{Outcome: deposit.RenditionWaiting})))
	require.Equal(t, []deposit.Code{MustConvert}, codes(wantsRendition(madeOf())))
	require.Equal(t, []deposit.Code{MustConvert}, codes(input()), "intake's own hold stands on it")
}

func TestACopyGoesBesideAnAcceptedFileAndHoldsNobodyWhereItLacks(t *testing.T) {
	for outcome, want := range map[deposit.RenditionOutcome]deposit.Fate{deposit.RenditionMade: deposit.FateBoth, deposit.RenditionWaiting: deposit.FateBoth,
		deposit.RenditionFailed: deposit.FatePackaged, deposit.RenditionNoTool: deposit.FatePackaged} {
		in := wantsRendition(deposit.Rendition{Outcome: outcome, SHA256: "dd"})
		in.Taken.Files[1].Verdict, in.Taken.Files[1].Copy = deposit.FormatAccepted, true
		var found []deposit.Finding
		out, err := New(Options{}).Run(t.Context(), in, notes{found: &found})
		require.NoError(t, err)
		require.Equal(t, want, out.Fates[1].Fate, outcome)
		require.Equal(t, deposit.Digest("bb"), out.Packed[1].SHA256)
		for _, f := range found {
			require.Equal(t, NoCopy, f.Code)
		}
		require.Equal(t, outcome == deposit.RenditionFailed, len(found) == 1)
	}
}

func TestAnExtensionIsAPlainWordOrNone(t *testing.T) {
	for name, want := range map[string]string{"a.PDF": ".pdf", "a": "", "a.jp g": "", "a.../x.tar.gz": ".gz", "a.å": "", "a.verylongextension": "", ".doc": ".doc"} {
		require.Equal(t, want, extension(name), name)
	}
}
