package order

import (
	"bytes"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letter is a printed letter of the Norwegian alphabet and its primary weight.
type letter struct {
	printed string
	weight  []byte
}

// Letter is the first n letters of a surname as the collation sees them, as printed for a range (domain §1.8, §4.1): Aasen is Å when Aa sorts as Å, Čáhput
// C, Öberg Ø, Müller with two letters My. A letter with a place of its own outside the Norwegian alphabet stands for itself (Ŋ between N and O). It ends
// where the first word ends, since a space sorts before every letter, and is empty where there is no letter.
func (o *Order) Letter(surname string, n int) string {
	c := o.collators.Get().(*collator)
	defer o.collators.Put(c)
	var out []string
	rest := o.plain(surname)
	for rest != "" && len(out) < n {
		var unit string
		unit, rest = o.unit(rest)
		if r := []rune(unit)[0]; !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			break
		}
		out = append(out, o.printed(c, unit)...)
	}
	if n = max(n, 0); len(out) > n {
		out = out[:n]
	}
	for i := 1; i < len(out); i++ {
		out[i] = strings.ToLower(out[i])
	}
	return strings.Join(out, "")
}

// unit cuts the next collation unit from a text: aa where it is one letter, else a letter and the marks on it.
func (o *Order) unit(text string) (unit, rest string) {
	end := norm.NFC.NextBoundaryInString(text, true)
	if strings.HasPrefix(text, "aa") && o.options.AaAsA {
		end = 1 + norm.NFC.NextBoundaryInString(text[1:], true)
		if end > len("aa") {
			end = 1 // a mark on the second a: two letters
		}
	}
	return text[:end], strings.TrimLeft(text[end:], "\u034f")
}

// printed is the letters that have the primary weight of a unit: one, or two for ß and Þ; the unit itself, without marks, when the alphabet has none.
func (o *Order) printed(c *collator, unit string) []string {
	weight := c.primary(unit)
	var out []string
	for len(weight) > 0 {
		next := ""
		for _, l := range o.letters {
			if bytes.HasPrefix(weight, l.weight) {
				next, weight = l.printed, weight[len(l.weight):]
				break
			}
		}
		if next == "" {
			return []string{strings.ToUpper(string([]rune(norm.NFD.String(unit))[:1]))}
		}
		out = append(out, next)
	}
	return out
}

// alphabet is the Norwegian letters with their weights.
func (o *Order) alphabet() []letter {
	c := o.collators.Get().(*collator)
	defer o.collators.Put(c)
	var all []letter
	for _, r := range "abcdefghijklmnopqrstuvwxyzæøå" {
		all = append(all, letter{strings.ToUpper(string(r)), c.primary(string(r))})
	}
	return all
}

// primary is the primary weights of a text: the key up to the first level separator.
func (c *collator) primary(text string) []byte {
	c.buffer.Reset()
	key := c.KeyFromString(&c.buffer, text)
	if end := bytes.Index(key, []byte{0, 0}); end >= 0 {
		key = key[:end]
	}
	return bytes.Clone(key)
}
