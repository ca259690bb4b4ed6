package pipeline

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"sync"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// sheet is one printed paper of a depot or an office, as values: what stands on it, in the order in which it stands.
type sheet struct {
	name  string // below ut/, without .pdf; holds no name of a person
	title string
	facts []pdfa.Pair
	says  []string // paragraphs
	list  []string // points
	heads []string // of the table, empty for none
	rows  [][]string
	ends  []string // paragraphs behind table and list
	signs []string // captions of lines to sign on
	code  string   // QR code at the foot, empty for none
}

// margins of these papers: more on the left, where they are punched.
var paperMargins = pdfa.Margins{Top: 18, Right: 18, Bottom: 16, Left: 24}

// print writes a sheet as PDF/A-2a that is PDF/UA-1 too. Its one date is that of the command.
func (l *Lender) print(out io.Writer, s sheet) error {
	lang, mark := l.lang(), l.Keeper.Mark
	foot := text.Joined(l.Keeper.Body.Name, s.title)
	doc, err := pdfa.New(out, pdfa.Options{Title: oneLine(text.Joined(s.title, mark)), Author: oneLine(l.Keeper.Body.Name), Creator: "arkivdepot", Lang: lang.Tag(), Created: l.now.UTC(), Size: 11,
		Margins: paperMargins, Furniture: func(page, pages int) pdfa.Furniture {
			return pdfa.Furniture{Footer: []pdfa.FurnitureLine{{Left: foot, Right: lang.Say("depot.page", page, pages)}}}
		}})
	if err != nil {
		return err
	}
	if mark != "" {
		doc.Text(pdfa.Style{}, pdfa.Run{Text: mark, Font: pdfa.SansBold})
	}
	doc.Heading(1, s.title)
	doc.KeyValues(pdfa.KeyValues{Pairs: s.facts})
	paragraphs(doc, s.says)
	if len(s.list) > 0 {
		doc.List(pdfa.Bullets, s.list...)
	}
	if len(s.heads) > 0 {
		table := pdfa.Table{SplitCells: true}
		for i, head := range s.heads {
			table.Columns = append(table.Columns, pdfa.Column{Title: head, Head: i == 0})
		}
		rows := doc.Table(table)
		for _, row := range s.rows {
			rows.Row(row...)
		}
		rows.End()
	}
	paragraphs(doc, s.ends)
	if s.code != "" {
		square, err := pdfa.QR(s.code, s.code, 0.8)
		if err != nil {
			return err
		}
		doc.Figure(square, pdfa.Left)
	}
	if len(s.signs) > 0 {
		doc.Signatures(s.signs...)
	}
	return doc.Close()
}

func paragraphs(doc *pdfa.Document, all []string) {
	for _, p := range all {
		doc.Paragraph(p)
	}
}

// papers prints sheets, each on a processor of its own, writes them below ut/utlan/ and tells where they lie.
func (l *Lender) papers(no string, sheets ...sheet) ([]string, error) {
	printed, errs := make([]bytes.Buffer, len(sheets)), make([]error, len(sheets))
	var wait sync.WaitGroup
	for i, s := range sheets {
		wait.Go(func() { errs[i] = l.print(&printed[i], s) })
	}
	wait.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	var paths []string
	for i, s := range sheets {
		name := "utlan/" + no + "-" + s.name + ".pdf"
		if err := l.disk.WriteOutput(name, func(w io.Writer) error { _, err := printed[i].WriteTo(w); return err }); err != nil {
			return paths, err
		}
		paths = append(paths, l.disk.OutputPath(name))
	}
	return paths, nil
}

func (l *Lender) lang() text.Lang { return text.Parse(l.Keeper.Language) }

// fact is a pair under a word of the catalogue; a value that is not known is a dash.
func (l *Lender) fact(key, value string) pdfa.Pair {
	if value == "" {
		value = "–"
	}
	return pdfa.Pair{Key: l.lang().Say("depot.fact." + key), Value: value}
}

// oneLine is a text without what a PDF's metadata cannot hold.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// nameOf is a person's name, or the key where nobody has it any longer.
func (l *Lender) nameOf(key string) string {
	for _, p := range l.Keeper.Persons {
		if p.Key == key {
			return p.Name
		}
	}
	return key
}

// borrowerName is a borrower's name, or the key.
func (l *Lender) borrowerName(t deposit.LoanTerms) string {
	for _, b := range l.house.Borrowers {
		if b.Key == t.Borrower && (t.For == "" || b.For == t.For) {
			return b.Name
		}
	}
	return t.Borrower
}
