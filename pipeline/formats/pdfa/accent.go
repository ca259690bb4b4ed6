package pdfa

import (
	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

// Accents that Unicode does not compose with their letter: ẹ́ or m̂. The fonts' own positioning tables are not read;
// an accent is centred over its letter, and raised when the letter, or the accent below it, reaches as high.

// accentGap is between a letter and what stands above it, in thousandths of the size.
const accentGap = 40

// inkBounds are the edges of a glyph's ink, in thousandths of the size, counted upwards from the baseline.
type inkBounds struct{ left, right, bottom, top int }

func (f *face) bounds(r rune) inkBounds {
	b, _, err := f.sf.GlyphBounds(&f.buf, f.info(r).gid, fixed.I(1000), font.HintingNone)
	if err != nil {
		return inkBounds{}
	}
	return inkBounds{b.Min.X.Round(), b.Max.X.Round(), -b.Max.Y.Round(), -b.Min.Y.Round()}
}

// accent shows gs[i] over the letter before it, and leaves the pen where it was.
func (p *pen) accent(gs []glyph, i int) {
	g := gs[i]
	own := g.face.bounds(g.r)
	shift := -(own.left + own.right) / 2
	rise := 0
	if base := p.base(gs, i); base >= 0 {
		shift -= int(gs[base].advance) / 2
		if own.bottom > 0 {
			rise = max(0, stackTop(gs[base:i])+accentGap-own.bottom)
		}
	}
	if g.face != p.face {
		p.use(g.face)
	}
	c := p.c
	c.op("Ts", float64(rise)*p.size/1000)
	c.b = append(appendInt(append(c.b, '['), -shift), '<')
	c.b = append(appendHex16(c.b, g.face.cid(g.r)), '>')
	c.b = appendInt(c.b, shift+int(g.face.info(g.r).advance))
	c.str("]TJ\n0 Ts\n")
}

// base is the letter that the accent gs[i] belongs to, or -1.
func (p *pen) base(gs []glyph, i int) int {
	for i--; i >= 0; i-- {
		if gs[i].kind != accent {
			if gs[i].kind == ink {
				return i
			}
			break
		}
	}
	return -1
}

// stackTop is how high a letter with the accents on it reaches.
func stackTop(gs []glyph) int {
	top := gs[0].face.bounds(gs[0].r).top
	for _, g := range gs[1:] {
		if own := g.face.bounds(g.r); own.bottom > 0 {
			top = own.top + max(0, top+accentGap-own.bottom)
		}
	}
	return top
}
