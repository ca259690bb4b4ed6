package pipeline

import (
	"context"
	"errors"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Status tells where the deposit stands without moving it: nothing is read from inn/, no room works, nothing is written.
func (o *Office) Status(ctx context.Context) (Status, error) {
	v := &visit{office: o, status: o.blank()}
	acts, err := o.ports.Store.Acts(ctx)
	if err != nil {
		return v.status, err
	}
	v.acts = acts
	if v.status.Findings, err = o.ports.Store.TallyFindings(ctx); err != nil {
		return v.status, err
	}
	if v.status.Balance, err = o.ports.Store.Balance(ctx); err != nil {
		return v.status, err
	}
	if v.status.Purging, err = o.purgingStatus(ctx); err != nil {
		return v.status, err
	}
	if v.status.Refused, err = o.refused(ctx, v.status.Findings); err != nil {
		return v.status, err
	}
	for _, s := range corridor {
		v.status.At = s.name
		if err := v.standsAt(ctx, s.name); err != nil || v.stop {
			return v.status, errors.Join(err, v.later(ctx))
		}
	}
	return v.status, nil
}

// standsAt stops the walk at a station that is not passed.
func (v *visit) standsAt(ctx context.Context, name string) error {
	if _, isGate := gateNamed(name); isGate {
		return wait(name)(v, ctx)
	}
	switch name {
	case "reception":
		_, received, err := v.office.ports.Store.HallSeal(ctx, name)
		v.stop = !received || v.status.Refused != nil
		return err
	case "holds":
		v.stop = v.status.Findings.Open > 0
	case "box", "draft", "lists", planHall:
		_, sealed, err := v.office.ports.Store.HallSeal(ctx, name)
		v.stop = !sealed
		return err
	case "pack":
		return v.standsPacked(ctx)
	case "transfer":
		return v.showPackage(ctx)
	case GateReceipt:
		return closeDeposit(v, ctx)
	}
	return nil
}

// standsPacked stops where there is no sealed package, or where it would now become another.
func (v *visit) standsPacked(ctx context.Context) error {
	o := v.office
	old, sealed, err := o.ports.Store.HallSeal(ctx, "pack")
	if err != nil || !sealed {
		v.stop = true
		return err
	}
	e, err := o.edition(ctx)
	if err != nil {
		return err
	}
	now, err := o.packSeal(ctx, e)
	if err != nil || old.MadeAlike(now) {
		return err
	}
	_, err = v.packedFor(ctx)
	v.stop = true
	return err
}

// showPackage names the sealed package.
func (v *visit) showPackage(ctx context.Context) error {
	name, err := v.office.packageName(ctx)
	if err == nil && v.office.ports.Disk.HasOutput(name) {
		v.status.Package = "ut/" + name
	}
	return err
}

// Findings streams the findings that stand.
func (o *Office) Findings(ctx context.Context, yield func(deposit.Found) error) error {
	return o.ports.Store.Findings(ctx, yield)
}

// Audit walks the chained log: how many events it holds, and the number of the first that does not fit, 0 when all do.
func (o *Office) Audit(ctx context.Context) (events, firstBroken int64, err error) {
	return o.ports.Store.Audit(ctx)
}

// Log streams the events.
func (o *Office) Log(ctx context.Context, yield func(deposit.Event) error) error {
	return o.ports.Store.Events(ctx, yield)
}
