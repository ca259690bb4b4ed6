package pipeline

import (
	"context"
	"errors"
	"fmt"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/pack"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// packed is a package in its draft, between packing and handing over.
type packed struct {
	draft  Draft
	seal   stage.Seal
	result pack.Package
}

// packUp makes the package in a private folder. A package that was sealed for the same acts of people and would now become another is not made again
// silently: that takes a reopening.
func packUp(v *visit, ctx context.Context) error {
	o := v.office
	e, err := o.edition(ctx)
	if err != nil {
		return err
	}
	seal, err := o.packSeal(ctx, e)
	if err != nil {
		return err
	}
	old, sealed, err := o.ports.Store.HallSeal(ctx, "pack")
	if err != nil {
		return err
	}
	same := sealed && old.MadeAlike(seal)
	if same {
		if intact, err := o.intact(ctx, "pack", []string{"pakke"}); err != nil || intact {
			v.whole("pack", false)
			return errors.Join(err, v.sealActs(ctx), v.showPackage(ctx))
		}
	}
	if sealed && !same {
		if stale, err := v.packedFor(ctx); err != nil || stale {
			return err
		}
		if e, err = o.nextEdition(ctx, e, old); err != nil {
			return err
		}
		if seal, err = o.packSeal(ctx, e); err != nil {
			return err
		}
	}
	return v.pack(ctx, e, seal)
}

// pack makes the package of an edition in the draft.
func (v *visit) pack(ctx context.Context, e edition, seal stage.Seal) (err error) {
	o := v.office
	ports, options := pack.Ports{Source: o.ports.Source, Files: o.ports.Files}, o.packOptions(e)
	if ports.Draft, err = o.ports.Disk.Draft("pack"); err != nil {
		return err
	}
	if o.ports.Tell != nil {
		ports.Tell = func(done, total int64) { o.ports.Tell.Progress("pack", Passed{Bytes: done, OfBytes: total}) }
	}
	result, err := pack.New(ports, options).Run(ctx)
	if err != nil {
		return errors.Join(err, ports.Draft.(Draft).Discard())
	}
	v.whole("pack", true)
	v.packed = &packed{draft: ports.Draft.(Draft), seal: seal, result: result}
	return nil
}

func (o *Office) packOptions(e edition) pack.Options {
	return pack.Options{Deposit: o.Deposit, Profile: o.Profile, Schemas: o.Schemas, Version: o.ports.Version, Edition: e.number}
}

// packSeal is what decides the package: its edition, descriptions, renditions and files of the folders, and the places that they stand in.
func (o *Office) packSeal(ctx context.Context, e edition) (stage.Seal, error) {
	parts, err := o.ports.Store.PartsDigest(ctx, "description", "renditions", "files")
	if err != nil {
		return stage.Seal{}, err
	}
	boxes, err := o.output(ctx, "box")
	room := pack.New(pack.Ports{}, o.packOptions(e))
	return stage.Seal{Basis: room.Basis().Digest(), Input: deposit.DigestOf([]byte(parts + "\n" + boxes))}, err
}

// packedFor tells whether the sealed package was made for the acts that still stand: then a changed one waits for a reopening.
func (v *visit) packedFor(ctx context.Context) (bool, error) {
	acts, _, err := v.office.ports.Store.HallSeal(ctx, "pack acts")
	if err != nil || acts.Input != v.standing(GateList, GateBoxes) {
		return false, err
	}
	v.stop, v.status.Stale = true, &Stale{Gate: GateList, Package: true}
	return true, nil
}

// standing is the digest of the numbers of the acts that stand at the gates.
func (v *visit) standing(gates ...string) deposit.Digest {
	text := ""
	for _, name := range gates {
		g, _ := gateNamed(name)
		text += fmt.Sprintf("%s %d\n", name, standingActs(v.acts, g)[""].Seq)
	}
	return deposit.DigestOf([]byte(text))
}

// handOver judges the finished package as anyone would, describes what was judged, shows it by one rename, and seals it last.
func handOver(v *visit, ctx context.Context) error {
	if v.packed == nil {
		return nil
	}
	p, o := v.packed, v.office
	digest, err := o.judgePackage(ctx, p)
	if err != nil {
		return errors.Join(err, p.draft.Discard())
	}
	p.seal.Output = digest
	if err := o.ports.Store.PutFindings(ctx, "pack", p.result.Findings); err != nil {
		return err
	}
	if err := p.draft.Publish(); err != nil {
		return err
	}
	judged := map[string]deposit.Digest{p.result.Tar: digest} // read back by transfer
	if err := o.sealKnown(ctx, "pack", p.seal, judged, []string{"pakke"}); err != nil {
		return err
	}
	v.whole("transfer", true)
	return errors.Join(v.sealActs(ctx), v.showPackage(ctx))
}

// sealActs remembers the acts on which the sealed package stands.
func (v *visit) sealActs(ctx context.Context) error {
	return v.rememberActs(ctx, "pack acts", v.standing(GateList, GateBoxes))
}

// rememberActs notes for which acts something was made; after its seal, so that a kill between the two never reads as made for the acts of the next one.
func (v *visit) rememberActs(ctx context.Context, what string, acts deposit.Digest) error {
	was, _, err := v.office.ports.Store.HallSeal(ctx, what)
	if err != nil || was.Input == acts {
		return err
	}
	return v.office.ports.Store.SealHall(ctx, what, stage.Seal{Input: acts})
}
