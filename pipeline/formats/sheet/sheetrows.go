package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

const (
	maxSheetRow    = 1 << 20
	maxSheetColumn = 1 << 14
)

// rowReader walks one sheet.
type rowReader struct {
	*part
	book    *workbook
	shared  []string
	row     int // last row seen
	yielded int
}

func (w *workbook) rows(name string, yield func(Row, error) bool) {
	r, err := w.reader(name)
	if err != nil {
		yield(Row{}, err)
		return
	}
	defer func() { _ = r.close.Close() }()
	for {
		row, err := r.nextRow()
		if err == io.EOF {
			return
		}
		if err != nil {
			yield(Row{}, r.placed(err))
			return
		}
		if !yield(row, nil) {
			return
		}
	}
}

func (w *workbook) reader(name string) (*rowReader, error) {
	target, ok := w.find(name)
	if !ok {
		return nil, &Error{Trouble: NoSheet}
	}
	shared, err := w.texts()
	if err != nil {
		return nil, err
	}
	p, err := w.open(target, w.limits.PartBytes)
	if err != nil {
		return nil, err
	}
	return &rowReader{part: p, book: w, shared: shared}, nil
}

// placed adds the row to an error from the tokens.
func (r *rowReader) placed(err error) error {
	var e *Error
	if errors.As(err, &e) && e.Row == 0 {
		e.Row = r.row
	}
	return err
}

// nextRow gives the next row that holds something; io.EOF after the last.
func (r *rowReader) nextRow() (Row, error) {
	for {
		token, err := r.next()
		if err == io.EOF {
			return Row{}, &Error{Trouble: Truncated, Part: r.name}
		}
		if err != nil {
			return Row{}, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local != "row" {
				continue
			}
			row, filled, err := r.readRow(t)
			if err != nil {
				return Row{}, err
			}
			if !filled {
				continue
			}
			if r.yielded++; r.yielded > r.book.limits.Rows {
				return Row{}, &Error{Trouble: TooLarge, Part: r.name}
			}
			return row, nil
		case xml.EndElement:
			if t.Name.Local == "sheetData" || t.Name.Local == "worksheet" {
				return Row{}, r.drain()
			}
		}
	}
}

// drain reads the rest of the part, so that a cut or altered file is noticed
// (the checksum of a zip entry is judged at its end) and does not pass for a
// short one.
func (r *rowReader) drain() error {
	for {
		if _, err := r.next(); err != nil {
			return err
		}
	}
}

func (r *rowReader) readRow(start xml.StartElement) (Row, bool, error) {
	number, err := r.number(attr(start, false, "r"), r.row+1, maxSheetRow)
	if err != nil || number <= r.row {
		return Row{}, false, &Error{Trouble: Damaged, Part: r.name}
	}
	r.row = number
	row := Row{Number: number, Hidden: truth(attr(start, false, "hidden"))}
	column, filled := -1, false
	for {
		token, err := r.next()
		if err == io.EOF {
			return row, false, &Error{Trouble: Truncated, Part: r.name}
		}
		if err != nil {
			return row, false, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}
			cell, at, err := r.readCell(t, column)
			if err != nil {
				return row, false, err
			}
			column = at
			filled = row.place(cell, at, r.book.limits.Columns) || filled
		case xml.EndElement:
			if t.Name.Local == "row" {
				return row, filled, nil
			}
		}
	}
}

// place puts a cell into its column and tells whether the row now holds it.
func (r *Row) place(cell Cell, column, limit int) bool {
	if cell.Kind == Empty {
		return false
	}
	if column >= limit {
		if !r.Has(Beyond) {
			r.Notes = append(r.Notes, Beyond)
		}
		return true
	}
	for len(r.Cells) < column {
		r.Cells = append(r.Cells, Cell{})
	}
	r.Cells = append(r.Cells, cell)
	return true
}

