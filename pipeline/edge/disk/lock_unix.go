//go:build !windows

package disk

import (
	"os"
	"syscall"
)

// lockFile takes the OS lock of the whole file, or fails at once.
func lockFile(f *os.File) error { return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) }
