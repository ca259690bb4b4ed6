//go:build bench && linux

package main

import (
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite" // the bench fills the store by SQL

	"github.com/arkivdepot/arkivdepot/fixtures"
)

// What the depot's side promises (issue 6, Must hold).
const (
	mostAnswer    = 0.3 // seconds of a whole process: where, loan out, return, overdue
	mostAnswerMB  = 150
	mostReceiving = 1.3 // times verify of the same package
)

// ledgerSQL fills a depot: ?1 folders of one volume each, twenty to a box, and ?2 loans that came back, evenly over the folders; then a thousand that did
// not, every third past its due date. The chain's hashes are no hashes: nothing here walks it.
var ledgerSQL = []string{
	`INSERT INTO package SELECT printf('%08x-0000-4000-8000-000000000000', n), printf('%08x-0000-4000-8000-000000000001', n), 'Hå kommune', 'PP-tjenesten i Hå', 'NEW', '', '2024-01-01T00:00:00Z',
		CAST(json_object('id', printf('%08x-0000-4000-8000-000000000000', n), 'delivery', printf('%08x-0000-4000-8000-000000000001', n), 'owner', 'Hå kommune', 'creator', 'PP-tjenesten i Hå', 'status', 'NEW', 'at', '2024-01-01T00:00:00Z') AS BLOB)
		FROM (WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < (?1 - 1) / 10000) SELECT n FROM c)`,
	`INSERT INTO box SELECT printf('%08x-0000-4000-8000-000000000000', n / 500), n % 500 + 1, printf('%08x.%03d', n / 500, n % 500 + 1), 'mottatt', '', '2024-01-01T00:00:00Z', 'ola', 20, 'M1', 'A' || n / 10, 1, n % 10 + 1
		FROM (WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < ?1 / 20 - 1) SELECT n FROM c)`,
	`INSERT INTO folder SELECT n + 1, printf('%08x-0000-5000-8000-000000000000', n), printf('%08x-0000-4000-8000-000000000000', n / 10000), (n / 100 + 1) || '/' || (1900 + n % 100) || '-' || printf('%02d', (n + 1) % 100),
		printf('%04d-%05d', 1900 + n % 100, n / 100 + 1), 'Navn ' || n, 'navn ' || n, '1990-01-01', 'papir', '1990-01-01', '2000-01-01'
		FROM (WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < ?1 - 1) SELECT n FROM c)`,
	`INSERT INTO piece SELECT n + 1, n + 1, 1, printf('%08x-0000-4000-8000-000000000000', n / 10000), n % 10000 / 20 + 1, n % 20 + 1
		FROM (WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < ?1 - 1) SELECT n FROM c)`,
	`INSERT INTO entry SELECT n + 1, t, t, CASE n % 2 WHEN 0 THEN 'lent' ELSE 'returned' END, 'ola', n - n % 2 + 1, '', 0, n / 2 % ?1 + 1, CASE n % 2 WHEN 0 THEN b ELSE '{}' END, printf('%064x', n), printf('%064x', n + 1)
		FROM (WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < 2 * ?2 - 1)
			SELECT n, strftime('%Y-%m-%dT%H:%M:%SZ', 1000000000 + n * 60, 'unixepoch') AS t, '{"unit":"x","borrower":"kari","for":"PP-tjenesten i Hå","purpose":"sak","due":"2010-01-01"}' AS b FROM c)`,
	`INSERT INTO entry SELECT 2 * ?2 + n + 1, '2024-08-01T00:00:00Z', '2024-08-01T00:00:00Z', 'lent', 'ola', 2 * ?2 + n + 1, '', 0, (n * 100 + 90) % ?1 + 1,
		'{"unit":"x","borrower":"kari","for":"PP-tjenesten i Hå","purpose":"sak","due":"' || CASE n % 3 WHEN 0 THEN '2024-09-01' ELSE '2024-11-01' END || '"}', printf('%064x', 2 * ?2 + n), printf('%064x', 2 * ?2 + n + 1)
		FROM (WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < 999) SELECT n FROM c)`,
	`INSERT INTO step SELECT CAST(pieces AS INTEGER), seq, at, kind, loan, 0 FROM entry ORDER BY CAST(pieces AS INTEGER), seq`,
	`INSERT INTO stay SELECT CAST(o.pieces AS INTEGER), o.at, o.loan, 'ute', COALESCE((SELECT r.at FROM entry r WHERE r.seq = o.seq + 1 AND r.loan = o.loan), '') FROM entry o WHERE o.kind = 'lent' AND (?1 + ?2) > 0`,
	`INSERT INTO loan SELECT seq, at, json_extract(body, '$.due'), 1, CASE WHEN seq > 2 * ?2 THEN 1 ELSE 0 END, 0, 0, 0, '', body FROM entry WHERE kind = 'lent' AND ?1 > 0`,
	`INSERT INTO meta SELECT 'ledger head', MAX(seq) || ' ' || printf('%064x', MAX(seq)) FROM entry WHERE (?1 + ?2) > 0`,
}

