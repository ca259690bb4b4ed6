//go:build unix

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/fixtures"
)

// TestALoanKilledAtEveryDurableActIsWholeOrNot: the ledger's chain holds, and the loan stands in it once or not at all.
func TestALoanKilledAtEveryDurableActIsWholeOrNot(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	workspace, before := filepath.Join(dir, "ppt"), filepath.Join(dir, "before")
	walkToPackage(t, workspace, fixtures.Options{Kind: fixtures.Mixed, Folders: 3})
	newTestDepot(t, before)
	p := program{t: t}
	p.must(exitDone, "receive", filepath.Join(workspace, "ut", "pakke", packageOf(t, tree(t, filepath.Join(workspace, "ut")))), "--by", "ola", "--depot", before)
	p.must(exitDone, "receive", "box", "1", "ok", "--by", "ola", "--depot", before)
	lend := func(house string, env ...string) ran {
		return program{t: t, env: env}.run("loan", "out", "1/2004-05", "--borrower", "kari", "--purpose", "sak", "--due", "2024-10-29", "--accept", "atskilt,oppbevaring,ikke-videre",
			"--by", "ola", "--depot", house)
	}
	counted, whole := filepath.Join(dir, "count"), filepath.Join(dir, "whole")
	copyTree(t, before, whole)
	require.Equal(t, exitDone, lend(whole, countTo+"="+counted).code)
	text, err := os.ReadFile(counted)
	require.NoError(t, err)
	acts, err := strconv.Atoi(string(text))
	require.NoError(t, err)
	require.Greater(t, acts, 5)
	for n := 1; n <= acts; n++ {
		house := filepath.Join(dir, "house"+strconv.Itoa(n))
		copyTree(t, before, house)
		require.True(t, lend(house, killAt+"="+strconv.Itoa(n)).killed, "act %d", n)
		p.must(exitDone, "audit", "verify", house)
		var listed struct {
			Loans []json.RawMessage `json:"loans"`
		}
		require.NoError(t, json.Unmarshal([]byte(p.must(exitDone, "loan", "list", "--depot", house, "--json").out), &listed))
		require.LessOrEqual(t, len(listed.Loans), 1)
		again := map[int]int{0: exitDone, 1: exitHeld}[len(listed.Loans)]
		require.Equal(t, again, lend(house).code, "act %d: lent once, whether it was killed before the entry or behind it", n)
		p.must(exitDone, "audit", "verify", house)
	}
}

// TestLoansOfSeveralProcessesAtOnceAreAllEntered: many lend and give back at one depot, each in a process of its own; no entry is lost, and one folder is lent
// once.
func TestLoansOfSeveralProcessesAtOnceAreAllEntered(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	workspace, house := filepath.Join(dir, "ppt"), filepath.Join(dir, "depot")
	walkToPackage(t, workspace, fixtures.Options{Kind: fixtures.Mixed, Folders: 3})
	newTestDepot(t, house)
	p := program{t: t, env: []string{"ARKIVDEPOT_DEPOT=" + house}}
	p.must(exitDone, "receive", filepath.Join(workspace, "ut", "pakke", packageOf(t, tree(t, filepath.Join(workspace, "ut")))), "--by", "ola")
	for _, box := range []string{"1", "2", "3"} {
		p.must(exitDone, "receive", "box", box, "ok", "--by", "ola")
	}
	const each = 4
	codes := make([]int, 2*each)
	var wait sync.WaitGroup
	for i := range codes {
		wait.Go(func() {
			codes[i] = p.run("loan", "out", []string{"1/2004-05", "1/2005-06"}[i%2], "--borrower", "kari", "--purpose", "sak", "--due", "2024-10-29", "--accept", "atskilt,oppbevaring,ikke-videre",
				"--by", "ola").code
		})
	}
	wait.Wait()
	for unit := range 2 {
		done := 0
		for i := unit; i < len(codes); i += 2 {
			require.Contains(t, []int{exitDone, exitHeld}, codes[i])
			if codes[i] == exitDone {
				done++
			}
		}
		require.Equal(t, 1, done, "each folder is lent once")
	}
	require.Contains(t, p.must(exitDone, "audit", "verify", house).out, "6 føringer")
}
