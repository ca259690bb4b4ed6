package words

import (
	"path"
	"slices"
	"strings"
)

// ofDocx reads a Word document (ISO/IEC 29500): its text, notes, headers and footers.
func ofDocx(s Source, limits Limits) (Text, error) {
	c, main, err := openOOXML(s, limits)
	if err != nil {
		return Text{}, err
	}
	d := &docx{flow: newFlow(limits)}
	for _, name := range c.docxText(main) {
		if err := c.walk(c.find(name), d); err != nil {
			return Text{}, err
		}
		d.closeOpen()
	}
	if err := c.docxBeside(d.flow, path.Dir(main)); err != nil {
		return Text{}, err
	}
	title, err := c.title("docProps/core.xml")
	text := d.flow.result()
	text.Title = title
	return text, err
}

type mainRelation struct{ target string }

func (m *mainRelation) start(e element) error {
	if e.name == "Relationship" && strings.HasSuffix(e.attr["Type"], "/officeDocument") {
		m.target = strings.TrimPrefix(e.attr["Target"], "/")
	}
	return nil
}
func (*mainRelation) text(string) {}
func (*mainRelation) end(string)  {}

// docxText are the parts with text, the document first.
func (c *container) docxText(main string) []string {
	var rest []string
	for _, part := range c.parts {
		name := path.Base(part.Name)
		if path.Dir(part.Name) != path.Dir(main) || path.Ext(name) != ".xml" {
			continue
		}
		for _, kind := range []string{"header", "footer", "footnotes", "endnotes", "comments"} {
			if kind == strings.TrimRight(strings.TrimSuffix(name, ".xml"), "0123456789") {
				rest = append(rest, part.Name)
			}
		}
	}
	slices.Sort(rest)
	return append([]string{main}, slices.Compact(rest)...)
}

// docxBeside notes the parts that are no text.
func (c *container) docxBeside(f *flow, dir string) error {
	kinds := map[string]Kind{"media": Pictures, "embeddings": Objects, "charts": Objects, "diagrams": Objects, "activeX": Objects, "ink": Objects, "afchunk": Objects}
	for _, part := range c.parts {
		kind, is := kinds[path.Base(path.Dir(part.Name))]
		base := path.Base(part.Name)
		switch {
		case strings.EqualFold(base, "vbaProject.bin"):
			kind, is = Macros, true
		case strings.HasPrefix(base, "afchunk"):
			kind, is = Objects, true
		}
		if !is || !strings.HasPrefix(part.Name, dir+"/") || strings.HasSuffix(part.Name, "/") {
			continue
		}
		if err := c.count(f, kind, part); err != nil {
			return err
		}
	}
	return nil
}

// docx reads the parts of a Word document.
type docx struct {
	*flow
	skip   skipper
	inText bool
	inCode bool // of a field
	mark   int  // inside the properties of a paragraph: they speak of its mark, not of text
	hidden bool // this run
	fields []field
}

// field is a field of Word: a code, and the text that it gave when it was last worked out.
type field struct {
	code   *strings.Builder
	result bool
}

// isPageNumber tells of a field's text that says where on paper it stands, nothing of the matter.
func (f field) isPageNumber() bool {
	code, _, _ := strings.Cut(strings.TrimSpace(f.code.String()), " ")
	return f.result && slices.Contains([]string{"PAGE", "NUMPAGES", "SECTIONPAGES"}, strings.ToUpper(code))
}

// leftOut are elements whose text is not read: what another element repeats for old programs, text that has moved, comments.
var leftOut = []string{"Fallback", "moveFrom", "comment", "del"}

func (d *docx) start(e element) error {
	d.notice(e)
	if d.skip.skips(slices.Contains(leftOut, e.name) && d.mark == 0) {
		return nil
	}
	switch e.name {
	case "p":
		return d.begin()
	case "tr":
		return d.beginRow()
	case "tc":
		d.beginCell()
	case "pPr":
		d.mark++
	case "r":
		d.hidden = false
	case "vanish":
		if d.mark == 0 && isOn(e) {
			d.hidden = true
			d.found(Hidden)
		}
	case "t":
		d.inText = true
	case "instrText":
		d.inCode = true
	case "fldSimple":
		d.fields = append(d.fields, field{code: &strings.Builder{}, result: true})
		d.fields[len(d.fields)-1].code.WriteString(e.attr["instr"])
	case "fldChar":
		d.fieldChar(e.attr["fldCharType"])
	default:
		d.sign(e)
	}
	return nil
}

// isOn reads a switch that is on unless it says otherwise.
func isOn(e element) bool {
	return !slices.Contains([]string{"0", "false", "off", "none"}, e.attr["val"])
}

// notice counts what stands beside the text, also inside what is left out.
func (d *docx) notice(e element) {
	switch e.name {
	case "ins", "moveTo":
		d.found(Insertions)
	case "del", "moveFrom":
		d.found(Deletions)
	case "comment":
		d.found(Comments)
	case "txbxContent":
		if d.skip.depth == 0 {
			d.found(TextBoxes)
		}
	case "altChunk":
		d.found(Objects)
	}
}

// sign writes characters that are elements.
func (d *docx) sign(e element) {
	switch e.name {
	case "tab", "ptab":
		if d.mark == 0 {
			d.write("\t")
		}
	case "br", "cr":
		d.write("\n")
	case "noBreakHyphen":
		d.write("\u2011")
	case "sym":
		d.write("\uFFFD") // a sign of a symbol font: something stands here that has no letter
	}
}

func (d *docx) fieldChar(kind string) {
	switch kind {
	case "begin":
		d.fields = append(d.fields, field{code: &strings.Builder{}})
	case "separate":
		if n := len(d.fields); n > 0 {
			d.fields[n-1].result = true
		}
	case "end":
		if n := len(d.fields); n > 0 {
			d.fields = d.fields[:n-1]
		}
	}
}

func (d *docx) text(s string) {
	n := len(d.fields)
	switch {
	case d.skip.depth > 0 || d.hidden:
	case d.inCode && n > 0 && !d.fields[n-1].result:
		d.fields[n-1].code.WriteString(s)
	case d.inText && !slices.ContainsFunc(d.fields, field.isPageNumber):
		d.write(s)
	}
}

func (d *docx) end(name string) {
	if d.skip.skipsEnd() {
		return
	}
	switch name {
	case "p":
		d.flow.end()
		d.fields = slices.DeleteFunc(d.fields, field.isPageNumber) // one that is never closed must not swallow what follows
	case "tr":
		d.endRow()
	case "pPr":
		d.mark--
	case "t":
		d.inText = false
	case "instrText":
		d.inCode = false
	case "fldSimple":
		if n := len(d.fields); n > 0 {
			d.fields = d.fields[:n-1]
		}
	}
}

// title is the title in a core properties or OpenDocument meta part.
func (c *container) title(name string) (string, error) {
	part := c.find(name)
	if part == nil {
		return "", nil
	}
	t := &titleOf{}
	err := c.walk(part, t)
	return strings.TrimSpace(t.found.String()), err
}

type titleOf struct {
	in    bool
	found strings.Builder
}

func (t *titleOf) start(e element) error { t.in = e.name == "title"; return nil }
func (t *titleOf) end(string)            { t.in = false }
func (t *titleOf) text(s string) {
	if t.in {
		t.found.WriteString(s)
	}
}
