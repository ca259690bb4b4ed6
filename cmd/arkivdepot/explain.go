package main

import (
	"strconv"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

func explainCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "explain", Aliases: []string{"forklar"}, Usage: "verb.explain",
		ArgsUsage: "ARBEIDSMAPPE JOURNALNUMMER", Flags: []cli.Flag{jsonFlag(), langFlag},
		Action: func(c *cli.Context) error {
			if err := tooMany(c, 2); err != nil {
				return err
			}
			if c.NArg() < 2 {
				return noSubject(c)
			}
			return inOffice(c, wire.Options{}, func(office *pipeline.Office) error {
				e, err := office.Explain(c.Context, c.Args().Get(1))
				if err != nil {
					return err
				}
				said := explainer{l: lang(c), rules: office.Rules, dir: quote(c.Args().First())}
				said.tell(e)
				if c.Bool(flagJSON) {
					return sayJSON(t.out, struct {
						pipeline.Explanation
						Said []string `json:"said"`
					}{e, said.lines})
				}
				w := &lineWriter{w: t.out}
				if office.Deposit.Mark != "" {
					w.line("%s", office.Deposit.Mark)
				}
				for _, line := range said.lines {
					w.line("%s", line)
				}
				return w.err
			})
		},
	}
}

// explainer tells an explanation in plain words, line by line.
type explainer struct {
	l     text.Lang
	rules deposit.RetentionRules
	dir   string
	lines []string
}

func (x *explainer) say(indent, key string, args ...any) {
	x.lines = append(x.lines, indent+x.l.Say("explain."+key, args...))
}

func (x *explainer) tell(e pipeline.Explanation) {
	if len(e.Rows) > 0 {
		x.say("", "rows", e.Journal, len(e.Rows))
		for _, row := range e.Rows {
			x.lines = append(x.lines, "")
			x.tell(row)
		}
		return
	}
	x.say("", "head", deposit.ShownNumber(e.Journal, e.Number), e.AsOf.Norwegian())
	if e.Fate != deposit.FatePackaged {
		x.say("", "fate", x.l.Say("fate."+string(e.Fate)))
	}
	if e.Verdict.Due == "" {
		x.say("", "not_judged", x.dir)
	} else {
		x.verdict(e.Verdict)
	}
	if e.Outdated {
		x.say("", "outdated", x.dir)
	}
	x.findings(e.Findings)
}

func (x *explainer) verdict(v deposit.Verdict) {
	x.say("", "due."+string(v.Due))
	for _, field := range v.Lacks {
		x.say("  ", "lacks", columnHeading(field, string(x.l)), x.dir)
	}
	if v.Winner == "" {
		x.say("", "no_winner")
	} else {
		x.say("", "latest", v.Latest.Norwegian(), windowWords(x.l, v.Window))
		x.delivery(v)
	}
	x.say("", "deadlines")
	for _, d := range v.Deadlines {
		x.deadline(v, d)
	}
}

// columnHeading is what people call a column of the register.
func columnHeading(field, lang string) string {
	for _, c := range append(deposit.RegisterColumns(), deposit.DocumentColumns()...) {
		if c.Key == field {
			return c.Heading(lang)
		}
	}
	return field
}

// delivery says why it is this delivery, where that is not plain from the deadline's year.
func (x *explainer) delivery(v deposit.Verdict) {
	_, regular := x.rules.WindowIn(v.Latest.Year)
	switch {
	case v.Late:
		x.say("", "late")
	case !regular && v.Window.Year != v.Latest.Year || x.rules.Policy == deposit.ExtraDelivery && v.Window.From == 0:
		x.say("", "policy."+string(x.rules.Policy), v.Latest.Year)
	}
}

// deadline is one rule's date: what it is counted from, whether that is stated or computed, and why it did not win.
func (x *explainer) deadline(v deposit.Verdict, d deposit.Deadline) {
	verb := "loses"
	if d.Rule == v.Winner {
		verb = "wins"
	}
	x.say("  ", verb, d.Source, d.Rule)
	trigger := x.l.Say("report.trigger." + d.Trigger)
	switch {
	case d.Latest.IsZero():
		x.say("    ", "no_date", trigger)
	case d.Years == 0:
		x.say("    ", "decided", d.Latest.Norwegian())
	default:
		x.say("    ", "counted", d.Latest.Norwegian(), strconv.Itoa(d.Years), trigger, d.On.Norwegian(), x.origin(d))
	}
	if d.Why != "" {
		x.say("    ", "why", x.l.Say("report.why."+d.Why))
	}
}

func (x *explainer) origin(d deposit.Deadline) string {
	switch {
	case d.Computed:
		return x.l.Say("explain.computed")
	case x.rules.Reactivated && (d.Trigger == string(deposit.EndCompulsory) || d.Trigger == string(deposit.EndUpper)):
		return x.l.Say("explain.stated_later")
	}
	return x.l.Say("explain.stated")
}

// findings is what stands on the folder. What other rooms than retention and purge say of it may name somebody: three dots stand for it.
func (x *explainer) findings(all []pipeline.Standing) {
	if len(all) == 0 {
		x.say("", "no_findings")
		return
	}
	x.say("", "findings")
	for i := 0; i < len(all); {
		s, alike := all[i], 1
		for i++; i < len(all) && len(s.Args) == 0 && all[i].Code == s.Code && all[i].Answer == s.Answer && all[i].By == s.By; i++ {
			alike++
		}
		said := deposit.Finding{Code: s.Code, Args: s.Args}.Say(string(x.l))
		if len(s.Args) == 0 {
			said = unsaid(deposit.Lookup(s.Code), string(x.l))
		}
		line := "  " + string(s.Code) + " (" + x.l.Say("report.severity."+string(s.Severity)) + "): " + said.Text
		if alike > 1 {
			line += " (×" + strconv.Itoa(alike) + ")"
		}
		if s.Answer != "" {
			line += " – " + x.l.Say("explain.answered", x.l.Say("answer."+string(s.Answer)), s.By)
		}
		x.lines = append(x.lines, line)
		if s.Open {
			x.lines = append(x.lines, "    → "+said.Remedy)
		}
	}
}
