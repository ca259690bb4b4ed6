package sheet

import (
	"errors"
	"io"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
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
	cell    rawCell
	row     int // last row seen
	width   int // of the last row, in cells
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
		kind, err := r.next()
		switch {
		case err != nil:
			return Row{}, err
		case kind == xmltext.Start && r.src.Name().Local == "row":
			row, filled, err := r.readRow()
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
		case kind == xmltext.End && (r.src.Ended().Local == "sheetData" || r.src.Ended().Local == "worksheet"):
			return Row{}, r.drain()
		case kind == xmltext.Done:
			return Row{}, &Error{Trouble: Truncated, Part: r.name}
		}
	}
}

// drain reads the rest of the part, so that a cut or altered file is noticed
// (the checksum of a zip entry is judged at its end) and does not pass for a
// short one.
func (r *rowReader) drain() error {
	for {
		kind, err := r.next()
		if err != nil {
			return err
		}
		if kind == xmltext.Done {
			return io.EOF
		}
	}
}

// readRow reads the row whose start tag was just read.
func (r *rowReader) readRow() (Row, bool, error) {
	number, err := r.number(r.attr("r"), r.row+1, maxSheetRow)
	if err != nil || number <= r.row {
		return Row{}, false, &Error{Trouble: Damaged, Part: r.name}
	}
	r.row = number
	row := Row{Number: number, Hidden: truth(r.attr("hidden"))}
	column, filled := -1, false
	for {
		kind, err := r.next()
		switch {
		case err != nil:
			return row, false, err
		case kind == xmltext.Start && r.src.Name().Local == "c":
			cell, at, err := r.readCell(column)
			if err != nil {
				return row, false, err
			}
			column = at
			filled = r.place(&row, cell, at) || filled
		case kind == xmltext.End && r.src.Ended().Local == "row":
			r.width = len(row.Cells)
			return row, filled, nil
		}
	}
}

// place puts a cell into its column and tells whether the row now holds it. A row
// has its cells to itself: the caller may keep it.
func (r *rowReader) place(row *Row, cell Cell, column int) bool {
	if cell.Kind == Empty {
		return false
	}
	if column >= r.book.limits.Columns {
		if !row.Has(Beyond) {
			row.Notes = append(row.Notes, Beyond)
		}
		return true
	}
	if row.Cells == nil {
		row.Cells = make([]Cell, 0, max(r.width, column+1)) // rows of one list are as wide as each other
	}
	for len(row.Cells) < column {
		row.Cells = append(row.Cells, Cell{})
	}
	row.Cells = append(row.Cells, cell)
	return true
}

// number reads a row number; absent means the one after the last.
func (r *rowReader) number(text []byte, implied, limit int) (int, error) {
	if len(text) == 0 {
		if implied > limit {
			return 0, &Error{Trouble: Damaged, Part: r.name}
		}
		return implied, nil
	}
	n, err := strconv.Atoi(string(text))
	if err != nil || n < 1 || n > limit {
		return 0, &Error{Trouble: Damaged, Part: r.name}
	}
	return n, nil
}

// columnOf reads the letters of a reference such as AB12, 0-based.
func columnOf(ref []byte) (int, bool) {
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

// cellType is what a cell says of its value.
type cellType uint8

const (
	plainCell cellType = iota // a number, or what nobody knows
	sharedCell
	inlineCell
	stringCell
	dateCell
	boolCell
	faultCell
)

func cellTypeOf(t []byte) cellType {
	switch string(t) {
	case "s":
		return sharedCell
	case "inlineStr":
		return inlineCell
	case "str":
		return stringCell
	case "d":
		return dateCell
	case "b":
		return boolCell
	case "e":
		return faultCell
	}
	return plainCell
}

// rawCell is a cell as the part has it; its texts hold until the next cell is read.
type rawCell struct {
	kind    cellType
	style   int
	value   []byte
	inline  []byte
	formula bool
}

// readCell reads the cell whose start tag was just read, after the column of the
// last.
func (r *rowReader) readCell(last int) (Cell, int, error) {
	column := last + 1
	if ref := r.attr("r"); len(ref) > 0 {
		at, ok := columnOf(ref)
		if !ok || at <= last {
			return Cell{}, 0, &Error{Trouble: Damaged, Part: r.name}
		}
		column = at
	}
	if column >= maxSheetColumn {
		return Cell{}, 0, &Error{Trouble: Damaged, Part: r.name}
	}
	r.cell = rawCell{kind: cellTypeOf(r.attr("t")), value: r.cell.value[:0], inline: r.cell.inline[:0]}
	if s := r.attr("s"); len(s) > 0 {
		r.cell.style, _ = strconv.Atoi(string(s)) // an unreadable style is General, which loses nothing
	}
	if err := r.readContent(&r.cell); err != nil {
		return Cell{}, 0, err
	}
	cell, err := r.book.cell(&r.cell, r.shared)
	if err != nil {
		return Cell{}, 0, &Error{Trouble: Damaged, Part: r.name, Column: column + 1}
	}
	return cell, column, nil
}

func (r *rowReader) readContent(raw *rawCell) error {
	for {
		kind, err := r.next()
		if err != nil {
			return err
		}
		switch kind {
		case xmltext.Start:
			switch r.src.Name().Local {
			case "f":
				raw.formula = true
			case "v":
				raw.value, err = r.text(raw.value[:0], "v", r.book.limits.RecordBytes)
			case "is":
				raw.inline, err = r.richText(raw.inline[:0], "is", r.book.limits.RecordBytes)
			}
			if err != nil {
				return err
			}
		case xmltext.End:
			if r.src.Ended().Local == "c" {
				return nil
			}
		}
	}
}
