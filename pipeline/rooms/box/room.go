package box

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/order"
)

// revision counts the ways in which this room has filled boxes; another number means another plan for the same folders.
const revision = 2

// Options are what decides the plan besides the folders.
type Options struct {
	Profile deposit.Profile
	AsOf    deposit.Date
	// Pinned is the digest of the plan that people have acted on (gate boxes, printed labels); empty while nobody has.
	Pinned deposit.Digest
	// Text receives the canonical text of the plan, the one that the digest is of; nil when nobody keeps it.
	Text io.Writer
}

// Room fills boxes. It is deposit-wide: no map room sees two folders, this one sees all of them and nothing of their content.
type Room struct {
	shelf   Shelf
	options Options
	line    Line
	order   *order.Order
}

// New makes the room.
func New(shelf Shelf, o Options) Room {
	line := Line{Ordering: o.Profile.Ordering}
	line.MonthDay = line.Ordering == deposit.ByBirth && o.Profile.BirthOrder == "md"
	return Room{shelf: shelf, options: o, line: line, order: order.New(order.Options{AaAsA: o.Profile.AaAsA})}
}

// Name is the room's name in seals, events and findings.
func (Room) Name() stage.Name { return "box" }

// Basis is everything besides the folders that decides the plan.
func (r Room) Basis() stage.Basis {
	p := r.options.Profile
	return stage.Basis{
		"revision":       strconv.Itoa(revision),
		"as_of":          r.options.AsOf.String(),
		"ordering":       string(p.Ordering),
		"birth_order":    p.BirthOrder,
		"box_capacity":   strconv.Itoa(p.BoxCapacity),
		"box_per_year":   strconv.FormatBool(p.BoxPerYear),
		"mean_thickness": strconv.Itoa(p.MeanThickness),
		"collation":      r.order.Version(),
	}
}

// Result is what the room says of its plan.
type Result struct {
	Boxes     int
	Folders   int // that stand in boxes
	Digital   int // packaged folders without paper
	Volumes   int
	Estimated int // folders whose thickness nobody measured
	Split     int // folders that stand in more than one box
	TooThick  int // folders with a cover thicker than a box
	Used      int // millimetres in all boxes
	Last      int // millimetres in the last box
	Digest    deposit.Digest
}

// Run plans the boxes and stores the plan. It reads the folders twice: once to learn the number of boxes, which stands on every label, and the digest;
// once to write. A plan that differs from the pinned one comes back as a *Conflict inside a deposit.Error, and nothing is written.
func (r Room) Run(ctx context.Context) (Result, error) {
	if r.options.Profile.BoxCapacity < 1 {
		return Result{}, &deposit.Error{Kind: deposit.Usage, Op: "plan boxes", Key: "no_box_capacity"}
	}
	result, err := r.measure(ctx)
	if err != nil {
		return Result{}, err
	}
	err = r.shelf.Replace(ctx, result, func(to Sink) error { return r.write(ctx, to, result) })
	return result, err
}

// measure makes the plan without keeping it, and compares it with the stored one where that is pinned.
func (r Room) measure(ctx context.Context) (Result, error) {
	text := newText(nil)
	if r.options.Pinned == "" {
		return r.fill(ctx, text, plan{put: text.box})
	}
	compare := newComparison(r.shelf.Stored(ctx))
	defer compare.stop()
	result, err := r.fill(ctx, text, plan{put: func(f Filled) error { return errors.Join(text.box(f), compare.box(f)) }})
	if err != nil || result.Digest == r.options.Pinned {
		return result, err
	}
	return Result{}, compare.conflict(r.options.Pinned, result.Digest)
}

func (r Room) write(ctx context.Context, to Sink, known Result) error {
	text := newText(r.options.Text)
	result, err := r.fill(ctx, text, plan{find: to.Find, put: func(f Filled) error {
		f.Box.Of = known.Boxes
		return errors.Join(text.box(f), to.Box(f))
	}})
	if err != nil {
		return err
	}
	if result != known {
		return &deposit.Error{Kind: deposit.Conflict, Op: "plan boxes", Key: "changed_meanwhile", Err: errors.New("the folders changed while boxes were planned")}
	}
	return to.Find("", r.findings(known))
}

// fill walks the folders once. Boxes leave it one behind, because a label may need its neighbour's letters.
func (r Room) fill(ctx context.Context, text *text, to plan) (Result, error) {
	labels := labeller{line: r.line, letters: r.order.Letter, put: to.put}
	f := filler{profile: r.options.Profile, put: labels.box, find: to.find}
	for row, err := range r.shelf.Folders(ctx, r.line) {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = f.folder(row)
		}
		if err != nil {
			return Result{}, err
		}
	}
	if err := errors.Join(f.close(), labels.flush()); err != nil {
		return Result{}, err
	}
	if err := text.end(f.result); err != nil {
		return Result{}, err
	}
	f.result.Digest = text.digest()
	return f.result, nil
}

// plan is where a walk leaves what it makes; find is nil when only measuring.
type plan struct {
	put  func(Filled) error
	find func(deposit.FolderID, []deposit.Finding) error
}

// findings are those of the deposit as a whole.
func (r Room) findings(result Result) []deposit.Finding {
	var found []deposit.Finding
	add := func(code deposit.Code, args ...any) {
		f := deposit.Finding{Code: code}
		for _, a := range args {
			f.Args = append(f.Args, fmt.Sprint(a))
		}
		found = append(found, f)
	}
	p := r.options.Profile
	if result.Boxes == 0 {
		add(NoBoxes)
		return found
	}
	if result.Estimated > 0 {
		add(Estimated, result.Estimated, result.Folders)
	}
	if result.Last*2 < p.BoxCapacity {
		add(Underfilled, result.Boxes, result.Last, p.BoxCapacity)
	}
	if p.BoxPerYear && p.Ordering != deposit.ByJournalNo {
		add(YearIgnored)
	}
	return found
}
