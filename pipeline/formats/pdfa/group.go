package pdfa

import "fmt"

// A groupHeading waits for the first row below it, to stand on the same page.
type groupHeading struct {
	box
	level int
	title string
}

func (r *Rows) heading(level int, title string) *groupHeading {
	g := &groupHeading{box: box{d: r.d, size: r.t.Size + 1, width: r.width() - 2*padX}, level: level, title: title}
	g.layout(title, SansBold)
	return g
}

func (g *groupHeading) height() float64 { return g.box.height() + 2*padY }

// Group puts a heading across the table and a bookmark on it: the letter of an index, say.
// Level is 1 to 3, as for Document.Heading. It is printed with the row that follows, never alone at the foot of a page, and again overleaf where its rows
// go on there.
func (r *Rows) Group(level int, title string) {
	if !r.ready(len(r.t.Columns)) || !r.d.checkHeading(level, title) {
		return
	}
	r.d.level = level
	r.pending = append(r.pending, r.heading(level, title))
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
	clear(r.standing[g.level:])
	r.standing[g.level] = g
}

// repeatGroups puts the headings under which rows go on overleaf again, as furniture: those that wait take the place of their own level and of what is
// below it.
func (r *Rows) repeatGroups() {
	d, bare, end := r.d, r.bare, len(r.standing)
	for _, g := range r.pending {
		end = min(end, g.level)
	}
	for _, g := range r.standing[:end] {
		if g == nil {
			continue
		}
		if r.t.Continued != nil {
			g = r.heading(g.level, r.t.Continued(g.title))
		}
		h := g.height()
		r.rule()
		r.top = d.page.y
		r.shade(d.page.y, h)
		d.page.c.str(overleaf)
		g.show(&d.page.c, r.x(0), d.page.y-padY)
		d.end()
		r.advance(h)
		r.frame()
	}
	r.bare = bare
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
