package xsd

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// facets are the checks of a type and of all its bases. Restriction only narrows, so all of them must hold.
type facets struct {
	checks []facetCheck
}

// facetCheck is one facet (Part 2 §4.3).
type facetCheck struct {
	name    string
	limit   string // as written
	count   int    // length, minLength, maxLength, totalDigits, fractionDigits
	bound   value
	pattern *regexp.Regexp
	allowed map[string]bool // enumeration, by key of the value
}

func (f *facets) check(t *simpleType, text string, v *value) *flaw {
	for i := range f.checks {
		c := &f.checks[i]
		if code := c.broken(text, v); code != "" {
			return &flaw{code: code, typ: t, facet: c.name, limit: c.limit}
		}
	}
	return nil
}

// broken gives the code of the breach, or nothing.
func (c *facetCheck) broken(text string, v *value) Code {
	switch c.name {
	case "pattern":
		if !c.pattern.MatchString(text) {
			return WrongPattern
		}
	case "enumeration":
		if !c.allowed[v.key()] {
			return NotEnumerated
		}
	case "length", "minLength", "maxLength":
		return c.lengthBroken(v)
	case "totalDigits":
		if v.digits() > c.count {
			return TooManyDigits
		}
	case "fractionDigits":
		if len(v.frac) > c.count {
			return TooManyDecimals
		}
	default:
		return c.boundBroken(v)
	}
	return ""
}

func (c *facetCheck) lengthBroken(v *value) Code {
	n := v.length()
	switch {
	case n < 0: // QName and NOTATION: their lengths mean nothing (Part 2 erratum E2-36)
	case c.name == "length" && n != c.count:
		return WrongLength
	case c.name == "minLength" && n < c.count:
		return TooShort
	case c.name == "maxLength" && n > c.count:
		return TooLong
	}
	return ""
}

// boundBroken treats values that cannot be ordered as outside (Part 2 §4.3.7–10).
func (c *facetCheck) boundBroken(v *value) Code {
	order, comparable := v.primitive.compare(*v, c.bound)
	switch c.name {
	case "minInclusive":
		if !comparable || order < 0 {
			return TooSmall
		}
	case "minExclusive":
		if !comparable || order <= 0 {
			return TooSmall
		}
	case "maxInclusive":
		if !comparable || order > 0 {
			return TooLarge
		}
	case "maxExclusive":
		if !comparable || order >= 0 {
			return TooLarge
		}
	}
	return ""
}

// length counts as the length facets do (Part 2 §4.3.1): items, octets, or characters; -1 where it means nothing.
func (v *value) length() int {
	switch v.primitive.measure {
	case byItems:
		return len(v.items)
	case byOctets:
		return v.octets
	case byCharacters:
		return utf8.RuneCountInString(v.text)
	}
	return -1
}

// digits counts as totalDigits does: without sign, leading and trailing zeros that say nothing.
func (v *value) digits() int { return len(v.ints) + len(v.frac) }

// key is the same for two values exactly when they are equal. Values of different primitive types are never equal.
func (v *value) key() string {
	if v.primitive == listPrimitive {
		var b strings.Builder
		b.WriteString("list")
		for i := range v.items {
			b.WriteByte(0)
			b.WriteString(v.items[i].key())
		}
		return b.String()
	}
	return v.primitive.name + "\x01" + v.primitive.canonical(*v)
}
