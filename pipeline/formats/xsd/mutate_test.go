package xsd

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
)

// piece is an element of a document by its bytes, as the mutations see it.
type piece struct {
	from, to     int // the whole element
	tagEnd       int // after the start tag
	bodyEnd      int // before the end tag; equal to tagEnd for <a/>
	empty        bool
	name         string
	attrs        []xml.Attr
	parent       *piece
	kids         []*piece
	hasText      bool
	depth, index int
}

// dissect finds the elements of a document by their offsets, with the tokenizer of the standard library, so that
// the mutants owe nothing to the code that they try.
func dissect(doc []byte) []*piece {
	d := xml.NewDecoder(bytes.NewReader(doc))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	var all []*piece
	var top *piece
	for {
		from := int(d.InputOffset())
		tok, err := d.RawToken()
		if err != nil {
			return all
		}
		to := int(d.InputOffset())
		switch tok := tok.(type) {
		case xml.StartElement:
			if from == to {
				continue
			}
			p := &piece{from: from, tagEnd: to, parent: top, name: qualifiedName(tok.Name), attrs: tok.Copy().Attr}
			p.empty = doc[to-2] == '/'
			if top != nil {
				p.index, p.depth = len(top.kids), top.depth+1
				top.kids = append(top.kids, p)
			}
			all = append(all, p)
			top = p
		case xml.EndElement:
			top.bodyEnd, top.to = from, to
			top = top.parent
		case xml.CharData:
			if top != nil && strings.TrimSpace(string(tok)) != "" {
				top.hasText = true
			}
		}
	}
}