// largeDepot is a depot with so many folders and entries.
func largeDepot(b *testing.B, folders, loans int) string {
	b.Helper()
	dir := filepath.Join(b.TempDir(), "depot")
	newTestDepot(b, dir)
	program{t: b}.must(exitDone, "depot", "status", "--depot", dir)
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, ".arkivdepot", "depot.sqlite")+"?_pragma=synchronous(OFF)&_pragma=cache_size(-200000)&_pragma=temp_store(MEMORY)")
	require.NoError(b, err)
	db.SetMaxOpenConns(1)
	indexes := map[string]string{}
	rows, err := db.Query(`SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('entry', 'box', 'folder', 'piece', 'stay', 'loan')`)
	require.NoError(b, err)
	for rows.Next() {
		var name, text string
		require.NoError(b, rows.Scan(&name, &text))
		indexes[name] = text
	}
	require.NoError(b, rows.Close())
	require.NotEmpty(b, indexes)
	for name := range indexes {
		_, err := db.Exec(`DROP INDEX ` + name)
		require.NoError(b, err)
	}
	for _, q := range ledgerSQL {
		_, err := db.Exec(q, folders, loans)
		require.NoError(b, err, q)
	}
	for _, text := range indexes {
		_, err := db.Exec(text)
		require.NoError(b, err)
	}
	_, err = db.Exec(`PRAGMA wal_checkpoint(TRUNCATE)`)
	require.NoError(b, err)
	require.NoError(b, db.Close())
	return dir
}

// pointQuery is how long a plain SQLite query for one row takes, with opening the file.
func pointQuery(b *testing.B, dir string) time.Duration {
	start := time.Now()
	db, err := sql.Open("sqlite", filepath.Join(dir, ".arkivdepot", "depot.sqlite"))
	require.NoError(b, err)
	var id int64
	require.NoError(b, db.QueryRow(`SELECT num FROM folder WHERE journal_key = '1940-00077'`).Scan(&id))
	require.NoError(b, db.Close())
	return time.Since(start)
}

// answered runs the program and tells its cost. Its peak is read from the process itself while it lives: what the system tells of a process that has ended
// begins with the memory of the one that started it, and that is the bench, with a whole depot in its cache.
func answered(b *testing.B, args ...string) cost {
	b.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1", "ARKIVDEPOT_NOW=2024-10-01T12:00:00Z", "ARKIVDEPOT_LANG=nb")
	var said strings.Builder
	cmd.Stderr = &said
	start := time.Now()
	require.NoError(b, cmd.Start())
	status, peak, ended := fmt.Sprintf("/proc/%d/status", cmd.Process.Pid), 0, make(chan struct{})
	go func() {
		defer close(ended)
		for {
			data, err := os.ReadFile(status)
			if err != nil || !strings.Contains(string(data), "VmHWM") {
				return
			}
			_, line, _ := strings.Cut(string(data), "VmHWM:")
			var kilobytes int
			if _, err := fmt.Sscan(line, &kilobytes); err == nil && strings.Contains(string(data), "State:") {
				peak = max(peak, kilobytes>>10)
			}
			time.Sleep(time.Millisecond)
		}
	}()
	err := cmd.Wait()
	wall := time.Since(start)
	<-ended
	require.NoError(b, err, "%v %s", args, said.String())
	return cost{cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), wall, peak}
}

