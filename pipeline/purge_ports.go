package pipeline

import (
	"context"
	"crypto/ed25519"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// PurgeStore is the record of purging in the catalogue: plans that people were shown, what was intended, what became of it, holds and wishes. It is
// append-only.
type PurgeStore interface {
	// Proposed streams every line that the folders of the delivery propose and that has no outcome that stands, by journal number and document.
	Proposed(ctx context.Context, yield func(deposit.PlannedLine) error) error
	PutPlan(ctx context.Context, p deposit.PurgePlan) error
	Plan(ctx context.Context, digest deposit.Digest) (plan deposit.PurgePlan, ok bool, err error)
	// Plans is how many plans people were ever shown.
	Plans(ctx context.Context) (int, error)

	// Intend commits that a side is about to be destroyed: it is durable when this returns.
	Intend(ctx context.Context, i deposit.PurgeIntent) error
	Intent(ctx context.Context, approval int64, line deposit.LineID, side deposit.PurgeSide) (i deposit.PurgeIntent, ok bool, err error)
	// Unsettled is how many sides were intended and have no outcome.
	Unsettled(ctx context.Context) (int, error)
	// PutOutcomes commits what became of sides together with what the folders remember of it.
	PutOutcomes(ctx context.Context, all []deposit.PurgeOutcome) error
	HasOutcome(ctx context.Context, approval int64, line deposit.LineID, side deposit.PurgeSide) (bool, error)
	Progress(ctx context.Context, approval int64) (deposit.PurgeProgress, error)
	// OutcomeTally is how many sides were destroyed, and how many were approved and not done, by all plans.
	OutcomeTally(ctx context.Context) (done, kept int, err error)
	// Outcomes streams every outcome, by journal number, document and side.
	Outcomes(ctx context.Context, yield func(deposit.PurgeOutcome) error) error

	PutHold(ctx context.Context, r deposit.HoldRecord) (changed bool, err error)
	Holds(ctx context.Context) ([]deposit.HoldRecord, error)
	PutWish(ctx context.Context, w deposit.ErasureWish) error
	Wishes(ctx context.Context) ([]deposit.ErasureWish, error)
	// Keys is the public key that each person first signed with.
	Keys(ctx context.Context) (map[string]string, error)
}

// Shredder destroys files below inn/. It is no port of the office: only a Purger has one, and only the verb `purge execute` has a Purger.
type Shredder interface {
	// Destroy removes exactly the file that was approved and reads back that it is gone; a reason says why it was left alone.
	Destroy(path string, size int64, digest deposit.Digest) (deposit.OutcomeWhy, error)
	// Gone tells whether nothing stands at the path.
	Gone(path string) (bool, error)
}

// Signer is a person's key while they act; nil is a person without one.
type Signer = ed25519.PrivateKey
