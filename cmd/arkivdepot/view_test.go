package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/fixtures"
)

// TestAReportThatStaysIsTheOneThatWouldBeMade: wherever a walk stops, the report is what a walk writes that finds none; and one that stands is not written
// again, nor one that somebody has written in left as it is.
func TestAReportThatStaysIsTheOneThatWouldBeMade(t *testing.T) {
	dir := offeredOf(t, fixtures.Options{Kind: fixtures.Mixed, Folders: 4})
	p := program{t: t}
	report := filepath.Join(dir, "ut", "rapport")
	page := filepath.Join(report, "report.html")
	for i, step := range mixedScenario() {
		args := step(p, dir)
		r := p.run(args...)
		require.Contains(t, []int{exitDone, exitHeld}, r.code, r.err)
		if args[0] != "run" {
			continue
		}
		what := fmt.Sprintf("step %d", i)
		stayed := tree(t, report)
		require.NoError(t, os.RemoveAll(report))
		p.run("run", dir)
		sameTree(t, tree(t, report), stayed, what)
		before, err := os.Stat(page)
		require.NoError(t, err)
		p.run("run", dir)
		after, err := os.Stat(page)
		require.NoError(t, err)
		require.True(t, os.SameFile(before, after), "%s: nothing changed, and the report was written again", what)
		require.NoError(t, os.WriteFile(page, []byte("noen har skrevet her"), 0o600))
		p.run("run", dir)
		sameTree(t, stayed, tree(t, report), what)
	}
}
