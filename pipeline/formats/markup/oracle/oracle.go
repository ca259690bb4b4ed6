// Package oracle is where tests get their proof from others: the official schemas and samples, xmllint as the judge of XML, and the judges of PDF and HTML. It is
// for tests alone (the walls hold that), and nothing is ever skipped: what is missing fails the test with what to do about it.
package oracle

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// Module is the folder of go.mod.
func Module(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	require.NoError(t, err)
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		require.NotEqual(t, dir, filepath.Dir(dir), "no go.mod above the test")
		dir = filepath.Dir(dir)
	}
}

// Standards is a place in the folder with the official schemas and samples: the one that ARKIVDEPOT_STANDARDS names, or beside the module in ../shared/standards.
func Standards(t testing.TB, elem ...string) string {
	t.Helper()
	dir := os.Getenv("ARKIVDEPOT_STANDARDS")
	if dir == "" {
		dir = filepath.Join(Module(t), "..", "shared", "standards")
	}
	path := filepath.Join(append([]string{dir}, elem...)...)
	_, err := os.Stat(path)
	require.NoError(t, err, "the official schemas and samples are missing: set ARKIVDEPOT_STANDARDS")
	return path
}

// Judge asks xmllint about a file by an official schema, or by a driver that imports several, and gives its words.
func Judge(t testing.TB, schema, file string) (valid bool, said string) {
	t.Helper()
	tool, err := exec.LookPath("xmllint")
	require.NoError(t, err, "xmllint is missing: apt-get install libxml2-utils")
	cmd := exec.Command(tool, "--nonet", "--noout", "--schema", schema, file)
	cmd.Env = append(os.Environ(), "XML_CATALOG_FILES="+Standards(t, "catalog.xml"))
	out, err := cmd.CombinedOutput()
	require.NotEqual(t, 5, cmd.ProcessState.ExitCode(), "schema did not load: %s", out)
	return err == nil, string(out)
}

// JudgeBytes is Judge of a document in memory.
func JudgeBytes(t testing.TB, schema string, doc []byte) (valid bool, said string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "document.xml")
	require.NoError(t, os.WriteFile(file, doc, 0o600))
	return Judge(t, schema, file)
}

// RequireValid fails the test with the judge's own words.
func RequireValid(t testing.TB, schema string, doc []byte) {
	t.Helper()
	valid, said := JudgeBytes(t, schema, doc)
	require.True(t, valid, said)
}
