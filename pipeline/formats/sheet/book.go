package sheet

import (
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
)

// Kind says what a cell holds.
type Kind uint8

// The kinds of cell. A formula cell is Formula whatever its stored value is.
const (
	Empty Kind = iota
	Text
	Number
	Date
	Bool
	Formula
	Fault // the cell shows an error such as #N/A
)

// String names the kind, for messages and tests.
func (k Kind) String() string {
	names := [...]string{"empty", "text", "number", "date", "bool", "formula", "error"}
	if int(k) < len(names) {
		return names[k]
	}
	return "unknown"
}

// Cell is one cell as a person sees it. Dates are YYYY-MM-DD whatever their
// format was (only real calendar dates are Date), numbers have neither exponent
// nor float noise and keep the leading zeros of a format such as 000000 00000,
// booleans are true or false.
type Cell struct {
	Text string
	Kind Kind
}

// Note is something about a row that the caller may want to report; the row is
// delivered all the same.
type Note uint8

// The notes.
const (
	Ragged     Note = iota + 1 // text file: other number of fields than the first record
	Beyond                     // filled cells past Limits.Columns were not read
	LooseQuote                 // text file: characters after a closing quote
)

// Row is one row that holds something; empty rows are never delivered, but they
// count in Number. So one cell in the last row of a sheet is one row.
type Row struct {
	Number int // 1-based row of the sheet, or record of the text file
	Line   int // 1-based physical line on which it begins; 0 in a workbook
	Cells  []Cell
	Hidden bool // hidden or filtered away in the workbook
	Notes  []Note
}

// Cell gives the cell of a 0-based column; columns past the end are empty.
func (r Row) Cell(column int) Cell {
	if column < 0 || column >= len(r.Cells) {
		return Cell{}
	}
	return r.Cells[column]
}

// Has tells whether the row carries the note.
func (r Row) Has(n Note) bool {
	for _, have := range r.Notes {
		if have == n {
			return true
		}
	}
	return false
}

// Sheet is one sheet of a book.
type Sheet struct {
	Name   string
	Hidden bool
}

// Limits bound what a file may cost. Zero fields take the value of
// [DefaultLimits].
type Limits struct {
	FileBytes   int64 // the file as it lies on disk
	PartBytes   int64 // one part of a workbook, unpacked
	TotalBytes  int64 // all parts, unpacked
	Ratio       int64 // unpacked to packed, for parts over 4 MiB
	SharedBytes int64 // the shared strings, the one table held in memory
	RecordBytes int64 // one record of a text file, one token of a part
	Rows        int   // rows or records that hold something
	Columns     int   // columns read
}

// DefaultLimits fits registers of some hundred thousand rows.
func DefaultLimits() Limits {
	return Limits{FileBytes: 256 << 20, PartBytes: 512 << 20, TotalBytes: 1 << 30, Ratio: 200,
		SharedBytes: 128 << 20, RecordBytes: 1 << 20, Rows: 1 << 20, Columns: 1024}
}

func (l Limits) filled() Limits {
	d := DefaultLimits()
	for _, p := range []struct{ have, want *int64 }{{&l.FileBytes, &d.FileBytes}, {&l.PartBytes, &d.PartBytes},
		{&l.TotalBytes, &d.TotalBytes}, {&l.Ratio, &d.Ratio}, {&l.SharedBytes, &d.SharedBytes}, {&l.RecordBytes, &d.RecordBytes}} {
		if *p.have <= 0 {
			*p.have = *p.want
		}
	}
	if l.Rows <= 0 {
		l.Rows = d.Rows
	}
	if l.Columns <= 0 {
		l.Columns = d.Columns
	}
	return l
}

// rowSource is what a format gives: its sheets and the rows of one.
type rowSource interface {
	sheets() []Sheet
	rows(name string, yield func(Row, error) bool)
}

// Book is an opened table file. Its rows may be read several times, and by
// several goroutines.
type Book struct {
	source rowSource
	file   io.Closer
	info   Info
}

// Info says how a file was understood.
type Info struct {
	Format    string // "xlsx" or "csv"
	Encoding  string // text file: "utf-8", "utf-8-bom", "utf-16le", "utf-16be", "windows-1252"
	Separator rune   // text file: ';', ',' or tab
	Date1904  bool   // workbook: dates count from 1904
}

// Open opens a workbook or text file by path. The format is judged by the
// content; the name only decides that text under a workbook's name is no
// workbook. Close the book after use.
func Open(path string, limits Limits) (*Book, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, opened(err)
	}
	stat, err := file.Stat()
	if err == nil && !stat.Mode().IsRegular() {
		err = &Error{Trouble: NotWorkbook}
	} else if err != nil {
		err = opened(err)
	}
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	book, err := Read(Source{Reader: file, Size: stat.Size(), Name: filepath.Base(path)}, limits)
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	book.file = file
	return book, nil
}

// Source is an open file for [Read].
type Source struct {
	Reader io.ReaderAt
	Size   int64
	Name   string // file name, for its extension only; may be empty
}

// Read is [Open] over bytes that are already open.
func Read(from Source, limits Limits) (*Book, error) {
	limits = limits.filled()
	if from.Size > limits.FileBytes {
		return nil, &Error{Trouble: TooLarge}
	}
	switch trouble := sniff(from); trouble {
	case zipFile:
		return openWorkbook(from, limits)
	case textFile:
		return openText(from, limits)
	default:
		return nil, &Error{Trouble: trouble}
	}
}

// Info says how the file was understood.
func (b *Book) Info() Info { return b.info }

// Sheets lists the worksheets in the order of their tabs, hidden ones flagged.
// A text file has one, without a name.
func (b *Book) Sheets() []Sheet { return b.source.sheets() }

// Rows streams the rows of a sheet; the empty name is the first sheet that is not
// hidden. An error ends the stream.
func (b *Book) Rows(name string) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) { b.source.rows(name, yield) }
}

// Close closes the file that [Open] opened.
func (b *Book) Close() error {
	if b.file == nil {
		return nil
	}
	return b.file.Close()
}

// ColumnName gives the letters of a 0-based column: 0 is A, 26 is AA.
func ColumnName(column int) string {
	var name []byte
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = append([]byte{byte('A' + (n-1)%26)}, name...)
	}
	return string(name)
}

func extension(name string) string { return strings.ToLower(filepath.Ext(name)) }
