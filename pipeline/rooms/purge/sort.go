package purge

import (
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// The classes of R5-2.
const (
	noteClass  = 1 // the caseworker's personal assessments and work notes
	copyClass  = 2
	draftClass = 3 // drafts and working papers
)

// Kinds of document that reception reads out of register and file names.
const (
	kindAssessment = "sakkyndig vurdering"
	kindNote       = "notat"
	kindTest       = "test"
)

// protected are the kinds that are kept whatever the rules say: what is decided on, what decided it, and what accounts for the folder itself (domain
// §2.4, R2.6-2, R2.3-5). Rules may name more, and can take none away.
var protected = []string{kindAssessment, "henvisning", "vedtak", "journalutskrift", "dokumentoversikt"}

// sort tells documents that nobody proposes from those that somebody does, and of these what is kept without looking inside.
func (f *folder) sort() {
	for _, d := range f.in.Documents.Documents {
		if _, gone := f.in.Purged.Of(d, f.in.Files); gone {
			continue
		}
		c, proposed := f.proposal(d)
		switch {
		case !proposed && f.undecided(d):
		case !proposed:
			f.bearers = append(f.bearers, d)
		default:
			f.place(c)
		}
	}
}

// place keeps a candidate, or lets its proof decide. What is kept for good may bear others; what another day or another act may let go bears none.
func (f *folder) place(c candidate) {
	why := f.never(c)
	if why == "" {
		f.candidates = append(f.candidates, c)
		return
	}
	f.keep(c, why)
	switch why {
	case deposit.KeptHold, deposit.KeptNotInForce, deposit.KeptUndocumented:
		return
	}
	if c.class.Class != copyClass || why == deposit.KeptAssessment { // a copy is no original
		f.bearers = append(f.bearers, c.Document)
	}
}

// proposal is what is proposed of a document: by the register, or by whoever decided to weed it from the pink cover.
func (f *folder) proposal(d deposit.Document) (candidate, bool) {
	c := candidate{Document: d}
	number := d.PurgeClass
	if f.asked(d) {
		answer, _ := f.in.Answers.For(f.about(Undecided, d).ID())
		if answer.Kind != deposit.Weed {
			return c, false
		}
		number = pinkClass(d)
		c.carriers, c.by = answer.Carriers, answer.By
	}
	c.class, _ = f.room.options.Rules.Class(number)
	c.class.Class = number
	if answer, ok := f.in.Answers.For(f.about(Unstated, d, class(number)).ID()); ok && answer.Kind == deposit.Weed {
		c.carriers, c.by = answer.Carriers, answer.By
	}
	return c, number > 0
}

// pinkClass is the class of what a person weeds from the pink cover: a note, else a working paper.
func pinkClass(d deposit.Document) int {
	if d.Kind == kindNote {
		return noteClass
	}
	return draftClass
}

// asked tells that a document of the pink cover needs a decision (R2.6-2, domain §1.7 nr 3): the register says nothing of it, and nothing keeps it
// whatever anybody says.
func (f *folder) asked(d deposit.Document) bool {
	return d.Zone == deposit.PinkCover && d.PurgeClass == 0 && !d.Keep && f.always(d) == ""
}

// undecided tells that nobody has decided on a document of the pink cover. It may be weeded yet, so that it bears no other.
func (f *folder) undecided(d deposit.Document) bool {
	if !f.asked(d) {
		return false
	}
	_, answered := f.in.Answers.For(f.about(Undecided, d).ID())
	return !answered
}

// always is why a document is kept whatever class anybody gives it.
func (f *folder) always(d deposit.Document) deposit.KeptWhy {
	rules := f.room.options.Rules
	switch {
	case f.in.Card.HelpRefused:
		return deposit.KeptRefused
	case slices.Contains(protected, d.Kind), slices.Contains(rules.Protected, d.Kind):
		return deposit.KeptAssessment
	case d.Direction == deposit.Incoming:
		return deposit.KeptOtherOffice
	case f.bearsDestroyed(d):
		return deposit.KeptBears
	}
	return ""
}

// never is why a candidate cannot be on any plan, without looking inside; empty when only its proof is missing.
func (f *folder) never(c candidate) deposit.KeptWhy {
	if why := f.always(c.Document); why != "" {
		return why
	}
	rules := f.room.options.Rules
	switch {
	case f.in.Holds.On(c.Number):
		return deposit.KeptHold
	case f.taken[c.File].Parts > 0:
		return deposit.KeptParts // its text is not all that would go
	case c.class.Class == copyClass && (f.in.Card.OriginSystem != "" || !f.in.Card.Printed.IsZero()):
		return deposit.KeptPrintOut // which of two alike is the print-out that R2.3-5 and R4.2-2 require, nobody can tell
	case c.class.Class == copyClass && c.Direction == "" && c.Counterpart != "":
		return deposit.KeptOtherOffice
	case c.class.Class == noteClass && c.Zone == deposit.JournalZone:
		return deposit.KeptInJournal
	case !rules.InForce(c.class, f.room.options.AsOf):
		return deposit.KeptNotInForce
	case c.Kind == kindTest && !rules.ToolsDocumented:
		return deposit.KeptUndocumented
	}
	return f.rejected(c)
}

// rejected tells that a person keeps what was proposed.
func (f *folder) rejected(c candidate) deposit.KeptWhy {
	kept := func(code deposit.Code) bool {
		answer, _ := f.in.Answers.For(f.about(code, c.Document, class(c.class.Class)).ID())
		return answer.Kind == deposit.Keep
	}
	switch {
	case kept(Proposed):
		return deposit.KeptRejected
	case kept(Unstated):
		return deposit.KeptByPerson
	}
	return ""
}
