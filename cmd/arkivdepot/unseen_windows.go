package main

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// unseen reads a line from the console while it does not show what is typed.
func unseen(f *os.File) (line []byte, err error) {
	console := windows.Handle(f.Fd())
	var shown uint32
	if err := windows.GetConsoleMode(console, &shown); err != nil {
		return nil, err
	}
	quiet := shown&^windows.ENABLE_ECHO_INPUT | windows.ENABLE_LINE_INPUT | windows.ENABLE_PROCESSED_INPUT
	if err := windows.SetConsoleMode(console, quiet); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, windows.SetConsoleMode(console, shown)) }()
	return firstLine(f)
}
