package paper

import (
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
		}
	}
	return labels
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

// Part is the first and last volume of a box that holds a part of one folder and nothing else, and of how many; zeros for every other box. Box.Volume,
// LastVolume and Volumes are set from it: rows are those of the box, their placings the ones in it.
func Part(rows []deposit.ListRow) (first, last, of int) {
	if len(rows) != 1 || len(rows[0].Placings) == 0 {
		return 0, 0, 0
	}
	p := rows[0].Placings
	if len(p) >= p[0].Volumes {
		return 0, 0, 0
	}
	return p[0].Volume, p[len(p)-1].Volume, p[0].Volumes
}
