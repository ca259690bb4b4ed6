package main

import (
	"fmt"
	"strconv"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

func auditCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "audit", Aliases: []string{"logg"}, Usage: "verb.audit",
		Subcommands: []*cli.Command{
			{Name: "verify", Aliases: []string{"verifiser"}, Usage: "verb.audit.verify", ArgsUsage: "ARBEIDSMAPPE",
				Flags: []cli.Flag{jsonFlag(), langFlag}, Action: func(c *cli.Context) error { return auditVerify(c, t) }},
			{Name: "show", Aliases: []string{"vis"}, Usage: "verb.audit.show", ArgsUsage: "ARBEIDSMAPPE",
				Flags: []cli.Flag{jsonFlag(), langFlag}, Action: func(c *cli.Context) error { return auditShow(c, t) }},
		},
	}
}

func auditVerify(c *cli.Context, t terminal) error {
	if dir, err := workspaceArg(c); err == nil && wire.IsDepot(dir) {
		return auditLedger(c, t, dir)
	}
	return inOffice(c, wire.Options{}, func(office *pipeline.Office) error {
		events, broken, err := office.Audit(c.Context)
		if err != nil {
			return err
		}
		if broken > 0 {
			return &deposit.Error{Kind: deposit.NotValid, Op: "audit verify", Key: "log_broken", Args: []string{strconv.FormatInt(broken, 10)}}
		}
		if err := sayMarked(c, t, office.Deposit.Mark, "office.log_whole", text.Count(events)); err != nil || !wire.HasLoans(c.Args().First()) {
			return err
		}
		return auditOfficeLoans(c, t)
	})
}

func auditShow(c *cli.Context, t terminal) error {
	if dir, err := workspaceArg(c); err == nil && wire.IsDepot(dir) {
		return showLedger(c, t, dir)
	}
	return inOffice(c, wire.Options{}, func(office *pipeline.Office) error {
		return office.Log(c.Context, func(e deposit.Event) error {
			_, err := fmt.Fprintf(t.out, `{"seq":%d,"at":%q,"kind":%q,"folder":%q,"data":%s,"hash":%q}`+"\n", e.Seq, e.At, e.Kind, e.Folder, e.Data, e.Hash)
			return err
		})
	})
}
