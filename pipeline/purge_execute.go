package pipeline

import (
	"context"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Purger carries out approved plans: it is the office with the one port that destroys. `run` and `check` have an office and no purger.
type Purger struct {
	office   *Office
	shredder Shredder
}

// NewPurger gives an office a shredder.
func NewPurger(o *Office, s Shredder) *Purger { return &Purger{office: o, shredder: s} }

// Office is the purger's office.
func (p *Purger) Office() *Office { return p.office }

// ExecuteRequest is a person's word that the digital side of the approved plan be carried out.
type ExecuteRequest struct {
	By string
	At string // RFC 3339; empty: now
}

// Executed is what one `purge execute` did, and where the plan stands after it.
type Executed struct {
	Plan      deposit.Digest             `json:"plan"`
	Destroyed int                        `json:"destroyed"` // files of this run
	Kept      int                        `json:"kept"`      // approved and not destroyed, by this run
	Why       map[deposit.OutcomeWhy]int `json:"why,omitempty"`

	Lines map[deposit.OutcomeWhy][]string `json:"lines,omitempty"` // those that were kept: line, journal number and document

	Files  int `json:"files_left"`  // sides without an outcome
	Papers int `json:"papers_left"` // paper that nobody has confirmed
}

// Execute destroys the files of the approved plan, each by itself: what is about to be done is committed, the line is judged once more, the file is
// destroyed and read back as gone, and only then its outcome is committed. Killed anywhere and called again it goes on where it stood: an intent without
// outcome whose file is gone was done, one whose file stands is judged anew. What may not be destroyed gets an outcome that says why, and stays.
func (p *Purger) Execute(ctx context.Context, r ExecuteRequest) (Executed, error) {
	o := p.office
	person, err := o.person(r.By)
	if err != nil {
		return Executed{}, err
	}
	at, err := o.when(r.At)
	if err != nil {
		return Executed{}, err
	}
	round, err := o.approvedRound(ctx)
	if err != nil {
		return Executed{}, err
	}
	e := &execution{p: p, round: round, by: person, at: at, done: Executed{Plan: round.plan.Digest, Why: map[deposit.OutcomeWhy]int{}, Lines: map[deposit.OutcomeWhy][]string{}}}
	if err := o.keptPlan(round.plan.Digest).Lines(func(deposit.PlannedLine) error { return nil }); err != nil {
		return e.done, err // the whole text is the approved one before its first line is acted on
	}
	if !round.progress.Begun() { // a plan under way goes on as it was judged when it began; a run in between has its say
		if err := o.readAnew(ctx); err != nil {
			return e.done, err
		}
	}
	if err := o.keptPlan(round.plan.Digest).Lines(func(l deposit.PlannedLine) error { return e.line(ctx, l) }); err != nil {
		return e.done, err
	}
	progress, err := o.ports.Store.Progress(ctx, round.seq)
	if err != nil {
		return e.done, err
	}
	e.done.Files, e.done.Papers = round.plan.Files-progress.Files, round.plan.Papers-progress.Papers
	return e.done, o.purgePapers(ctx)
}

// approvedRound is the plan that two people approved and that stands: a plan of which nothing is done yet must still be what the folders propose.
func (o *Office) approvedRound(ctx context.Context) (*round, error) {
	acts, err := o.ports.Store.Acts(ctx)
	if err != nil {
		return nil, err
	}
	s, err := o.purging(ctx, acts)
	switch {
	case err != nil:
		return nil, err
	case s.plan.Lines == 0:
		return nil, usage("purge", "", "no_plan")
	case s.acted != "":
		return nil, &deposit.Error{Kind: deposit.Conflict, Op: "purge", Key: "act_stands", Args: []string{s.acted.Short(), s.plan.Digest.Short(), GatePurge}}
	case s.round == nil:
		return nil, &deposit.Error{Kind: deposit.Held, Op: "purge", Key: "not_approved", Args: pastes(o.purgeMissing(s, true))}
	}
	g, _ := gateNamed(GatePurge)
	if err := o.before(ctx, g, acts); err != nil {
		return nil, err
	}
	if err := o.sound(ctx, s.round); err != nil {
		return nil, err
	}
	if s.round.progress.Begun() {
		return s.round, nil
	}
	return s.round, o.planStands(ctx, s.plan.Digest)
}

// purgeAtRest refuses what would change the folders, or take approvals back, while it is not known of some file whether it was destroyed: a run was killed,
// or the disk failed. Carrying the plan out again settles it.
func (o *Office) purgeAtRest(ctx context.Context, op string) error {
	open, err := o.ports.Store.Unsettled(ctx)
	if err != nil || open == 0 {
		return err
	}
	return &deposit.Error{Kind: deposit.Held, Op: op, Key: "purge_unfinished", Args: []string{strconv.Itoa(open)}}
}

func pastes(missing []Missing) []string {
	var all []string
	for _, m := range missing {
		all = append(all, "arkivdepot "+m.Paste)
	}
	return []string{strings.Join(all, "\n    ")}
}

// execution is one `purge execute` under way.
type execution struct {
	p     *Purger
	round *round
	by    deposit.Person
	at    string
	done  Executed
}

// line carries out the digital side of one line, where it has one without outcome.
func (e *execution) line(ctx context.Context, l deposit.PlannedLine) error {
	if l.Line.Sides()[0] != deposit.FileSide {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return &deposit.Error{Kind: deposit.Interrupted, Op: "purge", Err: err}
	}
	store := e.p.office.ports.Store
	has, err := store.HasOutcome(ctx, e.round.seq, l.ID, deposit.FileSide)
	if err != nil || has {
		return err
	}
	intent, intended, err := store.Intent(ctx, e.round.seq, l.ID, deposit.FileSide)
	if err != nil {
		return err
	}
	f, err := e.p.office.purgeFolder(ctx, l)
	if err != nil {
		return err
	}
	if intended { // an earlier run was killed, or met trouble
		gone, err := e.p.shredder.Gone(intent.Path)
		if err != nil {
			return err
		}
		if gone {
			return e.settle(ctx, l, "", intent)
		}
	}
	return e.destroy(ctx, l, f)
}

// destroy judges the line as it stands today, says what is about to be done, does it, and settles it.
func (e *execution) destroy(ctx context.Context, l deposit.PlannedLine, f purgeFolder) error {
	o := e.p.office
	intent := deposit.PurgeIntent{Approval: e.round.seq, Plan: e.round.plan.Digest, Line: l.ID, Side: deposit.FileSide, Folder: l.Folder,
		Path: f.path, Modified: f.modified, By: e.by.Key, At: e.at}
	why, err := o.mayNotDestroy(ctx, l, f, e.day())
	if err != nil {
		return err
	}
	if why != "" {
		return e.settle(ctx, l, why, intent)
	}
	if err := o.ports.Store.Intend(ctx, intent); err != nil {
		return err
	}
	why, err = e.p.shredder.Destroy(f.path, l.Line.Size, l.Line.SHA256)
	if err != nil {
		return err // intended, and nobody knows yet whether it was done: the next run looks
	}
	return e.settle(ctx, l, why, intent)
}

func (e *execution) day() deposit.Date { return dayOfAct(e.at) }

// settle commits the outcome of a line: done by whoever intended it, or not done with the reason.
func (e *execution) settle(ctx context.Context, l deposit.PlannedLine, why deposit.OutcomeWhy, i deposit.PurgeIntent) error {
	outcome := deposit.OutcomeOf(e.round.seq, e.round.plan.Digest, l, deposit.FileSide)
	outcome.Done, outcome.Why, outcome.By, outcome.At = why == "", why, i.By, i.At
	if outcome.Done {
		outcome.Purged = e.p.office.purged(l, outcome)
		outcome.Purged.Path, outcome.Purged.Modified = i.Path, i.Modified
	}
	if err := e.p.office.ports.Store.PutOutcomes(ctx, []deposit.PurgeOutcome{outcome}); err != nil {
		return err
	}
	if outcome.Done {
		e.done.Destroyed++
	} else {
		e.done.Kept++
		e.done.Why[why]++
		e.done.Lines[why] = append(e.done.Lines[why], string(l.ID)+" ("+l.Place()+")")
	}
	return nil
}

// purged is what the folder remembers of a document that was destroyed (Noark 5 M630, M631).
func (o *Office) purged(l deposit.PlannedLine, outcome deposit.PurgeOutcome) *deposit.PurgedDocument {
	d := &deposit.PurgedDocument{Document: l.Line.Document, Class: l.Line.Class, Rule: l.Line.Rule, Line: l.ID, Plan: outcome.Plan, Date: dayOfAct(outcome.At), By: outcome.By,
		Carriers: l.Line.Proof.Carriers}
	if p, err := o.person(outcome.By); err == nil {
		d.By = p.Name
	}
	if outcome.Side == deposit.PaperSide {
		d.Paper = true
		return d
	}
	d.Ordinal, d.SHA256, d.Size = l.Line.Ordinal, l.Line.SHA256, l.Line.Size
	return d
}
