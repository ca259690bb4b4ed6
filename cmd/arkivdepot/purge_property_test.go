//go:build unix

package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// TestNoSequenceOfCommandsDestroysWhatTwoPeopleDidNotApprove draws commands by whoever, in any order, with files changed and removed between them: a file
// of inn/ that the program has taken away stood on a plan that the controller and the archivist had both approved, neither taken back, when
// `purge execute` ran. Nothing else destroys, and the record never says more than is so.
func TestNoSequenceOfCommandsDestroysWhatTwoPeopleDidNotApprove(t *testing.T) {
	t.Setenv("ARKIVDEPOT_NOW", "2024-10-01T12:00:00Z")
	t.Setenv("ARKIVDEPOT_LANG", "nb")
	start := purgeable(t, 1, true, true)
	weeded(t, start)
	destroyed := 0
	draws(t, 15)
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "drawn-*")
		require.NoError(rt, err)
		copyTree(t, start, dir)
		m := &drawnPurge{t: t, rt: rt, dir: dir, have: files(t, dir)}
		if rapid.Bool().Draw(rt, "approved") {
			m.approve()
		}
		for range rapid.IntRange(3, 8).Draw(rt, "commands") {
			m.step()
		}
		destroyed += m.status().Done
		require.NoError(rt, os.RemoveAll(dir))
	})
	require.Positive(t, destroyed, "some of the sequences destroy something")
}

// draws sets how many sequences are drawn, unless somebody asked for a number on the command line.
func draws(t *testing.T, n int) {
	checks := flag.Lookup("rapid.checks")
	if was := checks.Value.String(); was == checks.DefValue {
		require.NoError(t, checks.Value.Set(strconv.Itoa(n)))
		t.Cleanup(func() { require.NoError(t, checks.Value.Set(was)) })
	}
}

// approve is both approvals, in either order.
func (m *drawnPurge) approve() {
	plan := m.status().Plan.Short()
	for _, by := range rapid.Permutation([]string{"eirik", "kari"}).Draw(m.rt, "order") {
		code, said := m.run("approve", m.dir, "purge", "--by", by, "--basis", "kap. 5", "--plan", plan)
		require.Equal(m.rt, exitDone, code, said)
	}
}

// drawnPurge is a workspace in which commands are drawn, and what stood in inn/ before the last of them.
type drawnPurge struct {
	t    *testing.T
	rt   *rapid.T
	dir  string
	have map[string]string
}

// files is the content of every file of the folder by name.
func files(t *testing.T, dir string) map[string]string {
	return tree(t, filepath.Join(dir, "inn", "mapper", "2009-10", "1"))
}

// step draws one command or one change by somebody else, and looks at what is gone.
func (m *drawnPurge) step() {
	who := rapid.SampledFrom([]string{"kari", "eirik", "signe"}).Draw(m.rt, "who")
	plan := m.status().Plan
	commands := [][]string{
		{"approve", m.dir, "purge", "--by", "eirik", "--plan", plan.Short()},
		{"approve", m.dir, "purge", "--by", "kari", "--basis", "kap. 5", "--plan", plan.Short()},
		{"approve", m.dir, "purge", "--by", who, "--basis", "kap. 5", "--plan", "0123456789ab"},
		{"purge", "execute", m.dir, "--by", who},
		{"purge", "execute", m.dir, "--by", who},
		{"purge", "confirm", m.dir, "--by", who, "--all", "--method", "P-4"},
		{"decide", m.dir, "--code", "PUR-010", rapid.SampledFrom([]string{"keep", "weed"}).Draw(m.rt, "answer"), "--by", who, "--because", "x"},
		{"hold", rapid.SampledFrom([]string{"add", "lift"}).Draw(m.rt, "hold"), m.dir, "1/2009-10", "--by", who, "--because", "x"},
		{"reopen", m.dir, "--from", rapid.SampledFrom([]string{"purge", "weeding"}).Draw(m.rt, "from"), "--by", who, "--because", "x"},
		{"attest", m.dir, "weeding", "--by", "eirik"},
		{"run", m.dir}, {"run", m.dir}, {"check", m.dir},
		{"change"},
	}
	command := rapid.SampledFrom(commands).Draw(m.rt, "command")
	if command[0] == "change" {
		m.change()
		return
	}
	before := m.status()
	doomed := m.approved()
	code, said := m.run(command...)
	require.Contains(m.rt, []int{exitDone, exitHeld, exitUsage}, code, "%s: %s", command[0], said)
	m.look(command, doomed, before)
}

