package main

import (
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"
)

// printable writes text that may hold what strangers wrote – names in a package, cells of a register – and keeps it from steering the terminal: control
// characters but line breaks and tabs, and what turns the direction of writing, stand as \u001b. In JSON that is the same character.
type printable struct {
	w    io.Writer
	rest []byte // of a character that the last Write cut
}

// Write implements io.Writer.
func (p *printable) Write(text []byte) (int, error) {
	shown := make([]byte, 0, len(text)+len(p.rest))
	left := append(p.rest, text...)
	for utf8.FullRune(left) {
		r, size := utf8.DecodeRune(left)
		if steers(r) {
			shown = fmt.Appendf(shown, `\u%04x`, r)
		} else {
			shown = append(shown, left[:size]...)
		}
		left = left[size:]
	}
	p.rest = append(p.rest[:0], left...)
	if _, err := p.w.Write(shown); err != nil {
		return 0, err
	}
	return len(text), nil
}

// steers tells of a character that does something to a terminal, and is nothing to read.
func steers(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069': // embeddings, overrides and isolates
		return true
	}
	return unicode.IsControl(r)
}
