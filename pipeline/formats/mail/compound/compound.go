// Package compound reads the compound file of Microsoft ([MS-CFB]), in which an Outlook item lies, from memory. It exists beside the library that the
// program identifies formats with because a stranger's file may build a directory of half a million storages in storages: here depth and number are
// bounded, every sector chain ends, and no file makes it panic or ask for more memory than a small multiple of the file's own size.
package compound

import (
	"encoding/binary"
	"errors"
	"unicode/utf16"
)

// ErrFormat says that the bytes are no compound file, or one that is damaged or built beyond the limits.
var ErrFormat = errors.New("not a whole compound file")

const (
	maxSector  = 0xFFFFFFFA // numbers from here on are marks, not sectors
	miniSector = 64
	miniCutoff = 4096 // shorter streams lie in the mini stream
	entrySize  = 128
	headFAT    = 109 // FAT sectors that the header names itself
)

// Storage is a folder of the file.
type Storage struct {
	Streams  map[string][]byte // by name
	Storages []Named           // in directory order
}

// Named is a storage with its name.
type Named struct {
	Name    string
	Storage *Storage
}

// Limits bound the directory.
type Limits struct {
	Entries int // storages and streams
	Depth   int // storages in storages
}

// Is tells whether the bytes begin as a compound file does.
func Is(head []byte) bool {
	return len(head) >= 8 && binary.LittleEndian.Uint64(head) == 0xE11AB1A1E011CFD0
}

type file struct {
	raw       []byte
	sector    int
	fat, mini []uint32
	stream    []byte // the mini stream
	entries   []byte // the directory
	limits    Limits
	seen      map[uint32]bool
	unpacked  int // bytes of streams handed out: at most twice the file
}

// Read reads the whole file.
func Read(raw []byte, limits Limits) (*Storage, error) {
	f := &file{raw: raw, limits: limits, seen: map[uint32]bool{}}
	if err := f.head(); err != nil {
		return nil, err
	}
	root := &Storage{Streams: map[string][]byte{}}
	return root, f.walk(f.u32(f.entries, 76), root, 0)
}

// head reads the header, the sector tables, the directory and the mini stream.
func (f *file) head() error {
	if len(f.raw) < 512 || !Is(f.raw) {
		return ErrFormat
	}
	switch binary.LittleEndian.Uint16(f.raw[30:]) {
	case 9:
		f.sector = 512
	case 12:
		f.sector = 4096
	default:
		return ErrFormat
	}
	if err := f.tables(); err != nil {
		return err
	}
	var err error
	if f.entries, err = f.chain(f.u32(f.raw, 48), len(f.raw)); err != nil || len(f.entries) < entrySize {
		return ErrFormat
	}
	if start := f.u32(f.entries, 116); start < maxSector {
		f.stream, err = f.chain(start, int(f.u32(f.entries, 120)))
	}
	return err
}

// tables reads the sector table, whose sectors the header and then a chain of lists name, and the table of the mini stream.
func (f *file) tables() error {
	most := len(f.raw)/f.sector + 1
	var names []uint32
	for i := range headFAT {
		names = append(names, f.u32(f.raw, 76+4*i))
	}
	list := f.u32(f.raw, 68)
	for steps := 0; list < maxSector; steps++ {
		page := f.at(list)
		if page == nil || steps > most || len(names) > headFAT+most {
			return ErrFormat
		}
		for i := 0; i < f.sector-4; i += 4 {
			names = append(names, f.u32(page, i))
		}
		list = f.u32(page, f.sector-4)
	}
	for _, name := range names {
		if page := f.at(name); name < maxSector && page != nil && len(f.fat) <= most {
			f.fat = append(f.fat, words(page)...)
		}
	}
	if start := f.u32(f.raw, 60); start < maxSector {
		table, err := f.chain(start, len(f.raw))
		if err != nil {
			return err
		}
		f.mini = words(table)
	}
	return nil
}

