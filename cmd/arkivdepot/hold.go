package main

import (
	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
)

func holdCommand(t terminal) *cli.Command {
	flags := func() []cli.Flag {
		return []cli.Flag{byFlag(), reasonFlag(), atFlag(), jsonFlag(), langFlag, &cli.IntFlag{Name: "document", Usage: "flag.document"}}
	}
	return &cli.Command{
		Name: "hold", Aliases: []string{"sperre"}, Usage: "verb.hold",
		Subcommands: []*cli.Command{
			{Name: "add", Aliases: []string{"legg"}, Usage: "verb.hold.add", ArgsUsage: "ARBEIDSMAPPE JOURNALNUMMER", Flags: flags(),
				Action: func(c *cli.Context) error { return hold(c, t, false) }},
			{Name: "lift", Aliases: []string{"opphev"}, Usage: "verb.hold.lift", ArgsUsage: "ARBEIDSMAPPE JOURNALNUMMER", Flags: flags(),
				Action: func(c *cli.Context) error { return hold(c, t, true) }},
		},
	}
}

func hold(c *cli.Context, t terminal, lift bool) error {
	if err := twoWords(c); err != nil {
		return err
	}
	r := pipeline.HoldRequest{Journal: c.Args().Get(1), Document: c.Int("document"), Lift: lift, By: c.String(flagBy), Because: c.String(flagBecause), At: c.String(flagAt)}
	return inOffice(c, wire.Options{Write: true}, func(office *pipeline.Office) error {
		record, changed, err := office.Hold(c.Context, r)
		if err != nil {
			return err
		}
		key := "hold.laid"
		switch {
		case lift:
			key = "hold.lifted"
		case !changed:
			key = "hold.stood"
		}
		return sayMarked(c, t, office.Deposit.Mark, key, record.Folder.Journal, documentWord(lang(c), record.Document))
	})
}
