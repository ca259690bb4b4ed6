package reception

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
)

// cell is a cell as it is noted; the zero one says nothing.
type cell struct {
	Text string
	Kind sheet.Kind
}

// noted is a row: its cells, where it stands, its number, and for a row of clients the places that the tree has for it. Read from the scratch it has its
// cells only after read: of a folder that stands nobody asks for them.
type noted struct {
	Row    int
	Number deposit.JournalNo
	Ragged bool
	Places []string     // folded, below inn/; more than one is for a person to choose
	Place  deposit.Code // what is wrong with the stated one

	table  *table
	cells  []cell // as the table has its fields
	scrap  []byte // the row as it lies in the scratch
	unread []byte // the cells in it
}

// write writes the row for the scratch.
func (n noted) write(p *pen) {
	p.number(int64(n.Row))
	p.journal(n.Number)
	p.flag(n.Ragged)
	p.texts(n.Places)
	p.text(string(n.Place))
	for _, c := range n.cells {
		if c == (cell{}) {
			*p = append(*p, 0)
			continue
		}
		*p = append(*p, 1+byte(c.Kind))
		p.text(c.Text)
	}
}

// noted reads a row of the table, all but its cells.
func (t *table) noted(scrap []byte) (noted, error) {
	y := eye{rest: scrap}
	n := noted{Row: int(y.number()), Number: y.journal(), Ragged: y.flag(), Places: y.texts(), Place: deposit.Code(y.text()), table: t, scrap: scrap}
	n.unread = y.rest
	return n, y.err
}

// read reads the cells.
func (n *noted) read() error {
	if n.cells != nil {
		return nil
	}
	y := eye{rest: n.unread}
	n.cells = make([]cell, len(n.table.fields))
	for i := range n.cells {
		if kind := y.octet(); kind > 0 {
			n.cells[i] = cell{Kind: sheet.Kind(kind - 1), Text: y.text()}
		}
	}
	return y.err
}

// cell is the cell of a field; false when nothing stands there.
func (n noted) cell(field string) (cell, bool) {
	i, ok := n.table.place[field]
	if !ok {
		return cell{}, false
	}
	return n.cells[i], n.cells[i] != cell{}
}

// readRow puts a row into the scratch under its folder.
func (w *work) readRow(t *table, row sheet.Row) error {
	n := noted{Row: row.Number, Ragged: row.Has(sheet.Ragged) || row.Has(sheet.Beyond), table: t, cells: t.cells}
	stated := false
	for i, field := range t.fields {
		c := row.Cell(t.mapping.Columns[field])
		if n.cells[i] = (cell{}); strings.TrimSpace(c.Text) == "" && c.Kind != sheet.Formula {
			continue
		}
		n.cells[i] = cell{c.Text, c.Kind}
		t.filled[i]++
		stated = true
	}
	if !stated { // only columns that nobody reads
		return nil
	}
	t.rows++
	if t.kind == deposit.SheetClients {
		w.report.Rows++
	}
	if _, ok := t.place["journalnr"]; !ok { // said once, at the headings
		return nil
	}
	var code deposit.Code
	n.Number, code = w.numberOf(n)
	switch {
	case code != "" && t.kind == deposit.SheetClients:
		w.report.Unnumbered++
		return w.find(n, deposit.Finding{Code: code, Field: "journalnr", Args: []string{n.text("journalnr"), w.nth(rowMark(n))}})
	case code != "":
		return w.find(n, deposit.Finding{Code: RowUnclear, Field: "journalnr", Args: []string{t.kind, n.text("journalnr"), w.nth(rowMark(n))}})
	case t.kind == deposit.SheetClients:
		return w.noteClient(n)
	case t.kind == deposit.SheetDocuments:
		return w.note(n.Number.Key()+"/"+ofDocument, n)
	}
	return w.note(n.Number.Key()+"/"+ofChange, n)
}

// nth tells rows apart in which everything is the same: each of them is found, and none is lost from the account. Only rows without a number come here.
func (w *work) nth(mark string) string {
	if w.alike[mark]++; w.alike[mark] > 1 {
		return mark + "-" + strconv.Itoa(w.alike[mark])
	}
	return mark
}

func (n noted) text(field string) string {
	c, _ := n.cell(field)
	text, _ := soundText(c.Text)
	return text
}

// numberOf reads the row's journal number. A date is what a spreadsheet makes of 1/79 behind the writer's back: never a number.
func (w *work) numberOf(n noted) (deposit.JournalNo, deposit.Code) {
	c, ok := n.cell("journalnr")
	if !ok || strings.TrimSpace(c.Text) == "" {
		return deposit.JournalNo{}, NumberMissing
	}
	if c.Kind == sheet.Date || c.Kind == sheet.Fault {
		return deposit.JournalNo{}, NumberUnclear
	}
	no, err := deposit.ParseJournalNo(c.Text, w.deposit.Century)
	if err != nil {
		return deposit.JournalNo{}, NumberUnclear
	}
	return no, ""
}

// find records a finding on the deposit as a whole, with the place of a row.
func (w *work) find(n noted, f deposit.Finding) error {
	f.Sheet, f.Row, f.Column = n.table.name, n.Row, n.table.column(f.Field)
	return w.s.Find(f)
}

func (w *work) note(key string, n noted) error {
	w.pen = w.pen[:0]
	n.write(&w.pen)
	return w.s.Jot(Scrap{scrapFolder, key, int64(n.Row), slices.Clone(w.pen)})
}

// noteClient finds the row's place in the tree, claims it, and notes the person.
func (w *work) noteClient(n noted) error {
	key := n.Number.Key()
	if err := w.findPlaces(&n); err != nil {
		return err
	}
	var scraps []Scrap
	if len(n.Places) == 1 && n.Place == "" {
		scraps = append(scraps, Scrap{scrapClaim, n.Places[0] + "/", int64(n.Row), []byte(key)})
	}
	if digits := n.birthDigits(); digits != "" {
		scraps = append(scraps, Scrap{scrapPerson, digits + "/" + key, int64(n.Row), []byte(canonical(n.Number))})
	}
	return errors.Join(w.s.Jot(scraps...), w.note(key+"/"+ofRow, n))
}

// findTwins notes on each folder which other folder has the same birth number (R2.3-7: one folder for each client).
func (w *work) findTwins() error {
	c := w.scan(scrapPerson, "", "")
	var first Scrap
	for {
		next, ok, err := c.next()
		if err != nil || !ok {
			return err
		}
		person, key, _ := strings.Cut(next.Key, "/")
		other, otherKey, _ := strings.Cut(first.Key, "/")
		if person != other {
			first = next
			continue
		}
		if key == otherKey {
			continue
		}
		if err := w.s.Jot(Scrap{scrapFolder, key + "/" + ofTwinOther, next.Seq, []byte(person + "/" + string(first.Body))}); err != nil {
			return err
		}
	}
}
