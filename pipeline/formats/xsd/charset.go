package xsd

import (
	"slices"
	"unicode"
)

// charRange is an inclusive range of code points.
type charRange struct{ lo, hi rune }

// charSet is a set of code points as ranges in rising order that neither overlap nor touch.
type charSet []charRange

const maxRune = 0x10FFFF

// tidy sorts the ranges and joins those that overlap or touch.
func (s charSet) tidy() charSet {
	sorted := slices.Clone(s)
	slices.SortFunc(sorted, func(a, b charRange) int { return int(a.lo - b.lo) })
	var out charSet
	for _, c := range sorted {
		if n := len(out); n > 0 && c.lo <= out[n-1].hi+1 {
			out[n-1].hi = max(out[n-1].hi, c.hi)
			continue
		}
		out = append(out, c)
	}
	return out
}

func (s charSet) union(t charSet) charSet { return append(slices.Clone(s), t...).tidy() }

// complement gives every code point that is not in s.
func (s charSet) complement() charSet {
	var out charSet
	next := rune(0)
	for _, c := range s {
		if c.lo > next {
			out = append(out, charRange{next, c.lo - 1})
		}
		next = c.hi + 1
	}
	if next <= maxRune {
		out = append(out, charRange{next, maxRune})
	}
	return out
}

func (s charSet) minus(t charSet) charSet {
	return s.complement().union(t).complement()
}

// tableSet turns a table of package unicode into a set.
func tableSet(tables ...*unicode.RangeTable) charSet {
	var out charSet
	for _, t := range tables {
		for _, r := range t.R16 {
			out = appendStride(out, rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
		for _, r := range t.R32 {
			out = appendStride(out, rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
	}
	return out.tidy()
}

func appendStride(s charSet, lo, hi, stride rune) charSet {
	if stride == 1 {
		return append(s, charRange{lo, hi})
	}
	for r := lo; r <= hi; r += stride {
		s = append(s, charRange{r, r})
	}
	return s
}
