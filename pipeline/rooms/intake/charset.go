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

// see looks at the next block.
func (c *charset) see(block []byte, first bool) {
	if first {
		c.wide = bytes.HasPrefix(block, []byte("\xFF\xFE")) || bytes.HasPrefix(block, []byte("\xFE\xFF"))
	}
	for _, b := range block {
		c.control = c.control || b >= 0x80 && b < 0xA0
	}
	if c.notUTF8 {
		return
	}
	data := append(c.rest, block...)
	for len(data) > 0 {
		if data[0] < utf8.RuneSelf {
			data = data[1:]
			continue
		}
		if !utf8.FullRune(data) {
			break
		}
		r, size := utf8.DecodeRune(data)
		if c.notUTF8 = r == utf8.RuneError && size == 1; c.notUTF8 {
			return
		}
		data = data[size:]
	}
	c.rest = append([]byte(nil), data...)
}

// name is the character set as a format policy names it.
func (c *charset) name() deposit.Charset {
	switch {
	case c.wide:
		return deposit.CharsetUTF16
	case !c.notUTF8 && len(c.rest) == 0:
		return deposit.CharsetUTF8
	case !c.control:
		return deposit.CharsetLatin1
	}
	return deposit.CharsetOther
}
