package pipeline

import (
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/page"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// calendar shows what falls due in this delivery and the next ones, in shelf metres as a chart and in full as a table.
func (r *reporter) calendar() []page.Block {
	f := r.forecast
	blocks := []page.Block{page.Text(r.say("forecast_intro"))}
	if f.Sum.Folders == 0 {
		return append(blocks, page.Text(r.say("none_yet")))
	}
	table := page.Table{Caption: r.say("forecast_caption"), Columns: []page.Column{{Title: r.say("col_window")}}}
	for _, title := range []string{"col_folders", "col_digital", "metres", "col_estimated", "col_late", "col_not_ready", "col_deferred"} {
		table.Columns = append(table.Columns, page.Column{Title: r.say(title), Numbers: true})
	}
	var rows []page.Row
	for _, l := range f.Windows {
		rows = append(rows, forecastRow(r.delivery(l), l.ForecastVolume, false))
	}
	rows = append(rows, forecastRow(r.say("unknown_window"), f.Unknown, false), forecastRow(r.say("sum"), f.Sum, true))
	table.Rows = page.Rows(rows...)
	return append(blocks, r.shelfChart(f), table)
}

// delivery is a delivery's name, with a word where it is the one that is made now.
func (r *reporter) delivery(l deposit.ForecastLine) string {
	if l.Now {
		return r.say("this_delivery", r.window(l.Window))
	}
	return r.window(l.Window)
}

func (r *reporter) shelfChart(f *deposit.Forecast) page.Stacked {
	chart := page.Stacked{Caption: r.say("forecast_chart"), Series: []string{r.say("measured"), r.say("estimated")}}
	add := func(label string, v deposit.ForecastVolume) {
		shown := r.say("forecast_shown", v.ShelfMetres.Norwegian(), r.folderCount(v.Folders))
		chart.Stacks = append(chart.Stacks, page.Stack{Label: label, Values: []int64{v.Thickness - v.Estimated, v.Estimated}, Shown: shown})
	}
	for _, l := range f.Windows {
		add(r.delivery(l), l.ForecastVolume)
	}
	if f.Unknown.Folders > 0 {
		add(r.say("unknown_window"), f.Unknown)
	}
	return chart
}

func forecastRow(name string, v deposit.ForecastVolume, sum bool) page.Row {
	return page.Row{Sum: sum, Cells: []page.Cell{page.Of(name), page.Of(text.Count(v.Folders)), page.Of(text.Count(v.Digital)), page.Of(v.ShelfMetres.Norwegian()),
		page.Of(deposit.Metre(v.Estimated).Norwegian()), page.Of(text.Count(v.Late)), page.Of(text.Count(v.NotReady)), page.Of(text.Count(v.Deferred))}}
}
