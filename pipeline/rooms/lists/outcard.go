package lists

import (
	"context"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
)

// outCardLoans is how many loans a card takes.
const outCardLoans = 12

// outCard writes the personal loan card that stands in a folder's place while the folder is out (R3.1-1, R3.1-2, R3.1-3): a form to print as often as
// needed. It has no place for a client's name.
func (r Room) outCard(_ context.Context, out io.Writer, _ []deposit.Box) error {
	title, d := r.lang.Say("print.out.title"), r.options.Deposit
	doc, err := r.open(out, opening{title: title, size: pdfa.A4()})
	if err != nil {
		return err
	}
	doc.Heading(1, title)
	doc.bold(d.Mark)
	doc.facts(1, r.pair("owner", d.Owner.Name), r.pair("creator", d.Creator.Name))
	doc.Paragraph(r.lang.Say("print.out.use"))
	doc.Paragraph(r.lang.Say("print.out.rules"))
	doc.Signatures(r.lang.Say("print.out.borrower"), r.lang.Say("print.out.unit"))
	doc.Space(6)
	table := doc.Table(pdfa.Table{Size: 11, Columns: []pdfa.Column{{Title: r.lang.Say("print.out.journal"), Width: 36}, {Title: r.lang.Say("print.out.out"), Width: 24},
		{Title: r.lang.Say("print.out.signed")}, {Title: r.lang.Say("print.out.in"), Width: 24}, {Title: r.lang.Say("print.out.received")}}})
	for range outCardLoans {
		table.Row("\n\n", "", "", "", "") // two lines high, to write in by hand
	}
	table.End()
	return doc.close()
}
