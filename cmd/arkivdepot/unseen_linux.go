package main

import "golang.org/x/sys/unix"

// How a terminal is asked for its settings and given others.
const (
	getTerminal = unix.TCGETS
	setTerminal = unix.TCSETS
)
