package pdfa

import (
	"errors"
	"fmt"
)

// A Sheet is a page, or a part of one, on which everything is put at its place in millimetres from the upper left corner.
// It has no furniture. It is read in the order in which things are put on it.
type Sheet struct {
	d    *Document
	page ref
	e    *elem
	x, y float64 // of the upper left corner on the page, points from the lower left
	w, h float64 // mm
}

// Sheet begins a page of a size of its own. The next flowing block, or the next Sheet, ends it.
func (d *Document) Sheet(size PageSize) *Sheet {
	if !d.ready("Sheet") {
		return &Sheet{d: d}
	}
	if d.fail(size.check()); d.err != nil {
		return &Sheet{d: d}
	}
	if d.newPage(size, false); d.err != nil {
		return &Sheet{d: d}
	}
	d.fixed = true
	return &Sheet{d: d, page: d.page.ref, e: d.body, y: points(size.H), w: size.W, h: size.H}
}

func (s *Sheet) ready(call string) bool {
	d := s.d
	if d.ready(call) && (d.page == nil || d.page.ref != s.page) {
		d.fail(fmt.Errorf("pdfa: %s on a sheet that has been left", call))
	}
	return d.err == nil
}

func (s *Sheet) drawing() *Drawing {
	return &Drawing{d: s.d, c: &s.d.page.c, x: s.x, y: s.y, w: s.w, h: s.h}
}

// Area puts a part of the sheet's content at a place, as a section of its own: one label among the labels of a sheet.
func (s *Sheet) Area(r Rect, put func(*Sheet)) {
	if !s.ready("Area") || !s.drawing().inside(r) {
		return
	}
	if put == nil {
		s.d.fail(errors.New("pdfa: Area without content"))
		return
	}
	section := s.d.open("Sect", s.e, "")
	x, y := s.drawing().at(r.X, r.Y)
	put(&Sheet{d: s.d, page: s.page, e: section, x: x, y: y, w: r.W, h: r.H})
	if s.ready("Area") {
		s.d.close(section)
	}
}

// Text puts a paragraph or a heading on the sheet. Headings follow the rules of Document.Heading.
func (s *Sheet) Text(t TextBox) {
	if !s.ready("Text") {
		return
	}
	d, tag, attrs := s.d, "P", ""
	if t.Level != 0 {
		if !d.checkHeading(t.Level, t.Text) {
			return
		}
		tag = headingTags[t.Level]
	}
	if t.Lang != "" {
		d.fail(checkLang(t.Lang))
		attrs = string(appendText([]byte("/Lang"), t.Lang))
	}
	g := s.drawing()
	b, ok := g.fit(t)
	if !ok || len(b.glyphs) == 0 {
		return
	}
	x, y := t.corner(g, b)
	if t.Level != 0 {
		d.bookmarkAt(t.Level, t.Text, y)
	}
	e := d.open(tag, s.e, attrs)
	d.begin(e)
	b.show(g.c, x, y)
	d.end()
	d.close(e)
}

// Figure puts a figure with its upper left corner at a place.
func (s *Sheet) Figure(at Point, f Figure) {
	if !s.ready("Figure") || !s.d.checkFigure(f) {
		return
	}
	g := s.drawing()
	if g.inside(Rect{at.X, at.Y, f.W, f.H}) {
		x, y := g.at(at.X, at.Y)
		s.d.figure(f, s.e, x, y)
	}
}

// Decorate draws what a reader program passes over: frames, cutting marks, grids.
func (s *Sheet) Decorate(draw func(*Drawing)) {
	if !s.ready("Decorate") {
		return
	}
	if draw == nil {
		s.d.fail(errors.New("pdfa: Decorate without a drawing"))
		return
	}
	s.d.artifact()
	s.d.drawing = true
	draw(s.drawing())
	s.d.drawing = false
	s.d.end()
}
