// Package markup is XML as the archival formats read and write it: bounded reading without document types, so that hostile documents fill no memory and reach
// for no file, and elements that are put together in memory, where the first fault is kept with its path, and written piece by piece.
//
// What is read is never quoted in an error, and neither is what is to be written: the values are personal data.
package markup

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
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

// Scanner is an xml.Decoder with bounds, and without document types. Its errors are [*ReadError] or those of the source. Not safe for concurrent use.
type Scanner struct {
	dec   *xml.Decoder
	src   *allowance
	max   Bounds
	depth int
	nodes int
	held  int
}

// NewScanner reads from r, within bounds that leave room for any honest document.
func NewScanner(r io.Reader) *Scanner { return NewBoundedScanner(r, usual) }

// NewBoundedScanner reads from r within these bounds.
func NewBoundedScanner(r io.Reader, max Bounds) *Scanner {
	src := &allowance{r: r}
	return &Scanner{dec: xml.NewDecoder(src), src: src, max: max}
}

// Next gives the next token, or io.EOF after the last.
func (s *Scanner) Next() (xml.Token, error) {
	s.src.left = s.max.Token
	tok, err := s.dec.Token()
	if err != nil {
		return nil, s.fault(err)
	}
	switch tok.(type) {
	case xml.Directive:
		return nil, s.at(ErrDoctype)
	case xml.StartElement:
		s.depth++
		if s.depth > s.max.Depth {
			return nil, s.at(ErrTooLarge)
		}
	case xml.EndElement:
		s.depth--
	}
	return tok, nil
}

// fault keeps decoder messages out of ours, since they may quote the document.
func (s *Scanner) fault(err error) error {
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
func (s *Scanner) at(err error) error {
	line, _ := s.dec.InputPos()
	return &ReadError{Line: line, Err: err}
}

// Root finds the first element and checks its local name.
func (s *Scanner) Root(name string) (xml.StartElement, error) {
	for {
		tok, err := s.Next()
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

// Cut makes io.EOF inside an element a fault; other errors pass unchanged.
func (s *Scanner) Cut(err error) error {
	if errors.Is(err, io.EOF) {
		return s.at(ErrMalformed)
	}
	return err
}

// EachChild reads a document whose root has this local name and gives the children of the root, one in memory at a time. An error of visit ends the reading and
// is returned as it is.
func (s *Scanner) EachChild(root string, visit func(*Tree) error) error {
	if _, err := s.Root(root); err != nil {
		return err
	}
	for {
		tok, err := s.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		child, err := s.Tree(start)
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
		_, err := s.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
