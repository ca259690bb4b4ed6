package compound

import (
	"encoding/binary"
	"maps"
	"slices"
	"unicode/utf16"
)

// marks in the sector table, and the absent neighbour in the directory
const (
	endOfChain = 0xFFFFFFFE
	fatSector  = 0xFFFFFFFD
	nobody     = 0xFFFFFFFF
)

// Bytes makes a compound file (version 3) of a storage, for fixtures: the same storage gives the same bytes. Streams lie in the order of their names. It
// writes files whose sector table fits in the header, 7 MB.
func Bytes(root *Storage) []byte {
	w := &writer{}
	w.entry("Root Entry", 5)
	child := w.children(root)
	start, size := uint32(endOfChain), len(w.stream)
	if size > 0 {
		start = w.add(w.stream)
	}
	w.point(0, child, start, size)
	miniStart, miniCount := uint32(endOfChain), 0
	if len(w.mini) > 0 {
		miniCount = (len(w.mini)*4 + 511) / 512
		miniStart = w.add(table(w.mini))
	}
	directory := w.add(w.entries)
	return w.file(directory, miniStart, miniCount)
}

// writer gathers sectors, the tables that chain them, and the directory.
type writer struct {
	sectors   []byte
	fat, mini []uint32
	stream    []byte
	entries   []byte
}

// add puts content into sectors of its own and gives the first.
func (w *writer) add(content []byte) uint32 {
	first := uint32(len(w.fat))
	for at := 0; at < len(content); at += 512 {
		page := make([]byte, 512)
		copy(page, content[at:])
		w.sectors = append(w.sectors, page...)
		w.fat = append(w.fat, uint32(len(w.fat)+1))
	}
	w.fat[len(w.fat)-1] = endOfChain
	return first
}

// put places a stream, a short one in the mini stream.
func (w *writer) put(content []byte) uint32 {
	if len(content) == 0 {
		return endOfChain
	}
	if len(content) >= miniCutoff {
		return w.add(content)
	}
	first := uint32(len(w.mini))
	for at := 0; at < len(content); at += miniSector {
		page := make([]byte, miniSector)
		copy(page, content[at:])
		w.stream = append(w.stream, page...)
		w.mini = append(w.mini, uint32(len(w.mini)+1))
	}
	w.mini[len(w.mini)-1] = endOfChain
	return first
}

// entry adds a line of the directory, without neighbours.
func (w *writer) entry(name string, kind byte) int {
	line := make([]byte, entrySize)
	units := utf16.Encode([]rune(name))
	for i, unit := range units[:min(len(units), 31)] {
		binary.LittleEndian.PutUint16(line[2*i:], unit)
	}
	binary.LittleEndian.PutUint16(line[64:], uint16(2*min(len(units), 31)+2))
	line[66], line[67] = kind, 1
	for _, at := range []int{68, 72, 76} {
		binary.LittleEndian.PutUint32(line[at:], nobody)
	}
	w.entries = append(w.entries, line...)
	return len(w.entries)/entrySize - 1
}

// point sets child, first sector and size of an entry.
func (w *writer) point(entry int, child, start uint32, size int) {
	line := w.entries[entry*entrySize:]
	binary.LittleEndian.PutUint32(line[76:], child)
	binary.LittleEndian.PutUint32(line[116:], start)
	binary.LittleEndian.PutUint32(line[120:], uint32(size))
}

// children writes what a storage holds as a chain of right neighbours and gives the first of it.
func (w *writer) children(s *Storage) uint32 {
	first, last := uint32(nobody), -1
	link := func(entry int) {
		if last < 0 {
			first = uint32(entry)
		} else {
			binary.LittleEndian.PutUint32(w.entries[last*entrySize+72:], uint32(entry))
		}
		last = entry
	}
	for _, name := range slices.Sorted(maps.Keys(s.Streams)) {
		entry := w.entry(name, 2)
		w.point(entry, nobody, w.put(s.Streams[name]), len(s.Streams[name]))
		link(entry)
	}
	for _, named := range s.Storages {
		entry := w.entry(named.Name, 1)
		w.point(entry, w.children(named.Storage), 0, 0)
		link(entry)
	}
	return first
}

// file joins header, sectors and the sector table.
func (w *writer) file(directory, miniStart uint32, miniCount int) []byte {
	pages := 0
	for (len(w.fat)+pages)*4 > pages*512 {
		pages++
	}
	head := make([]byte, 512)
	copy(head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	for at, value := range map[int]uint16{24: 0x3E, 26: 3, 28: 0xFFFE, 30: 9, 32: 6} {
		binary.LittleEndian.PutUint16(head[at:], value)
	}
	for at, value := range map[int]uint32{44: uint32(pages), 48: directory, 56: miniCutoff, 60: miniStart, 64: uint32(miniCount), 68: endOfChain} {
		binary.LittleEndian.PutUint32(head[at:], value)
	}
	for i := range headFAT {
		name := uint32(nobody)
		if i < pages {
			name = uint32(len(w.fat))
			w.fat = append(w.fat, fatSector)
		}
		binary.LittleEndian.PutUint32(head[76+4*i:], name)
	}
	return append(append(head, w.sectors...), table(w.fat)...)
}

// table writes numbers in whole sectors, the rest marked free.
func table(numbers []uint32) []byte {
	out := make([]byte, 0, len(numbers)*4)
	for _, n := range numbers {
		out = binary.LittleEndian.AppendUint32(out, n)
	}
	for len(out)%512 != 0 {
		out = append(out, 0xFF)
	}
	return out
}
