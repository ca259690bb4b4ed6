package sheet

import (
	"errors"
	"io"
	"os"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// Change sets one cell. The sheet of a text file is the empty name.
type Change struct {
	Sheet  string
	Row    int // 1-based, as Row.Number
	Column int // 0-based, as in Row.Cells
	Cell   Cell
}

// Addition appends one row after the last that holds something.
type Addition struct {
	Sheet    string
	Headings []string // when set, a missing sheet is made with these
	Cells    []Cell
}

// Edits are what [Edit] does to a file, additions after changes.
type Edits struct {
	Changes   []Change
	Additions []Addition
	Limits    Limits
	TempDir   string
}

// Edit writes a copy of a workbook or text file with some cells set and rows
// appended; all else is kept (formulas with their stored values, formats,
// drop-downs, other sheets; in a text file every other byte). The file itself is
// not touched. Cells are kept by kind as [Writer.Write] does, in the format that
// the cell or its column has. Nothing is guarded in a text file: what is recorded is
// what is read back.
func Edit(path string, edits Edits, out io.Writer) error {
	book, err := Open(path, edits.Limits)
	if err != nil {
		return err
	}
	defer func() { _ = book.Close() }()
	if table, ok := book.source.(*textTable); ok {
		return editText(table, edits, out)
	}
	return editWorkbook(path, book, edits, out)
}

// editWorkbook relies on Open having refused what excelize should not see.
func editWorkbook(path string, book *Book, edits Edits, out io.Writer) error {
	limits := edits.Limits.filled()
	ends, err := ends(book, edits.Additions)
	if err != nil {
		return err
	}
	return safely("", func() error {
		in, err := os.Open(path)
		if err != nil {
			return opened(err)
		}
		defer func() { _ = in.Close() }()
		file, err := excelize.OpenReader(in, excelize.Options{UnzipSizeLimit: limits.TotalBytes,
			UnzipXMLSizeLimit: limits.TotalBytes, TmpDir: edits.TempDir})
		if err != nil {
			return &Error{Trouble: Damaged, Err: err}
		}
		defer func() { _ = file.Close() }()
		e := editor{file: file, ends: ends, from1904: book.info.Date1904}
		if err := e.apply(edits); err != nil {
			return err
		}
		_, err = writeSteady(file, out)
		return err
	})
}

// ends finds the last filled row of every sheet that gets a row; -1 is a sheet
// that is not there.
func ends(book *Book, additions []Addition) (map[string]int, error) {
	found := map[string]int{}
	for _, a := range additions {
		if _, done := found[a.Sheet]; done {
			continue
		}
		if a.Sheet == "" {
			return nil, &Error{Trouble: NoSheet}
		}
		last := 0
		for row, err := range book.Rows(a.Sheet) {
			if errors.Is(err, NoSheet) {
				last = -1
				break
			}
			if err != nil {
				return nil, err
			}
			last = row.Number
		}
		found[a.Sheet] = last
	}
	return found, nil
}

// editor edits one workbook.
type editor struct {
	file     *excelize.File
	ends     map[string]int
	from1904 bool
}

func (e *editor) apply(edits Edits) error {
	for _, c := range edits.Changes {
		if index, err := e.file.GetSheetIndex(c.Sheet); err != nil || index < 0 {
			return &Error{Trouble: NoSheet, Row: c.Row}
		}
		if err := e.set(c); err != nil {
			return err
		}
		if last, ok := e.ends[c.Sheet]; ok && c.Cell.Text != "" { // a change may fill a row below
			e.ends[c.Sheet] = max(last, c.Row)
		}
	}
	for _, a := range edits.Additions {
		if err := e.add(a); err != nil {
			return err
		}
	}
	return nil
}

func (e *editor) add(a Addition) error {
	if e.ends[a.Sheet] < 0 {
		if err := e.create(a); err != nil {
			return err
		}
	}
	row := e.ends[a.Sheet] + 1
	for i, cell := range a.Cells {
		if cell.Text == "" {
			continue
		}
		if err := e.set(Change{Sheet: a.Sheet, Row: row, Column: i, Cell: cell}); err != nil {
			return err
		}
	}
	e.ends[a.Sheet] = row
	return nil
}

func (e *editor) create(a Addition) error {
	if len(a.Headings) == 0 {
		return &Error{Trouble: NoSheet}
	}
	if _, err := e.file.NewSheet(a.Sheet); err != nil {
		return &Error{Trouble: Misuse, Err: err}
	}
	for i, text := range a.Headings {
		if err := e.set(Change{Sheet: a.Sheet, Row: 1, Column: i, Cell: Cell{Text: text, Kind: Text}}); err != nil {
			return err
		}
	}
	e.ends[a.Sheet] = 1
	return nil
}

// set sets one cell by its kind.
func (e *editor) set(c Change) error {
	wrong := &Error{Trouble: Unwritable, Part: c.Sheet, Row: c.Row, Column: c.Column + 1}
	if c.Row < 1 || c.Row > maxSheetRow || c.Column < 0 || c.Column >= maxSheetColumn || !Writable(c.Cell.Text) {
		return wrong
	}
	at := ColumnName(c.Column) + strconv.Itoa(c.Row)
	err := e.setValue(c, at)
	if err == nil {
		err = e.file.SetSheetDimension(c.Sheet, noDimension)
	}
	if err != nil {
		wrong.Err = err
		return wrong
	}
	return nil
}

func (e *editor) setValue(c Change, at string) error {
	if serial, ok := dateSerial(c.Cell.Text); ok && c.Cell.Kind == Date {
		return e.setDate(c.Sheet, at, serial)
	}
	number, isNumber := exactNumber(c.Cell)
	switch {
	case c.Cell.Text == "":
		return e.file.SetCellValue(c.Sheet, at, nil)
	case isNumber:
		return e.file.SetCellFloat(c.Sheet, at, number, -1, 64)
	case c.Cell.Kind == Bool && (c.Cell.Text == "true" || c.Cell.Text == "false"):
		return e.file.SetCellBool(c.Sheet, at, c.Cell.Text == "true")
	}
	return e.file.SetCellStr(c.Sheet, at, c.Cell.Text)
}

// days1904 is what lies between the two systems.
const days1904 = 1462

// setDate keeps the cell's own date format and gives one to a cell without, which
// would show a bare number.
func (e *editor) setDate(sheet, at string, serial int) error {
	if e.from1904 {
		if serial -= days1904; serial < 0 {
			return Unwritable
		}
	}
	if err := e.file.SetCellInt(sheet, at, int64(serial)); err != nil {
		return err
	}
	id, err := e.file.GetCellStyle(sheet, at)
	if err != nil {
		return err
	}
	style, err := e.file.GetStyle(id)
	if err != nil {
		return err
	}
	var f format
	if style.CustomNumFmt != nil {
		f = formatCode(*style.CustomNumFmt)
	} else {
		f = formatOf(strconv.Itoa(style.NumFmt), nil)
	}
	if f.shape == dateShape {
		return nil
	}
	code := dateCode
	style.CustomNumFmt = &code
	if id, err = e.file.NewStyle(style); err != nil {
		return err
	}
	return e.file.SetCellStyle(sheet, at, at, id)
}
