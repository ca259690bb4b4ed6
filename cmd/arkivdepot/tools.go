package main

import (
	"context"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
)

// toolFlags say where programs stand that convert and judge, where they are not found by themselves.
func toolFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "soffice", Usage: "flag.soffice", EnvVars: []string{"ARKIVDEPOT_SOFFICE"}},
		&cli.StringFlag{Name: "gs", Usage: "flag.gs", EnvVars: []string{"ARKIVDEPOT_GS"}},
		&cli.StringFlag{Name: "verapdf", Usage: "flag.verapdf", EnvVars: []string{"ARKIVDEPOT_VERAPDF"}},
	}
}

func tools(c *cli.Context) wire.Tools {
	return wire.Tools{Soffice: c.String("soffice"), Ghostscript: c.String("gs"), VeraPDF: c.String("verapdf")}
}

// redoRoom is the one room whose results may be asked for again although nothing that decides them has changed.
const redoRoom = "convert"

// redoing is Run, after what could not be converted is forgotten where the user asks for that.
func redoing(c *cli.Context) func(*pipeline.Office, context.Context) (pipeline.Status, error) {
	return func(office *pipeline.Office, ctx context.Context) (pipeline.Status, error) {
		switch c.String("redo") {
		case "":
		case redoRoom:
			if _, err := office.RedoConversions(ctx, c.String("because")); err != nil {
				return pipeline.Status{}, err
			}
		default:
			return pipeline.Status{}, wrongCall("--redo", c.String("redo"), "no_redo")
		}
		return office.Run(ctx)
	}
}
