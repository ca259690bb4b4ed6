package pipeline

import (
	"context"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// approvePurge records one of the two approvals of a purge plan: of the controller, or of the archivist, who confirms the legal basis by name. It is about
// exactly the plan that the person saw, and signed with the person's own key unless the profile takes a name for it.
func (o *Office) approvePurge(ctx context.Context, r ActRequest) (deposit.Act, error) {
	role, err := o.purgeRole(r)
	if err != nil {
		return deposit.Act{}, err
	}
	at, err := o.when(r.At)
	if err != nil {
		return deposit.Act{}, err
	}
	if err := o.purgeAtRest(ctx, "approve purge"); err != nil {
		return deposit.Act{}, err
	}
	if err := o.readAnew(ctx); err != nil {
		return deposit.Act{}, err
	}
	acts, err := o.ports.Store.Acts(ctx)
	if err != nil {
		return deposit.Act{}, err
	}
	g, _ := gateNamed(GatePurge)
	if err := o.before(ctx, g, acts); err != nil {
		return deposit.Act{}, err
	}
	s, err := o.purging(ctx, acts)
	if err != nil {
		return deposit.Act{}, err
	}
	if err := o.approvable(ctx, s, r.Plan); err != nil {
		return deposit.Act{}, err
	}
	if weeded := weededAt(acts); beforePlan(weeded, r.At, at) {
		return deposit.Act{}, usage("--at", r.At, "before_plan", text.Parse(o.Deposit.Language).Moment(weeded))
	}
	act := deposit.Act{Gate: GatePurge, Role: role, By: r.By, Ref: r.Ref, Because: r.Because, Basis: strings.TrimSpace(r.Basis),
		Digest: s.plan.Digest, Shown: s.plan.Digest, At: at}
	if err := s.sameWords(act); err != nil {
		return deposit.Act{}, err
	}
	if err := o.sign(ctx, &act, s, r.Signer); err != nil {
		return deposit.Act{}, err
	}
	done, err := o.ports.Store.PutAct(ctx, act)
	if err != nil {
		return done, err
	}
	return done, o.purgePapers(ctx)
}

// sameWords refuses an approval that stands in other words: what people said of a plan before it was carried out stays what they said.
func (s purgeState) sameWords(act deposit.Act) error {
	stands, ok := s.acts[act.Role]
	if !ok || stands.By != act.By || stands.Ref == act.Ref && stands.Because == act.Because && stands.Basis == act.Basis {
		return nil
	}
	return &deposit.Error{Kind: deposit.Conflict, Op: "approve purge", At: act.By, Key: "said_otherwise", Args: []string{s.plan.Digest.Short(), GatePurge}}
}

// weededAt is when the folders were attested to be weeded, as somebody said: a plan is shown to nobody before that.
func weededAt(acts []deposit.Act) string {
	g, _ := gateNamed(GateWeeding)
	return standingActs(acts, g)[""].At
}

// beforePlan tells that somebody says to have approved a plan before there was one: by the second, or by the day where only a day is stated. The times that
// people state are compared with each other, never with the clock: what happened may be entered later.
func beforePlan(weeded, stated, at string) bool {
	if weeded == "" || stated == "" {
		return false
	}
	if len(stated) <= len("2006-01-02") {
		return dayOfAct(at).Before(dayOfAct(weeded))
	}
	return at < weeded
}

// purgeRole is the role in which the person approves; two roles of one person would be one approval.
func (o *Office) purgeRole(r ActRequest) (string, error) {
	d := o.Deposit
	switch {
	case o.oneName(d.Controller, d.Archivist):
		return "", usage("approve purge", r.By, "same_person")
	case r.By == d.Controller:
		return deposit.RoleController, nil
	case r.By != d.Archivist:
		return "", usage("approve purge", r.By, "not_approver", d.Controller, d.Archivist)
	case strings.TrimSpace(r.Basis) == "":
		return "", usage("approve purge", r.By, "no_basis")
	}
	return deposit.RoleArchivist, nil
}

// oneName tells that two keys of deponering.yaml are one person: the same key, or the same name written twice.
func (o *Office) oneName(a, b string) bool {
	one, errA := o.person(a)
	other, errB := o.person(b)
	if a == b || errA != nil || errB != nil {
		return a == b
	}
	plain := func(name string) string { return strings.Join(strings.Fields(name), " ") }
	return strings.EqualFold(plain(one.Name), plain(other.Name))
}

// approvable refuses an approval of nothing, of another plan than the one that is shown, and of one that the folders do not propose any more.
func (o *Office) approvable(ctx context.Context, s purgeState, plan string) error {
	g, _ := gateNamed(GatePurge)
	switch {
	case s.plan.Digest == "":
		return usage("approve purge", "", "nothing_seen")
	case s.plan.Lines == 0:
		return usage("approve purge", "", "no_plan")
	case s.acted != "":
		return &deposit.Error{Kind: deposit.Conflict, Op: "approve purge", Key: "act_stands", Args: []string{s.acted.Short(), s.plan.Digest.Short(), GatePurge}}
	}
	if err := samePlan(g, plan, s.plan.Digest); err != nil {
		return err
	}
	if s.round != nil && s.round.progress.Begun() {
		return nil // the act that is repeated stands
	}
	return o.planStands(ctx, s.plan.Digest)
}

// planStands refuses a plan that the folders do not propose any more, and tells the difference.
func (o *Office) planStands(ctx context.Context, digest deposit.Digest) error {
	now, err := o.proposedPlan(ctx)
	if err != nil || now.Digest == digest {
		return err
	}
	if err := o.keepPlan(ctx, now); err != nil {
		return err
	}
	s := Stale{Gate: GatePurge, Acted: digest, Now: now.Digest}
	if err := o.planDifference(ctx, &s); err != nil {
		return err
	}
	differs := strings.Join(append(append(s.Added, s.Removed...), s.Changed...), ", ")
	return &deposit.Error{Kind: deposit.Conflict, Op: "purge plan", Key: "plan_outdated", Args: []string{digest.Short(), now.Digest.Short(), differs}}
}

// sign signs the approval with the person's key, once it is known to be theirs and nobody else's.
func (o *Office) sign(ctx context.Context, act *deposit.Act, s purgeState, signer Signer) error {
	if signer == nil {
		if o.Profile.Purging.Unsigned {
			return nil
		}
		return usage("approve purge", act.By, "must_sign")
	}
	act.Sign(o.Deposit.ID, signer)
	if err := o.trusted(ctx, *act); err != nil {
		return err
	}
	for role, other := range s.acts {
		if role != act.Role && other.Key == act.Key {
			return usage("approve purge", act.By, "key_of_other", other.By)
		}
	}
	return nil
}

// trusted refuses a signature that does not fit its act, and a key that is not the one by which the person is known: from deponering.yaml, else from the
// first time that the person signed.
func (o *Office) trusted(ctx context.Context, act deposit.Act) error {
	if !act.Signed() {
		if o.Profile.Purging.Unsigned {
			return nil
		}
		return &deposit.Error{Kind: deposit.Conflict, Op: "approve purge", At: act.By, Key: "must_sign"}
	}
	if err := act.Verify(o.Deposit.ID); err != nil {
		return &deposit.Error{Kind: deposit.Conflict, Op: "approve purge", At: act.By, Key: "act_altered", Err: err}
	}
	known, err := o.ports.Store.Keys(ctx)
	if err != nil {
		return err
	}
	for _, p := range o.Deposit.Persons {
		if p.Sign != "" {
			known[p.Key] = p.Sign
		}
	}
	for person, key := range known {
		if person != act.By && key == act.Key {
			return usage("approve purge", act.By, "key_of_other", person)
		}
	}
	if key, ok := known[act.By]; ok && key != act.Key {
		return usage("approve purge", act.By, "other_key", deposit.Fingerprint(key))
	}
	return nil
}

// sound tells that a plan has the approvals of two different people, each signed by their own key or accepted by name, and that nobody has altered them.
func (o *Office) sound(ctx context.Context, r *round) error {
	controller, archivist := r.acts[deposit.RoleController], r.acts[deposit.RoleArchivist]
	if o.oneName(controller.By, archivist.By) || controller.Signed() && controller.Key == archivist.Key || controller.By == "" || archivist.By == "" {
		return &deposit.Error{Kind: deposit.Conflict, Op: "approve purge", Key: "same_person"}
	}
	if archivist.Basis == "" {
		return &deposit.Error{Kind: deposit.Conflict, Op: "approve purge", At: archivist.By, Key: "no_basis"}
	}
	for _, act := range []deposit.Act{controller, archivist} {
		if err := o.trusted(ctx, act); err != nil {
			return err
		}
	}
	return nil
}
