package retention

import (
	"context"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// Codes of the room's findings; texts and legal answers are in findings/retention.json.
const (
	UsedThisYear    deposit.Code = "RET-001"
	NotSetAside     deposit.Code = "RET-002"
	BirthUnknown    deposit.Code = "RET-003"
	AdultUnknown    deposit.Code = "RET-004"
	ClientUnknown   deposit.Code = "RET-005"
	VedtakUnproven  deposit.Code = "RET-006"
	UseUnknown      deposit.Code = "RET-007"
	SchoolEndOdd    deposit.Code = "RET-010"
	Late            deposit.Code = "RET-011"
	AboveCeiling    deposit.Code = "RET-012"
	LastEntryUnsaid deposit.Code = "RET-013"
	NoRule          deposit.Code = "RET-015" // RET-014 is deposit-wide: deposit.CodeOutsideWindow
	FactUnknown     deposit.Code = "RET-016"
)

// revision is raised when the same facts would be judged otherwise.
const revision = "5"

// In is what the room reads. Answers are not among it: a person who accepts a finding does not make an unknown date known.
type In struct {
	Card      deposit.Card
	Paper     deposit.Paper // the medium, of which a rule may ask
	Documents deposit.Documents
}

// Options are what a deposit is judged by.
type Options struct {
	Rules deposit.RetentionRules
	AsOf  deposit.Date
}

// Room judges one folder at a time.
type Room struct {
	options Options
}

// New is the room for a rule set and the day to judge by.
func New(options Options) *Room { return &Room{options: options} }

// Name is retention.
func (*Room) Name() stage.Name { return "retention" }

// Basis is the rule set, the day and the room's own revision.
func (r *Room) Basis() stage.Basis {
	return stage.Basis{"revision": revision, "rules": string(r.options.Rules.Digest()), "as_of": r.options.AsOf.String()}
}

// Run gives the folder's verdict and records its findings.
func (r *Room) Run(_ context.Context, in In, b stage.Bench) (deposit.Verdict, error) {
	verdict, findings := judge(in, r.options)
	for _, f := range findings {
		b.Find(f)
	}
	return verdict, nil
}

var _ stage.Room[In, deposit.Verdict] = (*Room)(nil)
