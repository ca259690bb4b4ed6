package markup

import (
	"fmt"
	"slices"
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

// Element is an element under construction. Copies are the same element.
type Element struct {
	el *etree.Element
	b  *builder
}

// NewElement starts a fragment; top is its place in the document, for error texts.
func NewElement(name, top string) Element {
	return Element{el: etree.NewElement(name), b: &builder{top: top}}
}

// Add appends an empty child element, to be filled by the caller.
func (e Element) Add(name string) Element {
	return Element{el: e.el.CreateElement(name), b: e.b}
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
	e.el.CreateElement(name).SetText(value)
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

// Attr sets an attribute; a blank value is left out.
func (e Element) Attr(name, value string) {
	if Blank(value) {
		return
	}
	if !Holdable(value) {
		e.Fail("@"+name, FaultText)
		return
	}
	e.el.CreateAttr(name, value)
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
func (e Element) Empty() bool { return len(e.el.Child) == 0 }

// Has tells that the element has a child of that name.
func (e Element) Has(name string) bool { return e.el.SelectElement(name) != nil }

// Last gives the child that was appended last, if it has that name.
func (e Element) Last(name string) (Element, bool) {
	for _, token := range slices.Backward(e.el.Child) {
		if child, ok := token.(*etree.Element); ok {
			return Element{el: child, b: e.b}, child.Tag == name
		}
	}
	return Element{}, false
}

// path is worked out only when something is wrong.
func (e Element) path() string {
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
	return fmt.Sprintf("%s/%s[%d]", Element{el: parent, b: e.b}.path(), e.el.FullTag(), nth)
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
