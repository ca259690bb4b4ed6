package main

import (
	"fmt"
	"strconv"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// sayLoan says what happened with a loan, and which papers were printed.
func sayLoan(c *cli.Context, t terminal, l *pipeline.Lender, key string, got deposit.Loan, papers []string, err error) error {
	if err != nil {
		return err
	}
	if c.Bool(flagJSON) {
		return sayJSON(t.out, struct {
			Mark   string       `json:"mark,omitempty"`
			Loan   deposit.Loan `json:"loan"`
			Papers []string     `json:"papers,omitempty"`
		}{l.Keeper.Mark, got, papers})
	}
	w := &lineWriter{w: t.out}
	w.mark(l.Keeper.Mark)
	w.line("%s", lang(c).Say(key, got.No, got.Terms.Unit, got.Terms.Borrower, got.Terms.Due.Norwegian(), text.Count(int64(got.Left)), text.Count(int64(got.Pieces))))
	for _, p := range papers {
		w.line("  %s", p)
	}
	return w.err
}

// sayLoans lists loans, with what their days ask for.
func sayLoans(c *cli.Context, t terminal, l *pipeline.Lender, lines []pipeline.LoanLine, err error) error {
	if err != nil {
		return err
	}
	if c.Bool(flagJSON) {
		return sayJSON(t.out, struct {
			Mark  string              `json:"mark,omitempty"`
			Loans []pipeline.LoanLine `json:"loans"`
		}{l.Keeper.Mark, lines})
	}
	w, words := &lineWriter{w: t.out}, lang(c)
	w.mark(l.Keeper.Mark)
	for _, line := range lines {
		w.line("%s", words.Say("loan.line", line.No, line.Terms.Unit, line.Terms.Borrower, line.Terms.For, line.Out[:10], line.Terms.Due.Norwegian(), text.Count(int64(line.Left)), text.Count(int64(line.Pieces))))
		if line.InDay > 0 {
			w.line("  %s", words.Say("loan.line.day", text.Count(int64(line.InDay))))
		}
		if line.Late > 0 {
			w.line("  %s", words.Say("loan.line.late", strconv.Itoa(line.Late)))
		}
		if line.Remind {
			w.line("  %s", words.Say("loan.line.remind"))
		}
		if line.Escalate {
			w.line("  %s", words.Say("loan.line.escalate"))
		}
	}
	w.line("%s", words.Say("loan.lines", text.Count(int64(len(lines)))))
	return w.err
}

// loanHistory shows every entry, those taken back too.
func loanHistory(c *cli.Context, t terminal, l *pipeline.Lender) error {
	entries, err := l.History(c.Context, c.Args().First(), c.String(flagDelivery))
	if err != nil {
		return err
	}
	if c.Bool(flagJSON) {
		return sayJSON(t.out, struct {
			Mark    string                `json:"mark,omitempty"`
			Entries []deposit.LedgerEntry `json:"entries"`
		}{l.Keeper.Mark, entries})
	}
	w, words := &lineWriter{w: t.out}, lang(c)
	w.mark(l.Keeper.Mark)
	for _, e := range entries {
		w.line("%6d  %s  %s  %s", e.Seq, e.At, words.Say("entry."+e.Kind), e.By)
		if e.Takes > 0 {
			w.line("        %s", words.Say("loan.takes", e.Takes))
		}
		if e.Recorded != e.At {
			w.line("        %s", words.Say("loan.recorded", e.Recorded))
		}
	}
	return w.err
}

func copyUnit(c *cli.Context, t terminal, d *pipeline.Depot) error {
	r, err := lendRequest(c)
	if err != nil {
		return err
	}
	got, err := d.Copy(c.Context, r)
	if err != nil {
		return err
	}
	if c.Bool(flagJSON) {
		return sayJSON(t.out, got)
	}
	w := &lineWriter{w: t.out}
	w.mark(d.Keeper.Mark)
	w.line("%s", lang(c).Say("loan.copied", text.Count(int64(got.Files)), text.Bytes(got.Bytes), got.Path, got.Sums.Short()))
	return w.err
}

func undo(c *cli.Context, t terminal, l *pipeline.Lender) error {
	seq, err := strconv.ParseInt(c.Args().First(), 10, 64)
	if err != nil {
		return wrongCall("loan undo", c.Args().First(), "no_entry")
	}
	e, err := l.Undo(c.Context, seq, c.String(flagBecause), c.String(flagBy))
	if err != nil {
		return err
	}
	if c.Bool(flagJSON) {
		return sayJSON(t.out, e)
	}
	_, err = fmt.Fprintln(t.out, lang(c).Say("loan.undone", seq, e.Seq))
	return err
}
