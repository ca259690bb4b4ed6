//go:build unix

package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/fixtures"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// receiving is a depot before a package comes, and what the depot says when it has come undisturbed.
type receiving struct {
	before string // copy of the depot
	empty  string // status before it
	tar    string
	acts   int64  // durable acts of receiving
	whole  string // status when it has come
	after  depotSays
}

// depotSays is everything that a depot says of itself: the ledger entry by entry, every folder with its boxes and places, and the packages on its disk.
type depotSays struct{ ledger, folders, kept string }

func saysOf(t testing.TB, dir string) depotSays {
	p := program{t: t}
	ask := func(args ...string) string { return p.must(exitDone, args...).out }
	s := depotSays{ledger: ask("audit", "show", dir)}
	s.folders = ask("find", "--owner", "Hå kommune", "--max", "0", "--depot", dir, "--json")
	kept := tree(t, filepath.Join(dir, "pakker"))
	for _, name := range slices.Sorted(maps.Keys(kept)) {
		s.kept += fmt.Sprintf("%s %s\n", name, deposit.DigestOf([]byte(kept[name])))
	}
	return s
}

// undisturbedReceiving receives a package once and keeps the depot as it was before.
func undisturbedReceiving(t *testing.T, o fixtures.Options) receiving {
	dir := t.TempDir()
	workspace, house := filepath.Join(dir, "ppt"), filepath.Join(dir, "depot")
	walkToPackage(t, workspace, o)
	r := receiving{before: filepath.Join(dir, "before"), tar: filepath.Join(workspace, "ut", "pakke", packageOf(t, tree(t, filepath.Join(workspace, "ut"))))}
	newTestDepot(t, house)
	copyTree(t, house, r.before) // never opened: making the catalogue is among the acts
	copyTree(t, house, filepath.Join(dir, "empty"))
	r.empty = program{t: t}.must(exitDone, "depot", "status", "--depot", filepath.Join(dir, "empty"), "--json").out
	counted := filepath.Join(dir, "count")
	program{t: t, env: []string{countTo + "=" + counted}}.must(exitDone, "receive", r.tar, "--depot", house, "--by", "ola")
	text, err := os.ReadFile(counted)
	require.NoError(t, err)
	r.acts, err = strconv.ParseInt(string(text), 10, 64)
	require.NoError(t, err)
	r.after, r.whole = saysOf(t, house), program{t: t}.must(exitDone, "depot", "status", "--depot", house, "--json").out
	require.NotEmpty(t, r.after.kept)
	return r
}

// disturb receives with a kill or a full disk at the n-th durable act, and then once more.
func (r receiving) disturb(t *testing.T, n int64, fault string) {
	house := filepath.Join(t.TempDir(), "depot")
	copyTree(t, r.before, house)
	args := []string{"receive", r.tar, "--depot", house, "--by", "ola"}
	what := fmt.Sprintf("%s at act %d of %d", fault, n, r.acts)
	got := program{t: t, env: []string{fault + "=" + strconv.FormatInt(n, 10)}}.run(args...)
	if fault == killAt {
		require.True(t, got.killed, "%s: not killed: %s", what, got.err)
	} else {
		require.Equal(t, exitInternal, got.code, "%s: %s", what, got.err)
		require.Contains(t, got.err, "→", "%s: the message says what to do", what)
	}
	between := program{t: t}.must(exitDone, "depot", "status", "--depot", house, "--json").out
	require.True(t, between == r.empty || between == r.whole, "%s: received or not, nothing between", what)
	program{t: t}.must(exitDone, args...)
	require.True(t, r.after == saysOf(t, house), "%s: the catalogue is another than undisturbed", what)
}

// TestReceiveKilledAtEveryDurableAct: a small package with boxes, at every act.
func TestReceiveKilledAtEveryDurableAct(t *testing.T) {
	t.Parallel()
	r := undisturbedReceiving(t, fixtures.Options{Kind: fixtures.Mixed, Folders: 3})
	require.Greater(t, r.acts, int64(10))
	for n := int64(1); n <= r.acts; n++ {
		r.disturb(t, n, killAt)
	}
}

// TestReceiveKilledAtFiftySpreadPoints: a package that goes to the disk in many stretches.
func TestReceiveKilledAtFiftySpreadPoints(t *testing.T) {
	t.Parallel()
	r := undisturbedReceiving(t, fixtures.Options{Kind: fixtures.Plain, Folders: 13, Files: 4, Bytes: 256 << 10})
	require.Greater(t, r.acts, int64(50))
	for k := range int64(50) {
		r.disturb(t, 1+k*r.acts/50, killAt)
	}
}

// TestAFullDiskReceivesNothing lets the disk be full from each act on.
func TestAFullDiskReceivesNothing(t *testing.T) {
	t.Parallel()
	r := undisturbedReceiving(t, fixtures.Options{Kind: fixtures.Mixed, Folders: 3})
	for n := int64(1); n <= r.acts; n += 3 {
		r.disturb(t, n, failFrom)
	}
}
