package words

import (
	"slices"
	"strconv"
	"strings"
)

// CellText is the text of a cell of a workbook.
type CellText struct {
	Sheet string
	Cell  string // such as B12
	Text  string
}

// CellNote is a comment on a cell of a workbook.
type CellNote struct {
	Sheet  string
	Cell   string // such as B12
	Author string // may be empty
	Text   string
}

// notesOf reads the comments on a sheet's cells. A thread also stands as a note, for programs that know no threads: that note is left out.
func (x *xlsx) notesOf(s *grid, relations map[string]related) ([]CellNote, error) {
	var notes, threads []CellNote
	for _, r := range relations {
		v := &comments{people: x.people, sheet: s.name}
		switch r.kind {
		case "comments", "threadedComment":
			if err := x.walkNamed(r.target, v); err != nil {
				return nil, err
			}
		}
		if r.kind == "threadedComment" {
			threads = append(threads, v.notes...)
		} else {
			notes = append(notes, v.notes...)
		}
	}
	if len(threads) > 0 {
		notes = slices.DeleteFunc(notes, func(n CellNote) bool { return strings.HasPrefix(n.Author, "tc={") })
	}
	return append(notes, threads...), nil
}

// persons are those who wrote in threads.
type persons struct{ all map[string]string }

func (p *persons) start(e element) error {
	if e.name == "person" {
		p.all[e.attr["id"]] = e.attr["displayName"]
	}
	return nil
}
func (*persons) text(string) {}
func (*persons) end(string)  {}

// comments are the comments of a part: notes, whose authors stand in a list, or threads, whose authors are persons of the workbook.
type comments struct {
	people  map[string]string
	sheet   string
	authors []string
	notes   []CellNote
	now     CellNote
	said    strings.Builder
	inside  string // the element whose words are read
	wordsIn string // the element that holds the words of the comment
}

func (c *comments) start(e element) error {
	switch e.name {
	case "author":
		c.inside = "author"
		c.said.Reset()
	case "comment":
		c.begin(e, "t")
		if n, err := strconv.Atoi(e.attr["authorId"]); err == nil && n >= 0 && n < len(c.authors) {
			c.now.Author = c.authors[n]
		}
	case "threadedComment":
		c.begin(e, "text")
		c.now.Author = c.people[e.attr["personId"]]
	case c.wordsIn:
		c.inside = c.wordsIn
	}
	return nil
}

func (c *comments) begin(e element, wordsIn string) {
	c.now, c.wordsIn = CellNote{Sheet: c.sheet, Cell: e.attr["ref"]}, wordsIn
	c.said.Reset()
}

func (c *comments) text(s string) {
	if c.inside != "" {
		c.said.WriteString(s)
	}
}

func (c *comments) end(name string) {
	if name == c.inside {
		c.inside = ""
	}
	switch name {
	case "author":
		c.authors = append(c.authors, c.said.String())
	case "comment", "threadedComment":
		c.now.Text = unescaped(c.said.String())
		c.notes, c.wordsIn = append(c.notes, c.now), ""
	}
}
