package mail

import (
	"bytes"
	"io"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// codecOf is the decoder of a charset's name. US-ASCII and an unknown or missing name give nil: the bytes then judge themselves ([decode]).
func codecOf(name string) encoding.Encoding {
	name = strings.ToLower(strings.TrimSpace(name))
	switch name {
	case "", "us-ascii", "ascii", "utf-8", "utf8":
		return nil
	case "iso-8859-1", "latin1":
		return charmap.Windows1252 // as every mail program reads it: its 128 control codes are letters there
	}
	codec, err := htmlindex.Get(name)
	if err != nil || codec == encoding.Replacement {
		return nil
	}
	return codec
}

// pages are the Windows code pages of .msg files that htmlindex knows under another name.
var pages = map[uint32]string{874: "windows-874", 932: "shift_jis", 936: "gbk", 949: "euc-kr", 950: "big5", 1250: "windows-1250", 1251: "windows-1251",
	1253: "windows-1253", 1254: "windows-1254", 1255: "windows-1255", 1256: "windows-1256", 1257: "windows-1257", 1258: "windows-1258",
	28592: "iso-8859-2", 28605: "iso-8859-15", 50220: "iso-2022-jp"}

// codecOfPage is the decoder of a Windows code page; Windows-1252 where it is unknown, and nil for UTF-8 (65001).
func codecOfPage(page uint32) encoding.Encoding {
	if page == 65001 {
		return nil
	}
	if codec := codecOf(pages[page]); codec != nil {
		return codec
	}
	return charmap.Windows1252
}

// decode gives text as UTF-8 with plain line ends: by the codec where there is one, else as UTF-8 when it is that, else as Windows-1252.
func decode(raw []byte, codec encoding.Encoding) string {
	if codec == nil && !utf8.Valid(raw) {
		codec = charmap.Windows1252
	}
	if codec != nil {
		if text, err := codec.NewDecoder().Bytes(raw); err == nil {
			raw = text
		}
	}
	text := strings.ToValidUTF8(strings.TrimPrefix(string(raw), "\uFEFF"), "\uFFFD")
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// decode16 gives UTF-16LE as UTF-8, up to a NUL that ends it.
func decode16(raw []byte) string {
	text, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder().Bytes(raw[:len(raw)&^1])
	if err != nil {
		return ""
	}
	return decode(bytes.TrimRight(text, "\x00"), nil)
}

// decodeHeader gives a header value with its encoded words (RFC 2047) decoded. Raw bytes, which old programs wrote, are read as [decode] does.
func decodeHeader(raw []byte) string {
	value := decode(raw, nil)
	words := mime.WordDecoder{CharsetReader: func(name string, in io.Reader) (io.Reader, error) {
		content, err := io.ReadAll(in)
		return strings.NewReader(decode(content, codecOf(name))), err
	}}
	if decoded, err := words.DecodeHeader(value); err == nil {
		value = decoded
	}
	return strings.TrimSpace(strings.Map(printable, value))
}

// printable turns controls, which have no business in a header, into spaces.
func printable(r rune) rune {
	if r < 0x20 || r == 0x7F {
		return ' '
	}
	return r
}
