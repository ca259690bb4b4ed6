package addml

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// bounds limit what a reader holds in memory; foreign XML may be hostile.
type bounds struct {
	depth int // open elements
	token int // bytes read for one tag or one text
	nodes int // elements held at a time
	text  int // bytes of text held at a time
}

// usual bounds leave room for any honest document and fit in small machines.
var usual = bounds{depth: 100, token: 8 << 20, nodes: 1 << 18, text: 32 << 20}

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

// Unwrap gives the fault, one of the errors of this package.
func (e *ReadError) Unwrap() error { return e.Err }

// allowance passes on at most left bytes, so that one endless token cannot fill the memory.
type allowance struct {
	r    io.Reader
	left int
	err  error // of the source, other than the end
}

// Read implements io.Reader.
func (a *allowance) Read(p []byte) (int, error) {
	if a.left <= 0 {
		return 0, ErrTooLarge
	}
	if len(p) > a.left {
		p = p[:a.left]
	}
	n, err := a.r.Read(p)
	a.left -= n
	if err != nil && !errors.Is(err, io.EOF) {
		a.err = err
	}
	return n, err
}

// scanner is an xml.Decoder with bounds, and without document types.
type scanner struct {
	dec   *xml.Decoder
	src   *allowance
	max   bounds
	depth int
	nodes int
	held  int
}

// newScanner reads from r.
func newScanner(r io.Reader) *scanner {
	src := &allowance{r: r}
	return &scanner{dec: xml.NewDecoder(src), src: src, max: usual}
}

// next gives the next token, or io.EOF after the last.
func (s *scanner) next() (xml.Token, error) {
	s.src.left = s.max.token
	tok, err := s.dec.Token()
	if err != nil {
		return nil, s.fault(err)
	}
	switch tok.(type) {
	case xml.Directive:
		return nil, s.at(ErrDoctype)
	case xml.StartElement:
		s.depth++
		if s.depth > s.max.depth {
			return nil, s.at(ErrTooLarge)
		}
	case xml.EndElement:
		s.depth--
	}
	return tok, nil
}

// fault keeps decoder messages out of ours, since they may quote the document.
func (s *scanner) fault(err error) error {
	switch {
	case s.src.err != nil:
		return s.src.err
	case errors.Is(err, io.EOF):
		return io.EOF
	case errors.Is(err, ErrTooLarge):
		return s.at(ErrTooLarge)
	}
	return s.at(ErrMalformed)
}

// at places an error on the current line.
func (s *scanner) at(err error) error {
	line, _ := s.dec.InputPos()
	return &ReadError{Line: line, Err: err}
}

// root finds the first element and checks its local name.
func (s *scanner) root(name string) (xml.StartElement, error) {
	for {
		tok, err := s.next()
		if errors.Is(err, io.EOF) {
			return xml.StartElement{}, s.at(ErrMalformed)
		}
		if err != nil {
			return xml.StartElement{}, err
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if start.Name.Local != name {
			return xml.StartElement{}, s.at(ErrForeign)
		}
		return start, nil
	}
}

// tree is one element held in memory with all below it.
type tree struct {
	xml.StartElement
	text string
	kids []*tree
}

// tree reads the element that start opened, within bounds.
func (s *scanner) tree(start xml.StartElement) (*tree, error) {
	s.nodes, s.held = 0, 0
	return s.grow(start)
}

func (s *scanner) grow(start xml.StartElement) (*tree, error) {
	if s.nodes++; s.nodes > s.max.nodes {
		return nil, s.at(ErrTooLarge)
	}
	t := &tree{StartElement: start}
	var text strings.Builder
	for {
		tok, err := s.next()
		if err != nil {
			return nil, s.cut(err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			kid, err := s.grow(tok)
			if err != nil {
				return nil, err
			}
			t.kids = append(t.kids, kid)
		case xml.CharData:
			if s.held += len(tok); s.held > s.max.text {
				return nil, s.at(ErrTooLarge)
			}
			text.Write(tok)
		case xml.EndElement:
			t.text = text.String()
			return t, nil
		}
	}
}

// cut makes an end of file inside an element a fault.
func (s *scanner) cut(err error) error {
	if errors.Is(err, io.EOF) {
		return s.at(ErrMalformed)
	}
	return err
}

// rest reads to the end of the document, so that faults after the part of interest are seen.
func (s *scanner) rest() error {
	for {
		_, err := s.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// kid gives the first child of that local name, or an empty tree.
func (t *tree) kid(name string) *tree {
	for _, k := range t.kids {
		if k.Name.Local == name {
			return k
		}
	}
	return &tree{}
}

// all gives the children of that local name.
func (t *tree) all(name string) []*tree {
	var found []*tree
	for _, k := range t.kids {
		if k.Name.Local == name {
			found = append(found, k)
		}
	}
	return found
}

// val gives the text of the first child of that name.
func (t *tree) val(name string) string { return t.kid(name).text }

// attribute gives an attribute by local name, whatever its namespace.
func attribute(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
