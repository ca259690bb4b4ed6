package main

import (
	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

func findCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "find", Aliases: []string{"finn"}, Usage: "verb.find",
		Flags: []cli.Flag{depotFlag(), &cli.StringFlag{Name: "journal", Usage: "flag.journal"}, &cli.StringFlag{Name: "name", Aliases: []string{"navn"}, Usage: "flag.find.name"},
			&cli.StringFlag{Name: "born", Aliases: []string{"født"}, Usage: "flag.find.born"}, &cli.StringFlag{Name: "box", Aliases: []string{"boks"}, Usage: "flag.find.box"},
			&cli.StringFlag{Name: "shelf", Aliases: []string{"hylle"}, Usage: "flag.find.shelf"}, &cli.StringFlag{Name: "owner", Aliases: []string{"eier"}, Usage: "flag.find.owner"},
			&cli.StringFlag{Name: "creator", Aliases: []string{"arkivskaper"}, Usage: "flag.find.creator"}, deliveryFlag(),
			&cli.IntFlag{Name: "max", Usage: "flag.find.max", Value: 100}, &cli.StringFlag{Name: flagBy, Usage: "flag.find.by"}, jsonFlag(), langFlag},
		Action: func(c *cli.Context) error {
			if err := tooMany(c, 0); err != nil {
				return err
			}
			r, err := soughtIn(c)
			if err != nil {
				return err
			}
			return inDepot(c, t, wire.Options{}, func(d *pipeline.Depot) error {
				hits, err := d.Find(c.Context, r)
				if err != nil {
					return err
				}
				return sayHits(c, t, d, hits)
			})
		},
	}
}

func soughtIn(c *cli.Context) (r pipeline.FindRequest, err error) {
	r = pipeline.FindRequest{By: c.String(flagBy), Sought: deposit.Sought{Journal: c.String("journal"), Name: c.String("name"), Box: c.String("box"), Owner: c.String("owner"),
		Creator: c.String("creator"), Delivery: c.String(flagDelivery), Most: c.Int("max")}}
	if s := c.String("born"); s != "" {
		if r.Birth, err = deposit.ParseRegisterDate(s); err != nil {
			return r, wrongCall("--born", s, "no_day")
		}
	}
	if s := c.String("shelf"); s != "" {
		if r.Shelf, err = deposit.ParsePlace(s); err != nil {
			return r, wrongCall("--shelf", s, "no_place")
		}
	}
	if r.Sought == (deposit.Sought{Most: r.Most}) {
		return r, wrongCall("find", "", "nothing_sought")
	}
	return r, nil
}

func whereCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "where", Aliases: []string{"hvor"}, Usage: "verb.where", ArgsUsage: "MAPPE|BOKS", Flags: []cli.Flag{depotFlag(), deliveryFlag(), jsonFlag(), langFlag},
		Action: func(c *cli.Context) error {
			if c.NArg() == 0 {
				return noSubject(c)
			}
			if err := tooMany(c, 1); err != nil {
				return err
			}
			return inDepot(c, t, wire.Options{}, func(d *pipeline.Depot) error {
				hits, err := d.Where(c.Context, c.Args().First(), c.String(flagDelivery))
				if err != nil {
					return err
				}
				err = sayHits(c, t, d, hits)
				if _, box := pipeline.BoxCode(c.Args().First()); err != nil || box || len(hits) < 2 || c.Bool(flagJSON) {
					return err
				}
				return sayMarked(c, t, "", "depot.hits.several")
			})
		},
	}
}

// sayHits tells where folders are and what they are in.
func sayHits(c *cli.Context, t terminal, d *pipeline.Depot, hits []pipeline.Hit) error {
	if c.Bool(flagJSON) {
		return sayJSON(t.out, struct {
			Mark string         `json:"mark,omitempty"`
			Hits []pipeline.Hit `json:"hits"`
		}{d.Keeper.Mark, hits})
	}
	l, w := lang(c), &lineWriter{w: t.out}
	w.mark(d.Keeper.Mark)
	for _, h := range hits {
		w.line("%s", l.Say("depot.hit", h.Journal, l.Say("depot.medium."+string(h.Medium)), h.Creator))
		if h.Name != "" || !h.Birth.IsZero() {
			w.line("  %s", l.Say("depot.hit.person", h.Name, h.Birth.Norwegian()))
		}
		if len(h.Places) == 0 {
			w.line("  %s", l.Say("depot.hit.digital"))
		}
		for _, p := range h.Places {
			w.line("  %s", placeLine(l, p))
		}
	}
	w.line("%s", l.Say("depot.hits", text.Count(int64(len(hits)))))
	return w.err
}

func placeLine(l text.Lang, p pipeline.Whereabouts) string {
	place := p.Place
	if place == "" {
		place = l.Say("depot.hit.unshelved")
	}
	state := l.Say("depot.state." + string(p.State))
	if p.Loan != nil {
		state += ", " + l.Say("depot.hit.loan", p.Loan.No, p.Loan.Terms.Borrower, p.Loan.Terms.For, p.Loan.Terms.Due.Norwegian())
	}
	return l.Say("depot.hit.place", p.Vol, p.Of, p.Box, p.Pos, place, state)
}
