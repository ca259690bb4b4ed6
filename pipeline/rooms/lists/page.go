package lists

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// copies is how many of each list there are (R6.3-4): one in the first box, one for the archive creator, one for the depot.
const copies = 3

// page is one list as it is put on paper, whatever the format: all but its rows.
type page struct {
	ordering deposit.Ordering
	set      rowSet // what the rows must add up to
	name     string // short name of the ordering, for a sheet
	title    string
	mark     string // whose copy, or UTKAST
	lines    []line // below the title
	header   string // of every printed page
	footer   string // of every printed page: what traces it to the approved rows
	columns  []column
	paper    bool // it is printed too
}

// line is a line of the title block.
type line struct {
	text   string
	strong bool
}

// page is the list in an ordering; copy 0 is the draft. Of the draft, the list in the order of the boxes goes on paper.
func (r Room) page(ordering deposit.Ordering, set rowSet, number int) page {
	d := r.options.Deposit
	mark := r.lang.Say("lists.draft")
	if number > 0 {
		mark = r.lang.Say(fmt.Sprintf("lists.copy.%d", number))
	}
	p := page{ordering: ordering, set: set, mark: mark, name: r.lang.Say("lists.sheet." + string(ordering)), columns: r.columns(),
		paper: number > 0 || ordering == cmp.Or(r.options.Profile.Ordering, deposit.ByJournalNo), title: r.lang.Say("lists.title", r.lang.Say("lists.order."+string(ordering)))}
	restricted := r.restricted()
	p.header = text.Joined(mark, clipped(d.Mark, 60))
	p.footer = text.Joined(r.lang.Say("lists.hash", set.digest.Short()), clipped(d.Name, 30), clipped(restricted, 60))
	p.lines = []line{{mark, true}, {d.Mark, true}, {restricted, true}}
	p.lines = append(p.lines, r.bodies()...)
	p.lines = append(p.lines,
		line{text: r.lang.Say("lists.ordered", r.lang.Say("lists.order."+string(ordering)))},
		line{text: r.countOf(set.count)},
		line{text: r.lang.Say("lists.hash", set.digest.Short())})
	p.lines = filled(p.lines)
	return p
}

// bodies says whose archive it is, where it goes and which delivery it belongs to.
func (r Room) bodies() []line {
	d := r.options.Deposit
	return []line{
		{text: r.lang.Say("lists.owner", d.Owner.Name)},
		{text: r.lang.Say("lists.creator", d.Creator.Name)},
		{text: r.lang.Say("lists.depot", d.Depot.Name)},
		{text: r.lang.Say("lists.delivery", text.Joined(d.Name, string(d.ID)))},
	}
}

// filled is the lines that say something.
func filled(lines []line) []line {
	var kept []line
	for _, l := range lines {
		if l.text != "" {
			kept = append(kept, l)
		}
	}
	return kept
}

// clipped cuts a text for the head or foot of a page, which holds 255 bytes; an & counts twice there.
func clipped(text string, most int) string {
	size := 0
	for i, c := range text {
		size += len(string(c))
		if c == '&' {
			size++
		}
		if size > most {
			return strings.TrimSpace(text[:i]) + "…"
		}
	}
	return text
}
