// Package markup is XML as the archival formats read and write it: bounded reading without document types, so that hostile documents fill no memory and reach
// for no file, and elements that are put together in memory, where the first fault is kept with its path, and written piece by piece.
//
// What is read is never quoted in an error, and neither is what is to be written: the values are personal data.
package markup

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
)

// Bounds limit what a [Scanner] holds in memory; foreign XML may be hostile.
type Bounds struct {
	Depth int // open elements
	Token int // bytes read for one tag or one text
	Nodes int // elements held at a time
	Text  int // bytes of text held at a time
}

// usual bounds leave room for any honest document and fit in small machines.
var usual = Bounds{Depth: 100, Token: 8 << 20, Nodes: 1 << 18, Text: 32 << 20}

// Faults of documents that are read.
var (
	ErrDoctype   = errors.New("document type declarations are refused")
	ErrMalformed = errors.New("not well-formed XML")
	ErrTooLarge  = errors.New("XML exceeds the bounds of the reader")
	ErrForeign   = errors.New("root element is another than expected")
)

// ReadError places a fault in the document that was read. It holds no contents.
type ReadError struct {
	Line int
	Err  error
}

// Error gives line and fault; it is safe to log.
func (e *ReadError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap gives the fault, [ErrDoctype] or another of its kind.
func (e *ReadError) Unwrap() error { return e.Err }

// Of a document that is read, no element has more attributes, and no name more bytes.
const (
	mostAttributes = 1 << 10
	longestName    = 1 << 10
)

// Scanner reads XML in UTF-8, within bounds and without document types. Its errors are [*ReadError] or those of the source. Not safe for concurrent use.
type Scanner struct {
	src   *xmltext.Scanner
	max   Bounds
	scope scope
	text  int // bytes of the text that is being read
	nodes int
	held  int
}

// NewScanner reads from r, within bounds that leave room for any honest document.
func NewScanner(r io.Reader) *Scanner { return NewBoundedScanner(r, usual) }

// NewBoundedScanner reads from r within these bounds.
func NewBoundedScanner(r io.Reader, max Bounds) *Scanner {
	limits := xmltext.Limits{Depth: max.Depth, Attributes: mostAttributes, Name: longestName, Tag: max.Token}
	return &Scanner{src: xmltext.NewUTF8(context.Background(), r, limits), max: max,
		scope: scope{spaces: map[string]string{"xml": "http://www.w3.org/XML/1998/namespace"}}}
}

// next finds the next token, [xmltext.Done] after the last. What it is, is asked of the source, before the next one.
func (s *Scanner) next() (xmltext.Kind, error) {
	kind, err := s.src.Next()
	if err != nil {
		return 0, readFault(err)
	}
	switch kind {
	case xmltext.Text:
		if s.text += len(s.src.Text()); s.text > s.max.Token {
			return 0, s.at(ErrTooLarge)
		}
	case xmltext.Start:
		s.text = 0
		s.scope.enter(s.src.Attrs())
	case xmltext.End:
		s.text = 0
		s.scope.leave()
	}
	return kind, nil
}

// Next gives the next start tag, end tag or piece of text, or io.EOF after the last. A text holds until the token behind it.
func (s *Scanner) Next() (xml.Token, error) {
	kind, err := s.next()
	switch {
	case err != nil:
		return nil, err
	case kind == xmltext.Start:
		return s.start(), nil
	case kind == xmltext.End:
		return xml.EndElement{Name: xml.Name{Local: s.src.Ended().Local}}, nil
	case kind == xmltext.Text:
		return xml.CharData(s.src.Text()), nil
	}
	return nil, io.EOF
}

// start is the start tag that was just read, its names with their namespaces as encoding/xml has them.
func (s *Scanner) start() xml.StartElement {
	name := s.src.Name()
	start := xml.StartElement{Name: xml.Name{Space: s.scope.of(name.Prefix), Local: name.Local}}
	attrs := s.src.Attrs()
	if len(attrs) == 0 {
		return start
	}
	start.Attr = make([]xml.Attr, len(attrs))
	for i, a := range attrs {
		start.Attr[i] = xml.Attr{Name: xml.Name{Local: a.Name.Local}, Value: string(a.Value)}
		if a.Name.Prefix != "" {
			start.Attr[i].Name.Space = s.scope.of(a.Name.Prefix)
		}
	}
	return start
}

// readFault keeps what the scanner says out of our errors, since it may quote names of the document.
func readFault(err error) error {
	var f *xmltext.Fault
	if !errors.As(err, &f) {
		return err
	}
	fault := &ReadError{Line: f.Line, Err: ErrTooLarge}
	switch f.Trouble {
	case xmltext.NotWellFormed, xmltext.CutShort:
		fault.Err = ErrMalformed
	case xmltext.Doctype:
		fault.Err = ErrDoctype
	}
	return fault
}

// at places an error on the current line.
func (s *Scanner) at(err error) error {
	line, _ := s.src.Here()
	return &ReadError{Line: line, Err: err}
}

// Root finds the first element and checks its local name.
func (s *Scanner) Root(name string) (xml.StartElement, error) {
	for {
		kind, err := s.next()
		switch {
		case err != nil:
			return xml.StartElement{}, err
		case kind == xmltext.Done:
			return xml.StartElement{}, s.at(ErrMalformed)
		case kind != xmltext.Start:
		case s.src.Name().Local != name:
			return xml.StartElement{}, s.at(ErrForeign)
		default:
			return s.start(), nil
		}
	}
}

// EachChild reads a document whose root has this local name and gives the children of the root, one in memory at a time. An error of visit ends the reading and
// is returned as it is.
func (s *Scanner) EachChild(root string, visit func(*Tree) error) error {
	if _, err := s.Root(root); err != nil {
		return err
	}
	for {
		kind, err := s.next()
		switch {
		case err != nil:
			return err
		case kind == xmltext.Done:
			return nil
		case kind != xmltext.Start:
			continue
		}
		child, err := s.Tree(s.start())
		if err != nil {
			return err
		}
		if err := visit(child); err != nil {
			return err
		}
	}
}

// Rest reads to the end of the document, so that faults after the part of interest are seen.
func (s *Scanner) Rest() error {
	for {
		kind, err := s.next()
		if err != nil || kind == xmltext.Done {
			return err
		}
	}
}

// scope is what the prefixes of the open elements stand for. A look takes as long with a hundred thousand declarations as with one.
type scope struct {
	spaces  map[string]string
	covered []binding // what inner declarations took the place of
	begun   []int     // for each open element, how many were covered before it
}

type binding struct {
	prefix, space string
	bound         bool // it stood for something
}

func (s *scope) enter(attrs []xmltext.Attr) {
	s.begun = append(s.begun, len(s.covered))
	for _, a := range attrs {
		switch {
		case a.Name.Prefix == "xmlns":
			s.bind(a.Name.Local, string(a.Value))
		case a.Name.Prefix == "" && a.Name.Local == "xmlns":
			s.bind("", string(a.Value))
		}
	}
}

func (s *scope) bind(prefix, space string) {
	before, bound := s.spaces[prefix]
	s.covered = append(s.covered, binding{prefix, before, bound})
	s.spaces[prefix] = space
}

func (s *scope) leave() {
	last := len(s.begun) - 1
	for _, b := range slices.Backward(s.covered[s.begun[last]:]) {
		if b.bound {
			s.spaces[b.prefix] = b.space
		} else {
			delete(s.spaces, b.prefix)
		}
	}
	s.covered, s.begun = s.covered[:s.begun[last]], s.begun[:last]
}

// of is the namespace of a prefix; one that stands for nothing is given as it is.
func (s *scope) of(prefix string) string {
	if space, bound := s.spaces[prefix]; bound {
		return space
	}
	return prefix
}
