//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// TestEveryRefusalOfTheDepotStandsInAScript: whatever the depot's side and the counters refuse, a script asks for through the command line (issue 6). A
// code that nobody can meet there has no place in the catalogue.
func TestEveryRefusalOfTheDepotStandsInAScript(t *testing.T) {
	scripts, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	require.NoError(t, err)
	var all strings.Builder
	for _, name := range scripts {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		for line := range strings.Lines(string(text)) {
			if !strings.HasPrefix(line, "#") { // what is only told of is not asked for
				all.WriteString(line)
			}
		}
	}
	seen := 0
	for _, code := range deposit.Codes() {
		if strings.HasPrefix(string(code), "DEP-") || strings.HasPrefix(string(code), "LOA-") {
			seen++
			require.Contains(t, all.String(), string(code))
		}
	}
	require.Greater(t, seen, 40)
}
