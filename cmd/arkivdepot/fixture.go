package main

import (
	"github.com/urfave/cli/v2"
)

func fixtureCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "fixture", Usage: "verb.fixture", ArgsUsage: "MAPPE",
		Flags: []cli.Flag{jsonFlag(), langFlag,
			&cli.IntFlag{Name: "folders", Usage: "flag.folders", Value: 60},
			&cli.Int64Flag{Name: "seed", Usage: "flag.seed", Value: 1},
			&cli.StringFlag{Name: "kind", Usage: "flag.kind", Value: "demo"}},
		Action: func(c *cli.Context) error { return writeFixture(c, t) },
		Subcommands: []*cli.Command{{
			Name: "demo", Usage: "verb.fixture.demo", ArgsUsage: "MAPPE",
			Flags:  []cli.Flag{jsonFlag(), langFlag, &cli.StringFlag{Name: "program", Usage: "flag.program"}},
			Action: func(c *cli.Context) error { return walkDemo(c, t) },
		}},
	}
}
