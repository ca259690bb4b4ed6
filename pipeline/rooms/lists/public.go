package lists

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// publicColumns are the headings of the public list, by key in messages/lists.json.
var publicColumns = []struct {
	key   string
	width float64
	kind  sheet.Kind
}{{"boks", 8, sheet.Number}, {"innhold", 40, sheet.Text}, {"aar", 14, sheet.Text}, {"mapper", 10, sheet.Number}, {"hyllemeter", 18, sheet.Number}}

// publicRow is a box as anybody may see it (domain §3.3): number, range in the safe form, years, folders, shelf metres of paper. A box takes the same shelf
// whatever lies in it; what differs, and adds up, is the paper.
func (r Room) publicRow(c Contents) []sheet.Cell {
	return []sheet.Cell{
		{Text: strconv.Itoa(c.Box.Number), Kind: sheet.Number},
		{Text: r.safeRange(c), Kind: sheet.Text},
		{Text: years(c.Rows), Kind: sheet.Text},
		{Text: strconv.Itoa(c.Box.Folders), Kind: sheet.Number},
		{Text: metres(c.Box.Used), Kind: sheet.Number},
	}
}

// publicTable is the list for other programs. The deposit's mark is a column of its own, since a text table has neither head nor foot; the last row is the
// sum.
func (r Room) publicTable(ctx context.Context, out io.Writer, boxes []deposit.Box) error {
	to, err := sheet.NewCSVWriter(out, sheet.CSVOptions{BOM: true})
	if err != nil {
		return err
	}
	var headings []sheet.Cell
	for _, c := range publicColumns {
		headings = append(headings, sheet.Cell{Text: r.lang.Say("lists.public." + c.key), Kind: sheet.Text})
	}
	if err := to.Write(r.marked(headings, sheet.Cell{Text: r.lang.Say("lists.public.merke"), Kind: sheet.Text})); err != nil {
		return err
	}
	mark := sheet.Cell{Text: printable(r.options.Deposit.Mark), Kind: sheet.Text}
	for c, err := range r.rows.Boxes(ctx) {
		if err != nil {
			return err
		}
		row := r.publicRow(c)
		row[len(row)-1] = sheet.Cell{Text: withComma(metres(c.Box.Used)), Kind: sheet.Text}
		if err := to.Write(r.marked(row, mark)); err != nil {
			return err
		}
	}
	if len(boxes) > 0 {
		sum := make([]sheet.Cell, len(publicColumns))
		sum[0] = sheet.Cell{Text: r.lang.Say("lists.public.sum"), Kind: sheet.Text}
		sum[len(sum)-1] = sheet.Cell{Text: withComma(metres(usedIn(boxes))), Kind: sheet.Text}
		if err := to.Write(r.marked(sum, mark)); err != nil {
			return err
		}
	}
	return to.Flush()
}

// marked is a row of the text table with the cell of the deposit's mark; a deposit without one has no such column.
func (r Room) marked(row []sheet.Cell, mark sheet.Cell) []sheet.Cell {
	if r.options.Deposit.Mark == "" {
		return row
	}
	return append(row, mark)
}

func (r Room) publicWorkbook(ctx context.Context, out io.Writer, boxes []deposit.Box) (err error) {
	title := r.lang.Say("lists.public.title")
	book, err := r.newBook(title)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	to, err := book.Sheet(r.publicLayout(title, boxes))
	if err != nil {
		return err
	}
	for c, err := range r.rows.Boxes(ctx) {
		if err != nil {
			return err
		}
		if err := to.Write(r.publicRow(c)); err != nil {
			return err
		}
	}
	_, err = book.WriteTo(out)
	return err
}

