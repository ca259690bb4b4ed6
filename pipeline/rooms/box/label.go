package box

import (
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// longest is how many letters of a surname a label shows at most (domain §1.7 nr 8): more would come near to a name on the shelf.
const longest = 3

// labeller gives boxes what their labels need and passes them on one behind: where two neighbours would read alike, both show more letters. Boxes that
// read alike are always neighbours, because they follow the same order.
type labeller struct {
	line    Line
	letters func(surname string, n int) string
	put     func(Filled) error
	held    full
	holding bool
	grown   int // letters that the held box needs because of the box before it
}

func (l *labeller) box(b full) error {
	if !l.holding {
		l.held, l.holding, l.grown = b, true, 1
		return nil
	}
	needs := l.apart(l.held, b)
	if err := l.pass(max(l.grown, needs)); err != nil {
		return err
	}
	l.held, l.grown = b, needs
	return nil
}

func (l *labeller) flush() error {
	if !l.holding {
		return nil
	}
	l.holding = false
	return l.pass(l.grown)
}

// apart is the least number of letters with which two boxes read differently. What reads alike with three letters keeps one: more would tell of
// persons without telling the boxes apart, and the number on the box does that (domain §1.7 nr 8).
func (l *labeller) apart(a, b full) int {
	if l.line.Ordering != deposit.ByName {
		return 1
	}
	for n := 1; n <= longest; n++ {
		if l.letters(a.first.LastName, n) != l.letters(b.first.LastName, n) || l.letters(a.last.LastName, n) != l.letters(b.last.LastName, n) {
			return n
		}
	}
	return 1
}

// pass hands the held box on with the range of its order: letters, days, or – set while filling – journal numbers.
func (l *labeller) pass(letters int) error {
	box := &l.held.Box
	switch l.line.Ordering {
	case deposit.ByName:
		box.FirstName, box.LastName = l.letters(l.held.first.LastName, letters), l.letters(l.held.last.LastName, letters)
	case deposit.ByBirth:
		box.FirstDay, box.LastDay = l.held.first.Birth, l.held.last.Birth
	}
	return l.put(l.held.Filled)
}

// spanned is the ranges with one more journal number, one range per journal year (domain §1.8).
func spanned(ranges []deposit.NoRange, no deposit.JournalNo) []deposit.NoRange {
	year := no.Year()
	if n := len(ranges); n > 0 && sameYear(ranges[n-1].Year, year) {
		last := &ranges[n-1]
		last.First, last.Last = min(last.First, no.Sequence), max(last.Last, no.Sequence)
		if len(year) > len(last.Year) {
			last.Year = year // 45/1979 and 46/1979-80 are of one journal year: the label shows the fuller form
		}
		return ranges
	}
	return append(ranges, deposit.NoRange{First: no.Sequence, Last: no.Sequence, Year: year})
}

func sameYear(a, b string) bool {
	a, _, _ = strings.Cut(a, "-")
	b, _, _ = strings.Cut(b, "-")
	return a == b
}
