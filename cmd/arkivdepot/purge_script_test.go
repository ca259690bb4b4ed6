//go:build unix

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/arkivdepot/arkivdepot/fixtures"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// TestPurgeScripts walks the scripts of purging, which have commands of their own.
func TestPurgeScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "purge"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("ARKIVDEPOT_NOW", "2024-10-01T12:00:00Z")
			e.Setenv("ARKIVDEPOT_LANG", "nb")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"purging": scriptPurging, "approvepurge": scriptApprovePurge, "rejectline": scriptRejectLine},
	})
}

// scriptPurging makes a workspace of two folders without paper to shred, by whose profile originals are destroyed and approvals are signed.
func scriptPurging(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o700))
	ts.Check(fixtures.WritePurging(dir, fixtures.Options{Folders: 2}, true, args[1] != "signed"))
}

// scriptApprovePurge approves the plan that the status shows.
func scriptApprovePurge(ts *testscript.TestScript, neg bool, args []string) {
	var s pipeline.Status
	ts.Check(ts.Exec("arkivdepot", "status", args[0], "--json"))
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &s))
	err := ts.Exec("arkivdepot", append([]string{"approve", args[0], "purge", "--plan", s.Purging.Plan.Short()}, args[1:]...)...)
	if neg == (err == nil) {
		ts.Fatalf("approve purge %v: %v", args, err)
	}
}

// scriptRejectLine rejects the line of the plan on a document.
func scriptRejectLine(ts *testscript.TestScript, _ bool, args []string) {
	var plan struct {
		All []deposit.PlannedLine `json:"all"`
	}
	ts.Check(ts.Exec("arkivdepot", "purge", "show", args[0], "--json"))
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &plan))
	for _, l := range plan.All {
		if l.Journal == args[1] && strconv.Itoa(l.Line.Document) == args[2] {
			ts.Check(ts.Exec("arkivdepot", "purge", "reject", args[0], string(l.ID), "--by", "kari", "--because", "Skal beholdes."))
			return
		}
	}
	ts.Fatalf("no line on %s document %s", args[1], args[2])
}
