package pdfa

// Logical structure (ISO 32000-1, 14.7): a tree of elements that is written leaf by leaf while the pages stream.
// An element in memory is open; closing writes it and tells its parent.

// The longest array that PDF 1.4 readers must take is 8,191 elements (ISO 19005-1, 6.1.12); trees are split below that.
const arrayLimit = 8000

type elem struct {
	ref, parent ref
	tag         string
	page        ref    // of the first content
	kids        []byte // written out
	count       int
	attrs       string // further entries of the dictionary, such as /A or /Alt
}

// open starts an element and makes it the next child of its parent.
func (d *Document) open(tag string, parent *elem, attrs string) *elem {
	e := &elem{}
	d.reopen(e, tag, parent, attrs)
	return e
}

// reopen is open on an element that has been closed, to spare memory for the cells of long tables.
func (d *Document) reopen(e *elem, tag string, parent *elem, attrs string) {
	*e = elem{ref: d.out.alloc(), parent: parent.ref, tag: tag, attrs: attrs, kids: e.kids[:0]}
	parent.kids = appendRef(append(parent.kids, ' '), e.ref)
	parent.count++
}

// close writes the element.
func (d *Document) close(e *elem) {
	b := append(append(d.scratch[:0], "<</S/"...), e.tag...)
	b = appendRef(append(b, "/P "...), e.parent)
	if e.page != 0 {
		b = appendRef(append(b, "/Pg "...), e.page)
	}
	b = append(b, e.attrs...)
	switch {
	case e.count == 1:
		b = append(append(b, "/K"...), e.kids...)
	case e.count > 1:
		b = append(append(append(b, "/K["...), e.kids[1:]...), ']')
	}
	d.scratch = append(b, ">>"...)
	d.out.put(e.ref, d.scratch)
}

// begin starts marked content of an element on the current page; end finishes it.
func (d *Document) begin(e *elem) {
	p := d.page
	id := len(p.marks)
	p.marks = append(p.marks, e.ref)
	if e.page == 0 {
		e.page = p.ref
	}
	if e.page == p.ref {
		e.kids = appendInt(append(e.kids, ' '), id)
	} else {
		e.kids = appendRef(append(e.kids, "<</Type/MCR/Pg "...), p.ref)
		e.kids = append(appendInt(append(e.kids, "/MCID "...), id), ">>"...)
	}
	e.count++
	p.c.str("/" + e.tag + "<</MCID ")
	p.c.b = append(appendInt(p.c.b, id), ">>BDC\n"...)
}

func (d *Document) end() { d.page.c.str("EMC\n") }

// artifact starts content that is not part of the text; end finishes it.
func (d *Document) artifact() { d.page.c.str("/Artifact BMC\n") }

// parentKey gives the next key of the parent tree, for an object that leads back to structure.
func (d *Document) parentKey(target ref) int {
	d.parents = append(d.parents, target)
	return len(d.parents) - 1
}

// putTree writes what is left of the structure: the document element, the root and the parent tree.
func (d *Document) putTree() {
	d.close(d.body)
	var leaves []byte
	for from := 0; from < len(d.parents); from += arrayLimit / 2 {
		to := min(from+arrayLimit/2, len(d.parents))
		leaf := d.out.alloc()
		leaves = append(appendRef(leaves, leaf), ' ')
		b := []byte("<</Limits[")
		b = append(appendInt(append(appendInt(b, from), ' '), to-1), "]/Nums["...)
		for key, target := range d.parents[from:to] {
			b = append(appendInt(b, from+key), ' ')
			b = append(appendRef(b, target), ' ')
		}
		d.out.put(leaf, append(b, "]>>"...))
	}
	parents := d.out.alloc()
	d.out.put(parents, append(append([]byte("<</Kids["), leaves...), "]>>"...))
	b := appendRef([]byte("<</Type/StructTreeRoot/K["), d.body.ref)
	b = appendRef(append(b, "]/ParentTree "...), parents)
	b = appendInt(append(b, "/ParentTreeNextKey "...), len(d.parents))
	d.out.put(d.root, append(b, ">>"...))
}
