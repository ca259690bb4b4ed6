package xsd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
)

// Namespaces that the standard itself gives a meaning.
const (
	schemaSpace   = "http://www.w3.org/2001/XMLSchema"
	instanceSpace = "http://www.w3.org/2001/XMLSchema-instance"
	xmlSpace      = "http://www.w3.org/XML/1998/namespace"
	xmlnsSpace    = "http://www.w3.org/2000/xmlns/"
)

// Name is an expanded name.
type Name struct {
	// Space is the namespace name; empty for none.
	Space string
	// Local is the local part.
	Local string
}

// String writes {namespace}local, or only local where there is no namespace.
func (n Name) String() string {
	if n.Space == "" {
		return n.Local
	}
	return "{" + n.Space + "}" + n.Local
}

// SchemaError says why a schema cannot be used, and where.
type SchemaError struct {
	// File is the path in the file system given to [Load].
	File string
	// Line counts from one; zero when the file as a whole is meant.
	Line int
	// Clause is the rule of XML Schema 1.0 that is broken; empty when the construct is legal, but not supported here.
	Clause string
	// Reason says what is wrong, in English, for those who write schemas.
	Reason string
	// Err is the underlying error when a file could not be read.
	Err error
}

// Error gives file, line, reason and clause in one line.
func (e *SchemaError) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	b.WriteString(": " + e.Reason)
	if e.Clause != "" {
		b.WriteString(" (" + e.Clause + ")")
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap gives the error of the file system.
func (e *SchemaError) Unwrap() error { return e.Err }

// item is one element of a schema document.
type item struct {
	name   Name
	attrs  []itemAttr
	kids   []*item
	parent *item
	doc    *document
	line   int
	spaces []binding // declared here
}

type itemAttr struct {
	name  Name
	value string
}

// binding ties a prefix to a namespace.
type binding struct{ prefix, space string }

// maxSchemaItems bounds one schema document; the largest official one has some thousands.
const maxSchemaItems = 200_000

// readItems reads a schema document into a tree, without its annotations and texts.
func readItems(r io.Reader, doc *document) (*item, error) {
	s, err := newScanner(context.Background(), r, Limits{Depth: 128}.withDefaults())
	if err != nil {
		return nil, itemError(doc, err)
	}
	var root, top *item
	for count := 0; ; {
		kind, err := s.Next()
		if err != nil {
			return nil, itemError(doc, err)
		}
		switch kind {
		case xmltext.Done:
			return root, nil
		case xmltext.End:
			top = top.parent
		case xmltext.Text:
			if err := strayText(top, s.Text()); err != nil {
				return nil, err
			}
		case xmltext.Start:
			if count++; count > maxSchemaItems {
				return nil, &SchemaError{File: doc.file, Reason: "schema document with too many elements"}
			}
			next := &item{parent: top, doc: doc}
			next.line, _ = s.Position(0)
			if err := next.fill(s); err != nil {
				return nil, err
			}
			if top == nil {
				root = next
			} else {
				top.kids = append(top.kids, next)
			}
			top = next
		}
	}
}

func itemError(doc *document, err error) error {
	var fault *xmltext.Fault
	if errors.As(err, &fault) {
		return &SchemaError{File: doc.file, Line: fault.Line, Reason: "not well-formed: " + fault.Reason}
	}
	return &SchemaError{File: doc.file, Reason: "read schema", Err: err}
}

// strayText refuses text between the elements of the schema language (it may only stand in annotations).
func strayText(top *item, text []byte) error {
	if xmltext.AllSpace(text) {
		return nil
	}
	for it := top; it != nil; it = it.parent {
		if it.name == (Name{schemaSpace, "documentation"}) || it.name == (Name{schemaSpace, "appinfo"}) {
			return nil
		}
	}
	return top.fault("", "text between the elements of a schema")
}

func (it *item) fill(s *xmltext.Scanner) error {
	for _, a := range s.Attrs() {
		switch {
		case a.Name.Prefix == "xmlns":
			it.spaces = append(it.spaces, binding{a.Name.Local, string(a.Value)})
		case a.Name.Raw == "xmlns":
			it.spaces = append(it.spaces, binding{"", string(a.Value)})
		}
	}
	var ok bool
	if it.name, ok = it.resolve(s.Name().Prefix, s.Name().Local); !ok {
		return it.fault("", "prefix "+s.Name().Prefix+" is not bound")
	}
	for _, a := range s.Attrs() {
		if a.Name.Prefix == "xmlns" || a.Name.Raw == "xmlns" {
			continue
		}
		n := Name{Local: a.Name.Local}
		if a.Name.Prefix != "" {
			if n, ok = it.resolve(a.Name.Prefix, a.Name.Local); !ok {
				return it.fault("", "prefix "+a.Name.Prefix+" is not bound")
			}
		}
		if _, twice := it.lookup(n); twice {
			return it.fault("", "attribute "+n.String()+" twice")
		}
		it.attrs = append(it.attrs, itemAttr{n, string(a.Value)})
	}
	return nil
}

// resolve finds the namespace of a prefix at this place.
func (it *item) resolve(prefix, local string) (Name, bool) {
	for at := it; at != nil; at = at.parent {
		for _, b := range at.spaces {
			if b.prefix == prefix {
				return Name{b.space, local}, b.space != "" || prefix == ""
			}
		}
	}
	if prefix == "xml" {
		return Name{xmlSpace, local}, true
	}
	return Name{"", local}, prefix == ""
}

// fault makes a SchemaError at this element.
func (it *item) fault(clause, reason string) error {
	return &SchemaError{File: it.doc.file, Line: it.line, Clause: clause, Reason: reason}
}

func (it *item) lookup(n Name) (string, bool) {
	for _, a := range it.attrs {
		if a.name == n {
			return a.value, true
		}
	}
	return "", false
}

// attr gives the value of an attribute without namespace, white space collapsed.
func (it *item) attr(local string) (string, bool) {
	v, ok := it.lookup(Name{Local: local})
	return collapse(v), ok
}

func (it *item) attrOr(local, otherwise string) string {
	if v, ok := it.attr(local); ok {
		return v
	}
	return otherwise
}

// is says whether the element is xs:local.
func (it *item) is(local string) bool { return it.name.Space == schemaSpace && it.name.Local == local }

// child gives the first child of one of the names.
func (it *item) child(locals ...string) *item {
	for _, k := range it.kids {
		for _, local := range locals {
			if k.is(local) {
				return k
			}
		}
	}
	return nil
}

// qname resolves a QName written in an attribute (src-qname). A chameleon document means its new namespace
// by a name without prefix.
func (it *item) qname(value string) (Name, error) {
	prefix, local, ok := xmltext.SplitQName(value)
	if !ok {
		return Name{}, it.fault("src-resolve", "not a QName: "+value)
	}
	n, ok := it.resolve(prefix, local)
	if !ok {
		return Name{}, it.fault("src-resolve", "prefix "+prefix+" is not bound")
	}
	if n.Space == "" && it.doc.chameleon {
		n.Space = it.doc.target
	}
	return n, nil
}

// flag reads an xs:boolean attribute.
func (it *item) flag(local string) (bool, error) {
	switch v, ok := it.attr(local); {
	case !ok || v == "false" || v == "0":
		return false, nil
	case v == "true" || v == "1":
		return true, nil
	default:
		return false, it.fault("", local+" must be true or false")
	}
}
