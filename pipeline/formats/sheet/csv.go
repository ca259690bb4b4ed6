package sheet

import (
	"bufio"
	"cmp"
	"io"
	"strings"
	"unicode/utf8"
)

// textTable is a CSV file.
type textTable struct {
	from      Source
	limits    Limits
	encoding  string
	separator rune
	directive bool // the first line is sep=; and no record
}

func openText(from Source, limits Limits) (*Book, error) {
	name, err := detect(from)
	if err != nil {
		return nil, err
	}
	t := &textTable{from: from, limits: limits, encoding: name}
	if err := t.findSeparator(); err != nil {
		return nil, err
	}
	return &Book{source: t, info: Info{Format: "csv", Encoding: name, Separator: t.separator}}, nil
}

func (t *textTable) sheets() []Sheet { return []Sheet{{}} }

// reader gives the file as UTF-8 without a mark.
func (t *textTable) reader() *bufio.Reader {
	var r io.Reader = io.NewSectionReader(t.from.Reader, 0, t.from.Size)
	if codec := codecOf(t.encoding); codec != nil {
		r = codec.NewDecoder().Reader(r)
	}
	b := bufio.NewReaderSize(r, 64<<10)
	if t.encoding == encUTF8BOM {
		_, _ = b.Discard(len(utf8BOM))
	}
	return b
}

// findSeparator counts the candidates outside quotes in the first record that
// holds something: data may have commas in every name, headings have not.
func (t *textTable) findSeparator() error {
	r := &recordReader{in: t.reader(), limits: t.limits, line: 1, separator: noSeparator, keepRaw: true}
	for {
		record, err := r.read()
		if err == io.EOF {
			t.separator = cmp.Or(t.separator, ';')
			return nil
		}
		if err != nil {
			return err
		}
		raw := strings.TrimRight(record.raw, "\r\n")
		if sep, ok := strings.CutPrefix(raw, "sep="); ok && r.number == 1 && len(sep) == 1 && strings.Contains(";,\t", sep) {
			t.separator, t.directive = rune(sep[0]), true
			return nil
		}
		if strings.Trim(raw, " ;,\t") != "" {
			t.separator = commonest(raw)
			return nil
		}
		if t.separator == 0 && raw != "" { // a row of empty fields speaks only when no other does
			t.separator = commonest(raw)
		}
	}
}

// noSeparator is a character that no text has.
const noSeparator rune = -1

