package pipeline

import (
	"context"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/convert"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// walkConvert has the renditions made that folders want, for many folders at once, and then walks every folder through the room, which only reads what
// became of its files. `check` makes none: it says what a run would make, and what is missing for that.
func walkConvert(v *visit, ctx context.Context) error {
	if err := v.prepareRenditions(ctx); err != nil {
		return err
	}
	return throughRooms("convert", "describe")(v, ctx)
}

// prepareRenditions is not done again while folders want the same and the workshop can do the same.
func (v *visit) prepareRenditions(ctx context.Context) error {
	o := v.office
	if o.ports.Workshop == nil {
		return nil
	}
	input, err := o.ports.Store.PartsDigest(ctx, deposit.Taken{}.Part().Name, deposit.Files{}.Part().Name, deposit.Purged{}.Part().Name)
	if err != nil {
		return err
	}
	seal := stage.Seal{Basis: deposit.DigestOf([]byte(o.ports.Workshop.Basis())), Input: input, Output: input}
	old, sealed, err := o.ports.Store.HallSeal(ctx, convert.PreparationHall)
	if err != nil || sealed && old == seal {
		return err
	}
	if err := v.makeRenditions(ctx, sealed && old.Basis == seal.Basis); err != nil || v.past {
		return err
	}
	return o.ports.Store.SealHall(ctx, convert.PreparationHall, seal)
}

// makeRenditions makes what folders want: all of them, or those that the room convert is not done for, where the workshop can do what it could.
func (v *visit) makeRenditions(ctx context.Context, alike bool) error {
	o := v.office
	t, err := o.told(ctx, "convert")
	if err != nil {
		return err
	}
	p := convert.Preparation{
		Store: o.ports.Store, Shelf: o.ports.Store, Keeper: o.ports.Disk, Workshop: o.ports.Workshop, Workers: o.ports.Workers, Make: !v.past,
		Enters: func(fate deposit.Fate) bool { return entersRoom("convert", fate) },
		Tell:   func(folders int) { t.folders("convert", folders) },
	}
	if alike {
		steps, err := o.someRooms(t, "convert")
		if err != nil {
			return err
		}
		p.Room = &steps[0]
	}
	_, err = p.Run(ctx)
	return err
}

// RedoConversions lets the next run try anew what could not be converted: after a program was installed or updated, say. It tells how many files that is
// about. What was made stays: an update must not change a deposit.
func (o *Office) RedoConversions(ctx context.Context, because string) (int64, error) {
	if strings.TrimSpace(because) == "" {
		return 0, &deposit.Error{Kind: deposit.Usage, Op: "run --redo convert", Key: "no_reason"}
	}
	return o.ports.Store.ForgetFailed(ctx, because)
}
