package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/fixtures"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// demoName is the workspace that the demo makes below its folder; what an earlier demo made there is replaced.
const demoName = "ppt-2024"

func walkDemo(c *cli.Context, t terminal) error {
	if err := tooMany(c, 1); err != nil {
		return err
	}
	dir, err := workspaceArg(c)
	if err != nil {
		return err
	}
	w, err := demoWalker(c, t, filepath.Join(dir, demoName))
	if err != nil {
		return err
	}
	var steps []demoStep
	if c.Bool(flagJSON) {
		w.Out, w.Tell = io.Discard, func(_, _ int, s fixtures.Step, args []string) error {
			steps = append(steps, demoStep{s.Shows, typed(args), s.Exit})
			return nil
		}
	}
	if err := w.Walk(c.Context, append(fixtures.DemoSteps(), fixtures.DemoDepotSteps()...)); err != nil {
		return err
	}
	if c.Bool(flagJSON) {
		return sayJSON(t.out, struct {
			Mark      string     `json:"mark"`
			Workspace string     `json:"workspace"`
			Steps     []demoStep `json:"steps"`
		}{fixtures.Mark, w.Workspace, steps})
	}
	return sayLine(c, t, "office.demo_done", w.Workspace)
}

// demoStep is one step of the demo in JSON.
type demoStep struct {
	Shows   string `json:"shows"`
	Command string `json:"command"`
	Exit    int    `json:"exit"`
}

// typed is a command as a person types it; a step that is somebody's own work has none.
func typed(args []string) string {
	if len(args) == 0 {
		return ""
	}
	words := []string{"arkivdepot"}
	for _, a := range args {
		words = append(words, quote(a))
	}
	return strings.Join(words, " ")
}

// prompted is the line of a command as it stands in a terminal.
func prompted(args []string) string {
	if command := typed(args); command != "" {
		return "$ " + command + "\n"
	}
	return ""
}

// demoWalker walks with the program as a process of its own, and shows each command as a person would type it.
func demoWalker(c *cli.Context, t terminal, workspace string) (fixtures.Walker, error) {
	if err := clearDemo(workspace, "deponering.yaml"); err != nil {
		return fixtures.Walker{}, err
	}
	depot := filepath.Join(filepath.Dir(workspace), fixtures.DepotName)
	if err := clearDemo(depot, "depot.yaml"); err != nil {
		return fixtures.Walker{}, err
	}
	if err := os.MkdirAll(filepath.Dir(workspace), 0o755); err != nil {
		return fixtures.Walker{}, &deposit.Error{Kind: deposit.Disk, Op: "fixture demo", Key: "disk", Err: err}
	}
	program := c.String("program")
	if program == "" {
		own, err := os.Executable()
		if err != nil {
			return fixtures.Walker{}, &deposit.Error{Kind: deposit.Disk, Op: "fixture demo", Key: "disk", Err: err}
		}
		program = own
	}
	return fixtures.Walker{
		Workspace: workspace, Out: t.out,
		Run: func(ctx context.Context, args []string, out io.Writer) (int, error) {
			cmd := exec.CommandContext(ctx, program, args...)
			cmd.Stdout, cmd.Stderr = out, t.screen
			err := cmd.Run()
			var exit *exec.ExitError
			if errors.As(err, &exit) && exit.ExitCode() >= 0 {
				return exit.ExitCode(), nil
			}
			return 0, err
		},
		Tell: func(n, of int, s fixtures.Step, args []string) error {
			_, err := fmt.Fprintf(t.out, "\n── %d/%d %s\n%s", n, of, s.Shows, prompted(args))
			return err
		},
	}, nil
}

// clearDemo removes what an earlier demo made, and nothing else: a folder whose own file does not say that it is a demo is refused.
func clearDemo(workspace, own string) error {
	data, err := os.ReadFile(filepath.Join(workspace, own))
	if errors.Is(err, os.ErrNotExist) {
		if _, err := os.Stat(workspace); errors.Is(err, os.ErrNotExist) {
			return nil
		}
	}
	if err != nil || !strings.Contains(string(data), fixtures.Mark) {
		return wrongCall("fixture demo", workspace, "no_demo_there")
	}
	if err := os.RemoveAll(workspace); err != nil {
		return &deposit.Error{Kind: deposit.Disk, Op: "fixture demo", Key: "disk", Err: err}
	}
	return nil
}
