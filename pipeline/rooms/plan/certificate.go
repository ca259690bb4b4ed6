package plan

import (
	"io"
	"maps"
	"slices"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// sum counts the outcomes of a class.
type sum struct{ files, papers, kept int }

func (s *sum) add(o deposit.PurgeOutcome) {
	switch {
	case !o.Done:
		s.kept++
	case o.Side == deposit.FileSide:
		s.files++
	default:
		s.papers++
	}
}

// certificate writes what was done, from outcomes only: what has none is said to be unsettled, and what was not done stands as not done.
func (r Room) certificate(to io.Writer, record Record) error {
	sums := map[int]*sum{}
	var all sum
	err := record.Outcomes(func(o deposit.PurgeOutcome) error {
		if sums[o.Class] == nil {
			sums[o.Class] = &sum{}
		}
		sums[o.Class].add(o)
		all.add(o)
		return nil
	})
	if err != nil {
		return err
	}
	title := r.say("certificate.title")
	doc, err := r.open(to, title, r.say("certificate.trace", r.plansOf(record)), pdfa.A4())
	if err != nil {
		return err
	}
	r.head(doc, title, 1)
	doc.Paragraph(r.say("certificate.what"))
	r.approvals(doc, record)
	r.sums(doc, sums, all)
	if err := r.done(doc, record); err != nil {
		return err
	}
	if err := r.notDone(doc, record, all.kept); err != nil {
		return err
	}
	doc.Heading(2, r.say("certificate.signing"))
	doc.Paragraph(r.say("certificate.signing_what"))
	doc.Signatures(r.say("certificate.controller"), r.say("certificate.archivist"))
	return doc.Close()
}

// plansOf is the approved plans by the beginning of their checksums.
func (r Room) plansOf(record Record) string {
	var all []string
	for _, s := range record.Plans {
		if s.Approval != nil {
			all = append(all, s.Plan.Digest.Short())
		}
	}
	return text.Joined(all...)
}

// approvals says who approved which plan, on which legal basis, and whether the whole of it has been carried out.
func (r Room) approvals(doc *pdfa.Document, record Record) {
	doc.Heading(2, r.say("certificate.approvals"))
	for _, s := range record.Plans {
		if s.Approval == nil {
			continue
		}
		pairs := r.standing(s)
		left := s.Plan.Files + s.Plan.Papers - s.Approval.Progress.Files - s.Approval.Progress.Papers
		if left > 0 {
			pairs = append(pairs, r.pair("status", r.say("left", count(left))))
		} else {
			pairs = append(pairs, r.pair("status", r.say("settled")))
		}
		doc.KeyValues(pdfa.KeyValues{Columns: 1, Pairs: pairs})
	}
}

// sums is the outcomes by class, and in all.
func (r Room) sums(doc *pdfa.Document, sums map[int]*sum, all sum) {
	doc.Heading(2, r.say("certificate.sums"))
	rows := doc.Table(pdfa.Table{Columns: []pdfa.Column{{Title: r.say("column.class"), Head: true}, {Title: r.say("column.files"), Width: 30, Align: pdfa.Right},
		{Title: r.say("column.papers"), Width: 30, Align: pdfa.Right}, {Title: r.say("column.kept"), Width: 30, Align: pdfa.Right}}})
	for _, class := range slices.Sorted(maps.Keys(sums)) {
		s := sums[class]
		rows.Row(r.class(class), count(s.files), count(s.papers), count(s.kept))
	}
	rows.RowOf(pdfa.Cell{Text: r.say("column.all"), Bold: true}, pdfa.Cell{Text: count(all.files), Bold: true}, pdfa.Cell{Text: count(all.papers), Bold: true},
		pdfa.Cell{Text: count(all.kept), Bold: true})
	rows.End()
}

// done lists what was destroyed: journal number and document number, never more.
func (r Room) done(doc *pdfa.Document, record Record) error {
	doc.Heading(2, r.say("certificate.done"))
	rows := doc.Table(pdfa.Table{Size: rowSize, SplitCells: true, Columns: []pdfa.Column{{Title: r.say("column.journal_short"), Width: 22, Head: true},
		{Title: r.say("column.document"), Width: 12, Head: true}, {Title: r.say("column.class_rule"), Width: 28}, {Title: r.say("column.proof")},
		{Title: r.say("column.what"), Width: 34}, {Title: r.say("column.when"), Width: 20}, {Title: r.say("column.by"), Width: 30}}})
	err := record.Outcomes(func(o deposit.PurgeOutcome) error {
		if o.Done {
			rows.Row(o.Journal, strconv.Itoa(o.Document), strconv.Itoa(o.Class)+" · "+o.Rule, r.shownProof(o), r.deed(o), day(o.At), r.person(o.By))
		}
		return doc.Err()
	})
	rows.End()
	return err
}

// shownProof is the kind of evidence behind an outcome; a person's word is marked as that.
func (r Room) shownProof(o deposit.PurgeOutcome) string {
	if o.Proof == deposit.ProofStated {
		return r.say("proof.stated", r.person(o.Stated))
	}
	return r.say("proof.short." + string(o.Proof))
}

// deed is what was done, in words.
func (r Room) deed(o deposit.PurgeOutcome) string {
	switch {
	case o.Side == deposit.FileSide:
		return r.say("deed.file")
	case o.Why == deposit.DespiteHold:
		return r.say("deed.despite_hold", o.Method)
	}
	return r.say("deed.paper", o.Method)
}

// notDone lists what was approved and not done, with the reason.
func (r Room) notDone(doc *pdfa.Document, record Record, kept int) error {
	doc.Heading(2, r.say("certificate.not_done"))
	if kept == 0 {
		doc.Paragraph(r.say("certificate.nothing_left"))
		return doc.Err()
	}
	rows := doc.Table(pdfa.Table{Size: rowSize, SplitCells: true, Columns: []pdfa.Column{{Title: r.say("column.journal_short"), Width: 22, Head: true},
		{Title: r.say("column.document"), Width: 12, Head: true}, {Title: r.say("column.class_rule"), Width: 28}, {Title: r.say("column.why")},
		{Title: r.say("column.when"), Width: 20}, {Title: r.say("column.by"), Width: 30}}})
	err := record.Outcomes(func(o deposit.PurgeOutcome) error {
		if !o.Done {
			rows.Row(o.Journal, strconv.Itoa(o.Document), strconv.Itoa(o.Class)+" · "+o.Rule, r.say("why."+string(o.Why)), day(o.At), r.person(o.By))
		}
		return doc.Err()
	})
	rows.End()
	return err
}
