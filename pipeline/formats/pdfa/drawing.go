package pdfa

import (
	"errors"
	"fmt"
)

// Rect is an upright rectangle in millimetres; X and Y are of its upper left corner, counted to the right and downwards.
type Rect struct{ X, Y, W, H float64 }

// Point is a place in millimetres, counted to the right and downwards.
type Point struct{ X, Y float64 }

// A Drawing takes lines, boxes, texts and images inside a rectangle of the page. Places are in millimetres from the rectangle's
// upper left corner. What is drawn outside the rectangle is an error: nothing is to be cut off by a printer.
type Drawing struct {
	d    *Document
	c    *content
	x, y float64 // of the upper left corner on the page, points from the lower left
	w, h float64 // mm
}

// mmSlack forgives rounding of places that were computed in mm.
const mmSlack = 0.001

func (g *Drawing) inside(r Rect) bool {
	if g.d.err != nil {
		return false
	}
	if !allMM(r.X, r.Y, r.W, r.H) || min(r.X, r.Y, r.W, r.H) < -mmSlack || r.X+r.W > g.w+mmSlack || r.Y+r.H > g.h+mmSlack {
		g.d.fail(fmt.Errorf("pdfa: %g × %g mm at %g, %g mm is not inside %g × %g mm", r.W, r.H, r.X, r.Y, g.w, g.h))
		return false
	}
	return true
}

// at turns a place in the drawing to a place on the page.
func (g *Drawing) at(x, y float64) (float64, float64) { return g.x + points(x), g.y - points(y) }

func (g *Drawing) rect(r Rect) {
	x, y := g.at(r.X, r.Y+r.H)
	g.c.rect(x, y, points(r.W), points(r.H))
}

// Line draws a line of a width in mm.
func (g *Drawing) Line(from, to Point, width float64) {
	if !g.inside(Rect{from.X, from.Y, 0, 0}) || !g.inside(Rect{to.X, to.Y, 0, 0}) || !g.pen(width) {
		return
	}
	x, y := g.at(from.X, from.Y)
	g.c.op("m", x, y)
	x, y = g.at(to.X, to.Y)
	g.c.op("l", x, y)
	g.c.str("S\n")
}

// Frame draws the outline of a rectangle; the line's middle is on the rectangle's edge.
func (g *Drawing) Frame(r Rect, width float64) {
	if g.inside(r) && g.pen(width) {
		g.rect(r)
		g.c.str("S\n")
	}
}

func (g *Drawing) pen(width float64) bool {
	if !allMM(width) || width < 0 {
		g.d.fail(fmt.Errorf("pdfa: a line %g mm wide", width))
		return false
	}
	g.c.op("w", points(width))
	return true
}

// Fill paints a rectangle in gray: 0 is black, 1 is white.
func (g *Drawing) Fill(r Rect, gray float64) {
	if !(gray >= 0 && gray <= 1) {
		g.d.fail(fmt.Errorf("pdfa: gray of %g: must be 0 to 1", gray))
	}
	if g.inside(r) {
		g.c.op("g", gray)
		g.rect(r)
		g.c.str("f\n0 g\n")
	}
}

// Text sets a text in a box. Level and Lang are of no use in a drawing, which is described by its alternative text.
func (g *Drawing) Text(t TextBox) {
	if b, ok := g.fit(t); ok {
		x, y := t.corner(g, b)
		b.show(g.c, x, y)
	}
}

// Image paints an image over a rectangle.
func (g *Drawing) Image(m *Image, r Rect) {
	if m == nil || m.d != g.d {
		g.d.fail(errors.New("pdfa: an image of another document"))
	}
	if !g.inside(r) {
		return
	}
	x, y := g.at(r.X, r.Y+r.H)
	g.c.str("q\n")
	g.c.op("cm", points(r.W), 0, 0, points(r.H), x, y)
	g.c.str("/" + m.name() + " Do\nQ\n")
	g.d.page.uses(m)
}

// TextBox is a text at a fixed place.
type TextBox struct {
	Rect // H of 0 is as high as the text needs
	Text string
	Font Font
	Size float64 // points; zero is the document's size
	// MinSize lets the text become smaller, in steps of half a point, until it fits without breaking a word.
	// Zero keeps Size. Text that does not fit is an error.
	MinSize float64
	Align   Align
	Middle  bool   // centred between top and bottom
	Level   int    // 1 to 3 makes it a heading, 0 a paragraph
	Lang    string // BCP 47, when it differs from the document's
}

// fit lays the text out in the largest size that fits.
func (g *Drawing) fit(t TextBox) (*box, bool) {
	d := g.d
	if t.Size == 0 {
		t.Size = d.opt.Size
	}
	if t.MinSize == 0 || t.MinSize > t.Size {
		t.MinSize = t.Size
	}
	if d.fail(errors.Join(checkSize(t.Size), checkSize(t.MinSize))); !g.inside(t.Rect) {
		return nil, false
	}
	if t.Font < Sans || t.Font > Mono {
		d.fail(fmt.Errorf("pdfa: no such font: %d", t.Font))
		return nil, false
	}
	room := t.H
	if room == 0 {
		room = g.h - t.Y
	}
	b := &box{d: d, width: points(t.W), align: t.Align}
	for size := t.Size; ; size = max(size-0.5, t.MinSize) {
		b.size = size
		b.layout(t.Text, t.Font)
		wide, high := b.widest() <= b.width+slack, b.height() <= points(room)+slack
		switch last := size <= t.MinSize; {
		case wide && high && (b.whole || last):
			return b, true
		case last && !wide:
			d.fail(fmt.Errorf("pdfa: a box %.1f mm wide is too narrow for a letter of %g points", t.W, size))
			return nil, false
		case last:
			d.fail(fmt.Errorf("pdfa: a text of %g points needs %.1f mm of height, its box has %.1f mm", size, b.height()/pointsPerMM, room))
			return nil, false
		}
	}
}

func (t TextBox) corner(g *Drawing, b *box) (x, y float64) {
	x, y = g.at(t.X, t.Y)
	if t.Middle && t.H > 0 {
		y -= (points(t.H) - b.height()) / 2
	}
	return x, y
}
