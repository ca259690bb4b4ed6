package main

import (
	"encoding/json"
	"strconv"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// auditLedger walks the chain of a depot's ledger.
func auditLedger(c *cli.Context, t terminal, dir string) error {
	return openedDepot(c, dir, func(d *pipeline.Depot) error { return ledgerWhole(c, t, d.Lender) })
}

// auditOfficeLoans walks the chain of an office's own ledger of loans.
func auditOfficeLoans(c *cli.Context, t terminal) error {
	l, closed, err := wire.OfficeLender(c.Context, c.Args().First(), wire.Options{Command: "audit", Lang: lang(c), Before: before})
	if err != nil {
		return err
	}
	err = ledgerWhole(c, t, l)
	if closeErr := closed(); err == nil {
		err = closeErr
	}
	return err
}

func ledgerWhole(c *cli.Context, t terminal, l *pipeline.Lender) error {
	entries, broken, err := l.Audit(c.Context)
	if err != nil {
		return err
	}
	if broken > 0 {
		return &deposit.Error{Kind: deposit.NotValid, Op: "audit verify", Key: "ledger_broken", Args: []string{strconv.FormatInt(broken, 10)}}
	}
	return sayMarked(c, t, l.Keeper.Mark, "depot.ledger_whole", text.Count(entries))
}

// showLedger writes every entry, a line of JSON each.
func showLedger(c *cli.Context, t terminal, dir string) error {
	return openedDepot(c, dir, func(d *pipeline.Depot) error {
		enc := json.NewEncoder(t.out)
		enc.SetEscapeHTML(false)
		for e, err := range d.Book.Entries(c.Context) {
			if err != nil {
				return err
			}
			if err := enc.Encode(e); err != nil {
				return err
			}
		}
		return nil
	})
}

func openedDepot(c *cli.Context, dir string, f func(d *pipeline.Depot) error) error {
	d, closed, err := wire.Depot(c.Context, dir, wire.Options{Command: "audit", Lang: lang(c), Before: before})
	if err != nil {
		return err
	}
	err = f(d)
	if closeErr := closed(); err == nil {
		err = closeErr
	}
	return err
}
