// Package verapdf asks the veraPDF that the user has installed whether files are valid PDF/A-2b (ISO 19005-2). It judges many files in one start, because
// starting takes seconds.
package verapdf

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/edge/process"
)

// Judge is an installed veraPDF.
type Judge struct {
	program string
	args    []string
	version string
}

// ErrNone is that the command cannot be started, or is no veraPDF.
var ErrNone = errors.New("no veraPDF")

var versionWord = regexp.MustCompile(`veraPDF \d[0-9A-Za-z.-]*`)

// Open takes the user's command: a program and arguments that come before ours, between spaces.
func Open(ctx context.Context, command string) (*Judge, error) {
	words := strings.Fields(command)
	if len(words) == 0 {
		return nil, ErrNone
	}
	program, err := exec.LookPath(words[0])
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNone, err)
	}
	j := &Judge{program: program, args: words[1:]}
	out, err := j.run(ctx, time.Minute, "--version")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNone, err)
	}
	if j.version = versionWord.FindString(out.Said); j.version == "" {
		return nil, ErrNone
	}
	return j, nil
}

// Version is its name and version.
func (j *Judge) Version() string { return j.version }

const (
	atStart = 60 * time.Second
	perFile = 20 * time.Second
)

var verdictLine = regexp.MustCompile(`(?m)^(PASS|FAIL) (.*\.pdf)((?: [0-9a-z]+)*) *\r?$`)

// Valid judges files as PDF/A-2b. Their names end in .pdf and stand in folders without line breaks. What it says nothing of is not valid.
func (j *Judge) Valid(ctx context.Context, paths []string) ([]bool, error) {
	return j.judge(ctx, "2b", paths)
}

// AsClaimed is Valid by the part and level of PDF/A that each file says it follows; of one that says none, by PDF/A-1b.
func (j *Judge) AsClaimed(ctx context.Context, paths []string) ([]bool, error) {
	return j.judge(ctx, "0", paths)
}

// accessible are flavours that are no PDF/A.
var accessible = regexp.MustCompile(`^ (?:ua|wt)`)

func (j *Judge) judge(ctx context.Context, flavour string, paths []string) ([]bool, error) {
	valid := make([]bool, len(paths))
	if len(paths) == 0 {
		return valid, nil
	}
	out, err := j.run(ctx, atStart+time.Duration(len(paths))*perFile, append([]string{"--flavour", flavour, "--format", "text"}, paths...)...)
	if err != nil {
		return nil, err
	}
	said := map[string]bool{}
	for _, m := range verdictLine.FindAllStringSubmatch(out.Said, -1) {
		if path := filepath.Clean(m[2]); !accessible.MatchString(m[3]) {
			before, twice := said[path]
			said[path] = m[1] == "PASS" && (before || !twice)
		}
	}
	for i, path := range paths {
		abs, err := filepath.Abs(path)
		if err != nil {
			return nil, err
		}
		valid[i] = said[abs] || said[filepath.Clean(path)]
	}
	if out.TimedOut || len(said) == 0 { // a judge that says nothing has not judged
		return nil, fmt.Errorf("veraPDF judged nothing (exit %d)", out.Code)
	}
	return valid, nil
}

func (j *Judge) run(ctx context.Context, limit time.Duration, args ...string) (process.Outcome, error) {
	return process.Run(ctx, process.Command{Program: j.program, Args: append(j.args[:len(j.args):len(j.args)], args...), Env: os.Environ(), Time: limit})
}
