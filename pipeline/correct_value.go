package pipeline

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// fits refuses a value that the column cannot hold, before it stands in the register and, for ever, among the corrections. A cell is emptied only by a word
// of its own: a value that was forgotten must not take a name with it.
func (o *Office) fits(c deposit.Column, r CorrectRequest) error {
	value, empty := r.Value, strings.TrimSpace(r.Value) == ""
	switch {
	case r.Blank && !empty:
		return usage("correct", "", "blank_with_value")
	case empty && !r.Blank:
		return usage("correct", "", "value_empty")
	case r.Blank, legal(c, value):
		return nil
	}
	takes := "{column." + string(c.Kind) + "}"
	if c.Kind == deposit.ChoiceColumn {
		var names []string
		for _, choice := range c.Choices {
			names = append(names, choice.Shown(o.Deposit.Language))
		}
		takes = strings.Join(names, ", ")
	}
	return usage("correct", value, "bad_value", c.Heading(o.Deposit.Language), takes)
}

func legal(c deposit.Column, value string) bool {
	switch c.Kind {
	case deposit.DateColumn:
		d, err := deposit.ParseRegisterDate(value)
		return err == nil && !d.IsZero()
	case deposit.NumberColumn:
		n, err := strconv.Atoi(value)
		return err == nil && n >= 0
	case deposit.YearColumn:
		n, err := strconv.Atoi(value)
		return err == nil && n >= 1800 && n <= 2200
	case deposit.DigitsColumn:
		return strings.IndexFunc(value, func(r rune) bool { return (r < '0' || r > '9') && r != ' ' }) < 0
	case deposit.ChoiceColumn:
		return isChoice(c, value)
	}
	return strings.IndexFunc(value, unicode.IsControl) < 0
}

func isChoice(c deposit.Column, value string) bool {
	for _, choice := range c.Choices {
		for _, name := range append([]string{choice.Value, choice.Nynorsk}, choice.Names...) {
			if name != "" && strings.EqualFold(name, value) {
				return true
			}
		}
	}
	return false
}
