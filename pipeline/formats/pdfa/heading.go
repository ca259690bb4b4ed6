package pdfa

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"
)

var headingTags = [4]string{1: "H1", 2: "H2", 3: "H3"}

// headingScale is the size of a heading in proportion to running text.
var headingScale = [4]float64{1: 1.6, 2: 1.25, 3: 1.05}

// Heading sets a heading of level 1 to 3. A level may not be skipped on the way down (ISO 14289-1, 7.4.2),
// and the first heading is of level 1. Documents of more than five pages get bookmarks of their headings.
func (d *Document) Heading(level int, text string) {
	if !d.ready("Heading") || !d.checkHeading(level, text) {
		return
	}
	b := box{d: d, size: d.opt.Size * headingScale[level], width: d.width()}
	b.layout(text, SansBold)
	before := b.size * 0.6
	if d.page != nil && d.page.fresh {
		before = 0
	}
	// a heading at the foot of a page, with its text overleaf, helps nobody
	if !d.room(before + b.height() + 3*leading(d.opt.Size)) {
		return
	}
	if d.page.fresh {
		before = 0
	}
	p := d.page
	p.y -= before
	d.bookmark(level, text)
	e := d.open(headingTags[level], d.body, "")
	d.begin(e)
	b.show(&p.c, d.left(), p.y)
	d.end()
	d.close(e)
	d.moved(b.height() + b.size*0.35)
}

// moved notes that h points of the page have been used.
func (d *Document) moved(h float64) {
	d.page.y -= h
	d.page.fresh = false
}

func (d *Document) checkHeading(level int, text string) bool {
	switch {
	case level < 1 || level > 3:
		d.fail(fmt.Errorf("pdfa: a heading of level %d: there are 1, 2 and 3", level))
	case level > d.level+1:
		d.fail(fmt.Errorf("pdfa: a heading of level %d after level %d: PDF/UA allows no gap", level, d.level))
	case strings.TrimSpace(text) == "":
		d.fail(fmt.Errorf("pdfa: an empty heading of level %d", level))
	}
	return d.err == nil
}

// bookmark remembers a heading that is about to be printed at the current place.
func (d *Document) bookmark(level int, title string) { d.bookmarkAt(level, title, d.page.y) }

func (d *Document) bookmarkAt(level int, title string, y float64) {
	d.level = level
	d.marks = append(d.marks, bookmark{title: plainLine(title), level: level, page: d.page.ref, y: y})
}

// plainLine is a text on one line, composed and without controls, for strings outside the pages.
func plainLine(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, string(mark)))
	return strings.Join(strings.Fields(strings.Map(printable, s)), " ")
}

func printable(r rune) rune {
	if r < ' ' || r >= 0x7F && r < 0xA0 {
		return ' '
	}
	if r == '\uFFFE' || r == '\uFFFF' || ignorable(r) {
		return -1
	}
	return r
}
