//go:build conformance && unix

package main

// What veraPDF says of the depot's papers:
//
//	go test -tags conformance -run DepotsPapers ./cmd/arkivdepot
//
// The judge is found in the directory that ARKIVDEPOT_ORACLES names, or beside the module in ../shared/oracles.

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/fixtures"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
)

// TestVeraPDFAcceptsTheDepotsPapers: receipt, rejection, out-card, loan form, receipt of a return, reminder and notice, in the three languages.
func TestVeraPDFAcceptsTheDepotsPapers(t *testing.T) {
	dir := t.TempDir()
	workspace := filepath.Join(dir, "ppt")
	walkToPackage(t, workspace, fixtures.Options{Kind: fixtures.Mixed, Folders: 3})
	tar := filepath.Join(workspace, "ut", "pakke", packageOf(t, tree(t, filepath.Join(workspace, "ut"))))
	data, err := os.ReadFile(tar)
	require.NoError(t, err)
	cut := filepath.Join(dir, filepath.Base(tar))
	require.NoError(t, os.WriteFile(cut, data[:60_000], 0o600))
	var papers []string
	for _, lang := range []string{"nb", "nn", "en"} {
		house := filepath.Join(dir, "depot-"+lang)
		newTestDepot(t, house)
		settings, err := os.ReadFile(filepath.Join(house, "depot.yaml"))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(house, "depot.yaml"), []byte(strings.Replace(string(settings), "språk: nb", "språk: "+lang, 1)), 0o600))
		p := program{t: t, env: []string{"ARKIVDEPOT_DEPOT=" + house}}
		p.must(exitNotValid, "receive", cut, "--by", "ola")
		p.must(exitDone, "receive", tar, "--by", "ola")
		for _, box := range []string{"1", "2", "3"} {
			p.must(exitDone, "receive", "box", box, "ok", "--by", "ola")
		}
		p.must(exitDone, "depot", "receipt", "--by", "ola", "--passphrase-file", filepath.Join(dir, "passfrase"))
		p.must(exitDone, "loan", "out", "1/2004-05", "--borrower", "kari", "--purpose", "sak", "--due", "2024-10-02", "--accept", "atskilt,oppbevaring,ikke-videre", "--by", "ola")
		late := program{t: t, env: append(p.env, "ARKIVDEPOT_NOW=2024-11-20T08:00:00Z")}
		late.must(exitDone, "loan", "remind", "1/2004-05", "--by", "ola")
		late.must(exitDone, "loan", "remind", "1/2004-05", "--archivist", "--by", "ola")
		late.must(exitDone, "loan", "return", "1/2004-05", "--note", "hel", "--by", "ola")
		require.NoError(t, filepath.WalkDir(house, func(path string, d fs.DirEntry, err error) error {
			if strings.HasSuffix(path, ".pdf") {
				papers = append(papers, path)
			}
			return err
		}))
	}
	require.Len(t, papers, 3*7)
	for _, flavour := range []string{"2a", "ua1"} {
		out := oracle.Run(t, oracle.Tool(t, "verapdf"), append([]string{flavour}, papers...)...)
		require.Equal(t, len(papers), strings.Count(out, "valid\t"), out)
	}
}
