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
	if err != nil || sealed && old.MadeAlike(seal) {
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
	if err != nil {
		return err
	}
	if sealed && old.MadeAlike(seal) {
		if intact, err := o.intact(ctx, "draft", draftFolders); err != nil || intact {
			v.whole("draft", false)
			return err
		}
	}
	g, _ := gateNamed(GateList)
	approved := standingActs(v.acts, g)[""].Digest
	if seal.Output, err = o.writeDraftLists(ctx, approved); err != nil {
		return err
	}
	if approved != "" && seal.Output != approved { // the draft that was approved stays as it is
		v.stop, v.status.Stale = true, &Stale{Gate: GateList, Acted: approved, Now: seal.Output}
		return o.listDiffers(ctx, deposit.Act{Digest: approved}, v.status.Stale)
	}
	v.whole("draft", true)
	return o.sealOutput(ctx, "draft", seal, draftFolders)
}

// Folders of ut/ that the lists room makes.
var (
	draftFolders = []string{"utkast"}
	listFolders  = []string{"lister", "offentlig", "etiketter"}
)

// intact tells whether the output of a deposit-wide room is still, byte for byte, what was sealed.
func (o *Office) intact(ctx context.Context, room string, folders []string) (bool, error) {
	files, sealed, err := o.ports.Store.HallSeal(ctx, room+" files")
	if err != nil || !sealed {
		return false, err
	}
	now, err := o.ports.Disk.OutputDigest(nil, folders...)
	return now != "" && now == files.Output, err
}

// sealOutput seals a deposit-wide room with the digest of what it has shown; the room's own seal is last.
func (o *Office) sealOutput(ctx context.Context, room string, seal stage.Seal, folders []string) error {
	return o.sealKnown(ctx, room, seal, nil, folders)
}

// sealKnown is the same, where the SHA-256 of some files was just read from the disk.
func (o *Office) sealKnown(ctx context.Context, room string, seal stage.Seal, known map[string]deposit.Digest, folders []string) error {
	shown, err := o.ports.Disk.OutputDigest(known, folders...)
	if err != nil {
		return err
	}
	if err := o.ports.Store.SealHall(ctx, room+" files", stage.Seal{Output: shown}); err != nil {
		return err
	}
	return o.ports.Store.SealHall(ctx, room, seal)
}

// writeDraftLists writes the draft and returns the digest of its rows. While an approval stands, a draft of other rows is not shown.
func (o *Office) writeDraftLists(ctx context.Context, approved deposit.Digest) (deposit.Digest, error) {
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
	if approved != "" && result.Digest != approved {
		return result.Digest, draft.Discard()
	}
	if err := o.ports.Store.PutFindings(ctx, "lists", result.Findings()); err != nil {
		return "", errors.Join(err, draft.Discard())
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
	if err != nil {
		return err
	}
	if sealed && old == seal {
		if intact, err := o.intact(ctx, "lists", listFolders); err != nil || intact {
			v.whole("lists", false)
			return errors.Join(err, v.rememberActs(ctx, printedFor, v.standing(GateList)))
		}
	}
	if sealed && old != seal {
		if printed, _, err := o.ports.Store.HallSeal(ctx, printedFor); err != nil || printed.Input == v.standing(GateList) {
			v.stop, v.status.Stale = true, &Stale{Gate: GateList, Printed: true}
			return err
		}
	}
	if err := o.printLists(ctx, options); err != nil {
		return err
	}
	v.whole("lists", true)
	return errors.Join(o.sealOutput(ctx, "lists", seal, listFolders), v.rememberActs(ctx, printedFor, v.standing(GateList)))
}

// printedFor remembers for which approval lists and labels were made: they may be on paper and glued to boxes, so that what they say of owner, profile or
// language is not changed silently under the same approval (design §3, pinned).
const printedFor = "lists acts"

func (o *Office) printLists(ctx context.Context, options lists.Options) error {
	draft, err := o.ports.Disk.Draft("lists")
	if err != nil {
		return err
	}
	result, err := lists.New(o.ports.Rows, draft, options).Run(ctx)
	if err == nil {
		err = o.ports.Store.PutFindings(ctx, "lists", result.Findings())
	}
	if err != nil {
		return errors.Join(err, draft.Discard())
	}
	return draft.Publish()
}
