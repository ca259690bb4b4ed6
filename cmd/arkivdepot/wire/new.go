package wire

import (
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/workspace"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// NewOptions say what workspace is made.
type NewOptions struct {
	Name     string
	Profile  string
	ID       deposit.ID
	AsOf     deposit.Date
	Produced time.Time
	Lang     text.Lang
	Known    deposit.Deposit
	Before   func(op string) error
}

// New makes a workspace.
func New(dir string, o NewOptions) error {
	return workspace.Create(dir, workspace.Options{Name: o.Name, Profile: o.Profile, ID: o.ID, AsOf: o.AsOf, Produced: o.Produced, Lang: string(o.Lang),
		Known: o.Known, Before: o.Before})
}
