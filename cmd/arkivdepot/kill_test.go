//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/fixtures"
)

// stage is the workspace before one step of the undisturbed run, and what the step must lead to.
type stage struct {
	before string // copy of the workspace
	args   []string
	code   int
	acts   int64 // durable acts of the step
	again  bool  // a package is sealed already
	ut     map[string]string
	state  pipelineState
}

// pipelineState is what the program says of the deposit, without events and times.
type pipelineState struct{ status string }

// undisturbed walks the scenario once and keeps the workspace before each step.
func undisturbed(t *testing.T, o fixtures.Options, scenario []func(program, string) []string) []stage {
	dir := offeredOf(t, o)
	p := program{t: t}
	var stages []stage
	for _, step := range scenario {
		s := stage{before: filepath.Join(t.TempDir(), "before"), args: step(p, dir)}
		copyTree(t, dir, s.before)
		counted := filepath.Join(t.TempDir(), "count")
		r := program{t: t, env: []string{countTo + "=" + counted}}.run(s.args...)
		if s.code = r.code; s.args[0] != "run" {
			require.Equal(t, exitDone, r.code, "%s: %s", s.args[0], r.err)
		}
		require.Contains(t, []int{exitDone, exitHeld}, r.code, "%s: %s", s.args[0], r.err)
		text, err := os.ReadFile(counted)
		require.NoError(t, err)
		s.acts, err = strconv.ParseInt(string(text), 10, 64)
		require.NoError(t, err)
		require.Positive(t, s.acts, "%s does nothing durable", s.args[0])
		s.ut, s.state = tree(t, filepath.Join(dir, "ut")), stateOf(t, dir)
		s.args[1] = "{ws}"
		s.again = len(stages) > 0 && (stages[len(stages)-1].again || packed(stages[len(stages)-1].ut))
		stages = append(stages, s)
	}
	require.Equal(t, exitDone, stages[len(stages)-1].code, "the scenario ends with a package")
	require.Contains(t, p.must(exitDone, "verify", filepath.Join(dir, "ut", "pakke", packageOf(t, stages[len(stages)-1].ut))).out, "GYLDIG")
	return stages
}

func packed(ut map[string]string) bool {
	for name := range ut {
		if strings.HasPrefix(name, "pakke/") {
			return true
		}
	}
	return false
}

func stateOf(t testing.TB, dir string) pipelineState {
	p := program{t: t}
	return pipelineState{status: strings.ReplaceAll(p.must(exitDone, "status", dir, "--json").out, dir, "ARBEIDSMAPPE")}
}

// disturb runs the step from its beginning with a kill or a full disk at the n-th durable act, then once more undisturbed, and compares.
func (s stage) disturb(t *testing.T, n int64, fault string) {
	dir := filepath.Join(t.TempDir(), "ppt")
	copyTree(t, s.before, dir)
	args := append([]string{}, s.args...)
	args[1] = dir
	r := program{t: t, env: []string{fault + "=" + strconv.FormatInt(n, 10)}}.run(args...)
	what := fmt.Sprintf("%s, %s at act %d of %d", s.args[0], fault, n, s.acts)
	if fault == killAt {
		require.True(t, r.killed, "%s: not killed: %s", what, r.err)
	} else {
		require.Equal(t, exitInternal, r.code, "%s: %s", what, r.err)
		require.Contains(t, r.err, "→", "%s: the message says what to do", what)
	}
	program{t: t}.must(s.code, args...)
	sameTree(t, s.ut, tree(t, filepath.Join(dir, "ut")), what)
	require.Equal(t, s.state, stateOf(t, dir), what)
	program{t: t}.must(exitDone, "audit", "verify", dir)
}

// TestKilledAtEveryDurableActItResumesToTheSameBytes is the kill sweep of design §8: every act of a three-folder scenario, with a digital folder, a paper
// one and one of both, with a decision, a correction and a second package.
func TestKilledAtEveryDurableActItResumesToTheSameBytes(t *testing.T) {
	for i, s := range undisturbed(t, fixtures.Options{Kind: fixtures.Mixed, Folders: 3}, mixedScenario()) {
		t.Run(fmt.Sprintf("%d %s", i, s.args[0]), func(t *testing.T) {
			t.Parallel()
			for n := int64(1); n <= s.acts; n += s.stride() {
				s.disturb(t, n, killAt)
			}
		})
	}
}

// stride is 1 up to the first package, and 5 for the steps that are walked a second time after the reopening.
func (s stage) stride() int64 {
	if s.again {
		return 5
	}
	return 1
}

// TestKilledAtFiftySpreadPointsOfTenFolders is its second half.
func TestKilledAtFiftySpreadPointsOfTenFolders(t *testing.T) {
	stages := undisturbed(t, fixtures.Options{Kind: fixtures.Mixed, Folders: 10}, mixedScenario())
	var all int64
	for _, s := range stages {
		all += s.acts
	}
	points := map[int64]bool{}
	for k := int64(0); k < 50; k++ {
		points[1+k*all/50] = true
	}
	var passed int64
	for i, s := range stages {
		from := passed
		passed += s.acts
		t.Run(fmt.Sprintf("%d %s", i, s.args[0]), func(t *testing.T) {
			t.Parallel()
			for n := int64(1); n <= s.acts; n++ {
				if points[from+n] {
					s.disturb(t, n, killAt)
				}
			}
		})
	}
}

// TestAFullDiskLeavesNothingHalfWritten lets the disk be full from each of some spread acts on.
func TestAFullDiskLeavesNothingHalfWritten(t *testing.T) {
	for i, s := range undisturbed(t, fixtures.Options{Kind: fixtures.Plain, Folders: 3}, scenario()) {
		t.Run(fmt.Sprintf("%d %s", i, s.args[0]), func(t *testing.T) {
			t.Parallel()
			for n := int64(1); n <= s.acts; n += 1 + s.acts/6 {
				s.disturb(t, n, failFrom)
			}
		})
	}
}
