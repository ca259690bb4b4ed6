package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/plan"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// papersHall is the seal of ut/kassasjon.
const papersHall = "kassasjon"

// purgePapers writes ut/kassasjon/ as it stands: plans, shredding lists, and the certificate of what was done. What stands there already for the same
// record is left. A deposit in which nothing was ever proposed has none.
func (o *Office) purgePapers(ctx context.Context) error {
	shown, err := o.ports.Store.Plans(ctx)
	if err != nil || shown == 0 {
		return err
	}
	record, digest, err := o.purgeRecord(ctx)
	if err != nil {
		return err
	}
	room := plan.New(nil, o.planOptions())
	seal := stage.Seal{Basis: room.Basis().Digest(), Input: digest}
	old, sealed, err := o.ports.Store.HallSeal(ctx, papersHall)
	if err != nil {
		return err
	}
	if sealed && old == seal {
		if intact, err := o.intact(ctx, papersHall, []string{plan.Folder}); err != nil || intact {
			return err
		}
	}
	draft, err := o.ports.Disk.Draft(papersHall)
	if err != nil {
		return err
	}
	if err := plan.New(draft, o.planOptions()).Run(record); err != nil {
		return errors.Join(err, draft.Discard())
	}
	if err := draft.Publish(); err != nil {
		return err
	}
	return o.sealOutput(ctx, papersHall, seal, []string{plan.Folder})
}

func (o *Office) planOptions() plan.Options {
	return plan.Options{Deposit: o.Deposit, Profile: o.Profile, Rules: o.Rules, Program: "arkivdepot", TempDir: o.ports.WorkDir}
}

// purgeRecord gathers what the papers are made of, and the digest of all of it.
func (o *Office) purgeRecord(ctx context.Context) (plan.Record, deposit.Digest, error) {
	record := plan.Record{Outcomes: func(yield func(deposit.PurgeOutcome) error) error { return o.ports.Store.Outcomes(ctx, yield) }}
	var seen strings.Builder
	acts, err := o.ports.Store.Acts(ctx)
	if err != nil {
		return record, "", err
	}
	rounds := map[int64]deposit.Digest{}
	if latest, err := o.latestRound(ctx, acts); err != nil {
		return record, "", err
	} else if latest != nil {
		rounds[latest.seq] = latest.plan.Digest
	}
	enc := json.NewEncoder(&seen) // outcomes are as many as the lines of plans; their digest is built up from that of each
	err = record.Outcomes(func(d deposit.PurgeOutcome) error {
		record.Any, rounds[d.Approval] = true, d.Plan
		if err := enc.Encode(d); err != nil {
			return err
		}
		was := deposit.DigestOf([]byte(seen.String()))
		seen.Reset()
		_, err := io.WriteString(&seen, string(was))
		return err
	})
	if err != nil {
		return record, "", err
	}
	if record.Plans, err = o.shownPlans(ctx, acts, rounds); err != nil {
		return record, "", err
	}
	for _, s := range record.Plans {
		fmt.Fprintf(&seen, "\n%s %d", s.Plan.Digest, s.Plan.Lines)
		if s.Approval != nil {
			fmt.Fprintf(&seen, " %+v", *s.Approval)
		}
	}
	return record, deposit.DigestOf([]byte(seen.String())), nil
}

// shownPlans is every plan that was approved, in order, and the one that waits for approval; where there is neither, what stands now: no lines.
func (o *Office) shownPlans(ctx context.Context, acts []deposit.Act, rounds map[int64]deposit.Digest) ([]plan.Shown, error) {
	var all []plan.Shown
	named := map[deposit.Digest]bool{}
	var seqs []int64
	for seq := range rounds {
		seqs = append(seqs, seq)
	}
	slices.Sort(seqs)
	for _, seq := range slices.Backward(seqs) { // a plan that was approved twice is shown with the later approval
		if named[rounds[seq]] {
			continue
		}
		named[rounds[seq]] = true
		approval := plan.Approval{Seq: seq, Controller: actBefore(acts, rounds[seq], deposit.RoleController, seq), Archivist: actBefore(acts, rounds[seq], deposit.RoleArchivist, seq)}
		var err error
		if approval.Progress, err = o.ports.Store.Progress(ctx, seq); err != nil {
			return nil, err
		}
		p, _, err := o.ports.Store.Plan(ctx, rounds[seq])
		if err != nil {
			return nil, err
		}
		all = append(all, plan.Shown{Plan: p, Lines: o.keptPlan(p.Digest).Lines, Approval: &approval})
	}
	slices.Reverse(all)
	digest, err := o.planDigest(ctx)
	if err != nil || named[digest] || digest == "" {
		return all, err
	}
	p, _, err := o.ports.Store.Plan(ctx, digest)
	switch {
	case err != nil:
		return nil, err
	case p.Lines > 0:
		all = append(all, plan.Shown{Plan: p, Lines: o.keptPlan(digest).Lines})
	case len(all) == 0:
		all = append(all, plan.Shown{Plan: p, Lines: func(func(deposit.PlannedLine) error) error { return nil }})
	}
	return all, nil
}

// actBefore is the last approval of a plan in a role up to a number, whether it stands or was taken back since.
func actBefore(acts []deposit.Act, digest deposit.Digest, role string, seq int64) deposit.Act {
	var last deposit.Act
	for _, a := range acts {
		if a.Gate == GatePurge && a.Role == role && a.Digest == digest && a.Seq <= seq {
			last = a
		}
	}
	return last
}
