package tiff

import (
	"encoding/binary"
	"fmt"
	"io"
)

// File is the pages of a file, in the order of its directories.
type File struct {
	Pages []*Page
	// Passed is the directories that are no pages: thumbnails and masks of another page.
	Passed int
}

const (
	headerSize = 8
	entrySize  = 12
	mostValues = 1 << 20 // values of a field: strips of the largest page, row by row
)

// source is the file's bytes with their order.
type source struct {
	r     io.ReaderAt
	size  int64
	order binary.ByteOrder
}

// Open reads the directories of a file, and no pixels.
func Open(r io.ReaderAt, size int64, limits Limits) (*File, error) {
	limits = limits.completed()
	s := &source{r: r, size: size}
	head, err := s.read(0, headerSize)
	if err != nil {
		return nil, err
	}
	switch string(head[:2]) {
	case "II":
		s.order = binary.LittleEndian
	case "MM":
		s.order = binary.BigEndian
	default:
		return nil, fmt.Errorf("%w: no byte order", ErrDamaged)
	}
	switch version := s.order.Uint16(head[2:]); version {
	case 42:
	case 43:
		return nil, fmt.Errorf("%w: BigTIFF", ErrUnsupported)
	default:
		return nil, fmt.Errorf("%w: version %d", ErrDamaged, version)
	}
	return s.walk(int64(s.order.Uint32(head[4:])), limits)
}

// walk follows the chain of directories, each once.
func (s *source) walk(at int64, limits Limits) (*File, error) {
	f := &File{}
	seen := map[int64]bool{}
	for at != 0 {
		if seen[at] {
			return nil, fmt.Errorf("%w: the directories lead in a circle", ErrDamaged)
		}
		seen[at] = true
		if len(seen) > limits.Pages {
			return nil, fmt.Errorf("%w: more than %d pages", ErrTooLarge, limits.Pages)
		}
		fields, next, err := s.directory(at)
		if err != nil {
			return nil, fmt.Errorf("directory %d: %w", len(seen), err)
		}
		if page, err := newPage(s, fields, limits); err != nil {
			return nil, fmt.Errorf("page %d: %w", len(seen), err)
		} else if page == nil {
			f.Passed++
		} else {
			f.Pages = append(f.Pages, page)
		}
		at = next
	}
	if len(f.Pages) == 0 {
		return nil, fmt.Errorf("%w: no page", ErrDamaged)
	}
	return f, nil
}

// field is an entry of a directory.
type field struct {
	kind  uint16
	count uint32
	value [4]byte
}

func (s *source) directory(at int64) (map[uint16]field, int64, error) {
	head, err := s.read(at, 2)
	if err != nil {
		return nil, 0, err
	}
	n := int(s.order.Uint16(head))
	body, err := s.read(at+2, n*entrySize)
	if err != nil {
		return nil, 0, err
	}
	fields := make(map[uint16]field, n)
	for i := range n {
		e := body[i*entrySize:]
		fields[s.order.Uint16(e)] = field{s.order.Uint16(e[2:]), s.order.Uint32(e[4:]), [4]byte(e[8:12])}
	}
	end := at + 2 + int64(n*entrySize)
	tail, err := s.read(end, 4)
	if err != nil { // writers have been seen that leave the last link out
		return fields, 0, nil
	}
	return fields, int64(s.order.Uint32(tail)), nil
}

// Types of fields (TIFF 6.0, section 2).
const (
	typeByte      = 1
	typeShort     = 3
	typeLong      = 4
	typeRational  = 5
	typeUndefined = 7
)

func sizeOf(kind uint16) int {
	switch kind {
	case typeByte, typeUndefined:
		return 1
	case typeShort:
		return 2
	case typeLong:
		return 4
	case typeRational:
		return 8
	}
	return 0
}

// bytes is a field's values as they stand in the file.
func (s *source) bytes(f field) ([]byte, error) {
	size := sizeOf(f.kind)
	if size == 0 || f.count > mostValues {
		return nil, fmt.Errorf("%w: a field of type %d with %d values", ErrDamaged, f.kind, f.count)
	}
	n := size * int(f.count)
	if n <= len(f.value) {
		return f.value[:n], nil
	}
	return s.read(int64(s.order.Uint32(f.value[:])), n)
}

// numbers is the values of a field of whole numbers; nil when the directory has no such field.
func (s *source) numbers(fields map[uint16]field, tag uint16) ([]int, error) {
	f, ok := fields[tag]
	if !ok {
		return nil, nil
	}
	raw, err := s.bytes(f)
	if err != nil || f.kind == typeRational {
		return nil, damaged(err, "a whole number is none")
	}
	values := make([]int, f.count)
	for i := range values {
		switch f.kind {
		case typeShort:
			values[i] = int(s.order.Uint16(raw[2*i:]))
		case typeLong:
			values[i] = int(s.order.Uint32(raw[4*i:]))
		default:
			values[i] = int(raw[i])
		}
	}
	return values, nil
}

func damaged(err error, what string) error {
	if err != nil {
		return err
	}
	return fmt.Errorf("%w: %s", ErrDamaged, what)
}

// fraction is the value of a rational field, zero when there is none.
func (s *source) fraction(fields map[uint16]field, tag uint16) float64 {
	f, ok := fields[tag]
	if !ok || f.kind != typeRational || f.count < 1 {
		return 0
	}
	raw, err := s.bytes(f)
	if err != nil {
		return 0
	}
	below := s.order.Uint32(raw[4:])
	if below == 0 {
		return 0
	}
	return float64(s.order.Uint32(raw)) / float64(below)
}

// read is n bytes of the file; a place outside it is damage, not the reader's trouble.
func (s *source) read(at int64, n int) ([]byte, error) {
	if at < 0 || n < 0 || at > s.size || int64(n) > s.size-at {
		return nil, fmt.Errorf("%w: a place outside the file", ErrDamaged)
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(io.NewSectionReader(s.r, at, int64(n)), b); err != nil {
		return nil, fmt.Errorf("read TIFF file: %w", err)
	}
	return b, nil
}
