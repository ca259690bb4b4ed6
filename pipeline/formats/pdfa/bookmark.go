package pdfa

// Bookmarks (ISO 32000-1, 12.3.3) are made of the headings of documents longer than this many pages.
const pagesWithoutBookmarks = 5

type bookmark struct {
	title string
	level int
	page  ref
	y     float64

	ref                       ref
	parent, prev, next, first int // indices into the list, -1 is none
	last, open                int
}

func (d *Document) putBookmarks() ref {
	if len(d.pages) <= pagesWithoutBookmarks || len(d.marks) == 0 {
		return 0
	}
	root := d.out.alloc()
	top := linkBookmarks(d.marks)
	for i := range d.marks {
		d.marks[i].ref = d.out.alloc()
	}
	for i := range d.marks {
		d.putBookmark(&d.marks[i], root)
	}
	b := appendRef([]byte("<</Type/Outlines/First "), d.marks[top.first].ref)
	b = appendRef(append(b, "/Last "...), d.marks[top.last].ref)
	b = appendInt(append(b, "/Count "...), len(d.marks))
	d.out.put(root, append(b, ">>"...))
	return root
}

// linkBookmarks makes a tree of the list by the levels, all branches open. The returned bookmark stands above them.
func linkBookmarks(list []bookmark) bookmark {
	top := bookmark{first: -1, last: -1}
	path := []int{} // the open ancestors
	for i := range list {
		list[i].first, list[i].last, list[i].prev, list[i].next, list[i].parent = -1, -1, -1, -1, -1
		for len(path) > 0 && list[path[len(path)-1]].level >= list[i].level {
			path = path[:len(path)-1]
		}
		above := &top
		if len(path) > 0 {
			list[i].parent = path[len(path)-1]
			above = &list[list[i].parent]
		}
		if above.last >= 0 {
			list[i].prev, list[above.last].next = above.last, i
		} else {
			above.first = i
		}
		above.last = i
		for _, p := range path {
			list[p].open++
		}
		path = append(path, i)
	}
	return top
}

func (d *Document) putBookmark(m *bookmark, root ref) {
	b := appendText([]byte("<</Title"), m.title)
	parent := root
	if m.parent >= 0 {
		parent = d.marks[m.parent].ref
	}
	b = appendRef(append(b, "/Parent "...), parent)
	for _, l := range []struct {
		key string
		to  int
	}{{"/Prev ", m.prev}, {"/Next ", m.next}, {"/First ", m.first}, {"/Last ", m.last}} {
		if l.to >= 0 {
			b = appendRef(append(b, l.key...), d.marks[l.to].ref)
		}
	}
	if m.open > 0 {
		b = appendInt(append(b, "/Count "...), m.open)
	}
	b = appendRef(append(b, "/Dest["...), m.page)
	b = appendNum(append(b, "/XYZ 0 "...), m.y)
	d.out.put(m.ref, append(b, " null]>>"...))
}
