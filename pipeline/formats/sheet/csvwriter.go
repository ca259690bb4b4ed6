package sheet

import (
	"bufio"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CSVOptions say how a text file is written; the zero value is what a Norwegian
// Excel opens by a double click, but for the mark.
type CSVOptions struct {
	Separator rune // 0 is ';'
	BOM       bool // begin with the UTF-8 mark, without which Excel guesses the encoding
}

// CSVWriter writes UTF-8 text tables with CR LF. Fields that a spreadsheet would
// take for a formula get a guard, see [Guard].
type CSVWriter struct {
	out       *bufio.Writer
	separator rune
	bom       bool
	row       int
}

// NewCSVWriter begins a text table.
func NewCSVWriter(out io.Writer, o CSVOptions) (*CSVWriter, error) {
	if o.Separator == 0 {
		o.Separator = ';'
	}
	if !strings.ContainsRune(";,\t", o.Separator) {
		return nil, &Error{Trouble: Misuse, Part: "separator"}
	}
	return &CSVWriter{out: bufio.NewWriter(out), separator: o.Separator, bom: o.BOM}, nil
}

// Write writes one record; all but numbers is guarded.
func (w *CSVWriter) Write(cells []Cell) error {
	w.row++
	if w.row == 1 && w.bom {
		_, _ = w.out.Write(utf8BOM)
	}
	for i, cell := range cells {
		if !utf8.ValidString(cell.Text) || strings.ContainsRune(cell.Text, 0) {
			return &Error{Trouble: Unwritable, Row: w.row, Column: i + 1}
		}
		if i > 0 {
			_, _ = w.out.WriteRune(w.separator)
		}
		text := cell.Text
		if cell.Kind != Number || !plainNumber(text) {
			text = Guard(text)
		}
		_, _ = w.out.WriteString(csvField(text))
	}
	if _, err := w.out.WriteString("\r\n"); err != nil {
		return &Error{Trouble: Unwritable, Row: w.row, Err: err}
	}
	return nil
}

// Flush writes what is still held.
func (w *CSVWriter) Flush() error {
	if err := w.out.Flush(); err != nil {
		return &Error{Trouble: Unwritable, Row: w.row, Err: err}
	}
	return nil
}

// Guard puts ' before a text that a spreadsheet would run as a formula: one that
// begins with = + - @ tab or CR, also after blanks.
func Guard(text string) string {
	bare := strings.TrimLeft(text, " \u00A0\uFEFF\n")
	if strings.HasPrefix(text, "\t") || strings.HasPrefix(text, "\r") || bare != "" && strings.IndexByte("=+-@\t\r", bare[0]) >= 0 {
		return "'" + text
	}
	return text
}

// csvField quotes a field whenever a reader could take it for something else:
// every usual separator, so that the separator can be told from the headings,
// and every beginning that is no letter or digit, or that could be a directive.
func csvField(text string) string {
	if text == "" {
		return ""
	}
	first, _ := utf8.DecodeRuneInString(text)
	plain := unicode.IsLetter(first) || unicode.IsDigit(first) || first == '-' || first == '\''
	if plain && !strings.HasPrefix(text, "sep=") && !strings.HasSuffix(text, " ") &&
		strings.IndexFunc(text, func(c rune) bool { return strings.ContainsRune(";,\t\"", c) || unicode.IsControl(c) }) < 0 {
		return text
	}
	return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
}
