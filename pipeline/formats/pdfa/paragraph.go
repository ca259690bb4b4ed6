package pdfa

import (
	"fmt"
	"net/url"
)

// Run is a stretch of a paragraph that is set alike.
type Run struct {
	Text string
	Font Font
	Lang string // BCP 47, when it differs from the document's
	Link string // an http, https or mailto address in ASCII, or empty
}

// Style is how a paragraph stands on the page. The zero style is running text.
type Style struct {
	Size   float64 // points; zero is the document's size
	Align  Align
	Indent float64 // mm from the left margin
	Keep   bool    // never split between pages
	Tight  bool    // lines close together and no space below, for text of many short paragraphs
}

// Paragraph sets running text. A newline in it begins a new line. Empty text leaves a line's height blank.
func (d *Document) Paragraph(text string) { d.Text(Style{}, Run{Text: text}) }

// Text sets a paragraph of runs. Errors are an impossible size or indent, a bad language tag or address,
// and a paragraph to be kept together that is higher than a page.
func (d *Document) Text(s Style, runs ...Run) {
	if !d.ready("Text") {
		return
	}
	if s.Size == 0 {
		s.Size = d.opt.Size
	}
	if d.fail(checkRuns(s, runs)); d.err != nil {
		return
	}
	f := d.flow(s, runs)
	if f.b.width < 2*s.Size {
		d.fail(fmt.Errorf("pdfa: an indent of %g mm leaves no room for text", s.Indent))
		return
	}
	if f.blank() {
		if d.room(f.b.leading()) {
			d.moved(f.b.leading())
		}
		return
	}
	if f.e = d.open("P", d.body, ""); f.print(s.Keep) {
		d.close(f.e)
		if !s.Tight {
			d.page.y -= s.Size * 0.5
		}
	}
}

