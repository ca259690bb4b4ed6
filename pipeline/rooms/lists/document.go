package lists

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// Margins of printed pages: more on the left, where they are punched.
var margins = pdfa.Margins{Top: 12, Right: 12, Bottom: 12, Left: 20}

// document is a PDF file under way and what its pages carry at top and bottom.
type document struct {
	*pdfa.Document
	room  Room
	part  int         // what the next page belongs to
	parts []int       // by page
	first map[int]int // by part: its first page
	count map[int]int // and how many it has so far
}

// opening says what a PDF file is before anything stands in it.
type opening struct {
	title  string
	size   pdfa.PageSize
	set    rowSet
	edge   func(part int) edge // nil: pages without top and bottom, such as labels
	apart  bool                // the parts are kept in different places: each counts its own pages
	points float64             // of running text; zero is the writer's own
}

// edge is what tells the pages of one file apart besides their number.
type edge struct {
	title string
	mark  string // copy mark, UTKAST
	count string // how many folders
}

// open begins a PDF file in the depot's kind of PDF/A. Its one date is the deposit's, so that the same rows give the same bytes.
func (r Room) open(out io.Writer, o opening) (*document, error) {
	d := r.options.Deposit
	doc := &document{room: r, first: map[int]int{}, count: map[int]int{}}
	options := pdfa.Options{
		Title: oneLine(o.title), Author: oneLine(d.Creator.Name), Subject: oneLine(text.Joined(d.Name, string(d.ID))), Creator: oneLine(r.options.Program),
		Lang: r.lang.Tag(), Created: d.Produced.UTC(), Page: o.size, Margins: margins, Size: o.points,
	}
	if r.options.Profile.Printing.Archival == "a-1b" {
		options.Flavour = pdfa.A1b
	}
	if o.edge != nil {
		options.Furniture = func(page, pages int) pdfa.Furniture {
			part := doc.partOf(page)
			if o.apart {
				page -= doc.first[part] - 1
				if pages == len(doc.parts) { // all are known now
					pages = doc.count[part]
				}
			}
			return r.furniture(o.edge(part), o.set, r.lang.Say("print.page", page, pages))
		}
	}
	var err error
	doc.Document, err = pdfa.New(out, options)
	return doc, err
}

// partOf is what a page belongs to: noted when it begins, remembered when its furniture is printed.
func (d *document) partOf(page int) int {
	for len(d.parts) < page {
		d.parts = append(d.parts, d.part)
		if d.count[d.part]++; d.count[d.part] == 1 {
			d.first[d.part] = len(d.parts)
		}
	}
	return d.parts[page-1]
}

// turn begins a part on a page of its own.
func (d *document) turn(part int) {
	d.part = part
	d.PageBreak()
}

// close ends the file and notes which characters no font could show.
func (d *document) close() error {
	if err := d.Close(); err != nil {
		return err
	}
	for _, m := range d.Missing() {
		d.room.missing[m.Rune] = true
	}
	return nil
}

// furniture is what every page carries, so that a page that has lost the others still says whose it is and which rows it belongs to (R6.3-3, R6.3-4).
func (r Room) furniture(e edge, set rowSet, page string) pdfa.Furniture {
	d := r.options.Deposit
	f := pdfa.Furniture{
		Header: []pdfa.FurnitureLine{
			{Left: e.title, Right: e.mark, Bold: true},
			{Left: text.Joined(r.lang.Say("lists.owner", d.Owner.Name), r.lang.Say("lists.creator", d.Creator.Name), r.lang.Say("lists.depot", d.Depot.Name)), Right: r.restricted()},
			{Left: r.lang.Say("lists.delivery", text.Joined(d.Name, string(d.ID))), Right: e.count},
		},
		Footer: []pdfa.FurnitureLine{{Left: r.lang.Say("lists.hash", set.digest.Short()), Right: page}},
	}
	if d.Mark != "" {
		f.Footer = append([]pdfa.FurnitureLine{{Center: d.Mark, Bold: true}}, f.Footer...)
	}
	return f
}

// restricted is why a page may not be shown to anybody.
func (r Room) restricted() string {
	return strings.TrimSuffix(r.lang.Say("lists.restricted", r.options.Deposit.Restriction.Paragraph), ", ")
}

func (r Room) countOf(folders int) string { return r.lang.Say("lists.count", countText(folders)) }

func countText(n int) string { return text.Count(int64(n)) }

// pair is a key of the catalogue with a value.
func (r Room) pair(key, value string) pdfa.Pair {
	return pdfa.Pair{Key: r.lang.Say("print.key." + key), Value: value}
}

// whose is the facts that stand at the beginning of every printed set: whose archive, where it goes, which delivery.
func (r Room) whose() []pdfa.Pair {
	d := r.options.Deposit
	return []pdfa.Pair{r.pair("owner", d.Owner.Name), r.pair("creator", d.Creator.Name), r.pair("depot", d.Depot.Name), r.pair("delivery", text.Joined(d.Name, string(d.ID)))}
}

// facts sets the pairs that say something.
func (d *document) facts(columns int, pairs ...pdfa.Pair) {
	pairs = slices.DeleteFunc(pairs, func(p pdfa.Pair) bool { return p.Value == "" })
	d.KeyValues(pdfa.KeyValues{Columns: columns, Pairs: pairs})
}

// bold sets a line that nobody overlooks; nothing when it says nothing.
func (d *document) bold(line string) {
	if line != "" {
		d.Text(pdfa.Style{Size: 12}, pdfa.Run{Text: line, Font: pdfa.SansBold})
	}
}

// oneLine is a text as a document's properties can hold it: one line, nothing but characters.
func oneLine(words string) string {
	words = strings.Map(func(c rune) rune {
		switch {
		case unicode.IsControl(c) || c == '\u2028' || c == '\u2029':
			return ' '
		case c == '\ufffe' || c == '\uffff':
			return unicode.ReplacementChar
		}
		return c
	}, strings.ToValidUTF8(words, "\ufffd"))
	return strings.Join(strings.Fields(words), " ")
}

// held is a range of a box with no-break spaces where it has several, so that none of them is torn at the end of a line.
func held(content string) string {
	if !strings.Contains(content, ", ") {
		return content
	}
	return strings.ReplaceAll(content, " - ", "\u00a0-\u00a0")
}

// written is a value as it stands on paper: days the Norwegian way.
func (v value) written() string {
	switch {
	case v.day != deposit.Date{}:
		return v.day.Norwegian()
	case v.number != 0:
		return fmt.Sprint(v.number)
	}
	return v.words
}
