//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/fixtures"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/faulty"
)

// Variables by which a test starts this binary as the program.
const (
	asProgram = "ARKIVDEPOT_TEST_PROGRAM" // be the program
	killAt    = "ARKIVDEPOT_TEST_KILL"    // SIGKILL before the n-th durable act
	failFrom  = "ARKIVDEPOT_TEST_FULL"    // the disk is full from the n-th durable act on
	countTo   = "ARKIVDEPOT_TEST_COUNT"   // file that takes the number of durable acts
)

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(beProgram())
	}
	testscript.Main(m, map[string]func(){"arkivdepot": func() { os.Exit(beProgram()) }})
}

// withOffice lets the program look for LibreOffice as it always does: the demo needs it.
var withOffice = []string{"ARKIVDEPOT_SOFFICE="}

// beProgram is the program with the fault that the environment asks for.
func beProgram() int {
	if _, said := os.LookupEnv("ARKIVDEPOT_SOFFICE"); !said { // what a test is not about shall not wait for LibreOffice
		if err := os.Setenv("ARKIVDEPOT_SOFFICE", wire.NoTool); err != nil {
			panic(err)
		}
	}
	counter := faulty.Count()
	if n, err := strconv.ParseInt(os.Getenv(killAt), 10, 64); err == nil {
		counter = faulty.Kill(n, func() { _ = syscall.Kill(os.Getpid(), syscall.SIGKILL) })
	}
	if n, err := strconv.ParseInt(os.Getenv(failFrom), 10, 64); err == nil {
		counter = faulty.Fail(n)
	}
	before = counter.Before
	code := run(context.Background(), os.Args, terminal{in: os.Stdin, out: os.Stdout, err: os.Stderr})
	if to := os.Getenv(countTo); to != "" {
		if err := os.WriteFile(to, []byte(strconv.FormatInt(counter.Seen(), 10)), 0o600); err != nil {
			panic(err)
		}
	}
	return code
}

// program runs this test binary as the program, at a fixed time.
type program struct {
	t   testing.TB
	env []string
}

// ran is how a run of the program ended.
type ran struct {
	code     int
	killed   bool
	out, err string
}

func (p program) run(args ...string) ran {
	p.t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(append(os.Environ(), asProgram+"=1", "ARKIVDEPOT_NOW=2024-10-01T12:00:00Z", "ARKIVDEPOT_LANG=nb"), p.env...)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	err := cmd.Run()
	r := ran{out: out.String(), err: errOut.String()}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		r.code, r.killed = exit.ExitCode(), exit.ExitCode() == -1
	} else {
		require.NoError(p.t, err)
	}
	return r
}

// must runs the program and asks for the exit code.
func (p program) must(code int, args ...string) ran {
	p.t.Helper()
	r := p.run(args...)
	require.Equal(p.t, code, r.code, "arkivdepot %s\n%s\n%s", strings.Join(args, " "), r.out, r.err)
	return r
}

func (p program) status(dir string) pipeline.Status {
	p.t.Helper()
	var s pipeline.Status
	require.NoError(p.t, json.Unmarshal([]byte(p.must(exitDone, "status", dir, "--json").out), &s))
	return s
}

const testID = "6b2f7d2e-0000-4000-8000-000000000001"

// plain makes a workspace of n folders alike, all with accepted files.
func plain(t testing.TB, n int) string {
	return offeredOf(t, fixtures.Options{Kind: fixtures.Plain, Folders: n})
}

// offeredOf is a workspace with what the options ask for.
func offeredOf(t testing.TB, o fixtures.Options) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "ppt")
	program{t: t}.must(exitDone, "new", dir, "--id", testID, "--as-of", "2024-10-01", "--produced", "2024-10-01T12:00:00")
	_, err := fixtures.Write(dir, o)
	require.NoError(t, err)
	return dir
}

// scenario is the verbs from the gates to the package; each is given the workspace and returns its arguments.
func scenario() []func(p program, dir string) []string {
	say := func(args ...string) func(program, string) []string {
		return func(_ program, dir string) []string { return append([]string{args[0], dir}, args[1:]...) }
	}
	plan := func(args ...string) func(program, string) []string {
		return func(p program, dir string) []string {
			s := p.status(dir)
			require.NotEmpty(p.t, s.Missing, "the status waits for nobody")
			return append([]string{args[0], dir}, append(args[1:], "--plan", string(s.Missing[0].Plan))...)
		}
	}
	return []func(program, string) []string{
		say("run"),
		say("contact", "arkivleder", "--by", "kari"), say("contact", "ika", "--by", "kari"),
		say("run"), say("attest", "weeding", "--by", "eirik"),
		say("run"), plan("approve", "list", "--by", "kari", "--for", "Ola Ås, IKA", "--ref", "brev 24/117"),
		say("run"), plan("attest", "boxes", "--by", "kari"),
		say("run"),
	}
}

