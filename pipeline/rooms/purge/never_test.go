package purge

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// change is a change of one document of a situation.
func (s *situation) change(number int, with func(*deposit.Document)) {
	for i := range s.Documents.Documents {
		if s.Documents.Documents[i].Number == number {
			with(&s.Documents.Documents[i])
		}
	}
}

// Situations in which nothing stands between document 2 and a plan.
func soundDraft() *situation {
	return folderOf(file(1, 0, "sakkyndig vurdering", observed+"\n"+advised+"\n"+readWell), file(2, 3, "utkast", readWell))
}

func soundNote() *situation {
	return folderOf(file(1, 0, "sakkyndig vurdering", observed+"\n"+advised+"\n"+readWell), file(2, 1, "notat", readWell))
}

func soundCopy() *situation {
	return folderOf(file(1, 0, "brev", readWell), file(2, 2, "brev", readWell))
}

// never is one change of such a situation that keeps the document.
type never struct {
	of     func() *situation
	change func(*situation)
	why    deposit.KeptWhy
}

// nevers is every reason to keep.
func nevers() map[string]never {
	draft, note, twin := soundDraft, soundNote, soundCopy
	kind := func(kind string) func(*situation) {
		return func(s *situation) { s.change(2, func(d *deposit.Document) { d.Kind = kind }) }
	}
	return map[string]never{
		"help was refused":              {draft, func(s *situation) { s.Card.HelpRefused = true }, deposit.KeptRefused},
		"expert assessment":             {draft, kind("sakkyndig vurdering"), deposit.KeptAssessment},
		"copy of an expert assessment":  {twin, kind("sakkyndig vurdering"), deposit.KeptAssessment},
		"referral":                      {draft, kind("henvisning"), deposit.KeptAssessment},
		"decision":                      {draft, kind("vedtak"), deposit.KeptAssessment},
		"journal print-out":             {twin, kind("journalutskrift"), deposit.KeptAssessment},
		"document overview":             {draft, kind("dokumentoversikt"), deposit.KeptAssessment},
		"a kind that the rules protect": {draft, func(s *situation) { s.options.Rules.Protected = []string{"utkast"} }, deposit.KeptAssessment},
		"hold on the folder":            {draft, func(s *situation) { s.Holds.Holds = []deposit.PurgeHold{{By: "kari"}} }, deposit.KeptHold},
		"hold on the document":          {draft, func(s *situation) { s.Holds.Holds = []deposit.PurgeHold{{Document: 2, By: "kari"}} }, deposit.KeptHold},
		"kept in a specialist system":   {twin, func(s *situation) { s.Card.OriginSystem = "PPI" }, deposit.KeptPrintOut},
		"printed at the end of a year":  {twin, func(s *situation) { s.Card.Printed = deposit.Date{Year: 2011, Month: 12, Day: 31} }, deposit.KeptPrintOut},
		"copy from another office":      {twin, func(s *situation) { s.change(2, func(d *deposit.Document) { d.Direction = deposit.Incoming }) }, deposit.KeptOtherOffice},
		"copy from somebody": {twin, func(s *situation) {
			s.change(2, func(d *deposit.Document) { d.Counterpart = "PPT i en annen kommune" })
		}, deposit.KeptOtherOffice},
		"draft from another office":     {draft, func(s *situation) { s.change(2, func(d *deposit.Document) { d.Direction = deposit.Incoming }) }, deposit.KeptOtherOffice},
		"copy without its original":     {twin, func(s *situation) { s.Documents.Documents = s.Documents.Documents[1:] }, deposit.KeptNoOriginal},
		"note in the journal cover":     {note, func(s *situation) { s.change(2, func(d *deposit.Document) { d.Zone = deposit.JournalZone }) }, deposit.KeptInJournal},
		"note without an assessment":    {note, func(s *situation) { s.change(1, func(d *deposit.Document) { d.Kind = "rapport" }) }, deposit.KeptNoCarrier},
		"note before the national rule": {note, func(s *situation) { s.options.AsOf = deposit.Date{Year: 2014, Month: 1, Day: 31} }, deposit.KeptNotInForce},
		"note after the national rules": {note, func(s *situation) { s.options.AsOf = deposit.Date{Year: 2026, Month: 1, Day: 1} }, deposit.KeptNotInForce},
		"a class that no rule has":      {draft, func(s *situation) { s.options.Rules.Classes = s.options.Rules.Classes[:2] }, deposit.KeptNotInForce},
		"test, tools not documented":    {draft, kind("test"), deposit.KeptUndocumented},
		"scan":                          {draft, func(s *situation) { s.reads["mapper/2009-10/10/02.txt"] = Read{Why: "no_text"} }, deposit.KeptNoText},
		"empty text":                    {draft, func(s *situation) { s.reads["mapper/2009-10/10/02.txt"] = Read{Text: " \n"} }, deposit.KeptNoText},
		"file that intake did not find": {draft, func(s *situation) { s.Taken.Files[1].SHA256 = "" }, deposit.KeptNoText},
		"file that is missing":          {draft, func(s *situation) { s.change(2, func(d *deposit.Document) { d.File = 0 }) }, deposit.KeptNoText},
		"unreadable carrier":            {draft, func(s *situation) { s.reads["mapper/2009-10/10/01.txt"] = Read{Why: "locked"} }, deposit.KeptNoCarrier},
		"carrier that is left out": {draft, func(s *situation) {
			s.Taken.Files[0].Finding = "F-1"
			s.answer(deposit.Finding{Code: "INT-003"}, deposit.Exclude)
		}, deposit.KeptNoCarrier},
		"carrier that is held": {draft, func(s *situation) { s.Taken.Files[0].Finding = "F-1" }, deposit.KeptNoCarrier},
		"comments": {draft, func(s *situation) {
			s.reads["mapper/2009-10/10/02.txt"] = Read{Text: readWell, Loose: []string{"comment"}}
		}, deposit.KeptBeside},
		"picture": {draft, func(s *situation) {
			s.reads["mapper/2009-10/10/02.txt"] = Read{Text: readWell, Beside: []string{"picture aa"}}
		}, deposit.KeptBeside},
		"paper": {draft, func(s *situation) { s.change(2, func(d *deposit.Document) { d.File, d.Medium = 0, deposit.OnPaper }) }, deposit.KeptPaper},
	}
}

