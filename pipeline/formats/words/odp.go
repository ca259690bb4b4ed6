package words

import (
	"slices"
	"strings"
)

// ofOdp reads an OpenDocument presentation (ISO/IEC 26300): the texts of the slides that a print shows. Notes to the speaker are no part of a slide.
func ofOdp(s Source, limits Limits) (Text, error) {
	c, part, err := openODF(s, limits)
	if err != nil {
		return Text{}, err
	}
	o := &odp{printed: newPrinted(limits), hidden: map[string]bool{}}
	if err := c.walk(part, o); err != nil {
		return Text{}, err
	}
	return c.titled(o.printed, "meta.xml")
}

// odp is the pages of a presentation.
type odp struct {
	*printed
	skip   skipper
	hidden map[string]bool // styles of pages that are not shown
	style  string          // whose properties are read
	unseen bool            // the page
	notes  int             // elements deep in notes to the speaker
	open   []*strings.Builder
}

// odpLeftOut are elements whose text every program works out anew, and those that are not on the slide.
var odpLeftOut = []string{"annotation", "page-number", "page-name", "page-count", "header", "footer", "date-time", "date", "time", "forms", "scripts", "desc", "title"}

func (o *odp) start(e element) error {
	if e.name == "annotation" {
		o.counts.found(Comments)
	}
	if o.skip.skips(slices.Contains(odpLeftOut, e.name)) {
		return nil
	}
	if o.notes > 0 || e.name == "notes" {
		o.notes++
	}
	switch e.name {
	case "style":
		o.style = e.attr["name"]
	case "drawing-page-properties":
		o.hidden[o.style] = e.attr["visibility"] == "hidden"
	case "page":
		o.unseen = o.hidden[e.attr["style-name"]]
	case "p", "h":
		o.open = append(o.open, &strings.Builder{})
	case "tab", "s", "line-break":
		o.text(" ")
	}
	return nil
}

func (o *odp) text(s string) {
	if o.skip.depth == 0 && len(o.open) > 0 {
		o.open[len(o.open)-1].WriteString(strings.Map(oneSpace, s))
	}
}

func (o *odp) end(name string) {
	if o.skip.skipsEnd() {
		return
	}
	if (name == "p" || name == "h") && len(o.open) > 0 {
		o.put(!o.unseen && o.notes == 0, o.open[len(o.open)-1].String())
		o.open = o.open[:len(o.open)-1]
	}
	if o.notes > 0 {
		o.notes--
	}
}
