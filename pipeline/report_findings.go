package pipeline

import (
	"slices"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/page"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// codeTotal counts the findings of one code; their order is the store's: holds first, then by code.
type codeTotal struct {
	code      deposit.Code
	all, open int64
	answered  int64
}

func countCode(totals []codeTotal, f deposit.Found) []codeTotal {
	if len(totals) == 0 || totals[len(totals)-1].code != f.Finding.Code {
		totals = append(totals, codeTotal{code: f.Finding.Code})
	}
	t := &totals[len(totals)-1]
	t.all++
	if f.Open() {
		t.open++
	}
	if f.Answer != "" {
		t.answered++
	}
	return totals
}

// findings shows every finding: first how many of each code, then each with its place, words and answer.
func (r *reporter) findings() []page.Block {
	t := r.status.Findings
	if t.Holds+t.Warnings+t.Notes == 0 {
		return []page.Block{page.Text(r.say("findings_none"))}
	}
	waiting := page.Notice{Tone: page.Good, Title: r.say("findings_no_open")}
	if t.Open > 0 {
		waiting = page.Notice{Tone: page.Stop, Title: r.say("findings_open", text.Count(int64(t.Open)))}
	}
	return []page.Block{waiting, r.severities(), r.codes(), page.Heading(r.say("findings_each")),
		page.Table{Caption: r.say("findings_caption"), Rows: r.findingRows, Columns: []page.Column{{Title: r.say("col_finding"), Narrow: true},
			{Title: r.say("col_place")}, {Title: r.say("col_text")}, {Title: r.say("col_answer")}}}}
}

func (r *reporter) severities() page.Bars {
	t := r.status.Findings
	bar := func(key string, n int) page.Bar {
		return page.Bar{Label: r.say(key), Value: int64(n), Shown: text.Count(int64(n))}
	}
	return page.Bars{Caption: r.say("severities"), Bars: []page.Bar{bar("holds_open", t.Open), bar("holds_answered", t.Holds-t.Open),
		bar("warnings", t.Warnings), bar("notes", t.Notes)}}
}

func (r *reporter) codes() page.Table {
	return page.Table{Caption: r.say("codes_caption"), Columns: []page.Column{{Title: r.say("col_code"), Narrow: true}, {Title: r.say("col_severity")},
		{Title: r.say("col_rule")}, {Title: r.say("col_answers")}, {Title: r.say("col_count"), Numbers: true}, {Title: r.say("col_open"), Numbers: true}},
		Rows: func(yield func(page.Row) error) error {
			for _, t := range r.totals.codes {
				entry := deposit.Lookup(t.code)
				row := page.Row{Cells: []page.Cell{page.Of(string(t.code)), page.Of(r.say("severity." + string(entry.Severity))), page.Of(r.lang.Rule(entry.Rule)),
					page.Of(r.answers(entry)), page.Of(text.Count(t.all)), page.Of(text.Count(t.open))}}
				if err := yield(row); err != nil {
					return err
				}
			}
			return nil
		}}
}

// answers is what a person may answer to a code.
func (r *reporter) answers(entry deposit.CodeEntry) string {
	if entry.Severity != deposit.Hold {
		return "–"
	}
	if len(entry.Answers) == 0 {
		return r.say("must_correct")
	}
	words := make([]string, len(entry.Answers))
	for i, a := range entry.Answers {
		words[i] = r.lang.Say("answer." + string(a))
	}
	return strings.Join(words, ", ")
}

func (r *reporter) findingRows(yield func(page.Row) error) error {
	return r.office.ports.Store.Findings(r.ctx, func(f deposit.Found) error {
		said := f.Finding.Say(string(r.lang))
		first := page.Cell{{Text: string(f.Finding.Code)}, {Text: r.say("severity." + string(f.Severity)), Style: page.Label}, {Text: string(f.ID), Style: page.Code}}
		if f.Open() {
			first[1].Style = page.LabelOn
		}
		return yield(page.Row{Cells: []page.Cell{first, r.place(f),
			{{Text: said.Text}, {Text: "→ " + said.Remedy, Style: page.Quiet}, {Text: r.say("rule", r.lang.Rule(deposit.Lookup(f.Finding.Code).Rule)), Style: page.Quiet}},
			r.answer(f)}})
	})
}

// place is where a person finds it. A row of the sheet is shown as it was when the register was read.
func (r *reporter) place(found deposit.Found) page.Cell {
	var cell page.Cell
	f := found.Finding
	if f.Journal != "" {
		cell = append(cell, page.Line{Text: found.Shown(), Style: page.Strong})
	}
	var at []string
	if f.Sheet != "" && f.Row > 0 {
		at = append(at, r.say("at_row", f.Sheet, f.Row))
	} else if f.Sheet != "" {
		at = append(at, f.Sheet)
	}
	if f.Column != "" {
		at = append(at, r.say("at_column", f.Column))
	}
	if len(at) > 0 {
		cell = append(cell, page.Line{Text: strings.Join(at, ", ")})
	}
	if f.File != "" {
		cell = append(cell, page.Line{Text: "inn/" + f.File, Style: page.Code})
	}
	if len(cell) == 0 {
		cell = page.Of(r.say("at_deposit"))
	}
	return cell
}

func (r *reporter) answer(f deposit.Found) page.Cell {
	switch {
	case f.Answer != "":
		return page.Cell{{Text: r.lang.Say("answer." + string(f.Answer)), Style: page.Strong}, {Text: r.who(f.By)}, {Text: r.moment(f.At), Style: page.Quiet},
			{Text: r.say("because", f.Because), Style: page.Quiet}}
	case f.Open():
		return page.Cell{{Text: r.say("waits"), Style: page.LabelOn}, {Text: r.say("may", r.answers(deposit.Lookup(f.Finding.Code))), Style: page.Quiet}}
	case f.Severity == deposit.Hold:
		return page.Cell{{Text: r.say("settled", r.fate(f.Fate)), Style: page.Quiet}}
	}
	return page.Of("–")
}

// people shows what people did: the acts at the gates, and the decisions, those alike in a row together.
func (r *reporter) people() []page.Block {
	acts := make([]page.Row, 0, len(r.acts))
	for _, a := range r.acts {
		acts = append(acts, r.actRow(a))
	}
	return []page.Block{
		page.Table{Caption: r.say("acts_caption"), Rows: page.Rows(acts...), Empty: r.say("acts_none"), Columns: []page.Column{{Title: r.say("col_when"), Narrow: true},
			{Title: r.say("col_act")}, {Title: r.say("col_who")}, {Title: r.say("col_ref")}}},
		page.Heading(r.say("decisions")),
		page.Table{Caption: r.say("decisions_caption"), Rows: r.decisionRows, Empty: r.say("decisions_none"), Columns: []page.Column{
			{Title: r.say("col_when"), Narrow: true}, {Title: r.say("col_decision")}, {Title: r.say("col_about")}, {Title: r.say("col_who")}, {Title: r.say("col_because")}}},
	}
}

func (r *reporter) actRow(a deposit.Act) page.Row {
	what := page.Cell{{Text: r.lang.Act(a.Gate, a.Role), Style: page.Strong}}
	if a.Gate == "reopen" {
		what = append(what, page.Line{Text: r.say("from_gate", r.lang.Say("gate."+a.Role)), Style: page.Quiet})
	}
	if a.Undone > 0 {
		what = append(what, page.Line{Text: r.say("undone"), Style: page.LabelOn})
	}
	who := page.Cell{{Text: r.who(a.By)}}
	if a.For != "" {
		who = append(who, page.Line{Text: r.say("for", a.For), Style: page.Quiet})
	}
	return page.Row{Cells: []page.Cell{page.Of(r.moment(a.At)), what, who, {{Text: a.Ref}, {Text: a.Because}, {Text: a.Digest.Short(), Style: page.Code}}}}
}

// placesOfDecision is how many places a line of like decisions names; the findings have them all.
const placesOfDecision = 8

// decisionRows merges neighbours that one person answered alike at one moment: `decide --code` answers hundreds with one reason.
func (r *reporter) decisionRows(yield func(page.Row) error) error {
	var first deposit.Found
	var places []string
	n := 0
	end := func() error {
		if n == 0 {
			return nil
		}
		return yield(r.decisionRow(first, n, places))
	}
	err := r.office.ports.Store.Findings(r.ctx, func(f deposit.Found) error {
		if f.Answer == "" {
			return nil
		}
		if n == 0 || f.Finding.Code != first.Finding.Code || f.Answer != first.Answer || f.By != first.By || f.At != first.At || f.Because != first.Because {
			if err := end(); err != nil {
				return err
			}
			first, places, n = f, places[:0], 0
		}
		n++
		if journal := f.Shown(); journal != "" && n <= placesOfDecision && !slices.Contains(places, journal) {
			places = append(places, journal)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return end()
}

func (r *reporter) decisionRow(f deposit.Found, n int, places []string) page.Row {
	about := page.Cell{{Text: r.say("about", string(f.Finding.Code), text.Count(int64(n)))}}
	where := strings.Join(places, ", ")
	if n > placesOfDecision {
		where += " …"
	}
	about = append(about, page.Line{Text: where, Style: page.Quiet})
	return page.Row{Cells: []page.Cell{page.Of(r.moment(f.At)), {{Text: r.lang.Say("answer." + string(f.Answer)), Style: page.Strong}}, about,
		page.Of(r.who(f.By)), page.Of(f.Because)}}
}
