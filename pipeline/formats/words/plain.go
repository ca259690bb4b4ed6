package words

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// ofPlain reads a text file as it stands. Lines may be paragraphs or only the edge of the paper: an empty line is the one certain sign.
func ofPlain(s Source, _ Limits) (Text, error) {
	raw, err := io.ReadAll(s.Section())
	if err != nil {
		return Text{}, Unreadable
	}
	body, err := decode(raw, nil)
	return Text{Body: body}, err
}

// decode reads bytes as text: by their mark, as UTF-16 where the zeros of western text lie on one side, by the given codec, as UTF-8 where they are
// valid, else as Windows-1252. A zero that none of it explains is no text.
func decode(raw []byte, declared encoding.Encoding) (string, error) {
	codec := declared
	switch {
	case bytes.HasPrefix(raw, []byte("\xEF\xBB\xBF")):
		codec = nil
	case bytes.HasPrefix(raw, []byte("\xFF\xFE")), zeros(raw, 1):
		codec = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(raw, []byte("\xFE\xFF")), zeros(raw, 0):
		codec = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case codec == nil && !utf8.Valid(raw):
		codec = charmap.Windows1252
	}
	if codec != nil {
		text, err := codec.NewDecoder().Bytes(raw)
		if err != nil {
			return "", Unreadable
		}
		raw = text
	}
	if bytes.IndexByte(raw, 0) >= 0 || !utf8.Valid(raw) {
		return "", Unreadable
	}
	text := strings.TrimPrefix(string(raw), "\uFEFF")
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), nil
}

// zeros tells whether most bytes on one side of each pair are zero, and none on the other.
func zeros(raw []byte, side int) bool {
	head := raw[:min(len(raw), 4096)&^1]
	var count [2]int
	for i, b := range head {
		if b == 0 {
			count[i%2]++
		}
	}
	return len(head) >= 4 && count[1-side] == 0 && count[side]*8 >= len(head)*3
}
