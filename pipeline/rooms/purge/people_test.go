package purge

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

func pink(d doc) doc {
	d.Zone = deposit.PinkCover
	return d
}

func TestEveryDocumentOfThePinkCoverIsDecided(t *testing.T) {
	all := observed + "\n" + readWell
	build := func() *situation {
		return folderOf(file(1, 0, "sakkyndig vurdering", all), pink(file(2, 0, "notat", observed)), pink(file(3, 0, "test", readWell)),
			pink(file(4, 0, "sakkyndig vurdering", readWell)), pink(file(5, 1, "notat", readWell)), pink(paper(6, 0, "notat")))
	}
	s := build()
	s.change(3, func(d *deposit.Document) { d.Keep = true })
	w, b := s.judge(t)
	require.Equal(t, []deposit.Code{Undecided, Proposed, Undecided}, b.codes(), "the register decided on 3 and 5; 4 is kept whatever anybody says")
	require.Equal(t, []int{5}, numbers(w))

	s.answer(b.of(t, Undecided, 2), deposit.Weed)
	s.answer(b.of(t, Undecided, 6), deposit.Keep)
	w, b = s.judge(t)
	require.Equal(t, []int{2, 5}, numbers(w))
	require.Equal(t, []int{1, 1}, []int{w.Lines[0].Class, w.Lines[1].Class}, "a note is of class 1")
	require.Equal(t, []deposit.Code{Undecided, Proposed, Proposed, Undecided}, b.codes(), "the questions stand, with their answers")

	held := build()
	held.Holds.Holds = []deposit.PurgeHold{{By: "kari"}}
	_, b = held.judge(t)
	require.NotContains(t, b.codes(), Undecided, "while a hold stands nobody is asked")

	refused := build()
	refused.Card.HelpRefused = true
	_, b = refused.judge(t)
	require.NotContains(t, b.codes(), Undecided)
}

func TestAnUndecidedDocumentBearsNothing(t *testing.T) {
	s := folderOf(pink(file(1, 0, "rapport", readWell)), file(2, 3, "utkast", readWell))
	w, b := s.judge(t)
	require.Equal(t, deposit.KeptNoCarrier, kept(w)[2])
	s.answer(b.of(t, Undecided, 1), deposit.Keep)
	w, _ = s.judge(t)
	require.Equal(t, []int{2}, numbers(w))
}

func TestAnAnswerDoesNotOutliveTheContent(t *testing.T) {
	s := folderOf(file(1, 0, "sakkyndig vurdering", readWell), pink(file(2, 0, "notat", readWell)))
	_, b := s.judge(t)
	s.answer(b.of(t, Undecided, 2), deposit.Weed)
	w, _ := s.judge(t)
	require.Equal(t, []int{2}, numbers(w))
	s.Taken.Files[1].SHA256 = deposit.DigestOf([]byte("another"))
	w, b = s.judge(t)
	require.Empty(t, w)
	require.Equal(t, []deposit.Code{Undecided}, b.codes())
}

func TestARejectedLineIsKeptWhateverBearsIt(t *testing.T) {
	s := folderOf(file(1, 0, "rapport", readWell), file(2, 3, "utkast", readWell), file(3, 3, "utkast", readWell))
	_, b := s.judge(t)
	s.answer(b.of(t, Proposed, 2), deposit.Keep)
	w, b := s.judge(t)
	require.Equal(t, []int{3}, numbers(w))
	require.Equal(t, deposit.KeptRejected, kept(w)[2])
	b.of(t, Proposed, 2) // the answer still has its question

	s.change(1, func(d *deposit.Document) { d.PurgeClass = 3 })
	w, _ = s.judge(t)
	require.Equal(t, []int{1, 3}, numbers(w), "what a person keeps may bear others")
	require.Equal(t, 2, w.Lines[0].Proof.Carriers[0].Document)

	s.Answers.Answers[0].Kind = deposit.Weed
	w, _ = s.judge(t)
	require.Empty(t, w.Lines, "a rejection that is taken back leaves three drafts and nothing that bears them")
}

