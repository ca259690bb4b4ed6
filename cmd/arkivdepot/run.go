package main

import (
	"context"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
)

func runCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "run", Aliases: []string{"kjør", "kjor"}, Usage: "verb.run",
		ArgsUsage: "ARBEIDSMAPPE", Flags: append([]cli.Flag{jsonFlag(), workersFlag(), langFlag,
			&cli.StringFlag{Name: "redo", Usage: "flag.redo"}, becauseFlag()}, toolFlags()...),
		Action: func(c *cli.Context) error { return walk(c, t, wire.Options{Write: true}, redoing(c)) },
	}
}

func checkCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "check", Aliases: []string{"sjekk"}, Usage: "verb.check",
		ArgsUsage: "ARBEIDSMAPPE", Flags: append([]cli.Flag{jsonFlag(), workersFlag(), langFlag,
			&cli.StringFlag{Name: "format", Usage: "flag.format", Value: "text"}, &cli.BoolFlag{Name: "all", Aliases: []string{"alle"}, Usage: "flag.all_places"}}, toolFlags()...),
		Action: func(c *cli.Context) error { return check(c, t) },
	}
}

// walk runs a use-case that moves or reads the whole deposit, and shows where it stands.
func walk(c *cli.Context, t terminal, o wire.Options, use func(*pipeline.Office, context.Context) (pipeline.Status, error)) error {
	if err := tooMany(c, 1); err != nil {
		return err
	}
	progress := newProgress(t, lang(c))
	o.Tell, o.Tools = progress, tools(c)
	return inOffice(c, o, func(office *pipeline.Office) error {
		status, err := use(office, c.Context)
		progress.done()
		if err != nil {
			return err
		}
		if err := sayStatus(c, t, office, status); err != nil {
			return err
		}
		if status.Held() {
			return held{exitHeld}
		}
		return nil
	})
}