func TestWhatIsNeverOnAPlan(t *testing.T) {
	for name, sound := range map[string]func() *situation{"draft": soundDraft, "note": soundNote, "copy": soundCopy} {
		w, _ := sound().judge(t)
		require.Equal(t, []int{2}, numbers(w), "%s: nothing stands in its way", name)
	}
	for name, c := range nevers() {
		t.Run(name, func(t *testing.T) {
			s := c.of()
			c.change(s)
			w, b := s.judge(t)
			require.Empty(t, w.Lines)
			require.Equal(t, map[int]deposit.KeptWhy{2: c.why}, kept(w))
			if c.why != deposit.KeptRefused { // reception holds for it
				require.Equal(t, []deposit.Code{keptCodes[c.why]}, b.codes())
			}
		})
	}
}

func TestATestPrintOutGoesWhereToolsAreDocumentedAndItIsBorne(t *testing.T) {
	s := folderOf(file(1, 0, "sakkyndig vurdering", readWell), file(2, 3, "test", readWell))
	s.options.Rules.ToolsDocumented = true
	w, _ := s.judge(t)
	require.Equal(t, []int{2}, numbers(w))
}

func TestAPictureThatACarrierHasTooIsBorne(t *testing.T) {
	withPicture := file(1, 0, "rapport", observed)
	withPicture.read.Beside = []string{"picture aa"}
	draft := file(3, 3, "utkast", readWell)
	draft.read.Beside = []string{"picture aa"}
	w, _ := folderOf(withPicture, file(2, 0, "rapport", readWell), draft).judge(t)
	require.Equal(t, []int{3}, numbers(w))
	carriers := w.Lines[0].Proof.Carriers
	require.Equal(t, []int{1, 2}, []int{carriers[0].Document, carriers[1].Document}, "the one that has the picture is named too")
	require.Zero(t, carriers[0].Words)
}

