package sheet

import (
	"bufio"
	"io"
	"strings"

	"golang.org/x/text/encoding/unicode"
)

// editText copies a text file record by record and writes anew only those that
// are changed, in the file's own encoding, separator and line ends.
func editText(t *textTable, edits Edits, out io.Writer) error {
	e, err := newTextEditor(t, edits, out)
	if err != nil {
		return err
	}
	r := &recordReader{in: t.reader(), limits: t.limits, line: 1, separator: t.separator, keepRaw: true}
	for {
		record, err := r.read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if err := e.copyRecord(record); err != nil {
			return err
		}
	}
	if len(e.changes) > 0 { // a row that the file does not have
		return &Error{Trouble: Misuse}
	}
	for _, a := range edits.Additions {
		if err := e.append(a); err != nil {
			return err
		}
	}
	if err := e.out.Flush(); err != nil {
		return &Error{Trouble: Unwritable, Err: err}
	}
	return nil
}

type textEditor struct {
	out       *bufio.Writer
	separator string
	changes   map[int][]Change
	lineEnd   string
	open      bool // the last record had no line end
	row       int
}

func newTextEditor(t *textTable, edits Edits, out io.Writer) (*textEditor, error) {
	e := &textEditor{separator: string(t.separator), changes: map[int][]Change{}, lineEnd: "\r\n"}
	for _, c := range edits.Changes {
		if c.Sheet != "" {
			return nil, &Error{Trouble: NoSheet, Row: c.Row}
		}
		if !Writable(c.Cell.Text) || c.Column < 0 || c.Column >= t.limits.Columns {
			return nil, &Error{Trouble: Unwritable, Row: c.Row, Column: c.Column + 1}
		}
		e.changes[c.Row] = append(e.changes[c.Row], c)
	}
	for _, a := range edits.Additions {
		if a.Sheet != "" {
			return nil, &Error{Trouble: NoSheet}
		}
	}
	switch t.encoding {
	case encUTF16LE:
		out = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Writer(out)
	case encUTF16BE:
		out = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Writer(out)
	case enc1252:
		out = codecOf(enc1252).NewEncoder().Writer(out)
	}
	e.out = bufio.NewWriter(out)
	if t.encoding == encUTF8BOM {
		_, _ = e.out.Write(utf8BOM)
	}
	return e, nil
}

func (e *textEditor) copyRecord(rec record) error {
	body := strings.TrimRight(rec.raw, "\r\n")
	end := rec.raw[len(body):]
	e.open, e.row = end == "", rec.number
	if rec.number == 1 && end != "" {
		e.lineEnd = end
	}
	changes := e.changes[rec.number]
	if len(changes) == 0 {
		return e.put(rec.raw)
	}
	delete(e.changes, rec.number)
	if rec.beyond || rec.fields > len(rec.cells) {
		return &Error{Trouble: TooLarge, Row: rec.number, Line: rec.line}
	}
	for _, c := range changes {
		for len(rec.cells) <= c.Column {
			rec.cells = append(rec.cells, "")
		}
		rec.cells[c.Column] = c.Cell.Text
	}
	return e.put(e.joined(rec.cells) + end)
}

func (e *textEditor) joined(cells []string) string {
	fields := make([]string, len(cells))
	for i, text := range cells {
		fields[i] = csvField(text)
	}
	return strings.Join(fields, e.separator)
}

func (e *textEditor) append(a Addition) error {
	texts := make([]string, len(a.Cells))
	e.row++
	for i, cell := range a.Cells {
		if texts[i] = cell.Text; !Writable(cell.Text) {
			return &Error{Trouble: Unwritable, Row: e.row, Column: i + 1}
		}
	}
	if e.open {
		if err := e.put(e.lineEnd); err != nil {
			return err
		}
		e.open = false
	}
	return e.put(e.joined(texts) + e.lineEnd)
}

// put fails also when the encoding has no such letter.
func (e *textEditor) put(text string) error {
	if _, err := e.out.WriteString(text); err != nil {
		return &Error{Trouble: Unwritable, Row: e.row, Err: err}
	}
	return nil
}
