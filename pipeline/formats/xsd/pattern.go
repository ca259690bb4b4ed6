package xsd

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Bounds for regular expressions. Go's engine runs in time linear to the text whatever the expression, but the
// compiled expression takes memory.
const (
	maxPattern    = 16 << 10 // length as written
	maxTranslated = 4 << 20  // length as translated
	maxGroups     = 200      // nesting
	maxQuantity   = 100_000
	repeatsAtOnce = 1000 // what Go takes in one {n}
	maxWeight     = 100_000
)

// compilePattern turns the patterns of one derivation step, which are alternatives, into one expression
// (Part 2 §4.3.4, appendix F).
func compilePattern(patterns []string) (*regexp.Regexp, error) {
	parts := make([]string, len(patterns))
	for i, p := range patterns {
		if len(p) > maxPattern {
			return nil, errors.New("pattern too long")
		}
		t := translator{in: p}
		out, err := t.alternatives(0)
		if err == nil && t.pos < len(p) {
			err = errors.New("unexpected )")
		}
		if err != nil {
			return nil, fmt.Errorf("pattern, at character %d: %w", utf8.RuneCountInString(p[:t.pos])+1, err)
		}
		parts[i] = out
	}
	return regexp.Compile(`\A(?:` + strings.Join(parts, "|") + `)\z`)
}

// translator reads an XSD regular expression and writes one for package regexp.
type translator struct {
	in     string
	pos    int
	weight int // atoms, each as often as the quantifiers around it ask for
}

func (t *translator) more() bool { return t.pos < len(t.in) }

func (t *translator) peek() byte {
	if t.more() {
		return t.in[t.pos]
	}
	return 0
}

func (t *translator) rune() rune {
	r, size := utf8.DecodeRuneInString(t.in[t.pos:])
	t.pos += size
	return r
}

func (t *translator) alternatives(depth int) (string, error) {
	if depth > maxGroups {
		return "", errors.New("groups too deep")
	}
	var b strings.Builder
	for {
		for t.more() && t.peek() != '|' && t.peek() != ')' {
			piece, err := t.piece(depth)
			if err != nil {
				return "", err
			}
			b.WriteString(piece)
			if b.Len() > maxTranslated {
				return "", errors.New("pattern too large")
			}
		}
		if t.peek() != '|' {
			return b.String(), nil
		}
		t.pos++
		b.WriteByte('|')
	}
}

func (t *translator) piece(depth int) (string, error) {
	before := t.weight
	t.weight++
	atom, err := t.atom(depth)
	if err != nil {
		return "", err
	}
	switch c := t.peek(); c {
	case '?', '*', '+':
		t.pos++
		return "(?:" + atom + ")" + string(c), nil
	case '{':
		return t.quantity(atom, t.weight-before)
	}
	return atom, nil
}

func (t *translator) atom(depth int) (string, error) {
	switch c := t.peek(); c {
	case '(':
		t.pos++
		inner, err := t.alternatives(depth + 1)
		if err != nil {
			return "", err
		}
		if t.peek() != ')' {
			return "", errors.New("( without )")
		}
		t.pos++
		return "(?:" + inner + ")", nil
	case '[':
		t.pos++
		set, err := t.class(depth)
		return set.expression(), err
	case '\\':
		set, err := t.escape()
		return set.expression(), err
	case '.':
		t.pos++
		return charSet{{'\n', '\n'}, {'\r', '\r'}}.complement().expression(), nil
	case '?', '*', '+', ']':
		return "", fmt.Errorf("%c without what it applies to", c)
	}
	return regexp.QuoteMeta(string(t.rune())), nil
}

// quantity reads {n}, {n,} or {n,m}.
func (t *translator) quantity(atom string, weight int) (string, error) {
	end := strings.IndexByte(t.in[t.pos:], '}')
	if end < 0 {
		return "", errors.New("{ without }")
	}
	low, high, ranged := strings.Cut(t.in[t.pos+1:t.pos+end], ",")
	least, err := strconv.Atoi(low)
	most := least
	if err == nil && ranged {
		if most = unbounded; high != "" {
			most, err = strconv.Atoi(high)
		}
	}
	if err != nil || !onlyDigits(low) || ranged && high != "" && !onlyDigits(high) || most != unbounded && most < least {
		return "", errors.New("quantity out of form")
	}
	if max(least, most) > maxQuantity {
		return "", fmt.Errorf("quantity above %d is not supported", maxQuantity)
	}
	t.pos += end + 1
	if t.weight += weight * max(least, most, 1); t.weight > maxWeight {
		return "", errors.New("pattern too large")
	}
	return t.repeat(atom, least, most)
}

// repeat writes quantities so that Go's engine takes them: at most a thousand in one {n}, and none inside another,
// which is why what already holds one is written out. The size stays bounded.
func (t *translator) repeat(atom string, least, most int) (string, error) {
	count := max(least, most)
	written := strings.Contains(atom, "){")
	if written && count*(len(atom)+5) > maxTranslated {
		return "", errors.New("pattern too large")
	}
	atom = "(?:" + atom + ")"
	var b strings.Builder
	b.WriteString("(?:")
	if written {
		b.WriteString(strings.Repeat(atom, least))
		b.WriteString(strings.Repeat(atom+"?", max(most-least, 0)))
	} else {
		writeChunks(&b, strings.ReplaceAll(atom, "%", "%%")+"{%d}", least)
		writeChunks(&b, strings.ReplaceAll(atom, "%", "%%")+"{0,%d}", most-least)
	}
	if most == unbounded {
		b.WriteString(atom + "*")
	}
	return b.String() + ")", nil
}

func writeChunks(b *strings.Builder, form string, n int) {
	for ; n > 0; n -= repeatsAtOnce {
		fmt.Fprintf(b, form, min(n, repeatsAtOnce))
	}
}
