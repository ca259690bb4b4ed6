package pdfa

import (
	"errors"
	"fmt"
	"strings"
)

// Figure is a picture of a size in millimetres, made by drawing.
type Figure struct {
	// Alt says in words what the figure shows, for who cannot see it. Required (ISO 14289-1, 7.3).
	Alt  string
	W, H float64
	Draw func(*Drawing)
}

// Figure sets a figure on a line of its own.
func (d *Document) Figure(f Figure, align Align) {
	if !d.ready("Figure") || !d.checkFigure(f) || !d.room(points(f.H)) {
		return
	}
	x := d.left()
	switch free := d.width() - points(f.W); {
	case free < -slack:
		d.fail(fmt.Errorf("pdfa: a figure %g mm wide, the text area has %.1f mm", f.W, d.width()/pointsPerMM))
		return
	case align == Right:
		x += free
	case align == Center:
		x += free / 2
	}
	d.figure(f, d.body, x, d.page.y)
	d.moved(points(f.H) + d.opt.Size*0.5)
}

func (d *Document) checkFigure(f Figure) bool {
	switch {
	case strings.TrimSpace(f.Alt) == "":
		d.fail(errors.New("pdfa: a figure without alternative text"))
	case f.Draw == nil:
		d.fail(errors.New("pdfa: a figure without Draw"))
	case !allMM(f.W, f.H) || f.W <= 0 || f.H <= 0:
		d.fail(fmt.Errorf("pdfa: a figure of %g × %g mm", f.W, f.H))
	}
	return d.err == nil
}

// figure draws with the upper left corner at x, y in points. The bounding box tells a reader program
// what belongs together (ISO 32000-1, table 344).
func (d *Document) figure(f Figure, parent *elem, x, y float64) {
	attrs := appendText([]byte("/Alt"), plainLine(f.Alt))
	attrs = appendNums(append(attrs, "/A<</O/Layout/Placement/Block/BBox["...), x, y-points(f.H), x+points(f.W), y)
	e := d.open("Figure", parent, string(append(attrs, "]>>"...)))
	d.begin(e)
	d.drawing = true
	f.Draw(&Drawing{d: d, c: &d.page.c, x: x, y: y, w: f.W, h: f.H})
	d.drawing = false
	d.end()
	d.close(e)
}
