package sheet

import (
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Properties describe a workbook that is written.
type Properties struct {
	Title    string
	Creator  string
	Program  string    // name of the writing program
	Created  time.Time // required: the caller's clock, for the bytes must not depend on ours
	TempDir  string    // for sheets over 16 MiB; empty is the system's
	Language string    // BCP 47, for example nb-NO; may be empty
}

// Workbook is a workbook being written. Add its sheets one after the other, then
// write it. The same calls give the same bytes.
type Workbook struct {
	file    *excelize.File
	looks   looks
	count   int
	open    *Writer
	choices choices
}

// NewWorkbook begins a workbook.
func NewWorkbook(p Properties) (*Workbook, error) {
	if p.Created.IsZero() {
		return nil, &Error{Trouble: Misuse, Part: "properties"}
	}
	w := &Workbook{file: excelize.NewFile(excelize.Options{TmpDir: p.TempDir})}
	at := p.Created.UTC().Format(time.RFC3339)
	for _, step := range []func() error{
		func() error {
			return w.file.SetDocProps(&excelize.DocProperties{Title: p.Title, Creator: p.Creator,
				LastModifiedBy: p.Creator, Created: at, Modified: at, Language: p.Language})
		},
		func() error { return w.file.SetAppProps(&excelize.AppProperties{Application: p.Program}) },
		func() error { return w.file.SetDefaultFont(fontFamily) },
		func() (err error) { w.looks, err = newLooks(w.file); return err },
	} {
		if err := step(); err != nil {
			_ = w.Close()
			return nil, &Error{Trouble: Unwritable, Part: "properties", Err: err}
		}
	}
	return w, nil
}

// Line is one line above the headings: title, owner, copy mark.
type Line struct {
	Text string
	Bold bool
}

// Column describes one column of a sheet.
type Column struct {
	Heading string
	Kind    Kind    // Text keeps the column text, also when somebody edits it; Date shows dd.mm.yyyy
	Width   float64 // in characters; 0 is 12
	Wrap    bool
	Choices []string // drop-down for the input rows
	Closed  bool     // refuse what is not among the choices, instead of warning
	Prompt  string   // shown when a cell of the input rows is chosen; at most 255 characters
}

// Layout describes a sheet: A4 landscape, as wide as the page, the headings
// frozen on the screen and repeated on every printed page, filter buttons.
type Layout struct {
	Name      string
	Lines     []Line // block above the headings, with an empty row after it
	Columns   []Column
	Header    string // top of every printed page
	Footer    Footer
	Portrait  bool
	NoFilter  bool
	InputRows int // rows that get the columns' drop-downs and prompts
	Hidden    bool
}

// Footer stands at the foot of every printed page: the text at the left, the page
// number at the right as «Page 2 Of 17» in the caller's words.
type Footer struct {
	Left, Page, Of string
}

// Writer writes the rows of one sheet.
type Writer struct {
	book    *Workbook
	layout  Layout
	stream  *excelize.StreamWriter
	heading int
	row     int
	closed  bool
}

// Sheet begins a sheet and writes its headings; the sheet before is closed.
func (w *Workbook) Sheet(layout Layout) (*Writer, error) {
	if err := w.closeOpen(); err != nil {
		return nil, err
	}
	if len(layout.Columns) == 0 || len(layout.Columns) > maxSheetColumn {
		return nil, &Error{Trouble: Misuse, Part: layout.Name}
	}
	if err := w.addSheet(layout); err != nil {
		return nil, &Error{Trouble: Misuse, Part: layout.Name, Err: err}
	}
	s := &Writer{book: w, layout: layout}
	if err := s.begin(); err != nil {
		if w.count > 0 { // the first is taken by the next attempt
			_ = w.file.DeleteSheet(layout.Name)
		}
		return nil, s.trouble(err)
	}
	w.open = s
	w.count++
	return s, nil
}

// addSheet makes the sheet; the first takes the place of the one that every new
// file has, and cannot be hidden.
func (w *Workbook) addSheet(layout Layout) error {
	if w.count == 0 && !layout.Hidden {
		return w.file.SetSheetName(w.file.GetSheetName(0), layout.Name)
	}
	index, err := w.file.GetSheetIndex(layout.Name)
	if err != nil || index >= 0 || w.count == 0 || strings.EqualFold(layout.Name, choiceSheet) {
		return Misuse
	}
	_, err = w.file.NewSheet(layout.Name)
	if err == nil && layout.Hidden {
		err = w.file.SetSheetVisible(layout.Name, false)
	}
	return err
}

// Heading is the row number of the headings.
func (s *Writer) Heading() int { return s.heading }

// Row is the number of the last row written.
func (s *Writer) Row() int { return s.row }

// Write writes one row. A cell's kind decides how it is kept: Date as a real
// date, Number as a number, all else as text – text that looks like a formula
// too; in a column of kind Text everything is text. What a workbook cannot hold (control characters, more than 32,767
// characters) is an error that names row and column; see [Writable].
func (s *Writer) Write(cells []Cell) error {
	if s.closed || len(cells) > len(s.layout.Columns) {
		return &Error{Trouble: Misuse, Part: s.layout.Name, Row: s.row + 1}
	}
	values := make([]any, len(cells))
	for i, cell := range cells {
		value, err := s.value(cell, i)
		if err != nil {
			return err
		}
		values[i] = value
	}
	return s.put(values, 0)
}

func (s *Writer) value(cell Cell, column int) (any, error) {
	if !Writable(cell.Text) {
		return nil, &Error{Trouble: Unwritable, Part: s.layout.Name, Row: s.row + 1, Column: column + 1}
	}
	c := s.layout.Columns[column]
	if cell.Text == "" {
		return nil, nil
	}
	if cell.Kind == Date && c.Kind != Text {
		if serial, ok := dateSerial(cell.Text); ok {
			return excelize.Cell{Value: serial, StyleID: s.book.looks.date}, nil
		}
	}
	if c.Kind != Text {
		switch v, number := exactNumber(cell); {
		case number:
			return excelize.Cell{Value: v, StyleID: s.book.looks.plain}, nil
		case cell.Kind == Bool && (cell.Text == "true" || cell.Text == "false"):
			return excelize.Cell{Value: cell.Text == "true", StyleID: s.book.looks.plain}, nil
		}
	}
	look := s.book.looks.text
	if c.Wrap {
		look = s.book.looks.wrapped
	}
	return excelize.Cell{Value: cell.Text, StyleID: look}, nil
}

// exactNumber gives the number of a cell that reads back as the same text; others
// (leading zeros, more digits than a spreadsheet keeps) stay text.
func exactNumber(cell Cell) (float64, bool) {
	if cell.Kind != Number || !plainNumber(cell.Text) {
		return 0, false
	}
	v, err := strconv.ParseFloat(cell.Text, 64)
	return v, err == nil && numberText(v) == cell.Text
}

func (s *Writer) put(values []any, height float64) error {
	if s.row >= maxSheetRow {
		return &Error{Trouble: TooLarge, Part: s.layout.Name}
	}
	s.row++
	if err := s.stream.SetRow("A"+strconv.Itoa(s.row), values, excelize.RowOpts{Height: height}); err != nil {
		return s.trouble(err)
	}
	return nil
}

// Close ends the sheet. [Workbook.Sheet] and [Workbook.WriteTo] do it too.
func (s *Writer) Close() error {
	if s.closed {
		return nil
	}
	s.closed = true
	if s.book.open == s {
		s.book.open = nil
	}
	if err := s.end(); err != nil {
		return s.trouble(err)
	}
	return nil
}

func (s *Writer) trouble(err error) error {
	if _, ours := err.(*Error); ours {
		return err
	}
	return &Error{Trouble: Unwritable, Part: s.layout.Name, Row: s.row, Err: err}
}

func (w *Workbook) closeOpen() error {
	if w.open == nil {
		return nil
	}
	return w.open.Close()
}

// WriteTo writes the finished workbook. Close the workbook afterwards.
func (w *Workbook) WriteTo(out io.Writer) (int64, error) {
	if w.count == 0 {
		return 0, &Error{Trouble: Misuse}
	}
	if err := w.closeOpen(); err != nil {
		return 0, err
	}
	if err := w.choices.writeTo(w.file); err != nil {
		return 0, &Error{Trouble: Unwritable, Err: err}
	}
	return writeSteady(w.file, out)
}

// writeSteady writes through the zip writer that keeps order and time.
func writeSteady(file *excelize.File, out io.Writer) (int64, error) {
	counted := &countingWriter{out: out}
	file.ZipWriter = func(io.Writer) excelize.ZipWriter { return &steadyZip{out: counted} }
	if err := file.Write(io.Discard); err != nil {
		return counted.n, &Error{Trouble: Unwritable, Err: err}
	}
	return counted.n, nil
}

type countingWriter struct {
	out io.Writer
	n   int64
}

// Write passes on and counts.
func (c *countingWriter) Write(b []byte) (int, error) {
	n, err := c.out.Write(b)
	c.n += int64(n)
	return n, err
}

// Close removes temporary files; it is needed also after an error.
func (w *Workbook) Close() error { return w.file.Close() }

// maxCellUnits is what a cell holds, in UTF-16 units.
const maxCellUnits = 32767

// Writable tells whether a text can be written to a workbook: valid UTF-8, no
// control characters but tab and line ends, at most 32,767 UTF-16 units.
func Writable(text string) bool {
	if !utf8.ValidString(text) || len(text) > 3*maxCellUnits {
		return false
	}
	units := 0
	for _, c := range text {
		if c < ' ' && !strings.ContainsRune("\t\n\r", c) || c == 0xFFFE || c == 0xFFFF {
			return false
		}
		units += utf16.RuneLen(c)
	}
	return units <= maxCellUnits
}
