//go:build linux

package main

import (
	"database/sql"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"
)

const convertedDocuments = 40

// aboutToConvert is a workspace of forty folders with a document each that gets a PDF/A copy, with everything done up to there.
func aboutToConvert(t *testing.T) string {
	dir := plain(t, convertedDocuments)
	p := program{t: t}
	p.must(exitHeld, "run", dir)
	for _, args := range [][]string{{"contact", dir, "arkivleder", "--by", "kari"}, {"contact", dir, "ika", "--by", "kari"}, {"attest", dir, "weeding", "--by", "eirik"}} {
		if args[0] == "attest" {
			p.must(exitHeld, "run", dir)
		}
		p.must(exitDone, args...)
	}
	return dir
}

// renditionsOf is what a workspace's store says was made, by the SHA-256 of the source.
func renditionsOf(t *testing.T, dir string) map[string]string {
	db, err := sql.Open("sqlite", filepath.Join(dir, ".arkivdepot", "catalogue.sqlite"))
	require.NoError(t, err)
	defer db.Close()
	rows, err := db.Query(`SELECT source, sha256 FROM rendition WHERE outcome = 'made'`)
	require.NoError(t, err)
	defer rows.Close()
	made := map[string]string{}
	for rows.Next() {
		var source, sum string
		require.NoError(t, rows.Scan(&source, &sum))
		made[source] = sum
	}
	require.NoError(t, rows.Err())
	return made
}

// replaying is a LibreOffice that answers each document with what the real one made of it, slowly, and writes down which ones it was asked for. It starts
// children that would outlive it.
func replaying(t *testing.T, dir string) (program, log string) {
	shelf := t.TempDir()
	for source, sum := range renditionsOf(t, dir) {
		data, err := os.ReadFile(filepath.Join(dir, ".arkivdepot", "files", sum[:2], sum))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(shelf, source), data, 0o600))
	}
	program, log = filepath.Join(shelf, "soffice"), filepath.Join(shelf, "log")
	script := fmt.Sprintf(`#!/bin/bash
case " $* " in *" --version"*) echo LibreOffice 7.4.7.2; exit;; esac
for a; do case $prev in --outdir) out=$a;; esac; prev=$a; done
setsid sleep 47111 & sleep 47111 &
for a; do case $a in *.docx)
  sum=$(sha256sum "$a" | cut -c1-64); echo $sum >> '%s'; sleep 0.03; cp '%s'/$sum "$out/$(basename "${a%%.*}").pdf";;
esac; done
`, log, shelf)
	require.NoError(t, os.WriteFile(program, []byte(script), 0o700))
	return program, log
}

// orphans is the processes that the converter left behind.
func orphans(t *testing.T) []string {
	var left []string
	names, err := filepath.Glob("/proc/[0-9]*/cmdline")
	require.NoError(t, err)
	for _, name := range names {
		line, _ := os.ReadFile(name) // one that has ended meanwhile
		if strings.Contains(string(line), "sleep\x0047111\x00") {
			left = append(left, name)
		}
	}
	return left
}

// TestKilledWhileItConvertsItGoesOnWhereItWas kills the program while it converts one or another of forty documents, and runs it again: the same
// bytes, no process left, and no document converted that was done.
func TestKilledWhileItConvertsItGoesOnWhereItWas(t *testing.T) {
	before := aboutToConvert(t)
	first := filepath.Join(t.TempDir(), "ppt")
	copyTree(t, before, first)
	program{t: t, env: []string{"ARKIVDEPOT_SOFFICE="}}.must(exitHeld, "run", first)
	require.Len(t, renditionsOf(t, first), convertedDocuments)
	want := tree(t, filepath.Join(first, "ut"))

	soffice, log := replaying(t, first)
	p := program{t: t, env: []string{"ARKIVDEPOT_SOFFICE=" + soffice}}
	again := filepath.Join(t.TempDir(), "ppt")
	copyTree(t, before, again)
	p.must(exitHeld, "run", again)
	sameTree(t, want, tree(t, filepath.Join(again, "ut")), "by the program that replays")

	for k := range killedConversions {
		dir := filepath.Join(t.TempDir(), "ppt")
		copyTree(t, before, dir)
		require.NoError(t, os.RemoveAll(log))
		killAtDocument(t, p, dir, log, 1+k*convertedDocuments/killedConversions)
		require.Eventually(t, func() bool { return len(orphans(t)) == 0 }, 20*time.Second, 10*time.Millisecond, "point %d: %v", k, orphans(t))
		done := slices.Collect(maps.Keys(renditionsOf(t, dir)))
		require.NoError(t, os.RemoveAll(log))
		p.must(exitHeld, "run", dir)
		sameTree(t, want, tree(t, filepath.Join(dir, "ut")), fmt.Sprintf("killed at point %d, with %d done", k, len(done)))
		text, _ := os.ReadFile(log) // none where all was done
		for _, source := range done {
			require.NotContains(t, string(text), source, "point %d: converted again", k)
		}
		require.NoError(t, os.RemoveAll(dir))
	}
}

// killAtDocument starts a run and kills it when the converter has been asked for n documents, with all that it cannot clean up then.
func killAtDocument(t *testing.T, p program, dir, log string, n int) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "run", dir)
	cmd.Env = append(append(os.Environ(), asProgram+"=1", "ARKIVDEPOT_NOW=2024-10-01T12:00:00Z", "ARKIVDEPOT_LANG=nb"), p.env...)
	require.NoError(t, cmd.Start())
	asked := func() bool {
		text, _ := os.ReadFile(log) // none before the first
		return strings.Count(string(text), "\n") >= n
	}
	came := assert.Eventually(t, asked, time.Minute, time.Millisecond, "document %d is never asked for", n)
	require.NoError(t, cmd.Process.Signal(syscall.SIGKILL))
	_ = cmd.Wait() // killed
	require.True(t, came)
	require.Equal(t, -1, cmd.ProcessState.ExitCode(), "it had ended before document %d", n)
}
