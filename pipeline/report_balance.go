package pipeline

import (
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/page"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// unit is what an account counts: folders, files or bytes.
type unit struct {
	key   string
	of    func(deposit.Amount) int64
	shown func(int64) string
}

var units = []unit{
	{"folders", func(a deposit.Amount) int64 { return a.Folders }, text.Count},
	{"files", func(a deposit.Amount) int64 { return a.Files }, text.Count},
	{"bytes", func(a deposit.Amount) int64 { return a.Bytes }, text.Count},
}

// balance shows that what came in is what went somewhere: as a verdict, as equations, as an account to the byte, and as shares.
func (r *reporter) balance() []page.Block {
	b := r.status.Balance
	verdict := page.Notice{Tone: page.Good, Title: r.say("adds")}
	switch {
	case underway(b):
		verdict = page.Notice{Title: r.say("adds_so_far")}
	case !b.Adds():
		verdict = page.Notice{Tone: page.Stop, Title: r.say("adds_not"), Texts: []string{r.say("adds_not_how")}}
	}
	if b.Rows.Came > 0 {
		verdict.Texts = append(verdict.Texts, r.rowEquation(b.Rows))
	}
	for _, u := range units {
		verdict.Texts = append(verdict.Texts, r.equation(b, u))
	}
	if b.Unpacked.Came.Files > 0 {
		verdict.Texts = append(verdict.Texts, r.unpackedEquation(b.Unpacked))
	}
	blocks := []page.Block{verdict, r.account(b)}
	if b.Came.Files > 0 || b.Came.Folders > 0 {
		blocks = append(blocks, r.shares(b))
	}
	if len(b.Rules) > 0 {
		blocks = append(blocks, r.byRule(b.Rules))
	}
	return append(blocks, page.Text(r.say("balance_note")))
}

// ruleName is a rule's id as people are shown it; a place in our own papers is said to be the program's own rule.
func (r *reporter) ruleName(id string) string {
	if strings.HasPrefix(id, "design ") || strings.HasPrefix(id, "domain ") {
		return r.lang.Rule(id)
	}
	return id
}

// byRule is what is out by rule, each rule by its id: another owner's folders, what programs leave behind, what was destroyed.
func (r *reporter) byRule(all []deposit.RuleAmount) page.Table {
	rows := make([]page.Row, len(all))
	for i, a := range all {
		rows[i] = page.Row{Cells: []page.Cell{page.Of(r.ruleName(a.Rule)), page.Of(text.Count(a.Folders)), page.Of(text.Count(a.Files)), page.Of(text.Count(a.Bytes))}}
	}
	return page.Table{Caption: r.say("by_rule"), Rows: page.Rows(rows...), Columns: []page.Column{{Title: r.say("col_rule")},
		{Title: r.say("col_folders"), Numbers: true}, {Title: r.say("col_files"), Numbers: true}, {Title: r.say("col_bytes"), Numbers: true}}}
}

// rowEquation is the account of the register's rows: 61 rows in the register = 60 folders + 1 without a readable journal number.
func (r *reporter) rowEquation(a deposit.RowAccount) string {
	sign := " = "
	if !a.Adds() {
		sign = " ≠ "
	}
	line := r.say("in_rows", text.Count(a.Came)) + sign + r.say("rows_folders", text.Count(a.Folders))
	if a.Unnumbered > 0 {
		line += " + " + r.say("rows_unnumbered", text.Count(a.Unnumbered))
	}
	return line
}

// equation is the account of one unit on a line: 60 folders in = 52 in the package + 8 deferred.
func (r *reporter) equation(b deposit.Balance, u unit) string {
	var terms []string
	var sum int64
	for _, a := range b.Went {
		if n := u.of(a); n != 0 {
			terms = append(terms, u.shown(n)+" "+r.fate(a.Fate))
			sum += n
		}
	}
	if len(terms) == 0 {
		terms = []string{"0"}
	}
	sign := " = "
	if sum != u.of(b.Came) {
		sign = " ≠ "
	}
	return r.say("in_"+u.key, u.shown(u.of(b.Came))) + sign + strings.Join(terms, " + ")
}

// unpackedEquation is the account of what came out of archives and letters, which are no files that came in: 3 files unpacked out of 2 = 2 + 1.
func (r *reporter) unpackedEquation(u deposit.UnpackedAccount) string {
	sign := " = "
	if !u.Adds() {
		sign = " ≠ "
	}
	var terms []string
	for _, a := range u.Went {
		terms = append(terms, text.Count(a.Files)+" "+r.fate(a.Fate))
	}
	return r.say("unpacked", text.Count(u.Came.Files), text.Count(u.From)) + sign + strings.Join(terms, " + ")
}

func (r *reporter) account(b deposit.Balance) page.Table {
	line := func(name string, a deposit.Amount, sum bool) page.Row {
		return page.Row{Sum: sum, Cells: []page.Cell{page.Of(name), page.Of(text.Count(a.Folders)), page.Of(text.Count(a.Files)),
			page.Of(text.Count(a.Bytes)), page.Of(text.Bytes(a.Bytes))}}
	}
	rows := []page.Row{line(r.say("came"), b.Came, false)}
	var sum deposit.Amount
	for _, a := range b.Went {
		if a.Folders+a.Files == 0 {
			continue
		}
		rows = append(rows, line(r.fate(a.Fate), a, false))
		sum.Folders, sum.Files, sum.Bytes = sum.Folders+a.Folders, sum.Files+a.Files, sum.Bytes+a.Bytes
	}
	rows = append(rows, line(r.say("went_sum"), sum, true))
	return page.Table{Caption: r.say("account"), Rows: page.Rows(rows...), Columns: []page.Column{{Title: r.say("fate")},
		{Title: r.say("col_folders"), Numbers: true}, {Title: r.say("col_files"), Numbers: true}, {Title: r.say("col_bytes"), Numbers: true},
		{Title: r.say("col_size"), Numbers: true}}}
}

// shares is a divided bar for each unit.
func (r *reporter) shares(b deposit.Balance) page.Stacked {
	chart := page.Stacked{Caption: r.say("shares"), Share: true}
	for _, a := range b.Went {
		if a.Folders+a.Files > 0 {
			chart.Series = append(chart.Series, r.fate(a.Fate))
		}
	}
	for _, u := range units {
		bar := page.Stack{Label: r.say("col_" + u.key), Shown: u.shown(u.of(b.Came))}
		if u.key == "bytes" {
			bar.Shown = text.Bytes(b.Came.Bytes)
		}
		for _, a := range b.Went {
			if a.Folders+a.Files > 0 {
				bar.Values = append(bar.Values, u.of(a))
			}
		}
		chart.Stacks = append(chart.Stacks, bar)
	}
	return chart
}

// underway tells that the sums agree and that some of what came in has no fate yet: the rooms that say so have not been entered.
func underway(b deposit.Balance) bool {
	for _, a := range b.Went {
		if a.Fate == deposit.FateUnderway && a.Files+a.Folders > 0 {
			return b.Adds()
		}
	}
	return false
}

func (r *reporter) fate(f deposit.Fate) string { return r.lang.Say("fate." + string(f)) }
