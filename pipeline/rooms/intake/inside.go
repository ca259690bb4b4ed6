package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mail/compound"
)

// contents is what lies inside a file and would be lost, or run, or fetched, without anybody having said so.
type contents struct {
	locked   bool
	macros   bool
	external int // links that load what they show from elsewhere
	comments int // of cells and paragraphs: a page of paper does not show them
	embedded int // objects and files within a document

	held *holding // what is a document of its own; nil where nothing is
}

// Limits of one look inside a document. What lies beyond them is not seen; identification has spoken.
const (
	mostMembers  = 10_000
	mostPart     = 32 << 20  // bytes of one XML part
	mostCompound = 128 << 20 // a compound file is read into memory
)

// Steady reads at places and remembers trouble of the disk, to tell it from what is wrong with the content.
type Steady struct {
	From io.ReaderAt
	Err  error // the last; nil where there was none
}

// ReadAt reads as From does.
func (s *Steady) ReadAt(b []byte, at int64) (int, error) {
	n, err := s.From.ReadAt(b, at)
	if err != nil && !errors.Is(err, io.EOF) {
		s.Err = err
	}
	return n, err
}

// inside looks into an identified file. Its error is trouble with reading; what cannot be understood has no contents, since identification has spoken.
func (r *Room) inside(file fs.File, size int64, f Format) (contents, error) {
	places, ok := file.(io.ReaderAt)
	if !ok {
		return contents{}, fmt.Errorf("the file cannot be read at places: %w", fs.ErrInvalid)
	}
	s := &Steady{From: places}
	_, line := r.policy.Judge(f.PUID, deposit.Date{})
	rule, _ := r.policy.Rule(line)
	head := make([]byte, 8)
	n, _ := s.ReadAt(head, 0) // a short file has a short head
	head = head[:n]
	var c contents
	switch {
	case rule.Converter == deposit.ConverterMail:
		c = insideLetter(s, size, f.PUID)
	case rule.Container:
		c = insideArchive(s, size)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		c = insideZip(s, size)
	case compound.Is(head) && size <= mostCompound && f.PUID != puidProtectedOffice:
		c = insideCompound(s, size)
	}
	return c, s.Err
}
