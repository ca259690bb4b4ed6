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

// loanVerb is one thing that is done at a counter.
type loanVerb struct {
	name, alias string
	args        string // empty: none
	flags       []cli.Flag
	do          func(k counter) error
}

// loanVerbs is every verb at a counter but the copy, which is the depot's alone.
func loanVerbs() []loanVerb {
	text := func(name, alias, usage string) *cli.StringFlag {
		flag := &cli.StringFlag{Name: name, Usage: usage}
		if alias != "" {
			flag.Aliases = []string{alias}
		}
		return flag
	}
	list := func(name, alias, usage string) cli.Flag {
		return &cli.StringSliceFlag{Name: name, Aliases: []string{alias}, Usage: usage}
	}
	doing := func(own ...cli.Flag) []cli.Flag { return counterFlags(append(own, actorFlag(), atFlag())...) }
	to := text("to", "til", "flag.to")
	to.Required = true
	return []loanVerb{
		{"out", "ut", "MAPPE|BOKS", lendingFlags(text("due", "frist", "flag.due"), list("accept", "vilkår", "flag.accept")), counter.lend},
		{"return", "inn", "LÅN|MAPPE|BOKS", doing(list("part", "del", "flag.part"), text("note", "merknad", "flag.note"), text("damaged", "skadet", "flag.damaged"),
			text("box", "boks", "flag.return.box")), counter.giveBack},
		{"list", "liste", "", counterFlags(atFlag()), counter.list},
		{"overdue", "forfalt", "", counterFlags(text("on", "dag", "flag.overdue.on")), counter.overdue},
		{"history", "forløp", "LÅN|MAPPE|BOKS", counterFlags(), counter.history},
		{"papers", "papirer", "LÅN|MAPPE|BOKS", counterFlags(), counter.print},
		{"onward", "videre", "LÅN", doing(to, text("consent", "samtykke", "flag.consent")), counter.onward},
		{"remind", "påminn", "LÅN|MAPPE|BOKS", doing(&cli.BoolFlag{Name: "archivist", Aliases: []string{"arkivleder"}, Usage: "flag.archivist"}), counter.remind},
		{"day", "dagligarkiv", "LÅN|MAPPE", doing(&cli.BoolFlag{Name: "out", Aliases: []string{"ut"}, Usage: "flag.day.out"}), counter.day},
		{"dayend", "dagslutt", "", counterFlags(), counter.dayEnd},
		{"damage", "skade", "MAPPE|BOKS", doing(text("note", "merknad", "flag.condition")), counter.damage},
		{"mend", "reparert", "MAPPE|BOKS", doing(text("note", "merknad", "flag.condition")), counter.mend},
		{"undo", "angre", "FØRING", counterFlags(actorFlag(), becauseFlag()), counter.undo},
	}
}

func loanCommand(t terminal) *cli.Command {
	command := &cli.Command{Name: "loan", Aliases: []string{"lån"}, Usage: "verb.loan"}
	for _, v := range loanVerbs() {
		takes := min(len(v.args), 1)
		command.Subcommands = append(command.Subcommands, &cli.Command{Name: v.name, Aliases: []string{v.alias}, Usage: "verb.loan." + v.name, ArgsUsage: v.args, Flags: v.flags,
			Action: func(c *cli.Context) error {
				if err := tooMany(c, takes); err != nil {
					return err
				}
				if c.NArg() < takes {
					return noSubject(c)
				}
				return atCounter(c, t, v.do)
			}})
	}
	command.Subcommands = append(command.Subcommands, &cli.Command{Name: "copy", Aliases: []string{"kopi"}, Usage: "verb.loan.copy", ArgsUsage: "MAPPE", Flags: lendingFlags(),
		Action: func(c *cli.Context) error {
			if c.NArg() == 0 {
				return noSubject(c)
			}
			if err := tooMany(c, 1); err != nil {
				return err
			}
			return inDepot(c, t, wire.Options{}, func(d *pipeline.Depot) error { return copyUnit(c, t, d) })
		}})
	return command
}

// atCounter opens the counter of the depot that --depot names, or of the office whose workspace --office names.
func atCounter(c *cli.Context, t terminal, do func(k counter) error) (err error) {
	dir := c.String(flagOffice)
	if dir == "" {
		return inDepot(c, t, wire.Options{}, func(d *pipeline.Depot) error { return do(counter{c, t, d.Lender}) })
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
	return sayRefusal(c, t, do(counter{c, t, l}))
}

// lendRequest reads what a loan or a copy is asked for.
func lendRequest(c *cli.Context) (pipeline.LendRequest, error) {
	r := pipeline.LendRequest{Unit: c.Args().First(), Delivery: c.String(flagDelivery), Doer: doerOf(c), Terms: deposit.LoanTerms{
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
