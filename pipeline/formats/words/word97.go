package words

import (
	"context"
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// Places in the file information block of Word 97 to 2003 (MS-DOC 2.5).
const (
	wordMark     = 0xA5EC
	wordLeast    = 0xC1   // nFib of Word 97; older ones have another block
	wordLocked   = 0x0100 // flags at 10
	wordOneTable = 0x0200
	wordCount    = 0x4C // characters of the main text
	wordPieces   = 0x1A2
)

// ofWord97 reads the main text of a Word 97 document by its table of pieces (MS-DOC 2.8.35). Deleted and hidden text is in it: which it is stands with the
// formatting of characters, which nobody reads here. So the text is a rough one.
func (rd Reader) ofWord97(ctx context.Context, s Source) (Text, error) {
	if rd.Compound == nil {
		return Text{}, Unsupported
	}
	streams, err := rd.Compound(ctx, s)
	if err != nil {
		return Text{}, err
	}
	main, le := streams["WordDocument"], binary.LittleEndian
	if len(main) < wordPieces+8 || le.Uint16(main) != wordMark {
		return Text{}, Unreadable
	}
	flags, table := le.Uint16(main[10:]), "0Table"
	switch {
	case le.Uint16(main[2:]) < wordLeast:
		return Text{}, Unsupported
	case flags&wordLocked != 0:
		return Text{}, Locked
	case flags&wordOneTable != 0:
		table = "1Table"
	}
	clx, ok := part(streams[table], le.Uint32(main[wordPieces:]), le.Uint32(main[wordPieces+4:]))
	if !ok {
		return Text{}, Unreadable
	}
	raw, err := pieced(main, clx, le.Uint32(main[wordCount:]))
	if err != nil {
		return Text{}, err
	}
	return Text{Body: wordText(raw), Rough: true}, nil
}

func part(of []byte, from, length uint32) ([]byte, bool) {
	end := uint64(from) + uint64(length)
	if end > uint64(len(of)) {
		return nil, false
	}
	return of[from:end], true
}

// pieced puts together the first characters of the text, so many.
func pieced(main, clx []byte, count uint32) ([]rune, error) {
	le := binary.LittleEndian
	for len(clx) >= 3 && clx[0] == 1 { // formatting that pieces share
		skip := 3 + int(le.Uint16(clx[1:]))
		if skip > len(clx) {
			return nil, Unreadable
		}
		clx = clx[skip:]
	}
	if len(clx) < 5 || clx[0] != 2 || uint64(le.Uint32(clx[1:])) > uint64(len(clx)-5) || le.Uint32(clx[1:]) < 4 {
		return nil, Unreadable
	}
	if count > mostPrinted {
		return nil, TooLarge
	}
	plc := clx[5 : 5+le.Uint32(clx[1:])]
	n := (len(plc) - 4) / 12 // n+1 places of four bytes, n pieces of eight
	var text []rune
	for i := range n {
		from, to := le.Uint32(plc[4*i:]), min(le.Uint32(plc[4*i+4:]), count)
		if from >= to {
			continue
		}
		runes, ok := piece(main, le.Uint32(plc[4*(n+1)+8*i+2:]), to-from)
		if !ok || len(text)+len(runes) > mostPrinted {
			return nil, Unreadable
		}
		text = append(text, runes...)
	}
	return text, nil
}

// piece is so many characters from a place, of one byte or of two.
func piece(main []byte, at, count uint32) ([]rune, bool) {
	const narrow = 1 << 30
	if at&narrow != 0 {
		data, ok := part(main, at&^(3<<30)/2, count)
		runes := make([]rune, len(data))
		for i, c := range data {
			runes[i] = charmap.Windows1252.DecodeByte(c)
		}
		return runes, ok
	}
	if count > 1<<30 {
		return nil, false
	}
	data, ok := part(main, at&^(3<<30), 2*count)
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(data[2*i:])
	}
	return utf16.Decode(units), ok
}

// wordText is the characters as text: without the codes of fields, of which the results stay, and without the marks of pictures and notes (MS-DOC 2.4.1).
func wordText(raw []rune) string {
	const fieldBegins, fieldShows, fieldEnds = 0x13, 0x14, 0x15
	var out strings.Builder
	var codes []bool // of the fields around, whether their code goes on
	hidden := 0
	for _, c := range raw {
		switch {
		case c == fieldBegins:
			codes = append(codes, true)
			hidden++
		case c == fieldShows && len(codes) > 0 && codes[len(codes)-1]:
			codes[len(codes)-1] = false
			hidden--
		case c == fieldEnds && len(codes) > 0:
			if codes[len(codes)-1] {
				hidden--
			}
			codes = codes[:len(codes)-1]
		case hidden > 0, c == 0x1F: // an optional hyphen is none
		case c == '\r' || c == 0x07 || c == 0x0B || c == 0x0C:
			out.WriteByte('\n')
		case c == 0x1E:
			out.WriteRune('\u2011')
		case c == '\t' || c >= ' ':
			out.WriteRune(c)
		}
	}
	return out.String()
}
