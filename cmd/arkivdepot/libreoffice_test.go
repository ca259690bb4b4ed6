//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/fixtures"
)

// TestARegisterSavedByLibreOfficeReadsAlike: whoever opens the register in LibreOffice and saves it gets the same findings as before. Offices without
// Excel do just that.
func TestARegisterSavedByLibreOfficeReadsAlike(t *testing.T) {
	p := program{t: t}
	dir := filepath.Join(t.TempDir(), "ppt")
	p.must(exitDone, "new", dir, "--id", testID, "--as-of", "2024-10-01", "--produced", "2024-10-01T12:00:00")
	_, err := fixtures.Write(dir, fixtures.Options{Kind: fixtures.Demo})
	require.NoError(t, err)
	register := filepath.Join(dir, "register.xlsx")
	before, want := digestOf(t, register), p.run("check", dir, "--json")
	require.Equal(t, exitHeld, want.code, want.err)

	saveWithLibreOffice(t, register)
	require.NotEqual(t, before, digestOf(t, register), "LibreOffice has written it")
	require.JSONEq(t, want.out, p.run("check", dir, "--json").out)
}

func digestOf(t *testing.T, file string) string {
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	return string(data)
}

// saveWithLibreOffice opens the workbook and saves it over itself.
func saveWithLibreOffice(t *testing.T, file string) {
	t.Helper()
	office, err := exec.LookPath("soffice")
	require.NoError(t, err, "install LibreOffice: sudo apt-get install --no-install-recommends libreoffice-calc-nogui")
	out := t.TempDir()
	cmd := exec.Command(office, "--headless", "--norestore", "-env:UserInstallation=file://"+t.TempDir(), "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out, file)
	said, err := cmd.CombinedOutput()
	require.NoError(t, err, string(said))
	data, err := os.ReadFile(filepath.Join(out, filepath.Base(file)))
	require.NoError(t, err, string(said))
	require.NoError(t, os.WriteFile(file, data, 0o600))
}
