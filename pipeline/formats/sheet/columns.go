package sheet

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Field is one thing that a table may have a column for.
type Field struct {
	Key      string
	Names    []string // headings it goes by, in any language
	Required bool
}

// Dictionary is the caller's list of fields.
type Dictionary []Field

// Heading is one column of a table.
type Heading struct {
	Column int    // 0-based, index into Row.Cells
	Text   string // as it stands in the file
	Key    string // field it was taken for; empty when unknown
}

// Mapping says which column holds which field. All that is wrong with the
// headings is here as values; what to make of it is the caller's.
type Mapping struct {
	Row       int // number of the heading row
	Columns   map[string]int
	Headings  []Heading // every column with a heading, in their order
	Unknown   []Heading // headings that the dictionary does not have
	Duplicate []Heading // second and later columns of a field; the first counts
	Missing   []string  // keys of required fields without a column, in the dictionary's order
}

// Columns reads a heading row. Headings are compared folded (see [Fold]); one
// that is unknown as a whole is tried again without what stands in parentheses,
// so that «Tykkelse (mm)» is found by «tykkelse».
func Columns(row Row, dictionary Dictionary) Mapping {
	keys := dictionary.folded()
	m := Mapping{Row: row.Number, Columns: map[string]int{}}
	for i, cell := range row.Cells {
		if strings.TrimSpace(cell.Text) == "" {
			continue
		}
		h := Heading{Column: i, Text: cell.Text}
		if h.Key = keys[Fold(cell.Text)]; h.Key == "" {
			h.Key = keys[Fold(withoutParentheses(cell.Text))]
		}
		m.Headings = append(m.Headings, h)
		if h.Key == "" {
			m.Unknown = append(m.Unknown, h)
		} else if _, taken := m.Columns[h.Key]; taken {
			m.Duplicate = append(m.Duplicate, h)
		} else {
			m.Columns[h.Key] = i
		}
	}
	for _, f := range dictionary {
		if _, ok := m.Columns[f.Key]; f.Required && !ok {
			m.Missing = append(m.Missing, f.Key)
		}
	}
	return m
}

// Cell gives the cell of a field; false when the table has no column for it.
func (m Mapping) Cell(row Row, key string) (Cell, bool) {
	column, ok := m.Columns[key]
	if !ok {
		return Cell{}, false
	}
	return row.Cell(column), true
}

// Known counts the fields found: the caller's measure of whether a row is a
// heading row at all.
func (m Mapping) Known() int { return len(m.Columns) }

// Clashes lists names that folded mean two fields; a dictionary has none.
func (d Dictionary) Clashes() []string {
	owner := map[string]string{}
	var clashes []string
	for _, f := range d {
		for _, name := range f.Names {
			folded := Fold(name)
			if key, ok := owner[folded]; ok && key != f.Key && !slices.Contains(clashes, name) {
				clashes = append(clashes, name)
			}
			owner[folded] = f.Key
		}
	}
	return clashes
}

// folded maps folded names to keys; of a clash the first field wins.
func (d Dictionary) folded() map[string]string {
	keys := map[string]string{}
	for _, f := range d {
		for _, name := range f.Names {
			if folded := Fold(name); folded != "" && keys[folded] == "" {
				keys[folded] = f.Key
			}
		}
	}
	return keys
}

// Fold brings the ways of writing one heading together: case, spaces, hyphens,
// dots, stars and other signs, accents, and å/aa, æ/ae, ø/oe/ö. The result is
// for comparing only.
func Fold(heading string) string {
	var out strings.Builder
	for _, c := range norm.NFD.String(strings.ToLower(heading)) {
		switch {
		case c == 'æ':
			out.WriteString("ae")
		case c == 'ø':
			out.WriteString("o")
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			out.WriteRune(c)
		}
	}
	return doubled.Replace(out.String())
}

// doubled runs after accents are gone: å is then a, ö is o, ä is a.
var doubled = strings.NewReplacer("ae", "a", "aa", "a", "oe", "o")

func withoutParentheses(s string) string {
	before, rest, found := strings.Cut(s, "(")
	if !found {
		return s
	}
	_, after, _ := strings.Cut(rest, ")")
	return before + after
}
