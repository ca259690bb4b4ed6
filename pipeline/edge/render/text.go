package render

import (
	"encoding/csv"
	"strings"
	"unicode/utf8"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
)

// text renders plain text line by line, and CSV as a table where it is one that fits on paper.
func (p *press) text(kind Kind) error {
	data, err := p.whole(p.o.Limits.Text)
	if err != nil {
		return err
	}
	said, guessed, err := words(data)
	if err != nil {
		return err
	}
	if strings.TrimSpace(said) == "" {
		return Empty
	}
	if guessed != "" {
		p.made.Notes = append(p.made.Notes, Note{Code: Charset, Count: 1, Value: guessed})
	}
	if rows := tableOf(said); kind == Table && rows != nil {
		return p.table(rows)
	}
	if err := p.begin(pdfa.A4(), 0); err != nil {
		return err
	}
	for said != "" {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		var some string
		some, said = someLines(said)
		p.doc.Preformatted(0, some)
		if err := p.doc.Err(); err != nil {
			return err
		}
	}
	return p.end()
}

// someLines cuts a text so that a part of it is set at a time: a page is what it takes to keep, not a whole file. The part ends with a line that has
// something on it, since blank lines at an end are not set. A line that is longer than many pages is cut as if it went on below.
func someLines(said string) (some, rest string) {
	const enough, longest = 200, 1 << 16 // lines; bytes of a line
	at := 0
	for n := 0; at < len(said); n++ {
		line := said[at:]
		end := strings.IndexByte(line, '\n')
		if end < 0 {
			end = len(line)
		}
		if end > longest {
			for end = longest; !utf8.RuneStart(line[end]); end-- {
			}
			return said[:at+end], said[at+end:]
		}
		at += end
		if n >= enough && strings.TrimSpace(line[:end]) != "" || at == len(said) {
			return said[:at], strings.TrimPrefix(said[at:], "\n")
		}
		at++
	}
	return said, ""
}

const (
	mostColumns  = 12 // that can be read on A4
	tallColumns  = 5  // that can be read on upright A4
	tableSize    = 8  // points
	mostInCell   = 4000
	sampledLines = 20
)

// tableOf is the rows of a CSV text; nil when it is none that fits: another number of fields in some rows, or too many.
func tableOf(said string) [][]string {
	r := csv.NewReader(strings.NewReader(said))
	r.Comma, r.LazyQuotes = separator(said), true
	rows, err := r.ReadAll() // an uneven row is an error
	if err != nil || len(rows) == 0 || len(rows[0]) < 2 || len(rows[0]) > mostColumns {
		return nil
	}
	for _, row := range rows {
		for _, cell := range row {
			if len(cell) > mostInCell {
				return nil
			}
		}
	}
	return rows
}

// separator is the sign that the first lines have most of.
func separator(said string) rune {
	head := strings.Join(strings.SplitN(said, "\n", sampledLines+1)[:min(sampledLines, strings.Count(said, "\n")+1)], "\n")
	best := ';'
	for _, sign := range ";,\t" {
		if strings.Count(head, string(sign)) > strings.Count(head, string(best)) {
			best = sign
		}
	}
	return best
}

// table prints rows of which the first is the heading.
func (p *press) table(rows [][]string) error {
	page := pdfa.A4()
	if len(rows[0]) > tallColumns {
		page = pdfa.A4Landscape()
	}
	if err := p.begin(page, tableSize); err != nil {
		return err
	}
	columns := make([]pdfa.Column, len(rows[0]))
	widths := shares(rows, page.W-2*margin)
	for i, title := range rows[0] {
		columns[i] = pdfa.Column{Title: title, Width: widths[i]}
	}
	table := p.doc.Table(pdfa.Table{Columns: columns, Size: tableSize, SplitCells: true})
	for _, row := range rows[1:] {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		table.Row(row...)
	}
	table.End()
	return p.end()
}

// shares divides a width by what stands in the columns, so that none is too narrow to be read.
func shares(rows [][]string, width float64) []float64 {
	const least, most = 6, 60 // characters that a column is given room for
	weights := make([]float64, len(rows[0]))
	total := 0.0
	for i := range weights {
		longest := least
		for _, row := range rows {
			longest = max(longest, min(utf8.RuneCountInString(row[i]), most))
		}
		weights[i] = float64(longest)
		total += weights[i]
	}
	const narrow = 12.0 // mm
	spare := width - narrow*float64(len(weights))
	for i := range weights {
		weights[i] = narrow + spare*weights[i]/total
	}
	return weights
}
