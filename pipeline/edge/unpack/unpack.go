// Package unpack opens what lies in archives and letters by path and number (deposit.PartPath), as if it were a file: room intake, the workshop, the readers
// of text and the package all open parts in this one way, each time out of the source below inn/. Nothing is kept of what is opened: a document that goes
// with its letter leaves no copy behind, and a run that was killed has nothing to go on from. No name from an archive reaches the disk.
package unpack

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/archive"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mail"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mail/compound"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/intake"
)

// Sources is the sources below inn/ and what lies in them. It may be used by several goroutines at once.
type Sources struct {
	below  intake.Sources
	dir    string
	memory int64 // bytes of a part that is held in memory
}

var _ intake.Sources = (*Sources)(nil)

// New opens parts of what the sources open. What is too large for memory lies in dir, a private folder that is made when it is needed, while it is open.
func New(below intake.Sources, dir string) *Sources { return &Sources{below, dir, mostInMemory} }

// Open opens a file below inn/, or a part of one.
func (s *Sources) Open(path string) (file fs.File, err error) {
	container, n, ok := deposit.CutPart(path)
	if !ok {
		return s.below.Open(path)
	}
	holder, err := s.Open(container)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, holder.Close()) }()
	info, err := holder.Stat()
	if err != nil {
		return nil, err
	}
	places, ok := holder.(io.ReaderAt)
	if !ok {
		return nil, fs.ErrInvalid
	}
	r := &intake.Steady{From: places}
	file, err = s.part(r, info.Size(), n)
	if r.Err != nil { // trouble with the disk, whatever the reader of the archive made of it
		err = r.Err
	}
	if err != nil && file != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, err
}

// part opens the part with a number. An archive is known by its first bytes, and whatever is none is a letter; room intake tells them apart the same way.
func (s *Sources) part(r io.ReaderAt, size int64, n int) (fs.File, error) {
	if !archive.Is(r) {
		return attached(r, size, n)
	}
	a, err := archive.Read(r, size, archive.Limits{})
	if err != nil {
		return nil, intake.ErrDamaged
	}
	content, err := a.Open(n)
	if err != nil {
		return nil, intake.ErrDamaged
	}
	file, err := s.spooled(content, a.Files[n-1].Size)
	return file, errors.Join(err, content.Close())
}

func attached(r io.ReaderAt, size int64, n int) (fs.File, error) {
	head := make([]byte, 8)
	_, _ = r.ReadAt(head, 0) // a short file has a short head
	var l mail.Letter
	var err error
	if compound.Is(head) {
		l, err = mail.ReadMSG(r, size, mail.Limits{})
	} else {
		l, err = mail.ReadEML(io.NewSectionReader(r, 0, size), mail.Limits{})
	}
	parts := l.Parts()
	if err != nil || n > len(parts) {
		return nil, intake.ErrDamaged
	}
	return &inMemory{Reader: bytes.NewReader(parts[n-1].Content)}, nil
}

// mostInMemory is the bytes of a part that is held in memory. Each worker holds one or two.
const mostInMemory = 8 << 20

// spooled is the content in memory, or in a file without a name that anybody chose.
func (s *Sources) spooled(content io.Reader, size int64) (fs.File, error) {
	if size <= s.memory {
		data := make([]byte, size)
		if _, err := io.ReadFull(content, data); err != nil {
			return nil, intake.ErrDamaged
		}
		return &inMemory{Reader: bytes.NewReader(data)}, whole(content)
	}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return nil, diskError(err)
	}
	f, err := os.CreateTemp(s.dir, "del-*")
	if err != nil {
		return nil, diskError(err)
	}
	file := &onDisk{f}
	from := &steadyReader{r: content}
	_, err = io.Copy(f, from)
	if from.err != nil {
		return nil, errors.Join(intake.ErrDamaged, file.Close())
	}
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(diskError(err), file.Close())
	}
	return file, nil
}

// whole reads on behind the last byte: that is where a checksum is compared.
func whole(content io.Reader) error {
	var one [1]byte
	if _, err := io.ReadFull(content, one[:]); !errors.Is(err, io.EOF) {
		return intake.ErrDamaged
	}
	return nil
}

// steadyReader remembers the error of what it reads, to tell it from one of what is written.
type steadyReader struct {
	r   io.Reader
	err error
}

func (s *steadyReader) Read(b []byte) (int, error) {
	n, err := s.r.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// inMemory is a part that is held in memory.
type inMemory struct{ *bytes.Reader }

func (m *inMemory) Stat() (fs.FileInfo, error) { return about(m.Size()), nil }

func (m *inMemory) Close() error { return nil }

// onDisk is a part in a file that goes when it is closed. The identifier maps an *os.File into memory and copies anything else: it gets what it asks for by
// reading at places.
type onDisk struct{ *os.File }

func (d *onDisk) Close() error { return diskError(errors.Join(d.File.Close(), os.Remove(d.Name()))) }

func (d *onDisk) Stat() (fs.FileInfo, error) {
	info, err := d.File.Stat()
	if err != nil {
		return nil, diskError(err)
	}
	return about(info.Size()), nil
}

// about is what there is to say of a part: its size. What it is called was chosen by a stranger, and when it was made nobody knows.
type about int64

func (about) Name() string       { return "" }
func (a about) Size() int64      { return int64(a) }
func (about) Mode() fs.FileMode  { return 0o400 }
func (about) ModTime() time.Time { return time.Time{} }
func (about) IsDir() bool        { return false }
func (about) Sys() any           { return nil }

func diskError(err error) error {
	var path *fs.PathError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &path):
		err = path.Err
	}
	return &deposit.Error{Kind: deposit.Disk, Op: "unpack", Key: "disk", Err: err}
}
