package main

import (
	"io"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

func receiptCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "receipt", Aliases: []string{"kvittering"}, Usage: "verb.receipt", ArgsUsage: "ARBEIDSMAPPE KVITTERING.json",
		Flags: []cli.Flag{byFlag(), atFlag(), &cli.StringFlag{Name: flagKey, Usage: "flag.receipt.key"}, jsonFlag(), langFlag},
		Action: func(c *cli.Context) error {
			if err := tooMany(c, 2); err != nil {
				return err
			}
			if c.NArg() < 2 {
				return noSubject(c)
			}
			return takeReceipt(c, t)
		},
	}
}

func takeReceipt(c *cli.Context, t terminal) error {
	data, err := readReceipt(c.Args().Get(1))
	if err != nil {
		return err
	}
	key, err := wire.StatedKey(c.String(flagKey))
	if err != nil {
		return err
	}
	return inOffice(c, wire.Options{Write: true}, func(office *pipeline.Office) error {
		trust := wire.Trust(c.Args().First(), wire.Options{Before: before})
		got, err := office.TakeReceipt(c.Context, pipeline.TakeRequest{Data: data, Key: key, Trust: trust, By: c.String(flagBy), At: c.String(flagAt)})
		if err != nil {
			return sayRefusal(c, t, err)
		}
		if c.Bool(flagJSON) {
			return sayJSON(t.out, got)
		}
		w, l := &lineWriter{w: t.out}, lang(c)
		w.mark(office.Deposit.Mark)
		if got.FirstUse {
			w.line("%s", l.Say("depot.key.first", got.Fingerprint))
		}
		missing := got.Receipt.Shortfall()
		w.line("%s", l.Say("depot.receipt.taken", got.Receipt.Depot, got.Receipt.Number, dayOf(got.Receipt.Issued), text.Count(int64(got.Receipt.Listed())), text.Count(int64(len(missing)))))
		for _, b := range got.Receipt.Boxes {
			if b.State != deposit.BoxCame {
				w.line("  %s  %s  %s", b.Code, l.Say("depot.box."+b.State.Word()), b.Remark)
			}
		}
		return w.err
	})
}

func readReceipt(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, wrongCall("receipt", "", "cannot_open")
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, deposit.MostReceipt+1))
	if err != nil {
		return nil, wrongCall("receipt", "", "cannot_open")
	}
	return data, nil
}
