package sheet

import (
	"bytes"
	"errors"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

var errIndex = errors.New("shared string out of range")

// cell turns a raw cell into what a person sees.
func (w *workbook) cell(raw *rawCell, shared []string) (Cell, error) {
	cell, err := w.value(raw, shared)
	if err != nil {
		return Cell{}, err
	}
	if raw.formula {
		cell.Kind = Formula
	}
	return cell, nil
}

func (w *workbook) value(raw *rawCell, shared []string) (Cell, error) {
	switch raw.kind {
	case sharedCell:
		if len(raw.value) == 0 {
			return Cell{}, nil
		}
		n, err := strconv.Atoi(string(bytes.TrimSpace(raw.value)))
		if err != nil || n < 0 || n >= len(shared) {
			return Cell{}, errIndex
		}
		return textCell(shared[n]), nil
	case inlineCell:
		return textCell(string(raw.inline)), nil
	case stringCell:
		return textCell(unescape(string(raw.value))), nil
	case dateCell:
		return isoCell(string(raw.value)), nil
	}
	if len(raw.value) == 0 {
		return Cell{}, nil
	}
	switch raw.kind {
	case boolCell:
		return Cell{Text: strconv.FormatBool(truth(raw.value)), Kind: Bool}, nil
	case faultCell:
		return Cell{Text: string(raw.value), Kind: Fault}, nil
	}
	return w.numberCell(raw), nil
}

// textCell is text, unless it is exactly an ISO calendar date.
func textCell(text string) Cell {
	switch {
	case text == "":
		return Cell{}
	case isISODate(text):
		return Cell{Text: text, Kind: Date}
	}
	return Cell{Text: text, Kind: Text}
}

// isoCell is a cell of type d, whose value may carry a time.
func isoCell(value string) Cell {
	if day, _, _ := strings.Cut(value, "T"); isISODate(day) {
		return Cell{Text: day, Kind: Date}
	}
	return textCell(value)
}

func isISODate(s string) bool {
	if len(s) != len(time.DateOnly) || s[4] != '-' || s[7] != '-' {
		return false
	}
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

func (w *workbook) numberCell(raw *rawCell) Cell {
	text := bytes.TrimSpace(raw.value)
	if !plainNumber(text) {
		return textCell(string(raw.value))
	}
	v, err := strconv.ParseFloat(string(text), 64)
	if err != nil || math.IsInf(v, 0) {
		return textCell(string(raw.value))
	}
	var f format
	if raw.style >= 0 && raw.style < len(w.formats) {
		f = w.formats[raw.style]
	}
	switch f.shape {
	case dateShape:
		if day, ok := serialDate(v, w.date1904); ok {
			return Cell{Text: day, Kind: Date}
		}
	case timeShape:
		if v >= 0 && v < 1 {
			return Cell{Text: clockText(v), Kind: Text}
		}
	case maskShape:
		if masked, ok := mask(v, f.mask); ok {
			return Cell{Text: masked, Kind: Number}
		}
	}
	return Cell{Text: numberText(v), Kind: Number}
}

// plainNumber keeps out what ParseFloat takes and no spreadsheet writes:
// hexadecimal, underscores, inf, nan.
func plainNumber[T string | []byte](s T) bool {
	if len(s) == 0 || len(s) > 64 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < '0' || c > '9') && !strings.ContainsRune("+-.eE", rune(c)) {
			return false
		}
	}
	return true
}

// numberText writes a number with the 15 digits that spreadsheets keep, so that
// 0.1+0.2 is 0.3, and without exponent.
func numberText(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return strconv.FormatInt(int64(v), 10)
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	if err != nil || math.IsInf(rounded, 0) {
		rounded = v
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// mask writes a whole number into a format of zeros, spaces and hyphens, as in
// 000000 00000: there the leading zeros belong to the number.
func mask(v float64, pattern string) (string, bool) {
	if v != math.Trunc(v) || v < 0 || v >= 1e15 {
		return "", false
	}
	digits := strconv.FormatInt(int64(v), 10)
	zeros := strings.Count(pattern, "0")
	if len(digits) < zeros {
		digits = strings.Repeat("0", zeros-len(digits)) + digits
	}
	var out strings.Builder
	surplus := len(digits) - zeros
	for i := 0; i < len(pattern); i++ {
		if pattern[i] != '0' {
			out.WriteByte(pattern[i])
			continue
		}
		if surplus > 0 { // digits too many stand before the first place, as in Excel
			out.WriteString(digits[:surplus])
			digits, surplus = digits[surplus:], 0
		}
		out.WriteByte(digits[0])
		digits = digits[1:]
	}
	return out.String(), true
}

const (
	lastSerial = 2958465 // 9999-12-31
	halfSecond = 0.5 / 86400
	falseLeap  = 60 // 1900-02-29, which Lotus invented and Excel kept
)

// serialDate turns a day number into a date; no date has number 60 of the 1900
// system, none is below 1.
func serialDate(v float64, from1904 bool) (string, bool) {
	days := int(math.Floor(math.Min(v, lastSerial+1) + halfSecond))
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case v < 0 || days > lastSerial:
		return "", false
	case from1904:
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days == falseLeap || days < 1:
		return "", false
	case days < falseLeap:
		days++
	}
	day := epoch.AddDate(0, 0, days)
	if day.Year() > 9999 {
		return "", false
	}
	return day.Format(time.DateOnly), true
}

// dateSerial is the reverse in the 1900 system; dates before 1900 have none.
func dateSerial(day string) (int, bool) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil || t.Year() < 1900 {
		return 0, false
	}
	n := int(t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
	if n <= falseLeap {
		n--
	}
	return n, true
}

func clockText(v float64) string {
	seconds := min(int(v*86400+0.5), 86399)
	t := time.Date(2000, 1, 1, 0, 0, seconds, 0, time.UTC)
	if seconds%60 == 0 {
		return t.Format("15:04")
	}
	return t.Format("15:04:05")
}

// unescape resolves _xHHHH_, the workbook's own escape for characters that XML
// cannot hold.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var units []uint16
	var out strings.Builder
	flush := func() {
		out.WriteString(string(utf16.Decode(units)))
		units = units[:0]
	}
	for len(s) > 0 {
		if unit, ok := escapeAt(s); ok {
			units = append(units, unit)
			s = s[escapeLen:]
			continue
		}
		flush()
		out.WriteByte(s[0])
		s = s[1:]
	}
	flush()
	return out.String()
}

const escapeLen = len("_xHHHH_")

func escapeAt(s string) (uint16, bool) {
	if len(s) < escapeLen || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 16)
	return uint16(n), err == nil
}
