package sheet

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// Trouble says what is wrong with a file as a whole or with the place that an
// [Error] names. Each value is an error of its own, so errors.Is(err,
// sheet.Encrypted) asks for one.
type Trouble string

// The troubles. The text is English and for logs; a person's text is the
// caller's, chosen by the value.
const (
	Encrypted   Trouble = "workbook is protected by a password"
	LegacyXLS   Trouble = "workbook is in the old .xls format"
	NotWorkbook Trouble = "file is not a workbook"
	TooLarge    Trouble = "file is larger than the limits allow"
	Strict      Trouble = "workbook is saved as Strict Open XML"
	Doctype     Trouble = "part has a DOCTYPE"
	Truncated   Trouble = "file ends too early"
	Damaged     Trouble = "file is damaged"
	Unsupported Trouble = "spreadsheet format is not supported"
	NulByte     Trouble = "text file has a NUL byte"
	Charset     Trouble = "text encoding is mixed or unknown"
	NoSheet     Trouble = "workbook has no such sheet"
	Unwritable  Trouble = "value cannot be written to a workbook"
	Unreadable  Trouble = "file cannot be opened or read"
	Misuse      Trouble = "table is described wrongly"
)

// Error makes a Trouble an error.
func (t Trouble) Error() string { return string(t) }

// Error is the one error type of the package: a trouble and where it is.
type Error struct {
	Trouble Trouble
	Part    string // part of the workbook, or what was described wrongly; may be empty
	Row     int    // 1-based row or record; 0 when the trouble is not in a row
	Line    int    // 1-based physical line of a text file; 0 when unknown
	Column  int    // 1-based column; 0 when unknown
	Err     error  // cause, not shown: its text may quote what the file holds
}

// Error gives trouble and place, never content.
func (e *Error) Error() string {
	var place []string
	if e.Part != "" {
		place = append(place, e.Part)
	}
	for _, p := range []struct {
		word string
		n    int
	}{{"row", e.Row}, {"line", e.Line}, {"column", e.Column}} {
		if p.n > 0 {
			place = append(place, fmt.Sprintf("%s %d", p.word, p.n))
		}
	}
	if len(place) == 0 {
		return string(e.Trouble)
	}
	return string(e.Trouble) + " (" + strings.Join(place, ", ") + ")"
}

// Unwrap lets errors.Is find the trouble and the cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Trouble}
	}
	return []error{e.Trouble, e.Err}
}

// opened turns an error of the file system into one without the path, which may
// hold a person's name; what went wrong stays reachable by errors.Is.
func opened(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return &Error{Trouble: Unreadable, Err: err}
}

// safely runs a library call on foreign bytes; a panic in it means that the
// bytes are damaged, not that the program is.
func safely(part string, call func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &Error{Trouble: Damaged, Part: part}
		}
	}()
	return call()
}
