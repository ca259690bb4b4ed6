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
}{{"boks", 8, sheet.Number}, {"innhold", 44, sheet.Text}, {"aar", 14, sheet.Text}, {"mapper", 10, sheet.Number}, {"hyllemeter", 12, sheet.Number}}

// publicRow is a box as anybody may see it (domain §3.3): number, range in the safe form, years, folders, shelf metres.
func (r Room) publicRow(c Contents) []sheet.Cell {
	return []sheet.Cell{
		{Text: strconv.Itoa(c.Box.Number), Kind: sheet.Number},
		{Text: r.safeRange(c), Kind: sheet.Text},
		{Text: years(c.Rows), Kind: sheet.Text},
		{Text: strconv.Itoa(c.Box.Folders), Kind: sheet.Number},
		{Text: metres(1), Kind: sheet.Number},
	}
}

func (r Room) publicTable(ctx context.Context, out io.Writer, _ []deposit.Box) error {
	to, err := sheet.NewCSVWriter(out, sheet.CSVOptions{BOM: true})
	if err != nil {
		return err
	}
	var headings []sheet.Cell
	for _, c := range publicColumns {
		headings = append(headings, sheet.Cell{Text: r.lang.Say("lists.public." + c.key), Kind: sheet.Text})
	}
	if err := to.Write(headings); err != nil {
		return err
	}
	for c, err := range r.rows.Boxes(ctx) {
		if err != nil {
			return err
		}
		row := r.publicRow(c)
		row[len(row)-1] = sheet.Cell{Text: strings.Replace(metres(1), ".", ",", 1), Kind: sheet.Text}
		if err := to.Write(row); err != nil {
			return err
		}
	}
	return to.Flush()
}

func (r Room) publicWorkbook(ctx context.Context, out io.Writer, boxes []deposit.Box) (err error) {
	title := r.lang.Say("lists.public.title")
	book, err := r.newBook(title)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	to, err := book.Sheet(r.publicLayout(title, len(boxes)))
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

func (r Room) publicLayout(title string, boxes int) sheet.Layout {
	d := r.options.Deposit
	layout := sheet.Layout{Name: r.lang.Say("lists.public.sheet"), Portrait: true, Header: clipped(d.Mark, 60), Lines: []sheet.Line{{Text: title, Bold: true}},
		Footer: sheet.Footer{Left: clipped(d.Name, 60), Page: r.lang.Say("lists.page"), Of: r.lang.Say("lists.of")}}
	lines := append([]line{{d.Mark, true}}, r.bodies()...)
	lines = append(lines, line{text: r.lang.Say("lists.public.total", text.Count(int64(boxes)), strings.Replace(metres(boxes), ".", ",", 1))})
	for _, l := range filled(lines) {
		layout.Lines = append(layout.Lines, sheet.Line{Text: printable(l.text), Bold: l.strong})
	}
	for _, c := range publicColumns {
		layout.Columns = append(layout.Columns, sheet.Column{Heading: r.lang.Say("lists.public." + c.key), Kind: c.kind, Width: c.width})
	}
	return layout
}

// metres is the shelf length of boxes: at most 95 mm each, so ten to a metre (domain §3.4).
func metres(boxes int) string {
	text := strconv.Itoa(boxes / 10)
	if boxes%10 > 0 {
		text += "." + strconv.Itoa(boxes%10)
	}
	return text
}

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
