package words

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// RTF is the text of Rich Text, such as the body of an Outlook item; empty when it is none.
func RTF(raw []byte) string {
	text, err := rtfText(raw, DefaultLimits())
	if err != nil {
		return ""
	}
	return text.Body
}

// ofRTF reads a Rich Text file (specification 1.9.1).
func ofRTF(s Source, limits Limits) (Text, error) {
	raw, err := io.ReadAll(s.Section())
	if err != nil {
		return Text{}, Unreadable
	}
	return rtfText(raw, limits)
}

// readRTF reads a Rich Text file for more than its text.
func readRTF(s Source, limits Limits) (*rtf, error) {
	raw, err := io.ReadAll(s.Section())
	if err != nil {
		return nil, Unreadable
	}
	return rtfRead(raw, limits)
}

func rtfText(raw []byte, limits Limits) (Text, error) {
	r, err := rtfRead(raw, limits)
	if err != nil {
		return Text{}, err
	}
	t := r.flow.result()
	t.Title = string(bytes.TrimSpace(r.title))
	return t, nil
}

func rtfRead(raw []byte, limits Limits) (*rtf, error) {
	raw = bytes.TrimLeft(bytes.TrimPrefix(raw, []byte("\xEF\xBB\xBF")), " \r\n\t")
	if !bytes.HasPrefix(raw, []byte("{\\rtf")) {
		return nil, Unreadable
	}
	r := &rtf{in: raw, flow: newFlow(limits), page: codePages[1252], now: group{after: 1}, fonts: map[int]string{}, inFont: map[int]bool{}}
	for r.at < len(r.in) {
		if err := r.step(); err != nil {
			return nil, err
		}
		if len(r.groups) == 0 && r.at > 1 && r.in[r.at-1] == '}' {
			return r, nil
		}
	}
	return nil, Unreadable // its last group never ends: cut off
}

// codePages are the Windows and DOS code pages of \ansicpg.
var codePages = map[int]*charmap.Charmap{437: charmap.CodePage437, 850: charmap.CodePage850, 852: charmap.CodePage852, 865: charmap.CodePage865, 1250: charmap.Windows1250,
	1251: charmap.Windows1251, 1252: charmap.Windows1252, 1253: charmap.Windows1253, 1254: charmap.Windows1254, 1257: charmap.Windows1257, 10000: charmap.Macintosh}

// where tells what the text of a group is.
type where uint8

const (
	shown    where = iota
	unread         // tables of fonts and styles, codes of fields
	titled         // the document's title
	pictured       // the digits of a picture
)

// group is what a brace opens and the next closes: formatting that ends with it.
type group struct {
	where  where
	after  int // characters that stand in for a \u character
	hidden bool
	aside  bool // a note, a header: paragraphs of their own beside the running one
	font   int
	fonts  bool // the table of fonts
}

type rtf struct {
	*flow
	in      []byte
	at      int
	page    *charmap.Charmap
	now     group
	groups  []group
	skip    int  // stand-in characters still to be passed over
	high    rune // first half of a pair of \u characters
	star    bool // \* stood before this word
	title   []byte
	picture []byte
	inRow   bool
	usual   int // font
	fonts   map[int]string
	inFont  map[int]bool // that text stands in
}

// step reads one brace, word or character.
func (r *rtf) step() error {
	c := r.in[r.at]
	r.at++
	switch c {
	case '{':
		if len(r.groups) >= r.limit {
			return TooLarge
		}
		r.groups = append(r.groups, r.now)
	case '}':
		r.close()
	case '\\':
		return r.control()
	case '\r', '\n', 0:
	default:
		r.char(r.decoded(c))
	}
	return nil
}

// decoded is a byte as the code page has it.
func (r *rtf) decoded(c byte) rune {
	if c < 0x80 {
		return rune(c)
	}
	return r.page.DecodeByte(c)
}

// close ends a group; a picture ends with its own.
func (r *rtf) close() {
	if len(r.groups) == 0 {
		return
	}
	outer := r.groups[len(r.groups)-1]
	if r.now.where == pictured && outer.where != pictured {
		sum := sha256.Sum256(r.picture)
		r.sums[Pictures] = append(r.sums[Pictures], hex.EncodeToString(sum[:]))
		r.picture = nil
	}
	if r.now.aside && !outer.aside {
		r.flow.end()
	}
	r.now, r.groups = outer, r.groups[:len(r.groups)-1]
	r.skip = 0
}

// char takes one character of text.
func (r *rtf) char(c rune) {
	if r.skip > 0 {
		r.skip--
		return
	}
	switch r.now.where {
	case titled:
		r.title = append(r.title, string(c)...)
	case pictured:
		r.picture = append(r.picture, byte(c))
	case unread:
		if r.now.fonts {
			r.named(c)
		}
	case shown:
		if r.now.hidden {
			return
		}
		if c > ' ' {
			r.inFont[r.now.font] = true
		}
		r.write(string(c))
	}
}

// named adds a character to the name of a font, which a semicolon ends.
func (r *rtf) named(c rune) {
	if name := r.fonts[r.now.font]; !strings.HasSuffix(name, ";") && len(name) < 200 {
		r.fonts[r.now.font] = name + string(c)
	}
}

// control reads what follows a backslash: a sign, a byte in hex, or a word with its number.
func (r *rtf) control() error {
	if r.at >= len(r.in) {
		return Unreadable
	}
	c := r.in[r.at]
	if c < 'a' || c > 'z' {
		r.at++
		return r.sign(c)
	}
	start := r.at
	for r.at < len(r.in) && r.in[r.at] >= 'a' && r.in[r.at] <= 'z' || r.at < len(r.in) && r.in[r.at] >= 'A' && r.in[r.at] <= 'Z' {
		r.at++
	}
	name := string(r.in[start:r.at])
	start = r.at
	if r.at < len(r.in) && r.in[r.at] == '-' {
		r.at++
	}
	for r.at < len(r.in) && r.in[r.at] >= '0' && r.in[r.at] <= '9' {
		r.at++
	}
	number, err := strconv.Atoi(string(r.in[start:r.at]))
	has := err == nil
	if r.at < len(r.in) && r.in[r.at] == ' ' {
		r.at++
	}
	return r.word(word{name, number, has})
}

// sign is a control of one character.
func (r *rtf) sign(c byte) error {
	switch c {
	case '\'':
		if r.at+2 <= len(r.in) {
			if b, err := strconv.ParseUint(string(r.in[r.at:r.at+2]), 16, 8); err == nil {
				r.at += 2
				r.char(r.decoded(byte(b)))
			}
		}
	case '~':
		r.char('\u00A0')
	case '_':
		r.char('\u2011')
	case '*':
		r.star = true
	case '\r', '\n':
		return r.paragraph()
	case '\\', '{', '}':
		r.char(rune(c))
	}
	return nil
}

// paragraph ends one. Beside the running paragraph the next begins at once, so that text never slips into the running one.
func (r *rtf) paragraph() error {
	if r.now.where != shown {
		return nil
	}
	r.flow.end()
	if r.now.aside {
		return r.begin()
	}
	return nil
}

// unicode takes a \u character: 16 bits, two of them where one does not hold it, and the stand-ins after it.
func (r *rtf) unicode(n int) {
	c := rune(uint16(n))
	switch {
	case utf16.IsSurrogate(c) && r.high == 0:
		r.high = c
	case r.high != 0:
		r.skip = 0
		r.char(utf16.DecodeRune(r.high, c))
		r.high = 0
	default:
		r.skip = 0
		r.char(c)
	}
	r.skip = r.now.after
}
