package purge

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// about is a finding on a document. What it is asked by is the document with its content: an answer outlives another carrier, and no other content.
func (f *folder) about(code deposit.Code, d deposit.Document, more ...string) deposit.Finding {
	return deposit.Finding{Code: code, Journal: f.b.Folder().Journal, Field: "kassasjonsklasse", File: f.in.Files.Path(d.File), SHA256: f.taken[d.File].SHA256,
		Args: append([]string{strconv.Itoa(d.Number)}, more...)}
}

func class(number int) string { return strconv.Itoa(number) }

// tell puts lines and kept proposals in the order of the overview, and records a finding for each, and for every document that needs a decision.
func (f *folder) tell() {
	slices.SortFunc(f.out.Lines, func(a, b deposit.PurgeLine) int { return cmp.Compare(a.Document, b.Document) })
	slices.SortFunc(f.out.Kept, func(a, b deposit.KeptProposal) int { return cmp.Compare(a.Document, b.Document) })
	lines, kept := map[int]deposit.PurgeLine{}, map[int]deposit.KeptProposal{}
	for _, l := range f.out.Lines {
		lines[l.Document] = l
	}
	for _, k := range f.out.Kept {
		kept[k.Document] = k
	}
	for _, d := range f.in.Documents.Documents {
		if _, gone := f.in.Purged.Of(d, f.in.Files); gone {
			continue
		}
		if f.asked(d) && !f.in.Holds.On(d.Number) {
			f.b.Find(f.about(Undecided, d))
		}
		if l, ok := lines[d.Number]; ok {
			f.b.Find(f.about(Proposed, d, class(l.Class)))
			f.tellStated(d, l.Class)
		}
		if k, ok := kept[d.Number]; ok {
			f.tellKept(d, k)
		}
	}
}

// tellStated lets the question stand on which a person stated what bears a paper: the statement may be put right.
func (f *folder) tellStated(d deposit.Document, number int) {
	question := f.about(Unstated, d, class(number))
	if answer, answered := f.in.Answers.For(question.ID()); answered && answer.Kind == deposit.Weed {
		f.b.Find(question)
	}
}

// tellKept records why a proposed document is kept. One that a person kept still has the finding on which the answer stands.
func (f *folder) tellKept(d deposit.Document, k deposit.KeptProposal) {
	args := []string{class(k.Class)}
	code := keptCodes[k.Why]
	switch k.Why {
	case deposit.KeptRefused:
		return
	case deposit.KeptRejected:
		code = Proposed
	case deposit.KeptByPerson:
		code = Unstated
	case deposit.KeptUncarried:
		args = append(args, strconv.Itoa(k.Left))
	case deposit.KeptAssessment:
		args = append(args, d.Kind)
	}
	f.b.Find(f.about(code, d, args...))
	if code != Unstated {
		f.tellStated(d, k.Class)
	}
}
