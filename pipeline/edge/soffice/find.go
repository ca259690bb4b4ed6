package soffice

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/edge/process"
)

// Office is an installed LibreOffice.
type Office struct{ program string }

// ErrNone is that there is no LibreOffice, or none where the user said.
var ErrNone = errors.New("no LibreOffice")

// Find finds LibreOffice: where the user says, else on the path, else where it is usually installed.
func Find(named string) (Office, error) {
	path, ok := process.Find(named, append([]string{"soffice", "libreoffice"}, usualPlaces()...)...)
	if !ok {
		return Office{}, ErrNone
	}
	return Office{program(path)}, nil
}

// usualPlaces is where installers put it without a word on the path.
func usualPlaces() []string {
	switch runtime.GOOS {
	case "windows":
		var all []string
		for _, variable := range []string{"ProgramFiles", "ProgramFiles(x86)"} {
			if dir := os.Getenv(variable); dir != "" {
				all = append(all, filepath.Join(dir, "LibreOffice", "program", "soffice.com"))
			}
		}
		return all
	case "darwin":
		return []string{"/Applications/LibreOffice.app/Contents/MacOS/soffice"}
	}
	return []string{"/usr/lib/libreoffice/program/soffice", "/opt/libreoffice/program/soffice", "/snap/bin/libreoffice"}
}

// program is the program behind the start script, where it can be seen: one process instead of three, none of which outlives the others.
func program(path string) string {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return path
	}
	behind := filepath.Join(filepath.Dir(real), "soffice.bin")
	if info, err := os.Stat(behind); err == nil && info.Mode().IsRegular() && runtime.GOOS == "linux" {
		return behind
	}
	return path
}

var versionWord = regexp.MustCompile(`LibreOffice(?:Dev)? [0-9][0-9A-Za-z.]*`)

// Version is the program's name and version as it says itself. It is asked in a folder that may be written to.
func (o Office) Version(ctx context.Context, dir string) (string, error) {
	d, err := o.Desk(dir)
	if err != nil {
		return "", err
	}
	c := d.command([]string{"--version"})
	c.Time = 30 * time.Second
	out, err := process.Run(ctx, c)
	if err != nil {
		return "", err
	}
	if version := versionWord.FindString(out.Said); version != "" {
		return version, nil
	}
	return "", errors.New("it does not say its version")
}
