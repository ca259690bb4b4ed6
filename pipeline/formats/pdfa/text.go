package pdfa

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A glyph is one character of a text, ready to be measured and shown.
type glyph struct {
	face    *face
	r       rune   // what is shown
	actual  rune   // what it stands for where a mark is shown instead, or 0
	advance int16  // thousandths of the size
	run     uint16 // which run of the paragraph it belongs to
	kind    kind
}

type kind uint8

const (
	ink        kind = iota
	space           // a line may end behind it, and then it takes no room
	zeroSpace       // a line may end here, nothing is shown
	softHyphen      // a line may end here, and only then a hyphen is shown
	hardBreak       // a line ends here, with a space that keeps words apart for who hears the text
	accent          // stands over the glyph before it and takes no room
)

// MissingRune is a character that no font could show. A mark (U+FFFD) stands in its place on paper.
type MissingRune struct {
	Rune  rune // U+FFFD stands for bytes that are not UTF-8
	Count int
}

// Missing tells which characters were shown as a mark, in order of code point.
// It is complete after Close, since page furniture is written last.
func (d *Document) Missing() []MissingRune {
	out := make([]MissingRune, 0, len(d.missing))
	for r, n := range d.missing {
		out = append(out, MissingRune{r, n})
	}
	slices.SortFunc(out, func(a, b MissingRune) int { return int(a.Rune - b.Rune) })
	return out
}

// shape appends the glyphs of a text. Combining accents are composed first (Unicode NFC):
// the fonts have Á as one glyph, and two glyphs without positioning would stand beside each other.
func (d *Document) shape(gs []glyph, s string, f Font, run uint16) []glyph {
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	own := d.faces[f]
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		if r > ' ' && r < 0x7F {
			gs = append(gs, glyph{face: own, r: r, advance: own.info(r).advance, run: run})
			continue
		}
		if r == '\r' && i < len(s) && s[i] == '\n' {
			continue
		}
		if g, ok := d.glyph(r, f); ok {
			g.run = run
			gs = append(gs, g)
		}
	}
	return gs
}

// glyph finds the glyph of any character; false means that the character has no width and no meaning on paper.
func (d *Document) glyph(r rune, f Font) (glyph, bool) {
	switch r {
	case '\n', '\v', '\f', '\r', '\u0085', '\u2028', '\u2029':
		return glyph{face: d.faces[f], r: ' ', kind: hardBreak}, true
	case '\t':
		r = ' '
	case '\u200B':
		return glyph{kind: zeroSpace}, true
	case '\u00AD':
		return glyph{face: d.faces[f], r: r, kind: softHyphen}, true
	}
	if ignorable(r) {
		return glyph{}, false
	}
	face := d.pick(f, r)
	if face == nil || r == utf8.RuneError {
		return d.markFor(r), true
	}
	g := glyph{face: face, r: r, advance: face.info(r).advance}
	if unicode.In(r, unicode.Mn, unicode.Me) {
		g.kind, g.advance = accent, 0
	}
	if r != '\u00A0' && r != '\u202F' && r != '\u2007' && unicode.Is(unicode.Zs, r) {
		g.kind = space
	}
	return g, true
}

func (d *Document) markFor(r rune) glyph {
	face := d.faces[symbols]
	return glyph{face: face, r: mark, advance: face.info(mark).advance, actual: r}
}

// ignorable characters steer joining, direction or variants; none of the fonts acts on them (Unicode, 5.21).
func ignorable(r rune) bool {
	switch {
	case r < 0x34F:
		return false
	case r == 0x61C, r == 0x180E, r == 0xFEFF:
		return true
	case r >= 0x200C && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F, r >= 0xE0000 && r <= 0xE0FFF:
		return true
	}
	return unicode.In(r, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}
