//go:build unix

package main

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/fixtures"
)

// TestNoPersonalDataWhereItDoesNotBelong walks the demo and looks for every name and birth number of the fixture in what commands print, in the event log,
// in the names of state files and in the public list (design §6). Findings of `check` and the report may hold paths, and are not looked at.
func TestNoPersonalDataWhereItDoesNotBelong(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ppt")
	var said strings.Builder
	w := fixtures.Walker{Workspace: dir, Run: func(_ context.Context, args []string, out io.Writer) (int, error) {
		r := program{t: t, env: withOffice}.run(args...)
		if args[0] != "check" {
			fmt.Fprintln(&said, strings.Join(args, " "), r.out, r.err)
		}
		_, err := io.WriteString(out, r.out)
		return r.code, err
	}}
	require.NoError(t, w.Walk(t.Context(), fixtures.DemoSteps()))
	secrets, err := fixtures.Secrets(dir)
	require.NoError(t, err)
	require.Greater(t, len(secrets), 60)

	events := program{t: t}.must(exitDone, "audit", "show", dir).out
	require.Contains(t, events, "sealed")
	lookFor(t, secrets, "what the commands print", said.String())
	lookFor(t, secrets, "the event log", events)
	lookFor(t, secrets, "names of state files", strings.Join(names(t, filepath.Join(dir, ".arkivdepot")), "\n"))
	lookFor(t, secrets, "names of output files", strings.Join(names(t, filepath.Join(dir, "ut")), "\n"))
	public, err := os.ReadFile(filepath.Join(dir, "ut", "offentlig", "bokser.csv"))
	require.NoError(t, err)
	lookFor(t, secrets, "the public list", string(public))
	lookFor(t, secrets, "the public workbook", insideZip(t, filepath.Join(dir, "ut", "offentlig", "bokser.xlsx")))
}

// TestNoPersonalDataInTroubleEither runs every small workspace of the fixtures, each with something wrong in it: what the program says of it, its log and
// the names of its files hold no name and no number of anybody.
func TestNoPersonalDataInTroubleEither(t *testing.T) {
	t.Setenv("ARKIVDEPOT_LANG", "nb")
	for _, c := range fixtures.Cases() {
		t.Run(c.Name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "ppt")
			require.NoError(t, os.Mkdir(dir, 0o700))
			require.NoError(t, c.Build(dir))
			secrets, err := fixtures.Secrets(dir)
			if err != nil { // a register that nobody can read has the persons of the good one
				good := filepath.Join(t.TempDir(), "good")
				require.NoError(t, os.Mkdir(good, 0o700))
				require.NoError(t, fixtures.Cases()[0].Build(good))
				secrets, err = fixtures.Secrets(good)
				require.NoError(t, err)
			}
			for _, verb := range [][]string{{"run", dir}, {"audit", "show", dir}} {
				var out strings.Builder
				_, said := inProcess(t.Context(), verb, &out)
				lookFor(t, secrets, strings.Join(verb, " "), out.String()+"\n"+said+"\n-")
			}
			lookFor(t, secrets, "names of state files", strings.Join(names(t, filepath.Join(dir, ".arkivdepot")), "\n")+"\n-")
		})
	}
}

// insideZip is the text of every member.
func insideZip(t *testing.T, file string) string {
	z, err := zip.OpenReader(file)
	require.NoError(t, err)
	defer z.Close()
	var all strings.Builder
	for _, member := range z.File {
		r, err := member.Open()
		require.NoError(t, err)
		_, err = io.Copy(&all, r)
		require.NoError(t, err)
	}
	return all.String()
}

// lookFor looks for whole words: «Bø» is a name, and in «Bøker» it is not.
func lookFor(t *testing.T, secrets []string, where, text string) {
	t.Helper()
	require.NotEmpty(t, text, where)
	for _, s := range secrets {
		word := regexp.MustCompile(`(^|[^\pL\d])` + regexp.QuoteMeta(s) + `($|[^\pL\d])`)
		if hit := word.FindString(text); hit != "" {
			t.Errorf("%s: %q of the fixture stands there", where, s)
		}
	}
}

func names(t *testing.T, dir string) []string {
	var all []string
	require.NoError(t, filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		all = append(all, path[len(dir):])
		return err
	}))
	return all
}
