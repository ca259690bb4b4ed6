package noark5

import (
	"errors"
	"fmt"
	"io"
)

// ErrEmpty tells that a document without entries cannot be valid; the caller leaves the file out.
var ErrEmpty = errors.New("a document without entries cannot be valid")

// Change is endring, one changed metadata value. All fields are mandatory and not blank: the schema
// cannot express that a value was set for the first time or cleared.
type Change struct {
	Unit     string // systemID in this package's arkivstruktur (N5.62)
	Metadata string // element name
	Changed  Act
	Before   string
	After    string
}

// ChangeLogWriter streams endringslogg.xml (krav 6.4.28). Nothing is written before the first change.
type ChangeLogWriter struct {
	w     io.Writer
	out   *stream
	count int
}

// NewChangeLogWriter writes to w.
func NewChangeLogWriter(w io.Writer) *ChangeLogWriter { return &ChangeLogWriter{w: w} }

// Write appends one change; a faulty one is an [*ElementError] and leaves no trace.
func (c *ChangeLogWriter) Write(change Change) error {
	e := newElement("endring", fmt.Sprintf("endringslogg/endring[%d]", c.count+1))
	e.id("referanseArkivenhet", change.Unit)
	e.need("referanseMetadata", change.Metadata)
	e.act("endret", change.Changed)
	e.need("tidligereVerdi", change.Before)
	e.need("nyVerdi", change.After)
	if e.b.err != nil {
		return e.b.err
	}
	c.begin()
	c.out.put(e.el, 1)
	c.count++
	return c.out.err
}

func (c *ChangeLogWriter) begin() {
	if c.out != nil {
		return
	}
	c.out = newStream(c.w)
	c.out.line(0, `<endringslogg xmlns="`+ChangeLogNamespace+`">`)
}

// Close ends the document and gives the number of changes. Without any it is [ErrEmpty], and nothing
// has been written.
func (c *ChangeLogWriter) Close() (int, error) {
	if c.count == 0 {
		return 0, ErrEmpty
	}
	c.out.line(0, "</endringslogg>")
	return c.count, c.out.end()
}
