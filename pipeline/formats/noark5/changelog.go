package noark5

import (
	"errors"
	"fmt"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
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
	out   *markup.Stream
	count int
}

// NewChangeLogWriter writes to w.
func NewChangeLogWriter(w io.Writer) *ChangeLogWriter { return &ChangeLogWriter{w: w} }

// Write appends one change; a faulty one is an [*markup.ElementError] and leaves no trace.
func (c *ChangeLogWriter) Write(change Change) error {
	e := element{markup.NewElement("endring", fmt.Sprintf("endringslogg/endring[%d]", c.count+1))}
	e.id("referanseArkivenhet", change.Unit)
	e.Need("referanseMetadata", change.Metadata)
	e.act("endret", change.Changed)
	e.Need("tidligereVerdi", change.Before)
	e.Need("nyVerdi", change.After)
	if e.Err() != nil {
		return e.Err()
	}
	c.begin()
	c.out.Put(e.Element, 1)
	c.count++
	return c.out.Err()
}

func (c *ChangeLogWriter) begin() {
	if c.out != nil {
		return
	}
	c.out = markup.NewStream(c.w)
	c.out.Line(0, `<endringslogg xmlns="`+ChangeLogNamespace+`">`)
}

// Close ends the document and gives the number of changes. Without any it is [ErrEmpty], and nothing
// has been written.
func (c *ChangeLogWriter) Close() (int, error) {
	if c.count == 0 {
		return 0, ErrEmpty
	}
	c.out.Line(0, "</endringslogg>")
	return c.count, c.out.End()
}
