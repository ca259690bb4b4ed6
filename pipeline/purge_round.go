package pipeline

import (
	"context"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// purgeRoles are the two approvals of a plan, in the order in which they are asked for.
var purgeRoles = []string{deposit.RoleController, deposit.RoleArchivist}

// round is one plan with both approvals, and how far it has been carried out.
type round struct {
	plan     deposit.PurgePlan
	acts     map[string]deposit.Act // by role
	seq      int64                  // number of the later act: what intents and outcomes hang on
	progress deposit.PurgeProgress
}

// underway tells that something was done, or may have been, and something has no outcome yet.
func (r *round) underway() bool { return r.progress.Begun() && !r.progress.Settles(r.plan) }

// settled tells that every side of every line has an outcome.
func (r *round) settled() bool { return r.progress.Settles(r.plan) }

// actsOn is the last standing approval of each role on one plan.
func actsOn(acts []deposit.Act, digest deposit.Digest) map[string]deposit.Act {
	on := map[string]deposit.Act{}
	for _, a := range acts {
		if a.Gate == GatePurge && a.Undone == 0 && a.Digest == digest && digest != "" {
			on[a.Role] = a
		}
	}
	return on
}

// roundOn is the round of a plan, nil while an approval is missing.
func (o *Office) roundOn(ctx context.Context, acts []deposit.Act, digest deposit.Digest) (*round, error) {
	r := &round{acts: actsOn(acts, digest)}
	for _, role := range purgeRoles {
		act, stands := r.acts[role]
		if !stands {
			return nil, nil
		}
		r.seq = max(r.seq, act.Seq)
	}
	var err error
	if r.plan, _, err = o.ports.Store.Plan(ctx, digest); err != nil {
		return nil, err
	}
	r.progress, err = o.ports.Store.Progress(ctx, r.seq)
	return r, err
}

// latestRound is the round that was approved last, nil when none is.
func (o *Office) latestRound(ctx context.Context, acts []deposit.Act) (*round, error) {
	var latest *round
	seen := map[deposit.Digest]bool{}
	for _, a := range acts {
		if a.Gate != GatePurge || a.Undone != 0 || seen[a.Digest] {
			continue
		}
		seen[a.Digest] = true
		r, err := o.roundOn(ctx, acts, a.Digest)
		if err != nil {
			return nil, err
		}
		if r != nil && (latest == nil || r.seq > latest.seq) {
			latest = r
		}
	}
	return latest, nil
}

// actedOn is the plan on which an approval stands that is not settled, empty when there is none: what was carried out to the end binds nobody any more.
func (o *Office) actedOn(latest *round, acts []deposit.Act) deposit.Digest {
	acted := deposit.Digest("")
	for _, a := range acts {
		if a.Gate == GatePurge && a.Undone == 0 && (latest == nil || a.Seq > latest.seq || !latest.settled()) {
			acted = a.Digest
		}
	}
	return acted
}

// purgeState is where the gate of purging stands.
type purgeState struct {
	plan  deposit.PurgePlan
	acts  map[string]deposit.Act // approvals that stand on it
	round *round                 // nil while an approval is missing
	acted deposit.Digest         // another plan on which an approval stands
}

// purging reads where the gate stands.
func (o *Office) purging(ctx context.Context, acts []deposit.Act) (purgeState, error) {
	latest, err := o.latestRound(ctx, acts)
	if err != nil {
		return purgeState{}, err
	}
	digest, err := o.planDigest(ctx)
	if err != nil {
		return purgeState{}, err
	}
	s := purgeState{plan: deposit.PurgePlan{Digest: digest}, acts: actsOn(acts, digest)}
	if digest == "" {
		return s, nil
	}
	if s.plan, _, err = o.ports.Store.Plan(ctx, digest); err != nil {
		return s, err
	}
	if s.round, err = o.roundOn(ctx, acts, digest); err != nil {
		return s, err
	}
	if acted := o.actedOn(latest, acts); acted != digest {
		s.acted = acted
	}
	return s, nil
}

// met tells that nothing is left to approve or to carry out.
func (s purgeState) met() bool {
	return s.plan.Digest != "" && s.acted == "" && (s.plan.Lines == 0 || s.round != nil && s.round.settled())
}

// purgeMissing is what the gate still waits for: approvals, and when they stand, that the plan is carried out.
func (o *Office) purgeMissing(s purgeState, now bool) []Missing {
	if s.met() {
		return nil
	}
	g, _ := gateNamed(GatePurge)
	if s.plan.Digest == "" || s.round == nil {
		return o.missing(g, s.acts, s.plan.Digest, now)
	}
	ask := func(role, who, paste string) Missing {
		return Missing{Gate: GatePurge, Role: role, Who: who, Plan: s.plan.Digest, Now: now, Paste: paste}
	}
	var missing []Missing
	if s.round.progress.Files < s.plan.Files {
		missing = append(missing, ask("execute", o.Deposit.Archivist, "purge execute {ws} --by "+o.Deposit.Archivist))
	}
	if s.round.progress.Papers < s.plan.Papers {
		missing = append(missing, ask("confirm", o.Deposit.Archivist, "purge confirm {ws} --all --method P-4 --by "+o.Deposit.Archivist))
	}
	return missing
}

// Purging is how far purging has come: the plan that stands, and the holds.
type Purging struct {
	Plan  deposit.Digest `json:"plan,omitempty"`
	Lines int            `json:"lines,omitempty"`
	Done  int            `json:"done,omitempty"` // sides destroyed, of all plans
	Kept  int            `json:"kept,omitempty"` // approved and not done, of all plans
	Left  int            `json:"left,omitempty"` // sides of this plan without outcome

	DoneHere int `json:"done_of_plan,omitempty"` // sides of this plan destroyed; with the next and Left it is all of them
	KeptHere int `json:"kept_of_plan,omitempty"`

	Holds []deposit.HoldRecord `json:"holds,omitempty"`
}

// purgingStatus is nil where nothing was ever proposed and no hold stands.
func (o *Office) purgingStatus(ctx context.Context) (*Purging, error) {
	var p Purging
	records, err := o.ports.Store.Holds(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		if r.Stands {
			p.Holds = append(p.Holds, r)
		}
	}
	plans, err := o.ports.Store.Plans(ctx)
	if err != nil || plans == 0 && len(p.Holds) == 0 {
		return nil, err
	}
	acts, err := o.ports.Store.Acts(ctx)
	if err != nil {
		return nil, err
	}
	if p.Done, p.Kept, err = o.ports.Store.OutcomeTally(ctx); err != nil {
		return nil, err
	}
	digest, err := o.planDigest(ctx)
	if err != nil || digest == "" {
		return &p, err
	}
	shown, known, err := o.ports.Store.Plan(ctx, digest)
	if err != nil || !known {
		return &p, err
	}
	p.Plan, p.Lines, p.Left = digest, shown.Lines, shown.Files+shown.Papers
	round, err := o.roundOn(ctx, acts, digest)
	if round != nil {
		p.Left -= round.progress.Files + round.progress.Papers
		p.DoneHere = round.progress.FilesDone + round.progress.PapersDone
		p.KeptHere = round.progress.Files + round.progress.Papers - p.DoneHere
	}
	return &p, err
}

// waitPurge is the station of gate 2: it lets the walk pass when there is nothing to approve, or when every line of the approved plan has an outcome.
func waitPurge(v *visit, ctx context.Context) error {
	if v.past {
		return nil
	}
	o := v.office
	s, err := o.purging(ctx, v.acts)
	if err != nil {
		return err
	}
	if s.acted != "" {
		v.stop, v.status.Stale = true, &Stale{Gate: GatePurge, Acted: s.acted, Now: s.plan.Digest}
		if s.plan.Lines == 0 {
			return nil
		}
		return o.planDifference(ctx, v.status.Stale)
	}
	if s.round != nil {
		if err := o.sound(ctx, s.round); err != nil {
			return err
		}
	}
	if s.met() {
		v.status.Met = append(v.status.Met, GatePurge)
		return nil
	}
	v.stop = true
	v.status.Missing = append(v.status.Missing, o.purgeMissing(s, true)...)
	return nil
}
