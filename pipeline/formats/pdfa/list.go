package pdfa

import "strconv"

// ListKind is what stands before the items of a list.
type ListKind int

// The kinds of list.
const (
	Bullets ListKind = iota // •
	Numbers                 // 1.
)

// listIndent is from a list's edge to its text, in mm.
const listIndent = 6

// List sets items with bullets or numbers, as L, LI, Lbl and LBody (ISO 32000-1, 14.8.4.3.3).
func (d *Document) List(kind ListKind, items ...string) {
	if !d.ready("List") || len(items) == 0 {
		return
	}
	numbering := "Disc"
	if kind == Numbers {
		numbering = "Decimal"
	}
	list := d.open("L", d.body, "/A<</O/List/ListNumbering/"+numbering+">>")
	for i, text := range items {
		label := "•"
		if kind == Numbers {
			label = strconv.Itoa(i+1) + "."
		}
		if !d.item(list, label, text) {
			return
		}
	}
	d.close(list)
	d.page.y -= d.opt.Size * 0.5
}

func (d *Document) item(list *elem, label, text string) bool {
	style := Style{Size: d.opt.Size, Indent: listIndent}
	f := d.flow(style, []Run{{Text: text}})
	if !d.room(leading(d.opt.Size) * float64(min(2, len(f.b.lines)))) {
		return false
	}
	item := d.open("LI", list, "")
	lbl := d.open("Lbl", item, "")
	b := box{d: d, size: d.opt.Size, width: points(listIndent)}
	b.layout(label, Sans)
	d.begin(lbl)
	b.part(&d.page.c, d.left(), d.page.y, 0, 1)
	d.end()
	d.close(lbl)
	f.e = d.open("LBody", item, "")
	if !f.print(false) {
		return false
	}
	d.close(f.e)
	d.close(item)
	return true
}
