package xsd

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
)

// class reads a character class expression after its [ (appendix F.1).
func (t *translator) class(depth int) (charSet, error) {
	if depth > maxGroups {
		return nil, errors.New("classes too deep")
	}
	negated := t.peek() == '^'
	if negated {
		t.pos++
	}
	var set charSet
	for first := true; ; first = false {
		switch {
		case !t.more():
			return nil, errors.New("[ without ]")
		case t.peek() == ']' && !first:
			t.pos++
			return set.tidy().negatedIf(negated), nil
		case strings.HasPrefix(t.in[t.pos:], "-[") && !first:
			t.pos += 2
			minus, err := t.class(depth + 1)
			if err != nil {
				return nil, err
			}
			if t.peek() != ']' {
				return nil, errors.New("] expected after a subtraction")
			}
			t.pos++
			return set.tidy().negatedIf(negated).minus(minus), nil
		}
		part, err := t.classPart(first)
		if err != nil {
			return nil, err
		}
		set = append(set, part...)
	}
}

// classPart reads an escape, one character, or a range.
func (t *translator) classPart(first bool) (charSet, error) {
	from, set, err := t.classChar()
	if err != nil || set != nil {
		return set, err
	}
	if t.peek() != '-' || strings.HasPrefix(t.in[t.pos:], "-]") || strings.HasPrefix(t.in[t.pos:], "-[") {
		return charSet{{from, from}}, nil
	}
	if from == '-' && !first && t.in[t.pos-1] == '-' {
		return charSet{{from, from}}, nil
	}
	t.pos++
	to, set, err := t.classChar()
	switch {
	case err != nil:
		return nil, err
	case set != nil:
		return nil, errors.New("a range cannot end with a class")
	case to < from:
		return nil, errors.New("range in the wrong order")
	}
	return charSet{{from, to}}, nil
}

// classChar reads one character, or a class escape as a set.
func (t *translator) classChar() (rune, charSet, error) {
	switch t.peek() {
	case '[', ']':
		return 0, nil, fmt.Errorf("%c inside a class must be escaped", t.peek())
	case 0:
		return 0, nil, errors.New("[ without ]")
	case '\\':
		set, err := t.escape()
		if err == nil && len(set) == 1 && set[0].lo == set[0].hi {
			return set[0].lo, nil, nil
		}
		return 0, set, err
	}
	return t.rune(), nil, nil
}

// escape reads \ and what follows (appendix F.1.1).
func (t *translator) escape() (charSet, error) {
	t.pos++
	c := t.peek()
	if c == 'p' || c == 'P' {
		return t.property(c == 'P')
	}
	if strings.IndexByte(`\|.?*+(){}-[]^`, c) >= 0 && c != 0 {
		t.pos++
		return charSet{{rune(c), rune(c)}}, nil
	}
	set, ok := escapes[lower(c)]
	if !ok || c == 'N' || c == 'R' || c == 'T' {
		return nil, errors.New("unknown escape")
	}
	t.pos++
	return set.negatedIf(c != lower(c)), nil
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

var colon = charSet{{':', ':'}}

// escapes are the single and multi-character escapes; the upper case letter means the complement.
var escapes = map[byte]charSet{
	'n': {{'\n', '\n'}}, 'r': {{'\r', '\r'}}, 't': {{'\t', '\t'}},
	's': {{'\t', '\n'}, {'\r', '\r'}, {' ', ' '}},
	'i': tableSet(xmltext.NameStart).union(colon),
	'c': tableSet(xmltext.NameChar).union(colon),
	'd': tableSet(unicode.Nd),
	'w': tableSet(unicode.P, unicode.Z, unicode.C).union(unassigned()).complement(),
}

func unassigned() charSet {
	var tables []*unicode.RangeTable
	for _, name := range []string{"L", "M", "N", "P", "Z", "S", "C"} {
		tables = append(tables, unicode.Categories[name])
	}
	return tableSet(tables...).complement()
}

// property reads {Lu}, {IsBasicLatin} and so on after \p or \P.
func (t *translator) property(negated bool) (charSet, error) {
	end := strings.IndexByte(t.in[t.pos:], '}')
	if end < 2 || t.in[t.pos+1] != '{' {
		return nil, errors.New(`\p without {name}`)
	}
	name := t.in[t.pos+2 : t.pos+end]
	set, ok := categorySet(name)
	if block, isBlock := strings.CutPrefix(name, "Is"); isBlock {
		set, ok = blockSet(block)
	}
	if !ok {
		return nil, errors.New("unknown property " + name)
	}
	t.pos += end + 1
	return set.negatedIf(negated), nil
}

// categorySet gives a general category of Unicode: one letter, or two.
func categorySet(name string) (charSet, bool) {
	switch name {
	case "Cn":
		return unassigned(), true
	case "C":
		return tableSet(unicode.C).union(unassigned()), true
	}
	table, ok := unicode.Categories[name]
	if !ok || len(name) > 2 || name == "LC" {
		return nil, false
	}
	return tableSet(table), true
}

func (s charSet) negatedIf(negated bool) charSet {
	if negated {
		return s.complement()
	}
	return s
}

// expression writes the set as a class of package regexp.
func (s charSet) expression() string {
	if len(s) == 0 {
		return `[^\x{0}-\x{10FFFF}]`
	}
	var b strings.Builder
	b.WriteByte('[')
	for _, c := range s {
		fmt.Fprintf(&b, `\x{%X}-\x{%X}`, c.lo, c.hi)
	}
	b.WriteByte(']')
	return b.String()
}
