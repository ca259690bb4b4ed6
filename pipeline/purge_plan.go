package pipeline

import (
	"context"
	"errors"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/plan"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// planHall is the seal of the plan that people are shown; its output is the digest that an approval binds.
const planHall = "plan"

// planPurge is the station that makes the plan of what may go. A plan that is being carried out stays as it is until every line has an outcome; one that
// people have approved is not rewritten under their hands.
func planPurge(v *visit, ctx context.Context) error {
	o := v.office
	round, err := o.latestRound(ctx, v.acts)
	if err != nil {
		return err
	}
	if round != nil && round.underway() {
		v.whole(planHall, false)
		return o.purgePapers(ctx)
	}
	now, err := o.proposedPlan(ctx)
	if err != nil {
		return err
	}
	old, sealed, err := o.ports.Store.HallSeal(ctx, planHall)
	if err != nil {
		return err
	}
	if acted := o.actedOn(round, v.acts); acted != "" && acted != now.Digest {
		return v.planDiffers(ctx, acted, now)
	}
	if sealed && old.Output == now.Digest {
		v.whole(planHall, false)
		return o.purgePapers(ctx)
	}
	if now.Lines > 0 { // a plan without lines is shown to nobody
		if err := o.keepPlan(ctx, now); err != nil {
			return err
		}
	}
	v.whole(planHall, true)
	if err := o.ports.Store.SealHall(ctx, planHall, stage.Seal{Output: now.Digest}); err != nil {
		return err
	}
	return o.purgePapers(ctx)
}

// planDiffers stops the walk: people approved another plan than the one that stands now.
func (v *visit) planDiffers(ctx context.Context, acted deposit.Digest, now deposit.PurgePlan) error {
	if err := v.office.keepPlan(ctx, now); err != nil {
		return err
	}
	v.stop, v.status.Stale = true, &Stale{Gate: GatePurge, Acted: acted, Now: now.Digest}
	return v.office.planDifference(ctx, v.status.Stale)
}

// planDifference tells in which documents two kept plans differ.
func (o *Office) planDifference(_ context.Context, s *Stale) error {
	d, err := plan.Compare(o.keptPlan(s.Acted), o.keptPlan(s.Now))
	s.Added, s.Removed, s.Changed = d.Added, d.Removed, d.Changed
	return err
}

// proposedPlan is the plan that the folders propose now, counted and hashed, not kept.
func (o *Office) proposedPlan(ctx context.Context) (deposit.PurgePlan, error) {
	return plan.Write(io.Discard, o.planHead(), o.proposed(ctx))
}

func (o *Office) planHead() plan.Head {
	return plan.Head{Deposit: o.Deposit.ID, Rules: o.Rules.Digest(), AsOf: o.Deposit.AsOf}
}

// proposed is the lines that the folders propose, without those that somebody has rejected since room purge last saw the folder.
func (o *Office) proposed(ctx context.Context) plan.Lines {
	return func(yield func(deposit.PlannedLine) error) error {
		var folder deposit.FolderID
		var found []deposit.Found
		return o.ports.Store.Proposed(ctx, func(l deposit.PlannedLine) (err error) {
			if l.Folder != folder {
				if found, err = o.ports.Store.FindingsOf(ctx, l.Folder); err != nil {
					return err
				}
				folder = l.Folder
			}
			if rejects(found, l) {
				return nil
			}
			return yield(l)
		})
	}
}

// keepPlan keeps the text of the proposed plan under its digest, and then the row that names it, where it has lines.
func (o *Office) keepPlan(ctx context.Context, p deposit.PurgePlan) error {
	if known, err := o.ports.Disk.Kept(p.Digest); err == nil {
		return errors.Join(known.Close(), o.rowOfPlan(ctx, p))
	}
	to, kept := o.keepWhileWriting()
	_, err := plan.Write(to, o.planHead(), o.proposed(ctx))
	digest, keepErr := kept(err)
	switch {
	case err != nil || keepErr != nil:
		return errors.Join(err, keepErr)
	case digest != p.Digest:
		return &deposit.Error{Kind: deposit.Internal, Op: "keep purge plan", Err: errors.New("the proposals changed while they were written")}
	}
	return o.rowOfPlan(ctx, p)
}

func (o *Office) rowOfPlan(ctx context.Context, p deposit.PurgePlan) error {
	if p.Lines == 0 {
		return nil
	}
	return o.ports.Store.PutPlan(ctx, p)
}

// keptPlan is a plan in the content store.
func (o *Office) keptPlan(digest deposit.Digest) plan.Text {
	return plan.Text{Digest: digest, Open: func() (io.ReadCloser, error) { return o.ports.Disk.Kept(digest) }}
}

// planDigest is what an approval of purging binds: the plan that people were shown.
func (o *Office) planDigest(ctx context.Context) (deposit.Digest, error) {
	return o.output(ctx, planHall)
}

// PlanLines streams the lines of the plan that people are shown.
func (o *Office) PlanLines(ctx context.Context, yield func(deposit.PlannedLine) error) (deposit.PurgePlan, error) {
	digest, err := o.planDigest(ctx)
	if err != nil {
		return deposit.PurgePlan{}, err
	}
	p, _, err := o.ports.Store.Plan(ctx, digest)
	if err != nil || p.Lines == 0 {
		return p, err
	}
	return p, o.keptPlan(digest).Lines(yield)
}
