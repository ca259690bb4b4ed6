package deposit

import (
	"errors"
	"fmt"
	"strings"
)

// Why a birth number cannot be taken (domain §4.3). None of them holds a digit of it.
var (
	ErrNotElevenDigits = errors.New("not eleven digits")
	ErrNoBirthDay      = errors.New("the first six digits are no day of birth")
	ErrControlDigits   = errors.New("the control digits do not fit")
	ErrControlFrom2032 = errors.New("the control digits fit only by the rule from 2032")
)

// ControlRule says which remainders the first control digit may leave.
type ControlRule int

// The two rules. Registers from before 2032 are read with ControlStrict: it finds more typing errors, and no such number was given out.
const (
	ControlStrict   ControlRule = iota // remainder 0
	ControlFrom2032                    // remainder 0, 1, 2 or 3; the second control digit is judged as before
)

// BirthNumberKind is who gave the number out, as its digits tell.
type BirthNumberKind string

// The kinds.
const (
	NationalNumber BirthNumberKind = "fødselsnummer"
	DNumber        BirthNumberKind = "D-nummer" // first digit + 4
	HNumber        BirthNumberKind = "H-nummer" // month + 40: help numbers of the health services, and NAV's own test persons
)

// BirthNumber is a national identity number, read and checked. It identifies nobody inside the program: a number can change (domain §4.3), the journal
// number is the key. What its digits say of gender is not read.
type BirthNumber struct {
	Digits    string
	Kind      BirthNumberKind
	D         bool // D-number; may go with H or Synthetic
	H         bool // month + 40
	Synthetic bool // month + 80: Tenor, the tax authority's test persons
	Remainder int  // of the first control digit; 1–3 only in numbers of the rule from 2032

	day, month, year int // year in two digits
	individual       int
}

var (
	weights1 = [...]int{3, 7, 6, 1, 8, 9, 4, 5, 2}
	weights2 = [...]int{5, 4, 3, 2, 7, 6, 5, 4, 3, 2}
)

// ParseBirthNumber reads eleven digits, with or without spaces, and checks day and control digits. A number that fits the rule from 2032 only is
// ErrControlFrom2032 under ControlStrict, so that the finding can say so.
func ParseBirthNumber(text string, rule ControlRule) (BirthNumber, error) {
	d, err := elevenDigits(text)
	if err != nil {
		return BirthNumber{}, err
	}
	b := BirthNumber{Digits: string(d[:]), Kind: NationalNumber}
	b.day, b.month, b.year, b.individual = number(d[0:2]), number(d[2:4]), number(d[4:6]), number(d[6:9])
	if b.month > 80 {
		b.month, b.Synthetic = b.month-80, true
	} else if b.month > 40 {
		b.month, b.H, b.Kind = b.month-40, true, HNumber
	}
	if b.day > 40 {
		b.day, b.D, b.Kind = b.day-40, true, DNumber
	}
	b.Remainder = remainder(weights1[:], d[:10])
	if day, _ := b.Birth(); day.IsZero() {
		return BirthNumber{}, ErrNoBirthDay
	}
	if b.Remainder > 3 || remainder(weights2[:], d[:11]) != 0 {
		return BirthNumber{}, ErrControlDigits
	}
	if b.Remainder > 0 && rule != ControlFrom2032 {
		return BirthNumber{}, ErrControlFrom2032
	}
	return b, nil
}

// Birth is the birth date that the number tells, and whether its century is certain. It is not in a D-number (the series was extended in November 2021),
// an H-number, or a number of the rule from 2032; then the year is the one from 1940 to 2039 that its digits allow. It never replaces the stored birth date.
func (b BirthNumber) Birth() (Date, bool) {
	year, certain := yearByIndividual(b.year, b.individual), true
	if b.D || b.H || b.Remainder > 0 || year == 0 {
		year, certain = 2000+b.year, false
		if b.year >= 40 {
			year = 1900 + b.year
		}
	}
	d, err := NewDate(year, b.month, b.day)
	return d, certain && err == nil
}

// BirthCheck is what a birth number says of a birth date that is stored beside it.
type BirthCheck int

// The answers of Check.
const (
	BirthUnknown BirthCheck = iota // one of the two says nothing that can be compared
	BirthAgrees                    // everything that is known on both sides agrees
	BirthDiffers                   // a person must look: either may be the wrong one (R2.3-7)
)

// Check compares the number with the stored birth date, by what is known of each. The date stands whatever the outcome: the number is a cross-check.
func (b BirthNumber) Check(stored Date) BirthCheck {
	if stored.IsZero() || b.Digits == "" {
		return BirthUnknown
	}
	told, certain := b.Birth()
	switch {
	case stored.Year%100 != b.year,
		certain && stored.Year != told.Year,
		stored.Month > 0 && stored.Month != b.month,
		stored.Day > 0 && stored.Day != b.day:
		return BirthDiffers
	}
	return BirthAgrees
}

// SyntheticBirthNumber is the n-th (from 0) synthetic number of a birth date: month + 80, control digits computed after that, as in Tenor. It tells false
// when the date is not full, no number series covers it, or it has no n-th number. Fixtures use nothing else.
func SyntheticBirthNumber(date Date, n int) (string, bool) {
	if !date.Full() || n < 0 {
		return "", false
	}
	if _, err := NewDate(date.Year, date.Month, date.Day); err != nil {
		return "", false
	}
	for individual := range 1000 {
		if yearByIndividual(date.Year%100, individual) != date.Year {
			continue
		}
		text, ok := withControlDigits(fmt.Sprintf("%02d%02d%02d%03d", date.Day, date.Month+80, date.Year%100, individual))
		if !ok {
			continue
		}
		if n == 0 {
			return text, true
		}
		n--
	}
	return "", false
}

// withControlDigits ends nine digits with their control digits; a computed 10 is not issued.
func withControlDigits(nine string) (string, bool) {
	d := []byte(nine + "00")
	for i, weights := range [][]int{weights1[:], weights2[:]} {
		k := (11 - remainder(weights, d[:9+i])) % 11
		if k == 10 {
			return "", false
		}
		d[9+i] = byte('0' + k)
	}
	return string(d), true
}

// yearByIndividual is the table of series (domain §4.3): 0 where no series has these digits for this year.
func yearByIndividual(two, individual int) int {
	switch {
	case individual < 500:
		return 1900 + two
	case two < 40:
		return 2000 + two
	case individual >= 900:
		return 1900 + two
	case individual < 750 && two > 54:
		return 1800 + two
	}
	return 0
}

// remainder is the weighted sum modulo 11, of the digits that weights cover and one more of weight 1: the control digit, when there.
func remainder(weights []int, digits []byte) int {
	sum := 0
	for i, d := range digits {
		w := 1
		if i < len(weights) {
			w = weights[i]
		}
		sum += w * int(d-'0')
	}
	return sum % 11
}

func elevenDigits(text string) ([11]byte, error) {
	var d [11]byte
	n := 0
	for _, r := range text {
		if strings.ContainsRune(" \u00a0\u2009\u202f", r) {
			continue
		}
		if r < '0' || r > '9' || n == len(d) {
			return d, ErrNotElevenDigits
		}
		d[n] = byte(r)
		n++
	}
	if n != len(d) {
		return d, ErrNotElevenDigits
	}
	return d, nil
}

func number(digits []byte) int {
	v := 0
	for _, d := range digits {
		v = 10*v + int(d-'0')
	}
	return v
}
