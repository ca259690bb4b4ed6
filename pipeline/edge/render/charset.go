package render

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Character sets of text files, in the order in which they are tried. DOS is what Norwegian machines of the eighties and nineties wrote.
const (
	charsetUTF8    = "UTF-8"
	charsetUTF16   = "UTF-16"
	charsetWindows = "Windows-1252"
	charsetDOS     = "CP865"
)

// Letters of Norwegian in the sets of eight bits, in the order æøåÆØÅ.
const (
	windowsLetters = "\xE6\xF8\xE5\xC6\xD8\xC5"
	dosLetters     = "\x91\x9B\x86\x92\x9D\x8F"
)

// words is a text file as text, and its character set when the file itself does not say it. What is no text is refused.
func words(data []byte) (said, guessed string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		data = data[3:]
		if !utf8.Valid(data) {
			return "", "", Damaged
		}
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		said, err = decoded(data, unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM))
		return lines(said), "", err
	}
	if said, guessed, err = wide(data); err == nil {
		return said, guessed, nil
	}
	data = bytes.TrimRight(data, "\x1A\x00") // DOS ends a text with Ctrl-Z and fills up
	if bytes.ContainsAny(data, "\x00\x01\x02\x03\x04\x05\x06\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1C\x1D\x1E\x1F\x7F") {
		return "", "", NotText
	}
	if utf8.Valid(data) {
		return lines(string(data)), "", nil
	}
	guessed, set := charsetWindows, charmap.Windows1252
	if among(data, dosLetters) > among(data, windowsLetters) {
		guessed, set = charsetDOS, charmap.CodePage865
	}
	said, err = decoded(data, set)
	return lines(said), guessed, err
}

// wide is text of sixteen bits without a mark in front: many of its bytes are zero, always in the same half.
func wide(data []byte) (string, string, error) {
	var zeros [2]int
	for i, b := range data {
		if b == 0 {
			zeros[i%2]++
		}
	}
	order, many := unicode.LittleEndian, zeros[1]
	if zeros[0] > zeros[1] {
		order, many = unicode.BigEndian, zeros[0]
	}
	if len(data)%2 != 0 || many*5 < len(data)*2 || min(zeros[0], zeros[1]) > 0 {
		return "", "", NotText
	}
	said, err := decoded(data, unicode.UTF16(order, unicode.IgnoreBOM))
	return lines(said), charsetUTF16, err
}

// among counts bytes of a set that stand beside a letter of ASCII: inside a word.
func among(data []byte, set string) (n int) {
	letter := func(i int) bool {
		if i < 0 || i >= len(data) {
			return false
		}
		c := data[i] | 0x20
		return c >= 'a' && c <= 'z'
	}
	for i, b := range data {
		if b >= 0x80 && strings.IndexByte(set, b) >= 0 && (letter(i-1) || letter(i+1)) {
			n++
		}
	}
	return n
}

func decoded(data []byte, set encoding.Encoding) (string, error) {
	out, err := set.NewDecoder().Bytes(data)
	if err != nil {
		return "", Damaged
	}
	return string(out), nil
}

// lines gives every line one kind of end.
func lines(s string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
}