func commonest(heading string) rune {
	counts := map[rune]int{}
	quoted := false
	for _, c := range heading {
		switch c {
		case '"':
			quoted = !quoted
		case ';', ',', '\t':
			if !quoted {
				counts[c]++
			}
		}
	}
	best := ';'
	for _, c := range []rune{'\t', ','} {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return best
}

func (t *textTable) rows(name string, yield func(Row, error) bool) {
	if name != "" {
		yield(Row{}, &Error{Trouble: NoSheet})
		return
	}
	r := &recordReader{in: t.reader(), limits: t.limits, line: 1, separator: t.separator}
	yielded, width := 0, -1
	for {
		record, err := r.read()
		if err == io.EOF {
			return
		}
		if err != nil {
			yield(Row{}, err)
			return
		}
		row, filled := record.row()
		if !filled || t.directive && record.number == 1 {
			continue
		}
		if yielded++; yielded > t.limits.Rows {
			yield(Row{}, &Error{Trouble: TooLarge, Row: record.number, Line: record.line})
			return
		}
		if width < 0 {
			width = record.fields
		} else if record.fields != width {
			row.Notes = append(row.Notes, Ragged)
		}
		if !yield(row, nil) {
			return
		}
	}
}

// record is one record of a text file.
type record struct {
	number, line int
	cells        []string
	fields       int // also those past the limit of columns
	beyond       bool
	loose        bool
	raw          string
}

// row makes the record a row and tells whether it holds anything.
func (rec record) row() (Row, bool) {
	row := Row{Number: rec.number, Line: rec.line, Cells: make([]Cell, len(rec.cells))}
	filled := rec.beyond
	for i, text := range rec.cells {
		row.Cells[i] = textCell(text)
		filled = filled || text != ""
	}
	if rec.beyond {
		row.Notes = append(row.Notes, Beyond)
	}
	if rec.loose {
		row.Notes = append(row.Notes, LooseQuote)
	}
	return row, filled
}

// recordReader reads records as RFC 4180 has them, with what programs really
// write besides: LF or CR as line end, quotes inside bare fields.
type recordReader struct {
	in        *bufio.Reader
	limits    Limits
	separator rune
	keepRaw   bool
	line      int
	number    int

	field strings.Builder
	raw   strings.Builder
	size  int64
}

// state of the reader within a field.
type quoteState uint8

const (
	fieldStart quoteState = iota
	bareField
	quotedField
	afterQuote
)

// read gives the next record, also an empty one; io.EOF after the last.
func (r *recordReader) read() (record, error) {
	r.number++
	r.size = 0
	r.raw.Reset()
	rec := record{number: r.number, line: r.line}
	state := fieldStart
	for first := true; ; first = false {
		c, err := r.char()
		if err == io.EOF {
			if state == quotedField {
				return rec, &Error{Trouble: Truncated, Row: rec.number, Line: rec.line}
			}
			if first {
				return rec, io.EOF
			}
			return r.finish(rec), nil
		}
		if err != nil {
			return rec, &Error{Trouble: troubleOf(err), Row: rec.number, Line: r.line, Err: err}
		}
		var done bool
		if state, done = r.step(&rec, state, c); done {
			r.endLine(c)
			return r.finish(rec), nil
		}
	}
}

// endLine takes the LF of a CR LF into the record.
func (r *recordReader) endLine(c rune) {
	if c != '\r' {
		return
	}
	if next, err := r.in.Peek(1); err == nil && next[0] == '\n' {
		_, _ = r.char()
	}
}

// step takes one character and tells whether it ended the record.
func (r *recordReader) step(rec *record, state quoteState, c rune) (quoteState, bool) {
	switch {
	case state == quotedField && c == '"':
		return afterQuote, false
	case state == quotedField:
		r.field.WriteRune(c)
		return state, false
	case state == fieldStart && c == '"':
		return quotedField, false
	case state == afterQuote && c == '"':
		r.field.WriteRune(c)
		return quotedField, false
	case c == r.separator:
		r.endField(rec)
		return fieldStart, false
	case c == '\n' || c == '\r':
		return fieldStart, true
	case state == afterQuote:
		rec.loose = true
	}
	r.field.WriteRune(c)
	return bareField, false
}

func (r *recordReader) endField(rec *record) {
	text := r.field.String()
	r.field.Reset()
	if rec.fields++; rec.fields <= r.limits.Columns {
		rec.cells = append(rec.cells, text)
	} else if text != "" {
		rec.beyond = true
	}
}

func (r *recordReader) finish(rec record) record {
	r.endField(&rec)
	rec.raw = r.raw.String()
	return rec
}

// char reads one character and counts lines; CR LF outside quotes is one line
// end, inside it is two characters of text.
func (r *recordReader) char() (rune, error) {
	c, size, err := r.in.ReadRune()
	if err != nil {
		return 0, err
	}
	if r.size += int64(size); r.size > r.limits.RecordBytes {
		return 0, TooLarge
	}
	switch {
	case c == 0:
		return 0, NulByte
	case c == utf8.RuneError && size == 1:
		return 0, Charset
	case c == '\n':
		r.line++
	case c == '\r':
		if next, err := r.in.Peek(1); err != nil || next[0] != '\n' {
			r.line++
		}
	}
	if r.keepRaw {
		r.raw.WriteRune(c)
	}
	return c, nil
}

func troubleOf(err error) Trouble {
	if t, ok := err.(Trouble); ok {
		return t
	}
	return Unreadable
}
