package main

import (
	"github.com/urfave/cli/v2"
)

func fixtureCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "fixture", Usage: "lag en syntetisk deponering til prøve: ingen ekte personer", ArgsUsage: "MAPPE",
		Flags: []cli.Flag{langFlag,
			&cli.IntFlag{Name: "folders", Usage: "antall klientmapper", Value: 60},
			&cli.Int64Flag{Name: "seed", Usage: "samme tall gir de samme filene", Value: 1},
			&cli.StringFlag{Name: "kind", Usage: "demo, county (fylkeskommune) eller plain (mange like)", Value: "demo"}},
		Action: func(c *cli.Context) error { return writeFixture(c, t) },
		Subcommands: []*cli.Command{{
			Name: "demo", Usage: "gå gjennom hele jobben med det ekte programmet, på syntetiske personer", ArgsUsage: "MAPPE",
			Flags:  []cli.Flag{langFlag, &cli.StringFlag{Name: "program", Usage: "programmet som prøves", Value: "arkivdepot"}},
			Action: func(c *cli.Context) error { return walkDemo(c, t) },
		}},
	}
}
