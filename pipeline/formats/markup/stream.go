package markup

import (
	"bufio"
	"io"
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
	s.line(depth)
	s.raw(tag)
}

// lineBreak is followed by the indentation of the deepest element that our documents have, and of some more.
const lineBreak = "\n" + "                                        "

// line begins a line. What is deeper than any document stands no further in.
func (s *Stream) line(depth int) { s.raw(lineBreak[:min(1+2*depth, len(lineBreak))]) }

// Put writes a finished element on lines of its own, indented for its depth in the document.
func (s *Stream) Put(e Element, depth int) { s.put(e.n, depth) }

// PutChildren writes what e holds, without e itself.
func (s *Stream) PutChildren(e Element, depth int) {
	for n := e.n.first; n != nil; n = n.next {
		s.put(n, depth)
	}
}

// put writes the element with all below it. A text stands as it is, without a line of its own.
func (s *Stream) put(n *node, depth int) {
	s.line(depth)
	s.tag(n)
	if n.text == "" && n.first == nil {
		s.raw("/>")
		return
	}
	s.raw(">")
	s.escaped(n.text, &inText)
	for child := n.first; child != nil; child = child.next {
		s.put(child, depth+1)
	}
	if n.first != nil {
		s.line(depth)
	}
	s.raw("</")
	s.raw(n.tag)
	s.raw(">")
}

// Open writes the start tag of e and its children, leaving it open.
func (s *Stream) Open(e Element, depth int) {
	s.line(depth)
	s.tag(e.n)
	s.raw(">")
	s.PutChildren(e, depth+1)
}

// tag writes a start tag but for its end.
func (s *Stream) tag(n *node) {
	s.raw("<")
	s.raw(n.tag)
	for _, a := range n.attributes {
		s.raw(" ")
		s.raw(a.name)
		s.raw(`="`)
		s.escaped(a.value, &inAttribute)
		s.raw(`"`)
	}
}

// What stands for a character, by that character: what would be markup, and what a reader would change (XML 1.0, 2.11 and 3.3.3), as Canonical XML has it.
var (
	inText      = escapes{'&': "&amp;", '<': "&lt;", '>': "&gt;", '\r': "&#xD;"}
	inAttribute = escapes{'&': "&amp;", '<': "&lt;", '"': "&quot;", '\t': "&#x9;", '\n': "&#xA;", '\r': "&#xD;"}
)

type escapes ['>' + 1]string

// escaped writes a text that XML can hold.
func (s *Stream) escaped(text string, by *escapes) {
	from := 0
	for i := range len(text) {
		if c := text[i]; c <= '>' && by[c] != "" {
			s.raw(text[from:i])
			s.raw(by[c])
			from = i + 1
		}
	}
	s.raw(text[from:])
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
