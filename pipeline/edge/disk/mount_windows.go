package disk

import (
	"os"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// sameMount has nothing to ask on Windows: a mounted disk is a reparse point there, and no step of the walk goes into one.
func sameMount(*os.Root, string) (deposit.OutcomeWhy, error) { return "", nil }
