package reception

import (
	"regexp"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
)

// ruleOneOwner is the rule behind the fate of another owner's folder.
const ruleOneOwner = "R2.1-2"

// ownership is what a row says of its owner.
type ownership int

const (
	ours ownership = iota
	theirs
	unclear
)

// ownerOf tells whose the folder is (R2.1-2): excluded when the register names another owner, a hold when it does not say or says two things. Without a
// column of owners the office has one: the deposit's.
func (w *work) ownerOf(f *fields, stated string) deposit.Fate {
	if !f.table.has("eier") {
		return deposit.FatePackaged
	}
	switch w.whose(stated) {
	case theirs:
		f.find(OtherOwner, "eier", stated)
		return deposit.FateExcludedByRule
	case unclear:
		f.find(OwnerUnclear, "eier", stated)
	}
	return deposit.FatePackaged
}

// whose judges number and name, where both stand they must agree.
func (w *work) whose(stated string) ownership {
	number, name := ownerParts(stated)
	switch {
	case number == "" && name == "", strings.Contains(number, " "):
		return unclear
	case name == "":
		return w.whoseNumber(number)
	case number == "":
		return w.whoseName(name)
	}
	if byNumber, byName := w.whoseNumber(number), w.whoseName(name); byNumber == byName {
		return byNumber
	}
	return unclear
}

// whoseNumber follows old numbers to today's owner: a folder of Forsand belongs to Sandnes. A number that nobody has had is a slip, not another owner.
func (w *work) whoseNumber(number string) ownership {
	if number == w.deposit.Owner.Number {
		return ours
	}
	return w.whoseBearers(func(m deposit.Municipality) bool { return m.Number == number })
}

func (w *work) whoseName(name string) ownership {
	if bodyName(name) == bodyName(w.deposit.Owner.Name) {
		return ours
	}
	return w.whoseBearers(func(m deposit.Municipality) bool { return bodyName(m.Name) == bodyName(name) })
}

// whoseBearers asks who answers today for the bodies that fit: one of them the deposit's owner alone makes it ours, the owner beside others is unclear.
func (w *work) whoseBearers(fits func(deposit.Municipality) bool) ownership {
	verdict := unclear
	for _, m := range deposit.Municipalities() {
		if !fits(m) {
			continue
		}
		current := m.Current()
		own := 0
		for _, c := range current {
			if c.Number == w.deposit.Owner.Number {
				own++
			}
		}
		switch {
		case own > 0 && len(current) == 1:
			return ours
		case own > 0 || len(current) == 0:
			return unclear
		}
		verdict = theirs
	}
	return verdict
}

var digits = regexp.MustCompile(`[0-9]+`)

// ownerParts splits «1103 Stavanger» into number and name; two numbers stay two, with a space between.
func ownerParts(stated string) (number, name string) {
	return strings.Join(digits.FindAllString(stated, -1), " "), strings.Trim(digits.ReplaceAllString(stated, ""), " ,;()-–/")
}

// bodyName is a body's name for comparing: Stavanger kommune is Stavanger, Rogaland fylkeskommune stays what it is.
func bodyName(name string) string {
	folded := sheet.Fold(name)
	if strings.HasSuffix(folded, "fylkeskommune") {
		return folded
	}
	return strings.TrimSuffix(folded, "kommune")
}
