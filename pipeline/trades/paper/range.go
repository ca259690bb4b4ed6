// Package paper is what stands on paper as values: the lines of a box label in the grammar of the instruks (R6.4-1, domain §1.8), in the language of the
// deposit's documents. It decides neither order nor boxes, knows no file format and does no input or output; what the lines are drawn on – label, pencil
// sheet, table – is for others. The words are in trades/text, messages/paper.json.
package paper

import (
	"fmt"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// Years says how much of the year stands in a range of birth dates (domain §1.7 nr 8).
type Years string

// The three ways. Whatever the way, boxes that would read alike get full years when that tells them apart.
const (
	NoYears   Years = "none"   // 1/1 - 30/3, as in the instruks
	Cohort    Years = "cohort" // 1/1 - 30/3 1999 in a box of one cohort, full years in others
	FullYears Years = "full"   // 1/1 1999 - 30/3 1999
)

// Style is how a delivery's ranges are written.
type Style struct {
	Lang     text.Lang
	Ordering deposit.Ordering // of the boxes
	Years    Years            // empty is NoYears
}

// Ranges is line 3 of each box's label, in the literal forms of the instruks: "A - G", "journalnummer 1 - 45/1979-80", "etter fødselsdato 1/1 - 30/3". A
// box that holds a part of one folder and nothing else adds "del 1 av 2"; one that begins or ends with a part of a folder adds "første mappe del 3 av 3" or
// "siste mappe del 1 av 2". Letters stand as the box plan has them, which is where they grow to three when neighbours would read alike; a year is added
// here for the same reason. What still reads alike differs in the number of the box.
func Ranges(boxes []deposit.Box, s Style) []string {
	texts := make([]string, len(boxes))
	for i, b := range boxes {
		texts[i] = s.content(b, s.Years)
	}
	if s.Ordering == deposit.ByBirth {
		s.growYears(boxes, texts)
	}
	return texts
}

// growYears writes full years where boxes read alike, unless they would read alike all the same: then a year tells of persons and of nothing else.
func (s Style) growYears(boxes []deposit.Box, texts []string) {
	alike := map[string][]int{}
	for i, t := range texts {
		alike[t] = append(alike[t], i)
	}
	for _, group := range alike {
		grown := map[string]bool{}
		for _, i := range group {
			grown[s.content(boxes[i], FullYears)] = true
		}
		if len(grown) < 2 {
			continue
		}
		for _, i := range group {
			texts[i] = s.content(boxes[i], FullYears)
		}
	}
}

// content is the range of one box by the order in which the boxes stand.
func (s Style) content(b deposit.Box, years Years) string {
	var content string
	switch s.Ordering {
	case deposit.ByName:
		content = s.names(b)
	case deposit.ByBirth:
		content = s.births(b, years)
	default:
		content = s.journals(b.Ranges)
	}
	if b.Volumes > 1 {
		content += ", " + s.Part(deposit.VolumeSpan{First: b.Volume, Last: b.LastVolume, Of: b.Volumes})
	}
	if b.Lead != nil {
		content += ", " + s.Lang.Say("paper.lead", s.Part(*b.Lead))
	}
	if b.Tail != nil {
		content += ", " + s.Lang.Say("paper.tail", s.Part(*b.Tail))
	}
	return content
}

// Part says which volumes of a folder stand somewhere: "del 1 av 2", "del 2 - 3 av 3".
func (s Style) Part(v deposit.VolumeSpan) string {
	if v.Last > v.First {
		return s.Lang.Say("paper.parts", v.First, v.Last, v.Of)
	}
	return s.Lang.Say("paper.part", v.First, v.Of)
}

func (s Style) names(b deposit.Box) string {
	if b.FirstName == "" && b.LastName == "" {
		return s.Lang.Say("paper.unknown.name")
	}
	return s.Lang.Say("paper.range.name", s.known(b.FirstName), s.known(b.LastName))
}

// journals is one range for each journal year in the box. The first word stands once.
func (s Style) journals(ranges []deposit.NoRange) string {
	if len(ranges) == 0 {
		return s.Lang.Say("paper.unknown.journal")
	}
	var parts []string
	for _, r := range ranges {
		parts = append(parts, fmt.Sprintf("%d - %d/%s", r.First, r.Last, r.Year))
	}
	return s.Lang.Say("paper.range.journal", strings.Join(parts, ", "))
}

func (s Style) births(b deposit.Box, years Years) string {
	first, last := b.FirstDay, b.LastDay
	if first.IsZero() && last.IsZero() {
		return s.Lang.Say("paper.unknown.birth")
	}
	oneCohort := first.Full() && last.Full() && first.Year == last.Year
	from, to := s.day(first, years != NoYears && years != ""), s.day(last, years != NoYears && years != "")
	if years == Cohort && oneCohort {
		from = s.day(first, false)
	}
	return s.Lang.Say("paper.range.birth", from, to)
}

// day is a birth date without leading zeros, 1/1; one that is known to the month or the year only is written with the year, having nothing else to show.
func (s Style) day(d deposit.Date, year bool) string {
	switch {
	case !d.Full():
		return s.known(d.Norwegian())
	case year:
		return fmt.Sprintf("%d/%d %d", d.Day, d.Month, d.Year)
	}
	return fmt.Sprintf("%d/%d", d.Day, d.Month)
}

func (s Style) known(value string) string {
	if value == "" {
		return s.Lang.Say("paper.unknown")
	}
	return value
}
