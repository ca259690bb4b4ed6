package main

import (
	"errors"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

func receiveCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "receive", Aliases: []string{"motta"}, Usage: "verb.receive", ArgsUsage: "PAKKE.tar [PAKKE.xml]",
		// A flag that is required here would be required of "receive box" too, in front of it: who acts is asked for when it is done.
		Flags: []cli.Flag{depotFlag(), &cli.StringFlag{Name: flagBy, Usage: "flag.actor"}, atFlag(), &cli.StringFlag{Name: "of", Usage: "flag.of"}, jsonFlag(), langFlag},
		Action: func(c *cli.Context) error {
			return inDepot(c, t, wire.Options{Write: true}, func(d *pipeline.Depot) error { return receivePackage(c, t, d) })
		},
		Subcommands: []*cli.Command{
			{Name: "box", Aliases: []string{"boks"}, Usage: "verb.receive.box", ArgsUsage: "BOKS ok|missing|extra",
				Flags: []cli.Flag{depotFlag(), deliveryFlag(), actorFlag(), atFlag(), &cli.StringFlag{Name: "damaged", Aliases: []string{"skadet"}, Usage: "flag.damaged"},
					&cli.StringFlag{Name: "remark", Aliases: []string{"merknad"}, Usage: "flag.remark"}, jsonFlag(), langFlag},
				Action: func(c *cli.Context) error {
					return inDepot(c, t, wire.Options{Write: true}, func(d *pipeline.Depot) error { return receiveBox(c, t, d) })
				}},
		},
	}
}

func receivePackage(c *cli.Context, t terminal, d *pipeline.Depot) error {
	if c.NArg() == 0 {
		return noSubject(c)
	}
	if err := tooMany(c, 2); err != nil {
		return err
	}
	p, closed, err := openPackage("receive", c.Args().Get(0), c.Args().Get(1))
	if err != nil {
		return err
	}
	defer closed()
	draw, total := newProgress(t, lang(c)), size(c.Args().Get(0))
	draw.Enter("transfer", "")
	got, err := d.Receive(c.Context, pipeline.ReceiveRequest{Package: p, Of: c.String("of"), Doer: doerOf(c), Lang: lang(c),
		Tell: func(read int64) { draw.Progress("transfer", pipeline.Passed{Bytes: read, OfBytes: total}) }})
	draw.done()
	if err != nil {
		return err
	}
	if err := sayReception(c, t, d, got); err != nil {
		return err
	}
	if !got.Received && !got.Again && !got.Trial {
		return held{exitNotValid}
	}
	return nil
}

func sayReception(c *cli.Context, t terminal, d *pipeline.Depot, got pipeline.Reception) error {
	if c.Bool(flagJSON) {
		return sayJSON(t.out, got)
	}
	l, w := lang(c), &lineWriter{w: t.out}
	w.mark(d.Keeper.Mark)
	for _, f := range got.Findings {
		if f.Severity() == deposit.Note || got.Again {
			continue
		}
		words := f.Say(string(l))
		w.line("%s %s  %s", f.Code, l.Say("report.severity."+string(f.Severity())), where(f)+words.Text)
		w.line("  → %s", words.Remedy)
	}
	switch p := got.Package; {
	case got.Again:
		w.line("%s", l.Say("depot.again", p.ID, dayOf(p.At)))
	case got.Trial:
		w.line("%s", l.Say("depot.tried", p.ID, text.Count(int64(p.Folders)), text.Count(int64(p.Files))))
	case got.Received:
		w.line("%s", l.Say("depot.received", p.ID, text.Count(int64(p.Folders)), text.Count(int64(p.Files)), text.Count(int64(got.Expected))))
		if p.Of != "" {
			w.line("%s", l.Say("depot.of."+strings.ToLower(string(p.Status)), p.Of))
		}
	default:
		w.line("%s", l.Say("depot.refused", filepath.Join(c.String(flagDepot), filepath.FromSlash(got.Place))))
	}
	return w.err
}

// boxStates are the words for what became of a box.
var boxStates = map[string]deposit.BoxState{"ok": deposit.BoxCame, "missing": deposit.BoxMissing, "mangler": deposit.BoxMissing, "extra": deposit.BoxExtra, "ekstra": deposit.BoxExtra}

func receiveBox(c *cli.Context, t terminal, d *pipeline.Depot) error {
	if err := tooMany(c, 2); err != nil {
		return err
	}
	r := pipeline.TickRequest{Box: c.Args().First(), Delivery: c.String(flagDelivery), Remark: c.String("remark"), Doer: doerOf(c)}
	state, known := boxStates[c.Args().Get(1)]
	r.State = state
	if c.IsSet("damaged") {
		r.State, r.Remark, known = deposit.BoxDamaged, c.String("damaged"), c.NArg() < 2 || state == deposit.BoxCame
	}
	if r.Box == "" || !known {
		return wrongCall("receive box", c.Args().Get(1), "no_box_state", shapeOf(c.Command))
	}
	got, err := d.Tick(c.Context, r)
	if err != nil {
		return err
	}
	if c.Bool(flagJSON) {
		return sayJSON(t.out, got)
	}
	w, l := &lineWriter{w: t.out}, lang(c)
	w.mark(d.Keeper.Mark)
	w.line("%s", l.Say("depot.ticked", got.Box.Code, l.Say("depot.box."+got.Box.State.Word()), text.Count(int64(got.Expected))))
	return w.err
}

func asRefusal(err error) (*deposit.Refusal, bool) {
	refusal := new(deposit.Refusal)
	ok := errors.As(err, &refusal)
	return refusal, ok
}
