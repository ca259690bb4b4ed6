package pipeline

import (
	"context"
	"slices"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// ConfirmRequest is a person's word on the paper of the approved plan: that it was shredded, by which method, or that it was not.
type ConfirmRequest struct {
	By      string
	Lines   []deposit.LineID // those that it is about
	All     bool             // every line with paper that has no outcome yet
	Method  string           // P-4 … P-7; not with NotDone
	NotDone bool
	Because string // with NotDone
	At      string // RFC 3339; empty: now
}

// Confirmed is what one `purge confirm` put on record.
type Confirmed struct {
	Plan     deposit.Digest `json:"plan"`
	Shredded int            `json:"shredded"`
	Kept     int            `json:"kept"`
	Despite  int            `json:"despite_hold,omitempty"`
	Files    int            `json:"files_left"`
	Papers   int            `json:"papers_left"`
}

// outcomesAtOnce is how many outcomes of paper are committed together: a word of a person has nothing to be read back.
const outcomesAtOnce = 200

// Confirm records the shredding of paper. It is a person's word, and recorded as that: who, when, by which method. Paper that was shredded although a hold
// had come meanwhile is recorded as just that.
func (o *Office) Confirm(ctx context.Context, r ConfirmRequest) (Confirmed, error) {
	if err := o.mayConfirm(r); err != nil {
		return Confirmed{}, err
	}
	at, err := o.when(r.At)
	if err != nil {
		return Confirmed{}, err
	}
	r.At = at
	round, err := o.approvedRound(ctx)
	if err != nil {
		return Confirmed{}, err
	}
	c := &confirmation{office: o, round: round, r: r, left: slices.Clone(r.Lines), done: Confirmed{Plan: round.plan.Digest}}
	for _, pass := range []func(context.Context, deposit.PlannedLine) error{c.find, c.line} { // nothing is recorded when one of the lines is none
		err := o.keptPlan(round.plan.Digest).Lines(func(l deposit.PlannedLine) error { return pass(ctx, l) })
		if err != nil {
			return c.done, err
		}
		if len(c.left) > 0 {
			return c.done, usage("purge confirm", string(c.left[0]), "no_such_line")
		}
	}
	if err := c.flush(ctx); err != nil {
		return c.done, err
	}
	progress, err := o.ports.Store.Progress(ctx, round.seq)
	if err != nil {
		return c.done, err
	}
	c.done.Files, c.done.Papers = round.plan.Files-progress.Files, round.plan.Papers-progress.Papers
	return c.done, o.purgePapers(ctx)
}

func (o *Office) mayConfirm(r ConfirmRequest) error {
	if _, err := o.person(r.By); err != nil {
		return err
	}
	switch {
	case len(r.Lines) == 0 && !r.All:
		return usage("purge confirm", "", "no_lines")
	case r.NotDone && strings.TrimSpace(r.Because) == "":
		return usage("purge confirm", "", "no_reason")
	case !r.NotDone && r.Method == "":
		return usage("purge confirm", "", "method_needed", strings.Join(deposit.ShredMethods(), ", "))
	case !r.NotDone && !slices.Contains(deposit.ShredMethods(), r.Method):
		return usage("purge confirm", r.Method, "no_method", strings.Join(deposit.ShredMethods(), ", "))
	}
	return nil
}

// confirmation is one `purge confirm` under way.
type confirmation struct {
	office *Office
	round  *round
	r      ConfirmRequest
	left   []deposit.LineID // lines that the person named and that the plan has not shown yet
	batch  []deposit.PurgeOutcome
	done   Confirmed
}

// find crosses a line off those that the person named.
func (c *confirmation) find(_ context.Context, l deposit.PlannedLine) error {
	if slices.Contains(l.Line.Sides(), deposit.PaperSide) {
		c.left = slices.DeleteFunc(c.left, func(id deposit.LineID) bool { return id == l.ID })
	}
	return nil
}

// line records one line, where it is meant, has paper, and has no outcome yet.
func (c *confirmation) line(ctx context.Context, l deposit.PlannedLine) error {
	meant := c.r.All || slices.Contains(c.r.Lines, l.ID)
	if !meant || !slices.Contains(l.Line.Sides(), deposit.PaperSide) {
		return nil
	}
	o := c.office
	has, err := o.ports.Store.HasOutcome(ctx, c.round.seq, l.ID, deposit.PaperSide)
	if err != nil || has {
		return err
	}
	f, err := o.purgeFolder(ctx, l)
	if err != nil {
		return err
	}
	c.batch = append(c.batch, c.outcome(l, f))
	if len(c.batch) < outcomesAtOnce {
		return nil
	}
	return c.flush(ctx)
}

// outcome is the person's word on one line. The folder remembers a document as destroyed when none of it is left: its paper, and its file if it had one.
func (c *confirmation) outcome(l deposit.PlannedLine, f purgeFolder) deposit.PurgeOutcome {
	out := deposit.OutcomeOf(c.round.seq, c.round.plan.Digest, l, deposit.PaperSide)
	out.By, out.At = c.r.By, c.r.At
	if c.r.NotDone {
		out.Why, out.Because = deposit.NotByPerson, c.r.Because
		c.done.Kept++
		return out
	}
	out.Done, out.Method = true, c.r.Method
	c.done.Shredded++
	if f.parts.Holds.On(l.Line.Document) {
		out.Why = deposit.DespiteHold
		c.done.Despite++
	}
	_, fileGone := f.parts.Purged.Of(deposit.Document{Number: l.Line.Document, File: l.Line.Ordinal}, f.parts.Files)
	if f.there && (l.Line.Ordinal == 0 || fileGone) {
		out.Purged = c.office.purged(l, out)
	}
	return out
}

func (c *confirmation) flush(ctx context.Context) error {
	if len(c.batch) == 0 {
		return nil
	}
	err := c.office.ports.Store.PutOutcomes(ctx, c.batch)
	c.batch = nil
	return err
}

// RejectRequest is a person's word that one line of the plan be kept.
type RejectRequest struct {
	Line    deposit.LineID
	By      string
	Because string
	At      string
}

// Reject keeps the document of a line: it answers the proposal with keep. Approvals of the plan are taken back while nothing of it is carried out, because
// the plan without the line is another one; of a plan under way, the line gets the outcome that it was rejected.
func (o *Office) Reject(ctx context.Context, r RejectRequest) (deposit.PlannedLine, error) {
	acts, err := o.ports.Store.Acts(ctx)
	if err != nil {
		return deposit.PlannedLine{}, err
	}
	s, err := o.purging(ctx, acts)
	if err != nil {
		return deposit.PlannedLine{}, err
	}
	line, finding, err := o.proposal(ctx, s, r.Line)
	if err != nil {
		return line, err
	}
	decide := DecideRequest{Finding: string(finding), Answer: deposit.Keep, By: r.By, Because: r.Because, At: r.At}
	if err := o.mayDecide(decide); err != nil {
		return line, err
	}
	if len(s.acts) > 0 && (s.round == nil || !s.round.progress.Begun()) {
		if err := o.Reopen(ctx, ReopenRequest{From: GatePurge, By: r.By, Because: r.Because, At: r.At}); err != nil {
			return line, err
		}
	}
	_, err = o.Decide(ctx, decide)
	return line, err
}

// proposal is a line of the plan with the finding on which its answer hangs.
func (o *Office) proposal(ctx context.Context, s purgeState, id deposit.LineID) (line deposit.PlannedLine, finding deposit.FindingID, err error) {
	if s.plan.Lines == 0 {
		return line, "", usage("purge reject", "", "no_plan")
	}
	err = o.keptPlan(s.plan.Digest).Lines(func(l deposit.PlannedLine) error {
		if l.ID == id {
			line = l
		}
		return nil
	})
	if err != nil {
		return line, "", err
	}
	if line.ID == "" {
		return line, "", usage("purge reject", string(id), "no_such_line")
	}
	found, err := o.ports.Store.FindingsOf(ctx, line.Folder)
	for _, f := range found {
		if f.Finding.Code == codeProposed && aboutLine(f.Finding, line) {
			return line, f.ID, err
		}
	}
	if err == nil {
		err = usage("purge reject", string(id), "plan_other", s.plan.Digest.Short())
	}
	return line, "", err
}
