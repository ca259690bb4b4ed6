package noark5

import (
	"errors"
	"fmt"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
)

// Errors of the order in which a writer is used.
var (
	ErrNoSeries = errors.New("no arkivdel has been started")
	ErrClosed   = errors.New("the writer is closed")
)

// StructureWriter streams arkivstruktur.xml. Use: NewStructureWriter, then for each arkivdel
// StartSeries and any number of WriteFolder, then Close. Memory is bounded by the largest folder.
// It is not safe for concurrent use.
//
// A value that cannot be written is an [*markup.ElementError]; nothing of that folder is written or counted
// then, and the writer can go on. A write error is final.
type StructureWriter struct {
	out    *markup.Stream
	counts Counts
	nth    int // folders written in this series
	open   bool
	closed bool
}

// NewStructureWriter begins the document with the root's own elements.
func NewStructureWriter(w io.Writer, a Archive) (*StructureWriter, error) {
	root := element{markup.NewElement("arkiv", "arkiv")}
	root.Attr("xmlns", StructureNamespace)
	root.Attr("xmlns:xsi", schemaInstance)
	root.Attr("xmlns:ppt", OwnNamespace)
	root.Attr("xsi:schemaLocation", StructureNamespace+" "+StructureSchema+" "+OwnNamespace+" "+OwnSchema) // krav 6.4.32
	root.archive(a)
	if root.Err() != nil {
		return nil, root.Err()
	}
	s := &StructureWriter{out: markup.NewStream(w)}
	s.out.Open(root.Element, 0)
	return s, s.out.Err()
}

// StartSeries begins an arkivdel, ending the one before.
func (s *StructureWriter) StartSeries(series Series) error {
	if s.closed {
		return ErrClosed
	}
	part := element{markup.NewElement("arkivdel", fmt.Sprintf("arkiv/arkivdel[%d]", s.counts.Series+1))}
	part.series(series)
	if part.Err() != nil {
		return part.Err()
	}
	s.endSeries()
	s.out.Open(part.Element, 1)
	s.open, s.nth = true, 0
	s.counts.Series++
	s.counts.rules(series.Disposal, series.Executed, series.Screening)
	return s.out.Err()
}

// WriteFolder appends one mappe with all that it holds.
func (s *StructureWriter) WriteFolder(f *Folder) error {
	switch {
	case s.closed:
		return ErrClosed
	case !s.open:
		return ErrNoSeries
	}
	folder := element{markup.NewElement("mappe", fmt.Sprintf("arkiv/arkivdel[%d]/mappe[%d]", s.counts.Series, s.nth+1))}
	folder.folder(f)
	if folder.Err() != nil {
		return folder.Err()
	}
	s.out.Put(folder.Element, 2)
	s.nth++
	s.counts.folder(f)
	return s.out.Err()
}

// Close ends the document and gives the counts. An archive without arkivdel is [ErrNoSeries]: the
// schema wants one. The underlying writer stays open.
func (s *StructureWriter) Close() (Counts, error) {
	if s.closed {
		return s.counts, ErrClosed
	}
	s.closed = true
	if s.counts.Series == 0 {
		return s.counts, ErrNoSeries
	}
	s.endSeries()
	s.out.Line(0, "</arkiv>")
	return s.counts, s.out.End()
}

func (s *StructureWriter) endSeries() {
	if s.open {
		s.out.Line(1, "</arkivdel>")
	}
	s.open = false
}