// BenchmarkLargeDepot: with a million folders and five million entries the counter answers at once.
func BenchmarkLargeDepot(b *testing.B) {
	for b.Loop() {
		folders, loans := benchPercent(b, 1_000_000), benchPercent(b, 2_500_000)
		dir := largeDepot(b, folders, loans)
		terms := []string{"--borrower", "kari", "--purpose", "sak", "--due", "2024-10-29", "--accept", "atskilt,oppbevaring,ikke-videre", "--by", "ola"}
		fmt.Printf("\n%d folders, %d entries; a whole process, the median of five after one to warm up\n", folders, 2*loans+1000)
		fmt.Printf("  SQLite, one row by key, in this process: %.4f s\n", pointQuery(b, dir).Seconds())
		runs := map[string][]cost{}
		for i := range 6 {
			journal := fmt.Sprintf("%d/1950-51", 20+i)
			for _, args := range [][]string{{"where", journal}, append([]string{"loan", "out", journal}, terms...), {"loan", "return", journal, "--note", "hel", "--by", "ola"}, {"loan", "overdue"}} {
				c := answered(b, append(args, "--depot", dir)...)
				name := args[0] + " " + args[1]
				if args[0] == "where" {
					name = "where"
				}
				runs[name] = append(runs[name], c)
			}
		}
		for _, name := range []string{"where", "loan out", "loan return", "loan overdue"} {
			of := runs[name][1:]
			slices.SortFunc(of, func(x, y cost) int { return int(x.wall - y.wall) })
			peak := 0
			for _, c := range of {
				peak = max(peak, c.peak)
			}
			fmt.Printf("  %-13s %.3f s clock, %.3f s CPU, %d MB\n", name, of[2].wall.Seconds(), of[2].cpu.Seconds(), peak)
			if of[2].wall.Seconds() > mostAnswer || peak > mostAnswerMB {
				b.Errorf("%s: %.3f s (at most %.1f), %d MB (at most %d)", name, of[2].wall.Seconds(), mostAnswer, peak, mostAnswerMB)
			}
		}
	}
}

// BenchmarkReceiving: a package of ten thousand files is received in little more than judging it takes.
func BenchmarkReceiving(b *testing.B) {
	for b.Loop() {
		workspace, dir := filepath.Join(b.TempDir(), "ppt"), filepath.Join(b.TempDir(), "depot")
		walkToPackage(b, workspace, fixtures.Options{Kind: fixtures.Plain, Folders: benchPercent(b, 2000), Files: 5, Bytes: 20_000})
		tars, err := filepath.Glob(filepath.Join(workspace, "ut", "pakke", "*.tar"))
		require.NoError(b, err)
		require.Len(b, tars, 1)
		newTestDepot(b, dir)
		_, _ = costOf(b, exec.Command("cat", tars[0]), exitDone) // both read it from memory
		t := newTable("receiving a package of 10,000 files")
		judging, _ := measured(b, "verify", tars[0])
		t.row("verify", judging)
		receiving, _ := measured(b, "receive", tars[0], "--depot", dir, "--by", "ola")
		t.row("receive", receiving)
		t.bound(b, "receive, times verify", receiving.cpu.Seconds()/judging.cpu.Seconds(), mostReceiving)
		require.DirExists(b, filepath.Join(dir, "pakker"))
		_ = os.RemoveAll(dir)
	}
}
