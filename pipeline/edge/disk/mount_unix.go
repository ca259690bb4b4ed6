//go:build !windows

package disk

import (
	"os"
	"syscall"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// sameDevice compares the disk of the name with the disk of the folder. A name that cannot be looked at is left to the walk, which says why.
func sameDevice(root *os.Root, name string) (deposit.OutcomeWhy, error) {
	top, err := root.Stat(".")
	if err != nil {
		return "", err
	}
	there, err := root.Lstat(name)
	if err != nil {
		return "", nil
	}
	a, okA := top.Sys().(*syscall.Stat_t)
	b, okB := there.Sys().(*syscall.Stat_t)
	if !okA || !okB || a.Dev != b.Dev {
		return deposit.NotInside, nil
	}
	return "", nil
}
