package words

import (
	"strconv"
	"strings"
)

// cells is a rectangle of a sheet, from 1 and with its ends.
type cells struct{ left, top, right, bottom int }

func (c cells) has(column, row int) bool {
	return column >= c.left && column <= c.right && row >= c.top && row <= c.bottom
}

// The largest sheet there is (LibreOffice 7.4 and Excel: 16,384 columns and 1,048,576 rows).
const (
	mostColumns = 1 << 14
	mostRows    = 1 << 20
)

// grid is what a print of a sheet of a workbook shows.
type grid struct {
	name   string
	hidden bool
	print  []cells      // empty: all of it
	unseen map[int]bool // columns
}

// shows tells whether a cell of a row that is shown stands on paper.
func (s *grid) shows(column, row int) bool {
	if s.hidden || s.unseen[column] {
		return false
	}
	for _, p := range s.print {
		if p.has(column, row) {
			return true
		}
	}
	return len(s.print) == 0
}

// place is a cell's address, such as B12.
func place(column, row int) string {
	name := ""
	for n := column; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name + strconv.Itoa(row)
}

// at reads an address; its parts are 0 where it says nothing of them, as in $A:$C. ok is false for what is none.
func at(address string) (column, row int, ok bool) {
	address = strings.ReplaceAll(address, "$", "")
	letters := 0
	for letters < len(address) && address[letters] >= 'A' && address[letters] <= 'Z' {
		column = column*26 + int(address[letters]-'A') + 1
		if letters++; column > mostColumns {
			return 0, 0, false
		}
	}
	if letters == len(address) {
		return column, 0, letters > 0
	}
	row, err := strconv.Atoi(address[letters:])
	return column, row, err == nil && row > 0 && row <= mostRows
}

// ranges reads a list of ranges, each perhaps with the name of its sheet: 'Plan 1'!$A$1:$D$20,Plan!$F:$G, or Plan.A1:Plan.D20 in OpenDocument. Where one of
// them cannot be read there is no list: all is printed then, or so it is compared.
func ranges(list string, between rune, behindSheet byte) []cells {
	var all []cells
	quoted := false // a sheet's name may hold what parts ranges
	for _, one := range strings.FieldsFunc(list, func(r rune) bool {
		quoted = quoted != (r == '\'')
		return r == between && !quoted
	}) {
		from, to, isRange := strings.Cut(one, ":")
		if !isRange {
			to = from
		}
		left, top, ok := at(from[strings.LastIndexByte(from, behindSheet)+1:])
		right, bottom, alsoOK := at(to[strings.LastIndexByte(to, behindSheet)+1:])
		if !ok || !alsoOK {
			return nil
		}
		if left == 0 {
			left, right = 1, mostColumns
		}
		if top == 0 {
			top, bottom = 1, mostRows
		}
		all = append(all, cells{left, top, right, bottom})
	}
	return all
}

// mostPrinted is the bytes of text of a workbook or a presentation: a text that is said once in the file may stand in every cell.
const mostPrinted = 64 << 20

// printed gathers what a print shows, a cell or a paragraph a line.
type printed struct {
	out    strings.Builder
	cells  []CellText
	notes  []CellNote
	counts *flow
	full   bool
}

func newPrinted(l Limits) *printed { return &printed{counts: newFlow(l)} }

// put adds the text of a cell or a paragraph, if it is shown.
func (p *printed) put(shown bool, text string) {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
	case !shown:
		p.counts.found(Hidden)
	case p.out.Len()+len(text) > mostPrinted:
		p.full = true
	default:
		p.out.WriteString(text)
		p.out.WriteByte('\n')
	}
}

// putCell is put for a cell of a sheet.
func (p *printed) putCell(shown bool, c CellText) {
	if c.Text = strings.TrimSpace(c.Text); shown && c.Text != "" {
		p.cells = append(p.cells, c)
	}
	p.put(shown, c.Text)
}

func (p *printed) add(n CellNote) {
	n.Text = strings.TrimSpace(n.Text)
	p.counts.found(Comments)
	p.notes = append(p.notes, n)
}

func (p *printed) result() (Text, error) {
	if p.full {
		return Text{}, TooLarge
	}
	t := p.counts.result()
	t.Body, t.Cells, t.CellNotes = p.out.String(), p.cells, p.notes
	return t, nil
}
