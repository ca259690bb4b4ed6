//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// unseen reads a line from the terminal while it does not show what is typed.
func unseen(f *os.File) (line []byte, err error) {
	fd := int(f.Fd())
	shown, err := unix.IoctlGetTermios(fd, getTerminal)
	if err != nil {
		return firstLine(f) // a device that is no terminal shows nothing
	}
	quiet := *shown
	quiet.Lflag &^= unix.ECHO
	quiet.Lflag |= unix.ICANON | unix.ISIG
	if err := unix.IoctlSetTermios(fd, setTerminal, &quiet); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, unix.IoctlSetTermios(fd, setTerminal, shown)) }()
	return firstLine(f)
}
