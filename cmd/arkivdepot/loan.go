package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// flagOffice is the workspace of the office whose counter it is, where it is not a depot's.
const flagOffice = "office"

// counterFlags are the flags of every verb at a counter, and the verb's own.
func counterFlags(own ...cli.Flag) []cli.Flag {
	return append([]cli.Flag{depotFlag(), &cli.StringFlag{Name: flagOffice, Aliases: []string{"kontor"}, Usage: "flag.office"}, deliveryFlag()}, append(own, jsonFlag(), langFlag)...)
}

// lendingFlags are what a loan and a copy are given on.
func lendingFlags(own ...cli.Flag) []cli.Flag {
	return counterFlags(append(own, actorFlag(), atFlag(), &cli.StringFlag{Name: "borrower", Aliases: []string{"låntaker"}, Usage: "flag.borrower", Required: true},
		&cli.StringFlag{Name: flagFor, Usage: "flag.borrower.for"}, &cli.StringFlag{Name: "purpose", Aliases: []string{"formål"}, Usage: "flag.purpose"},
		&cli.StringFlag{Name: "channel", Aliases: []string{"sendes"}, Usage: "flag.channel"}, &cli.StringFlag{Name: "post", Usage: "flag.post"},
		&cli.StringFlag{Name: "routine", Aliases: []string{"rutine"}, Usage: "flag.routine"}, &cli.StringFlag{Name: "container", Aliases: []string{"beholder"}, Usage: "flag.container"})...)
}

func loanCommand(t terminal) *cli.Command {
	verb := func(name, alias, args string, takes int, flags []cli.Flag, do func(c *cli.Context, l *pipeline.Lender) error) *cli.Command {
		return &cli.Command{Name: name, Aliases: []string{alias}, Usage: "verb.loan." + name, ArgsUsage: args, Flags: flags, Action: func(c *cli.Context) error {
			if err := tooMany(c, takes); err != nil {
				return err
			}
			if takes > 0 && c.NArg() == 0 {
				return noSubject(c)
			}
			return atCounter(c, t, func(l *pipeline.Lender) error { return do(c, l) })
		}}
	}
	act := func(own ...cli.Flag) []cli.Flag { return counterFlags(append(own, actorFlag(), atFlag())...) }
	due := &cli.StringFlag{Name: "due", Aliases: []string{"frist"}, Usage: "flag.due"}
	accept := &cli.StringSliceFlag{Name: "accept", Aliases: []string{"vilkår"}, Usage: "flag.accept"}
	return &cli.Command{
		Name: "loan", Aliases: []string{"lån"}, Usage: "verb.loan",
		Subcommands: []*cli.Command{
			verb("out", "ut", "MAPPE|BOKS", 1, lendingFlags(due, accept), func(c *cli.Context, l *pipeline.Lender) error { return lend(c, t, l) }),
			verb("return", "inn", "LÅN|MAPPE|BOKS", 1, act(&cli.StringSliceFlag{Name: "part", Aliases: []string{"del"}, Usage: "flag.part"}, &cli.StringFlag{Name: "note", Aliases: []string{"merknad"}, Usage: "flag.note"},
				&cli.StringFlag{Name: "damaged", Aliases: []string{"skadet"}, Usage: "flag.damaged"}, &cli.StringFlag{Name: "box", Aliases: []string{"boks"}, Usage: "flag.return.box"}),
				func(c *cli.Context, l *pipeline.Lender) error { return giveBack(c, t, l) }),
			verb("list", "liste", "", 0, counterFlags(atFlag()), func(c *cli.Context, l *pipeline.Lender) error {
				lines, err := l.Loans(c.Context, c.String(flagAt))
				return sayLoans(c, t, l, lines, err)
			}),
			verb("overdue", "forfalt", "", 0, counterFlags(&cli.StringFlag{Name: "on", Aliases: []string{"dag"}, Usage: "flag.overdue.on"}), func(c *cli.Context, l *pipeline.Lender) error { return overdue(c, t, l) }),
			verb("history", "forløp", "LÅN|MAPPE|BOKS", 1, counterFlags(), func(c *cli.Context, l *pipeline.Lender) error { return loanHistory(c, t, l) }),
			{Name: "copy", Aliases: []string{"kopi"}, Usage: "verb.loan.copy", ArgsUsage: "MAPPE", Flags: lendingFlags(), Action: func(c *cli.Context) error {
				if c.NArg() != 1 {
					return noSubject(c)
				}
				return inDepot(c, t, wire.Options{}, func(d *pipeline.Depot) error { return copyUnit(c, t, d) })
			}},
			verb("onward", "videre", "LÅN", 1, act(&cli.StringFlag{Name: "to", Aliases: []string{"til"}, Usage: "flag.to", Required: true}, &cli.StringFlag{Name: "consent", Aliases: []string{"samtykke"}, Usage: "flag.consent"}),
				func(c *cli.Context, l *pipeline.Lender) error {
					got, err := l.Onward(c.Context, pipeline.OnwardRequest{Loan: c.Args().First(), To: c.String("to"), Consent: c.String("consent"), By: c.String(flagBy), At: c.String(flagAt)})
					return sayLoan(c, t, l, "loan.onward", got, nil, err)
				}),
			verb("remind", "påminn", "LÅN|MAPPE|BOKS", 1, act(&cli.BoolFlag{Name: "archivist", Aliases: []string{"arkivleder"}, Usage: "flag.archivist"}), func(c *cli.Context, l *pipeline.Lender) error {
				got, papers, err := l.Remind(c.Context, c.Args().First(), c.Bool("archivist"), c.String(flagBy), c.String(flagAt))
				return sayLoan(c, t, l, "loan.reminded", got, papers, err)
			}),
			verb("day", "dagligarkiv", "LÅN|MAPPE", 1, act(&cli.BoolFlag{Name: "out", Aliases: []string{"ut"}, Usage: "flag.day.out"}), func(c *cli.Context, l *pipeline.Lender) error {
				got, err := l.ToDayArchive(c.Context, c.Args().First(), c.Bool("out"), c.String(flagBy), c.String(flagAt))
				return sayLoan(c, t, l, map[bool]string{false: "loan.day.in", true: "loan.day.out"}[c.Bool("out")], got, nil, err)
			}),
			verb("dayend", "dagslutt", "", 0, counterFlags(), func(c *cli.Context, l *pipeline.Lender) error {
				lines, err := l.DayEnd(c.Context)
				return sayLoans(c, t, l, lines, err)
			}),
			verb("undo", "angre", "FØRING", 1, counterFlags(actorFlag(), becauseFlag()), func(c *cli.Context, l *pipeline.Lender) error { return undo(c, t, l) }),
		},
	}
}

