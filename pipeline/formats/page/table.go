package page

import (
	"bufio"
	"bytes"
	"errors"
	"html"
	"io"
	"strconv"
)

// Column is a column of a table.
type Column struct {
	Title   string
	Numbers bool // set to the right
	Narrow  bool // never broken into lines: dates, numbers, ids
	Broad   bool // holds most of the words
}

// Table is a table whose rows are asked for while it is written. A table without rows is its Empty text instead.
type Table struct {
	Caption string
	Columns []Column
	Rows    func(yield func(Row) error) error
	Copy    func(to io.Writer) error // writes the rows as they stand in another page (CopyRows); nil: they are asked for
	Empty   string
}

// Row is a row of a table; the first cell is its heading.
type Row struct {
	Cells []Cell
	Sum   bool // the last line of an account
}

// Cell is what stands in a cell, line by line.
type Cell []Line

// Line is a line of a cell.
type Line struct {
	Text  string
	Style Style
}

// Style is how a line looks.
type Style int

// The styles of a line.
const (
	Normal  Style = iota
	Strong        // what matters most in the row
	Quiet         // what explains
	Code          // to copy: an id, a path
	Label         // a word in a frame
	LabelOn       // the same, filled: it asks for something
)

var styleTags = [...]struct{ open, end string }{
	Normal: {"<span>", "</span>"}, Strong: {"<strong>", "</strong>"}, Quiet: {`<span class="quiet">`, "</span>"}, Code: {"<code>", "</code>"},
	Label: {`<span class="label">`, "</span>"}, LabelOn: {`<span class="label on">`, "</span>"},
}

// Of is a cell of one plain line.
func Of(text string) Cell { return Cell{{Text: text}} }

// Rows is a table's rows from a list, for tables that are short.
func Rows(rows ...Row) func(yield func(Row) error) error {
	return func(yield func(Row) error) error {
		for _, r := range rows {
			if err := yield(r); err != nil {
				return err
			}
		}
		return nil
	}
}

func (t Table) write(w *writer) error {
	if t.Copy != nil {
		if err := errors.Join(t.begin(w), t.Copy(w)); err != nil {
			return err
		}
		return t.end(w)
	}
	begun := false
	err := t.Rows(func(r Row) error {
		if !begun {
			begun = true
			if err := t.begin(w); err != nil {
				return err
			}
		}
		return t.row(w, r)
	})
	if err != nil {
		return err
	}
	if !begun {
		return w.fill("text", t.Empty)
	}
	return t.end(w)
}

func (t Table) begin(w *writer) error {
	return w.fill("table", struct {
		Table
		ID string
	}{t, w.id("table")})
}

func (t Table) end(w *writer) error {
	_, err := w.WriteString(tableEnd)
	return err
}

// By these lines CopyRows finds its way in a page; what is written in cells is escaped, and has none of them.
const (
	sectionEnd = "</section>\n"
	tableBegin = "</thead><tbody>\n"
	tableEnd   = "</tbody></table></div>\n"
)

// ErrNoRows is the error of [CopyRows] where the page has no such table.
var ErrNoRows = errors.New("the page has no table in that section")

// CopyRows copies the rows of the first table in a section of a page that [Write] wrote, for [Table.Copy].
func CopyRows(to io.Writer, from io.Reader, section string) error {
	in := bufio.NewReaderSize(from, 64<<10)
	inSection, inTable := false, false
	for {
		line, err := in.ReadBytes('\n')
		switch {
		case errors.Is(err, io.EOF):
			return ErrNoRows
		case err != nil:
			return err
		case inTable && string(line) == tableEnd:
			return nil
		case inTable:
			if _, err := to.Write(line); err != nil {
				return err
			}
		case inSection && string(line) == sectionEnd:
			return ErrNoRows
		case inSection:
			inTable = bytes.HasSuffix(line, []byte(tableBegin))
		default:
			inSection = bytes.HasPrefix(line, []byte(`<section aria-labelledby="`+section+`"`))
		}
	}
}

// row is written by hand: a report may hold tens of thousands, and there is only text in them.
func (t Table) row(w *writer, r Row) error {
	open := "<tr>"
	if r.Sum {
		open = `<tr class="sum">`
	}
	_, _ = w.WriteString(open)
	for i, c := range r.Cells {
		tag := "td"
		if i == 0 {
			tag = `th scope="row"`
		}
		_, _ = w.WriteString("<" + tag + t.class(i) + ">")
		c.write(w)
		_, _ = w.WriteString("</" + tag[:2] + ">")
	}
	_, err := w.WriteString("</tr>\n") // a buffered writer keeps its first error
	return err
}

func (t Table) class(column int) string {
	if column >= len(t.Columns) {
		return ""
	}
	switch c := t.Columns[column]; {
	case c.Numbers:
		return ` class="number"`
	case c.Narrow:
		return ` class="narrow"`
	case c.Broad:
		return ` class="broad"`
	}
	return ""
}

func (c Cell) write(w *writer) {
	begun := false
	for _, l := range c {
		if l.Text == "" {
			continue
		}
		if begun {
			_, _ = w.WriteString("<br>")
		}
		begun = true
		tags := styleTags[0]
		if int(l.Style) < len(styleTags) && l.Style > 0 {
			tags = styleTags[l.Style]
		}
		_, _ = w.WriteString(tags.open + html.EscapeString(l.Text) + tags.end)
	}
}

// percent is a share for SVG: 12.5%.
func percent(part, whole int64) string {
	if whole <= 0 || part <= 0 {
		return "0%"
	}
	return strconv.FormatFloat(100*float64(part)/float64(whole), 'f', 2, 64) + "%"
}