// u32 is a number at an offset, 0 beyond the end.
func (*file) u32(b []byte, at int) uint32 {
	if at+4 > len(b) {
		return 0
	}
	return binary.LittleEndian.Uint32(b[at:])
}

func words(b []byte) []uint32 {
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}

// at is a sector, nil beyond the end; the last one of a file may be short.
func (f *file) at(sector uint32) []byte {
	start := (int64(sector) + 1) * int64(f.sector)
	if sector >= maxSector || start >= int64(len(f.raw)) {
		return nil
	}
	page := f.raw[start:min(start+int64(f.sector), int64(len(f.raw)))]
	if len(page) < f.sector {
		page = append(make([]byte, 0, f.sector), page...)[:f.sector]
	}
	return page
}

// chain joins sectors up to size bytes. A chain that is longer than the file has sectors goes in a ring.
func (f *file) chain(sector uint32, size int) ([]byte, error) {
	var out []byte
	for len(out) < size && sector < maxSector {
		page := f.at(sector)
		if page == nil || int(sector) >= len(f.fat) || len(out) > len(f.raw) {
			return nil, ErrFormat
		}
		out, sector = append(out, page...), f.fat[sector]
	}
	return out[:min(size, len(out))], nil
}

// miniChain joins the small sectors of a short stream.
func (f *file) miniChain(sector uint32, size int) ([]byte, error) {
	var out []byte
	for len(out) < size {
		start := int64(sector) * miniSector
		if int64(sector) >= int64(len(f.mini)) || start >= int64(len(f.stream)) {
			return nil, ErrFormat
		}
		out = append(out, f.stream[start:min(start+miniSector, int64(len(f.stream)))]...)
		sector = f.mini[sector]
	}
	return out[:min(size, len(out))], nil
}

// walk reads the tree of siblings at an entry into a storage, in order, with a stack of its own: the tree may lean to one side for all its length.
func (f *file) walk(entry uint32, into *Storage, depth int) error {
	if depth > f.limits.Depth {
		return ErrFormat
	}
	var above []uint32
	for entry < maxSector || len(above) > 0 {
		for entry < maxSector {
			if f.seen[entry] || len(f.seen) >= f.limits.Entries || (int(entry)+1)*entrySize > len(f.entries) {
				return ErrFormat
			}
			f.seen[entry] = true
			above = append(above, entry)
			entry = f.u32(f.entry(entry), 68)
		}
		entry, above = above[len(above)-1], above[:len(above)-1]
		if err := f.take(f.entry(entry), into, depth); err != nil {
			return err
		}
		entry = f.u32(f.entry(entry), 72)
	}
	return nil
}

func (f *file) entry(i uint32) []byte { return f.entries[int(i)*entrySize:][:entrySize] }

// take puts one entry into its storage.
func (f *file) take(entry []byte, into *Storage, depth int) error {
	name := entryName(entry)
	switch entry[66] {
	case 1:
		inner := &Storage{Streams: map[string][]byte{}}
		into.Storages = append(into.Storages, Named{name, inner})
		return f.walk(f.u32(entry, 76), inner, depth+1)
	case 2:
		content, err := f.content(entry)
		if f.unpacked += len(content); f.unpacked > 2*len(f.raw) {
			return ErrFormat
		}
		into.Streams[name] = content
		return err
	}
	return nil
}

func (f *file) content(entry []byte) ([]byte, error) {
	size, start := int(f.u32(entry, 120)), f.u32(entry, 116)
	if size > len(f.raw) {
		return nil, ErrFormat
	}
	read := f.chain
	if size < miniCutoff {
		read = f.miniChain
	}
	content, err := read(start, size)
	if err == nil && len(content) < size {
		err = ErrFormat
	}
	return content, err
}

func entryName(entry []byte) string {
	n := int(binary.LittleEndian.Uint16(entry[64:]))/2 - 1
	units := make([]uint16, max(0, min(n, 31)))
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(entry[2*i:])
	}
	return string(utf16.Decode(units))
}