func qualifiedName(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// splice replaces doc[from:to].
func splice(doc []byte, from, to int, with string) []byte {
	out := make([]byte, 0, len(doc)+len(with))
	out = append(out, doc[:from]...)
	out = append(out, with...)
	return append(out, doc[to:]...)
}

// mutation changes one thing in a document; nil when the piece does not lend itself to it.
type mutation struct {
	name string
	make func(doc []byte, p *piece, all []*piece, r *rand.Rand) []byte
}

// The values that leaves get; most are wrong for most types, some are right for some.
var strangeValues = []string{
	"", "x", "-1", "0", "+7", "1.50", "01", "1e3", "INF", "true", "2020-02-30", "2020-02-29", "0000-01-01", "2021-13-01",
	"2020-01-01Z", "2020-01-01+15:00", "2020-01-01T24:00:00", "2020-01-01T24:00:01", "2020-01-01T10:00:00.5+01:00",
	" 2020-01-01 ", "a b", "a:b", "_id", "1id", "æøå", "http://x y", "http://[", "a#b#c", "%zz", "\t", "a\nb", "--",
	"99999999999999999999", "AIP", "NO", "nb", "SHA-256", "-", "ABC=", "QQ==", "a\u00a0b", "1999", "--12-31", "P1Y", "12:00:00",
}

var mutations = []mutation{
	{"delete", func(doc []byte, p *piece, _ []*piece, _ *rand.Rand) []byte {
		if p.parent == nil {
			return nil
		}
		return splice(doc, p.from, p.to, "")
	}},
	{"duplicate", func(doc []byte, p *piece, _ []*piece, _ *rand.Rand) []byte {
		if p.parent == nil {
			return nil
		}
		return splice(doc, p.to, p.to, string(doc[p.from:p.to]))
	}},
	{"triple", func(doc []byte, p *piece, _ []*piece, _ *rand.Rand) []byte {
		if p.parent == nil || p.to-p.from > 2000 {
			return nil
		}
		return splice(doc, p.to, p.to, strings.Repeat("\n"+string(doc[p.from:p.to]), 3))
	}},
	{"swap", swapNext},
	{"move", move},
	{"rename", func(doc []byte, p *piece, _ []*piece, _ *rand.Rand) []byte { return renamed(doc, p, p.name+"X") }},
	{"rename to another", func(doc []byte, p *piece, all []*piece, r *rand.Rand) []byte {
		return renamed(doc, p, all[r.IntN(len(all))].name)
	}},
	{"wrong namespace", func(doc []byte, p *piece, _ []*piece, _ *rand.Rand) []byte {
		if strings.Contains(p.name, ":") || hasAttr(p, "xmlns") {
			return nil
		}
		return splice(doc, p.from+1+len(p.name), p.from+1+len(p.name), ` xmlns="urn:other"`)
	}},
	{"no namespace", func(doc []byte, p *piece, _ []*piece, _ *rand.Rand) []byte {
		if strings.Contains(p.name, ":") || hasAttr(p, "xmlns") {
			return nil
		}
		return splice(doc, p.from+1+len(p.name), p.from+1+len(p.name), ` xmlns=""`)
	}},
	{"value", func(doc []byte, p *piece, _ []*piece, r *rand.Rand) []byte {
		if len(p.kids) > 0 || p.empty {
			return nil
		}
		return splice(doc, p.tagEnd, p.bodyEnd, strangeValues[r.IntN(len(strangeValues))])
	}},
	{"value spaced", func(doc []byte, p *piece, _ []*piece, _ *rand.Rand) []byte {
		if len(p.kids) > 0 || !p.hasText {
			return nil
		}
		return splice(doc, p.tagEnd, p.bodyEnd, "\n  "+string(doc[p.tagEnd:p.bodyEnd])+" ")
	}},
	{"stray text", func(doc []byte, p *piece, _ []*piece, _ *rand.Rand) []byte {
		if p.empty {
			return nil
		}
		return splice(doc, p.bodyEnd, p.bodyEnd, "stray")
	}},
	{"stray element", func(doc []byte, p *piece, _ []*piece, _ *rand.Rand) []byte {
		if p.empty {
			return nil
		}
		return splice(doc, p.tagEnd, p.tagEnd, "<stray/>")
	}},
	{"emptied", func(doc []byte, p *piece, _ []*piece, _ *rand.Rand) []byte {
		return splice(doc, p.tagEnd, p.bodyEnd, "")
	}},
	{"attribute value", attributeValue},
	{"attribute gone", attributeGone},
	{"attribute copied", attributeCopied},
	{"attribute unknown", func(doc []byte, p *piece, _ []*piece, _ *rand.Rand) []byte {
		return splice(doc, p.from+1+len(p.name), p.from+1+len(p.name), ` unknown="1"`)
	}},
	{"attribute foreign", func(doc []byte, p *piece, _ []*piece, _ *rand.Rand) []byte {
		return splice(doc, p.from+1+len(p.name), p.from+1+len(p.name), ` xmlns:f="urn:foreign" f:unknown="1"`)
	}},
	{"nil", func(doc []byte, p *piece, _ []*piece, _ *rand.Rand) []byte {
		return splice(doc, p.from+1+len(p.name), p.from+1+len(p.name), ` xmlns:i="`+instanceSpace+`" i:nil="true"`)
	}},
	{"type unknown", func(doc []byte, p *piece, _ []*piece, r *rand.Rand) []byte {
		typ := []string{"i:nothing", "s:string", "s:anyType", "s:integer"}[r.IntN(4)]
		return splice(doc, p.from+1+len(p.name), p.from+1+len(p.name),
			fmt.Sprintf(` xmlns:s="%s" xmlns:i="%s" i:type="%s"`, schemaSpace, instanceSpace, typ))
	}},
	{"harmless", func(doc []byte, p *piece, _ []*piece, _ *rand.Rand) []byte {
		if p.empty {
			return nil
		}
		return splice(doc, p.bodyEnd, p.bodyEnd, "<!-- c --><?p i?>")
	}},
	{"text as CDATA", func(doc []byte, p *piece, _ []*piece, _ *rand.Rand) []byte {
		if p.empty || len(p.kids) > 0 || bytes.ContainsAny(doc[p.tagEnd:p.bodyEnd], "<&") {
			return nil
		}
		return splice(doc, p.tagEnd, p.bodyEnd, "<![CDATA["+string(doc[p.tagEnd:p.bodyEnd])+"]]>")
	}},
	{"CDATA without characters", func(doc []byte, p *piece, _ []*piece, r *rand.Rand) []byte {
		if p.empty || r.IntN(8) > 0 {
			return nil
		}
		return splice(doc, p.bodyEnd, p.bodyEnd, "<![CDATA[]]>")
	}},
}

func hasAttr(p *piece, name string) bool {
	for _, a := range p.attrs {
		if qualifiedName(a.Name) == name {
			return true
		}
	}
	return false
}

func renamed(doc []byte, p *piece, name string) []byte {
	if p.parent == nil || name == p.name {
		return nil
	}
	if !p.empty {
		doc = splice(doc, p.bodyEnd+2, p.bodyEnd+2+len(p.name), name)
	}
	return splice(doc, p.from+1, p.from+1+len(p.name), name)
}

func swapNext(doc []byte, p *piece, _ []*piece, _ *rand.Rand) []byte {
	if p.parent == nil || p.index+1 >= len(p.parent.kids) {
		return nil
	}
	q := p.parent.kids[p.index+1]
	return splice(doc, p.from, q.to, string(doc[q.from:q.to])+string(doc[p.to:q.from])+string(doc[p.from:p.to]))
}

func move(doc []byte, p *piece, all []*piece, r *rand.Rand) []byte {
	q := all[r.IntN(len(all))]
	if p.parent == nil || q.empty || q.tagEnd > p.from && q.tagEnd <= p.to {
		return nil
	}
	text := string(doc[p.from:p.to])
	if q.tagEnd <= p.from {
		return splice(splice(doc, p.from, p.to, ""), q.tagEnd, q.tagEnd, text)
	}
	return splice(splice(doc, q.tagEnd, q.tagEnd, text), p.from, p.to, "")
}

// attributeAt finds the bytes of one attribute with its value.
func attributeAt(doc []byte, p *piece, r *rand.Rand) (from, valueFrom, to int, ok bool) {
	if len(p.attrs) == 0 {
		return 0, 0, 0, false
	}
	a := p.attrs[r.IntN(len(p.attrs))]
	name := qualifiedName(a.Name)
	if strings.HasPrefix(name, "xmlns") {
		return 0, 0, 0, false
	}
	tag := doc[p.from:p.tagEnd]
	i := bytes.Index(tag, []byte(name+"="))
	if i < 1 || !xmltext.IsSpace(tag[i-1]) {
		return 0, 0, 0, false
	}
	start := i + len(name) + 2
	end := bytes.IndexByte(tag[start:], tag[start-1])
	return p.from + i, p.from + start, p.from + start + end, end >= 0
}

func attributeValue(doc []byte, p *piece, _ []*piece, r *rand.Rand) []byte {
	_, from, to, ok := attributeAt(doc, p, r)
	if !ok {
		return nil
	}
	return splice(doc, from, to, strangeValues[r.IntN(len(strangeValues))])
}

func attributeGone(doc []byte, p *piece, _ []*piece, r *rand.Rand) []byte {
	from, _, to, ok := attributeAt(doc, p, r)
	if !ok {
		return nil
	}
	return splice(doc, from, to+1, "")
}

// attributeCopied gives an attribute the value of one of the same name elsewhere: that is how keys are broken.
func attributeCopied(doc []byte, p *piece, all []*piece, r *rand.Rand) []byte {
	from, valueFrom, to, ok := attributeAt(doc, p, r)
	if !ok {
		return nil
	}
	name := string(doc[from : valueFrom-2])
	for range 20 {
		for _, a := range all[r.IntN(len(all))].attrs {
			if qualifiedName(a.Name) == name && a.Value != string(doc[valueFrom:to]) && !strings.ContainsAny(a.Value, `<>&"'`) {
				return splice(doc, valueFrom, to, a.Value)
			}
		}
	}
	return nil
}

// mutant is a document with one thing changed.
type mutant struct {
	name string
	doc  []byte
}

// mutants makes up to count mutants of a document, the same ones for the same seed. What is not well-formed any
// more is left out: both sides refuse it before any schema is asked.
func mutants(s sample, count int, seed uint64) []mutant {
	r := rand.New(rand.NewPCG(seed, uint64(len(s.content))))
	all := dissect(s.content)
	if len(all) == 0 {
		return nil
	}
	var out []mutant
	for try := 0; len(out) < count && try < count*20; try++ {
		m := mutations[r.IntN(len(mutations))]
		p := all[r.IntN(len(all))]
		doc := m.make(s.content, p, all, r)
		if doc == nil || !wellFormed(doc) {
			continue
		}
		out = append(out, mutant{fmt.Sprintf("%s (%s of %s, number %d)", s.name, m.name, p.name, len(out)), doc})
	}
	return out
}

func wellFormed(doc []byte) bool {
	d := xml.NewDecoder(bytes.NewReader(doc))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for {
		if _, err := d.Token(); err != nil {
			return err == io.EOF
		}
	}
}