// A copy near its original that differs in one number, in a lost «ikke» or in a name stays, as copy and as draft.
func TestNearIsNotTheSame(t *testing.T) {
	text := "Leseprøven ga 34 riktige svar av 60. Det er ikke grunn til å henvise videre. Møtet med Bøkevang skole er 12. mars."
	for name, near := range map[string]string{
		"number":   "Leseprøven ga 35 riktige svar av 60. Det er ikke grunn til å henvise videre. Møtet med Bøkevang skole er 12. mars.",
		"negation": "Leseprøven ga 34 riktige svar av 60. Det er grunn til å henvise videre. Møtet med Bøkevang skole er 12. mars.",
		"name":     "Leseprøven ga 34 riktige svar av 60. Det er ikke grunn til å henvise videre. Møtet med Bøkelia skole er 12. mars.",
		"date":     "Leseprøven ga 34 riktige svar av 60. Det er ikke grunn til å henvise videre. Møtet med Bøkevang skole er 13. mars.",
	} {
		copied, _ := folderOf(file(1, 0, "brev", text), file(2, 2, "brev", near)).judge(t)
		require.Equal(t, map[int]deposit.KeptWhy{2: deposit.KeptNoOriginal}, kept(copied), name)
		draft, _ := folderOf(file(1, 0, "brev", text), file(2, 3, "utkast", near)).judge(t)
		require.Equal(t, map[int]deposit.KeptWhy{2: deposit.KeptUncarried}, kept(draft), name)
	}
}

func TestTheSameContentInAnotherFormatIsACopyAndHalfOfItIsNone(t *testing.T) {
	pdf := file(1, 0, "brev", observed+"\n\n"+readWell)
	docx := file(2, 2, "brev", observed+"\n"+readWell)
	docx.content = "other bytes"
	half := file(3, 2, "brev", readWell)
	w, _ := folderOf(pdf, docx, half).judge(t)
	require.Equal(t, []int{2}, numbers(w))
	require.Equal(t, deposit.ProofContent, w.Lines[0].Proof.Kind)
	require.Equal(t, deposit.KeptNoOriginal, kept(w)[3], "an extract is no copy")
}

func TestOfCopiesWithoutAnOriginalTheFirstStays(t *testing.T) {
	w, _ := folderOf(file(1, 0, "rapport", observed), file(4, 2, "brev", readWell), file(5, 2, "brev", readWell), file(6, 2, "brev", readWell)).judge(t)
	require.Equal(t, map[int]deposit.KeptWhy{4: deposit.KeptNoOriginal}, kept(w))
	require.Equal(t, []int{5, 6}, numbers(w))
	for _, l := range w.Lines {
		require.Equal(t, 4, l.Proof.Carriers[0].Document)
	}
}

// Whatever the register proposes: a carrier is never itself on the plan, every line has one, and everything proposed has exactly one answer.
func TestACarrierIsNeverACandidate(t *testing.T) {
	passages := []string{observed, readWell, advised, hearing}
	kinds := []string{"brev", "utkast", "notat", "sakkyndig vurdering", "rapport", "test"}
	rapid.Check(t, func(r *rapid.T) {
		var docs []doc
		for i := range rapid.IntRange(1, 8).Draw(r, "documents") {
			class := rapid.IntRange(0, 3).Draw(r, "class")
			kind := rapid.SampledFrom(kinds).Draw(r, "kind")
			text := ""
			for _, p := range rapid.SliceOfN(rapid.SampledFrom(passages), 1, 4).Draw(r, "passages") {
				text += p + "\n"
			}
			d := file(i+1, class, kind, text)
			if rapid.IntRange(0, 5).Draw(r, "paper") == 0 {
				d = paper(i+1, class, kind)
			}
			d.Zone = rapid.SampledFrom([]deposit.Zone{"", deposit.JournalZone, deposit.PinkCover}).Draw(r, "zone")
			docs = append(docs, d)
		}
		w, _ := folderOf(docs...).judge(t)
		goes := map[int]bool{}
		for _, l := range w.Lines {
			goes[l.Document] = true
		}
		for _, l := range w.Lines {
			require.NotEmpty(t, l.Proof.Carriers)
			for _, c := range l.Proof.Carriers {
				require.False(t, goes[c.Document], "document %d bears %d and goes itself", c.Document, l.Document)
				require.NotEqual(t, l.Document, c.Document)
				if l.Class == noteClass {
					require.Equal(t, kindAssessment, docs[c.Document-1].Kind)
				}
			}
			require.NotContains(t, protected, docs[l.Document-1].Kind)
		}
		answered := map[int]int{}
		for _, n := range numbers(w) {
			answered[n]++
		}
		for n := range kept(w) {
			answered[n]++
		}
		for _, d := range docs {
			require.Equal(t, min(d.PurgeClass, 1), answered[d.Number], "document %d", d.Number)
		}
	})
}
