package main

import (
	"errors"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

func contactCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "contact", Aliases: []string{"kontakt"}, Usage: "verb.contact",
		ArgsUsage: "ARBEIDSMAPPE arkivleder|ika", Flags: actFlags(),
		Action: func(c *cli.Context) error {
			return act(c, t, pipeline.ActRequest{Gate: pipeline.GateContact, Role: c.Args().Get(1)})
		},
	}
}

func attestCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "attest", Aliases: []string{"erklær", "erklaer"}, Usage: "verb.attest",
		ArgsUsage: "ARBEIDSMAPPE weeding|boxes", Flags: append(actFlags(), planFlag()),
		Action: func(c *cli.Context) error {
			return act(c, t, pipeline.ActRequest{Gate: gateWord(c.Args().Get(1))})
		},
	}
}

func approveCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "approve", Aliases: []string{"godkjenn"}, Usage: "verb.approve",
		ArgsUsage: "ARBEIDSMAPPE list|purge",
		Flags:     append(actFlags(), planFlag(), &cli.StringFlag{Name: flagBasis, Usage: "flag.basis"}, &cli.StringFlag{Name: flagKey, Usage: "flag.key"}, passphraseFlag()),
		Action:    func(c *cli.Context) error { return approve(c, t) },
	}
}

// approve opens the person's key, where they have one, before the workspace.
func approve(c *cli.Context, t terminal) error {
	r := pipeline.ActRequest{Gate: gateWord(c.Args().Get(1)), Basis: c.String(flagBasis)}
	if path := c.String(flagKey); path != "" {
		phrase, err := passphrase(c, t)
		if err != nil {
			return err
		}
		if r.Signer, err = wire.Signer(path, phrase); err != nil {
			return err
		}
	}
	return act(c, t, r)
}

func planFlag() cli.Flag {
	return &cli.StringFlag{Name: flagPlan, Usage: "flag.plan"}
}

func actFlags() []cli.Flag {
	return []cli.Flag{byFlag(), becauseFlag(), atFlag(), jsonFlag(), langFlag,
		&cli.StringFlag{Name: flagFor, Usage: "flag.for"},
		&cli.StringFlag{Name: flagRef, Usage: "flag.ref"}}
}

// gateWord lets people say a gate in Norwegian.
func gateWord(word string) string {
	switch word {
	case "rensing":
		return pipeline.GateWeeding
	case "liste":
		return pipeline.GateList
	case "kassasjon":
		return pipeline.GatePurge
	case "bokser":
		return pipeline.GateBoxes
	}
	return word
}

func act(c *cli.Context, t terminal, r pipeline.ActRequest) error {
	if err := tooMany(c, 2); err != nil {
		return err
	}
	if c.NArg() < 2 {
		return noSubject(c)
	}
	if wrong := map[string]string{pipeline.GateList: "approve", pipeline.GatePurge: "approve", pipeline.GateWeeding: "attest", pipeline.GateBoxes: "attest"}[r.Gate]; r.Role == "" && wrong != c.Command.Name {
		return wrongCall(verbOf(c.Command), r.Gate, "other_verb", shapeOf(c.Command))
	}
	r.By, r.For, r.Ref, r.Because, r.Plan, r.At = c.String(flagBy), c.String(flagFor), c.String(flagRef), c.String(flagBecause), c.String(flagPlan), c.String(flagAt)
	return inOffice(c, wire.Options{Write: true}, func(office *pipeline.Office) error {
		done, err := office.Act(c.Context, r)
		if err != nil {
			return err
		}
		return errors.Join(sayAct(c, t, office.Deposit.Mark, done), sayFirstUse(c, t, office.Deposit.Persons, done))
	})
}

// sayFirstUse tells of a signature by a key that nobody has vouched for: deponering.yaml does not have it, so the first use made it the person's.
func sayFirstUse(c *cli.Context, t terminal, persons []deposit.Person, a deposit.Act) error {
	vouched := slices.ContainsFunc(persons, func(p deposit.Person) bool { return p.Key == a.By && p.Sign != "" })
	if !a.Signed() || vouched || c.Bool(flagJSON) {
		return nil
	}
	w := &lineWriter{w: t.out}
	w.line("%s", lang(c).Say("key.first_use", a.By, deposit.Fingerprint(a.Key), a.Key))
	return w.err
}
