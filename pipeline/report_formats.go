package pipeline

import (
	"cmp"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/page"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// formatsCharted is how many formats the chart shows; the table has them all.
const formatsCharted = 12

// formatUse is what came in by format: how much, how old, what the policy says of it, and what was made of it.
func (r *reporter) formatUse() []page.Block {
	if len(r.formats) == 0 {
		return []page.Block{page.Text(r.say("formats_none"))}
	}
	chart := page.Bars{Caption: r.say("formats_chart")}
	for _, u := range r.formats[:min(len(r.formats), formatsCharted)] {
		chart.Bars = append(chart.Bars, page.Bar{Label: r.formatName(u), Value: u.Files, Shown: text.Count(u.Files)})
	}
	return []page.Block{chart, page.Table{Caption: r.say("formats_caption"), Rows: r.formatRows, Columns: []page.Column{{Title: "PRONOM", Narrow: true},
		{Title: r.say("col_format")}, {Title: r.say("col_risk")}, {Title: r.say("col_files"), Numbers: true}, {Title: r.say("col_bytes"), Numbers: true},
		{Title: r.say("col_years")}, {Title: r.say("col_converted"), Numbers: true}, {Title: r.say("col_failed"), Numbers: true}}}}
}

func (r *reporter) formatRows(yield func(page.Row) error) error {
	for _, u := range r.formats {
		years := "–"
		if u.From > 0 {
			if years = strconv.Itoa(u.From); u.To != u.From {
				years += "–" + strconv.Itoa(u.To)
			}
		}
		row := page.Row{Cells: []page.Cell{page.Of(cmp.Or(u.PUID, "–")), page.Of(r.formatName(u)), page.Of(r.say("risk." + string(u.Verdict))), page.Of(text.Count(u.Files)),
			page.Of(text.Bytes(u.Bytes)), page.Of(years), page.Of(text.Count(u.Converted)), page.Of(text.Count(u.Failed))}}
		if err := yield(row); err != nil {
			return err
		}
	}
	return nil
}

func (r *reporter) formatName(u deposit.FormatUse) string {
	if u.Name == "" {
		return r.say("format_unknown")
	}
	return u.Name
}
