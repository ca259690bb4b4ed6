package main

import (
	"crypto/rand"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/clock"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

func newCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "new", Aliases: []string{"ny"}, Usage: "verb.new",
		ArgsUsage: "ARBEIDSMAPPE", Flags: []cli.Flag{jsonFlag(), langFlag,
			&cli.StringFlag{Name: "profile", Usage: "flag.profile", Value: "ika-rogaland"},
			&cli.StringFlag{Name: "name", Usage: "flag.name"},
			&cli.StringFlag{Name: "id", Usage: "flag.id"},
			&cli.StringFlag{Name: "as-of", Usage: "flag.as-of"},
			&cli.StringFlag{Name: "produced", Usage: "flag.produced"}},
		Action: func(c *cli.Context) error { return newWorkspace(c, t) },
	}
}

func newWorkspace(c *cli.Context, t terminal) error {
	if err := tooMany(c, 1); err != nil {
		return err
	}
	dir, err := workspaceArg(c)
	if err != nil {
		return err
	}
	o := wire.NewOptions{Name: c.String("name"), Profile: c.String("profile"), Lang: lang(c), Before: before}
	if err := fillNew(c, &o); err != nil {
		return err
	}
	if err := wire.New(dir, o); err != nil {
		return err
	}
	return sayLine(c, t, "office.made", dir, quote(dir))
}

// fillNew reads what `new` decides once and for all: id, the day to judge by, the time of production.
func fillNew(c *cli.Context, o *wire.NewOptions) (err error) {
	now, _, err := clock.Now()
	if err != nil {
		return err
	}
	o.ID, o.AsOf, o.Produced = mint(), deposit.DateOf(text.Oslo(now)), now.UTC().Truncate(time.Second)
	if s := c.String("id"); s != "" {
		if o.ID, err = deposit.ParseID(s); err != nil {
			return wrongCall("--id", s, "no_uuid")
		}
	}
	if s := c.String("as-of"); s != "" {
		if o.AsOf, err = deposit.ParseDate(s); err != nil || !o.AsOf.Full() {
			return wrongCall("--as-of", s, "no_day")
		}
	}
	if s := c.String("produced"); s != "" {
		if o.Produced, err = time.Parse("2006-01-02T15:04:05", s); err != nil {
			return wrongCall("--produced", s, "no_time")
		}
	}
	return nil
}

func mint() deposit.ID {
	var random [16]byte
	_, _ = rand.Read(random[:]) // never fails (crypto/rand)
	return deposit.NewID(random)
}
