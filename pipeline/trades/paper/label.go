package paper

import (
	"fmt"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Label is what stands on a box (R6.4-1): four lines, and the deposit's mark where it has one.
type Label struct {
	Box     int    // number of the box
	Owner   string // line 1: municipality or county, as written in deponering.yaml
	Office  string // line 2: PPT-kontoret, with its name where it has one
	Content string // line 3: see Ranges
	Number  string // line 4: Boks 1 av 12
	Mark    string // "DEMO – syntetiske personer", else empty
	ID      string // what the codes say: see BoxID
	Shelf   string // place in the depot, once the depot has given it one
	Break   string // Content as lines on paper: a line feed behind each space at which a line ends, no-break spaces where none may
}

// Lines is the four lines, and the mark as a fifth where there is one.
func (l Label) Lines() []string {
	lines := []string{l.Owner, l.Office, l.Content, l.Number}
	if l.Mark != "" {
		lines = append(lines, l.Mark)
	}
	return lines
}

// Labels is a label for each box of a delivery. It needs all of them at once, because a label must not read like its neighbour's.
func Labels(boxes []deposit.Box, d deposit.Deposit, s Style) []Label {
	labels := make([]Label, len(boxes))
	for i, content := range Ranges(boxes, s) {
		labels[i] = Label{
			Box:     boxes[i].Number,
			Owner:   d.Owner.Name,
			Office:  s.Office(d.Creator.Name),
			Content: content,
			Number:  s.Lang.Say("paper.box", boxes[i].Number, boxes[i].Of),
			Mark:    d.Mark,
			ID:      BoxID(d.ID, boxes[i].Number),
			Break:   s.broken(content),
		}
	}
	return labels
}

// BoxID is what a box's codes say: the first eight characters of the delivery's id and the number of the box. It names nobody. Between the two stands a
// point, because a scanner that plays a keyboard types - as + or / where computer and scanner have different layouts; a point is a point.
func BoxID(delivery deposit.ID, box int) string {
	short, _, _ := strings.Cut(string(delivery), "-")
	return fmt.Sprintf("%s.%03d", short, box)
}

// linesAtMost is how many ranges a label shows on lines of their own; more run on.
const linesAtMost = 5

// broken puts line feeds into a range: behind the words before it, and behind each of a few ranges. Where there are more, a range is held together by
// no-break spaces.
func (s Style) broken(content string) string {
	lead := ""
	switch s.Ordering {
	case deposit.ByJournalNo:
		lead, _, _ = strings.Cut(s.Lang.Say("paper.range.journal", "\x00"), "\x00")
	case deposit.ByBirth:
		lead, _, _ = strings.Cut(s.Lang.Say("paper.range.birth", "\x00", ""), "\x00")
	}
	ranges, ok := strings.CutPrefix(content, lead)
	if !ok {
		lead, ranges = "", content
	}
	if lead != "" {
		lead += "\n"
	}
	if strings.Count(ranges, ", ") < linesAtMost {
		return lead + strings.ReplaceAll(ranges, ", ", ", \n")
	}
	return lead + strings.ReplaceAll(ranges, " - ", "\u00a0-\u00a0")
}

// serviceNames are the words with which offices begin their own names; on the label "PPT-kontoret" stands in their place.
var serviceNames = []string{"pedagogisk-psykologisk tjeneste", "pedagogisk-psykologisk teneste", "ppt-kontoret", "pp-tjenesten", "pp-tenesta", "ppt"}

// Office is line 2 of a label: "PPT-kontoret", and what else the office's name says: PPT Dalane is "PPT-kontoret Dalane" (domain §1.8).
func (s Style) Office(name string) string {
	name = strings.Join(strings.Fields(name), " ")
	for _, service := range serviceNames {
		if rest, ok := cutPrefixFold(name, service); ok && (rest == "" || rest[0] == ' ') {
			name = strings.TrimSpace(rest)
			break
		}
	}
	return strings.TrimSpace(s.Lang.Say("paper.office", name))
}

// cutPrefixFold is strings.CutPrefix for a prefix of plain letters, in any case.
func cutPrefixFold(text, prefix string) (string, bool) {
	if len(text) < len(prefix) || !strings.EqualFold(text[:len(prefix)], prefix) {
		return text, false
	}
	return text[len(prefix):], true
}