// number reads a row number; absent means the one after the last.
func (r *rowReader) number(text string, implied, limit int) (int, error) {
	if text == "" {
		if implied > limit {
			return 0, &Error{Trouble: Damaged, Part: r.name}
		}
		return implied, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > limit {
		return 0, &Error{Trouble: Damaged, Part: r.name}
	}
	return n, nil
}

// columnOf reads the letters of a reference such as AB12, 0-based.
func columnOf(ref string) (int, bool) {
	n := 0
	for i := 0; i < len(ref); i++ {
		switch c := ref[i]; {
		case c >= 'A' && c <= 'Z':
			n = n*26 + int(c-'A') + 1
		case c >= 'a' && c <= 'z':
			n = n*26 + int(c-'a') + 1
		case c >= '0' && c <= '9':
			return n - 1, n > 0
		default:
			return 0, false
		}
		if n > maxSheetColumn {
			return 0, false
		}
	}
	return 0, false
}

// rawCell is a cell as the part has it.
type rawCell struct {
	kind    string
	style   int
	value   string
	inline  string
	formula bool
}

// readCell reads one cell after the column of the last.
func (r *rowReader) readCell(start xml.StartElement, last int) (Cell, int, error) {
	column := last + 1
	if ref := attr(start, false, "r"); ref != "" {
		at, ok := columnOf(ref)
		if !ok || at <= last {
			return Cell{}, 0, &Error{Trouble: Damaged, Part: r.name}
		}
		column = at
	}
	if column >= maxSheetColumn {
		return Cell{}, 0, &Error{Trouble: Damaged, Part: r.name}
	}
	raw := rawCell{kind: attr(start, false, "t")}
	if s := attr(start, false, "s"); s != "" {
		raw.style, _ = strconv.Atoi(s) // an unreadable style is General, which loses nothing
	}
	if err := r.readContent(&raw); err != nil {
		return Cell{}, 0, err
	}
	cell, err := r.book.cell(raw, r.shared)
	if err != nil {
		return Cell{}, 0, &Error{Trouble: Damaged, Part: r.name, Column: column + 1}
	}
	return cell, column, nil
}

func (r *rowReader) readContent(raw *rawCell) error {
	for {
		token, err := r.next()
		if err == io.EOF {
			return &Error{Trouble: Truncated, Part: r.name}
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "f":
				raw.formula = true
			case "v":
				raw.value, err = r.text("v", r.book.limits.RecordBytes)
			case "is":
				raw.inline, err = r.richText("is", r.book.limits.RecordBytes)
			}
			if err != nil {
				return err
			}
		case xml.EndElement:
			if t.Name.Local == "c" {
				return nil
			}
		}
	}
}

// text reads the characters up to an end tag.
func (p *part) text(end string, limit int64) (string, error) {
	var text strings.Builder
	for {
		token, err := p.next()
		if err == io.EOF {
			return "", &Error{Trouble: Truncated, Part: p.name}
		}
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.CharData:
			if int64(text.Len()+len(t)) > limit {
				return "", &Error{Trouble: TooLarge, Part: p.name}
			}
			text.Write(t)
		case xml.EndElement:
			if t.Name.Local == end {
				return text.String(), nil
			}
		}
	}
}

// richText joins the runs of a string item; phonetic runs are reading aids, not
// content.
func (p *part) richText(end string, limit int64) (string, error) {
	var text strings.Builder
	phonetic := false
	for {
		token, err := p.next()
		if err == io.EOF {
			return "", &Error{Trouble: Truncated, Part: p.name}
		}
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local == "rPh" {
				phonetic = true
			} else if t.Name.Local == "t" {
				run, err := p.text("t", limit-int64(text.Len()))
				if err != nil {
					return "", err
				}
				if !phonetic {
					text.WriteString(unescape(run))
				}
			}
		case xml.EndElement:
			if t.Name.Local == "rPh" {
				phonetic = false
			} else if t.Name.Local == end {
				return text.String(), nil
			}
		}
	}
}
