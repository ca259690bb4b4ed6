package pdfa

import (
	"encoding/binary"
	"errors"
	"slices"
)

// A TrueType font reduced to the glyphs that a document uses, renumbered so that glyph n is CID n.
// Kept are the tables that PDF asks for (ISO 32000-1, 9.9, table 126) and the hinting programs.

var errFont = errors.New("pdfa: font program damaged")

// TrueType composite glyph flags (OpenType, table glyf)
const (
	argsAreWords   = 0x0001
	haveScale      = 0x0008
	moreComponents = 0x0020
	haveXYScale    = 0x0040
	haveMatrix     = 0x0080
)

type subsetter struct {
	tables map[string][]byte
	glyphs []uint16          // old glyph by new number
	number map[uint16]uint16 // components' new number by old glyph
	long   bool              // loca has 32-bit offsets
}

// subset returns the font program with .notdef and the given glyphs, in this order, and behind them
// the parts of composite glyphs. It also returns how many glyphs the program has.
func subset(ttf []byte, glyphs []uint16) ([]byte, int, error) {
	s := &subsetter{tables: map[string][]byte{}, glyphs: append([]uint16{0}, glyphs...), number: map[uint16]uint16{}}
	if err := s.open(ttf); err != nil {
		return nil, 0, err
	}
	var glyf, loca, hmtx []byte
	for i := 0; i < len(s.glyphs); i++ { // grows while composites are met
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		outline, err := s.outline(s.glyphs[i])
		if err != nil {
			return nil, 0, err
		}
		glyf = append(glyf, outline...)
		glyf = append(glyf, make([]byte, -len(glyf)&3)...)
		hmtx = append(hmtx, s.metric(s.glyphs[i])...)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	count := uint16(len(s.glyphs))
	s.tables["glyf"], s.tables["loca"], s.tables["hmtx"] = glyf, loca, hmtx
	s.patch("head", func(b []byte) {
		binary.BigEndian.PutUint32(b[8:], 0)  // checkSumAdjustment is for files, not for embedded programs
		binary.BigEndian.PutUint16(b[50:], 1) // long loca
	})
	s.patch("hhea", func(b []byte) { binary.BigEndian.PutUint16(b[34:], count) })
	s.patch("maxp", func(b []byte) { binary.BigEndian.PutUint16(b[4:], count) })
	return s.file(), int(count), nil
}

func (s *subsetter) open(ttf []byte) error {
	if len(ttf) < 12 {
		return errFont
	}
	n := int(binary.BigEndian.Uint16(ttf[4:]))
	if len(ttf) < 12+16*n {
		return errFont
	}
	for i := range n {
		r := ttf[12+16*i:]
		at, size := uint64(binary.BigEndian.Uint32(r[8:])), uint64(binary.BigEndian.Uint32(r[12:]))
		if at+size > uint64(len(ttf)) {
			return errFont
		}
		s.tables[string(r[:4])] = ttf[at : at+size]
	}
	for name, least := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "hmtx": 4, "loca": 4, "glyf": 1} {
		if len(s.tables[name]) < least {
			return errFont
		}
	}
	s.long = binary.BigEndian.Uint16(s.tables["head"][50:]) == 1
	return nil
}

func (s *subsetter) patch(table string, change func([]byte)) {
	b := slices.Clone(s.tables[table])
	change(b)
	s.tables[table] = b
}

// raw returns the outline of a glyph as it stands in the font.
func (s *subsetter) raw(glyph uint16) ([]byte, error) {
	loca, width := s.tables["loca"], 2
	if s.long {
		width = 4
	}
	at := int(glyph) * width
	if at+2*width > len(loca) {
		return nil, errFont
	}
	var from, to int
	if s.long {
		from, to = int(binary.BigEndian.Uint32(loca[at:])), int(binary.BigEndian.Uint32(loca[at+4:]))
	} else {
		from, to = 2*int(binary.BigEndian.Uint16(loca[at:])), 2*int(binary.BigEndian.Uint16(loca[at+2:]))
	}
	if from > to || to > len(s.tables["glyf"]) {
		return nil, errFont
	}
	return s.tables["glyf"][from:to], nil
}

// outline returns the glyph with the numbers of its components changed to the new ones.
func (s *subsetter) outline(glyph uint16) ([]byte, error) {
	raw, err := s.raw(glyph)
	if err != nil || len(raw) < 10 || int16(binary.BigEndian.Uint16(raw)) >= 0 {
		return raw, err
	}
	out := slices.Clone(raw)
	for at := 10; ; {
		if at+4 > len(out) {
			return nil, errFont
		}
		flags := binary.BigEndian.Uint16(out[at:])
		binary.BigEndian.PutUint16(out[at+2:], s.renumber(binary.BigEndian.Uint16(out[at+2:])))
		if flags&moreComponents == 0 {
			return out, nil
		}
		at += componentSize(flags)
	}
}

func componentSize(flags uint16) int {
	size := 6
	if flags&argsAreWords != 0 {
		size = 8
	}
	switch {
	case flags&haveScale != 0:
		size += 2
	case flags&haveXYScale != 0:
		size += 4
	case flags&haveMatrix != 0:
		size += 8
	}
	return size
}

func (s *subsetter) renumber(glyph uint16) uint16 {
	if n, ok := s.number[glyph]; ok {
		return n
	}
	n := uint16(len(s.glyphs))
	s.glyphs = append(s.glyphs, glyph)
	s.number[glyph] = n
	return n
}

// metric returns advance and left side bearing: glyphs behind the last long metric share its advance.
func (s *subsetter) metric(glyph uint16) []byte {
	hmtx := s.tables["hmtx"]
	long := int(binary.BigEndian.Uint16(s.tables["hhea"][34:]))
	g := int(glyph)
	if g < long && 4*g+4 <= len(hmtx) {
		return hmtx[4*g : 4*g+4]
	}
	advance := slices.Clone(hmtx[4*(long-1) : 4*(long-1)+2])
	bearing := 4*long + 2*(g-long)
	if bearing+2 > len(hmtx) {
		return append(advance, 0, 0)
	}
	return append(advance, hmtx[bearing:bearing+2]...)
}

// file puts the tables together in alphabetical order.
func (s *subsetter) file() []byte {
	var names []string
	for _, name := range []string{"cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"} {
		if s.tables[name] != nil {
			names = append(names, name)
		}
	}
	power := 0
	for 2<<power <= len(names) {
		power++
	}
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, v := range []int{len(names), 16 << power, power, 16*len(names) - 16<<power} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	var body []byte
	base := 12 + 16*len(names)
	for _, name := range names {
		out = append(out, name...)
		out = binary.BigEndian.AppendUint32(out, checksum(s.tables[name]))
		out = binary.BigEndian.AppendUint32(out, uint32(base+len(body)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(s.tables[name])))
		body = append(body, s.tables[name]...)
		body = append(body, make([]byte, -len(body)&3)...)
	}
	return append(out, body...)
}

func checksum(b []byte) (sum uint32) {
	for len(b) >= 4 {
		sum += binary.BigEndian.Uint32(b)
		b = b[4:]
	}
	var rest [4]byte
	copy(rest[:], b)
	return sum + binary.BigEndian.Uint32(rest[:])
}
