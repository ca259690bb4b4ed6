package pipeline

import (
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/page"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// boxesPerMetre is how many archive boxes stand on a metre of shelf: no more than 95 mm wide at any point gives ten (domain §3.4).
const boxesPerMetre = 10

// boxTotals is what is counted of the boxes while the JSON streams them.
type boxTotals struct {
	boxes, folders, millimetres int64
	fill                        [len(fillBands)]int64
}

// fillBands are the upper bounds, in per cent of what a box holds, of the bands that boxes are counted in.
var fillBands = [...]int{25, 50, 75, 100}

func (t *boxTotals) add(b deposit.Box, capacity int) {
	t.boxes++
	t.folders += int64(b.Folders)
	t.millimetres += int64(b.Used)
	if capacity <= 0 {
		return
	}
	for i, upTo := range fillBands {
		if b.Used*100 <= upTo*capacity || i == len(fillBands)-1 {
			t.fill[i]++
			return
		}
	}
}

// metres is the shelf that the boxes take, with one decimal.
func (t boxTotals) metres() string {
	tenths := (t.boxes*10 + boxesPerMetre - 1) / boxesPerMetre
	return strconv.FormatInt(tenths/10, 10) + "," + strconv.FormatInt(tenths%10, 10)
}

func (r *reporter) boxes() []page.Block {
	t := r.totals.boxes
	if t.boxes == 0 {
		return []page.Block{page.Text(r.say("boxes_none"))}
	}
	chart := page.Bars{Caption: r.say("boxes_fill")}
	from := 0
	for i, upTo := range fillBands {
		chart.Bars = append(chart.Bars, page.Bar{Label: r.say("fill_band", from, upTo), Value: t.fill[i], Shown: text.Count(t.fill[i])})
		from = upTo
	}
	capacity := r.office.Profile.BoxCapacity
	return []page.Block{
		page.Pairs{Caption: r.say("boxes_sum"), Pairs: []page.Pair{{Name: r.say("col_boxes"), Value: text.Count(t.boxes)},
			{Name: r.say("metres"), Value: r.say("metres_shown", t.metres(), boxesPerMetre)},
			{Name: r.say("paper"), Value: r.say("paper_shown", text.Count(t.millimetres), capacity)},
			{Name: r.say("ordering"), Value: r.say("ordering." + string(r.office.Profile.Ordering))}}},
		chart,
		page.Table{Caption: r.say("boxes_caption"), Rows: r.boxRows, Columns: []page.Column{{Title: r.say("col_box"), Narrow: true},
			{Title: r.say("col_ranges")}, {Title: r.say("col_folders"), Numbers: true}, {Title: r.say("col_used"), Numbers: true}}},
	}
}

func (r *reporter) boxRows(yield func(page.Row) error) error {
	for filled, err := range r.office.ports.Shelf.Stored(r.ctx) {
		if err != nil {
			return err
		}
		b := filled.Box
		used := strconv.Itoa(b.Used) + " mm"
		if c := r.office.Profile.BoxCapacity; c > 0 {
			used += " (" + strconv.Itoa(b.Used*100/c) + " %)"
		}
		row := page.Row{Cells: []page.Cell{page.Of(r.say("box_of", b.Number, b.Of)), page.Of(ranges(b.Ranges)), page.Of(strconv.Itoa(b.Folders)), page.Of(used)}}
		if err := yield(row); err != nil {
			return err
		}
	}
	return nil
}

// ranges is a box's journal numbers in the grammar of the labels (R6.4-1): 1 - 45/1979-80.
func ranges(all []deposit.NoRange) string {
	words := make([]string, 0, len(all))
	for _, n := range all {
		span := strconv.Itoa(n.First)
		if n.Last != n.First {
			span += " - " + strconv.Itoa(n.Last)
		}
		words = append(words, span+"/"+n.Year)
	}
	return strings.Join(words, ", ")
}
