package lists

import (
	"context"
	"io"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/paper"
)

// pencilSheet writes what a person writes on the boxes with a pencil, where the depot wants nothing glued to them (domain §3.5: municipality, creator,
// content, years).
func (r Room) pencilSheet(set rowSet) func(context.Context, io.Writer, []deposit.Box) error {
	return func(ctx context.Context, out io.Writer, boxes []deposit.Box) error {
		title := r.lang.Say("print.pencil.title")
		doc, err := r.open(out, opening{title: title, size: pdfa.A4(), set: set, edge: func(int) edge { return edge{title: title, count: r.boxCount(len(boxes))} }})
		if err != nil {
			return err
		}
		doc.Heading(1, title)
		doc.bold(r.options.Deposit.Mark)
		doc.Paragraph(r.lang.Say("print.pencil.use"))
		table := doc.Table(pdfa.Table{Size: 11, SplitCells: true, Columns: []pdfa.Column{
			{Title: r.lang.Say("print.key.box"), Width: 16, Align: pdfa.Center, Head: true}, {Title: r.lang.Say("print.pencil.lines")},
			{Title: r.lang.Say("print.key.years"), Width: 28}, {Title: r.lang.Say("print.key.boxid"), Width: 34}, {Title: r.lang.Say("print.pencil.done"), Width: 18},
		}})
		labels := r.labelsOf(boxes)
		for c, err := range r.rows.Boxes(ctx) {
			if err != nil {
				return err
			}
			if len(labels) == 0 {
				break
			}
			l := labels[0]
			table.Row(countText(l.Box), pencilLines(l), years(c.Rows), l.ID, "")
			labels = labels[1:]
		}
		table.End()
		return doc.close()
	}
}

// pencilLines is the four lines of a box, each beginning a line on paper.
func pencilLines(l paper.Label) string {
	return strings.Join([]string{l.Owner, l.Office, held(l.Content), l.Number}, " \n")
}

func (r Room) boxCount(boxes int) string {
	return r.lang.Say("print.key.boxes") + ": " + countText(boxes)
}
