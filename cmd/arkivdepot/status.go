package main

import (
	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
)

func statusCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "status", Usage: "verb.status",
		ArgsUsage: "ARBEIDSMAPPE", Flags: []cli.Flag{jsonFlag(), langFlag},
		Action: func(c *cli.Context) error {
			if err := tooMany(c, 1); err != nil {
				return err
			}
			return inOffice(c, wire.Options{}, func(office *pipeline.Office) error {
				status, err := office.Status(c.Context)
				if err != nil {
					return err
				}
				return sayStatus(c, t, office, status)
			})
		},
	}
}
