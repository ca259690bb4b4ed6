//go:build unix

package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/fixtures"
)

// TestTheDepotNamesNobodyWhereItDoesNotBelong walks the depot's side and looks for every name and birth number of the fixture in what commands print, in
// the ledger, in the names of files and in the list of holdings. Only a search by name, by a person who may, shows names.
func TestTheDepotNamesNobodyWhereItDoesNotBelong(t *testing.T) {
	dir := t.TempDir()
	workspace, house := filepath.Join(dir, "ppt"), filepath.Join(dir, "depot")
	walkToPackage(t, workspace, fixtures.Options{Kind: fixtures.Mixed, Folders: 9})
	secrets, err := fixtures.Secrets(workspace)
	require.NoError(t, err)
	require.Greater(t, len(secrets), 10)
	newTestDepot(t, house)
	tar := filepath.Join(workspace, "ut", "pakke", packageOf(t, tree(t, filepath.Join(workspace, "ut"))))
	terms := []string{"--borrower", "kari", "--purpose", "sak", "--due", "2024-10-29", "--accept", "atskilt,oppbevaring,ikke-videre", "--by", "ola"}
	var said strings.Builder
	for _, args := range [][]string{
		{"receive", tar, "--by", "ola"}, {"receive", tar, "--by", "ola", "--json"}, {"receive", "box", "1", "ok", "--by", "mag"}, {"receive", "box", "5", "ok", "--by", "mag"},
		{"shelve", "1", "M1/A/1", "--by", "mag"}, {"depot", "status"}, {"depot", "status", "--json"}, {"depot", "list", "--json"}, {"where", "1/2004-05", "--json"},
		{"find", "--owner", "Hå kommune", "--json"}, {"find", "--name", "a", "--by", "mag"}, append([]string{"loan", "out", "1/2004-05"}, terms...),
		append([]string{"loan", "out", "1/2003-04"}, terms...), append([]string{"loan", "copy", "1/2003-04"}, terms[:4]...), {"loan", "list", "--json"},
		{"loan", "history", "1/2004-05", "--json"}, {"loan", "return", "1/2004-05", "--note", "hel", "--by", "ola"}, {"find", "--born", "1999-01-01", "--by", "ola"},
		{"depot", "receipt", "--by", "ola", "--passphrase-file", filepath.Join(dir, "passfrase")}, {"where", "ukjent"},
	} {
		r := program{t: t, env: []string{"ARKIVDEPOT_DEPOT=" + house}}.run(args...)
		said.WriteString(strings.Join(args, " ") + "\n" + r.out + "\n" + r.err + "\n")
	}
	lookFor(t, secrets, "what the commands print", said.String())
	ledger := program{t: t}.must(exitDone, "audit", "show", house).out
	require.Contains(t, ledger, "restricted search")
	lookFor(t, secrets, "the ledger", ledger)
	lookFor(t, secrets, "names of files", strings.Join(names(t, house), "\n"))

	restricted := program{t: t, env: []string{"ARKIVDEPOT_DEPOT=" + house}}.must(exitDone, "find", "--name", "a", "--by", "ola").out
	found := false
	for _, s := range secrets {
		found = found || strings.Contains(restricted, s)
	}
	require.True(t, found, "the test looks for what a restricted search shows")
}
