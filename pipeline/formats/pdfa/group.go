package pdfa

import "fmt"

// A groupHeading waits for the first row below it, to stand on the same page.
type groupHeading struct {
	box
	level int
	title string
}

func (g *groupHeading) height() float64 { return g.box.height() + 2*padY }

// Group puts a heading across the table and a bookmark on it: the letter of an index, say.
// Level is 1 to 3, as for Document.Heading. It is printed with the row that follows, never alone at the foot of a page.
func (r *Rows) Group(level int, title string) {
	if !r.ready(len(r.t.Columns)) || !r.d.checkHeading(level, title) {
		return
	}
	r.d.level = level
	g := &groupHeading{box: box{d: r.d, size: r.t.Size + 1, width: r.width() - 2*padX}, level: level, title: title}
	g.layout(title, SansBold)
	r.pending = append(r.pending, g)
}

func (r *Rows) putGroups() {
	for _, g := range r.pending {
		r.putGroup(g)
	}
	r.pending = r.pending[:0]
}

// putGroup begins a body of the table with a row of one cell, the heading.
func (r *Rows) putGroup(g *groupHeading) {
	d, h := r.d, g.height()
	r.rule() // the columns' lines do not cross a group heading
	r.top = d.page.y
	r.endGroup()
	r.group = d.open("TBody", r.table, "")
	row := d.open("TR", r.group, "")
	cell := d.open("TH", row, fmt.Sprintf("/A<</O/Table/Scope/Row/ColSpan %d>>", len(r.t.Columns)))
	heading := d.open(headingTags[g.level], cell, "")
	d.bookmark(g.level, g.title)
	r.shade(d.page.y, h)
	d.begin(heading)
	g.show(&d.page.c, r.x(0), d.page.y-padY)
	d.end()
	d.close(heading)
	d.close(cell)
	d.close(row)
	r.advance(h)
	r.frame()
}

// frame rules what stands since the last rule as a single cell.
func (r *Rows) frame() {
	widths := r.widths
	r.widths = []float64{r.width()}
	r.rule()
	r.widths = widths
	r.top = r.d.page.y
}

// lastGroups prints group headings that no row has followed.
func (r *Rows) lastGroups() bool {
	if len(r.pending) > 0 && r.fits(0) {
		r.putGroups()
	}
	return r.d.err == nil
}
