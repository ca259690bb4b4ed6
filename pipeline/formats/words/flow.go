package words

import (
	"slices"
	"strings"
)

// flow lays out paragraphs and rows as text. Paragraphs may stand in paragraphs (text boxes), tables in cells.
type flow struct {
	out    strings.Builder
	open   []*strings.Builder // paragraphs begun, the innermost last
	rows   []*row
	limit  int
	counts map[Kind]int
	sums   map[Kind][]string
}

// row is a table's row: the paragraphs of its cells.
type row struct {
	cells  [][]string
	inside int // paragraphs open where it began: those belong to what is around it
}

func newFlow(l Limits) *flow {
	return &flow{limit: l.Depth, counts: map[Kind]int{}, sums: map[Kind][]string{}}
}

func (f *flow) found(k Kind) { f.counts[k]++ }

// begin starts a paragraph.
func (f *flow) begin() error {
	if len(f.open) >= f.limit {
		return TooLarge
	}
	f.open = append(f.open, &strings.Builder{})
	return nil
}

// write adds to the paragraph that is open; without one it starts one.
func (f *flow) write(text string) {
	if len(f.open) == f.around() {
		f.open = append(f.open, &strings.Builder{})
	}
	f.open[len(f.open)-1].WriteString(text)
}

// around is how many open paragraphs lie outside the innermost row.
func (f *flow) around() int {
	if len(f.rows) == 0 {
		return 0
	}
	return f.rows[len(f.rows)-1].inside
}

// end ends the innermost paragraph of the innermost row, if one is open.
func (f *flow) end() {
	if len(f.open) <= f.around() {
		return
	}
	text := f.open[len(f.open)-1].String()
	f.open = f.open[:len(f.open)-1]
	f.emit(text)
}

// emit puts a whole paragraph where it belongs.
func (f *flow) emit(text string) {
	text = strings.Trim(text, " \t\r\n")
	if text == "" {
		return
	}
	if len(f.rows) == 0 {
		f.out.WriteString(text)
		f.out.WriteString("\n\n")
		return
	}
	r := f.rows[len(f.rows)-1]
	if len(r.cells) == 0 {
		r.cells = append(r.cells, nil)
	}
	last := &r.cells[len(r.cells)-1]
	*last = append(*last, text)
}

func (f *flow) beginRow() error {
	if len(f.rows) >= f.limit {
		return TooLarge
	}
	f.rows = append(f.rows, &row{inside: len(f.open)})
	return nil
}

func (f *flow) beginCell() {
	if len(f.rows) > 0 {
		f.closeOpen()
		r := f.rows[len(f.rows)-1]
		r.cells = append(r.cells, nil)
	}
}

// endRow ends the innermost row: one line when every cell has at most one paragraph, else the paragraphs as they come, as in a table that only arranges a
// form.
func (f *flow) endRow() {
	if len(f.rows) == 0 {
		return
	}
	f.closeOpen()
	r := f.rows[len(f.rows)-1]
	f.rows = f.rows[:len(f.rows)-1]
	if slices.ContainsFunc(r.cells, func(cell []string) bool { return len(cell) > 1 }) {
		for _, p := range slices.Concat(r.cells...) {
			f.emit(p)
		}
		return
	}
	f.emit(strings.Join(slices.Concat(r.cells...), "\t"))
}

// closeOpen ends the paragraphs that were left open in the innermost row, or in the document.
func (f *flow) closeOpen() {
	for len(f.open) > f.around() {
		f.end()
	}
}

// result ends everything and gives the result.
func (f *flow) result() Text {
	for len(f.rows) > 0 {
		f.endRow()
	}
	f.closeOpen()
	t := Text{Body: f.out.String()}
	for _, k := range kinds {
		if n := f.counts[k]; n > 0 {
			slices.Sort(f.sums[k])
			t.Beside = append(t.Beside, Beside{Kind: k, Count: n, SHA256: f.sums[k]})
		}
	}
	return t
}