func (r Room) publicLayout(title string, boxes []deposit.Box) sheet.Layout {
	d := r.options.Deposit
	layout := sheet.Layout{Name: r.lang.Say("lists.public.sheet"), Portrait: true, Header: clipped(d.Mark, 60), Lines: []sheet.Line{{Text: title, Bold: true}},
		Footer: sheet.Footer{Left: clipped(d.Name, 60), Page: r.lang.Say("lists.page"), Of: r.lang.Say("lists.of")}}
	lines := append([]line{{d.Mark, true}}, r.bodies()...)
	lines = append(lines, line{text: r.lang.Say("lists.public.total", text.Count(int64(len(boxes))), withComma(metres(usedIn(boxes))), withComma(shelf(len(boxes))))})
	for _, l := range filled(lines) {
		layout.Lines = append(layout.Lines, sheet.Line{Text: printable(l.text), Bold: l.strong})
	}
	for _, c := range publicColumns {
		layout.Columns = append(layout.Columns, sheet.Column{Heading: r.lang.Say("lists.public." + c.key), Kind: c.kind, Width: c.width})
	}
	return layout
}

// metres is a length in metres, to the millimetre: rows that are rounded do not add up.
func metres(mm int) string { return fmt.Sprintf("%d.%03d", mm/1000, mm%1000) }

func usedIn(boxes []deposit.Box) int {
	mm := 0
	for _, b := range boxes {
		mm += b.Used
	}
	return mm
}

// shelf is the length of shelf that boxes take, full or not: at most 95 mm each, so ten to a metre (domain §3.4).
func shelf(boxes int) string { return fmt.Sprintf("%d.%d", boxes/10, boxes%10) }

// withComma is a number as Norwegians write it.
func withComma(number string) string { return strings.Replace(number, ".", ",", 1) }

// years is the outer years of the folders in a box: the earliest opening and the latest closing that are known.
func years(rows []deposit.ListRow) string {
	first, last := 0, 0
	for _, row := range rows {
		for _, y := range []int{row.Opened.Year, row.Closed.Year} {
			if y > 0 && (first == 0 || y < first) {
				first = y
			}
			last = max(last, y)
		}
	}
	if first == last {
		return yearText(first)
	}
	return yearText(first) + "–" + yearText(last)
}

func yearText(year int) string {
	if year == 0 {
		return ""
	}
	return fmt.Sprintf("%04d", year)
}

// safeRange is a box's range as the public may see it, in the boxes' own order: the beginnings of surnames, journal numbers, or – a day of birth says
// too much of a box with one folder – years or months of birth.
func (r Room) safeRange(c Contents) string {
	if len(c.Rows) == 0 {
		return ""
	}
	first, last := c.Rows[0], c.Rows[len(c.Rows)-1]
	switch {
	case r.options.Profile.Ordering == deposit.ByName:
		return span(r.beginning(first.LastName), r.beginning(last.LastName))
	case r.options.Profile.Ordering == deposit.ByBirth && r.options.Profile.BirthOrder == "md":
		return r.lang.Say("lists.public.months", span(r.month(first.Birth), r.month(last.Birth)))
	case r.options.Profile.Ordering == deposit.ByBirth:
		return r.lang.Say("lists.public.born", span(r.year(first.Birth), r.year(last.Birth)))
	}
	var ranges []string
	for _, n := range c.Box.Ranges {
		ranges = append(ranges, fmt.Sprintf("%d – %d/%s", n.First, n.Last, n.Year))
	}
	return strings.Join(ranges, "; ")
}

func span(first, last string) string {
	if first == last {
		return first
	}
	return first + " – " + last
}

func (r Room) month(d deposit.Date) string {
	if d.Month == 0 {
		return r.lang.Say("lists.unknown")
	}
	return strconv.Itoa(d.Month)
}

func (r Room) year(d deposit.Date) string {
	if d.IsZero() {
		return r.lang.Say("lists.unknown")
	}
	return yearText(d.Year)
}

// safeLetters is how much of a surname the public may see (domain §3.3): Alb for Albrektsen.
const safeLetters = 3

// beginning is the first letters of a surname as the order sees them, always at least one letter less than the surname has: Bø shows B.
func (r Room) beginning(surname string) string {
	if surname == "" {
		return r.lang.Say("lists.unknown")
	}
	all := utf8.RuneCountInString(r.order.Letter(surname, utf8.RuneCountInString(surname)))
	return r.order.Letter(surname, max(1, min(safeLetters, all-1)))
}
