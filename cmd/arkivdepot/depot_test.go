//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/fixtures"
)

// walkToPackage makes a workspace and walks it to its sealed package.
func walkToPackage(t testing.TB, dir string, o fixtures.Options) {
	p := program{t: t}
	p.must(exitDone, "new", dir, "--id", testID, "--as-of", "2024-10-01", "--produced", "2024-10-01T12:00:00")
	_, err := fixtures.Write(dir, o)
	require.NoError(t, err)
	for _, step := range scenario() {
		args := step(p, dir)
		if args[0] == "attest" && args[2] == "weeding" {
			p.run("decide", dir, "--code", "INT-005", "exclude", "--by", "kari", "--because", "Ingen kan åpne den.") // a mixed delivery has one
		}
		p.run(args...)
	}
	require.NotEmpty(t, packageOf(t, tree(t, filepath.Join(dir, "ut"))))
}

const depotID = "11111111-0000-4000-8000-000000000001"

// depotYAML is what a depot adds to depot.yaml before it receives anything: borrowers, a successor, shelves.
const depotYAML = `låntakere:
  - nøkkel: kari
    navn: Kari Nes
    for: CREATOR
    fra: 2024-01-01
    til: 2024-12-31
    fullmakt: brev 24/88
  - nøkkel: nils
    navn: Nils Nes
    for: Nye PPT
    fra: 2024-01-01
  - nøkkel: bente
    navn: Bente Vik
    for: Barnevernet i Demovik
    fra: 2024-01-01
etterfølgere:
  - arkivskaper: CREATOR
    etterfølger: Nye PPT
    fra: 2025-01-01
    vedtak: k.sak 12/24
reoler:
  - rom: M1
    reol: A
    hyller: 2
    mm: 500
`

// newTestDepot makes a depot with its people, borrowers and shelves.
func newTestDepot(t testing.TB, dir string) {
	phrase := filepath.Join(filepath.Dir(dir), "passfrase")
	require.NoError(t, os.WriteFile(phrase, []byte("en lang passfrase\n"), 0o600))
	program{t: t}.must(exitDone, "depot", "new", dir, "--name", "Demodepot", "--id", depotID, "--person", "ola=Ola Ås", "--person", "mag=Magne Ås:magasin",
		"--passphrase-file", phrase)
	path := filepath.Join(dir, "depot.yaml")
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	text := string(data)
	for _, empty := range []string{"låntakere: []\n", "etterfølgere: []\n", "reoler: []\n"} {
		require.Contains(t, text, empty)
		text = strings.Replace(text, empty, "", 1)
	}
	text += strings.ReplaceAll(depotYAML, "CREATOR", "PP-tjenesten i Hå")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
}

func atoi(t testing.TB, word string) int {
	n, err := strconv.Atoi(word)
	require.NoError(t, err)
	return n
}

// repacked opens a deposit again after its package was sealed, corrects what two folders measure, and walks on to the package that replaces the first.
// The thinner ones share a box: two boxes are not needed any longer.
func repacked(t testing.TB, from string) string {
	dir := filepath.Join(t.TempDir(), "ppt")
	copyTree(t, from, dir)
	p := program{t: t}
	p.must(exitDone, "reopen", dir, "--by", "kari", "--because", "Målt feil.")
	for _, journal := range []string{"1/2010-11", "1/2011-12"} {
		p.must(exitDone, "correct", dir, "--journal", journal, "--column", "tykkelse_mm", "--value", "10", "--by", "kari", "--because", "Målt på nytt.")
	}
	for _, step := range scenario()[5:] {
		p.run(step(p, dir)...)
	}
	return dir
}

// depotScripts are the commands of scripts about the depot's side.
func depotScripts(t testing.TB) map[string]func(*testscript.TestScript, bool, []string) {
	made := sync.OnceValue(func() string { // nine folders, digital, paper and both, in nine boxes
		dir := filepath.Join(t.TempDir(), "ppt")
		walkToPackage(t, dir, fixtures.Options{Kind: fixtures.Mixed, Folders: 9})
		return dir
	})
	again := sync.OnceValue(func() string { return repacked(t, made()) })
	return map[string]func(*testscript.TestScript, bool, []string){
		"repacked": func(ts *testscript.TestScript, _ bool, args []string) {
			for name, dir := range map[string]string{"PACKAGE": made(), "SECOND": again()} {
				tar := packageOf(t, tree(t, filepath.Join(dir, "ut")))
				ts.Setenv(name, filepath.Join(dir, "ut", "pakke", tar))
				ts.Setenv(name+"_ID", strings.TrimSuffix(tar, ".tar"))
			}
		},
		"packed": func(ts *testscript.TestScript, _ bool, args []string) {
			dir := ts.MkAbs(args[0])
			copyTree(t, made(), dir)
			name := packageOf(t, tree(t, filepath.Join(dir, "ut")))
			ts.Setenv("PACKAGE", filepath.Join(dir, "ut", "pakke", name))
			ts.Setenv("PACKAGE_ID", strings.TrimSuffix(name, ".tar"))
		},
		"tickall": func(ts *testscript.TestScript, _ bool, args []string) {
			for n := range atoi(t, args[0]) {
				program{t: t, env: []string{"ARKIVDEPOT_DEPOT=" + ts.Getenv("ARKIVDEPOT_DEPOT")}}.must(exitDone, "receive", "box", strconv.Itoa(n+1), "ok", "--by", "ola")
			}
		},
		"cut": func(ts *testscript.TestScript, _ bool, args []string) {
			data, err := os.ReadFile(ts.MkAbs(args[0]))
			ts.Check(err)
			ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[1])), 0o700))
			ts.Check(os.WriteFile(ts.MkAbs(args[1]), data[:atoi(t, args[2])], 0o600))
		},
		"restate": scriptRestate(t),
		"depot": func(ts *testscript.TestScript, _ bool, args []string) {
			newTestDepot(t, ts.MkAbs(args[0]))
			ts.Setenv("ARKIVDEPOT_DEPOT", ts.MkAbs(args[0]))
		},
	}
}
