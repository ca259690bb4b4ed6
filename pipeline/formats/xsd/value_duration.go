package xsd

import (
	"fmt"
	"strconv"
	"strings"
)

// span is a duration: months and seconds do not add up to each other (Part 2 §3.2.6).
type span struct {
	months  int64
	seconds int64
	frac    string
}

// parseDuration reads PnYnMnDTnHnMnS with any part left out, but not all, and nothing empty after T. Parts of
// more than ten digits are beyond what is told apart here.
func parseDuration(text string, _ *scope) (value, Code) {
	s, negative := strings.CutPrefix(text, "-")
	s, ok := strings.CutPrefix(s, "P")
	if !ok || s == "" {
		return value{}, WrongType
	}
	date, clock, timed := strings.Cut(s, "T")
	v := value{negative: negative}
	if timed && clock == "" || !v.span.parts(date, "YMD") || !v.span.parts(clock, "hms") {
		return value{}, WrongType
	}
	return v, ""
}

// parts reads numbers with designators, which must come in the order of letters.
func (d *span) parts(s, letters string) bool {
	at := 0
	for s != "" {
		n := 0
		for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == '.') {
			n++
		}
		if n == 0 || n == len(s) {
			return false
		}
		i := strings.IndexByte(strings.ToUpper(letters[at:]), s[n])
		if i < 0 || !d.add(letters[at+i], s[:n]) {
			return false
		}
		at += i + 1
		s = s[n+1:]
	}
	return true
}

func (d *span) add(letter byte, digits string) bool {
	whole, frac, pointed := strings.Cut(digits, ".")
	if pointed && (letter != 's' || !onlyDigits(frac)) || !onlyDigits(whole) || len(strings.TrimLeft(whole, "0")) > 10 {
		return false
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	switch letter {
	case 'Y':
		d.months += 12 * n
	case 'M':
		d.months += n
	case 'D':
		d.seconds += 86400 * n
	case 'h':
		d.seconds += 3600 * n
	case 'm':
		d.seconds += 60 * n
	case 's':
		d.seconds += n
		d.frac = strings.TrimRight(frac, "0")
	}
	return err == nil
}

func durationKey(v value) string {
	if v.span == (span{}) {
		return "0"
	}
	return fmt.Sprintf("%t %d %d.%s", v.negative, v.span.months, v.span.seconds, v.span.frac)
}

// references are the four moments of Part 2 §3.2.6.2: durations are ordered when all four agree.
var references = []struct {
	year  int64
	month int
}{{1696, 9}, {1697, 2}, {1903, 3}, {1903, 7}}

func compareDuration(a, b value) (int, bool) {
	first := 0
	for i, r := range references {
		order := compareFrom(&a, &b, r.year, r.month)
		if i == 0 {
			first = order
		} else if order != first {
			return 0, false
		}
	}
	return first, true
}

func compareFrom(a, b *value, year int64, month int) int {
	sa, fa := a.secondsFrom(year, month)
	sb, fb := b.secondsFrom(year, month)
	switch {
	case sa < sb:
		return -1
	case sa > sb:
		return 1
	case a.negative && b.negative:
		return strings.Compare(fb, fa)
	case a.negative != b.negative: // equal whole seconds, and at least one fraction points the other way
		if fa == "" && fb == "" {
			return 0
		}
		if a.negative {
			return -1
		}
		return 1
	}
	return strings.Compare(fa, fb)
}

// secondsFrom adds the duration to the first day of a month.
func (v *value) secondsFrom(year int64, month int) (int64, string) {
	sign := int64(1)
	if v.negative {
		sign = -1
	}
	months := year*12 + int64(month-1) + sign*v.span.months
	y := floorDiv(months, 12)
	return dayNumber(y, int(months-y*12)+1, 1)*86400 + sign*v.span.seconds, v.span.frac
}
