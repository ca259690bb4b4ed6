package describe

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// unholdable holds the folder for every text that XML 1.0 cannot hold. A library would put a replacement sign there, and nobody would know.
func (f *folder) unholdable() {
	d := &f.out
	f.text("etternavn", d.Client.Name)
	f.text("journalnr", d.Client.Number)
	f.text("hjemmel", d.Restriction.Paragraph)
	if d.Case != nil {
		f.text("saksbehandler", d.Case.Responsible)
	}
	for _, r := range d.Remarks {
		f.text("merknad", r.Text)
	}
	for _, r := range d.Records {
		number := strconv.Itoa(r.Number)
		f.text("tittel", r.Title, number)
		f.text("type", r.Kind, number)
		f.text("motpart", r.Counterpart, number)
	}
	for _, c := range d.Changes {
		for _, value := range []string{c.Metadata, c.By, c.Before, c.After} {
			f.text("endringer", value)
		}
	}
}

// text finds a text that XML cannot hold; document is the number of the document that it belongs to.
func (f *folder) text(field, value string, document ...string) {
	if holdable(value) {
		return
	}
	f.find(Unholdable, field, append(append([]string{field}, document...), "–")[:2]...)
}

// holdable tells whether XML 1.0 can hold the text (production Char).
func holdable(s string) bool {
	for i, r := range s {
		switch {
		case r == '\t', r == '\n', r == '\r':
		case r < 0x20, r == 0xFFFE, r == 0xFFFF:
			return false
		case r == utf8.RuneError:
			if _, width := utf8.DecodeRuneInString(s[i:]); width == 1 {
				return false
			}
		}
	}
	return true
}

// trimmed takes away what XML counts as white space, and nothing else: other invisible characters are found, not dropped.
func trimmed(s string) string { return strings.Trim(s, " \t\r\n") }
