package lists

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
)

// workbook writes lists as one workbook with a sheet each, row by row.
func (r Room) workbook(ctx context.Context, out io.Writer, pages []page) (err error) {
	book, err := r.newBook(pages[0].title)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	for _, p := range pages {
		if err := r.sheet(ctx, book, p); err != nil {
			return err
		}
	}
	_, err = book.WriteTo(out)
	return err
}

func (r Room) newBook(title string) (*sheet.Workbook, error) {
	d := r.options.Deposit
	return sheet.NewWorkbook(sheet.Properties{Title: title, Creator: d.Creator.Name, Program: r.options.Program, Created: d.Produced,
		TempDir: r.options.TempDir, Language: r.lang.Tag()})
}

func (r Room) sheet(ctx context.Context, book *sheet.Workbook, p page) error {
	layout := sheet.Layout{Name: p.name, Header: p.header, Lines: []sheet.Line{{Text: printable(p.title), Bold: true}},
		Footer: sheet.Footer{Left: p.footer, Page: r.lang.Say("lists.page"), Of: r.lang.Say("lists.of")}}
	for _, l := range p.lines {
		layout.Lines = append(layout.Lines, sheet.Line{Text: printable(l.text), Bold: l.strong})
	}
	kinds := map[kind]sheet.Kind{words: sheet.Text, days: sheet.Date, counts: sheet.Number}
	for _, c := range p.columns {
		layout.Columns = append(layout.Columns, sheet.Column{Heading: c.heading, Kind: kinds[c.kind], Width: c.width, Wrap: c.kind == words})
	}
	to, err := book.Sheet(layout)
	if err != nil {
		return err
	}
	cells := make([]sheet.Cell, len(p.columns))
	for row, err := range r.checked(ctx, p.ordering, p.set) {
		if err != nil {
			return err
		}
		for i, c := range p.columns {
			cells[i] = cellOf(c.value(r, row))
		}
		if err := to.Write(cells); err != nil {
			return err
		}
	}
	return to.Close()
}

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