// run runs the program in this process.
func (m *drawnPurge) run(args ...string) (int, string) {
	var out bytes.Buffer
	return inProcess(m.t.Context(), args, &out)
}

// change puts another file in the place of one, or takes it away, as people do.
func (m *drawnPurge) change() {
	names := make([]string, 0, len(m.have))
	for name := range m.have {
		names = append(names, name)
	}
	slices.Sort(names)
	if len(names) == 0 {
		return
	}
	at := filepath.Join(m.dir, "inn", "mapper", "2009-10", "1", rapid.SampledFrom(names).Draw(m.rt, "file"))
	if rapid.Bool().Draw(m.rt, "removed") {
		require.NoError(m.rt, os.Remove(at))
	} else {
		require.NoError(m.rt, os.WriteFile(at, []byte("noe annet"), 0o600))
	}
	m.have = files(m.t, m.dir)
}

// look compares inn/ with what stood there: only purge execute takes away, only what was on the approved plan with that content, and the record says so.
func (m *drawnPurge) look(command []string, doomed map[place]bool, before pipeline.Purging) {
	now := files(m.t, m.dir)
	gone := 0
	for name, content := range m.have {
		if _, stands := now[name]; stands {
			continue
		}
		gone++
		require.Equal(m.rt, "purge execute", strings.Join(command[:2], " "), "%s is gone", name)
		require.True(m.rt, doomed[place{name, deposit.DigestOf([]byte(content))}], "%s was not on a plan that both had approved", name)
	}
	for name := range now {
		require.Equal(m.rt, m.have[name], now[name], "%s was changed by %s", name, command[0])
	}
	if command[0] == "purge" && command[1] == "execute" {
		require.Equal(m.rt, before.Done+gone, m.status().Done, "the record says what happened")
	}
	m.have = now
}

func (m *drawnPurge) status() pipeline.Purging {
	var s pipeline.Status
	m.ask(&s, "status", m.dir, "--json")
	if s.Purging == nil {
		return pipeline.Purging{}
	}
	return *s.Purging
}

// place is a file by name and content: a copy has the content of its original, and the original stays.
type place struct {
	name   string
	digest deposit.Digest
}

// approved is the files that the plan lets go, when both approvals stand on it: read from the record of acts, not from what the gate says.
func (m *drawnPurge) approved() map[place]bool {
	var plan struct {
		Digest deposit.Digest        `json:"digest"`
		All    []deposit.PlannedLine `json:"all"`
	}
	m.ask(&plan, "purge", "show", m.dir, "--json")
	signed := map[string]bool{}
	for _, a := range m.acts() {
		if a.Gate == pipeline.GatePurge && a.Undone == 0 && a.Digest == plan.Digest {
			signed[a.By] = true
		}
	}
	doomed := map[place]bool{}
	for _, l := range plan.All {
		doomed[place{strconv.Itoa(l.Line.Document) + ".txt", l.Line.SHA256}] = signed["eirik"] && signed["kari"]
	}
	return doomed
}

// acts is the acts as the store has them.
func (m *drawnPurge) acts() []deposit.Act {
	db, err := sql.Open("sqlite", filepath.Join(m.dir, ".arkivdepot", "catalogue.sqlite"))
	require.NoError(m.rt, err)
	defer db.Close()
	rows, err := db.Query(`SELECT gate, person, digest, undone FROM act`)
	require.NoError(m.rt, err)
	defer rows.Close()
	var all []deposit.Act
	for rows.Next() {
		var a deposit.Act
		require.NoError(m.rt, rows.Scan(&a.Gate, &a.By, &a.Digest, &a.Undone))
		all = append(all, a)
	}
	return all
}

func (m *drawnPurge) ask(answer any, args ...string) {
	var out bytes.Buffer
	code, said := inProcess(m.t.Context(), args, &out)
	require.Equal(m.rt, exitDone, code, said)
	require.NoError(m.rt, json.Unmarshal(out.Bytes(), answer))
}
