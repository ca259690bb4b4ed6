package pdfa

import "fmt"

// widestPages is the number of pages that room is kept for while nobody knows how many there will be.
const widestPages = 99999

// furnitureGap is between furniture and text, in points.
const furnitureGap = 8

// furnitureSize is the size of furniture in points when the caller leaves it open.
const furnitureSize = 8

// reserve keeps the page's furniture free of text.
func (d *Document) reserve(p *page) {
	if d.opt.Furniture == nil {
		return
	}
	number := len(d.pages)
	header, footer := d.measureFurniture(d.opt.Furniture(number, widestPages))
	p.late = d.out.alloc()
	p.top -= header
	p.bottom += footer
	d.late = append(d.late, lateFurniture{p.late, number, header, footer})
	if p.top-p.bottom < points(20) {
		d.fail(fmt.Errorf("pdfa: furniture and margins leave less than 20 mm of page %d", number))
	}
}

func (d *Document) measureFurniture(f Furniture) (header, footer float64) {
	if err := checkSize(f.size()); err != nil {
		d.fail(err)
		return 0, 0
	}
	if h := d.furniture(nil, f.Header, f.size(), 0); h > 0 {
		header = h + furnitureGap
	}
	if h := d.furniture(nil, f.Footer, f.size(), 0); h > 0 {
		footer = h + furnitureGap
	}
	return header, footer
}

func (f Furniture) size() float64 {
	if f.Size == 0 {
		return furnitureSize
	}
	return f.Size
}

// putFurniture prints the furniture of all pages, now that their number is known.
func (d *Document) putFurniture() {
	var c content
	for _, l := range d.late {
		if d.Err() != nil {
			return
		}
		f := d.opt.Furniture(l.number, len(d.pages))
		header, footer := d.measureFurniture(f)
		if header > l.header+slack || footer > l.footer+slack {
			d.fail(fmt.Errorf("pdfa: furniture of page %d grew between the page's beginning and Close", l.number))
			return
		}
		c.b = c.b[:0]
		d.printFurniture(&c, f, l)
		d.out.deflated(l.ref, "", c.b)
	}
}

// printFurniture marks it as artifact of its kind (ISO 32000-1, 14.8.2.2.2).
func (d *Document) printFurniture(c *content, f Furniture, l lateFurniture) {
	m := d.opt.Margins
	if len(f.Header) > 0 {
		c.str("/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC\n")
		top := points(d.opt.Page.H - m.Top)
		used := d.furniture(c, f.Header, f.size(), top)
		y := top - used - 2
		c.op("w", 0.4)
		c.op("m", d.left(), y)
		c.op("l", d.left()+d.width(), y)
		c.str("S\nEMC\n")
	}
	if len(f.Footer) > 0 {
		c.str("/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC\n")
		d.furniture(c, f.Footer, f.size(), points(m.Bottom)+l.footer-furnitureGap)
		c.str("EMC\n")
	}
}

// furniture prints lines from top down and returns the height that they take; with nil it only measures.
func (d *Document) furniture(c *content, rows []FurnitureLine, size, top float64) float64 {
	y := top
	for _, row := range rows {
		face := Sans
		if row.Bold {
			face = SansBold
		}
		widths := d.shares(row, face, size)
		highest := 1
		x := d.left()
		for i, text := range []string{row.Left, row.Center, row.Right} {
			b := box{d: d, size: size, width: widths[i], align: []Align{Left, Center, Right}[i]}
			b.layout(text, face)
			highest = max(highest, len(b.lines))
			if c != nil && text != "" {
				b.show(c, x, y)
			}
			x += widths[i] + size
		}
		y -= float64(highest) * leading(size)
	}
	return top - y
}

// shares divides a line: the middle and then the right part take what they need, up to a half, and the left part has the rest.
func (d *Document) shares(row FurnitureLine, face Font, size float64) [3]float64 {
	whole := d.width() - 2*size
	need := func(s string) float64 { return widthOf(d.shape(nil, s, face, 0), size) + slack }
	if row.Center == "" {
		right := min(need(row.Right), whole/2)
		return [3]float64{whole - right, 0, right}
	}
	center := min(need(row.Center), whole/3)
	side := (whole - center) / 2
	return [3]float64{side, center, side}
}
