package lists

import (
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// listSize is the size of rows in points: small enough for nine columns, large enough for old eyes.
const listSize = 9

// printed is lists as one PDF file, each beginning a page.
type printed struct {
	*document
	list   page
	lists  int // begun
	table  *pdfa.Rows
	cells  []string
	letter string // of the group of names under way
	begun  bool   // a group
}

func (r Room) printed(out io.Writer, pages []page) (rendering, error) {
	doc, err := r.open(out, opening{title: text.Joined(pages[0].title, pages[0].mark), size: pdfa.A4Landscape(), set: pages[0].set, edge: func(part int) edge {
		return edge{title: pages[part].title, mark: pages[part].mark, count: r.countOf(pages[part].set.count)}
	}})
	return &printed{document: doc}, err
}

// titleBlock is what stands above the rows; a program that reads aloud passes over the tops of pages, so all that they say is said here once.
func (r Room) titleBlock(doc *document, p page) {
	doc.Heading(1, p.title)
	doc.bold(text.Joined(p.mark, r.options.Deposit.Mark))
	doc.facts(2, append(r.whose(), r.pair("order", r.lang.Say("lists.order."+string(p.ordering))), r.pair("access", r.restricted()),
		r.pair("count", countText(p.set.count)), r.pair("hash", p.set.digest.Short()))...)
}

// begin begins a list on a page of its own.
func (d *printed) begin(p page) error {
	d.turn(d.lists)
	d.room.titleBlock(d.document, p)
	d.list, d.cells, d.letter, d.begun = p, make([]string, len(p.columns)), "", false
	d.lists++
	d.table = d.Table(d.room.tableOf(p))
	return d.Err()
}

func (d *printed) row(row deposit.ListRow) error {
	if d.list.ordering == deposit.ByName {
		if next := d.room.order.Letter(row.LastName, 1); next != d.letter || !d.begun {
			d.table.Group(2, d.room.groupTitle(next))
			d.letter, d.begun = next, true
		}
	}
	for i, c := range d.list.columns {
		d.cells[i] = c.value(d.room, row).written()
	}
	d.table.Row(d.cells...)
	return d.Err()
}

func (d *printed) end() error {
	d.table.End()
	return d.Err()
}

func (d *printed) finish() error { return d.close() }

// abandon has nothing to let go of: finished pages are in the file.
func (d *printed) abandon() error { return nil }

func (r Room) groupTitle(letter string) string {
	if letter == "" {
		return r.lang.Say("print.group.none")
	}
	return letter
}

// tableOf is the list's columns on paper. What the list is ordered by heads its rows: it is said with each of their cells.
func (r Room) tableOf(p page) pdfa.Table {
	table := pdfa.Table{Size: listSize, SplitCells: true, Continued: func(letter string) string { return r.lang.Say("print.group.on", letter) }}
	for _, c := range p.columns {
		column := pdfa.Column{Title: c.heading, Width: c.mm, Head: c.heads(p.ordering)}
		if c.kind == counts {
			column.Align = pdfa.Center
		}
		table.Columns = append(table.Columns, column)
	}
	return table
}

// heads tells whether a column names its row: the number in the list by number, the name in the others.
func (c column) heads(ordering deposit.Ordering) bool {
	if ordering == deposit.ByJournalNo {
		return c.key == "journalnr"
	}
	return c.key == "etternavn" || c.key == "fornavn"
}
