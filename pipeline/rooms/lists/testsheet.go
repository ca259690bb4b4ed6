package lists

import (
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
)

// The rulers of the test sheet, in millimetres: both lie inside the first label.
const (
	rulerDown   = 150
	rulerAcross = 60
	rulerEdge   = 8
)

// testSheet is printed before the labels: it shows whether the printer keeps the size, and whether the grid lies on the labels of the paper.
func (r Room) testSheet(s *pdfa.Sheet, grid deposit.LabelSheet) {
	first := placeOn(grid, 0)
	s.Decorate(func(g *pdfa.Drawing) {
		for i := range grid.Labels() {
			g.Frame(placeOn(grid, i), 0.2)
		}
	})
	s.Area(first, func(label *pdfa.Sheet) {
		label.Decorate(rulers)
		x := float64(rulerEdge + 10)
		box := func(y, h float64, t pdfa.TextBox) pdfa.TextBox {
			t.Rect, t.MinSize = pdfa.Rect{X: x, Y: y, W: first.W - x - labelEdge, H: h}, leastSize
			return t
		}
		label.Text(box(10, 12, pdfa.TextBox{Text: r.lang.Say("print.check.title"), Size: 18, Font: pdfa.SansBold, Level: 1}))
		label.Text(box(24, 20, pdfa.TextBox{Text: r.lang.Say("print.check.scale"), Size: 12, Font: pdfa.SansBold}))
		label.Text(box(40, 26, pdfa.TextBox{Text: r.lang.Say("print.check.ruler", rulerDown, rulerAcross), Size: 11}))
		label.Text(box(68, 60, pdfa.TextBox{Text: r.lang.Say("print.check.frames", deposit.LabelWidth, deposit.LabelHeight), Size: 11}))
		if mark := r.options.Deposit.Mark; mark != "" {
			label.Text(box(135, 10, pdfa.TextBox{Text: mark, Size: 10, Font: pdfa.SansBold}))
		}
	})
}

// rulers draws one line down and one across, with a longer stroke at each centimetre.
func rulers(g *pdfa.Drawing) {
	const foot = deposit.LabelHeight - rulerEdge
	g.Line(pdfa.Point{X: rulerEdge, Y: rulerEdge}, pdfa.Point{X: rulerEdge, Y: rulerEdge + rulerDown}, 0.2)
	for mm := range rulerDown + 1 {
		y := float64(rulerEdge + mm)
		g.Line(pdfa.Point{X: rulerEdge, Y: y}, pdfa.Point{X: rulerEdge + stroke(mm), Y: y}, hairline)
	}
	g.Line(pdfa.Point{X: rulerEdge, Y: foot}, pdfa.Point{X: rulerEdge + rulerAcross, Y: foot}, 0.2)
	for mm := range rulerAcross + 1 {
		x := float64(rulerEdge + mm)
		g.Line(pdfa.Point{X: x, Y: foot}, pdfa.Point{X: x, Y: foot - stroke(mm)}, hairline)
	}
}

func stroke(mm int) float64 {
	if mm%10 == 0 {
		return 5
	}
	return 2
}
