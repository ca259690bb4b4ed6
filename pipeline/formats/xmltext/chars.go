package xmltext

import (
	"unicode"
	"unicode/utf8"
)

// Byte classes of the scanner. A run of plain bytes is passed over without a second look.
const (
	plain   byte = iota
	markup       // '<' and '&': character data ends here
	bracket      // ']' and '>': may form the forbidden "]]>"
	carry        // '\r': line ends become '\n' (XML 1.0 §2.11)
	multi        // first byte of a longer UTF-8 sequence, to be decoded
	control      // not a Char (XML 1.0 §2.2)
	dash         // '-' inside a comment
	ask          // '?' inside a processing instruction
)

// textClass drives character data, cdataClass what stands in other constructs.
var (
	textClass    = byteClasses(map[byte]byte{'<': markup, '&': markup, ']': bracket, '>': bracket})
	cdataClass   = byteClasses(map[byte]byte{']': bracket})
	commentClass = byteClasses(map[byte]byte{'-': dash})
	instrClass   = byteClasses(map[byte]byte{'?': ask})
	valueClass   = byteClasses(map[byte]byte{'<': markup, '&': markup, '"': bracket, '\'': bracket, '\t': carry, '\n': carry})
	nameByte     = nameBytes()
)

func byteClasses(special map[byte]byte) *[256]byte {
	var t [256]byte
	for i := range t {
		switch {
		case i >= utf8.RuneSelf:
			t[i] = multi
		case i == '\r':
			t[i] = carry
		case i < ' ' && i != '\t' && i != '\n':
			t[i] = control
		}
	}
	for b, class := range special {
		t[b] = class
	}
	return &t
}

// nameBytes marks the bytes that can stand in a name; the bytes above ASCII are judged rune by rune later.
func nameBytes() *[256]bool {
	var t [256]bool
	for i := range t {
		t[i] = i >= utf8.RuneSelf || i == ':' || unicode.Is(NameChar, rune(i))
	}
	return &t
}

// isChar is the production Char of XML 1.0 §2.2.
func isChar(r rune) bool {
	switch {
	case r < 0x20:
		return r == '\t' || r == '\n' || r == '\r'
	case r <= 0xD7FF:
		return true
	case r <= 0xFFFD:
		return r >= 0xE000
	}
	return r >= 0x10000 && r <= 0x10FFFF
}

// NameStart is NameStartChar of XML 1.0, fifth edition, §2.3, without the colon.
var NameStart = &unicode.RangeTable{
	R16: []unicode.Range16{
		{'A', 'Z', 1}, {'_', '_', 1}, {'a', 'z', 1}, {0xC0, 0xD6, 1}, {0xD8, 0xF6, 1}, {0xF8, 0x2FF, 1}, {0x370, 0x37D, 1},
		{0x37F, 0x1FFF, 1}, {0x200C, 0x200D, 1}, {0x2070, 0x218F, 1}, {0x2C00, 0x2FEF, 1}, {0x3001, 0xD7FF, 1},
		{0xF900, 0xFDCF, 1}, {0xFDF0, 0xFFFD, 1},
	},
	R32:         []unicode.Range32{{0x10000, 0xEFFFF, 1}},
	LatinOffset: 5,
}

// NameChar is NameChar of XML 1.0, fifth edition, §2.3, without the colon.
var NameChar = &unicode.RangeTable{
	R16: []unicode.Range16{
		{'-', '.', 1}, {'0', '9', 1}, {'A', 'Z', 1}, {'_', '_', 1}, {'a', 'z', 1}, {0xB7, 0xB7, 1}, {0xC0, 0xD6, 1}, {0xD8, 0xF6, 1},
		{0xF8, 0x37D, 1}, {0x37F, 0x1FFF, 1}, {0x200C, 0x200D, 1}, {0x203F, 0x2040, 1}, {0x2070, 0x218F, 1}, {0x2C00, 0x2FEF, 1},
		{0x3001, 0xD7FF, 1}, {0xF900, 0xFDCF, 1}, {0xFDF0, 0xFFFD, 1},
	},
	R32:         []unicode.Range32{{0x10000, 0xEFFFF, 1}},
	LatinOffset: 8,
}

// IsNCName says whether s is a name without colon (Namespaces in XML §3).
func IsNCName(s string) bool {
	for i, r := range s {
		if r == utf8.RuneError || i == 0 && !unicode.Is(NameStart, r) || !unicode.Is(NameChar, r) {
			return false
		}
	}
	return s != ""
}

// IsNMToken says whether s is one or more name characters, the colon among them (XML 1.0 §2.3).
func IsNMToken(s string) bool {
	for _, r := range s {
		if r == utf8.RuneError || r != ':' && !unicode.Is(NameChar, r) {
			return false
		}
	}
	return s != ""
}

// IsName says whether s is a Name (XML 1.0 §2.3), in which colons are free.
func IsName(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return IsNMToken(s) && (r == ':' || unicode.Is(NameStart, r))
}

// SplitQName splits prefix:local; ok is false when the two parts are not NCNames.
func SplitQName(s string) (prefix, local string, ok bool) {
	for i := 0; i < len(s); i++ {
		if s[i] == ':' {
			prefix, local = s[:i], s[i+1:]
			return prefix, local, IsNCName(prefix) && IsNCName(local)
		}
	}
	return "", s, IsNCName(s)
}

// IsSpace says whether c is white space (XML 1.0 production S).
func IsSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// AllSpace says whether b holds nothing but white space (XML 1.0 production S).
func AllSpace(b []byte) bool {
	for _, c := range b {
		if !IsSpace(c) {
			return false
		}
	}
	return true
}
