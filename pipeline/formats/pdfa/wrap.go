package pdfa

import "unicode"

// A line is a stretch of glyphs, with the width of what is seen of it in thousandths of the size.
type line struct {
	from, to int
	width    int
}

// maxAdvance keeps the widths of any text well inside an int, whatever the column.
const maxAdvance = 1 << 30

// wrap appends the lines of a text to ls: as many words on a line as fit in width points at size points.
// No hyphen is added but where the text itself has a soft one. A word longer than the line is broken between letters.
// The answer is false when that was necessary.
func wrap(ls []line, gs []glyph, width, size float64) ([]line, bool) {
	w := wrapper{gs: gs, lines: ls, max: maxAdvance}
	if limit := width * 1000 / size; limit < maxAdvance {
		w.max = int(limit)
	}
	for w.at < len(gs) {
		w.step()
	}
	if w.start < len(gs) || len(gs) == 0 { // a line break at the very end begins no line
		w.emit(len(gs), w.seen)
	}
	return w.lines, !w.broken
}

type wrapper struct {
	gs         []glyph
	lines      []line
	max        int
	start, at  int
	wide, seen int  // of the line so far: with and without the spaces at its end
	brk        int  // where the line may end, or start when nowhere
	brkSeen    int  // its width when it ends there
	broken     bool // a word has been broken
}

func (w *wrapper) step() {
	g := w.gs[w.at]
	switch g.kind {
	case hardBreak:
		w.emit(w.at+1, w.seen)
		return
	case space:
		w.wide += int(g.advance)
		w.at++
		w.brk, w.brkSeen = w.at, w.seen
		return
	case zeroSpace:
		w.at++
		w.brk, w.brkSeen = w.at, w.seen
		return
	case softHyphen:
		w.at++
		if seen := w.wide + int(g.face.info(g.r).advance); seen <= w.max {
			w.brk, w.brkSeen = w.at, seen
		}
		return
	}
	if w.wide+int(g.advance) > w.max && w.at > w.start {
		w.overflow()
		return
	}
	w.wide += int(g.advance)
	w.seen = w.wide
	w.at++
	if w.endsAfterDash() {
		w.brk, w.brkSeen = w.at, w.seen
	}
}

// overflow ends the line before the glyph that does not fit.
func (w *wrapper) overflow() {
	if w.brk > w.start {
		w.emit(w.brk, w.brkSeen)
		return
	}
	w.broken = true
	end := w.at
	for end > w.start+1 && unicode.Is(unicode.M, w.gs[end].r) { // an accent stays with its letter
		end--
	}
	seen := 0
	for _, g := range w.gs[w.start:end] {
		seen += int(g.advance)
	}
	w.emit(end, seen)
}

func (w *wrapper) emit(end, seen int) {
	w.lines = append(w.lines, line{w.start, end, seen})
	w.start, w.at, w.brk = end, end, end
	w.wide, w.seen, w.brkSeen = 0, 0, 0
}

// endsAfterDash allows a break in Hansen-Olsen, but not in 1979-80 or in a range of dates.
func (w *wrapper) endsAfterDash() bool {
	r := w.gs[w.at-1].r
	if r != '-' && r != '\u2010' && r != '\u2013' && r != '\u2014' || w.at < 2 || w.at >= len(w.gs) {
		return false
	}
	return unicode.IsLetter(w.gs[w.at-2].r) && unicode.IsLetter(w.gs[w.at].r)
}

// widthOf is the width of a text on one line, in points.
func widthOf(gs []glyph, size float64) float64 {
	wide := 0
	for _, g := range gs {
		wide += int(g.advance)
	}
	return float64(wide) * size / 1000
}
