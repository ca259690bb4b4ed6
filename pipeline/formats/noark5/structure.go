package noark5

import (
	"errors"
	"fmt"
	"io"
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
// A value that cannot be written is an [*ElementError]; nothing of that folder is written or counted
// then, and the writer can go on. A write error is final.
type StructureWriter struct {
	out    *stream
	counts Counts
	nth    int // folders written in this series
	open   bool
	closed bool
}

// NewStructureWriter begins the document with the root's own elements.
func NewStructureWriter(w io.Writer, a Archive) (*StructureWriter, error) {
	root := newElement("arkiv", "arkiv")
	root.attr("xmlns", StructureNamespace)
	root.attr("xmlns:xsi", schemaInstance)
	root.attr("xmlns:ppt", OwnNamespace)
	root.attr("xsi:schemaLocation", StructureNamespace+" "+StructureSchema+" "+OwnNamespace+" "+OwnSchema) // krav 6.4.32
	root.archive(a)
	if root.b.err != nil {
		return nil, root.b.err
	}
	s := &StructureWriter{out: newStream(w)}
	s.out.openTag(root.el, 0)
	return s, s.out.err
}

// StartSeries begins an arkivdel, ending the one before.
func (s *StructureWriter) StartSeries(series Series) error {
	if s.closed {
		return ErrClosed
	}
	part := newElement("arkivdel", fmt.Sprintf("arkiv/arkivdel[%d]", s.counts.Series+1))
	part.series(series)
	if part.b.err != nil {
		return part.b.err
	}
	s.endSeries()
	s.out.openTag(part.el, 1)
	s.open, s.nth = true, 0
	s.counts.Series++
	s.counts.rules(series.Disposal, series.Executed, series.Screening)
	return s.out.err
}

// WriteFolder appends one mappe with all that it holds.
func (s *StructureWriter) WriteFolder(f *Folder) error {
	switch {
	case s.closed:
		return ErrClosed
	case !s.open:
		return ErrNoSeries
	}
	folder := newElement("mappe", fmt.Sprintf("arkiv/arkivdel[%d]/mappe[%d]", s.counts.Series, s.nth+1))
	folder.folder(f)
	if folder.b.err != nil {
		return folder.b.err
	}
	s.out.put(folder.el, 2)
	s.nth++
	s.counts.folder(f)
	return s.out.err
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
	s.out.line(0, "</arkiv>")
	return s.counts, s.out.end()
}

func (s *StructureWriter) endSeries() {
	if s.open {
		s.out.line(1, "</arkivdel>")
	}
	s.open = false
}
