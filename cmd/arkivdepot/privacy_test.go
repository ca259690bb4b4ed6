//go:build unix

package main

import (
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
		r := program{t: t}.run(args...)
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
