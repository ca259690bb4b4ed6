package lists

import (
	"context"
	"io"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/paper"
)

// labelLines is how many lines a label has at most: the four of R6.4-1 and the deposit's mark.
const labelLines = 5

// labels writes a row for each box with the lines of its label: for a label printer, or to be written by pencil where the depot wants no labels (domain
// §3.5).
func (r Room) labels(_ context.Context, out io.Writer, boxes []deposit.Box) error {
	to, err := sheet.NewCSVWriter(out, sheet.CSVOptions{BOM: true})
	if err != nil {
		return err
	}
	headings := []sheet.Cell{{Text: r.lang.Say("lists.public.boks"), Kind: sheet.Text}}
	for i := range labelLines {
		headings = append(headings, sheet.Cell{Text: r.lang.Say("lists.label.line", i+1), Kind: sheet.Text})
	}
	if err := to.Write(headings); err != nil {
		return err
	}
	for _, label := range paper.Labels(boxes, r.options.Deposit, r.style()) {
		row := make([]sheet.Cell, 1+labelLines)
		row[0] = sheet.Cell{Text: strconv.Itoa(label.Box), Kind: sheet.Number}
		for i, line := range label.Lines() {
			row[1+i] = sheet.Cell{Text: printable(line), Kind: sheet.Text}
		}
		if err := to.Write(row); err != nil {
			return err
		}
	}
	return to.Flush()
}

// style is how labels are written. Where the profile leaves it open, boxes that follow the year have it on the label, to be read in order; boxes that
// follow month and day are of one cohort, and the instruks writes 1/1 - 30/3.
func (r Room) style() paper.Style {
	p := r.options.Profile
	style := paper.Style{Lang: r.lang, Ordering: p.Ordering, Years: paper.Cohort}
	switch {
	case p.Printing.Years == "full":
		style.Years = paper.FullYears
	case p.Printing.Years == "ingen", p.Printing.Years == "" && p.BirthOrder == "md":
		style.Years = paper.NoYears
	}
	return style
}
