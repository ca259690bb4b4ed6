package intake

import (
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// carried is a finding on what a document carries, with its number where that is told.
type carried struct {
	code deposit.Code
	n    int
}

func (c carried) args() []string {
	if c.code == Macros {
		return nil
	}
	return []string{strconv.Itoa(c.n)}
}

// told is the findings of what a document carries.
func (c contents) told() []carried {
	var all []carried
	for _, k := range []carried{{External, c.external}, {Comments, c.comments}, {Embedded, c.embedded}} {
		if k.n > 0 {
			all = append(all, k)
		}
	}
	if c.macros {
		all = append(all, carried{Macros, 1})
	}
	return all
}
