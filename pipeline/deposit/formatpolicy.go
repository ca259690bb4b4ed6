package deposit

// Ids of the two verdicts that need no line in a format policy.
const (
	FormatUnknown   = "ukjent-format"     // not identified
	FormatNotListed = "format-ikke-nevnt" // identified, and no line of the policy names it
)

// FormatRule is one line of a format policy: what becomes of files of these PRONOM ids (domain §2.5).
type FormatRule struct {
	ID        string        `json:"id"`
	Name      string        `json:"name"`
	PUIDs     []string      `json:"puids"`
	Verdict   FormatVerdict `json:"verdict"`
	From      Date          `json:"from"`                // accepted in deposits judged by this day or later
	To        Date          `json:"to"`                  // accepted when the document was made on this day or earlier
	Otherwise FormatVerdict `json:"otherwise,omitempty"` // outside these dates, and when the document's date is not known; empty is hold
	Condition string        `json:"condition,omitempty"` // what the regulation asks beside the format, as printed
}

// FormatPolicy is which formats a depot takes, as data.
type FormatPolicy struct {
	ID      string       `json:"id"`
	Edition Date         `json:"edition"`
	Source  string       `json:"source"` // as printed
	AsOf    Date         `json:"as_of"`  // the day the deposit is judged by
	Rules   []FormatRule `json:"rules"`
}

// Digest is over everything that decides a verdict.
func (p FormatPolicy) Digest() Digest { return digestOfRules(p) }

// Judge says what becomes of a file: its PRONOM id (empty when unknown) and the date the document was made, as the register states it. The time stamp
// of the file is no such date: a copy changes it, and the same inputs must be judged alike on every machine. What the policy does not name holds.
func (p FormatPolicy) Judge(puid string, created Date) (FormatVerdict, string) {
	if puid == "" {
		return FormatHeld, FormatUnknown
	}
	for _, rule := range p.Rules {
		for _, id := range rule.PUIDs {
			if id == puid {
				return rule.judge(p.AsOf, created), rule.ID
			}
		}
	}
	return FormatHeld, FormatNotListed
}

// Rule is the line of an id.
func (p FormatPolicy) Rule(id string) (FormatRule, bool) {
	for _, rule := range p.Rules {
		if rule.ID == id {
			return rule, true
		}
	}
	return FormatRule{}, false
}

func (r FormatRule) judge(asOf, created Date) FormatVerdict {
	inForce := r.From.IsZero() || !asOf.Before(r.From)
	inTime := r.To.IsZero() || (!created.IsZero() && !r.To.Before(created.Last()))
	if inForce && inTime {
		return r.Verdict
	}
	if r.Otherwise == "" {
		return FormatHeld
	}
	return r.Otherwise
}
