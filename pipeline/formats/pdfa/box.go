package pdfa

// Align is how lines stand between the left and the right edge.
type Align int

// The alignments. Text is never stretched to fill a line.
const (
	Left Align = iota
	Right
	Center
)

// leading is the distance of baselines, and ascent the distance from a line's top to its baseline, in points.
func leading(size float64) float64 { return size * 1.2 }
func ascent(size float64) float64  { return size * 0.95 }

// tight is the leading at which the box drawing characters of Mono join from line to line, in proportion to the size.
const tight = 1.12

// A box is a text laid out in lines of a width; its buffers serve one text after another.
type box struct {
	d      *Document
	size   float64
	width  float64 // points
	align  Align
	glyphs []glyph
	lines  []line
	whole  bool // no word is broken
	tight  bool // lines as close as a typewriter's
}

func (b *box) layout(text string, f Font) {
	b.glyphs = b.d.shape(b.glyphs[:0], text, f, 0)
	b.lines, b.whole = wrap(b.lines[:0], b.glyphs, b.width, b.size)
}

func (b *box) height() float64 { return float64(len(b.lines)) * b.leading() }

func (b *box) leading() float64 {
	if b.tight {
		return b.size * tight
	}
	return leading(b.size)
}

// widest is the width of the longest line.
func (b *box) widest() (w float64) {
	for _, l := range b.lines {
		w = max(w, float64(l.width)*b.size/1000)
	}
	return w
}

// show prints all lines; x, y is the upper left corner.
func (b *box) show(c *content, x, y float64) { b.part(c, x, y, 0, len(b.lines)) }

// part prints lines from one to another.
func (b *box) part(c *content, x, y float64, from, to int) {
	p := b.d.pen(c, b.size)
	y -= ascent(b.size)
	for _, l := range b.lines[from:to] {
		p.line(b.glyphs[l.from:l.to], x+b.indent(l), y)
		y -= b.leading()
	}
	p.done()
}

func (b *box) indent(l line) float64 {
	free := b.width - float64(l.width)*b.size/1000
	switch b.align {
	case Right:
		return free
	case Center:
		return free / 2
	}
	return 0
}
