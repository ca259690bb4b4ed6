package describe

import (
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
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
	if markup.Holdable(value) {
		return
	}
	f.find(Unholdable, field, append(append([]string{field}, document...), "–")[:2]...)
}

// trimmed takes away what XML counts as white space, and nothing else: other invisible characters are found, not dropped.
func trimmed(s string) string { return strings.Trim(s, " \t\r\n") }
