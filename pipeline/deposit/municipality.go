package deposit

import (
	_ "embed"
	"fmt"
	"strings"
)

// Municipality is a municipality or county under one number in one span of time (domain §4.4). Numbers were used again (1154 was Skjold, then Vindafjord),
// so that a number alone names nothing: the key is number and valid-from.
type Municipality struct {
	Number     string // four digits for a municipality, two for a county
	From       Date   // first day; zero when it is older than the register of numbers
	To         Date   // last day; zero when it still exists
	Name       string
	County     string      // county number at that time, empty for a county
	Successors []Successor // who answers for its archives now, the largest share first; empty when it still exists
	Source     string      // where the row is known from: keys of docs' list of sources
}

// Successor is a municipality that took over all or a part of one that ended.
type Successor struct {
	Number string
	Share  string // what it took over; empty when all, or all but small parts
}

//go:embed municipalities.tsv
var municipalityTable string

var municipalities = mustReadMunicipalities(municipalityTable)

// Municipalities is the whole table, by number and then by valid-from.
func Municipalities() []Municipality { return append([]Municipality(nil), municipalities...) }

// MunicipalityAt is the municipality (four digits) or county (two) that had a number on a day. Of a date that is known in part, every day must name the
// same one; with an unknown date the number must have had one bearer only. Unknown is never guessed.
func MunicipalityAt(number string, on Date) (Municipality, bool) {
	var found []Municipality
	for _, m := range municipalities {
		if m.Number == strings.TrimSpace(number) && m.mayHold(on) {
			found = append(found, m)
		}
	}
	if len(found) != 1 || !found[0].holds(on) {
		return Municipality{}, false
	}
	return found[0], true
}

// CountyAt is the county of a municipality on a day, as the owner of upper secondary folders (R2.1-2).
func CountyAt(municipality string, on Date) (Municipality, bool) {
	m, ok := MunicipalityAt(municipality, on)
	if !ok {
		return Municipality{}, false
	}
	if m.IsCounty() {
		return m, true
	}
	return MunicipalityAt(m.County, on)
}

// IsCounty tells a county from a municipality.
func (m Municipality) IsCounty() bool { return len(m.Number) == 2 }

// Current is who has the place of m today: m itself while it exists, else its successors followed to their end, the largest share first. A label shows the
// name at the time of the archive and the owner of today (domain §4.4).
func (m Municipality) Current() []Municipality {
	if m.To.IsZero() {
		return []Municipality{m}
	}
	var current []Municipality
	seen := map[string]bool{}
	for _, s := range m.Successors {
		next, ok := successorOf(m, s.Number)
		if !ok {
			continue
		}
		for _, c := range next.Current() {
			if !seen[c.Number] {
				seen[c.Number] = true
				current = append(current, c)
			}
		}
	}
	return current
}

// successorOf is the bearer of a number on the day after m ended. It begins later than m, so that following successors comes to an end.
func successorOf(m Municipality, number string) (Municipality, bool) {
	for _, next := range municipalities {
		if next.Number == number && (next.To.IsZero() || m.To.Before(next.To)) && !m.To.Before(next.From.dayBefore()) {
			return next, true
		}
	}
	return Municipality{}, false
}

// mayHold tells that some day that the date can mean lies in m's span.
func (m Municipality) mayHold(on Date) bool {
	if on.IsZero() {
		return true
	}
	first, last := on.first(), on.Last()
	return (m.From.IsZero() || !last.Before(m.From)) && (m.To.IsZero() || !m.To.Before(first))
}

// holds tells that every day that the date can mean lies in m's span; an unknown date may mean any day at which somebody had the number.
func (m Municipality) holds(on Date) bool {
	if on.IsZero() {
		return true
	}
	return (m.From.IsZero() || !on.first().Before(m.From)) && (m.To.IsZero() || !m.To.Before(on.Last()))
}

// first is the first day that the date can mean.
func (d Date) first() Date { return Date{d.Year, max(d.Month, 1), max(d.Day, 1)} }

// dayBefore is the day before a full date, and the unknown date otherwise.
func (d Date) dayBefore() Date {
	if !d.Full() {
		return Date{}
	}
	return DateOf(d.Time().AddDate(0, 0, -1))
}

func mustReadMunicipalities(table string) []Municipality {
	var all []Municipality
	lines := strings.Split(strings.TrimRight(table, "\n"), "\n")
	for i, line := range lines[1:] {
		m, err := readMunicipality(strings.Split(line, "\t"))
		if err != nil {
			panic(fmt.Sprintf("municipalities.tsv, line %d: %v", i+2, err)) // embedded at build time; the package's own test reads it first
		}
		all = append(all, m)
	}
	return all
}

// readMunicipality reads a line of the table: number, from, to, name, county, successors (number=share, set apart by |), source.
func readMunicipality(cells []string) (Municipality, error) {
	if len(cells) != 7 {
		return Municipality{}, fmt.Errorf("%d cells, not 7", len(cells))
	}
	m := Municipality{Number: cells[0], Name: cells[3], County: cells[4], Source: cells[6]}
	for i, date := range []*Date{&m.From, &m.To} {
		cell := cells[1+i]
		if cell == "" {
			continue
		}
		var err error
		if *date, err = ParseDate(cell); err != nil || !date.Full() {
			return Municipality{}, fmt.Errorf("%q is no full date", cell)
		}
	}
	for _, s := range strings.FieldsFunc(cells[5], func(r rune) bool { return r == '|' }) {
		number, share, _ := strings.Cut(s, "=")
		m.Successors = append(m.Successors, Successor{number, share})
	}
	return m, nil
}
