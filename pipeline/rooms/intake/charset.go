package intake

import (
	"bytes"
	"unicode/utf8"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// charset notices, while the bytes of a text go by, which character set they can be in. A text in ASCII is UTF-8.
type charset struct {
	rest    []byte // the beginning of a character that the next block ends
	notUTF8 bool
	control bool // bytes that ISO 8859 has no letters for, and that Windows and DOS use for letters and dashes
	wide    bool
}

// see looks at the next block. As long as the text is UTF-8 nothing else is asked: that goes as fast as the bytes come.
func (c *charset) see(block []byte, first bool) {
	if first {
		c.wide = bytes.HasPrefix(block, []byte("\xFF\xFE")) || bytes.HasPrefix(block, []byte("\xFE\xFF"))
	}
	if !c.notUTF8 {
		data := block
		if len(c.rest) > 0 {
			data = append(c.rest, block...)
		}
		whole := wholeRunes(data)
		if utf8.Valid(data[:whole]) {
			c.rest = append([]byte(nil), data[whole:]...)
			return
		}
		c.notUTF8, block = true, data
	}
	c.control = c.control || hasControl(block)
}

// wholeRunes is how much of the data is not the beginning of a character that goes on behind it.
func wholeRunes(data []byte) int {
	for i := len(data) - 1; i >= max(0, len(data)-utf8.UTFMax); i-- {
		if utf8.RuneStart(data[i]) {
			if !utf8.FullRune(data[i:]) {
				return i
			}
			break
		}
	}
	return len(data)
}

// name is the character set as a format policy names it.
func (c *charset) name() deposit.Charset {
	switch {
	case c.wide:
		return deposit.CharsetUTF16
	case !c.notUTF8 && len(c.rest) == 0:
		return deposit.CharsetUTF8
	case !c.control && !hasControl(c.rest):
		return deposit.CharsetLatin1
	}
	return deposit.CharsetOther
}

func hasControl(data []byte) bool {
	for _, b := range data {
		if b >= 0x80 && b < 0xA0 {
			return true
		}
	}
	return false
}
