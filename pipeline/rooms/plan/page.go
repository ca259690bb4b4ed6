package plan

import (
	"io"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// Margins of printed pages: more on the left, where they are punched.
var margins = pdfa.Margins{Top: 12, Right: 12, Bottom: 12, Left: 20}

// open begins a PDF file in the depot's kind of PDF/A; its one date is the deposit's. trace stands at the foot of every page: what ties it to its plan.
func (r Room) open(to io.Writer, title, trace string, size pdfa.PageSize) (*pdfa.Document, error) {
	d := r.options.Deposit
	o := pdfa.Options{Title: title, Author: d.Creator.Name, Subject: string(d.ID), Creator: r.options.Program, Lang: r.lang.Tag(),
		Created: d.Produced.UTC(), Page: size, Margins: margins, Furniture: func(page, pages int) pdfa.Furniture { return r.furniture(title, trace, page, pages) }}
	if r.options.Profile.Printing.Archival == "a-1b" {
		o.Flavour = pdfa.A1b
	}
	return pdfa.New(to, o)
}

// furniture is what every page carries, so that one that has lost the others still says whose it is.
func (r Room) furniture(title, trace string, page, pages int) pdfa.Furniture {
	d := r.options.Deposit
	f := pdfa.Furniture{
		Header: []pdfa.FurnitureLine{{Left: title, Right: r.restricted(), Bold: true},
			{Left: text.Joined(d.Owner.Name, d.Creator.Name), Right: text.Joined(d.Name, string(d.ID))}},
		Footer: []pdfa.FurnitureLine{{Left: trace, Right: r.lang.Say("print.page", page, pages)}},
	}
	if d.Mark != "" {
		f.Footer = append([]pdfa.FurnitureLine{{Center: d.Mark, Bold: true}}, f.Footer...)
	}
	return f
}

// head is what stands above everything: title, mark, whose archive, where it goes.
func (r Room) head(doc *pdfa.Document, title string, columns int, more ...pdfa.Pair) {
	d := r.options.Deposit
	doc.Heading(1, title)
	if d.Mark != "" {
		doc.Text(pdfa.Style{Size: 12}, pdfa.Run{Text: d.Mark, Font: pdfa.SansBold})
	}
	pairs := []pdfa.Pair{{Key: r.lang.Say("print.key.owner"), Value: d.Owner.Name}, {Key: r.lang.Say("print.key.creator"), Value: d.Creator.Name},
		{Key: r.lang.Say("print.key.depot"), Value: d.Depot.Name}, {Key: r.lang.Say("print.key.delivery"), Value: text.Joined(d.Name, string(d.ID))},
		{Key: r.lang.Say("print.key.access"), Value: r.restricted()}}
	doc.KeyValues(pdfa.KeyValues{Columns: columns, Pairs: append(pairs, more...)})
}

func (r Room) restricted() string {
	return strings.TrimSuffix(r.lang.Say("lists.restricted", r.options.Deposit.Restriction.Paragraph), ", ")
}

// signed says who put their name to a plan, when, and whether it is signed.
func (r Room) signed(a deposit.Act) string {
	how := r.say("unsigned")
	if a.Signed() {
		how = r.say("signed", deposit.Fingerprint(a.Key))
	}
	return r.say("approved_by", r.person(a.By), r.lang.Moment(a.At), how)
}

// day is the day of an act, in Norway.
func day(at string) string {
	t, ok := text.Day(at)
	if !ok {
		return at
	}
	return t.Format("02.01.2006")
}

// grouped is a digest in groups of eight, which people can compare.
func grouped(d deposit.Digest) string {
	var groups []string
	for s := string(d); s != ""; s = s[min(8, len(s)):] {
		groups = append(groups, s[:min(8, len(s))])
	}
	return strings.Join(groups, " ")
}
