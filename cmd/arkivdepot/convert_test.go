//go:build unix

package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const oldLetter = `{\rtf1\ansi\ansicpg1252 Eleven leser godt og regner raskt, men skriver lite i norsktimene p\'e5 skolen.\par}`

// withOldLetter is a workspace of one folder whose first text is RTF, which is to be converted.
func withOldLetter(t *testing.T) string {
	dir := plain(t, 1)
	done := false
	require.NoError(t, filepath.WalkDir(filepath.Join(dir, "inn"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || done || !strings.HasSuffix(path, ".txt") {
			return err
		}
		done = true
		return os.WriteFile(path, []byte(oldLetter), 0o600)
	}))
	require.True(t, done)
	return dir
}

// TestWithoutTheProgramOnlyWhatNeedsItIsHeldAndTheUserIsToldHowToGetIt: and with it the hold is gone, and the file is in the package as PDF/A.
func TestWithoutTheProgramOnlyWhatNeedsItIsHeldAndTheUserIsToldHowToGetIt(t *testing.T) {
	dir := withOldLetter(t)
	p := program{t: t}
	without := p.must(exitHeld, "check", dir)
	require.Contains(t, without.out, "CNV-001")
	require.Contains(t, without.out, "LibreOffice, som ikke finnes på denne maskinen")
	require.Contains(t, without.out, "apt-get install")
	require.Contains(t, without.out, "1 venter på svar")
	require.NotContains(t, without.out, "INT-008", "one fault, one finding")

	with := program{t: t, env: []string{"ARKIVDEPOT_SOFFICE="}}
	check := with.must(exitDone, "check", dir)
	require.NotContains(t, check.out, "CNV-")
	require.Contains(t, check.out, "INT-008", "it says what a run will convert")
	require.NoFileExists(t, filepath.Join(dir, ".arkivdepot", "catalogue.sqlite"), "a check changes nothing")

	p.must(exitHeld, "run", dir)
	p.must(exitDone, "contact", dir, "arkivleder", "--by", "kari")
	p.must(exitDone, "contact", dir, "ika", "--by", "kari")
	p.must(exitHeld, "run", dir)
	p.must(exitDone, "attest", dir, "weeding", "--by", "eirik")
	p.must(exitHeld, "run", dir)
	require.Equal(t, 1, p.status(dir).Findings.Open)
	with.must(exitHeld, "run", dir)
	require.Zero(t, p.status(dir).Findings.Open, "the program has been installed meanwhile")
	require.Contains(t, p.must(exitDone, "status", dir).out, "omdannet")
}

func TestAProgramThatTheUserNamesMustBeThere(t *testing.T) {
	dir := plain(t, 1)
	for _, flag := range []string{"--soffice", "--gs", "--verapdf"} {
		r := program{t: t}.must(exitUsage, "check", dir, flag, "/finnes/ikke")
		require.Contains(t, r.err, "er ikke et program som kan startes")
	}
	r := program{t: t}.must(exitUsage, "run", dir, "--redo", "pack")
	require.Contains(t, r.err, "--redo convert")
	r = program{t: t}.must(exitUsage, "run", dir, "--redo", "convert")
	require.Contains(t, r.err, "mangler begrunnelse")
}
