package pdfa

import (
	"errors"
	"fmt"
)

// pagesPerNode is the width of the page tree (ISO 32000-1, 7.7.3).
const pagesPerNode = 50

// A page under way. Coordinates are points from the lower left corner.
type page struct {
	ref, late ref // late is the furniture's content, written in Close; 0 on fixed pages
	size      PageSize
	c         content
	marks     []ref // element by MCID: this page's entry of the parent tree
	key       int
	links     []byte
	images    []byte

	top, bottom float64 // of what the text may fill
	y           float64 // where the next block begins
	fresh       bool    // nothing stands on it yet
}

// lateFurniture remembers a page that waits for its furniture.
type lateFurniture struct {
	ref            ref
	number         int
	header, footer float64 // points kept free for it
}

// newPage finishes the page under way and begins another.
func (d *Document) newPage(size PageSize, flowing bool) {
	d.endPage()
	if d.err != nil {
		return
	}
	p := d.spare // its buffers are used again
	*p = page{ref: d.out.alloc(), size: size, c: content{p.c.b[:0]}, marks: p.marks[:0], links: p.links[:0], images: p.images[:0], fresh: true}
	p.key = d.parentKey(0)
	p.top, p.bottom = points(size.H), 0
	d.page = p
	if len(d.pages)%pagesPerNode == 0 {
		d.nodes = append(d.nodes, d.out.alloc())
	}
	d.pages = append(d.pages, p.ref)
	if flowing {
		p.top, p.bottom = points(size.H-d.opt.Margins.Top), points(d.opt.Margins.Bottom)
		d.reserve(p)
	}
	p.y = p.top
}

// endPage writes the page under way; its contents leave memory.
func (d *Document) endPage() {
	p := d.page
	if p == nil || d.err != nil {
		return
	}
	d.page, d.spare = nil, p
	body, marks := d.out.alloc(), d.out.alloc()
	d.out.deflated(body, "", p.c.b)
	b := append(d.scratch[:0], '[')
	for _, m := range p.marks {
		b = append(appendRef(b, m), ' ')
	}
	d.scratch = append(b, ']')
	d.out.put(marks, d.scratch)
	d.parents[p.key] = marks
	d.out.put(p.ref, d.pageDictionary(p, body))
}

func (d *Document) pageDictionary(p *page, body ref) []byte {
	b := appendRef([]byte("<</Type/Page/Parent "), d.nodes[len(d.nodes)-1])
	b = appendNums(append(b, "/MediaBox[0 0 "...), points(p.size.W), points(p.size.H))
	b = appendRef(append(b, "]/Resources<</Font "...), d.fonts)
	if len(p.images) > 0 {
		b = append(append(append(b, "/XObject<<"...), p.images...), ">>"...)
	}
	b = appendRef(append(b, ">>/Contents["...), body)
	if p.late != 0 {
		b = appendRef(append(b, ' '), p.late)
	}
	b = appendInt(append(b, "]/StructParents "...), p.key)
	if len(p.links) > 0 {
		b = append(append(append(b, "/Annots["...), p.links...), ']')
	}
	return append(b, "/Tabs/S>>"...) // the order of structure (ISO 14289-1, 7.18.3)
}

// putPages writes the page tree.
func (d *Document) putPages() { d.putNodes([]byte("<</Type/Pages")) }

// putNodes writes the page tree below a node that begins as given.
func (d *Document) putNodes(b []byte) {
	b = appendInt(append(b, "/Count "...), len(d.pages))
	b = append(b, "/Kids["...)
	for i, node := range d.nodes {
		b = append(appendRef(b, node), ' ')
		kids := d.pages[i*pagesPerNode : min((i+1)*pagesPerNode, len(d.pages))]
		n := appendRef([]byte("<</Type/Pages/Parent "), d.tree)
		n = append(appendInt(append(n, "/Count "...), len(kids)), "/Kids["...)
		for _, kid := range kids {
			n = append(appendRef(n, kid), ' ')
		}
		d.out.put(node, append(n, "]>>"...))
	}
	d.out.put(d.tree, append(b, "]>>"...))
}

// room makes sure that h points are free on a flowing page, on a new one if need be.
// It answers false when an error has happened, or when no page is high enough.
func (d *Document) room(h float64) bool {
	if d.err == nil && (d.page == nil || d.fixed) {
		d.fixed = false
		d.newPage(d.opt.Page, true)
	}
	if d.err == nil && d.page.y-h < d.page.bottom-slack && !d.page.fresh {
		d.newPage(d.opt.Page, true)
	}
	if d.err != nil {
		return false
	}
	if d.page.y-h < d.page.bottom-slack {
		d.fail(errors.New("pdfa: a block is higher than a page and may not be split"))
		return false
	}
	return true
}

// slack forgives the rounding of heights that were added in another order.
const slack = 0.01

// left and width are of the text area, in points.
func (d *Document) left() float64 { return points(d.opt.Margins.Left) }

func (d *Document) width() float64 {
	return points(d.opt.Page.W - d.opt.Margins.Left - d.opt.Margins.Right)
}

// PageBreak makes the next block begin on a new page. At the top of a page it does nothing.
func (d *Document) PageBreak() {
	if d.ready("PageBreak") && d.page != nil && !d.fixed && !d.page.fresh {
		d.newPage(d.opt.Page, true)
	}
}

// Space leaves mm millimetres of height blank. At the foot of a page the rest of it is dropped.
func (d *Document) Space(mm float64) {
	if !d.ready("Space") {
		return
	}
	if !allMM(mm) || mm < 0 {
		d.fail(fmt.Errorf("pdfa: a space of %g mm", mm))
	} else if d.page != nil && !d.fixed {
		d.moved(points(mm))
	}
}