func TestPaperGoesByTheWordOfAPersonOnly(t *testing.T) {
	s := folderOf(file(1, 0, "sakkyndig vurdering", readWell), paper(2, 0, "rapport"), paper(3, 1, "notat"), paper(4, 3, "utkast"))
	w, b := s.judge(t)
	require.Equal(t, map[int]deposit.KeptWhy{3: deposit.KeptPaper, 4: deposit.KeptPaper}, kept(w))
	s.answer(b.of(t, Unstated, 3), deposit.Weed, 1)
	s.answer(b.of(t, Unstated, 4), deposit.Weed, 2, 1)
	w, _ = s.judge(t)
	require.Equal(t, []int{3, 4}, numbers(w))
	require.Equal(t, deposit.Proof{Kind: deposit.ProofStated, By: "signe", Carriers: []deposit.Carrier{{Document: 1, Ordinal: 1, SHA256: deposit.DigestOf([]byte(readWell))}, {Document: 2}}},
		deposit.Proof{Kind: w.Lines[1].Proof.Kind, By: w.Lines[1].Proof.By, Carriers: w.Lines[1].Proof.Carriers})
	require.Zero(t, w.Lines[1].Proof.Score, "nobody measured anything")
	require.Equal(t, deposit.OnPaper, w.Lines[0].Medium)
	require.Zero(t, w.Lines[0].Ordinal)

	s.Answers.Answers[0].Kind = deposit.Keep
	w, _ = s.judge(t)
	require.Equal(t, map[int]deposit.KeptWhy{3: deposit.KeptByPerson}, kept(w))
}

func TestAStatedCarrierMustBeOne(t *testing.T) {
	for name, carriers := range map[string][]int{"itself": {3}, "none of the folder": {9}, "no assessment, for a note": {2}, "a proposed one": {4}, "one of two": {1, 9}, "undecided": {5}} {
		s := folderOf(file(1, 0, "sakkyndig vurdering", readWell), paper(2, 0, "rapport"), paper(3, 1, "notat"), paper(4, 3, "utkast"), pink(paper(5, 0, "notat")))
		_, b := s.judge(t)
		s.answer(b.of(t, Unstated, 3), deposit.Weed, carriers...)
		w, b := s.judge(t)
		require.Equal(t, deposit.KeptNoCarrier, kept(w)[3], name)
		b.of(t, Unstated, 3) // the statement may be put right
		require.Empty(t, w.Lines, name)
	}
}

func TestNobodyCanStateAwayWhatCanBeMeasured(t *testing.T) {
	s := folderOf(file(1, 0, "sakkyndig vurdering", readWell), pink(file(2, 0, "notat", hearing)))
	_, b := s.judge(t)
	s.answer(b.of(t, Undecided, 2), deposit.Weed, 1)
	w, _ := s.judge(t)
	require.Equal(t, map[int]deposit.KeptWhy{2: deposit.KeptUncarried}, kept(w))
}

// destroyed records that the file of a line was destroyed.
func (s *situation) destroyed(l deposit.PurgeLine) {
	s.Purged.Documents = append(s.Purged.Documents, deposit.PurgedDocument{Document: l.Document, Class: l.Class, Rule: l.Rule, Line: l.ID("f-1"), Ordinal: l.Ordinal,
		Path: s.Files.Path(l.Ordinal), SHA256: l.SHA256, Size: l.Size, Carriers: l.Proof.Carriers})
}

func TestWhatIsDestroyedIsNotProposedAgainAndItsCarrierStays(t *testing.T) {
	s := folderOf(file(1, 0, "rapport", readWell), file(2, 3, "utkast", readWell), file(3, 0, "brev", readWell+"\n"+observed))
	w, _ := s.judge(t)
	require.Equal(t, []int{2}, numbers(w))
	s.destroyed(w.Lines[0])
	delete(s.reads, "mapper/2009-10/10/02.txt")
	w, b := s.judge(t)
	require.Empty(t, w)
	require.Empty(t, b.found)

	s.change(1, func(d *deposit.Document) { d.PurgeClass = 3 })
	w, _ = s.judge(t)
	require.Equal(t, map[int]deposit.KeptWhy{1: deposit.KeptBears}, kept(w), "though document 3 would bear it")
}

func TestAMissingCarrierOfADestroyedDocumentHolds(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*situation)
		code   deposit.Code
	}{
		"gone":                {func(s *situation) { s.Documents.Documents = s.Documents.Documents[1:] }, CarrierGone},
		"changed":             {func(s *situation) { s.Taken.Files[0].SHA256 = "aa" }, CarrierGone},
		"left out":            {func(s *situation) { s.Taken.Files[0].Finding = "F-1" }, CarrierGone},
		"not listed any more": {func(s *situation) { s.Documents.Documents = s.Documents.Documents[:1] }, DocumentGone},
	} {
		s := folderOf(file(1, 0, "rapport", readWell), file(2, 3, "utkast", readWell))
		w, _ := s.judge(t)
		s.destroyed(w.Lines[0])
		c.change(s)
		_, b := s.judge(t)
		require.Equal(t, []deposit.Code{c.code}, b.codes(), name)
		require.Equal(t, deposit.Hold, b.found[0].Severity())
	}
}
