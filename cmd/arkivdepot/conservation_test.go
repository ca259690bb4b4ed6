//go:build unix

package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// beforeBoxes is a workspace at the gate of the list, with everything up to the boxes still to be done anew.
func beforeBoxes(t *testing.T) string {
	dir := plain(t, 3)
	p := program{t: t}
	p.must(exitDone, "contact", dir, "arkivleder", "--by", "kari")
	p.must(exitDone, "contact", dir, "ika", "--by", "kari")
	p.must(exitHeld, "run", dir)
	p.must(exitDone, "attest", dir, "weeding", "--by", "eirik")
	p.must(exitHeld, "run", dir)
	require.NoError(t, os.RemoveAll(filepath.Join(dir, "ut", "utkast")))
	return dir
}

// tamper changes the store behind the program's back.
func tamper(t *testing.T, dir, statement string) {
	db, err := sql.Open("sqlite", filepath.Join(dir, ".arkivdepot", "catalogue.sqlite"))
	require.NoError(t, err)
	result, err := db.Exec(statement)
	require.NoError(t, err)
	n, err := result.RowsAffected()
	require.NoError(t, err)
	require.Equal(t, int64(1), n, statement)
	require.NoError(t, db.Close())
}

// TestALostFileStopsTheRun loses one file on purpose, in each of the two accounts: what came in, and what became of it (design §3, conservation).
func TestALostFileStopsTheRun(t *testing.T) {
	for name, c := range map[string]struct{ statement, says string }{
		"a room loses a file": {`UPDATE part SET body = CAST(json_remove(body, '$.fates[1]') AS BLOB) WHERE name = 'renditions'
			AND folder = (SELECT MIN(id) FROM folder)`, "1 fil "},
		"a file has a fate and never came in": {`UPDATE part SET body = CAST(json_insert(body, '$.fates[#]', json('{"ordinal":99,"sha256":"","size":7,"fate":"packaged"}')) AS BLOB)
			WHERE name = 'renditions' AND folder = (SELECT MIN(id) FROM folder)`, "stemmer ikke"},
		"what came in is forgotten": {`DELETE FROM source WHERE path = (SELECT MIN(path) FROM source)`, "stemmer ikke"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := beforeBoxes(t)
			tamper(t, dir, c.statement)
			r := program{t: t}.must(exitInternal, "run", dir)
			require.Contains(t, r.err, c.says)
			require.NoDirExists(t, filepath.Join(dir, "ut", "utkast"), "nothing after the boundary runs")
		})
	}
}

// TestCheckChangesNothing compares every byte of the workspace before and after, but for the empty lock.
func TestCheckChangesNothing(t *testing.T) {
	dir := plain(t, 3)
	program{t: t}.must(exitHeld, "run", dir)
	was := tree(t, dir)
	program{t: t}.must(exitDone, "check", dir)
	sameTree(t, was, tree(t, dir), "check")
}

// TestAWorkspaceThatCannotBeWrittenIsRefusedWithAHint: nothing is made, and the message says what to do. Root may write everywhere, so the folder is replaced by a file.
func TestAWorkspaceThatCannotBeWrittenIsRefusedWithAHint(t *testing.T) {
	dir := plain(t, 1)
	require.NoError(t, os.WriteFile(filepath.Join(dir, ".arkivdepot"), nil, 0o400))
	r := program{t: t}.must(exitInternal, "run", dir)
	require.Contains(t, r.err, "→ Se etter at disken har plass og at du har skriverett")
}

// TestTwoRunsAtOnce: the second is told who holds the workspace, with exit code 11.
func TestTwoRunsAtOnce(t *testing.T) {
	dir := plain(t, 1)
	release := holdLock(t, dir)
	r := program{t: t}.must(exitLocked, "run", dir)
	require.Contains(t, r.err, "i bruk")
	release()
	program{t: t}.must(exitHeld, "run", dir)
}

// holdLock takes the workspace as another process would.
func holdLock(t *testing.T, dir string) func() {
	require.NoError(t, os.MkdirAll(filepath.Join(dir, ".arkivdepot"), 0o700))
	f, err := os.OpenFile(filepath.Join(dir, ".arkivdepot", "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	require.NoError(t, err)
	require.NoError(t, syscall.Flock(int(f.Fd()), syscall.LOCK_EX))
	return func() { require.NoError(t, f.Close()) }
}
