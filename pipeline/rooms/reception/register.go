package reception

import (
	"cmp"
	"errors"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
)

// table is one sheet of the register as it was found.
type table struct {
	kind    string // deposit.SheetClients …
	name    string // of the sheet, as it stands
	mapping sheet.Mapping
	rows    int
	fields  []string       // that have a column, in the order of the columns
	place   map[string]int // of a field among them
	filled  []int          // by place: rows that have a value
	cells   []cell         // of the row that is read just now
}

// head takes the headings.
func (t *table) head(m sheet.Mapping) {
	t.mapping = m
	t.fields = slices.SortedFunc(maps.Keys(m.Columns), func(a, b string) int { return cmp.Compare(m.Columns[a], m.Columns[b]) })
	t.place = map[string]int{}
	for i, field := range t.fields {
		t.place[field] = i
	}
	t.filled, t.cells = make([]int, len(t.fields)), make([]cell, len(t.fields))
}

// has tells whether anybody filled the column in. What is missing for all is one finding, not one for each row.
func (t *table) has(field string) bool {
	if t == nil {
		return false
	}
	i, ok := t.place[field]
	return ok && t.filled[i] > 0
}

// column is the letter of a field's column, where there is one.
func (t *table) column(field string) string {
	if i, ok := t.mapping.Columns[field]; ok {
		return sheet.ColumnName(i)
	}
	return ""
}

// heading is the heading of a field, as the template has it.
func (t *table) heading(field string) string {
	for _, c := range columnsOf(t.kind) {
		if c.Key == field {
			return c.Bokmaal
		}
	}
	return field
}

// readRegister streams the sheets of the register into the scratch.
func (w *work) readRegister() (err error) {
	file, err := w.inbox.Register()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	book, err := sheet.Read(sheet.Source{Reader: file.File, Size: file.Size, Name: file.Name}, sheet.Limits{})
	if err != nil {
		return refused(err, "")
	}
	tabs, rest := chooseSheets(book.Sheets())
	for _, name := range rest {
		if err := w.s.Find(deposit.Finding{Code: SheetNotRead, Args: []string{name}, Sheet: name}); err != nil {
			return err
		}
	}
	for _, tab := range tabs {
		rows := book.Rows(tab.name)
		tab.name = cmp.Or(tab.name, file.Name) // a text file has no sheet: people know it by its own name
		t, err := w.readSheet(tab, rows)
		if err != nil {
			return refused(err, tab.name)
		}
		w.tables[tab.kind] = t
	}
	return nil
}

// troubles are the findings on a register that cannot be read; what is not here is damage.
var troubles = map[sheet.Trouble]deposit.Code{
	sheet.Encrypted: RegisterPassword,
	sheet.LegacyXLS: RegisterFormat, sheet.NotWorkbook: RegisterFormat, sheet.Unsupported: RegisterFormat, sheet.Strict: RegisterFormat,
	sheet.TooLarge: RegisterUnsafe, sheet.Doctype: RegisterUnsafe,
}

// refused makes trouble with the register's content a refusal; trouble of the machine, and of the ledger, stays an error.
func refused(err error, name string) error {
	var e *sheet.Error
	if !errors.As(err, &e) || e.Trouble == sheet.Unreadable {
		return err
	}
	code, ok := troubles[e.Trouble]
	if !ok {
		code = RegisterDamaged
	}
	f := deposit.Finding{Code: code, Sheet: name, Row: e.Row}
	if e.Column > 0 {
		f.Column = sheet.ColumnName(e.Column - 1)
	}
	return &refusal{f}
}

// tab is a sheet and what is read from it.
type tab struct{ kind, name string }

// sheetNames are the names that the three sheets go by.
var sheetNames = []struct {
	kind  string
	names []string
}{
	{deposit.SheetClients, []string{deposit.SheetClients, "Klientar", "Klientregister", "Register", "Mapper", "Clients"}},
	{deposit.SheetDocuments, []string{deposit.SheetDocuments, "Dokument", "Documents"}},
	{deposit.SheetChanges, []string{deposit.SheetChanges, "Endringar", "Rettelser", "Rettingar", "Changes"}},
	{deposit.SheetExplanation, []string{deposit.SheetExplanation, "Forklaringar", "Veiledning"}},
}

// chooseSheets finds the sheets by name; without a sheet of clients by name, the first visible one without a meaning of its own is it.
func chooseSheets(sheets []sheet.Sheet) (tabs []tab, rest []string) {
	found := map[string]tab{}
	for _, s := range sheets {
		kind := kindOfSheet(s.Name)
		if _, taken := found[kind]; kind != "" && !taken {
			found[kind] = tab{kind, s.Name}
			continue
		}
		if _, clients := found[deposit.SheetClients]; kind == "" && !clients && !s.Hidden && !named(sheets, deposit.SheetClients) {
			found[deposit.SheetClients] = tab{deposit.SheetClients, s.Name}
			continue
		}
		rest = append(rest, s.Name)
	}
	for _, kind := range []string{deposit.SheetClients, deposit.SheetDocuments, deposit.SheetChanges} {
		if t, ok := found[kind]; ok {
			tabs = append(tabs, t)
		}
	}
	return tabs, rest
}

