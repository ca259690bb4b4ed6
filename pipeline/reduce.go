package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/box"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/lists"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// planBoxes fills the boxes. Once the depot has approved a list, the places on it are pinned.
func planBoxes(v *visit, ctx context.Context) error {
	o := v.office
	input, err := o.ports.Store.PartsDigest(ctx, "card", "paper")
	if err != nil {
		return err
	}
	options := box.Options{Profile: o.Profile, AsOf: o.Deposit.AsOf}
	room := box.New(o.ports.Shelf, options)
	seal := stage.Seal{Basis: room.Basis().Digest(), Input: input}
	old, sealed, err := o.ports.Store.HallSeal(ctx, "box")
	if err != nil || sealed && old.Basis == seal.Basis && old.Input == seal.Input {
		v.whole("box", false)
		return err
	}
	if sealed && v.acted(GateList) {
		options.Pinned = old.Output
		room = box.New(o.ports.Shelf, options)
	}
	result, err := room.Run(ctx)
	if conflict, ok := box.AsConflict(err); ok {
		v.stop, v.status.Stale = true, &Stale{Gate: GateList, Acted: conflict.Pinned, Now: conflict.New, Changed: boxNumbers(conflict)}
		return nil
	}
	if err != nil {
		return err
	}
	v.whole("box", true)
	seal.Output = result.Digest
	return o.ports.Store.SealHall(ctx, "box", seal)
}

func boxNumbers(c *box.Conflict) []string {
	var numbers []string
	for _, change := range c.Changes {
		numbers = append(numbers, fmt.Sprintf("boks %d", change.Box))
	}
	return numbers
}

// acted tells whether people's act at the gate stands.
func (v *visit) acted(name string) bool {
	g, _ := gateNamed(name)
	return len(standingActs(v.acts, g)) > 0
}

// output is the output of a deposit-wide room's seal, empty when it has none.
func (o *Office) output(ctx context.Context, room string) (deposit.Digest, error) {
	seal, _, err := o.ports.Store.HallSeal(ctx, room)
	return seal.Output, err
}

// rowsInput is the digest of what the lists are made from: the cards and the places.
func (o *Office) rowsInput(ctx context.Context) (deposit.Digest, error) {
	cards, err := o.ports.Store.PartsDigest(ctx, "card", "paper")
	if err != nil {
		return "", err
	}
	places, err := o.output(ctx, "box")
	return deposit.DigestOf([]byte(cards + "\n" + places)), err
}

// draftLists writes the draft that the depot looks at, and keeps the canonical rows that an approval will bind.
func draftLists(v *visit, ctx context.Context) error {
	o := v.office
	input, err := o.rowsInput(ctx)
	if err != nil {
		return err
	}
	room := lists.New(o.ports.Rows, nil, o.listOptions())
	seal := stage.Seal{Basis: room.Basis().Digest(), Input: input}
	old, sealed, err := o.ports.Store.HallSeal(ctx, "draft")
	if err != nil || sealed && old.Basis == seal.Basis && old.Input == seal.Input && o.ports.Disk.HasOutput("utkast") {
		v.whole("draft", false)
		return err
	}
	if seal.Output, err = o.writeDraftLists(ctx); err != nil {
		return err
	}
	v.whole("draft", true)
	return o.ports.Store.SealHall(ctx, "draft", seal)
}

func (o *Office) writeDraftLists(ctx context.Context) (deposit.Digest, error) {
	draft, err := o.ports.Disk.Draft("draft")
	if err != nil {
		return "", err
	}
	options := o.listOptions()
	text, kept := o.keepWhileWriting()
	options.Text = text
	result, err := lists.New(o.ports.Rows, draft, options).Run(ctx)
	digest, keepErr := kept(err)
	if err = errors.Join(err, keepErr); err != nil {
		return "", errors.Join(err, draft.Discard())
	}
	if digest != result.Digest {
		return "", &deposit.Error{Kind: deposit.Internal, Op: "keep list rows", Err: fmt.Errorf("kept %s of rows %s", digest.Short(), result.Digest.Short())}
	}
	return result.Digest, draft.Publish()
}

// keepWhileWriting is a writer whose content goes into the content-addressed store; done ends it and tells the digest.
func (o *Office) keepWhileWriting() (w io.Writer, done func(error) (deposit.Digest, error)) {
	r, pw := io.Pipe()
	type end struct {
		digest deposit.Digest
		err    error
	}
	ended := make(chan end, 1)
	go func() {
		digest, _, err := o.ports.Disk.Keep(r)
		_ = r.CloseWithError(err) // a writer that still writes learns why
		ended <- end{digest, err}
	}()
	return pw, func(failed error) (deposit.Digest, error) {
		_ = pw.CloseWithError(failed) // nil is a plain end
		e := <-ended
		if failed != nil {
			return "", nil // the failure itself is told by the caller
		}
		return e.digest, e.err
	}
}

func (o *Office) listOptions() lists.Options {
	return lists.Options{Deposit: o.Deposit, Profile: o.Profile, Program: "arkivdepot", TempDir: o.ports.WorkDir}
}

// finalLists writes the nine documents, of exactly the rows that were approved.
func finalLists(v *visit, ctx context.Context) error {
	o := v.office
	input, err := o.rowsInput(ctx)
	if err != nil {
		return err
	}
	g, _ := gateNamed(GateList)
	options := o.listOptions()
	options.Approved = standingActs(v.acts, g)[""].Digest
	options.ApprovedText = func() (io.ReadCloser, error) { return o.ports.Disk.Kept(options.Approved) }
	seal := stage.Seal{Basis: lists.New(o.ports.Rows, nil, options).Basis().Digest(), Input: input, Output: options.Approved}
	old, sealed, err := o.ports.Store.HallSeal(ctx, "lists")
	if err != nil || sealed && old == seal && o.ports.Disk.HasOutput("lister") {
		v.whole("lists", false)
		return err
	}
	draft, err := o.ports.Disk.Draft("lists")
	if err != nil {
		return err
	}
	if _, err = lists.New(o.ports.Rows, draft, options).Run(ctx); err != nil {
		return errors.Join(err, draft.Discard())
	}
	if err := draft.Publish(); err != nil {
		return err
	}
	v.whole("lists", true)
	return o.ports.Store.SealHall(ctx, "lists", seal)
}
