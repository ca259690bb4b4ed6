package lists

import (
	"context"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// listSize is the size of rows in points: small enough for nine columns, large enough for old eyes.
const listSize = 9

// printed writes lists as one PDF file, each beginning a page.
func (r Room) printed(ctx context.Context, out io.Writer, pages []page) error {
	title := text.Joined(pages[0].title, pages[0].mark)
	if len(pages) > 1 {
		title = r.lang.Say("print.draft.title")
	}
	doc, err := r.open(out, opening{title: title, size: pdfa.A4Landscape(), set: pages[0].set, edge: func(part int) edge {
		return edge{title: pages[part].title, mark: pages[part].mark, count: r.countOf(pages[part].set.count)}
	}})
	if err != nil {
		return err
	}
	for i, p := range pages {
		doc.turn(i)
		r.titleBlock(doc, p)
		if err := r.rowsOnPaper(ctx, doc, p); err != nil {
			return err
		}
	}
	return doc.close()
}

// titleBlock is what stands above the rows; a program that reads aloud passes over the tops of pages, so all that they say is said here once.
func (r Room) titleBlock(doc *document, p page) {
	doc.Heading(1, p.title)
	doc.bold(text.Joined(p.mark, r.options.Deposit.Mark))
	doc.facts(2, append(r.whose(), r.pair("order", r.lang.Say("lists.order."+string(p.ordering))), r.pair("access", r.restricted()),
		r.pair("count", countText(p.set.count)), r.pair("hash", p.set.digest.Short()))...)
}

func (r Room) rowsOnPaper(ctx context.Context, doc *document, p page) error {
	table := doc.Table(tableOf(p))
	cells := make([]string, len(p.columns))
	letter, begun := "", false
	for row, err := range r.checked(ctx, p.ordering, p.set) {
		if err != nil {
			return err
		}
		if p.ordering == deposit.ByName {
			if next := r.order.Letter(row.LastName, 1); next != letter || !begun {
				table.Group(2, r.groupTitle(next))
				letter, begun = next, true
			}
		}
		for i, c := range p.columns {
			cells[i] = c.value(r, row).written()
		}
		if table.Row(cells...); doc.Err() != nil {
			return doc.Err()
		}
	}
	table.End()
	return doc.Err()
}

func (r Room) groupTitle(letter string) string {
	if letter == "" {
		return r.lang.Say("print.group.none")
	}
	return letter
}

// tableOf is the list's columns on paper. What the list is ordered by heads its rows: it is said with each of their cells.
func tableOf(p page) pdfa.Table {
	table := pdfa.Table{Size: listSize, SplitCells: true}
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
