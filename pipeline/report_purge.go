package pipeline

import (
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/page"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// purging is what was planned and done, the holds that were laid and lifted, and the wishes for erasure that were answered.
func (r *reporter) purging() []page.Block {
	p := r.status.Purging
	var blocks []page.Block
	if p == nil || p.Lines+p.Done+p.Kept == 0 {
		blocks = append(blocks, page.Text(r.say("purge_none")))
	} else {
		blocks = append(blocks, page.Pairs{Caption: r.say("purge_sum"), Pairs: []page.Pair{{Name: r.say("purge_plan"), Value: p.Plan.Short()},
			{Name: r.say("purge_lines"), Value: text.Count(int64(p.Lines))}, {Name: r.say("purge_done"), Value: text.Count(int64(p.Done))},
			{Name: r.say("purge_kept"), Value: text.Count(int64(p.Kept))}, {Name: r.say("purge_left"), Value: text.Count(int64(p.Left))}}},
			page.Text(r.say("purge_papers")))
	}
	if p != nil && p.Done+p.Kept > 0 {
		blocks = append(blocks, page.Table{Caption: r.say("purge_outcomes"), Rows: r.outcomeRows, Columns: []page.Column{{Title: r.lang.Say("purge.column.journal"), Narrow: true},
			{Title: r.say("col_document"), Numbers: true}, {Title: r.lang.Say("purge.column.class_rule")}, {Title: r.lang.Say("purge.column.what")},
			{Title: r.lang.Say("purge.column.when"), Narrow: true}, {Title: r.lang.Say("purge.column.by")}}})
	}
	if len(r.holds) > 0 {
		blocks = append(blocks, page.Table{Caption: r.say("purge_holds"), Rows: r.holdRows, Columns: []page.Column{{Title: r.lang.Say("purge.column.journal"), Narrow: true},
			{Title: r.say("col_document")}, {Title: r.say("col_stands")}, {Title: r.lang.Say("purge.column.when"), Narrow: true},
			{Title: r.lang.Say("purge.column.by")}, {Title: r.say("col_reason")}}})
	}
	if len(r.wishes) > 0 {
		blocks = append(blocks, page.Table{Caption: r.say("purge_wishes"), Rows: r.wishRows, Columns: []page.Column{{Title: r.lang.Say("purge.column.journal"), Narrow: true},
			{Title: r.lang.Say("purge.column.when"), Narrow: true}, {Title: r.lang.Say("purge.column.by")}, {Title: r.say("col_reason")}}})
	}
	return blocks
}

func (r *reporter) outcomeRows(yield func(page.Row) error) error {
	return r.office.ports.Store.Outcomes(r.ctx, func(o deposit.PurgeOutcome) error {
		return yield(page.Row{Cells: []page.Cell{page.Of(o.Journal), page.Of(strconv.Itoa(o.Document)), page.Of(strconv.Itoa(o.Class) + " · " + o.Rule),
			page.Of(r.deed(o)), page.Of(r.moment(o.At)), page.Of(r.who(o.By))}})
	})
}

// deed is what was done, or why not.
func (r *reporter) deed(o deposit.PurgeOutcome) string {
	switch {
	case !o.Done:
		return r.say("purge_kept") + ": " + r.lang.Say("purge.why."+string(o.Why))
	case o.Side == deposit.FileSide:
		return r.lang.Say("purge.deed.file")
	case o.Why == deposit.DespiteHold:
		return r.lang.Say("purge.deed.despite_hold", o.Method)
	}
	return r.lang.Say("purge.deed.paper", o.Method)
}

func (r *reporter) holdRows(yield func(page.Row) error) error {
	for _, h := range r.holds {
		document, what := strconv.Itoa(h.Document), r.say("hold_laid")
		if h.Document == 0 {
			document = r.say("hold_whole")
		}
		if h.Lifted {
			what = r.say("hold_lifted")
		}
		row := page.Row{Cells: []page.Cell{page.Of(h.Folder.Journal), page.Of(document), page.Of(what), page.Of(r.moment(h.At)), page.Of(r.who(h.By)), page.Of(h.Because)}}
		if err := yield(row); err != nil {
			return err
		}
	}
	return nil
}

func (r *reporter) wishRows(yield func(page.Row) error) error {
	for _, w := range r.wishes {
		if err := yield(page.Row{Cells: []page.Cell{page.Of(w.Folder.Journal), page.Of(r.moment(w.At)), page.Of(r.who(w.By)), page.Of(w.Because)}}); err != nil {
			return err
		}
	}
	return nil
}
