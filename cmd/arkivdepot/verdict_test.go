//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/fixtures"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// TestEveryVerdictIsTheOneThatAPersonReadsOutOfTheRules judges every case of fixtures with the whole program and asks `explain` for the verdict.
func TestEveryVerdictIsTheOneThatAPersonReadsOutOfTheRules(t *testing.T) {
	t.Setenv("ARKIVDEPOT_NOW", "2024-10-01T12:00:00Z")
	t.Setenv("ARKIVDEPOT_LANG", "nb")
	cases, names := 0, map[string]bool{}
	for _, d := range fixtures.VerdictDeliveries() {
		t.Run(d.Name, func(t *testing.T) {
			dir := judgedByTheProgram(t, d, false)
			for i, c := range d.Cases {
				require.NotEmpty(t, c.Text, "%s: every case names the words that decide it", c.Name)
				require.False(t, names[d.Name+c.Name], c.Name)
				names[d.Name+c.Name] = true
				requireVerdict(t, c, explained(t, dir, d.Journal(i)))
			}
			requireForecast(t, d, dir)
			cases += len(d.Cases)
		})
	}
	require.GreaterOrEqual(t, cases, 60)
	t.Logf("%d cases in %d deliveries", cases, len(fixtures.VerdictDeliveries()))
}

// TestTheOrderOfTheRowsChangesNoVerdict writes the largest delivery from its last row to its first.
func TestTheOrderOfTheRowsChangesNoVerdict(t *testing.T) {
	t.Setenv("ARKIVDEPOT_NOW", "2024-10-01T12:00:00Z")
	d := fixtures.VerdictDeliveries()[0]
	dir := judgedByTheProgram(t, d, true)
	for i, c := range d.Cases {
		requireVerdict(t, c, explained(t, dir, d.Journal(i)))
	}
}

// requireForecast counts the cases of a delivery by hand – by window, late, not ready – and compares with the deposit calendar.
func requireForecast(t *testing.T, d fixtures.VerdictDelivery, dir string) {
	t.Helper()
	type line struct{ folders, late, notReady int64 }
	want, have := map[int]line{}, map[int]line{}
	for _, c := range d.Cases {
		l := want[c.Window]
		l.folders++
		if strings.Contains(c.Codes, "RET-011") {
			l.late++
		}
		if c.Due == deposit.DueTooSoon || c.Due == deposit.DueUnknown {
			l.notReady++
		}
		want[c.Window] = l
	}
	var out bytes.Buffer
	code, said := inProcess(t.Context(), []string{"forecast", dir, "--json"}, &out)
	require.Equal(t, exitDone, code, said)
	var f deposit.Forecast
	require.NoError(t, json.Unmarshal(out.Bytes(), &f))
	add := func(year int, v deposit.ForecastVolume) {
		if v.Folders > 0 {
			have[year] = line{v.Folders, v.Late, v.NotReady}
		}
		require.Equal(t, deposit.Metre(v.Thickness), v.ShelfMetres)
	}
	for _, l := range f.Windows {
		add(l.Window.Year, l.ForecastVolume)
	}
	add(0, f.Unknown)
	require.Equal(t, want, have)
	require.Equal(t, int64(len(d.Cases)), f.Sum.Folders, "nothing is silently left out")
	require.Zero(t, f.Outside)
}

func judgedByTheProgram(t *testing.T, d fixtures.VerdictDelivery, backwards bool) (dir string) {
	dir = filepath.Join(t.TempDir(), "ws")
	require.NoError(t, d.Write(dir, backwards))
	var out bytes.Buffer
	code, said := inProcess(t.Context(), []string{"run", dir}, &out)
	require.Equal(t, exitHeld, code, "%s %s", out.String(), said)
	return dir
}

func explained(t *testing.T, dir, journal string) pipeline.Explanation {
	var out bytes.Buffer
	code, said := inProcess(t.Context(), []string{"explain", dir, journal, "--json"}, &out)
	require.Equal(t, exitDone, code, "%s %s", out.String(), said)
	var e pipeline.Explanation
	require.NoError(t, json.Unmarshal(out.Bytes(), &e))
	require.False(t, e.Outdated)
	return e
}

// requireVerdict compares what the program says with what a case says, as one text, so that a difference shows whole.
func requireVerdict(t *testing.T, want fixtures.VerdictCase, e pipeline.Explanation) {
	t.Helper()
	have := fixtures.VerdictCase{Name: want.Name, Text: want.Text, Row: want.Row, Due: e.Verdict.Due, Winner: e.Verdict.Winner, Latest: e.Verdict.Latest.String(),
		Window: e.Verdict.Window.Year, Lacks: strings.Join(e.Verdict.Lacks, " ")}
	var codes []string
	for _, f := range e.Findings {
		if f.Room == "retention" {
			codes = append(codes, string(f.Code))
		}
	}
	slices.Sort(codes)
	have.Codes = strings.Join(codes, " ")
	for _, d := range e.Verdict.Deadlines {
		require.Equal(t, d.Rule == e.Verdict.Winner, d.Why == "", "%s: %s wins, or says why not", want.Name, d.Rule)
		if d.Rule == e.Verdict.Winner {
			have.Trigger = d.On.String()
			if d.Computed {
				have.Trigger += " regnet"
			}
		}
		if d.Rule == "instruks-4.4" {
			have.General = d.Latest.String()
		}
	}
	require.Equal(t, want, have)
	if want.Due == deposit.DueNow || want.Due == deposit.DueEarly {
		require.NotEmpty(t, have.Winner, "unknown never means due")
	}
}
