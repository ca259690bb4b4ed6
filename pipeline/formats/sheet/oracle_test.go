package sheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// The oracle reads the rows of a sheet with encoding/xml: slower than the package, all at once and without limits, to be compared with it.

// event is a token as the oracle needs it; the last one has kind 0 and says why there are no more.
type event struct {
	kind  byte // 'S', 'E', 'T'
	local string
	attrs []xml.Attr
	text  string
	err   error // io.EOF, a Trouble, or what encoding/xml said
}

func (e event) attr(local string) string {
	for _, a := range e.attrs {
		if a.Name.Local == local && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// eventsOf reads a part to its end or its first fault.
func eventsOf(part string) (list []event) {
	dec := xml.NewDecoder(strings.NewReader(part))
	for {
		token, err := dec.RawToken()
		if err != nil {
			return append(list, event{err: err})
		}
		switch t := token.(type) {
		case xml.StartElement:
			list = append(list, event{kind: 'S', local: t.Name.Local, attrs: t.Copy().Attr})
		case xml.EndElement:
			list = append(list, event{kind: 'E', local: t.Name.Local})
		case xml.CharData:
			list = append(list, event{kind: 'T', text: string(t)})
		case xml.Directive:
			if bytes.HasPrefix(bytes.TrimSpace(t), []byte("DOCTYPE")) {
				return append(list, event{err: Doctype})
			}
		}
	}
}

// oracle walks events. What it cannot go on from it panics with; run catches that.
type oracle struct {
	left   []event
	book   *workbook
	shared []string
	row    int
	rows   []Row
}

func (o *oracle) next() event {
	e := o.left[0]
	if e.kind == 0 {
		panic(e.err)
	}
	o.left = o.left[1:]
	return e
}

// run gives what stopped a walk; io.EOF is the end of the part.
func run(walk func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = r.(error)
		}
	}()
	walk()
	return nil
}

// until visits what comes before an end tag.
func (o *oracle) until(end string, visit func(event)) {
	for e := o.next(); e.kind != 'E' || e.local != end; e = o.next() {
		visit(e)
	}
}

func (o *oracle) text(end string) (text string) {
	o.until(end, func(e event) { text += e.text })
	return text
}

func (o *oracle) rich(end string) (text string) {
	phonetic := false
	o.until(end, func(e event) {
		switch {
		case e.local == "rPh":
			phonetic = e.kind == 'S'
		case e.kind == 'S' && e.local == "t":
			if run := o.text("t"); !phonetic {
				text += unescape(run)
			}
		}
	})
	return text
}

// readShared reads the strings of the workbook.
func (o *oracle) readShared(part string) error {
	o.left = eventsOf(part)
	return run(func() {
		o.until("sst", func(e event) {
			if e.kind == 'S' && e.local == "si" {
				o.shared = append(o.shared, o.rich("si"))
			}
		})
	})
}

// readRows reads the rows up to the end of the data, and the rest for its faults.
func (o *oracle) readRows(part string) error {
	o.left = eventsOf(part)
	err := run(func() {
		for e := o.next(); e.kind != 'E' || e.local != "sheetData" && e.local != "worksheet"; e = o.next() {
			if e.kind == 'S' && e.local == "row" {
				o.readRow(e)
			}
		}
	})
	if err != nil {
		return err
	}
	if err := o.left[len(o.left)-1].err; !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

func (o *oracle) readRow(start event) {
	o.row++
	if text := start.attr("r"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < o.row {
			panic(Damaged)
		}
		o.row = n
	}
	if o.row > maxSheetRow {
		panic(Damaged)
	}
	row, last, filled := Row{Number: o.row, Hidden: truth([]byte(start.attr("hidden")))}, -1, false
	o.until("row", func(e event) {
		if e.kind != 'S' || e.local != "c" {
			return
		}
		column := last + 1
		if ref := e.attr("r"); ref != "" {
			var ok bool
			if column, ok = columnOf([]byte(ref)); !ok || column <= last {
				panic(Damaged)
			}
		}
		if column >= maxSheetColumn {
			panic(Damaged)
		}
		last = column
		if cell := o.readCell(e); cell.Kind != Empty {
			filled = true
			if column >= o.book.limits.Columns {
				row.Notes = []Note{Beyond}
				return
			}
			row.Cells = append(append(row.Cells, make([]Cell, column-len(row.Cells))...), cell)
		}
	})
	if filled {
		o.rows = append(o.rows, row)
	}
}

func (o *oracle) readCell(start event) Cell {
	raw := rawCell{kind: cellTypeOf([]byte(start.attr("t")))}
	raw.style, _ = strconv.Atoi(start.attr("s"))
	o.until("c", func(e event) {
		switch {
		case e.kind != 'S':
		case e.local == "f":
			raw.formula = true
		case e.local == "v":
			raw.value = []byte(o.text("v"))
		case e.local == "is":
			raw.inline = []byte(o.rich("is"))
		}
	})
	cell, err := o.book.cell(&raw, o.shared)
	if err != nil {
		panic(Damaged)
	}
	return cell
}

// formerly is what the package has always called an error of encoding/xml.
func formerly(err error) Trouble {
	var t Trouble
	var syntax *xml.SyntaxError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &t):
		return t
	case errors.Is(err, io.EOF), errors.As(err, &syntax) && syntax.Msg == "unexpected EOF":
		return Truncated
	}
	return Damaged
}
