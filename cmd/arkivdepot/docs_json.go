package main

import (
	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// findingDoc is a line of the finding catalogue in JSON: arguments are three dots.
type findingDoc struct {
	Code     deposit.Code         `json:"code"`
	Severity deposit.Severity     `json:"severity"`
	Rule     string               `json:"rule"`
	Text     string               `json:"text"`
	Remedy   string               `json:"remedy"`
	Answers  []deposit.AnswerKind `json:"answers,omitempty"`
}

func findingData(l text.Lang) []findingDoc {
	var all []findingDoc
	for _, code := range deposit.Codes() {
		entry := deposit.Lookup(code)
		said := unsaid(entry, string(l))
		all = append(all, findingDoc{code, entry.Severity, l.Rule(entry.Rule), said.Text, said.Remedy, entry.Answers})
	}
	return all
}

// commandDoc is a verb in JSON.
type commandDoc struct {
	Name    string       `json:"name"`
	Aliases []string     `json:"aliases,omitempty"`
	Shape   string       `json:"shape"`
	Usage   string       `json:"usage"`
	Flags   []flagDoc    `json:"flags,omitempty"`
	Verbs   []commandDoc `json:"verbs,omitempty"`
}

type flagDoc struct {
	Name     string `json:"name"`
	Usage    string `json:"usage"`
	Value    bool   `json:"value"`
	Required bool   `json:"required,omitempty"`
}

func commandData(l text.Lang, commands []*cli.Command) []commandDoc {
	var all []commandDoc
	for _, c := range commands {
		one := commandDoc{Name: c.Name, Aliases: c.Aliases, Shape: shapeOf(c), Usage: c.Usage, Verbs: commandData(l, c.Subcommands)}
		for _, f := range c.Flags {
			needed, _ := f.(cli.RequiredFlag)
			described, _ := f.(cli.DocGenerationFlag)
			if needed != nil && described != nil {
				one.Flags = append(one.Flags, flagDoc{f.Names()[0], described.GetUsage() + flagDefault(l, f), takesValue(f), needed.IsRequired()})
			}
		}
		all = append(all, one)
	}
	return all
}
