package markup

import (
	"fmt"
	"unicode/utf8"
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

// node is an element in memory: of its text or its children it has one.
type node struct {
	tag, text   string
	attributes  []attribute
	parent      *node
	first, last *node // children
	next        *node // sibling
}

type attribute struct{ name, value string }

// slab is how many nodes are made at a time: a folder has some hundreds, a file of METS or PREMIS a dozen.
const slab = 32

// builder makes the nodes of one fragment, and collects the first fault found while they are put together.
type builder struct {
	top  string // what stands for the root in paths
	err  error
	free []node
}

func (b *builder) node(tag string, parent *node) *node {
	if len(b.free) == 0 {
		b.free = make([]node, slab)
	}
	n := &b.free[0]
	b.free = b.free[1:]
	n.tag, n.parent = tag, parent
	return n
}

// Element is an element under construction. Copies are the same element.
type Element struct {
	n *node
	b *builder
}

// NewElement starts a fragment; top is its place in the document, for error texts.
func NewElement(name, top string) Element {
	b := &builder{top: top}
	return Element{b.node(name, nil), b}
}

// Add appends an empty child element, to be filled by the caller.
func (e Element) Add(name string) Element {
	child := e.b.node(name, e.n)
	if e.n.last == nil {
		e.n.first = child
	} else {
		e.n.last.next = child
	}
	e.n.last = child
	return Element{child, e.b}
}

// Text appends a child with this text; blank text is no element at all (krav 6.4.5).
func (e Element) Text(name, value string) {
	if Blank(value) {
		return
	}
	if !Holdable(value) {
		e.Fail(name, FaultText)
		return
	}
	e.Add(name).n.text = value
}

// Texts appends one child per value that is not blank.
func (e Element) Texts(name string, values []string) {
	for _, v := range values {
		e.Text(name, v)
	}
}

// Need is Text for a mandatory child.
func (e Element) Need(name, value string) {
	if Blank(value) {
		e.Fail(name, FaultMissing)
		return
	}
	e.Text(name, value)
}

// Attr sets an attribute, which stands where it was set first; a blank value is left out.
func (e Element) Attr(name, value string) {
	if Blank(value) {
		return
	}
	if !Holdable(value) {
		e.Fail("@"+name, FaultText)
		return
	}
	for i := range e.n.attributes {
		if e.n.attributes[i].name == name {
			e.n.attributes[i].value = value
			return
		}
	}
	e.n.attributes = append(e.n.attributes, attribute{name, value})
}

// NeedAttr is Attr for a mandatory attribute.
func (e Element) NeedAttr(name, value string) {
	if Blank(value) {
		e.Fail("@"+name, FaultMissing)
		return
	}
	e.Attr(name, value)
}

// Fail keeps the first fault, with its path.
func (e Element) Fail(name string, fault Fault) {
	if e.b.err == nil {
		e.b.err = &ElementError{Path: e.path() + "/" + name, Fault: fault}
	}
}

// Err is the first fault of the fragment that the element belongs to, an [*ElementError]; nil while all is well.
func (e Element) Err() error { return e.b.err }

// Empty tells that nothing has been put into the element, attributes aside.
func (e Element) Empty() bool { return e.n.first == nil && e.n.text == "" }

// Has tells that the element has a child of that name.
func (e Element) Has(name string) bool {
	for n := e.n.first; n != nil; n = n.next {
		if n.tag == name {
			return true
		}
	}
	return false
}

// Last gives the child that was appended last, if it has that name.
func (e Element) Last(name string) (Element, bool) {
	if e.n.last == nil || e.n.last.tag != name {
		return Element{}, false
	}
	return Element{e.n.last, e.b}, true
}

// path is worked out only when something is wrong.
func (e Element) path() string {
	if e.n.parent == nil {
		return e.b.top
	}
	nth := 1
	for sibling := e.n.parent.first; sibling != e.n; sibling = sibling.next {
		if sibling.tag == e.n.tag {
			nth++
		}
	}
	return fmt.Sprintf("%s/%s[%d]", Element{e.n.parent, e.b}.path(), e.n.tag, nth)
}

// Blank tells whether a value is nothing but white space in the XML sense.
func Blank(s string) bool {
	for i := range len(s) {
		if c := s[i]; c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return false
		}
	}
	return true
}

// Holdable tells whether XML 1.0 can hold the text (production Char). Libraries replace what it cannot with U+FFFD,
// and an archive may not change data quietly.
func Holdable(s string) bool {
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
