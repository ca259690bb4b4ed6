package pdfa

import "unicode"

// content is a content stream in the making (ISO 32000-1, 7.8.2). Coordinates are points from the page's lower left corner.
type content struct{ b []byte }

func (c *content) str(s string) { c.b = append(c.b, s...) }

func (c *content) nums(values ...float64) {
	c.b = appendNums(c.b, values...)
	c.b = append(c.b, ' ')
}

// op writes operands and the operator behind them.
func (c *content) op(operator string, operands ...float64) {
	c.nums(operands...)
	c.b = append(append(c.b, operator...), '\n')
}

func (c *content) rect(x, y, w, h float64) { c.op("re", x, y, w, h) }

// A pen shows lines of text between BT and ET.
type pen struct {
	d    *Document
	c    *content
	face *face
	size float64
}

func (d *Document) pen(c *content, size float64) pen {
	c.str("BT\n")
	return pen{d: d, c: c, size: size}
}

func (p *pen) done() { p.c.str("ET\n") }

// line shows glyphs with the first one's origin at x, y.
func (p *pen) line(gs []glyph, x, y float64) {
	c := p.c
	c.str("1 0 0 1 ")
	c.op("Tm", x, y)
	for i := 0; i < len(gs); {
		if gs[i].actual != 0 {
			i = p.marks(gs, i)
			continue
		}
		i = p.stretch(gs, i)
	}
}

// stretch shows glyphs of one face and returns where it stopped.
func (p *pen) stretch(gs []glyph, i int) int {
	open := false
	for ; i < len(gs) && gs[i].actual == 0; i++ {
		g := gs[i]
		switch {
		case g.kind == zeroSpace, g.kind == softHyphen && i != len(gs)-1:
			continue
		case g.kind == accent:
			if open {
				return p.close(i)
			}
			p.accent(gs, i)
			continue
		case g.face != p.face:
			if open {
				return p.close(i)
			}
			p.use(g.face)
		}
		if !open {
			p.c.b = append(p.c.b, '(')
			open = true
		}
		p.c.b = appendCode(p.c.b, g.face.cid(g.r))
	}
	if open {
		return p.close(i)
	}
	return i
}

func (p *pen) close(i int) int {
	p.c.str(")Tj\n")
	return i
}

// appendCode adds a character code to a literal string (ISO 32000-1, 7.3.4.2): half as long as in hexadecimal.
func appendCode(b []byte, code uint16) []byte {
	for _, c := range [2]byte{byte(code >> 8), byte(code)} {
		switch c {
		case '(', ')', '\\':
			b = append(b, '\\', c)
		case '\r': // unescaped it would be read as a line feed
			b = append(b, `\r`...)
		case '\n': // operators stand on lines of their own
			b = append(b, `\n`...)
		default:
			b = append(b, c)
		}
	}
	return b
}

func (p *pen) use(f *face) {
	p.face = f
	p.c.b = append(append(p.c.b, '/'), f.res...)
	p.c.b = append(p.c.b, ' ')
	p.c.op("Tf", p.size)
}

// marks shows the marks of missing characters. What they stand for is kept as ActualText,
// so that a search, a copy or a screen reader gets the text nevertheless (ISO 32000-1, 14.9.4).
func (p *pen) marks(gs []glyph, i int) int {
	if gs[i].face != p.face {
		p.use(gs[i].face)
	}
	var shown, actual []byte
	for first := sayable(gs[i].actual); i < len(gs) && gs[i].actual != 0 && sayable(gs[i].actual) == first; i++ {
		p.d.missing[gs[i].actual]++
		shown = appendHex16(shown, gs[i].face.cid(mark))
		if first {
			actual = appendUTF16(actual, gs[i].actual)
		}
	}
	if actual != nil {
		p.c.str("/Span<</ActualText<FEFF" + string(actual) + ">>>BDC\n")
	}
	p.c.str("<" + string(shown) + ">Tj\n")
	if actual != nil {
		p.c.str("EMC\n")
	}
	return i
}

// sayable tells whether a character has a meaning outside our files: controls, private use and broken bytes have none.
func sayable(r rune) bool { return unicode.IsGraphic(r) && r != mark }
