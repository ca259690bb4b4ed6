package lists

import (
	"context"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/paper"
)

// labelPages writes a page of the label's own size for each box: for a label printer (R6.4-1, domain §3.5).
func (r Room) labelPages(ctx context.Context, out io.Writer, boxes []deposit.Box) error {
	doc, err := r.open(out, opening{title: r.lang.Say("print.labels.title")})
	if err != nil {
		return err
	}
	for _, label := range r.labelsOf(boxes) {
		if err := r.label(doc.Sheet(pdfa.PageSize{W: deposit.LabelWidth, H: deposit.LabelHeight}), label); err != nil {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return doc.close()
}

// labelSheets writes labels on sheets of paper, the first of which tests the printer.
func (r Room) labelSheets(ctx context.Context, out io.Writer, boxes []deposit.Box) error {
	doc, err := r.open(out, opening{title: r.lang.Say("print.sheets.title")})
	if err != nil {
		return err
	}
	grid := r.options.Profile.Printing.Grid()
	size := pdfa.PageSize{W: grid.Width, H: grid.Height}
	r.testSheet(doc.Sheet(size), grid)
	var sheet *pdfa.Sheet
	for i, label := range r.labelsOf(boxes) {
		if i%grid.Labels() == 0 {
			sheet = doc.Sheet(size)
		}
		place := placeOn(grid, i%grid.Labels())
		if grid.Frame {
			sheet.Decorate(func(g *pdfa.Drawing) { g.Frame(place, hairline) })
		}
		var failed error
		sheet.Area(place, func(s *pdfa.Sheet) { failed = r.label(s, label) })
		if failed != nil {
			return failed
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return doc.close()
}

func (r Room) labelsOf(boxes []deposit.Box) []paper.Label {
	return paper.Labels(boxes, r.options.Deposit, r.style())
}

func placeOn(grid deposit.LabelSheet, i int) pdfa.Rect {
	x, y := grid.Place(i)
	return pdfa.Rect{X: x, Y: y, W: deposit.LabelWidth, H: deposit.LabelHeight}
}

// What a label is made of, in millimetres and points.
const (
	hairline  = 0.1
	labelEdge = 5
	labelText = deposit.LabelWidth - 2*labelEdge
	leastSize = 4    // of the smallest text that is tried before a label is refused
	largeSize = 44   // of A - G
	module    = 0.85 // of the QR code: 25 mm for every id that a delivery has
	barsHigh  = 12
)

// label puts a box's label on a sheet. It is read from top to bottom: owner, office, content, number, codes.
func (r Room) label(s *pdfa.Sheet, l paper.Label) error {
	square, err := pdfa.QR(l.ID, r.lang.Say("print.labels.qr", l.ID), module)
	if err != nil {
		return err
	}
	bars, err := pdfa.Code128(l.ID, r.lang.Say("print.labels.bars", l.ID), 0, barsHigh)
	if err != nil {
		return err
	}
	s.Decorate(func(g *pdfa.Drawing) {
		for _, y := range []float64{39, 91} {
			g.Line(pdfa.Point{X: labelEdge, Y: y}, pdfa.Point{X: deposit.LabelWidth - labelEdge, Y: y}, 0.3)
		}
	})
	s.Text(labelLine(5, 19, pdfa.TextBox{Text: l.Owner, Size: 18, Font: pdfa.SansBold}))
	s.Text(labelLine(25, 12, pdfa.TextBox{Text: l.Office, Size: 14}))
	s.Text(labelLine(42, 46, pdfa.TextBox{Text: l.Break, Size: sizeOf(l.Break), Font: pdfa.SansBold}))
	s.Text(labelLine(93, 13, pdfa.TextBox{Text: l.Number, Size: 24, Font: pdfa.SansBold, Level: 1}))
	s.Figure(pdfa.Point{X: (deposit.LabelWidth - square.W) / 2, Y: 107}, square)
	s.Figure(pdfa.Point{X: (deposit.LabelWidth - bars.W) / 2, Y: 135}, bars)
	s.Text(labelLine(148, 6, pdfa.TextBox{Text: l.ID, Size: 11, Font: pdfa.Mono}))
	if l.Shelf != "" {
		s.Text(labelLine(155, 7, pdfa.TextBox{Text: r.lang.Say("print.labels.shelf", l.Shelf), Size: 12}))
	}
	if l.Mark != "" {
		s.Text(labelLine(163, 8, pdfa.TextBox{Text: l.Mark, Size: 10, Font: pdfa.SansBold}))
	}
	return nil
}

// labelLine is a text in the middle of a stripe of the label. It becomes smaller until it fits: nothing on a label is cut.
func labelLine(y, h float64, t pdfa.TextBox) pdfa.TextBox {
	t.Rect = pdfa.Rect{X: labelEdge, Y: y, W: labelText, H: h}
	t.MinSize, t.Align, t.Middle = leastSize, pdfa.Center, true
	return t
}

// sizeOf is the size at which the longest line of a range stands on one line of the label, a figure being some 0.56 of its size wide; a text that has to
// run on anyway begins at reading size.
func sizeOf(content string) float64 {
	longest := 1
	for _, l := range strings.Split(content, "\n") {
		longest = max(longest, utf8.RuneCountInString(l))
	}
	if longest > 24 {
		return 16
	}
	const pointsPerMM = 72 / 25.4
	return min(largeSize, labelText*pointsPerMM/(0.56*float64(longest)))
}
