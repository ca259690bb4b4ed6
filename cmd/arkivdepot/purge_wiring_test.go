//go:build unix

package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline"
)

// TestOnlyPurgeExecuteCanDestroy looks in the source for whoever holds the destroying port: the adapter is made in one place of wire, which is called in one
// place of the commands, and no other port of the house destroys. `run` and `check` therefore cannot, whatever they are asked.
func TestOnlyPurgeExecuteCanDestroy(t *testing.T) {
	for word, may := range map[string][]string{
		"NewShredder(":   {"pipeline/edge/disk/shred.go", "cmd/arkivdepot/wire/purge.go"},
		"NewPurger(":     {"pipeline/purge_execute.go", "cmd/arkivdepot/wire/purge.go"},
		"wire.Purger(":   {"cmd/arkivdepot/purge.go"},
		".Destroy(":      {"pipeline/purge_execute.go"},
		"Root).Remove(":  nil,
		"folder.Remove(": {"pipeline/edge/disk/shred.go"},
	} {
		var found []string
		for _, file := range sourceFiles(t) {
			text, err := os.ReadFile(filepath.Join("..", "..", file))
			require.NoError(t, err)
			if strings.Contains(string(text), word) {
				found = append(found, file)
			}
		}
		require.ElementsMatch(t, may, found, word)
	}
	shredder := reflect.TypeFor[pipeline.Shredder]()
	ports := reflect.TypeFor[pipeline.Ports]()
	for i := range ports.NumField() {
		port := ports.Field(i).Type
		require.False(t, port.Implements(shredder), "port %s destroys", ports.Field(i).Name)
		_, destroys := port.MethodByName("Destroy")
		require.False(t, destroys, "port %s destroys", ports.Field(i).Name)
	}
}

// TestTheRecordOfPurgingIsAppendOnly looks in the store for a statement that changes or removes a row of it.
func TestTheRecordOfPurgingIsAppendOnly(t *testing.T) {
	for _, file := range sourceFiles(t) {
		text, err := os.ReadFile(filepath.Join("..", "..", file))
		require.NoError(t, err)
		for _, table := range []string{"purge_plan", "purge_intent", "purge_outcome", "purge_hold", "purge_wish", "person_key"} {
			for _, verb := range []string{"UPDATE ", "DELETE FROM ", "REPLACE INTO "} {
				require.NotContains(t, string(text), verb+table, file)
			}
		}
	}
}

// sourceFiles is every Go file of the program but tests, relative to the module's root.
func sourceFiles(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, top := range []string{"cmd", "pipeline", "schemas"} {
		require.NoError(t, filepath.WalkDir(filepath.Join("..", "..", top), func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
				rel, relErr := filepath.Rel(filepath.Join("..", ".."), path)
				require.NoError(t, relErr)
				all = append(all, filepath.ToSlash(rel))
			}
			return err
		}))
	}
	require.Greater(t, len(all), 200)
	return all
}

// pdfText is what a person reads in a PDF file.
func pdfText(t testing.TB, path string) string {
	t.Helper()
	out, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	require.NoError(t, err, "install poppler-utils: apt-get install poppler-utils")
	return strings.Join(strings.Fields(string(out)), " ")
}
