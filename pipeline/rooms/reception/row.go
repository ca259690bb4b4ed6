package reception

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
)

// cell is a cell in the scratch.
type cell struct {
	Text string     `json:"t"`
	Kind sheet.Kind `json:"k,omitempty"`
}

// noted is a row in the scratch: its cells by field, where it stands, and for a row of clients the places that the tree has for it.
type noted struct {
	Row    int             `json:"row"`
	Cells  map[string]cell `json:"cells"`
	Ragged bool            `json:"ragged,omitempty"`
	Places []string        `json:"places,omitempty"` // folded, below inn/; more than one is for a person to choose
	Place  deposit.Code    `json:"place,omitempty"`  // what is wrong with the stated one
}

// readRow puts a row into the scratch under its folder.
func (w *work) readRow(at tab, t *table, row sheet.Row) error {
	n := noted{Row: row.Number, Cells: map[string]cell{}, Ragged: row.Has(sheet.Ragged) || row.Has(sheet.Beyond)}
	for field := range t.mapping.Columns {
		c, _ := t.mapping.Cell(row, field)
		if strings.TrimSpace(c.Text) == "" && c.Kind != sheet.Formula {
			continue
		}
		n.Cells[field] = cell{c.Text, c.Kind}
		t.filled[field]++
	}
	if len(n.Cells) == 0 { // only columns that nobody reads
		return nil
	}
	t.rows++
	t.last = row.Number
	if at.kind == deposit.SheetClients {
		w.report.Rows++
	}
	if _, ok := t.mapping.Columns["journalnr"]; !ok { // said once, at the headings
		return nil
	}
	no, code := w.numberOf(n)
	switch {
	case code != "" && at.kind == deposit.SheetClients:
		w.report.Unnumbered++
		return w.find(t, n, deposit.Finding{Code: code, Field: "journalnr", Args: []string{n.text("journalnr"), w.nth(rowMark(n.Cells))}})
	case code != "":
		return w.find(t, n, deposit.Finding{Code: RowUnclear, Field: "journalnr", Args: []string{at.kind, n.text("journalnr"), w.nth(rowMark(n.Cells))}})
	case at.kind == deposit.SheetClients:
		return w.noteClient(no, n)
	case at.kind == deposit.SheetDocuments:
		return w.note(no.Key()+"/"+ofDocument, n)
	}
	return w.note(no.Key()+"/"+ofChange, n)
}

// nth tells rows apart in which everything is the same: each of them is found, and none is lost from the account. Only rows without a number come here.
func (w *work) nth(mark string) string {
	if w.alike[mark]++; w.alike[mark] > 1 {
		return mark + "-" + strconv.Itoa(w.alike[mark])
	}
	return mark
}

func (n noted) text(field string) string {
	text, _ := soundText(n.Cells[field].Text)
	return text
}

// numberOf reads the row's journal number. A date is what a spreadsheet makes of 1/79 behind the writer's back: never a number.
func (w *work) numberOf(n noted) (deposit.JournalNo, deposit.Code) {
	c, ok := n.Cells["journalnr"]
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
func (w *work) find(t *table, n noted, f deposit.Finding) error {
	f.Sheet, f.Row, f.Column = t.name, n.Row, t.column(f.Field)
	return w.s.Find(f)
}

func (w *work) note(key string, n noted) error {
	body, err := json.Marshal(n)
	if err != nil {
		return err
	}
	return w.s.Jot(Scrap{scrapFolder, key, int64(n.Row), body})
}

// noteClient finds the row's place in the tree, claims it, and notes the person.
func (w *work) noteClient(no deposit.JournalNo, n noted) error {
	if err := w.findPlaces(no, &n); err != nil {
		return err
	}
	scraps := []Scrap{}
	if len(n.Places) == 1 && n.Place == "" {
		scraps = append(scraps, Scrap{scrapClaim, n.Places[0] + "/", int64(n.Row), []byte(no.Key())})
	}
	if digits := n.birthDigits(); digits != "" {
		scraps = append(scraps, Scrap{scrapPerson, digits + "/" + no.Key(), int64(n.Row), []byte(canonical(no))})
	}
	return errors.Join(w.s.Jot(scraps...), w.note(no.Key()+"/"+ofRow, n))
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
