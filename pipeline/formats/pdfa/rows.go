package pdfa

import "fmt"

// Row adds a row of texts, one a column. A wrong number of texts is an error, and so is a row higher than a page
// unless Table.SplitCells is set.
func (r *Rows) Row(cells ...string) {
	if !r.ready(len(cells)) {
		return
	}
	for i, text := range cells {
		r.inUse[i] = Cell{Text: text}
	}
	r.add()
}

// RowOf is Row for cells that are more than a text.
func (r *Rows) RowOf(cells ...Cell) {
	if !r.ready(len(cells)) {
		return
	}
	copy(r.inUse, cells)
	for i, c := range cells {
		if c.Lang == "" {
			continue
		}
		if err := checkLang(c.Lang); err != nil {
			r.d.fail(fmt.Errorf("pdfa: row %d, column %d: %w", r.count+1, i+1, err))
			return
		}
	}
	r.add()
}

func (r *Rows) ready(cells int) bool {
	d := r.d
	switch {
	case d.Err() != nil:
		return false
	case r.ended:
		d.fail(fmt.Errorf("pdfa: a row after the table's End"))
	case cells != len(r.t.Columns):
		d.fail(fmt.Errorf("pdfa: row %d has %d cells, the table has %d columns", r.count+1, cells, len(r.t.Columns)))
	}
	return d.err == nil
}

func (r *Rows) add() {
	d := r.d
	r.count++
	for i, c := range r.inUse {
		face := Sans
		if c.Bold {
			face = SansBold
		}
		r.cells[i].layout(c.Text, face)
	}
	h := r.height(r.cells)
	if !r.fits(h) {
		return
	}
	r.putGroups()
	r.openRow()
	if d.page.y-h >= d.page.bottom-slack {
		r.part(0, maxAdvance)
		r.advance(h)
	} else {
		r.split()
	}
	r.closeRow()
}

// fits turns the page when a row and the group headings above it have no room on this one.
// It answers false when the row cannot be printed at all.
func (r *Rows) fits(h float64) bool {
	p := r.d.page
	above := 0.0
	for _, g := range r.pending {
		above += g.height()
	}
	if p.y-above-h >= p.bottom-slack {
		return true
	}
	if !r.bare && !r.breakPage() {
		return false
	}
	free := p.y - p.bottom - above + slack
	if least := leading(r.t.Size) + 2*padY; free < least {
		r.d.fail(fmt.Errorf("pdfa: headers and group headings leave no room for row %d", r.count))
	} else if h > free && !r.t.SplitCells {
		r.d.fail(fmt.Errorf("pdfa: row %d is %.0f mm high, the page has room for %.0f mm: set Table.SplitCells",
			r.count, h/pointsPerMM, free/pointsPerMM))
	}
	return r.d.err == nil
}

func (r *Rows) openRow() {
	d := r.d
	if r.grouped == arrayLimit {
		r.endGroup()
	}
	if r.group == nil {
		r.group = d.open("TBody", r.table, "")
	}
	r.grouped++
	d.reopen(&r.row, "TR", r.group, "")
	for i := range r.cells {
		tag, attrs := "TD", ""
		if r.t.Columns[i].Head {
			tag, attrs = "TH", "/A<</O/Table/Scope/Row>>"
		}
		if lang := r.inUse[i].Lang; lang != "" {
			attrs += string(appendText([]byte("/Lang"), lang))
		}
		d.reopen(&r.elems[i], tag, &r.row, attrs)
	}
}

func (r *Rows) closeRow() {
	for i := range r.elems {
		r.d.close(&r.elems[i])
	}
	r.d.close(&r.row)
}

func (r *Rows) endGroup() {
	if r.group != nil {
		r.d.close(r.group)
		r.group, r.grouped = nil, 0
	}
}

// part prints lines from one to another of every cell.
func (r *Rows) part(from, to int) {
	d := r.d
	x := d.left() + padX
	for i, b := range r.cells {
		if last := min(to, len(b.lines)); from < last && len(b.glyphs) > 0 {
			d.begin(&r.elems[i])
			b.part(&d.page.c, x, d.page.y-padY, from, last)
			d.end()
		}
		x += r.widths[i]
	}
}

// split prints a row over as many pages as it needs.
func (r *Rows) split() {
	d := r.d
	most := 0
	for _, b := range r.cells {
		most = max(most, len(b.lines))
	}
	for from := 0; from < most; {
		n := int((d.page.y - d.page.bottom + slack - 2*padY) / leading(r.t.Size))
		n = min(max(n, 1), most-from)
		r.part(from, from+n)
		r.advance(float64(n)*leading(r.t.Size) + 2*padY)
		if from += n; from < most && !r.breakPage() {
			return
		}
	}
}
