package convert

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// claiming1 is the input whose first file says that it is PDF/A, with what was seen of it.
func claiming1(r deposit.Rendition, answers ...deposit.Answer) In {
	in := input(answers...)
	if r.Outcome != "" {
		in.Rendered.Files = []deposit.RenderedFile{{Ordinal: 1, Rendition: r}}
	}
	return in
}

func ran(t *testing.T, o Options, in In) (deposit.PackedFile, deposit.FileFate, []deposit.Code) {
	t.Helper()
	var found []deposit.Finding
	out, err := New(o).Run(t.Context(), in, notes{found: &found})
	require.NoError(t, err)
	var codes []deposit.Code
	for _, f := range found {
		if f.SHA256 == "aa" {
			codes = append(codes, f.Code)
		}
	}
	if len(out.Packed) == 0 {
		return deposit.PackedFile{}, out.Fates[0], codes
	}
	return out.Packed[0], out.Fates[0], codes
}

func TestAFileThatClaimsPDFAIsBelievedWhenItWasLookedAt(t *testing.T) {
	checks := []deposit.RenditionCheck{{What: "claim", Seen: "doubt", N: 1, More: "Arial"}, {What: "verapdf", Seen: "not_checked"}, {What: "attached_files", Seen: "inside", N: 2}}
	packed, fate, codes := ran(t, Options{}, claiming1(deposit.Rendition{Outcome: deposit.RenditionKept, Checks: checks}))
	require.Equal(t, deposit.FatePackaged, fate.Fate)
	require.Equal(t, deposit.Digest("aa"), packed.SHA256)
	require.Equal(t, checks, packed.Checks, "the record says who has judged it")
	require.Equal(t, []deposit.Code{DoubtfulPDFA, FilesInside}, codes)

	for _, r := range []deposit.Rendition{{}, {Outcome: deposit.RenditionWaiting}, {Outcome: deposit.RenditionNoWay}} {
		packed, fate, codes := ran(t, Options{}, claiming1(r))
		require.Equal(t, deposit.FatePackaged, fate.Fate, "nobody has looked: check, and a house without a workshop")
		require.Empty(t, packed.Checks)
		require.Empty(t, codes)
	}
}

func TestAFileThatIsNotThePDFAItClaimsIsConvertedOrHeld(t *testing.T) {
	packed, fate, codes := ran(t, Options{}, claiming1(madeOf()))
	require.Equal(t, deposit.FateRendition, fate.Fate)
	require.True(t, packed.Rendition)
	require.Equal(t, []deposit.Code{NotPDFA}, codes)
	_, fate, _ = ran(t, Options{KeepOriginal: true}, claiming1(madeOf()))
	require.Equal(t, deposit.FateBoth, fate.Fate)

	for trouble, code := range map[deposit.RenditionTrouble]deposit.Code{deposit.TroubleInvalid: FalsePDFA, deposit.TroubleRefused: FalsePDFA, deposit.TroubleChanged: Changed} {
		_, fate, codes := ran(t, Options{}, claiming1(failed(trouble)))
		require.Equal(t, deposit.FateHeld, fate.Fate)
		require.Equal(t, []deposit.Code{code}, codes)
		if code == Changed {
			continue
		}
		id := deposit.FindingID(fate.Because)
		packed, fate, _ := ran(t, Options{}, claiming1(failed(trouble), deposit.Answer{Finding: id, Kind: deposit.Accept}))
		require.Equal(t, deposit.FatePackaged, fate.Fate)
		require.Equal(t, id, packed.ByDecision, "the depot must see that a person took it along")
		_, fate, _ = ran(t, Options{}, claiming1(failed(trouble), deposit.Answer{Finding: id, Kind: deposit.Exclude}))
		require.Equal(t, deposit.FateExcludedByDecision, fate.Fate)
	}
}

// judges is a house whose way has a better one.
type judges struct{ *house }

func (j judges) Way(puid string) (Way, bool) {
	way, ok := j.house.Way(puid)
	way.Better = "2 " + puid
	return way, ok
}

func TestWhatTheBetterWaySaidGoesFirst(t *testing.T) {
	h := newHouse([]string{"fmt/40 a", "fmt/40 b"})
	way, _ := judges{h}.Way("fmt/40")
	key, ok := way.BetterKey(deposit.DigestOf([]byte("fmt/40 a")))
	require.True(t, ok)
	h.shelf[key] = deposit.Rendition{Outcome: deposit.RenditionKept}
	counts, err := Preparation{Store: h, Shelf: h, Keeper: h, Workshop: judges{h}, Workers: 1, Make: true}.Run(t.Context())
	require.NoError(t, err)
	require.Equal(t, Counts{Made: 1}, counts)
	files := h.rendered(t, 0).Files
	require.Equal(t, []deposit.RenditionOutcome{deposit.RenditionKept, deposit.RenditionMade}, []deposit.RenditionOutcome{files[0].Outcome, files[1].Outcome})
	_, ok = Way{}.BetterKey("x")
	require.False(t, ok)
}
