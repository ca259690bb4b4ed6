package main

import (
	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
)

func rulesCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "rules", Aliases: []string{"regler"}, Usage: "verb.rules",
		Subcommands: []*cli.Command{
			{Name: "check", Aliases: []string{"sjekk"}, Usage: "verb.rules.check",
				ArgsUsage: "FIL.yaml…", Flags: []cli.Flag{jsonFlag(), langFlag}, Action: func(c *cli.Context) error { return rulesCheck(c, t) }},
			{Name: "explain", Aliases: []string{"forklar"}, Usage: "verb.rules.explain",
				ArgsUsage: "[ARBEIDSMAPPE]", Flags: []cli.Flag{jsonFlag(), langFlag}, Action: func(c *cli.Context) error { return rulesExplain(c, t) }},
		},
	}
}

// checkedRules is what the strict reading says of one file.
type checkedRules struct {
	File   string           `json:"file"`
	OK     bool             `json:"ok"`
	ID     string           `json:"id,omitempty"`
	Rules  int              `json:"rules,omitempty"`
	Faults []wire.RuleFault `json:"faults,omitempty"`
}

func rulesCheck(c *cli.Context, t terminal) error {
	if c.NArg() == 0 {
		return noSubject(c)
	}
	all, ok := []checkedRules{}, true
	for _, file := range c.Args().Slice() {
		rules, faults, err := wire.CheckRules(file, lang(c))
		if err != nil {
			return err
		}
		one := checkedRules{File: file, OK: len(faults) == 0, Faults: faults}
		if one.OK {
			one.ID, one.Rules = rules.ID, len(rules.Rules)
		}
		all, ok = append(all, one), ok && one.OK
	}
	if err := sayChecked(c, t, all); err != nil {
		return err
	}
	if !ok {
		return held{exitUsage}
	}
	return nil
}

func sayChecked(c *cli.Context, t terminal, all []checkedRules) error {
	if c.Bool(flagJSON) {
		return sayJSON(t.out, all)
	}
	w, l := &lineWriter{w: t.out}, lang(c)
	for _, one := range all {
		if one.OK {
			w.line("%s", l.Say("rules.whole", one.File, one.ID, one.Rules))
		}
		for _, f := range one.Faults {
			w.line("%s:%d:%d: %s", one.File, f.Line, f.Column, f.Text)
			if f.Excerpt != "" {
				w.line("%s", f.Excerpt)
			}
		}
	}
	return w.err
}

func rulesExplain(c *cli.Context, t terminal) error {
	if err := tooMany(c, 1); err != nil {
		return err
	}
	rules, day, err := wire.RulesOf(c.Args().First(), lang(c))
	if err != nil {
		return err
	}
	e := explainedRules(lang(c), rules, day)
	if c.Bool(flagJSON) {
		return sayJSON(t.out, e)
	}
	return sayRules(t, lang(c), e)
}
