package reception

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
)

// fields reads the cells of one row as what their columns say, and collects what is wrong with them.
type fields struct {
	noted
	journal string // canonical number of the folder, for findings
	found   []deposit.Finding
}

// find adds a finding with the row's place.
func (f *fields) find(code deposit.Code, field string, args ...string) {
	f.found = append(f.found, deposit.Finding{Code: code, Journal: f.journal, Field: field, Args: args,
		Sheet: f.table.name, Row: f.Row, Column: f.table.column(field)})
}

// text is a text cell on one line, composed, without what XML cannot hold; a finding says what was taken out, and where.
func (f *fields) text(field string) string {
	c, ok := f.cell(field)
	if !ok {
		return ""
	}
	switch c.Kind {
	case sheet.Fault:
		f.find(FaultyCell, field, c.Text)
		return ""
	case sheet.Formula:
		f.find(FormulaCell, field)
	}
	text, clean := soundText(c.Text)
	if !clean {
		f.find(BadText, field, f.table.heading(field), dropped(c.Text))
	}
	return text
}

// date is a date cell; what cannot be read, or can be read in two ways, is the unknown date and a hold.
func (f *fields) date(field string) deposit.Date {
	text := f.text(field)
	d, err := deposit.ParseRegisterDate(text)
	switch {
	case errors.Is(err, deposit.ErrShortYear):
		f.find(DateShort, field, text)
	case err != nil:
		f.find(DateUnclear, field, text)
	}
	return d
}

// number is a cell of a whole number, 0 when it is empty or none.
func (f *fields) number(field string) int {
	text := f.text(field)
	if text == "" {
		return 0
	}
	whole, _, _ := strings.Cut(strings.TrimSuffix(strings.TrimSpace(strings.TrimSuffix(strings.ToLower(text), "mm")), "ark"), ",")
	n, err := strconv.Atoi(strings.TrimSpace(whole))
	if err != nil || n < 0 || n > maxNumber {
		f.find(NoWholeNumber, field, text)
		return 0
	}
	return n
}

const maxNumber = 9_999_999

// choice is the value of a cell of a choice column, empty when it holds none of them.
func (f *fields) choice(column deposit.Column) string {
	text := f.text(column.Key)
	if text == "" {
		return ""
	}
	for _, c := range column.Choices {
		for _, name := range append([]string{c.Value}, c.Names...) {
			if sheet.Fold(name) == sheet.Fold(text) {
				return c.Value
			}
		}
	}
	f.find(NotUnderstood, column.Key, text, choicesOf(column))
	return ""
}

// choicesOf is what a choice column takes, as the drop-down shows it.
func choicesOf(column deposit.Column) string {
	names := make([]string, len(column.Choices))
	for i, c := range column.Choices {
		names[i] = c.Shown("nb")
	}
	return strings.Join(names, ", ")
}

// chooser finds the choice columns of a sheet by key.
func chooser(columns []deposit.Column) map[string]deposit.Column {
	byKey := map[string]deposit.Column{}
	for _, c := range columns {
		byKey[c.Key] = c
	}
	return byKey
}

var (
	clientColumns   = chooser(deposit.RegisterColumns())
	documentColumns = chooser(deposit.DocumentColumns())
)

// soundText is text on one line in composed form, and whether it held nothing that XML cannot hold. Line breaks in a cell are space; control
// characters, noncharacters and broken encoding are dropped.
func soundText(text string) (string, bool) {
	clean := utf8.ValidString(text)
	sound := strings.Map(func(r rune) rune {
		switch {
		case isBreak(r):
			return ' '
		case isBad(r):
			clean = false
			return -1
		}
		return r
	}, text)
	return norm.NFC.String(strings.Join(strings.Fields(sound), " ")), clean
}

func isBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\t', '\u00a0', '\u2028', '\u2029':
		return true
	}
	return false
}

func isBad(r rune) bool {
	return r == utf8.RuneError || unicode.IsControl(r) && !isBreak(r) || r == '\ufffe' || r == '\uffff'
}

const droppedShown = 5 // a person looks at the cell after that many

// dropped names what soundText takes out of a text, and at which place in the cell it stands: what nobody can see has no other name than its number.
func dropped(text string) string {
	var all []string
	place := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		place++
		if isBad(r) {
			name := fmt.Sprintf("U+%04X", r)
			if r == utf8.RuneError && size == 1 {
				name = fmt.Sprintf("byte %02X", text[i])
			}
			if len(all) == droppedShown {
				return strings.Join(all, ", ") + " …"
			}
			all = append(all, fmt.Sprintf("%s (%d)", name, place))
		}
		i += size
	}
	return strings.Join(all, ", ")
}
