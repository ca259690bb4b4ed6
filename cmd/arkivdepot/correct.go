package main

import (
	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
)

func correctCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "correct", Aliases: []string{"rett"}, Usage: "verb.correct",
		ArgsUsage: "ARBEIDSMAPPE", Flags: []cli.Flag{byFlag(), reasonFlag(), atFlag(), jsonFlag(), langFlag,
			&cli.StringFlag{Name: "journal", Usage: "flag.journal", Required: true},
			&cli.StringFlag{Name: "column", Usage: "flag.column", Required: true},
			&cli.StringFlag{Name: "value", Usage: "flag.value"}, &cli.BoolFlag{Name: "blank", Aliases: []string{"tøm"}, Usage: "flag.blank"}},
		Action: func(c *cli.Context) error {
			if err := tooMany(c, 1); err != nil {
				return err
			}
			r := pipeline.CorrectRequest{Journal: c.String("journal"), Field: c.String("column"), Value: c.String("value"), Blank: c.Bool("blank"),
				By: c.String(flagBy), Because: c.String(flagBecause), At: c.String(flagAt)}
			return inOffice(c, wire.Options{Write: true}, func(office *pipeline.Office) error {
				if err := office.Correct(c.Context, r); err != nil {
					return err
				}
				dir, _ := workspaceArg(c)
				return sayMarked(c, t, office.Deposit.Mark, "office.corrected", r.Field, r.Journal, quote(dir))
			})
		},
	}
}
