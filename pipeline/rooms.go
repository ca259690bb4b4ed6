package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/convert"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/describe"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/intake"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/purge"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/reception"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/retention"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// mapRooms is the rooms that work on one folder, joined: built anew for each run, so that an order that does not fit never starts.
func (o *Office) mapRooms(sources intake.Sources) ([]stage.Step, error) {
	c := stage.Enter(deposit.Card{}, deposit.Paper{}, deposit.Documents{}, deposit.Files{}, deposit.Changes{}, deposit.Answers{},
		deposit.Holds{}, deposit.Purged{}, deposit.Rendered{})
	c, err := stage.Then(c, intake.New(sources, o.ports.Identifier, o.Formats))
	if err == nil {
		c, err = stage.Then(c, retention.New(retention.Options{Rules: o.Rules, AsOf: o.Deposit.AsOf}))
	}
	if err == nil {
		c, err = stage.Then(c, purge.New(o.ports.Texts, purge.Options{Rules: o.Rules, AsOf: o.Deposit.AsOf}))
	}
	if err == nil {
		c, err = stage.Then(c, convert.New(convert.Options{AsOf: o.Deposit.AsOf, KeepOriginal: o.Profile.KeepOriginal}))
	}
	if err == nil {
		c, err = stage.Then(c, describe.New(describe.Options{Deposit: o.Deposit, Profile: o.Profile}))
	}
	if err != nil {
		return nil, &deposit.Error{Kind: deposit.Internal, Op: "build the corridor", Err: err}
	}
	return c.Steps(), nil
}

// throughRooms walks every folder through map rooms that stand in a row, one folder after the other: what little changed is looked for once.
func throughRooms(names ...stage.Name) func(v *visit, ctx context.Context) error {
	return func(v *visit, ctx context.Context) error {
		t, err := v.office.told(ctx, names[0])
		if err != nil {
			return err
		}
		steps, err := v.office.someRooms(t, names...)
		if err != nil {
			return err
		}
		return v.walkFolders(ctx, steps, t)
	}
}

// together is a room through which the walk of the one before it in the corridor took every folder.
func together(*visit, context.Context) error { return nil }

// someRooms is some of the rooms that work on one folder.
func (o *Office) someRooms(sources intake.Sources, names ...stage.Name) ([]stage.Step, error) {
	all, err := o.mapRooms(sources)
	if err != nil {
		return nil, err
	}
	var steps []stage.Step
	for _, s := range all {
		if slices.Contains(names, s.Name) {
			steps = append(steps, s)
		}
	}
	if len(steps) != len(names) {
		return nil, &deposit.Error{Kind: deposit.Internal, Op: "build the corridor", Err: fmt.Errorf("not all of the rooms %s are there", names)}
	}
	return steps, nil
}

var walkIntake = throughRooms("intake", "retention", "purge")

func (v *visit) walkFolders(ctx context.Context, steps []stage.Step, t *told) error {
	walk := stage.Walk{Steps: steps, Workers: v.office.ports.Workers, Enters: entersRoom, Tell: t.folders}
	counts, err := walk.Run(ctx, v.office.ports.Store)
	v.count(counts, steps)
	return err
}

// entersRoom lets every folder into intake, because every file that came in is hashed; the other rooms see what is in this delivery.
func entersRoom(room stage.Name, fate deposit.Fate) bool {
	return room == "intake" || fate == deposit.FatePackaged
}

// receive is the deposit-wide room at the door.
func receive(v *visit, ctx context.Context) error {
	o := v.office
	report, err := reception.New(o.ports.Inbox, o.ports.Ledger, o.Deposit, o.Profile).Run(ctx)
	if err != nil {
		return err
	}
	v.whole("reception", !report.Unchanged)
	v.stop = report.Refused
	rows, err := o.ports.Store.Rows(ctx)
	if err == nil {
		err = everyRow(rows)
	}
	if err != nil {
		return err
	}
	return o.outsideWindow(ctx)
}

// refused is the finding that says why the register could not be read when it was last received, nil when it could.
func (o *Office) refused(ctx context.Context, t deposit.Tally) (*deposit.Found, error) {
	if t.Open == 0 {
		return nil, nil
	}
	for _, code := range reception.Refusals() {
		stands, err := o.ports.Store.FindingsLike(ctx, string(code))
		if err != nil || len(stands) > 0 {
			return first(stands), err
		}
	}
	return nil, nil
}

func first(found []deposit.Found) *deposit.Found {
	if len(found) == 0 {
		return nil
	}
	return &found[0]
}

// outsideWindow keeps the one finding that the deposit as a whole has on its year (R6.1-2); it is written only when it changed.
func (o *Office) outsideWindow(ctx context.Context) error {
	stands, err := o.ports.Store.FindingsLike(ctx, string(deposit.CodeOutsideWindow))
	if err != nil {
		return err
	}
	finding, outside := o.Rules.OutsideWindow(o.Deposit)
	switch {
	case outside && len(stands) == 1 && stands[0].ID == finding.ID(), !outside && len(stands) == 0:
		return nil
	case outside:
		return o.ports.Store.PutFindings(ctx, "retention", []deposit.Finding{finding})
	}
	return o.ports.Store.PutFindings(ctx, "retention", nil)
}

// waitForHolds stops while a hold is open, and stops for good when something that came in has no fate (design §3, conservation).
func waitForHolds(v *visit, ctx context.Context) error {
	tally, err := v.office.ports.Store.TallyFindings(ctx)
	if err != nil {
		return err
	}
	b, err := v.office.ports.Store.Balance(ctx)
	if err != nil {
		return err
	}
	if err := conserved(b, tally); err != nil {
		return err
	}
	v.stop = tally.Open > 0
	return nil
}

// everyRow is nil when every row of the register is a folder, or held as none: a person who is lost here is missed by nothing that comes after.
func everyRow(a deposit.RowAccount) error {
	if a.Adds() {
		return nil
	}
	count := func(n int64) string { return strconv.FormatInt(n, 10) }
	return &deposit.Error{Kind: deposit.Internal, Op: "conservation", Key: "rows_lost", Args: []string{count(a.Came), count(a.Folders), count(a.Unnumbered)}}
}

// conserved is nil when every row, folder, file and byte that came in has one fate; files are held only while findings are.
func conserved(b deposit.Balance, tally deposit.Tally) error {
	trouble := func(key string, a deposit.Amount) error {
		return &deposit.Error{Kind: deposit.Internal, Op: "conservation", Key: key, Args: []string{strconv.FormatInt(a.Files, 10), strconv.FormatInt(a.Bytes, 10)}}
	}
	if err := everyRow(b.Rows); err != nil {
		return err
	}
	if !b.Adds() {
		return trouble("not_conserved", b.Came)
	}
	for _, a := range slices.Concat(b.Went, b.Unpacked.Went) {
		switch {
		case a.Fate == deposit.FateUnderway && a.Files+a.Folders > 0:
			return trouble("no_fate", a)
		case a.Fate == deposit.FateHeld && a.Files > 0 && tally.Open == 0:
			return trouble("held_without_finding", a)
		}
	}
	return nil
}
