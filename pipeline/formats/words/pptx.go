package words

import (
	"slices"
	"strings"
)

// ofPptx reads a PowerPoint presentation (ISO/IEC 29500): the texts of the slides that a print shows. Notes to the speaker are no part of a slide.
func ofPptx(s Source, limits Limits) (Text, error) {
	c, main, err := openOOXML(s, limits)
	if err != nil {
		return Text{}, err
	}
	relations, err := c.relations(main)
	if err != nil {
		return Text{}, err
	}
	show := &slideList{}
	if err := c.walk(c.find(main), show); err != nil {
		return Text{}, err
	}
	p := newPrinted(limits)
	for _, id := range show.ids {
		r := relations[id]
		if r.kind != "slide" {
			continue
		}
		if err := c.slide(p, r.target); err != nil {
			return Text{}, err
		}
	}
	return c.titled(p, "docProps/core.xml")
}

// slide reads a slide, and what is said about it where a print does not show it.
func (c *container) slide(p *printed, name string) error {
	if err := c.walkNamed(name, &slide{printed: p}); err != nil {
		return err
	}
	relations, err := c.relations(name)
	if err != nil {
		return err
	}
	for _, r := range relations {
		switch r.kind {
		case "notesSlide":
			err = c.walkNamed(r.target, &slide{printed: p, unseen: true})
		case "comments":
			err = c.walkNamed(r.target, &remarks{counts: p.counts})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// slideList is the order of the slides.
type slideList struct{ ids []string }

func (l *slideList) start(e element) error {
	if e.name == "sldId" {
		l.ids = append(l.ids, e.attr["id"]) // r:id stands behind id, and wins
	}
	return nil
}
func (*slideList) text(string) {}
func (*slideList) end(string)  {}

// remarks counts comments.
type remarks struct{ counts *flow }

func (r *remarks) start(e element) error {
	if e.name == "cm" {
		r.counts.found(Comments)
	}
	return nil
}
func (*remarks) text(string) {}
func (*remarks) end(string)  {}

// slide is the paragraphs of a slide.
type slide struct {
	*printed
	skip   skipper
	unseen bool
	in     bool
	said   strings.Builder
}

// slideLeftOut are elements whose text is not that of the slide: what another one repeats for old programs, and fields, which every program works out anew.
var slideLeftOut = []string{"Fallback", "fld"}

func (s *slide) start(e element) error {
	if s.skip.skips(slices.Contains(slideLeftOut, e.name)) {
		return nil
	}
	switch e.name {
	case "sld":
		s.unseen = s.unseen || e.attr["show"] == "0" || e.attr["show"] == "false"
	case "cNvPr":
		if isTrue(e.attr["hidden"]) {
			s.counts.found(Hidden)
		}
	case "p":
		s.said.Reset()
	case "t":
		s.in = true
	case "br", "tab":
		s.said.WriteByte(' ')
	}
	return nil
}

func (s *slide) text(text string) {
	if s.in && s.skip.depth == 0 {
		s.said.WriteString(text)
	}
}

func (s *slide) end(name string) {
	if s.skip.skipsEnd() {
		return
	}
	switch name {
	case "t":
		s.in = false
	case "p":
		s.put(!s.unseen, s.said.String())
	}
}
