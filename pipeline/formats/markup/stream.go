package markup

import (
	"bufio"
	"io"
	"strings"

	"github.com/beevik/etree"
)

// Stream writes a document piece by piece and remembers the first write error, after which it writes nothing more. Not safe for concurrent use.
type Stream struct {
	w   *bufio.Writer
	err error
}

// bufferSize keeps system calls few without holding much of a document.
const bufferSize = 1 << 16

// NewStream begins an XML document on w.
func NewStream(w io.Writer) *Stream {
	s := &Stream{w: bufio.NewWriterSize(w, bufferSize)}
	s.raw(`<?xml version="1.0" encoding="UTF-8"?>`)
	return s
}

// raw writes text that is known to be good XML.
func (s *Stream) raw(text string) {
	if s.err == nil {
		_, s.err = s.w.WriteString(text)
	}
}

// Line writes a hand-made tag on a line of its own.
func (s *Stream) Line(depth int, tag string) {
	s.raw("\n" + strings.Repeat("  ", depth) + tag)
}

// Put writes a finished element on lines of its own, indented for its depth in the document. The element is not to be used afterwards.
func (s *Stream) Put(e Element, depth int) { s.put(e.el, depth) }

// PutChildren writes what e holds, without e itself.
func (s *Stream) PutChildren(e Element, depth int) {
	for _, child := range e.el.ChildElements() {
		s.put(child, depth)
	}
}

func (s *Stream) put(el *etree.Element, depth int) {
	indent(el, depth)
	s.Line(depth, "")
	if s.err == nil {
		el.WriteTo(s.w, &etree.WriteSettings{CanonicalText: true, CanonicalAttrVal: true})
		_, s.err = s.w.WriteString("") // bufio keeps the error of the writes before
	}
}

// Open writes the start tag of e and its children, leaving it open.
func (s *Stream) Open(e Element, depth int) {
	el := e.el
	bare := etree.NewElement(el.FullTag())
	bare.Attr = el.Attr
	var tag strings.Builder
	bare.WriteTo(&tag, &etree.WriteSettings{CanonicalEndTags: true, CanonicalAttrVal: true})
	s.Line(depth, strings.TrimSuffix(tag.String(), "</"+el.FullTag()+">"))
	s.PutChildren(e, depth+1)
}

// Err is the first write error.
func (s *Stream) Err() error { return s.err }

// End finishes the document; the underlying writer stays open.
func (s *Stream) End() error {
	s.raw("\n")
	if s.err == nil {
		s.err = s.w.Flush()
	}
	return s.err
}

// indent lays out el as if it stood depth levels down: etree counts levels from the element that it
// is asked to indent, so el is hung below that many empty ones first.
func indent(el *etree.Element, depth int) {
	top := etree.NewElement("top")
	at := top
	for range depth - 1 {
		at = at.CreateElement("level")
	}
	if depth > 0 {
		at.AddChild(el)
	} else {
		top = el
	}
	settings := etree.NewIndentSettings()
	settings.Spaces, settings.PreserveLeafWhitespace = 2, true
	top.IndentWithSettings(settings)
}
