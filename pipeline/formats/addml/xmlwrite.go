package addml

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/beevik/etree"
)

// Fault says what is wrong with a value. The value itself is never part of a message.
type Fault string

// The faults that a writer refuses.
const (
	FaultMissing  Fault = "mandatory value is missing"
	FaultText     Fault = "text holds a character that XML 1.0 cannot hold"
	FaultForm     Fault = "value does not have the form that the schema demands"
	FaultConflict Fault = "value contradicts another value of the same element"
	FaultOrder    Fault = "element comes out of order"
)

// ElementError names the element or attribute that cannot be written. Path is made of element names
// and positions (counted from 1 among siblings of the same name), never of contents.
type ElementError struct {
	Path  string
	Fault Fault
}

// Error gives the path and the fault; it is safe to log.
func (e *ElementError) Error() string { return e.Path + ": " + string(e.Fault) }

// builder collects the first fault found while an element is put together.
type builder struct {
	top string // what stands for the root in paths
	err error
}

// element is an element under construction.
type element struct {
	el *etree.Element
	b  *builder
}

// newElement starts a fragment; top is its place in the document, for error texts.
func newElement(name, top string) element {
	return element{el: etree.NewElement(name), b: &builder{top: top}}
}

// add appends an empty child element, to be filled by the caller.
func (e element) add(name string) element {
	return element{el: e.el.CreateElement(name), b: e.b}
}

// text appends a child with this text; blank text is no element at all (krav 6.4.5).
func (e element) text(name, value string) {
	if blank(value) {
		return
	}
	if !holdable(value) {
		e.fail(name, FaultText)
		return
	}
	e.el.CreateElement(name).SetText(value)
}

// need is text for a mandatory child.
func (e element) need(name, value string) {
	if blank(value) {
		e.fail(name, FaultMissing)
		return
	}
	e.text(name, value)
}

// attr sets an attribute; a blank value is left out.
func (e element) attr(name, value string) {
	if blank(value) {
		return
	}
	if !holdable(value) {
		e.fail("@"+name, FaultText)
		return
	}
	e.el.CreateAttr(name, value)
}

// needAttr is attr for a mandatory attribute.
func (e element) needAttr(name, value string) {
	if blank(value) {
		e.fail("@"+name, FaultMissing)
		return
	}
	e.attr(name, value)
}

// fail keeps the first fault, with its path.
func (e element) fail(name string, fault Fault) {
	if e.b.err == nil {
		e.b.err = &ElementError{Path: e.path() + "/" + name, Fault: fault}
	}
}

// path is worked out only when something is wrong.
func (e element) path() string {
	parent := e.el.Parent()
	if parent == nil {
		return e.b.top
	}
	nth := 1
	for _, sibling := range parent.SelectElements(e.el.Tag) {
		if sibling == e.el {
			break
		}
		nth++
	}
	return fmt.Sprintf("%s/%s[%d]", element{el: parent, b: e.b}.path(), e.el.FullTag(), nth)
}

// blank tells whether a value is nothing but white space in the XML sense.
func blank(s string) bool { return strings.Trim(s, " \t\r\n") == "" }

// holdable tells whether XML 1.0 can hold the text. Libraries replace what it cannot with U+FFFD,
// and an archive may not change data quietly.
func holdable(s string) bool {
	for i, r := range s {
		switch {
		case r == '\t', r == '\n', r == '\r':
		case r < 0x20, r == 0xFFFE, r == 0xFFFF:
			return false
		case r == utf8.RuneError:
			if _, width := utf8.DecodeRuneInString(s[i:]); width == 1 {
				return false
			}
		}
	}
	return true
}

// stream writes a document piece by piece and remembers the first write error.
type stream struct {
	w   *bufio.Writer
	err error
}

// bufferSize keeps system calls few without holding much of a document.
const bufferSize = 1 << 16

// newStream begins an XML document on w.
func newStream(w io.Writer) *stream {
	s := &stream{w: bufio.NewWriterSize(w, bufferSize)}
	s.raw(`<?xml version="1.0" encoding="UTF-8"?>`)
	return s
}

// raw writes text that is known to be good XML.
func (s *stream) raw(text string) {
	if s.err == nil {
		_, s.err = s.w.WriteString(text)
	}
}

// line writes a hand-made tag on a line of its own.
func (s *stream) line(depth int, tag string) {
	s.raw("\n" + strings.Repeat("  ", depth) + tag)
}

// put writes a finished element on lines of its own, indented for its depth in the document.
func (s *stream) put(el *etree.Element, depth int) {
	indent(el, depth)
	s.line(depth, "")
	if s.err == nil {
		el.WriteTo(s.w, &etree.WriteSettings{CanonicalText: true, CanonicalAttrVal: true})
		_, s.err = s.w.WriteString("") // bufio keeps the error of the writes before
	}
}

// end finishes the document; the underlying writer stays open.
func (s *stream) end() error {
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
