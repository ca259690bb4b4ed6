package pdfa

import (
	"fmt"
)

// Table describes a table before its rows are streamed. The header row is repeated on every page;
// only its first appearance is part of the text, the others are furniture (ISO 32000-1, 14.8.2.2).
type Table struct {
	Columns []Column
	Size    float64 // points; zero is the document's size less one
	// SplitCells lets a row that is higher than a whole page go on overleaf. Without it such a row is an error.
	SplitCells bool
	// Continued is what a group's heading is overleaf, where its rows go on; nil: the same.
	Continued func(title string) string
}

// Column is one column of a table.
type Column struct {
	Title string
	Width float64 // mm; columns of zero share what the others leave
	Align Align
	// Head makes the column's cells headers of their rows: a screen reader says the name with every other cell.
	Head bool
}

// Cell is a table cell that is more than a text.
type Cell struct {
	Text string
	Bold bool
	Lang string // when it differs from the document's
}

// Rows takes the rows of a table, one by one.
type Rows struct {
	d       *Document
	t       Table
	widths  []float64 // points
	head    []*box
	cells   []*box
	inUse   []Cell
	elems   []elem
	row     elem
	table   *elem
	group   *elem // the TBody that rows go to, or nil
	grouped int   // rows in it
	count   int   // rows in all
	top     float64
	lines   []float64 // where rows end, on this page
	pending []*groupHeading
	// standing are the group headings, by level, that the next row stands under.
	standing [len(headingTags)]*groupHeading
	bare     bool // the page holds nothing but the table's header
	ended    bool
}

// overleaf begins what is printed again on a later page, and read aloud only once.
const overleaf = "/Artifact<</Type/Pagination/Subtype/Header>>BDC\n"

// cell padding in points
const (
	padX = 3
	padY = 2
)

// Table begins a table as wide as its columns. It must be ended with End before the next block.
// Columns wider than the text area, or too narrow for a letter, are an error.
func (d *Document) Table(t Table) *Rows {
	r := &Rows{d: d, t: t}
	if !d.ready("Table") {
		return r
	}
	if r.t.Size == 0 {
		r.t.Size = d.opt.Size - 1
	}
	if d.fail(r.measure()); d.err != nil {
		return r
	}
	r.inUse = make([]Cell, len(t.Columns))
	r.elems = make([]elem, len(t.Columns))
	for i, c := range t.Columns {
		r.cells = append(r.cells, &box{d: d, size: r.t.Size, width: r.widths[i] - 2*padX, align: c.Align})
		h := &box{d: d, size: r.t.Size, width: r.widths[i] - 2*padX, align: c.Align}
		h.layout(c.Title, SansBold)
		r.head = append(r.head, h)
	}
	if !d.room(r.height(r.head) + 2*(leading(r.t.Size)+2*padY)) {
		return r
	}
	r.table = d.open("Table", d.body, "")
	d.table = r
	r.header(true)
	return r
}

// measure works out the widths of the columns.
func (r *Rows) measure() error {
	if err := checkSize(r.t.Size); err != nil {
		return err
	}
	if len(r.t.Columns) == 0 {
		return fmt.Errorf("pdfa: a table without columns")
	}
	free, open := r.d.width(), 0
	for _, c := range r.t.Columns {
		if !allMM(c.Width) || c.Width < 0 {
			return fmt.Errorf("pdfa: column %q is %g mm wide", c.Title, c.Width)
		}
		if free -= points(c.Width); c.Width == 0 {
			open++
		}
	}
	if free < -slack {
		return fmt.Errorf("pdfa: the columns are %.1f mm wider than the text area", -free/pointsPerMM)
	}
	for _, c := range r.t.Columns {
		w := points(c.Width)
		if c.Width == 0 {
			w = free / float64(open)
		}
		if w < 2*padX+2*r.t.Size {
			return fmt.Errorf("pdfa: column %q is %.1f mm wide, too narrow for text of %g points", c.Title, w/pointsPerMM, r.t.Size)
		}
		r.widths = append(r.widths, w)
	}
	return nil
}

func (r *Rows) width() (w float64) {
	for _, c := range r.widths {
		w += c
	}
	return w
}

func (r *Rows) height(cells []*box) float64 {
	highest := leading(r.t.Size)
	for _, b := range cells {
		highest = max(highest, b.height())
	}
	return highest + 2*padY
}

// header prints the header row: as text the first time, as furniture after that.
func (r *Rows) header(first bool) {
	d, h := r.d, r.height(r.head)
	r.top, r.lines = d.page.y, r.lines[:0]
	r.shade(d.page.y, h)
	if first {
		section := d.open("THead", r.table, "")
		row := d.open("TR", section, "")
		for i, b := range r.head {
			e := d.open("TH", row, "/A<</O/Table/Scope/Column>>")
			if len(b.glyphs) > 0 {
				d.begin(e)
				b.show(&d.page.c, r.x(i), d.page.y-padY)
				d.end()
			}
			d.close(e)
		}
		d.close(row)
		d.close(section)
	} else {
		d.page.c.str(overleaf)
		for i, b := range r.head {
			b.show(&d.page.c, r.x(i), d.page.y-padY)
		}
		d.end()
	}
	r.advance(h)
	r.bare = r.top >= d.page.top-slack
}

// x is where the text of a column begins.
func (r *Rows) x(column int) float64 {
	x := r.d.left() + padX
	for _, w := range r.widths[:column] {
		x += w
	}
	return x
}

func (r *Rows) shade(top, h float64) {
	c := &r.d.page.c
	r.d.artifact()
	c.op("g", 0.9)
	c.rect(r.d.left(), top-h, r.width(), h)
	c.str("f\n0 g\n")
	r.d.end()
}

func (r *Rows) advance(h float64) {
	p := r.d.page
	p.y -= h
	p.fresh, r.bare = false, false
	r.lines = append(r.lines, p.y)
}

// rule draws the frame around the rows since the last rule, in one go: a table of a thousand pages is mostly lines.
func (r *Rows) rule() {
	if len(r.lines) == 0 {
		return
	}
	c, left := &r.d.page.c, r.d.left()
	bottom := r.lines[len(r.lines)-1]
	r.d.artifact()
	c.op("w", 0.4)
	c.rect(left, bottom, r.width(), r.top-bottom)
	for _, y := range r.lines[:len(r.lines)-1] {
		c.op("m", left, y)
		c.op("l", left+r.width(), y)
	}
	for i := range r.widths[1:] {
		x := r.x(i+1) - padX
		c.op("m", x, r.top)
		c.op("l", x, bottom)
	}
	c.str("S\n")
	r.d.end()
	r.lines = r.lines[:0]
}

// breakPage goes on overleaf, below a repeated header and the headings of the groups that go on.
func (r *Rows) breakPage() bool {
	r.rule()
	r.d.newPage(r.d.opt.Page, true)
	if r.d.err != nil {
		return false
	}
	r.header(false)
	r.repeatGroups()
	return true
}

// End finishes the table. A table without rows keeps its header.
func (r *Rows) End() {
	d := r.d
	if r.ended || d.table != r || d.Err() != nil {
		return
	}
	if r.ended = true; !r.lastGroups() {
		return
	}
	r.rule()
	r.endGroup()
	d.close(r.table)
	d.table = nil
	d.page.y -= d.opt.Size * 0.8
}
