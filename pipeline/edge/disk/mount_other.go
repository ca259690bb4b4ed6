//go:build !linux && !windows

package disk

import (
	"os"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// sameMount compares disks: systems without openat2 do not tell a mount on the same disk from a folder.
func sameMount(root *os.Root, name string) (deposit.OutcomeWhy, error) { return sameDevice(root, name) }
