//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package main

import "golang.org/x/sys/unix"

// How a terminal is asked for its settings and given others.
const (
	getTerminal = unix.TIOCGETA
	setTerminal = unix.TIOCSETA
)
