package plan

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// rowSize is the size of rows in points.
const rowSize = 9

// columns of a plan: key of the heading, width on paper in mm, width in a workbook in characters.
var columns = []struct {
	key   string
	mm    float64
	width float64
	head  bool
}{
	{"line", 40, 20, false}, {"journal", 30, 14, true}, {"document", 14, 8, true}, {"class", 52, 34, false}, {"medium", 20, 12, false},
	{"proof", 52, 40, false}, {"carriers", 0, 24, false},
}

// cells is a line of a plan as people read it.
func (r Room) cells(l deposit.PlannedLine) []string {
	return []string{string(l.ID), l.Journal, strconv.Itoa(l.Line.Document), r.class(l.Line.Class) + " (" + l.Line.Rule + ")",
		r.lang.Say("lists.medium." + string(l.Line.Medium)), r.proof(l.Line.Proof), r.carriers(l.Line.Proof)}
}

// proof is the evidence in words; a person's word says whose it is and that nobody measured.
func (r Room) proof(p deposit.Proof) string {
	switch p.Kind {
	case deposit.ProofStated:
		return r.say("proof.stated", r.person(p.By))
	case deposit.ProofChecksum:
		return r.say("proof.checksum")
	}
	return r.say("proof."+string(p.Kind), count(p.Words), percent(p.Score))
}

// percent is a share of a thousand: 100 %, 99,8 %.
func percent(score int) string {
	text := strconv.Itoa(score / 10)
	if score%10 != 0 {
		text += "," + strconv.Itoa(score%10)
	}
	return text + "\u00a0%"
}

func (r Room) carriers(p deposit.Proof) string {
	var all []string
	for _, c := range p.Carriers {
		all = append(all, r.say("carrier", c.Document))
	}
	return strings.Join(all, ", ")
}

// standing says where the plan stands: waiting, or approved by whom.
func (r Room) standing(s Shown) []pdfa.Pair {
	pairs := []pdfa.Pair{r.pair("plan", grouped(s.Plan.Digest)), r.pair("lines", count(s.Plan.Lines))}
	if s.Approval == nil {
		return append(pairs, r.pair("status", r.say("waits")))
	}
	return append(pairs, r.pair("controller", r.signed(s.Approval.Controller)), r.pair("archivist", r.signed(s.Approval.Archivist)),
		r.pair("basis", s.Approval.Archivist.Basis))
}

// planOnPaper writes the plan that people approve.
func (r Room) planOnPaper(to io.Writer, s Shown) error {
	title := r.say("plan.title")
	doc, err := r.open(to, title, r.say("plan.trace", s.Plan.Digest.Short()), pdfa.A4Landscape())
	if err != nil {
		return err
	}
	r.head(doc, title, 2, r.standing(s)...)
	doc.Paragraph(r.say("plan.what"))
	table := pdfa.Table{Size: rowSize, SplitCells: true}
	for _, c := range columns {
		table.Columns = append(table.Columns, pdfa.Column{Title: r.say("column." + c.key), Width: c.mm, Head: c.head})
	}
	rows := doc.Table(table)
	err = s.Lines(func(l deposit.PlannedLine) error {
		rows.Row(r.cells(l)...)
		return doc.Err()
	})
	if rows.End(); err != nil {
		return err
	}
	return doc.Close()
}

// planBook writes the plan as a workbook: the same lines, to sort and filter.
func (r Room) planBook(to io.Writer, s Shown) (err error) {
	d := r.options.Deposit
	book, err := sheet.NewWorkbook(sheet.Properties{Title: r.say("plan.title"), Creator: d.Creator.Name, Program: r.options.Program, Created: d.Produced,
		TempDir: r.options.TempDir, Language: r.lang.Tag()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	layout := sheet.Layout{Name: r.say("plan.sheet"), Header: d.Mark, Lines: []sheet.Line{{Text: r.say("plan.title"), Bold: true}},
		Footer: sheet.Footer{Left: r.say("plan.trace", s.Plan.Digest.Short()), Page: r.lang.Say("lists.page"), Of: r.lang.Say("lists.of")}}
	if d.Mark != "" {
		layout.Lines = append(layout.Lines, sheet.Line{Text: d.Mark, Bold: true})
	}
	layout.Lines = append(layout.Lines, sheet.Line{Text: r.restricted()}, sheet.Line{Text: text.Joined(d.Owner.Name, d.Creator.Name, d.Name)})
	for _, p := range r.standing(s) {
		layout.Lines = append(layout.Lines, sheet.Line{Text: p.Key + ": " + p.Value})
	}
	for _, c := range columns {
		layout.Columns = append(layout.Columns, sheet.Column{Heading: r.say("column." + c.key), Kind: sheet.Text, Width: c.width, Wrap: true})
	}
	rows, err := book.Sheet(layout)
	if err != nil {
		return err
	}
	err = s.Lines(func(l deposit.PlannedLine) error {
		var cells []sheet.Cell
		for _, words := range r.cells(l) {
			cells = append(cells, sheet.Cell{Text: words, Kind: sheet.Text})
		}
		return rows.Write(cells)
	})
	if err = errors.Join(err, rows.Close()); err != nil {
		return err
	}
	_, err = book.WriteTo(to)
	return err
}

// shreddingList writes what to take out of the folders and shred, with a box to tick for each (domain §3.7).
func (r Room) shreddingList(to io.Writer, s Shown) error {
	title := r.say("shred.title")
	doc, err := r.open(to, title, r.say("plan.trace", s.Plan.Digest.Short()), pdfa.A4())
	if err != nil {
		return err
	}
	r.head(doc, title, 1, append(r.standing(s), r.pair("papers", count(s.Plan.Papers)))...)
	doc.Paragraph(r.say("shred.what"))
	rows := doc.Table(pdfa.Table{Size: rowSize + 1, Columns: []pdfa.Column{{Title: r.say("column.shredded"), Width: 22, Align: pdfa.Center},
		{Title: r.say("column.journal"), Width: 34, Head: true}, {Title: r.say("column.document"), Width: 18, Head: true},
		{Title: r.say("column.class")}, {Title: r.say("column.line"), Width: 44}}})
	err = s.Lines(func(l deposit.PlannedLine) error {
		for _, side := range l.Line.Sides() {
			if side == deposit.PaperSide {
				rows.Row("☐", l.Journal, strconv.Itoa(l.Line.Document), r.class(l.Line.Class), string(l.ID))
			}
		}
		return doc.Err()
	})
	if rows.End(); err != nil {
		return err
	}
	doc.Paragraph(r.say("shred.after"))
	doc.Signatures(r.say("shred.by"), r.say("shred.seen"))
	return doc.Close()
}
