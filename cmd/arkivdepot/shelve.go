package main

import (
	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
)

func shelveCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "shelve", Aliases: []string{"plasser"}, Usage: "verb.shelve", ArgsUsage: "BOKSER ROM/REOL/HYLLE[/PLASS]",
		Flags: []cli.Flag{depotFlag(), deliveryFlag(), actorFlag(), atFlag(), jsonFlag(), langFlag},
		Action: func(c *cli.Context) error {
			if err := tooMany(c, 2); err != nil {
				return err
			}
			if c.NArg() < 2 {
				return noSubject(c)
			}
			return inDepot(c, t, wire.Options{Write: true}, func(d *pipeline.Depot) error {
				moved, err := d.Shelve(c.Context, pipeline.ShelveRequest{Boxes: c.Args().First(), Delivery: c.String(flagDelivery), Place: c.Args().Get(1), Doer: doerOf(c)})
				if err != nil {
					return err
				}
				if c.Bool(flagJSON) {
					return sayJSON(t.out, moved)
				}
				w, l := &lineWriter{w: t.out}, lang(c)
				w.mark(d.Keeper.Mark)
				for _, b := range moved {
					w.line("%s", l.Say("depot.shelved", b.Code, b.Place))
				}
				return w.err
			})
		},
	}
}
