package words

import (
	"slices"
	"strings"
)

// ofOds reads an OpenDocument spreadsheet (ISO/IEC 26300): the texts of the cells that a print shows, and the comments on cells. Numbers and dates are left
// out, as for Excel.
func ofOds(s Source, limits Limits) (Text, error) {
	c, part, err := openODF(s, limits)
	if err != nil {
		return Text{}, err
	}
	o := &ods{printed: newPrinted(limits), hidden: map[string]bool{}}
	if err := c.walk(part, o); err != nil {
		return Text{}, err
	}
	return c.titled(o.printed, "meta.xml")
}

// ods reads the one part that has the sheets.
type ods struct {
	*printed
	skip   skipper
	hidden map[string]bool // styles of tables that are not shown
	style  string          // whose properties are read
	sheet  grid
	row    int // under way
	rows   int // that it stands for
	unseen bool
	cell   odsCell
	note   *odsNote // under way
}

// odsCell is the cell under way.
type odsCell struct {
	column, columns int // how many it stands for
	open, text      bool
	covered         bool // by a cell that was made larger
	said            strings.Builder
}

// odsNote is a comment under way.
type odsNote struct {
	CellNote
	creator, paragraph bool
	said               strings.Builder
}

// odsSheetLeftOut are elements that have cells or paragraphs and no place on a sheet.
var odsSheetLeftOut = []string{"tracked-changes", "forms", "scripts", "content-validations"}

func (o *ods) start(e element) error {
	if o.skip.skips(slices.Contains(odsSheetLeftOut, e.name)) {
		return nil
	}
	switch e.name {
	case "style":
		o.style = e.attr["name"]
	case "table-properties":
		o.hidden[o.style] = o.hidden[o.style] || e.attr["display"] == "false"
	case "table":
		o.row, o.rows = 0, 1
		o.cell = odsCell{}
		o.sheet = grid{name: e.attr["name"], hidden: o.hidden[e.attr["style-name"]] || e.attr["print"] == "false", unseen: map[int]bool{}}
		if list := e.attr["print-ranges"]; list != "" {
			o.sheet.print = ranges(list, ' ', '.')
		}
	case "table-column":
		o.declared(e)
	case "table-row":
		o.row, o.rows = o.row+o.rows, number(e.attr["number-rows-repeated"], 1, mostRows)
		o.unseen = notShown(e)
		o.cell = odsCell{columns: 1}
	case "table-cell", "covered-table-cell":
		o.begin(e)
	case "annotation":
		o.note = &odsNote{CellNote: CellNote{Sheet: o.sheet.name, Cell: place(o.cell.column, max(o.row, 1))}}
	default:
		o.inside(e)
	}
	return nil
}

func notShown(e element) bool {
	return e.attr["visibility"] == "collapse" || e.attr["visibility"] == "filter"
}

// declared notes columns that are not shown; o.cell counts them before the first row.
func (o *ods) declared(e element) {
	n := number(e.attr["number-columns-repeated"], 1, mostColumns)
	if notShown(e) {
		for c := o.cell.column + 1; c <= min(o.cell.column+n, mostColumns); c++ {
			o.sheet.unseen[c] = true
		}
	}
	o.cell.column += n
}

func (o *ods) begin(e element) {
	c := &o.cell
	c.column, c.columns = c.column+c.columns, number(e.attr["number-columns-repeated"], 1, mostColumns)
	c.open, c.text, c.covered = true, e.attr["value-type"] == "string", e.name == "covered-table-cell"
	c.said.Reset()
}

// inside is what stands in a cell or a comment.
func (o *ods) inside(e element) {
	switch e.name {
	case "creator":
		if o.note != nil {
			o.note.creator = true
		}
	case "p", "h":
		if o.note != nil {
			o.note.paragraph = true
		}
	case "tab", "s", "line-break":
		o.text(" ")
	}
}

func (o *ods) text(s string) {
	s = strings.Map(oneSpace, s)
	switch {
	case o.skip.depth > 0:
	case o.note != nil && o.note.creator:
		o.note.Author += s
	case o.note != nil && o.note.paragraph:
		o.note.said.WriteString(s)
	case o.note == nil && o.cell.open && o.cell.text:
		o.cell.said.WriteString(s)
	}
}

func (o *ods) end(name string) {
	if o.skip.skipsEnd() {
		return
	}
	switch name {
	case "creator":
		if o.note != nil {
			o.note.creator = false
		}
	case "p", "h":
		o.paragraphEnds()
	case "annotation":
		if o.note != nil {
			o.note.Text = o.note.said.String()
			o.add(o.note.CellNote)
			o.note = nil
		}
	case "table-cell", "covered-table-cell":
		o.cellEnds()
	}
}

func (o *ods) paragraphEnds() {
	if o.note != nil {
		o.note.paragraph = false
		o.note.said.WriteByte('\n')
		return
	}
	o.cell.said.WriteByte('\n')
}

func (o *ods) cellEnds() {
	c := &o.cell
	if !c.open {
		return
	}
	c.open = false
	o.putCell(!o.unseen && !c.covered && o.sheet.shows(c.column, o.row), CellText{o.sheet.name, place(c.column, o.row), c.said.String()})
}
