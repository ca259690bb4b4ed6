//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/fixtures"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// inProcess runs the program in this process: many small workspaces, one at a time.
func inProcess(ctx context.Context, args []string, out io.Writer) (int, string) {
	var said bytes.Buffer
	code := run(ctx, append([]string{"arkivdepot"}, args...), terminal{in: strings.NewReader(""), out: out, err: &said})
	return code, said.String()
}

// withConverters lets the program find its converters at a place, or do without (wire.NoTool).
func withConverters(t *testing.T, at string) {
	t.Setenv("ARKIVDEPOT_SOFFICE", at)
	t.Setenv("ARKIVDEPOT_GS", at)
}

// foundIn is what `check --json` found in a workspace, each code as often as it was found.
func foundIn(t *testing.T, dir string) (codes []deposit.Code, open int) {
	t.Helper()
	withConverters(t, os.Args[0]) // a check starts none: it is enough that they are there
	var out bytes.Buffer
	code, said := inProcess(t.Context(), []string{"check", dir, "--json"}, &out)
	require.Contains(t, []int{exitDone, exitHeld}, code, "%s %s", out.String(), said)
	var answer struct {
		Findings []struct {
			deposit.Found
			Open bool `json:"open"`
		} `json:"findings"`
	}
	require.NoError(t, json.Unmarshal(out.Bytes(), &answer))
	for _, f := range answer.Findings {
		codes = append(codes, f.Finding.Code)
		if f.Open {
			open++
		}
	}
	require.Equal(t, open > 0, code == exitHeld, "exit code and open findings say the same")
	slices.Sort(codes)
	return codes, open
}

// TestEveryFixtureHasExactlyTheFindingsOfItsName walks fixtures/good, warn and hold.
func TestEveryFixtureHasExactlyTheFindingsOfItsName(t *testing.T) {
	t.Setenv("ARKIVDEPOT_NOW", "2024-10-01T12:00:00Z")
	t.Setenv("ARKIVDEPOT_LANG", "nb")
	cases := fixtures.Cases()
	require.NotEmpty(t, cases)
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "ws")
			require.NoError(t, os.MkdirAll(dir, 0o700))
			require.NoError(t, c.Build(dir))
			w := fixtures.Walker{Workspace: dir, Run: func(ctx context.Context, args []string, out io.Writer) (int, error) {
				code, said := inProcess(ctx, args, out)
				if code != exitDone && code != exitHeld {
					t.Log(said)
				}
				return code, nil
			}}
			withConverters(t, wire.NoTool)
			require.NoError(t, w.Walk(t.Context(), c.Acts))
			if c.Then != nil {
				require.NoError(t, c.Then(dir))
			}
			codes, open := foundIn(t, dir)
			want := slices.Sorted(slices.Values(c.Codes))
			require.Equal(t, want, codes)
			if len(c.Acts) == 0 { // acts may have answered it
				require.Equal(t, c.Severity == deposit.Hold, open > 0, "%s", c.Severity)
			}
		})
	}
}

// TestEveryFindingCodeHasAFixture keeps the catalogue and the fixtures together.
func TestEveryFindingCodeHasAFixture(t *testing.T) {
	have := map[deposit.Code]bool{}
	for _, c := range fixtures.Cases() {
		for _, code := range c.Codes {
			have[code] = true
		}
	}
	elsewhere := fixtures.Elsewhere()
	for _, code := range deposit.Codes() {
		if strings.HasPrefix(string(code), "VER-") {
			continue // packages have their own fixtures, in pipeline/verify
		}
		require.True(t, have[code] || elsewhere[code] != "", "no fixture shows %s", code)
	}
}

// TestTheDemoHasTheFindingsItSays keeps the demo believable: a known set, no more.
func TestTheDemoHasTheFindingsItSays(t *testing.T) {
	t.Setenv("ARKIVDEPOT_NOW", "2024-10-01T12:00:00Z")
	dir := filepath.Join(t.TempDir(), "ws")
	code, said := inProcess(t.Context(), []string{"new", dir, "--as-of", "2024-10-01", "--id", testID}, io.Discard)
	require.Equal(t, exitDone, code, said)
	_, err := fixtures.Write(dir, fixtures.Options{Kind: fixtures.Demo, Seed: 1})
	require.NoError(t, err)
	var want []deposit.Code
	for _, f := range fixtures.DemoFindings() {
		want = append(want, f.Code)
	}
	codes, _ := foundIn(t, dir)
	require.Equal(t, slices.Sorted(slices.Values(want)), codes)
}
