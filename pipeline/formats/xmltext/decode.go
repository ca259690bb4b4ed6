package xmltext

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// sniffLength is how far the encoding declaration is looked for; it stands on the first line.
const sniffLength = 512

var encodingDecl = regexp.MustCompile(`^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']`)

// decoded gives the bytes of r as UTF-8 without byte order mark (XML 1.0 §4.3.3 and appendix F).
// The second result names an encoding that is not read here, or that contradicts the bytes.
func decoded(r io.Reader) (out io.Reader, unknown string, err error) {
	head := make([]byte, sniffLength)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, "", err
	}
	head = head[:n]
	whole := io.MultiReader(bytes.NewReader(head), r)
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		whole = io.MultiReader(bytes.NewReader(head[3:]), r)
		return byDeclaration(whole, head[3:])
	case bytes.HasPrefix(head, []byte("\xFF\xFE")):
		return wide(head[2:], r, false), "", nil
	case bytes.HasPrefix(head, []byte("\xFE\xFF")):
		return wide(head[2:], r, true), "", nil
	case bytes.HasPrefix(head, []byte("<\x00?\x00")):
		return wide(head, r, false), "", nil
	case bytes.HasPrefix(head, []byte("\x00<\x00?")):
		return wide(head, r, true), "", nil
	}
	return byDeclaration(whole, head)
}

// unmarked passes the byte order mark of UTF-8.
func unmarked(r io.Reader) io.Reader {
	const mark = "\xEF\xBB\xBF"
	ahead := bufio.NewReaderSize(r, 16)
	if head, _ := ahead.Peek(len(mark)); string(head) == mark { // an error comes again when it is read
		_, _ = ahead.Discard(len(mark))
	}
	return ahead
}

func wide(head []byte, r io.Reader, big bool) io.Reader {
	return &utf16Reader{src: io.MultiReader(bytes.NewReader(head), r), big: big}
}

func byDeclaration(r io.Reader, head []byte) (io.Reader, string, error) {
	m := encodingDecl.FindSubmatch(head)
	if m == nil {
		return r, "", nil
	}
	switch name := strings.ToUpper(string(m[1])); name {
	case "UTF-8", "UTF8", "US-ASCII", "ASCII":
		return r, "", nil
	case "ISO-8859-1", "ISO_8859-1", "LATIN1", "ISO-LATIN-1":
		return &byteReader{src: r}, "", nil
	case "WINDOWS-1252", "CP1252":
		return &byteReader{src: r, high: &windows1252}, "", nil
	case "ISO-8859-15":
		return &byteReader{src: r, swap: latin9}, "", nil
	default:
		return r, string(m[1]), nil
	}
}

// windows1252 holds the code points of 0x80–0x9F; the five gaps are not characters and fail as such.
var windows1252 = [32]rune{
	0x20AC, -1, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, -1, 0x017D, -1,
	-1, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, -1, 0x017E, 0x0178,
}

// latin9 holds the eight places where ISO-8859-15 differs from ISO-8859-1.
var latin9 = map[byte]rune{
	0xA4: 0x20AC, 0xA6: 0x0160, 0xA8: 0x0161, 0xB4: 0x017D, 0xB8: 0x017E, 0xBC: 0x0152, 0xBD: 0x0153, 0xBE: 0x0178,
}

// byteReader turns a one-byte encoding into UTF-8.
type byteReader struct {
	src  io.Reader
	high *[32]rune
	swap map[byte]rune
	in   [4096]byte
	out  []byte
	buf  []byte
	err  error
}

// Read gives UTF-8; a byte without meaning becomes 0xFF, which the scanner refuses at its place.
func (b *byteReader) Read(p []byte) (int, error) {
	for len(b.out) == 0 {
		if b.err != nil {
			return 0, b.err
		}
		var n int
		n, b.err = b.src.Read(b.in[:])
		b.buf = b.buf[:0]
		for _, c := range b.in[:n] {
			b.buf = b.appendByte(b.buf, c)
		}
		b.out = b.buf
	}
	n := copy(p, b.out)
	b.out = b.out[n:]
	return n, nil
}

func (b *byteReader) appendByte(out []byte, c byte) []byte {
	r := rune(c)
	if b.high != nil && c >= 0x80 && c < 0xA0 {
		r = b.high[c-0x80]
	}
	if s, ok := b.swap[c]; ok {
		r = s
	}
	if r < 0 {
		return append(out, 0xFF)
	}
	return utf8.AppendRune(out, r)
}

// utf16Reader turns UTF-16 into UTF-8.
type utf16Reader struct {
	src  io.Reader
	big  bool
	in   [4096]byte
	kept int // bytes at the start of in that wait for the rest of their character
	out  []byte
	buf  []byte
	err  error
}

// Read gives UTF-8; half a character becomes 0xFF, which the scanner refuses at its place.
func (u *utf16Reader) Read(p []byte) (int, error) {
	for len(u.out) == 0 {
		if u.err != nil {
			return 0, u.err
		}
		var n int
		n, u.err = u.src.Read(u.in[u.kept:])
		u.out = u.convert(u.in[:u.kept+n])
	}
	n := copy(p, u.out)
	u.out = u.out[n:]
	return n, nil
}

func (u *utf16Reader) unit(b []byte) rune {
	if u.big {
		return rune(b[0])<<8 | rune(b[1])
	}
	return rune(b[1])<<8 | rune(b[0])
}

func (u *utf16Reader) convert(in []byte) []byte {
	out := u.buf[:0]
	for len(in) >= 2 {
		r := u.unit(in)
		size := 2
		if utf16.IsSurrogate(r) {
			if len(in) < 4 && u.err == nil {
				break
			}
			if len(in) >= 4 {
				r, size = utf16.DecodeRune(r, u.unit(in[2:])), 4
			}
		}
		if utf16.IsSurrogate(r) || size == 4 && r == utf8.RuneError {
			out = append(out, 0xFF)
		} else {
			out = utf8.AppendRune(out, r)
		}
		in = in[size:]
	}
	if len(in) > 0 && u.err != nil {
		out, in = append(out, 0xFF), nil
	}
	u.kept = copy(u.in[:], in)
	u.buf = out
	return out
}
