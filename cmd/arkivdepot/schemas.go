package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
)

func schemasCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "schemas", Aliases: []string{"skjema"}, Usage: "verb.schemas",
		Subcommands: []*cli.Command{{
			Name: "import", Aliases: []string{"importer"}, Usage: "verb.schemas.import",
			ArgsUsage: "ARBEIDSMAPPE MAPPE-MED-XSD…", Flags: []cli.Flag{jsonFlag(), langFlag},
			Action: func(c *cli.Context) error {
				if err := tooMany(c, 9); err != nil {
					return err
				}
				dir, err := workspaceArg(c)
				if err != nil {
					return err
				}
				names, err := wire.ImportSchemas(dir, c.Args().Slice()[1:], lang(c))
				if err != nil {
					return err
				}
				return sayLine(c, t, "office.imported", strings.Join(names, ", "))
			},
		}},
	}
}
