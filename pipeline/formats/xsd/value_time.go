package xsd

import (
	"fmt"
	"strconv"
	"strings"
)

// moment is a point on the time line as the date and time types see it (Part 2 §3.2.7–14, appendix D). Parts
// that a type does not have are those of the reference moment 1972-01-01T00:00:00.
type moment struct {
	seconds int64  // since 1970, local when there is no zone
	frac    string // digits of the second's fraction, without trailing zeros
	zoned   bool
}

// forms give the parts of the types in order, as written.
var forms = map[string]string{
	"dateTime": "Y-M-DTt", "date": "Y-M-D", "time": "t", "gYear": "Y", "gYearMonth": "Y-M",
	"gMonth": "--M", "gMonthDay": "--M-D", "gDay": "---D",
}

func momentPrimitive(name string) *primitive {
	form := forms[name]
	return &primitive{
		name: name,
		parse: func(text string, _ *scope) (value, Code) {
			m, ok := parseMoment(text, form)
			if !ok {
				return value{}, WrongType
			}
			return value{time: m}, ""
		},
		compare: func(a, b value) (int, bool) { return compareMoments(a.time, b.time) },
		canonical: func(v value) string {
			return fmt.Sprintf("%d.%s %t", v.time.seconds, v.time.frac, v.time.zoned)
		},
	}
}

// clock is a moment in parts.
type clock struct {
	year                             int64
	month, day, hour, minute, second int
	frac                             string
}

// parseMoment reads text by form: Y year, M month, D day, t time of day; other letters stand for themselves.
func parseMoment(text, form string) (moment, bool) {
	c := clock{year: 1972, month: 1, day: 1}
	rest, ok := text, true
	for i := 0; i < len(form) && ok; i++ {
		switch form[i] {
		case 'Y':
			c.year, rest, ok = parseYear(rest)
		case 'M':
			c.month, rest, ok = twoDigits(rest, 1, 12)
		case 'D':
			c.day, rest, ok = twoDigits(rest, 1, 31)
		case 't':
			rest, ok = c.parseTime(rest)
		default:
			ok = rest != "" && rest[0] == form[i]
			if ok {
				rest = rest[1:]
			}
		}
	}
	if !ok || c.day > daysIn(c.year, c.month) {
		return moment{}, false
	}
	zone, zoned, ok := parseZone(rest)
	m := moment{seconds: c.seconds() - int64(zone)*60, frac: c.frac, zoned: zoned}
	if form == "t" && c.hour == 24 {
		m.seconds -= 86400 // the end of the day is the same time as its beginning
	}
	return m, ok
}

// parseYear reads four digits or more, no year 0000, no needless zeros (Part 2 §3.2.7.1). More than 11 digits are
// beyond what is told apart here, which §5.4 leaves to the processor.
func parseYear(s string) (year int64, rest string, ok bool) {
	digits := strings.TrimPrefix(s, "-")
	n := 0
	for n < len(digits) && digits[n] >= '0' && digits[n] <= '9' {
		n++
	}
	if n < 4 || n > 11 || n > 4 && digits[0] == '0' {
		return 0, s, false
	}
	year, err := strconv.ParseInt(digits[:n], 10, 64)
	rest = digits[n:]
	if len(digits) < len(s) {
		year = -year
	}
	return year, rest, err == nil && year != 0
}

func twoDigits(s string, least, most int) (n int, rest string, ok bool) {
	if len(s) < 2 || !onlyDigits(s[:2]) {
		return 0, s, false
	}
	n = int(s[0]-'0')*10 + int(s[1]-'0')
	return n, s[2:], n >= least && n <= most
}

// parseTime reads hh:mm:ss with a fraction; 24:00:00 is the end of the day.
func (c *clock) parseTime(s string) (rest string, ok bool) {
	if c.hour, s, ok = twoDigits(s, 0, 24); !ok || s == "" || s[0] != ':' {
		return s, false
	}
	if c.minute, s, ok = twoDigits(s[1:], 0, 59); !ok || s == "" || s[0] != ':' {
		return s, false
	}
	if c.second, s, ok = twoDigits(s[1:], 0, 59); !ok {
		return s, false
	}
	if s != "" && s[0] == '.' {
		n := 1
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		if n == 1 {
			return s, false
		}
		c.frac, s = strings.TrimRight(s[1:n], "0"), s[n:]
	}
	return s, c.hour < 24 || c.minute == 0 && c.second == 0 && c.frac == ""
}

// parseZone reads nothing, Z, or +hh:mm up to 14:00; the result is in minutes east.
func parseZone(s string) (minutes int, zoned, ok bool) {
	if s == "" {
		return 0, false, true
	}
	if s == "Z" {
		return 0, true, true
	}
	if len(s) != 6 || s[0] != '+' && s[0] != '-' || s[3] != ':' {
		return 0, false, false
	}
	h, _, okh := twoDigits(s[1:], 0, 14)
	m, _, okm := twoDigits(s[4:], 0, 59)
	minutes = h*60 + m
	if s[0] == '-' {
		minutes = -minutes
	}
	return minutes, true, okh && okm && (h < 14 || m == 0)
}

// daysIn counts the days of a month. A year before the common era is written -0001 for the first one, which is
// the year 0 of the proleptic calendar.
func daysIn(year int64, month int) int {
	switch month {
	case 2:
		if y := proleptic(year); y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func proleptic(year int64) int64 {
	if year < 0 {
		return year + 1
	}
	return year
}

func (c *clock) seconds() int64 {
	return dayNumber(proleptic(c.year), c.month, c.day)*86400 + int64(c.hour)*3600 + int64(c.minute)*60 + int64(c.second)
}

// dayNumber counts days since 1970-01-01 in the proleptic Gregorian calendar.
func dayNumber(y int64, month, day int) int64 {
	if month <= 2 {
		y--
	}
	era := floorDiv(y, 400)
	yearOfEra := y - era*400
	dayOfYear := int64((153*((month+9)%12)+2)/5 + day - 1)
	return era*146097 + yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear - 719468
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// compareMoments is the order of Part 2 §3.2.7.4: with a zone on one side only, fourteen hours decide.
func compareMoments(a, b moment) (int, bool) {
	const most = 14 * 3600
	if a.zoned == b.zoned {
		return compareInstants(a, b), true
	}
	if !a.zoned {
		order, ok := compareMoments(b, a)
		return -order, ok
	}
	early, late := b, b
	early.seconds -= most
	late.seconds += most
	if compareInstants(a, early) < 0 {
		return -1, true
	}
	return 1, compareInstants(a, late) > 0
}

func compareInstants(a, b moment) int {
	switch {
	case a.seconds < b.seconds:
		return -1
	case a.seconds > b.seconds:
		return 1
	}
	return strings.Compare(a.frac, b.frac)
}
