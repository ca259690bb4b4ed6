package main

import (
	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

func decideCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "decide", Aliases: []string{"avgjør", "avgjor"}, Usage: "verb.decide",
		ArgsUsage: "ARBEIDSMAPPE [F-…] accept|exclude|defer",
		Flags: []cli.Flag{byFlag(), becauseFlag(), atFlag(), jsonFlag(), langFlag,
			&cli.StringFlag{Name: flagCode, Usage: "flag.code"}},
		Action: func(c *cli.Context) error { return decide(c, t) },
	}
}

func decide(c *cli.Context, t terminal) error {
	r := pipeline.DecideRequest{Code: c.String(flagCode), By: c.String(flagBy), Because: c.String(flagBecause), At: c.String(flagAt)}
	answer := 2
	if r.Code == "" {
		r.Finding = c.Args().Get(1)
	} else {
		answer = 1
	}
	if err := tooMany(c, answer+1); err != nil {
		return err
	}
	r.Answer = answerWord(c.Args().Get(answer))
	return inOffice(c, wire.Options{Write: true}, func(office *pipeline.Office) error {
		done, err := office.Decide(c.Context, r)
		if err != nil {
			return err
		}
		return sayDecisions(c, t, office.Deposit.Mark, done)
	})
}

// answerWord lets people answer in Norwegian.
func answerWord(word string) deposit.AnswerKind {
	switch word {
	case "godta":
		return deposit.Accept
	case "utelat":
		return deposit.Exclude
	case "utsett":
		return deposit.Defer
	}
	return deposit.AnswerKind(word)
}

func reopenCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "reopen", Aliases: []string{"åpne"}, Usage: "verb.reopen",
		ArgsUsage: "ARBEIDSMAPPE", Flags: []cli.Flag{byFlag(), becauseFlag(), atFlag(), jsonFlag(), langFlag,
			&cli.StringFlag{Name: flagFrom, Usage: "flag.from", Value: pipeline.GateList}},
		Action: func(c *cli.Context) error {
			if err := tooMany(c, 1); err != nil {
				return err
			}
			r := pipeline.ReopenRequest{From: gateWord(c.String(flagFrom)), By: c.String(flagBy), Because: c.String(flagBecause), At: c.String(flagAt)}
			return inOffice(c, wire.Options{Write: true}, func(office *pipeline.Office) error {
				if err := office.Reopen(c.Context, r); err != nil {
					return err
				}
				return sayMarked(c, t, office.Deposit.Mark, "office.reopened", lang(c).Say("gate."+r.From))
			})
		},
	}
}
