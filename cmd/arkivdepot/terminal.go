package main

import (
	"os"
)

// isTerminal tells whether a person is watching the file.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
