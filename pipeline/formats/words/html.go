package words

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// HTML is the text of marked-up text, such as the body of a letter.
func HTML(markup string) string {
	text, err := htmlText(markup, DefaultLimits())
	if err != nil {
		return ""
	}
	return text.Body
}

// ofHTML reads a page; its charset is what it declares, else as [decode] judges.
func ofHTML(s Source, limits Limits) (Text, error) {
	raw, err := io.ReadAll(s.Section())
	if err != nil {
		return Text{}, Unreadable
	}
	codec, _, certain := charset.DetermineEncoding(raw[:min(len(raw), 1024)], "")
	if !certain {
		codec = nil
	}
	markup, err := decode(raw, codec)
	if err != nil {
		return Text{}, err
	}
	return htmlText(markup, limits)
}

// unseen are elements whose content nobody sees.
var unseen = []string{"script", "style", "template"}

// objects show what is not text; text that stands in for it is read.
var objects = []string{"object", "embed", "iframe", "svg", "math", "canvas", "video", "audio"}

// blocks begin and end a paragraph.
var blocks = strings.Fields("address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 " +
	"header hr html legend li main menu nav ol optgroup p pre section summary table tbody tfoot thead ul")

// voids have no end tag.
var voids = strings.Fields("area base br col embed hr img input link meta param source track wbr")

// page reads marked-up text tag by tag, so that no depth of it costs anything.
type page struct {
	*flow
	title   strings.Builder
	inTitle bool
	unseen  string // the element that is left out
	depth   int    // of it in itself
}

func htmlText(markup string, limits Limits) (Text, error) {
	p := &page{flow: newFlow(limits)}
	z := html.NewTokenizer(strings.NewReader(markup))
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			if z.Err() != io.EOF || p.unseen != "" {
				return Text{}, Unreadable // something left out has no end: the rest may be meant to be read
			}
			t := p.result()
			t.Title = strings.TrimSpace(p.title.String())
			return t, nil
		case html.TextToken:
			p.text(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			if err := p.start(z.Token(), kind == html.SelfClosingTagToken); err != nil {
				return Text{}, err
			}
		case html.EndTagToken:
			p.end(z.Token().Data)
		}
	}
}

// text writes text; white space is one space.
func (p *page) text(raw string) {
	if p.unseen != "" {
		return
	}
	if p.inTitle {
		p.title.WriteString(raw)
		return
	}
	p.write(strings.Map(oneSpace, raw))
}

func (p *page) start(t html.Token, closed bool) error {
	name := t.Data
	if p.unseen != "" {
		if name == p.unseen && !closed {
			p.depth++
		}
		return nil
	}
	if !closed && p.isUnseen(t) {
		p.unseen, p.depth = name, 1
		return nil
	}
	switch name {
	case "title":
		p.inTitle = true
	case "br":
		p.write("\n")
	case "img", "input":
		p.picture(t)
	case "tr":
		p.flow.end()
		return p.beginRow()
	case "td", "th":
		p.beginCell()
	default:
		if slices.Contains(blocks, name) {
			p.flow.end()
		}
	}
	return nil
}

// isUnseen tells whether an element is not shown. Text that its author hides is counted.
func (p *page) isUnseen(t html.Token) bool {
	if slices.Contains(unseen, t.Data) {
		return true
	}
	if slices.Contains(objects, t.Data) {
		p.found(Objects)
	}
	if slices.Contains(voids, t.Data) {
		return false
	}
	for _, a := range t.Attr {
		style := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
		if a.Key == "hidden" || a.Key == "style" && (strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")) {
			p.found(Hidden)
			return true
		}
	}
	return false
}

// picture counts one; what it shows is only in the page when it lies in its address.
func (p *page) picture(t html.Token) {
	for _, a := range t.Attr {
		if a.Key != "src" {
			continue
		}
		p.found(Pictures)
		if strings.HasPrefix(a.Val, "data:") {
			sum := sha256.Sum256([]byte(a.Val))
			p.sums[Pictures] = append(p.sums[Pictures], hex.EncodeToString(sum[:]))
		}
	}
}

func (p *page) end(name string) {
	if p.unseen != "" {
		if name == p.unseen {
			if p.depth--; p.depth == 0 {
				p.unseen = ""
			}
		}
		return
	}
	switch {
	case name == "title":
		p.inTitle = false
	case name == "tr":
		p.endRow()
	case slices.Contains(blocks, name):
		p.flow.end()
	}
}
