package lists

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// column is one column of a list. Its value is what stands in a row: at most one of the three is shown, a number or date as such where it is whole.
type column struct {
	key     string
	heading string
	width   float64 // in characters
	mm      float64 // on paper; columns of 0 share what the others leave
	kind    kind
	value   func(r Room, row deposit.ListRow) value
}

type kind int

// What a column mostly holds.
const (
	words kind = iota
	days
	counts
)

// value is a cell: a day, a number, or words where neither is set.
type value struct {
	words  string
	day    deposit.Date
	number int
}

// known is every column of design §7, keyed as the depot's profile names it.
var known = []column{
	{key: "journalnr", width: 14, mm: 27, value: func(_ Room, row deposit.ListRow) value { return value{words: row.Journal} }},
	{key: "etternavn", width: 24, value: func(_ Room, row deposit.ListRow) value { return value{words: row.LastName} }},
	{key: "fornavn", width: 24, value: func(_ Room, row deposit.ListRow) value { return value{words: row.FirstName} }},
	{key: "fodselsdato", width: 13, mm: 22, kind: days, value: func(_ Room, row deposit.ListRow) value { return value{day: row.Birth} }},
	{key: "boks", width: 9, mm: 14, kind: counts, value: func(r Room, row deposit.ListRow) value { return r.places(row, boxOf) }},
	{key: "mappe_i_boks", width: 14, mm: 17, kind: counts, value: func(r Room, row deposit.ListRow) value { return r.places(row, positionOf) }},
	{key: "apnet", width: 12, mm: 22, kind: days, value: func(_ Room, row deposit.ListRow) value { return value{day: row.Opened} }},
	{key: "avsluttet", width: 12, mm: 22, kind: days, value: func(_ Room, row deposit.ListRow) value { return value{day: row.Closed} }},
	{key: "medium", width: 16, mm: 27, value: func(r Room, row deposit.ListRow) value { return value{words: r.medium(row.Medium)} }},
}

// columns is the profile's, with headings; a profile that names none gets all.
func (r Room) columns() []column {
	var chosen []column
	for _, key := range r.options.Profile.Columns {
		for _, c := range known {
			if c.key == key {
				chosen = append(chosen, c)
			}
		}
	}
	if len(chosen) == 0 {
		chosen = append(chosen, known...)
	}
	for i := range chosen {
		chosen[i].heading = r.lang.Say("lists.column." + chosen[i].key)
	}
	return chosen
}

// knownColumns refuses a profile with a column that no list has: leaving it out silently would give the depot another list than it asked for.
func (r Room) knownColumns() error {
	var unknown []string
	for _, key := range r.options.Profile.Columns {
		if !strings.Contains(" "+columnKeys()+" ", " "+key+" ") {
			unknown = append(unknown, key)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	return &deposit.Error{Kind: deposit.Usage, Op: "read profile", At: "kolonner: " + strings.Join(unknown, ", "), Key: "no_list_column", Args: []string{columnKeys()}}
}

func columnKeys() string {
	var keys []string
	for _, c := range known {
		keys = append(keys, c.key)
	}
	return strings.Join(keys, " ")
}

func boxOf(p deposit.Placing) int      { return p.Box }
func positionOf(p deposit.Placing) int { return p.Position }

// places is a box or position as a number; a folder in several boxes has them all, in the order of its volumes, as words; a digital one has a dash.
func (r Room) places(row deposit.ListRow, of func(deposit.Placing) int) value {
	var all []string
	for i, p := range row.Placings {
		if i > 0 && row.Placings[i-1].Box == p.Box {
			continue // covers in one box share their position
		}
		all = append(all, strconv.Itoa(of(p)))
	}
	switch len(all) {
	case 0:
		return value{words: "–"}
	case 1:
		return value{number: of(row.Placings[0])}
	}
	return value{words: strings.Join(all, ", ")}
}

func (r Room) medium(m deposit.Medium) string {
	if m == "" {
		return ""
	}
	return r.lang.Say(fmt.Sprintf("lists.medium.%s", m))
}
