package words

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// ofXlsx reads an Excel workbook (ISO/IEC 29500): the texts of the cells that a print shows, and the comments on cells. Numbers and dates are left out: how
// they are shown hangs on the program.
func ofXlsx(s Source, limits Limits) (Text, error) {
	c, main, err := openOOXML(s, limits)
	if err != nil {
		return Text{}, err
	}
	relations, err := c.relations(main)
	if err != nil {
		return Text{}, err
	}
	book := &workbook{}
	if err := c.walk(c.find(main), book); err != nil {
		return Text{}, err
	}
	x := &xlsx{container: c, printed: newPrinted(limits)}
	if err := x.shared(relations); err != nil {
		return Text{}, err
	}
	for _, b := range book.sheets {
		if r := relations[b.relation]; r.kind == "worksheet" {
			if err := x.sheet(&b.grid, r.target); err != nil {
				return Text{}, err
			}
		}
	}
	return c.titled(x.printed, "docProps/core.xml")
}

// xlsx reads the parts of a workbook.
type xlsx struct {
	*container
	*printed
	strings []string
	people  map[string]string // of threads, by their ids
}

// shared reads what the sheets refer to: the table of texts, and the people who wrote in threads.
func (x *xlsx) shared(relations map[string]related) error {
	table, people := &sharedStrings{}, &persons{all: map[string]string{}}
	for _, r := range relations {
		var v visitor
		switch r.kind {
		case "sharedStrings":
			v = table
		case "person":
			v = people
		default:
			continue
		}
		if err := x.walkNamed(r.target, v); err != nil {
			return err
		}
	}
	x.strings, x.people = table.all, people.all
	return nil
}

func (x *xlsx) sheet(s *grid, name string) error {
	if err := x.walkNamed(name, &worksheet{book: x, sheet: s}); err != nil {
		return err
	}
	relations, err := x.relations(name)
	if err != nil {
		return err
	}
	notes, err := x.notesOf(s, relations)
	if err != nil {
		return err
	}
	slices.SortStableFunc(notes, func(a, b CellNote) int { // a relation's number says nothing, and the map's order even less
		aColumn, aRow, _ := at(a.Cell)
		bColumn, bRow, _ := at(b.Cell)
		return cmp.Or(cmp.Compare(aRow, bRow), cmp.Compare(aColumn, bColumn))
	})
	for _, n := range notes {
		x.add(n)
	}
	return nil
}

// workbook is the list of sheets.
type workbook struct {
	sheets []bookSheet
	area   int // the sheet whose print area stands next, from 1
	list   strings.Builder
}

type bookSheet struct {
	grid
	relation string
}

func (w *workbook) start(e element) error {
	switch e.name {
	case "sheet":
		w.sheets = append(w.sheets, bookSheet{grid{name: e.attr["name"], hidden: strings.HasSuffix(strings.ToLower(e.attr["state"]), "hidden"), unseen: map[int]bool{}}, e.attr["id"]})
	case "definedName":
		if w.area = 0; e.attr["name"] == "_xlnm.Print_Area" {
			n, err := strconv.Atoi(e.attr["localSheetId"])
			if err == nil && n >= 0 && n < len(w.sheets) {
				w.area = n + 1
				w.list.Reset()
			}
		}
	}
	return nil
}

func (w *workbook) text(s string) {
	if w.area > 0 {
		w.list.WriteString(s)
	}
}

func (w *workbook) end(name string) {
	if name == "definedName" && w.area > 0 {
		w.sheets[w.area-1].print = ranges(w.list.String(), ',', '!')
		w.area = 0
	}
}

// sharedStrings is the table of texts.
type sharedStrings struct {
	all  []string
	now  strings.Builder
	in   bool
	skip skipper
}

func (t *sharedStrings) start(e element) error {
	if t.skip.skips(e.name == "rPh") { // how the text is pronounced
		return nil
	}
	switch e.name {
	case "si":
		t.now.Reset()
	case "t":
		t.in = true
	}
	return nil
}

func (t *sharedStrings) text(s string) {
	if t.in && t.skip.depth == 0 {
		t.now.WriteString(s)
	}
}

func (t *sharedStrings) end(name string) {
	if t.skip.skipsEnd() {
		return
	}
	switch name {
	case "si":
		t.all = append(t.all, t.now.String())
	case "t":
		t.in = false
	}
}

// worksheet is the cells of a sheet.
type worksheet struct {
	book        *xlsx
	sheet       *grid
	column, row int
	unseen      bool // the row
	kind        string
	value       strings.Builder
	in          bool
}

func (w *worksheet) start(e element) error {
	switch e.name {
	case "col":
		w.columns(e)
	case "row":
		w.unseen = isTrue(e.attr["hidden"]) || e.attr["ht"] == "0"
		w.row, w.column = number(e.attr["r"], w.row+1, mostRows), 0
	case "c":
		w.column++
		if column, row, ok := at(e.attr["r"]); ok && column > 0 && row > 0 {
			w.column, w.row = column, row
		}
		w.kind = e.attr["t"]
		w.value.Reset()
	case "v":
		w.in = w.kind == "s" || w.kind == "str"
	case "t":
		w.in = w.kind == "inlineStr"
	}
	return nil
}

func (w *worksheet) columns(e element) {
	from, to := number(e.attr["min"], 0, mostColumns), number(e.attr["max"], 0, mostColumns)
	if !isTrue(e.attr["hidden"]) && e.attr["width"] != "0" || from == 0 {
		return
	}
	for n := from; n <= to; n++ {
		w.sheet.unseen[n] = true
	}
}

func (w *worksheet) text(s string) {
	if w.in {
		w.value.WriteString(s)
	}
}

func (w *worksheet) end(name string) {
	switch name {
	case "v", "t":
		w.in = false
	case "c":
		text := w.value.String()
		if w.kind == "s" {
			n, err := strconv.Atoi(strings.TrimSpace(text))
			if text = ""; err == nil && n >= 0 && n < len(w.book.strings) {
				text = w.book.strings[n]
			}
		}
		w.book.putCell(!w.unseen && w.sheet.shows(w.column, w.row), CellText{w.sheet.name, place(w.column, w.row), unescaped(text)})
	}
}

// number reads a number from 1 to most; what is none is the other.
func number(text string, other, most int) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > most {
		return other
	}
	return n
}

func isTrue(value string) bool { return value == "1" || value == "true" }

// unescaped writes characters that Excel spells out: _x000D_ is a line's end (ECMA-376 part 1, 22.9.2.19).
func unescaped(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var out strings.Builder
	for {
		at := strings.Index(text, "_x")
		if at < 0 || len(text) < at+7 {
			out.WriteString(text)
			return out.String()
		}
		n, err := strconv.ParseUint(text[at+2:at+6], 16, 16)
		if err != nil || text[at+6] != '_' {
			out.WriteString(text[:at+2])
			text = text[at+2:]
			continue
		}
		out.WriteString(text[:at])
		out.WriteRune(rune(n))
		text = text[at+7:]
	}
}

// titled is what was gathered, with the title of the file's properties.
func (c *container) titled(p *printed, properties string) (Text, error) {
	text, err := p.result()
	if err != nil {
		return Text{}, err
	}
	text.Title, err = c.title(properties)
	return text, err
}
