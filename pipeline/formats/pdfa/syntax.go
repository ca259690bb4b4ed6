package pdfa

import (
	"math"
	"strconv"
	"unicode/utf16"
)

// ref is the number of an indirect object; its generation is always 0.
type ref uint32

// points per millimetre: a PDF user space unit is 1/72 inch (ISO 32000-1, 8.3.2.3).
const pointsPerMM = 72 / 25.4

func points(mm float64) float64 { return mm * pointsPerMM }

// appendNum writes a number with at most three decimals (0.00035 mm), never with an exponent:
// PDF has no exponent notation (ISO 32000-1, 7.3.3).
func appendNum(b []byte, v float64) []byte {
	n := int64(math.Round(v * 1000))
	if n < 0 {
		b = append(b, '-')
		n = -n
	}
	b = strconv.AppendInt(b, n/1000, 10)
	frac := n % 1000
	if frac == 0 {
		return b
	}
	b = append(b, '.', byte('0'+frac/100))
	if frac%100 != 0 {
		b = append(b, byte('0'+frac/10%10))
	}
	if frac%10 != 0 {
		b = append(b, byte('0'+frac%10))
	}
	return b
}

func appendNums(b []byte, values ...float64) []byte {
	for i, v := range values {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendNum(b, v)
	}
	return b
}

func appendInt(b []byte, n int) []byte { return strconv.AppendInt(b, int64(n), 10) }

func appendRef(b []byte, r ref) []byte {
	b = strconv.AppendUint(b, uint64(r), 10)
	return append(b, " 0 R"...)
}

const hexDigits = "0123456789ABCDEF"

func appendHex16(b []byte, v uint16) []byte {
	return append(b, hexDigits[v>>12], hexDigits[v>>8&15], hexDigits[v>>4&15], hexDigits[v&15])
}

// appendText writes a text string (ISO 32000-1, 7.9.2.2): plain letters as they are,
// everything else as UTF-16BE with its byte order mark.
func appendText(b []byte, s string) []byte {
	if plainASCII(s) {
		b = append(b, '(')
		for i := range len(s) {
			if c := s[i]; c == '(' || c == ')' || c == '\\' {
				b = append(b, '\\')
			}
			b = append(b, s[i])
		}
		return append(b, ')')
	}
	b = append(b, "<FEFF"...)
	for _, u := range utf16.Encode([]rune(s)) {
		b = appendHex16(b, u)
	}
	return append(b, '>')
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// appendUTF16 writes one rune as UTF-16BE hex digits without a byte order mark, as ToUnicode wants it.
func appendUTF16(b []byte, r rune) []byte {
	if r < 0x10000 {
		return appendHex16(b, uint16(r))
	}
	hi, lo := utf16.EncodeRune(r)
	return appendHex16(appendHex16(b, uint16(hi)), uint16(lo))
}
