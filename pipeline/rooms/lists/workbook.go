package lists

import (
	"io"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
)

// workbook is lists as one workbook with a sheet each, row by row.
type workbook struct {
	room  Room
	out   io.Writer
	book  *sheet.Workbook
	page  page
	to    *sheet.Writer
	cells []sheet.Cell
}

func (r Room) workbook(out io.Writer, pages []page) (rendering, error) {
	book, err := r.newBook(pages[0].title)
	return &workbook{room: r, out: out, book: book}, err
}

func (r Room) newBook(title string) (*sheet.Workbook, error) {
	d := r.options.Deposit
	return sheet.NewWorkbook(sheet.Properties{Title: title, Creator: d.Creator.Name, Program: r.options.Program, Created: d.Produced,
		TempDir: r.options.TempDir, Language: r.lang.Tag()})
}

// begin begins a sheet.
func (w *workbook) begin(p page) (err error) {
	layout := sheet.Layout{Name: p.name, Header: p.header, Lines: []sheet.Line{{Text: printable(p.title), Bold: true}},
		Footer: sheet.Footer{Left: p.footer, Page: w.room.lang.Say("lists.page"), Of: w.room.lang.Say("lists.of")}}
	for _, l := range p.lines {
		layout.Lines = append(layout.Lines, sheet.Line{Text: printable(l.text), Bold: l.strong})
	}
	kinds := map[kind]sheet.Kind{words: sheet.Text, days: sheet.Date, counts: sheet.Number}
	for _, c := range p.columns {
		layout.Columns = append(layout.Columns, sheet.Column{Heading: c.heading, Kind: kinds[c.kind], Width: c.width, Wrap: c.kind == words})
	}
	w.page, w.cells = p, make([]sheet.Cell, len(p.columns))
	w.to, err = w.book.Sheet(layout)
	return err
}

func (w *workbook) row(row deposit.ListRow) error {
	for i, c := range w.page.columns {
		w.cells[i] = cellOf(c.value(w.room, row))
	}
	return w.to.Write(w.cells)
}

func (w *workbook) end() error { return w.to.Close() }

func (w *workbook) finish() error {
	_, err := w.book.WriteTo(w.out)
	return err
}

// abandon removes what did not fit in memory.
func (w *workbook) abandon() error { return w.book.Close() }

// firstYear is the first whose days a spreadsheet counts rightly: 1900 has a 29 February there.
const firstYear = 1901

// cellOf is a value as a cell. Days are real dates; a day known to the month or year only, or too early for a spreadsheet, is words.
func cellOf(v value) sheet.Cell {
	switch {
	case v.day.Full() && v.day.Year >= firstYear:
		return sheet.Cell{Text: v.day.String(), Kind: sheet.Date}
	case v.day != deposit.Date{}:
		return sheet.Cell{Text: v.day.Norwegian(), Kind: sheet.Text}
	case v.number != 0:
		return sheet.Cell{Text: strconv.Itoa(v.number), Kind: sheet.Number}
	}
	return sheet.Cell{Text: printable(v.words), Kind: sheet.Text}
}

// printable is a text that a workbook can hold: what it cannot is shown as the replacement character, and a very long text is cut, so that one odd
// cell of a register does not keep everybody's list from being made. The approved digest is over the text as it is.
func printable(words string) string {
	if sheet.Writable(words) {
		return words
	}
	shown := strings.Map(func(c rune) rune {
		if c < ' ' || !sheet.Writable(string(c)) {
			return '\ufffd'
		}
		return c
	}, strings.ToValidUTF8(words, "\ufffd"))
	for !sheet.Writable(shown) {
		runes := []rune(shown)
		shown = string(runes[:len(runes)/2])
	}
	return shown
}
