package lists

import (
	"context"
	"io"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
)

// boxLists writes what stands in each box, a page or more a box, to lie at its front where the depot asks for that (domain §3.2). One file, so that it is
// printed in one go; its pages are the boxes' own.
func (r Room) boxLists(set rowSet) func(context.Context, io.Writer, []deposit.Box) error {
	return func(ctx context.Context, out io.Writer, boxes []deposit.Box) error {
		doc, err := r.open(out, opening{title: r.lang.Say("print.box.document"), size: pdfa.A4(), set: set, apart: true, edge: func(box int) edge {
			b := boxes[box]
			return edge{title: r.lang.Say("print.box.title", b.Number, b.Of), count: r.countOf(b.Folders)}
		}})
		if err != nil {
			return err
		}
		labels, columns := r.labelsOf(boxes), r.boxColumns()
		i := 0
		for c, err := range r.rows.Boxes(ctx) {
			if err != nil {
				return err
			}
			if i == len(boxes) {
				break
			}
			doc.turn(i)
			r.boxHead(doc, c.Box, labels[i].Content, labels[i].ID)
			if r.boxRows(doc, columns, c.Rows); doc.Err() != nil {
				return doc.Err()
			}
			i++
		}
		return doc.close()
	}
}

func (r Room) boxHead(doc *document, b deposit.Box, content, id string) {
	doc.Heading(1, r.lang.Say("print.box.title", b.Number, b.Of))
	doc.bold(r.options.Deposit.Mark)
	doc.facts(1, append(r.whose(), r.pair("content", held(content)), r.pair("boxid", id), r.pair("count", countText(b.Folders)), r.pair("access", r.restricted()))...)
	doc.Paragraph(r.lang.Say("print.box.use"))
}

// boxColumns is the profile's columns for folders that stand in one box: all are on paper, and the box is known.
func (r Room) boxColumns() []column {
	var kept []column
	for _, c := range r.columns() {
		if c.key != "boks" && c.key != "mappe_i_boks" && c.key != "medium" {
			kept = append(kept, c)
		}
	}
	return kept
}

func (r Room) boxRows(doc *document, columns []column, rows []deposit.ListRow) {
	table := r.tableOf(page{columns: columns})
	table.Columns = append([]pdfa.Column{{Title: r.lang.Say("print.box.place"), Width: 16, Align: pdfa.Center}}, table.Columns...)
	to := doc.Table(table)
	for _, row := range rows {
		cells := []string{r.standsAs(row.Placings)}
		for _, c := range columns {
			cells = append(cells, c.value(r, row).written())
		}
		to.Row(cells...)
	}
	to.End()
}

// standsAs is a folder's place in the box, and which of its volumes stand there when others stand elsewhere.
func (r Room) standsAs(p []deposit.Placing) string {
	switch {
	case len(p) == 0:
		return ""
	case len(p) >= p[0].Volumes:
		return strconv.Itoa(p[0].Position)
	case len(p) > 1:
		return strconv.Itoa(p[0].Position) + " \n" + r.lang.Say("paper.parts", p[0].Volume, p[len(p)-1].Volume, p[0].Volumes)
	}
	return strconv.Itoa(p[0].Position) + " \n" + r.lang.Say("paper.part", p[0].Volume, p[0].Volumes)
}
