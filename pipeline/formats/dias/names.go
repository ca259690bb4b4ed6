package dias

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Faults of names.
var (
	ErrName   = errors.New("name is not allowed in a package")
	ErrNotNFC = errors.New("name is not in Unicode form NFC")
)

// maxName is the longest path segment that common file systems hold, in bytes.
const maxName = 255

// CheckName tells whether a path may be written into a package: relative, clean, UTF-8 in form NFC,
// without backslashes and control characters, no segment above 255 bytes or ending in a dot or space
// (Windows drops those).
func CheckName(p string) error {
	if !utf8.ValidString(p) || p == "" || strings.ContainsFunc(p, unicode.IsControl) || strings.Contains(p, `\`) || drive(p) {
		return ErrName
	}
	for _, segment := range strings.Split(p, "/") {
		if segment == "" || strings.TrimRight(segment, ". ") != segment || len(segment) > maxName {
			return ErrName
		}
	}
	if !norm.NFC.IsNormalString(p) {
		return ErrNotNFC
	}
	return nil
}

// drive tells whether a path begins with a Windows drive letter.
func drive(p string) bool {
	return len(p) >= 2 && p[1] == ':' && (p[0]|0x20 >= 'a' && p[0]|0x20 <= 'z')
}
