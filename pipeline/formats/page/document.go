package page

import (
	"bufio"
	"embed"
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"
	"unicode"
)

// Document is a page.
type Document struct {
	Lang     string // of the words: nb, nn, en
	Title    string
	Subtitle string
	Mark     string // stands in a band at the top and in the margin of every printed page; empty: nothing
	Skip     string // words of the link past the contents
	Contents string // heading of the contents
	Lead     []Block
	Sections []Section
	Foot     []string // last lines
}

// Section is a part of the page with a heading that the contents link to.
type Section struct {
	ID     string // letters, digits and hyphens, once in the document
	Title  string
	Blocks []Block
}

// Block is a building block: Text, Notice, Pairs, Table, Bars or Stacked.
type Block interface{ write(w *writer) error }

//go:embed page.html page.css
var files embed.FS

var templates = template.Must(template.New("").ParseFS(files, "page.html"))

// writer writes blocks; it keeps the first error of the output, so that rows need not ask for each.
type writer struct {
	*bufio.Writer
	named int // ids given out
}

// Write writes the document. Its error is the output's, or one that a table's rows returned.
func Write(to io.Writer, d Document) error {
	css, err := files.ReadFile("page.css")
	if err != nil {
		return err
	}
	w := &writer{Writer: bufio.NewWriterSize(to, 64<<10)}
	frame := struct {
		Document
		CSS, Margin template.CSS // our own file, and texts that cssText made harmless
	}{d, template.CSS(css), template.CSS(fmt.Sprintf("@page { @top-left { content: %s; } @bottom-left { content: %s; } }", cssText(d.Mark), cssText(d.Title)))}
	if err := w.fill("head", frame); err != nil {
		return err
	}
	if err := w.blocks(d.Lead); err != nil {
		return err
	}
	if err := w.fill("contents", d); err != nil {
		return err
	}
	for _, s := range d.Sections {
		if err := w.section(s); err != nil {
			return err
		}
	}
	if err := w.fill("foot", d); err != nil {
		return err
	}
	return w.Flush()
}

// cssText is a CSS string of the text: what is neither letter, digit, space nor beyond ASCII stands as its code point.
func cssText(text string) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, r := range text {
		if r == ' ' || r >= 0xa0 || r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			out.WriteRune(r)
		} else {
			fmt.Fprintf(&out, "\\%x ", r) // the space ends the escape
		}
	}
	out.WriteByte('"')
	return out.String()
}

func (w *writer) section(s Section) error {
	if err := w.fill("section", s); err != nil {
		return err
	}
	if err := w.blocks(s.Blocks); err != nil {
		return err
	}
	_, err := w.WriteString(sectionEnd)
	return err
}

func (w *writer) blocks(all []Block) error {
	for _, b := range all {
		if err := b.write(w); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) fill(name string, data any) error { return templates.ExecuteTemplate(w, name, data) }

// id is a new id in the document, for what points at something.
func (w *writer) id(kind string) string {
	w.named++
	return kind + "-" + strconv.Itoa(w.named)
}
