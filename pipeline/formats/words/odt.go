package words

import (
	"slices"
	"strconv"
	"strings"
)

// ofOdt reads an OpenDocument text (ISO/IEC 26300): its text, notes, headers and footers.
func ofOdt(s Source, limits Limits) (Text, error) {
	c, _, err := openODF(s, limits)
	if err != nil {
		return Text{}, err
	}
	o := &odt{flow: newFlow(limits)}
	for _, name := range []string{"content.xml", "styles.xml"} {
		if err := c.walkNamed(name, o); err != nil {
			return Text{}, err
		}
		o.closeOpen()
	}
	if err := c.odtBeside(o.flow); err != nil {
		return Text{}, err
	}
	title, err := c.title("meta.xml")
	text := o.flow.result()
	text.Title = title
	return text, err
}

// notEncrypted looks in the manifest, which stays readable.
func (c *container) notEncrypted() error {
	part := c.find("META-INF/manifest.xml")
	if part == nil {
		return nil
	}
	v := &encryption{}
	if err := c.walk(part, v); err != nil {
		return err
	}
	if v.found {
		return Locked
	}
	return nil
}

type encryption struct{ found bool }

func (v *encryption) start(e element) error {
	v.found = v.found || e.name == "encryption-data"
	return nil
}
func (*encryption) text(string) {}
func (*encryption) end(string)  {}

// odtBeside notes the parts that are no text.
func (c *container) odtBeside(f *flow) error {
	for _, part := range c.parts {
		top, rest, nested := strings.Cut(part.Name, "/")
		kind := Kind("")
		switch {
		case !nested || rest == "" || strings.HasSuffix(rest, "/"):
			continue
		case top == "Pictures":
			kind = Pictures
		case strings.HasPrefix(top, "Object ") && rest == "content.xml":
			kind = Objects
		case top == "Basic" || top == "Scripts":
			kind = Macros
		default:
			continue
		}
		if err := c.count(f, kind, part); err != nil {
			return err
		}
	}
	return nil
}

// odt reads the text parts of an OpenDocument file.
type odt struct {
	*flow
	skip skipper
}

// odtLeftOut are elements whose text is not read: comments, deleted text, the numbers of notes and pages, what only a program sees.
var odtLeftOut = []string{"annotation", "annotation-end", "tracked-changes", "note-citation", "page-number", "page-count", "hidden-text", "hidden-paragraph", "scripts",
	"forms", "desc"}

func (o *odt) start(e element) error {
	switch e.name {
	case "annotation":
		o.found(Comments)
	case "insertion":
		o.found(Insertions)
	case "deletion":
		o.found(Deletions)
	case "hidden-text", "hidden-paragraph":
		o.found(Hidden)
	case "text-box":
		o.found(TextBoxes)
	}
	if o.skip.skips(slices.Contains(odtLeftOut, e.name)) {
		return nil
	}
	switch e.name {
	case "p", "h":
		return o.begin()
	case "table-row":
		return o.beginRow()
	case "table-cell", "covered-table-cell":
		o.beginCell()
	case "tab":
		o.write("\t")
	case "line-break":
		o.write("\n")
	case "s":
		n, err := strconv.Atoi(e.attr["c"])
		if err != nil {
			n = 1
		}
		o.write(strings.Repeat(" ", max(1, min(n, 1000))))
	}
	return nil
}

// text writes what stands in a paragraph; white space is one space there.
func (o *odt) text(s string) {
	if o.skip.depth > 0 || len(o.open) == o.around() {
		return
	}
	o.write(strings.Map(oneSpace, s))
}

func oneSpace(r rune) rune {
	if r == '\n' || r == '\t' || r == '\r' {
		return ' '
	}
	return r
}

func (o *odt) end(name string) {
	if o.skip.skipsEnd() {
		return
	}
	switch name {
	case "p", "h":
		o.flow.end()
	case "table-row":
		o.endRow()
	}
}
