//go:build unix

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/fixtures"
)

// TestALostRowStopsTheRun loses one row of the register on purpose: its folder is gone, or it never became one (design §3, conservation).
func TestALostRowStopsTheRun(t *testing.T) {
	for name, statement := range map[string]string{
		"the folder is gone":     `DELETE FROM folder WHERE id = (SELECT MIN(id) FROM folder)`,
		"it never became one":    `UPDATE meta SET value = '4' WHERE key = 'register rows'`,
		"a folder without a row": `UPDATE meta SET value = '2' WHERE key = 'register rows'`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := beforeBoxes(t)
			tamper(t, dir, statement)
			r := program{t: t}.must(exitInternal, "run", dir)
			require.Contains(t, r.err, "klientrader")
			require.NoDirExists(t, filepath.Join(dir, "ut", "utkast"), "nothing after the boundary runs")
		})
	}
}

// TestADecisionOnACodeTakesEveryRowThatItIsAbout: two persons with one number are two folders in the account before the decision and after it.
func TestADecisionOnACodeTakesEveryRowThatItIsAbout(t *testing.T) {
	t.Setenv("ARKIVDEPOT_NOW", "2024-10-01T12:00:00Z")
	dir := filepath.Join(t.TempDir(), "ws")
	require.NoError(t, os.MkdirAll(dir, 0o700))
	for _, c := range fixtures.Cases() {
		if c.Name == "hold/REC-024_two_persons_with_one_number" {
			require.NoError(t, c.Build(dir))
		}
	}
	p := program{t: t}
	p.must(exitHeld, "run", dir)
	require.Contains(t, p.must(exitDone, "status", dir).out, "2 mapper")
	p.must(exitDone, "decide", dir, "--code", "REC-024", "exclude", "--by", "kari", "--because", "Nummeret er brukt to ganger.")
	p.must(exitHeld, "run", dir)
	require.Contains(t, p.must(exitDone, "status", dir).out, "2 mapper")
}
