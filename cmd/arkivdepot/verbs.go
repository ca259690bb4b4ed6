package main

import (
	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
)

// commands is every verb, in the order in which a deposit meets them: the sender's first, then the depot's.
func commands(t terminal) []*cli.Command {
	return []*cli.Command{
		newCommand(t), checkCommand(t), contactCommand(t), runCommand(t), statusCommand(t), explainCommand(t), forecastCommand(t), decideCommand(t), correctCommand(t),
		attestCommand(t), approveCommand(t), purgeCommand(t), holdCommand(t), keyCommand(t), reopenCommand(t), verifyCommand(t), validateCommand(t), auditCommand(t), rulesCommand(t), schemasCommand(t),
		receiptCommand(t), depotCommand(t), receiveCommand(t), shelveCommand(t), findCommand(t), whereCommand(t), loanCommand(t),
		fixtureCommand(t), docsCommand(t),
	}
}

// workspaceArg is the verb's first argument.
func workspaceArg(c *cli.Context) (string, error) {
	if c.NArg() == 0 || c.Args().First() == "" {
		return "", noSubject(c)
	}
	return c.Args().First(), nil
}

// noSubject is a call of a verb without what it is about.
func noSubject(c *cli.Context) error {
	return wrongCall(verbOf(c.Command), "", "no_subject", shapeOf(c.Command))
}

// tooMany refuses arguments beyond those that the verb takes: a forgotten quote is not swallowed.
func tooMany(c *cli.Context, takes int) error {
	if c.NArg() <= takes {
		return nil
	}
	return wrongCall(verbOf(c.Command), c.Args().Get(takes), "one_word_more", verbOf(c.Command))
}

// inOffice opens the office on the workspace named by the first argument, runs f, and closes it.
func inOffice(c *cli.Context, o wire.Options, f func(office *pipeline.Office) error) (err error) {
	dir, err := workspaceArg(c)
	if err != nil {
		return err
	}
	o.Command, o.Version, o.Lang, o.Before = c.Command.Name, version, lang(c), before
	if c.IsSet(flagWorkers) || o.Workers == 0 {
		o.Workers = max(c.Int(flagWorkers), 1)
	}
	office, closed, err := wire.Office(c.Context, dir, o)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := closed(); err == nil {
			err = closeErr
		}
	}()
	return f(office)
}

// before stands before every durable act. It asks nothing in the real program; the tests that fail or kill a run put theirs here before it starts.
var before func(op string) error
