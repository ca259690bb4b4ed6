package purge

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// complete is a folder with an assessment, a report, and a draft of both, a copy and a note.
func complete() *situation {
	note := file(6, 1, "notat", observed)
	note.Zone = deposit.PinkCover
	return folderOf(
		file(1, 0, "sakkyndig vurdering", observed+"\n"+advised),
		file(2, 0, "rapport", readWell),
		file(3, 3, "utkast", advised+"\n"+readWell+"\n"+observed),
		file(4, 2, "brev", readWell),
		file(5, 3, "utkast", advised+"\n"+hearing),
		note)
}

func TestADraftACopyAndANoteGoWithTheirProof(t *testing.T) {
	w, b := complete().judge(t)
	require.Equal(t, []int{3, 4, 6}, numbers(w))
	draft := w.Lines[0]
	require.Equal(t, []any{3, "r5-klasse-3", deposit.Digital, 3}, []any{draft.Class, draft.Rule, draft.Medium, draft.Ordinal})
	require.Equal(t, deposit.ProofPassages, draft.Proof.Kind)
	require.Equal(t, deposit.WholeScore, draft.Proof.Score)
	require.Equal(t, []int{1, 2}, []int{draft.Proof.Carriers[0].Document, draft.Proof.Carriers[1].Document})
	words := draft.Proof.Carriers[0].Words + draft.Proof.Carriers[1].Words
	require.Equal(t, draft.Proof.Words, words, "every word has one carrier")
	require.Equal(t, deposit.DigestOf([]byte(readWell)), draft.Proof.Carriers[1].SHA256)
	require.Equal(t, deposit.Proof{Kind: deposit.ProofChecksum, Score: deposit.WholeScore, Carriers: []deposit.Carrier{{Document: 2, Ordinal: 2, SHA256: deposit.DigestOf([]byte(readWell))}}},
		w.Lines[1].Proof)
	require.Equal(t, 1, w.Lines[2].Proof.Carriers[0].Document)

	require.Equal(t, map[int]deposit.KeptWhy{5: deposit.KeptUncarried}, kept(w))
	require.Equal(t, 13, w.Kept[0].Left, "the words of the passage that stands nowhere else")
	require.Equal(t, []deposit.Code{Proposed, Proposed, "PUR-011", Proposed}, b.codes())
	require.Equal(t, []string{"5", "3", "13"}, b.of(t, "PUR-011", 5).Args)
}

func TestWhereNothingIsProposedNothingIsRead(t *testing.T) {
	s := folderOf(file(1, 0, "rapport", readWell), file(2, 0, "brev", readWell))
	w, b := s.judge(t)
	require.Empty(t, w)
	require.Empty(t, b.found)
	require.Empty(t, s.asked)
}

func TestEachFileIsReadOnce(t *testing.T) {
	s := complete()
	s.judge(t)
	for path, n := range s.asked {
		require.Equal(t, 1, n, path)
	}
	require.Len(t, s.asked, 5, "the copy is known by its checksum")
}

// Another client's text cannot be reached: the room names files of its own folder only, and has no other way to ask.
func TestTheRoomAsksForFilesOfItsFolderOnly(t *testing.T) {
	s := complete()
	_, b := s.judge(t)
	for path := range s.asked {
		require.Contains(t, s.reads, path)
	}
	other := folderOf(file(1, 3, "utkast", readWell))
	w, _ := other.judge(t)
	require.Equal(t, map[int]deposit.KeptWhy{1: deposit.KeptNoCarrier}, kept(w), "what stands in another client's folder bears nothing here")
	require.NotEmpty(t, b.found)
}

func TestTroubleWithAFileStopsTheRoomAndKeepsNothingQuiet(t *testing.T) {
	s := complete()
	s.err = errors.New("disk")
	_, err := New(&s.library, s.options).Run(t.Context(), s.In, &bench{})
	require.ErrorIs(t, err, s.err)
}

func TestTheBasisFollowsRulesDayAndExtractors(t *testing.T) {
	one := New(&library{}, options()).Basis().Digest()
	changed := options()
	changed.AsOf.Day++
	require.NotEqual(t, one, New(&library{}, changed).Basis().Digest())
	changed = options()
	changed.Rules.Classes = changed.Rules.Classes[1:]
	require.NotEqual(t, one, New(&library{}, changed).Basis().Digest())
	changed = options()
	changed.Rules.Protected = []string{"samtykke"}
	require.NotEqual(t, one, New(&library{}, changed).Basis().Digest())
}

func TestTheRoomFitsTheCorridor(t *testing.T) {
	c, err := stage.Then(stage.Enter(deposit.Card{}, deposit.Documents{}, deposit.Files{}, deposit.Taken{}, deposit.Answers{}, deposit.Holds{}, deposit.Purged{}), New(&library{}, options()))
	require.NoError(t, err)
	require.Equal(t, "weeding", c.Steps()[0].Makes.Name)
}

func TestEveryReasonToKeepHasACode(t *testing.T) {
	for why, code := range keptCodes {
		entry := deposit.Lookup(code)
		require.Equal(t, code, entry.Code, why)
		require.NotEqual(t, deposit.Hold, entry.Severity, "%s: what is kept stops nobody", why)
	}
}