func kindOfSheet(name string) string {
	for _, s := range sheetNames {
		for _, n := range s.names {
			if sheet.Fold(n) == sheet.Fold(name) {
				return s.kind
			}
		}
	}
	return ""
}

func named(sheets []sheet.Sheet, kind string) bool {
	for _, s := range sheets {
		if kindOfSheet(s.Name) == kind {
			return true
		}
	}
	return false
}

const headingRows = 25 // titles and explanations may stand above the headings

// readSheet finds the heading row and hands every row below it on.
func (w *work) readSheet(at tab, rows iter.Seq2[sheet.Row, error]) (*table, error) {
	t := &table{kind: at.kind, name: at.name}
	dictionary := dictionaryOf(at.kind)
	titles := 0
	for row, err := range rows {
		if err != nil {
			return nil, err
		}
		if t.mapping.Columns == nil {
			if m := sheet.Columns(row, dictionary); m.Known() >= 2 {
				if err := w.checkHeadings(at, m); err != nil {
					return nil, err
				}
				t.head(m)
			} else if titles++; titles == headingRows {
				break
			}
			continue
		}
		if err := w.readRow(t, row); err != nil {
			return nil, err
		}
	}
	if t.mapping.Columns == nil && at.kind == deposit.SheetClients {
		return nil, &refusal{deposit.Finding{Code: NoHeadings, Sheet: at.name}}
	}
	return t, nil
}

// dictionaryOf is the headings of a sheet's fields, from the one table that the template is made of.
func dictionaryOf(kind string) sheet.Dictionary {
	var d sheet.Dictionary
	for _, c := range columnsOf(kind) {
		d = append(d, sheet.Field{Key: c.Key, Names: c.Names(), Required: c.Required})
	}
	return d
}

func columnsOf(kind string) []deposit.Column {
	switch kind {
	case deposit.SheetDocuments:
		return deposit.DocumentColumns()
	case deposit.SheetChanges:
		return deposit.ChangeColumns()
	}
	return deposit.RegisterColumns()
}

// checkHeadings says what is odd about the headings. Without the number no row can be told from another: in the sheet of clients that is a refusal.
func (w *work) checkHeadings(at tab, m sheet.Mapping) error {
	if _, ok := m.Columns["journalnr"]; !ok {
		f := deposit.Finding{Code: NoNumberColumn, Field: "journalnr", Args: []string{at.name}, Sheet: at.name, Row: m.Row}
		if at.kind == deposit.SheetClients {
			return &refusal{f}
		}
		if err := w.s.Find(f); err != nil {
			return err
		}
	}
	for _, odd := range []struct {
		code     deposit.Code
		headings []sheet.Heading
	}{{ColumnUnknown, m.Unknown}, {ColumnTwice, m.Duplicate}} {
		for _, h := range odd.headings {
			text, _ := soundText(h.Text)
			f := deposit.Finding{Code: odd.code, Args: []string{at.name, text}, Sheet: at.name, Row: m.Row, Column: sheet.ColumnName(h.Column)}
			if err := w.s.Find(f); err != nil {
				return err
			}
		}
	}
	return nil
}

// neededColumns are those without which folders cannot be listed or judged; wantedColumns are asked for by rules that then say less.
var (
	neededColumns = []string{"etternavn", "fornavn", "fodselsdato", "klienttype", "bortsatt"}
	wantedColumns = []string{"henvist", "sist_brukt"}
	useColumns    = []string{"siste_innforsel", "avsluttet", "ut_av_bruk"} // show use as well as sist_brukt does
)

// findColumns says once what is missing for all. What is needed and missing goes with every card: no room asks for it once more, folder by folder.
func (w *work) findColumns() error {
	t := w.tables[deposit.SheetClients]
	if t == nil || t.rows == 0 {
		return w.s.Find(deposit.Finding{Code: NoRows})
	}
	for _, field := range slices.Concat(neededColumns, wantedColumns) {
		if t.has(field) {
			continue
		}
		code := ColumnWanted
		if slices.Contains(neededColumns, field) || field == "sist_brukt" && !w.showsUse() {
			code = ColumnNeeded
			w.absent = append(w.absent, field)
		}
		f := deposit.Finding{Code: code, Field: field, Args: []string{t.heading(field)}, Sheet: t.name, Row: t.mapping.Row, Column: t.column(field)}
		if err := w.s.Find(f); err != nil {
			return err
		}
	}
	return nil
}

// showsUse tells that something else than sist_brukt shows when folders were used.
func (w *work) showsUse() bool {
	return slices.ContainsFunc(useColumns, w.tables[deposit.SheetClients].has) || w.tables[deposit.SheetDocuments].has("dato") || w.tables[deposit.SheetDocuments].has("journaldato")
}

// canonical is a number as findings, events and references to folders have it: the same however it was written.
func canonical(n deposit.JournalNo) string {
	n.Split = false
	return n.String()
}

// rowMark tells rows without a number apart, without saying what stands in them.
func rowMark(n noted) string {
	var text strings.Builder
	for _, field := range slices.Sorted(slices.Values(n.table.fields)) {
		if c, ok := n.cell(field); ok {
			text.WriteString(field + "=" + strconv.Quote(c.Text))
		}
	}
	return string(deposit.DigestOf([]byte(text.String()))[:8])
}
