package deposit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a day of the Gregorian calendar, possibly known only to the month or the year: registers of 1979 say "1971" and mean it. The zero value is
// an unknown date. Unknown never means due: a rule that needs a day asks Full first.
type Date struct {
	Year  int // 0 = unknown
	Month int // 1–12, 0 = only the year is known
	Day   int // 1–31, 0 = only the month is known
}

// NewDate is the full date of a year, month and day, or an error when no calendar has such a day.
func NewDate(year, month, day int) (Date, error) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < 1 || year > 9999 || t.Year() != year || int(t.Month()) != month || t.Day() != day {
		return Date{}, fmt.Errorf("no such day: %04d-%02d-%02d", year, month, day)
	}
	return Date{year, month, day}, nil
}

// DateOf is the calendar day of t in t's own zone.
func DateOf(t time.Time) Date { return Date{t.Year(), int(t.Month()), t.Day()} }

// ParseDate reads the ISO forms YYYY, YYYY-MM and YYYY-MM-DD (surrounding space allowed). What a register may hold beside these is read where registers
// are read; here there is one form.
func ParseDate(text string) (Date, error) {
	parts := strings.Split(strings.TrimSpace(text), "-")
	if len(parts) > 3 || len(parts[0]) != 4 {
		return Date{}, fmt.Errorf("not a date of the form YYYY-MM-DD")
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || v < 1 || (i > 0 && len(p) != 2) {
			return Date{}, fmt.Errorf("not a date of the form YYYY-MM-DD")
		}
		n[i] = v
	}
	if len(parts) == 3 {
		return NewDate(n[0], n[1], n[2])
	}
	if n[1] > 12 {
		return Date{}, fmt.Errorf("no such month: %02d", n[1])
	}
	return Date{n[0], n[1], 0}, nil
}

// IsZero tells that nothing is known of the date.
func (d Date) IsZero() bool { return d.Year == 0 }

// Full tells that year, month and day are known.
func (d Date) Full() bool { return d.Year > 0 && d.Month > 0 && d.Day > 0 }

// String is the ISO form with as much as is known: 2000-05-12, 2000-05, 2000, or nothing.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return string(padded(nil, d.Year, 4))
	case d.Day == 0:
		return string(padded(append(padded(nil, d.Year, 4), '-'), d.Month, 2))
	}
	return string(padded(append(padded(append(padded(nil, d.Year, 4), '-'), d.Month, 2), '-'), d.Day, 2))
}

// padded appends n with zeros before it. A deposit writes and reads millions of dates: fmt and a second JSON decoder took half the time of reading a card.
func padded(to []byte, n, width int) []byte {
	digits := strconv.Itoa(n)
	for i := len(digits); i < width; i++ {
		to = append(to, '0')
	}
	return append(to, digits...)
}

// Norwegian is the form on paper and lists, dd.mm.åååå, with as much as is known: 12.05.2000, 05.2000, 2000.
func (d Date) Norwegian() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%02d.%04d", d.Month, d.Year)
	}
	return fmt.Sprintf("%02d.%02d.%04d", d.Day, d.Month, d.Year)
}

// Before orders dates by what is known; a partial date stands before every day inside it, an unknown one before all.
func (d Date) Before(o Date) bool { return d.Compare(o) < 0 }

// Compare is negative, zero or positive as d stands before, with or after o; unknown parts stand first.
func (d Date) Compare(o Date) int {
	if d.Year != o.Year {
		return d.Year - o.Year
	}
	if d.Month != o.Month {
		return d.Month - o.Month
	}
	return d.Day - o.Day
}

// AddYears moves the date by whole years; 29 February becomes 28 February where the year has none.
func (d Date) AddYears(years int) Date {
	if d.IsZero() {
		return d
	}
	d.Year += years
	if d.Month == 2 && d.Day == 29 && !leap(d.Year) {
		d.Day = 28
	}
	return d
}

// First is the first day that the date can mean: 2000 → 2000-01-01.
func (d Date) First() Date {
	if d.IsZero() {
		return d
	}
	return Date{d.Year, max(d.Month, 1), max(d.Day, 1)}
}

// Last is the last day that the date can mean: 2000 → 2000-12-31. A deadline counted from it is never too early.
func (d Date) Last() Date {
	if d.IsZero() || d.Full() {
		return d
	}
	if d.Month == 0 {
		return Date{d.Year, 12, 31}
	}
	return DateOf(time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC))
}

// Time is midnight UTC of a full date, and the zero time otherwise.
func (d Date) Time() time.Time {
	if !d.Full() {
		return time.Time{}
	}
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

// SchoolYear is the year in which the Norwegian school year that holds the date began: school years run from 1 August to 31 July (domain §1.6).
func (d Date) SchoolYear() int {
	if d.Month > 0 && d.Month < 8 {
		return d.Year - 1
	}
	return d.Year
}

func leap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// MarshalJSON writes the ISO form, the empty string for an unknown date.
func (d Date) MarshalJSON() ([]byte, error) { return []byte(`"` + d.String() + `"`), nil }

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Date) UnmarshalJSON(data []byte) (err error) {
	var text string
	if full := bytes.Trim(data, `"`); len(data) == len(full)+2 && isISO(full) {
		*d, err = NewDate(valueOf(full[:4]), valueOf(full[5:7]), valueOf(full[8:]))
		return err
	}
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	if text == "" {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(text)
	*d = parsed
	return err
}

// isISO tells that the text has the form of a full date.
func isISO(text []byte) bool {
	if len(text) != len("2000-05-12") {
		return false
	}
	for i, c := range text {
		if dash := i == 4 || i == 7; dash && c != '-' || !dash && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// valueOf is the value of digits.
func valueOf(digits []byte) (n int) {
	for _, c := range digits {
		n = n*10 + int(c-'0')
	}
	return n
}