func checkRuns(s Style, runs []Run) error {
	if err := checkSize(s.Size); err != nil {
		return err
	}
	if !allMM(s.Indent) || s.Indent < 0 {
		return fmt.Errorf("pdfa: an indent of %g mm", s.Indent)
	}
	for _, r := range runs {
		if r.Font < Sans || r.Font > Mono {
			return fmt.Errorf("pdfa: no such font: %d", r.Font)
		}
		if r.Lang != "" {
			if err := checkLang(r.Lang); err != nil {
				return fmt.Errorf("pdfa: run: %w", err)
			}
		}
		if r.Link != "" {
			if err := checkLink(r.Link); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkLink holds a URI action to 7-bit text (ISO 32000-1, table 206). The address itself may be private: it is not repeated.
func checkLink(link string) error {
	u, err := url.Parse(link)
	if err != nil || !plainASCII(link) {
		return fmt.Errorf("pdfa: a link that is not an address in ASCII")
	}
	if u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" {
		return fmt.Errorf("pdfa: a link with scheme %q: http, https and mailto are known", u.Scheme)
	}
	return nil
}

// A flow is text that runs on from page to page, within one structure element.
type flow struct {
	d    *Document
	e    *elem
	b    box
	x    float64
	runs []Run
	subs []*elem // the Span or Link of a run, once it has begun
	rich bool    // some run needs an element of its own
}

func (d *Document) flow(s Style, runs []Run) *flow {
	indent := points(s.Indent)
	f := &flow{d: d, runs: runs, x: d.left() + indent, subs: make([]*elem, len(runs))}
	f.b = box{d: d, size: s.Size, width: d.width() - indent, align: s.Align, tight: s.Tight, glyphs: d.glyphs[:0], lines: d.lines[:0]}
	for i, r := range runs {
		f.rich = f.rich || r.Lang != "" || r.Link != ""
		f.b.glyphs = d.shape(f.b.glyphs, r.Text, r.Font, uint16(i))
	}
	f.b.lines, f.b.whole = wrap(f.b.lines, f.b.glyphs, f.b.width, s.Size)
	d.glyphs, d.lines = f.b.glyphs, f.b.lines
	return f
}

// blank tells whether there is nothing to see.
func (f *flow) blank() bool {
	for _, g := range f.b.glyphs {
		if g.kind == ink || g.kind == accent {
			return false
		}
	}
	return true
}

// print sets all lines, on as many pages as it takes.
func (f *flow) print(keep bool) bool {
	d, step := f.d, f.b.leading()
	least := step * float64(min(2, len(f.b.lines)))
	if keep {
		least = f.b.height()
	}
	for from := 0; from < len(f.b.lines); {
		if !d.room(least) {
			return false
		}
		left := len(f.b.lines) - from
		n := min(int((d.page.y-d.page.bottom+slack)/step), left)
		if n < 1 {
			d.fail(fmt.Errorf("pdfa: text of %g points is higher than the page", f.b.size))
			return false
		}
		if left-n == 1 && n > 2 {
			n-- // no single line alone overleaf
		}
		f.part(from, from+n)
		d.moved(float64(n) * step)
		if from += n; from < len(f.b.lines) {
			d.newPage(d.opt.Page, true)
			least = step
		}
	}
	for _, sub := range f.subs {
		if sub != nil {
			d.close(sub)
		}
	}
	return d.err == nil
}

func (f *flow) part(from, to int) {
	d := f.d
	if !f.rich {
		d.begin(f.e)
		f.b.part(&d.page.c, f.x, d.page.y, from, to)
		d.end()
		return
	}
	y := d.page.y
	for _, l := range f.b.lines[from:to] {
		x := f.x + f.b.indent(l)
		for at := l.from; at < l.to; {
			end := at + 1
			for end < l.to && f.b.glyphs[end].run == f.b.glyphs[at].run {
				end++
			}
			x += f.segment(f.b.glyphs[at:end], x, y)
			at = end
		}
		y -= f.b.leading()
	}
}

// segment sets what one run has on one line, and returns its width.
func (f *flow) segment(gs []glyph, x, y float64) float64 {
	d, size := f.d, f.b.size
	run := int(gs[0].run)
	e := f.element(run)
	w := widthOf(gs, size)
	d.begin(e)
	p := d.pen(&d.page.c, size)
	p.line(gs, x, y-ascent(size))
	p.done()
	d.end()
	if link := f.runs[run].Link; link != "" {
		d.underline(x, x+seen(gs, size), y-ascent(size)-size*0.12)
		d.link(e, link, [4]float64{x, y - f.b.leading(), x + w, y})
	}
	return w
}

// element is the structure element that a run belongs to.
func (f *flow) element(run int) *elem {
	r := f.runs[run]
	if r.Lang == "" && r.Link == "" {
		return f.e
	}
	if f.subs[run] == nil {
		tag, attrs := "Span", ""
		if r.Link != "" {
			tag = "Link"
		}
		if r.Lang != "" {
			attrs = string(appendText([]byte("/Lang"), r.Lang))
		}
		f.subs[run] = f.d.open(tag, f.e, attrs)
	}
	return f.subs[run]
}

// seen is the width of glyphs without the spaces at their end.
func seen(gs []glyph, size float64) float64 {
	for len(gs) > 0 && gs[len(gs)-1].kind != ink {
		gs = gs[:len(gs)-1]
	}
	return widthOf(gs, size)
}

// underline shows on paper and screen where a link is.
func (d *Document) underline(from, to, y float64) {
	c := &d.page.c
	d.artifact()
	c.op("w", 0.4)
	c.op("m", from, y)
	c.op("l", to, y)
	c.str("S\n")
	d.end()
}

// link lays an annotation over a rectangle and makes it a part of the Link element (ISO 14289-1, 7.18.5).
func (d *Document) link(e *elem, address string, rect [4]float64) {
	r, p := d.out.alloc(), d.page
	b := appendNums([]byte("<</Type/Annot/Subtype/Link/Rect["), rect[:]...)
	b = appendText(append(b, "]/F 4/Border[0 0 0]/Contents"...), address)
	b = appendText(append(b, "/A<</S/URI/URI"...), address)
	b = appendInt(append(b, ">>/StructParent "...), d.parentKey(e.ref))
	d.out.put(r, append(b, ">>"...))
	p.links = append(appendRef(p.links, r), ' ')
	e.kids = appendRef(append(e.kids, "<</Type/OBJR/Obj "...), r)
	e.kids = append(appendRef(append(e.kids, "/Pg "...), p.ref), ">>"...)
	e.count++
}