// atCounter opens the counter of the depot that --depot names, or of the office whose workspace --office names.
func atCounter(c *cli.Context, t terminal, f func(l *pipeline.Lender) error) (err error) {
	dir := c.String(flagOffice)
	if dir == "" {
		return inDepot(c, t, wire.Options{}, func(d *pipeline.Depot) error { return f(d.Lender) })
	}
	l, closed, err := wire.OfficeLender(c.Context, dir, wire.Options{Command: "loan", Lang: lang(c), Before: before})
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := closed(); err == nil {
			err = closeErr
		}
	}()
	return sayRefusal(c, t, f(l))
}

// lendRequest reads what a loan or a copy is asked for.
func lendRequest(c *cli.Context) (pipeline.LendRequest, error) {
	r := pipeline.LendRequest{Unit: c.Args().First(), Delivery: c.String(flagDelivery), By: c.String(flagBy), At: c.String(flagAt), Terms: deposit.LoanTerms{
		Borrower: c.String("borrower"), For: c.String(flagFor), Purpose: c.String("purpose"), Channel: deposit.Channel(c.String("channel")), Post: c.String("post"),
		Routine: c.String("routine"), Container: c.String("container")}}
	known := r.Terms.Channel == ""
	var words []string
	for _, channel := range deposit.Channels() {
		known, words = known || channel == r.Terms.Channel, append(words, string(channel))
	}
	if !known {
		return r, wrongCall("--channel", string(r.Terms.Channel), "no_channel", strings.Join(words, ", "))
	}
	if s := c.String("due"); s != "" {
		due, err := deposit.ParseRegisterDate(s)
		if err != nil {
			return r, wrongCall("--due", s, "no_day")
		}
		r.Terms.Due = due
	}
	for _, word := range c.StringSlice("accept") {
		r.Terms.Accepted = append(r.Terms.Accepted, deposit.Condition(strings.TrimSpace(word)))
	}
	return r, nil
}

func lend(c *cli.Context, t terminal, l *pipeline.Lender) error {
	r, err := lendRequest(c)
	if err != nil {
		return err
	}
	got, papers, err := l.Lend(c.Context, r)
	return sayLoan(c, t, l, "loan.lent", got, papers, err)
}

func giveBack(c *cli.Context, t terminal, l *pipeline.Lender) error {
	got, papers, err := l.Return(c.Context, pipeline.ReturnRequest{Loan: c.Args().First(), Parts: c.StringSlice("part"), Delivery: c.String(flagDelivery), Note: c.String("note"),
		Damaged: c.String("damaged"), Box: c.String("box"), By: c.String(flagBy), At: c.String(flagAt)})
	key := "loan.back"
	if got.Left > 0 {
		key = "loan.back.part"
	}
	return sayLoan(c, t, l, key, got, papers, err)
}

func overdue(c *cli.Context, t terminal, l *pipeline.Lender) error {
	var on deposit.Date
	if s := c.String("on"); s != "" {
		day, err := deposit.ParseRegisterDate(s)
		if err != nil || !day.Full() {
			return wrongCall("--on", s, "no_day")
		}
		on = day
	}
	lines, err := l.Overdue(c.Context, on)
	return sayLoans(c, t, l, lines, err)
}
