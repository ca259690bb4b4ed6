package main

import (
	"strconv"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// sayLoan says what happened with a loan, and which papers were printed.
func (k counter) sayLoan(key string, got deposit.Loan, papers []string) error {
	if k.Bool(flagJSON) {
		return sayJSON(k.out, struct {
			Mark   string       `json:"mark,omitempty"`
			Loan   deposit.Loan `json:"loan"`
			Papers []string     `json:"papers,omitempty"`
		}{k.desk.Keeper.Mark, got, papers})
	}
	w := &lineWriter{w: k.out}
	w.mark(k.desk.Keeper.Mark)
	w.line("%s", lang(k.Context).Say(key, got.No, got.Terms.Unit, got.Terms.Borrower, got.Terms.Due.Norwegian(), text.Count(int64(got.Left)), text.Count(int64(got.Pieces))))
	for _, p := range papers {
		w.line("  %s", p)
	}
	return w.err
}

// sayLoans lists loans, with what their days ask for.
func (k counter) sayLoans(lines []pipeline.LoanLine) error {
	if k.Bool(flagJSON) {
		return sayJSON(k.out, struct {
			Mark  string              `json:"mark,omitempty"`
			Loans []pipeline.LoanLine `json:"loans"`
		}{k.desk.Keeper.Mark, lines})
	}
	w, words := &lineWriter{w: k.out}, lang(k.Context)
	w.mark(k.desk.Keeper.Mark)
	for _, line := range lines {
		w.line("%s", words.Say("loan.line", line.No, line.Terms.Unit, line.Terms.Borrower, line.Terms.For, dayOf(line.Out), line.Terms.Due.Norwegian(),
			text.Count(int64(line.Left)), text.Count(int64(line.Pieces))))
		for _, more := range asksFor(words, line) {
			w.line("  %s", more)
		}
	}
	w.line("%s", words.Say("loan.lines", text.Count(int64(len(lines)))))
	return w.err
}

// asksFor is what a loan's days ask for.
func asksFor(words text.Lang, line pipeline.LoanLine) (more []string) {
	if line.InDay > 0 {
		more = append(more, words.Say("loan.line.day", text.Count(int64(line.InDay))))
	}
	if line.Late > 0 {
		more = append(more, words.Say("loan.line.late", strconv.Itoa(line.Late)))
	}
	if line.Remind {
		more = append(more, words.Say("loan.line.remind", line.No))
	}
	if line.Escalate {
		more = append(more, words.Say("loan.line.escalate", line.No))
	}
	return more
}

// sayEntries shows entries of the ledger, those taken back too.
func (k counter) sayEntries(entries []deposit.LedgerEntry) error {
	if k.Bool(flagJSON) {
		return sayJSON(k.out, struct {
			Mark    string                `json:"mark,omitempty"`
			Entries []deposit.LedgerEntry `json:"entries"`
		}{k.desk.Keeper.Mark, entries})
	}
	w, words := &lineWriter{w: k.out}, lang(k.Context)
	w.mark(k.desk.Keeper.Mark)
	for _, e := range entries {
		w.line("%6d  %s  %s  %s", e.Seq, words.Moment(e.At), words.Say("entry."+e.Kind), e.By)
		if e.Takes > 0 {
			w.line("        %s", words.Say("loan.takes", e.Takes))
		}
		if e.Recorded != e.At {
			w.line("        %s", words.Say("loan.recorded", words.Moment(e.Recorded)))
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
