package main

import (
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

func decideCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "decide", Aliases: []string{"avgjør", "avgjor"}, Usage: "verb.decide",
		ArgsUsage: "ARBEIDSMAPPE [F-…] accept|exclude|defer|keep|weed",
		Flags: []cli.Flag{byFlag(), reasonFlag(), atFlag(), jsonFlag(), langFlag,
			&cli.StringFlag{Name: flagCode, Usage: "flag.code"}, &cli.StringFlag{Name: flagCarried, Usage: "flag.carried-by"}},
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
	var err error
	if r.Carriers, err = carriersOf(c.String(flagCarried), r.Answer); err != nil {
		return err
	}
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
	case "bevar":
		return deposit.Keep
	case "kasser":
		return deposit.Weed
	}
	return deposit.AnswerKind(word)
}

// carriersOf reads the numbers of the documents that bear what is to go: 4 or 4,7. Nothing else is borne by anything.
func carriersOf(stated string, answer deposit.AnswerKind) ([]int, error) {
	var numbers []int
	for _, word := range strings.FieldsFunc(stated, func(r rune) bool { return r == ',' || r == ' ' }) {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 {
			return nil, wrongCall("--"+flagCarried, word, "no_number", "--"+flagCarried)
		}
		numbers = append(numbers, n)
	}
	if len(numbers) > 0 && answer != deposit.Weed {
		return nil, wrongCall("--"+flagCarried, string(answer), "carriers_of_nothing")
	}
	return numbers, nil
}

func reopenCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "reopen", Aliases: []string{"åpne"}, Usage: "verb.reopen",
		ArgsUsage: "ARBEIDSMAPPE", Flags: []cli.Flag{byFlag(), reasonFlag(), atFlag(), jsonFlag(), langFlag,
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
