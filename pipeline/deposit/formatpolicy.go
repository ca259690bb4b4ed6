package deposit

import "slices"

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
	Converter Converter     `json:"converter,omitempty"` // what makes the rendition of a file that is converted or copied
	Copy      bool          `json:"copy,omitempty"`      // an accepted file gets a PDF/A copy beside it, where one can be made
	Container bool          `json:"container,omitempty"` // an archive: what counts is the files inside
	Charsets  []Charset     `json:"charsets,omitempty"`  // of a text that is accepted; one in another is converted, or held where nothing converts it. Empty is any
	Because   string        `json:"because,omitempty"`   // why the depot's profile judges otherwise than the policy; empty where it does not
}

// Converter is a way in which renditions are made.
type Converter string

// The converters.
const (
	ConverterOffice Converter = "office" // LibreOffice
	ConverterPDF    Converter = "pdf"    // Ghostscript
	ConverterImage  Converter = "image"  // the program's own, as are the rest
	ConverterText   Converter = "text"
	ConverterMail   Converter = "mail" // letters: their attachments are documents of their own
)

// Converters is all of them.
func Converters() []Converter {
	return []Converter{ConverterOffice, ConverterPDF, ConverterImage, ConverterText, ConverterMail}
}

// Charset is the character set of a text.
type Charset string

// The character sets that bytes alone can show. Those of ISO 8859 cannot be told apart.
const (
	CharsetUTF8   Charset = "utf-8" // ASCII too
	CharsetUTF16  Charset = "utf-16"
	CharsetLatin1 Charset = "iso-8859"
	CharsetOther  Charset = "other" // Windows, DOS
)

// Charsets is all that a policy can name.
func Charsets() []Charset { return []Charset{CharsetUTF8, CharsetUTF16, CharsetLatin1} }

// Takes tells whether the rule accepts a text of a character set.
func (r FormatRule) Takes(c Charset) bool {
	return len(r.Charsets) == 0 || slices.Contains(r.Charsets, c)
}

// FormatException is a line of a depot's profile: one rule of the policy judged otherwise, with the reason.
type FormatException struct {
	Rule    string
	Verdict FormatVerdict
	Because string
}

// Except puts a profile's exceptions into the policy: the rule then has the exception's verdict at all times. It names the first rule that there is not.
func (p FormatPolicy) Except(exceptions []FormatException) (FormatPolicy, string) {
	p.Rules = slices.Clone(p.Rules)
	for _, e := range exceptions {
		i := slices.IndexFunc(p.Rules, func(r FormatRule) bool { return r.ID == e.Rule })
		if i < 0 {
			return p, e.Rule
		}
		r := &p.Rules[i]
		r.Verdict, r.Otherwise, r.From, r.To, r.Because = e.Verdict, "", Date{}, Date{}, e.Because
	}
	return p, ""
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
