package text

import (
	"regexp"
	"slices"
	"strings"
)

// Sources that an archive leader can look up: the instruks (R2.5-1), Noark 5 (krav 6.4.10, its fields M300), the checks of the regulation and of its
// guidance (N5.64), the laws, and DIAS.
var lookedUp = regexp.MustCompile(`^(R\d|krav |\d+\.\d+\.\d+$|N5\.\d|M\d{3}|offl\.|fvl\.|arkivl|DIAS|METS|PREMIS|CHECKSUM|SIZE|OBJID|infofil$|tar$)`)

// Rule is the source of a rule as people are shown it: what they can look up stays; what is the program's own choice is said to be that.
func (l Lang) Rule(source string) string {
	var said []string
	for _, part := range strings.Split(source, ", ") {
		switch {
		case strings.HasPrefix(part, "XSD "):
			part = l.Say("rule.noark_schema")
		case !lookedUp.MatchString(part):
			part = l.Say("rule.own")
		}
		if !slices.Contains(said, part) {
			said = append(said, part)
		}
	}
	if own := slices.Index(said, l.Say("rule.own")); own >= 0 && len(said) > 1 {
		said = slices.Delete(said, own, own+1)
	}
	return strings.Join(said, ", ")
}
