package main

import (
	"strings"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

func forecastCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "forecast", Aliases: []string{"prognose"}, Usage: "verb.forecast",
		ArgsUsage: "ARBEIDSMAPPE", Flags: []cli.Flag{jsonFlag(), langFlag},
		Action: func(c *cli.Context) error {
			if err := tooMany(c, 1); err != nil {
				return err
			}
			return inOffice(c, wire.Options{}, func(office *pipeline.Office) error {
				f, err := office.Forecast(c.Context)
				if err != nil {
					return err
				}
				if c.Bool(flagJSON) {
					return sayJSON(t.out, f)
				}
				return sayForecast(c, t, office, f)
			})
		},
	}
}

// sayForecast is the forecast as a table for the screen.
func sayForecast(c *cli.Context, t terminal, office *pipeline.Office, f *deposit.Forecast) error {
	w, l := &lineWriter{w: t.out}, lang(c)
	dir, _ := workspaceArg(c)
	if office.Deposit.Mark != "" {
		w.line("%s", office.Deposit.Mark)
	}
	w.line("%s", l.Say("forecast.head", office.Deposit.Name, f.AsOf.Norwegian()))
	if f.Sum.Folders+f.Outside.NotJudged+f.Outside.Excluded == 0 {
		w.line("%s", l.Say("forecast.nothing", quote(dir)))
		return w.err
	}
	table := [][]string{{l.Say("report.col_window"), l.Say("report.col_folders"), l.Say("report.col_digital"), l.Say("report.metres"), l.Say("report.col_estimated"),
		l.Say("report.col_late"), l.Say("report.col_not_ready"), l.Say("report.col_deferred")}}
	for _, line := range f.Windows {
		name := windowWords(l, line.Window)
		if line.Now {
			name = l.Say("report.this_delivery", name)
		}
		table = append(table, forecastCells(name, line.ForecastVolume))
	}
	table = append(table, forecastCells(l.Say("report.unknown_window"), f.Unknown), forecastCells(l.Say("report.sum"), f.Sum))
	sayTable(w, table)
	if n := f.Outside.NotJudged; n > 0 {
		w.line("%s", l.Say("forecast.not_judged", text.Count(n), quote(dir)))
	}
	if n := f.Outside.Excluded; n > 0 {
		w.line("%s", l.Say("forecast.excluded", text.Count(n)))
	}
	return w.err
}

func forecastCells(name string, v deposit.ForecastVolume) []string {
	return []string{name, text.Count(v.Folders), text.Count(v.Digital), v.ShelfMetres.Norwegian(), deposit.Metre(v.Estimated).Norwegian(), text.Count(v.Late),
		text.Count(v.NotReady), text.Count(v.Deferred)}
}

// windowWords is a delivery window as people name it.
func windowWords(l text.Lang, w deposit.Window) string {
	if w.From == 0 {
		return l.Say("report.window_extra", w.Year)
	}
	return l.Say("report.window", w.Year, w.From, w.To)
}

// sayTable writes a short table: the first column to the left, numbers to the right.
func sayTable(w *lineWriter, rows [][]string) {
	var widths []int
	for i := range rows[0] {
		widest := 0
		for _, row := range rows {
			widest = max(widest, utf8.RuneCountInString(row[i]))
		}
		widths = append(widths, widest)
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			gap := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i == 0 {
				line.WriteString(cell + gap)
			} else {
				line.WriteString("  " + gap + cell)
			}
		}
		w.line("%s", strings.TrimRight(line.String(), " "))
	}
}