// mixedScenario is that with all that people do: a decision, a correction, and a second package after a reopening.
func mixedScenario() []func(p program, dir string) []string {
	say := func(args ...string) func(program, string) []string {
		return func(_ program, dir string) []string { return append([]string{args[0], dir}, args[1:]...) }
	}
	correct := func(name string) func(program, string) []string {
		return say("correct", "--journal", "1/2003-04", "--column", "etternavn", "--value", name, "--by", "kari", "--because", "Skrevet feil på kortet.")
	}
	first := scenario()
	steps := append([]func(program, string) []string{}, first[:4]...)
	steps = append(steps, say("decide", "--code", "INT-005", "exclude", "--by", "kari", "--because", "Ingen kan åpne filen."), correct("Bjerkeås"))
	steps = append(steps, first[4:]...)
	steps = append(steps, say("reopen", "--by", "kari", "--because", "Navnet er skrevet feil."), correct("Bjerkenes"))
	return append(steps, first[5:]...)
}

// tree is every file below a folder by its name and content.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path == dir {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(rel)] = string(data)
		return err
	})
	require.NoError(t, err)
	return all
}

// sameTree tells the first difference of two trees.
func sameTree(t testing.TB, want, got map[string]string, what string) {
	t.Helper()
	for name, data := range want {
		other, ok := got[name]
		require.True(t, ok, "%s: %s is missing", what, name)
		require.True(t, data == other, "%s: %s differs (%d and %d bytes)", what, name, len(data), len(other))
	}
	for name := range got {
		_, ok := want[name]
		require.True(t, ok, "%s: %s should not be there", what, name)
	}
}

// copyTree copies a workspace as it stands.
func copyTree(t testing.TB, from, to string) {
	t.Helper()
	require.NoError(t, os.CopyFS(to, os.DirFS(from)))
	require.NoError(t, filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(from, path)
		return os.Chtimes(filepath.Join(to, rel), info.ModTime(), info.ModTime())
	}))
}

func TestScripts(t *testing.T) {
	params := testscript.Params{
		Dir:           "testdata",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("ARKIVDEPOT_NOW", "2024-10-01T12:00:00Z")
			e.Setenv("ARKIVDEPOT_LANG", "nb")
			e.Setenv("ID", testID)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"plain": func(ts *testscript.TestScript, _ bool, args []string) {
				_, err := fixtures.Write(ts.MkAbs(args[0]), fixtures.Options{Kind: fixtures.Plain, Folders: 3})
				ts.Check(err)
			},
			"approve": func(ts *testscript.TestScript, neg bool, args []string) {
				dir := ts.MkAbs(args[0])
				p := program{t: t}
				s := p.status(dir)
				plan := func() string {
					if s.Stale != nil {
						return string(s.Stale.Now)
					}
					return string(s.Missing[0].Plan)
				}
				code := exitDone
				if neg {
					code = exitHeld
				}
				p.must(code, "approve", dir, "list", "--by", "kari", "--for", "Ola Ås, IKA", "--ref", "brev 24/117", "--plan", plan())
			},
			"mixed": func(ts *testscript.TestScript, _ bool, args []string) {
				_, err := fixtures.Write(ts.MkAbs(args[0]), fixtures.Options{Kind: fixtures.Mixed, Folders: 3})
				ts.Check(err)
			},
			"replace": func(ts *testscript.TestScript, _ bool, args []string) {
				old := ts.ReadFile(args[2])
				if !strings.Contains(old, args[0]) {
					ts.Fatalf("%s does not stand in %s", args[0], args[2])
				}
				ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(strings.Replace(old, args[0], args[1], 1)), 0o600))
			},
			"demo": func(ts *testscript.TestScript, _ bool, args []string) {
				_, err := fixtures.Write(ts.MkAbs(args[0]), fixtures.Options{Kind: fixtures.Demo})
				ts.Check(err)
			},
		},
	}
	maps.Copy(params.Cmds, depotScripts(t))
	testscript.Run(t, params)
}

func TestSameBytesWithAnyNumberOfWorkersAndInAnotherPlace(t *testing.T) {
	var want map[string]string
	for _, workers := range []int{1, 2, 8} {
		dir := plain(t, 40)
		p := program{t: t}
		for i, step := range scenario() {
			args := step(p, dir)
			if args[0] == "run" {
				args = append(args, "--workers", fmt.Sprint(workers))
			}
			r := p.run(args...)
			require.Contains(t, []int{exitDone, exitHeld}, r.code, "step %d: %s", i, r.err)
		}
		got := tree(t, filepath.Join(dir, "ut"))
		require.NotEmpty(t, got["pakke/"+packageOf(t, got)])
		if want == nil {
			want = got
		}
		sameTree(t, want, got, fmt.Sprintf("%d workers", workers))
	}
}

// packageOf is the name of the package's tar in ut/pakke.
func packageOf(t testing.TB, tree map[string]string) string {
	t.Helper()
	for name := range tree {
		if strings.HasPrefix(name, "pakke/") && strings.HasSuffix(name, ".tar") {
			return strings.TrimPrefix(name, "pakke/")
		}
	}
	require.Fail(t, "there is no package")
	return ""
}
