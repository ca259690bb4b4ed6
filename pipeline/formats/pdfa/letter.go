package pdfa

import "fmt"

// Pair is a key and its value.
type Pair struct{ Key, Value string }

// KeyValues describes a table of keys and values without lines: the facts at the top of a letter or a list.
type KeyValues struct {
	Pairs []Pair
	// Columns is how many pairs stand beside each other; zero is one.
	Columns int
	// KeyWidth is the width of the keys in mm; zero is as wide as they need, up to 40 % of the column.
	KeyWidth float64
}

// keyGap is between key and value, in points.
const keyGap = 8

// KeyValues sets pairs as a table whose keys are row headers (ISO 32000-1, table 337: TH with Scope Row).
// Pairs beside each other are read row by row.
func (d *Document) KeyValues(kv KeyValues) {
	if !d.ready("KeyValues") || len(kv.Pairs) == 0 {
		return
	}
	if kv.Columns == 0 {
		kv.Columns = 1
	}
	if kv.Columns < 0 || kv.Columns > 4 || !allMM(kv.KeyWidth) || kv.KeyWidth < 0 {
		d.fail(fmt.Errorf("pdfa: key values in %d columns with keys of %g mm", kv.Columns, kv.KeyWidth))
		return
	}
	column := (d.width() - float64(kv.Columns-1)*2*keyGap) / float64(kv.Columns)
	key := d.keyWidth(kv, column)
	if column-key-keyGap < 3*d.opt.Size || key < 2*d.opt.Size {
		d.fail(fmt.Errorf("pdfa: key values: keys of %.0f mm in columns of %.0f mm leave too little room", key/pointsPerMM, column/pointsPerMM))
		return
	}
	table := d.open("Table", d.body, "")
	for from := 0; from < len(kv.Pairs); from += kv.Columns {
		if !d.pairs(table, kv, from, [2]float64{column, key}) {
			return
		}
	}
	d.close(table)
	d.page.y -= d.opt.Size * 0.8
}

func (d *Document) keyWidth(kv KeyValues, column float64) float64 {
	if kv.KeyWidth > 0 {
		return points(kv.KeyWidth)
	}
	widest := 3 * d.opt.Size
	for _, p := range kv.Pairs {
		d.glyphs = d.shape(d.glyphs[:0], p.Key, SansBold, 0)
		widest = max(widest, widthOf(d.glyphs, d.opt.Size)+1)
	}
	return min(widest, column*0.4)
}

// pairs sets one row; widths are of a column and of its key.
func (d *Document) pairs(table *elem, kv KeyValues, from int, widths [2]float64) bool {
	row := kv.Pairs[from:min(from+kv.Columns, len(kv.Pairs))]
	boxes := make([]box, 2*len(row))
	highest := 0.0
	for i, p := range row {
		boxes[2*i] = box{d: d, size: d.opt.Size, width: widths[1]}
		boxes[2*i].layout(p.Key, SansBold)
		boxes[2*i+1] = box{d: d, size: d.opt.Size, width: widths[0] - widths[1] - keyGap}
		boxes[2*i+1].layout(p.Value, Sans)
		highest = max(highest, boxes[2*i].height(), boxes[2*i+1].height())
	}
	if !d.room(highest) {
		return false
	}
	tr := d.open("TR", table, "")
	x := d.left()
	for i := range row {
		d.cell(tr, "TH", "/A<</O/Table/Scope/Row>>", boxes[2*i], x)
		d.cell(tr, "TD", "", boxes[2*i+1], x+widths[1]+keyGap)
		x += widths[0] + 2*keyGap
	}
	if rest := kv.Columns - len(row); rest > 0 { // all rows have as many columns (ISO 14289-1, 7.5)
		d.close(d.open("TD", tr, fmt.Sprintf("/A<</O/Table/ColSpan %d>>", 2*rest)))
	}
	d.close(tr)
	d.moved(highest + 2)
	return true
}

func (d *Document) cell(row *elem, tag, attrs string, b box, x float64) {
	e := d.open(tag, row, attrs)
	if len(b.glyphs) > 0 {
		d.begin(e)
		b.show(&d.page.c, x, d.page.y)
		d.end()
	}
	d.close(e)
}

// signature lines: room above the line, and the lines' distance, in mm
const (
	signatureRoom = 14
	signatureGap  = 10
)

// Signatures sets lines to sign on, two beside each other, with a caption below each.
func (d *Document) Signatures(captions ...string) {
	if !d.ready("Signatures") {
		return
	}
	width := (d.width() - points(signatureGap)) / 2
	for i := 0; i < len(captions) && d.err == nil; i += 2 {
		d.signatureRow(captions[i:min(i+2, len(captions))], width)
	}
}

func (d *Document) signatureRow(captions []string, width float64) {
	boxes := make([]box, len(captions))
	highest := 0.0
	for i, text := range captions {
		boxes[i] = box{d: d, size: d.opt.Size - 1, width: width}
		boxes[i].layout(text, Sans)
		highest = max(highest, boxes[i].height())
	}
	if !d.room(points(signatureRoom) + highest + 2) {
		return
	}
	p := d.page
	y := p.y - points(signatureRoom)
	for i := range boxes {
		x := d.left() + float64(i)*(width+points(signatureGap))
		d.artifact()
		p.c.op("w", 0.5)
		p.c.op("m", x, y)
		p.c.op("l", x+width, y)
		p.c.str("S\n")
		d.end()
		e := d.open("P", d.body, "")
		d.begin(e)
		boxes[i].show(&p.c, x, y-2)
		d.end()
		d.close(e)
	}
	d.moved(points(signatureRoom) + highest + 2)
}
