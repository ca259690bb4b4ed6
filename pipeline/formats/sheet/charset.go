package sheet

import (
	"bufio"
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// The encodings of text files, as Info names them.
const (
	encUTF8    = "utf-8"
	encUTF8BOM = "utf-8-bom"
	encUTF16LE = "utf-16le"
	encUTF16BE = "utf-16be"
	enc1252    = "windows-1252"
)

var utf8BOM = []byte("\xEF\xBB\xBF")

// codecOf gives the coder of an encoding; nil is UTF-8 as it stands.
func codecOf(name string) encoding.Encoding {
	switch name {
	case encUTF16LE:
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case encUTF16BE:
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case enc1252:
		return charmap.Windows1252
	}
	return nil
}

// detect judges the encoding of a whole file: its mark, the pattern of NULs that
// UTF-16 leaves, else whether every byte is valid UTF-8.
func detect(from Source) (string, error) {
	head := make([]byte, 4096)
	n, err := from.Reader.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return "", opened(err)
	}
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte("\xFF\xFE")):
		return paired(encUTF16LE, from.Size)
	case bytes.HasPrefix(head, []byte("\xFE\xFF")):
		return paired(encUTF16BE, from.Size)
	}
	if name := nulPattern(head); name != "" {
		return paired(name, from.Size)
	}
	name, err := scanBytes(bufio.NewReaderSize(io.NewSectionReader(from.Reader, 0, from.Size), 64<<10))
	if err == nil && name == encUTF8 && bytes.HasPrefix(head, utf8BOM) {
		name = encUTF8BOM
	}
	return name, err
}

// paired holds UTF-16 to its two bytes a character.
func paired(name string, size int64) (string, error) {
	if size%2 != 0 {
		return "", &Error{Trouble: Truncated}
	}
	return name, nil
}

// nulPattern finds UTF-16 without a mark: western text has its NULs on one side.
func nulPattern(head []byte) string {
	var nuls [2]int
	for i, b := range head {
		if b == 0 {
			nuls[i%2]++
		}
	}
	pairs := len(head) / 2
	switch {
	case pairs < 2:
		return ""
	case nuls[0] == 0 && nuls[1]*4 >= pairs*3:
		return encUTF16LE
	case nuls[1] == 0 && nuls[0]*4 >= pairs*3:
		return encUTF16BE
	}
	return ""
}

// scanBytes reads on to the end: a register may be plain ASCII for a thousand
// rows before its first æ. A file with many UTF-8 letters and a few broken ones
// is neither encoding, and to take it for Windows-1252 would spoil every name.
func scanBytes(r *bufio.Reader) (string, error) {
	var line, good, bad, firstBad, undefined int
	line = 1
	for {
		c, size, err := r.ReadRune()
		if err == io.EOF {
			break
		}
		if err != nil {
			return "", opened(err)
		}
		switch {
		case c == 0:
			return "", &Error{Trouble: NulByte, Line: line}
		case c == '\n':
			line++
		case c == utf8.RuneError && size == 1:
			if bad++; firstBad == 0 {
				firstBad = line
			}
			if undefined == 0 && undefined1252(r) {
				undefined = line
			}
		case size > 1 && c != '\uFEFF':
			good++
		}
	}
	switch {
	case bad == 0:
		return encUTF8, nil
	case good > bad:
		return "", &Error{Trouble: Charset, Line: firstBad}
	case undefined > 0:
		return "", &Error{Trouble: Charset, Line: undefined}
	}
	return enc1252, nil
}

// undefined1252 looks at the byte just read: five have no meaning in
// Windows-1252.
func undefined1252(r *bufio.Reader) bool {
	if r.UnreadRune() != nil {
		return false
	}
	b, err := r.ReadByte()
	return err == nil && bytes.IndexByte([]byte{0x81, 0x8D, 0x8F, 0x90, 0x9D}, b) >= 0
}
