package main

import (
	"strconv"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// counter is one call at a counter: what was asked, where it is answered, and whose counter it is.
type counter struct {
	*cli.Context
	terminal
	desk *pipeline.Lender
}

func (k counter) lend() error {
	r, err := lendRequest(k.Context)
	if err != nil {
		return err
	}
	got, papers, err := k.desk.Lend(k.Context.Context, r)
	if err != nil {
		return err
	}
	return k.sayLoan("loan.lent", got, papers)
}

func (k counter) giveBack() error {
	got, papers, err := k.desk.Return(k.Context.Context, pipeline.ReturnRequest{Loan: k.Args().First(), Parts: k.StringSlice("part"), Delivery: k.String(flagDelivery), Note: k.String("note"),
		Damaged: k.String("damaged"), Box: k.String("box"), Doer: doerOf(k.Context)})
	if err != nil {
		return err
	}
	key := "loan.back"
	if got.Left > 0 {
		key = "loan.back.part"
	}
	return k.sayLoan(key, got, papers)
}

func (k counter) list() error {
	lines, err := k.desk.Loans(k.Context.Context, k.String(flagAt))
	if err != nil {
		return err
	}
	return k.sayLoans(lines)
}

func (k counter) overdue() error {
	var on deposit.Date
	if s := k.String("on"); s != "" {
		day, err := deposit.ParseRegisterDate(s)
		if err != nil || !day.Full() {
			return wrongCall("--on", s, "no_day")
		}
		on = day
	}
	lines, err := k.desk.Overdue(k.Context.Context, on)
	if err != nil {
		return err
	}
	return k.sayLoans(lines)
}

func (k counter) history() error {
	entries, err := k.desk.History(k.Context.Context, k.Args().First(), k.String(flagDelivery))
	if err != nil {
		return err
	}
	return k.sayEntries(entries)
}

func (k counter) print() error {
	got, papers, err := k.desk.Papers(k.Context.Context, k.Args().First(), k.String(flagDelivery))
	if err != nil {
		return err
	}
	return k.sayLoan("loan.printed", got, papers)
}

func (k counter) onward() error {
	got, err := k.desk.Onward(k.Context.Context, pipeline.OnwardRequest{Loan: k.Args().First(), To: k.String("to"), Consent: k.String("consent"), Doer: doerOf(k.Context)})
	if err != nil {
		return err
	}
	return k.sayLoan("loan.onward", got, nil)
}

func (k counter) remind() error {
	got, papers, err := k.desk.Remind(k.Context.Context, pipeline.RemindRequest{Loan: k.Args().First(), Escalate: k.Bool("archivist"), Doer: doerOf(k.Context)})
	if err != nil {
		return err
	}
	return k.sayLoan("loan.reminded", got, papers)
}

func (k counter) day() error {
	got, err := k.desk.ToDayArchive(k.Context.Context, pipeline.DayRequest{Loan: k.Args().First(), Out: k.Bool("out"), Doer: doerOf(k.Context)})
	if err != nil {
		return err
	}
	key := "loan.day.in"
	if k.Bool("out") {
		key = "loan.day.out"
	}
	return k.sayLoan(key, got, nil)
}

func (k counter) dayEnd() error {
	lines, err := k.desk.DayEnd(k.Context.Context)
	if err != nil {
		return err
	}
	return k.sayLoans(lines)
}

func (k counter) damage() error { return k.condition("loan.damaged", false) }

func (k counter) mend() error { return k.condition("loan.mended", true) }

// condition registers what somebody found at the shelf.
func (k counter) condition(key string, mended bool) error {
	unit, err := k.desk.Condition(k.Context.Context, pipeline.ConditionRequest{Unit: k.Args().First(), Delivery: k.String(flagDelivery), Mended: mended, Note: k.String("note"), Doer: doerOf(k.Context)})
	if err != nil {
		return err
	}
	return sayMarked(k.Context, k.terminal, k.desk.Keeper.Mark, key, unit)
}

func (k counter) undo() error {
	seq, err := strconv.ParseInt(k.Args().First(), 10, 64)
	if err != nil {
		return wrongCall("loan undo", k.Args().First(), "no_entry")
	}
	e, err := k.desk.Undo(k.Context.Context, seq, k.String(flagBecause), k.String(flagBy))
	if err != nil {
		return err
	}
	if k.Bool(flagJSON) {
		return sayJSON(k.out, e)
	}
	return sayMarked(k.Context, k.terminal, k.desk.Keeper.Mark, "loan.undone", seq, e.Seq)
}
