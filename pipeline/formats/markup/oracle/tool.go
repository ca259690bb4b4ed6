package oracle

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// Tool is one of the judges that are fetched and not installed (veraPDF, a reader of barcodes, HTML checkers): in the folder that ARKIVDEPOT_ORACLES names,
// or beside the module in ../shared/oracles.
func Tool(t testing.TB, name string) string {
	t.Helper()
	dir := os.Getenv("ARKIVDEPOT_ORACLES")
	if dir == "" {
		dir = filepath.Join(Module(t), "..", "shared", "oracles")
	}
	path, err := filepath.Abs(filepath.Join(dir, name))
	require.NoError(t, err)
	require.FileExists(t, path, "set ARKIVDEPOT_ORACLES")
	return path
}

// Run is what a program says. One that cannot run, or says no, fails the test with its own words.
func Run(t testing.TB, command string, args ...string) string {
	t.Helper()
	cmd := exec.Command(command, args...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	require.NoError(t, err, "%s: %s%s", filepath.Base(command), out, errs.String())
	return string(out)
}
