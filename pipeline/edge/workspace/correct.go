package workspace

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/disk"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
)

// Register is the register file of a workspace, for recorded corrections (R2.4-2). Only its own holder writes it: the workspace's lock is taken.
type Register struct {
	path    string
	century int
	disk    *disk.Disk
}

// NewRegister is the register file at path.
func NewRegister(path string, century int, d *disk.Disk) *Register {
	return &Register{path: path, century: century, disk: d}
}

// spot is where a folder's value stands in the register, and what stands there.
type spot struct {
	sheet       string
	row, column int
	old         string
}

// Correct writes the new value into the folder's row and the correction on the sheet Endringer, as one new file under the old name. It refuses when the
// folder stands on no row or on several, and when the register has no such column.
func (r *Register) Correct(ctx context.Context, c deposit.Correction) error {
	if strings.EqualFold(filepath.Ext(r.path), ".csv") {
		return registerError("csv_corrections", "", nil) // a text file has no sheet to record the correction on
	}
	at, changes, err := r.find(ctx, c)
	if err != nil {
		return err
	}
	if at.old == c.Value {
		return nil // a repeated correction is the one that was
	}
	edits := sheet.Edits{
		Changes:   []sheet.Change{{Sheet: at.sheet, Row: at.row, Column: at.column, Cell: cellFor(c.Field, c.Value)}},
		Additions: []sheet.Addition{addition(changes, c, at.old)},
		TempDir:   r.disk.State("work"),
	}
	return r.disk.WriteFile(r.path, func(w io.Writer) error { return sheet.Edit(r.path, edits, w) })
}

// find reads the register until it knows where the value stands, and which sheet takes corrections.
func (r *Register) find(ctx context.Context, c deposit.Correction) (at spot, changes string, err error) {
	book, err := sheet.Open(r.path, sheet.Limits{})
	if err != nil {
		return at, "", registerError("register_closed", "", err)
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	clients, changes := "", deposit.SheetChanges
	for _, s := range book.Sheets() {
		switch sheet.Fold(s.Name) {
		case sheet.Fold(deposit.SheetClients):
			clients = s.Name
		case sheet.Fold(deposit.SheetChanges), "endringar":
			changes = s.Name
		}
	}
	at, err = r.row(ctx, book, clients, c)
	at.sheet = clients
	if at.sheet == "" {
		for _, s := range book.Sheets() {
			if !s.Hidden {
				at.sheet = s.Name
				break
			}
		}
	}
	return at, changes, err
}

// row is the one row of the folder, and the column of the field.
func (r *Register) row(ctx context.Context, book *sheet.Book, name string, c deposit.Correction) (at spot, err error) {
	var headings *sheet.Mapping
	rows := 0
	for row, err := range book.Rows(name) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return at, registerError("register_closed", "", err)
		}
		if headings == nil {
			if m := sheet.Columns(row, columns()); m.Known() > 1 {
				headings = &m
			}
			continue
		}
		if !r.isFolder(*headings, row, c.Journal) {
			continue
		}
		rows++
		value, ok := headings.Cell(row, c.Field.Key)
		column, has := headings.Columns[c.Field.Key]
		if !has {
			return at, registerError("column_not_there", c.Field.Bokmaal, nil)
		}
		at = spot{row: row.Number, column: column}
		if ok {
			at.old = value.Text
		}
	}
	if rows != 1 {
		return at, registerError("journal_on_rows", strconv.Itoa(rows), nil)
	}
	return at, nil
}

func (r *Register) isFolder(m sheet.Mapping, row sheet.Row, journal deposit.JournalNo) bool {
	cell, ok := m.Cell(row, "journalnr")
	if !ok {
		return false
	}
	no, err := deposit.ParseJournalNo(cell.Text, r.century)
	return err == nil && no.Key() == journal.Key()
}

func columns() sheet.Dictionary {
	var d sheet.Dictionary
	for _, c := range deposit.RegisterColumns() {
		d = append(d, sheet.Field{Key: c.Key, Names: c.Names(), Required: c.Required})
	}
	return d
}

// cellFor is the value as the column's cells are: a day as a date, digits as text.
func cellFor(c deposit.Column, value string) sheet.Cell {
	if c.Kind == deposit.DateColumn {
		if d, err := deposit.ParseRegisterDate(value); err == nil && d.Full() {
			return sheet.Cell{Kind: sheet.Date, Text: d.String()}
		}
	}
	if c.Kind == deposit.NumberColumn {
		return sheet.Cell{Kind: sheet.Number, Text: value}
	}
	return sheet.Cell{Kind: sheet.Text, Text: value}
}

// addition is the correction's row on the sheet Endringer, in the order of its columns.
func addition(name string, c deposit.Correction, old string) sheet.Addition {
	values := map[string]sheet.Cell{
		"dato": {Kind: sheet.Date, Text: c.At.String()}, "hvem": {Kind: sheet.Text, Text: c.By},
		"journalnr": {Kind: sheet.Text, Text: c.Journal.Written}, "felt": {Kind: sheet.Text, Text: c.Field.Bokmaal},
		"gammel": {Kind: sheet.Text, Text: old}, "ny": {Kind: sheet.Text, Text: c.Value}, "begrunnelse": {Kind: sheet.Text, Text: c.Because},
	}
	a := sheet.Addition{Sheet: name}
	for _, column := range deposit.ChangeColumns() {
		a.Headings = append(a.Headings, column.Bokmaal)
		a.Cells = append(a.Cells, values[column.Key])
	}
	return a
}

func registerError(key, arg string, err error) error {
	var known *deposit.Error
	if errors.As(err, &known) {
		return err
	}
	return &deposit.Error{Kind: deposit.Usage, Op: "correct", Key: key, Args: []string{arg}, Err: err}
}
