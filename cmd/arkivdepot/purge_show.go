package main

import (
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

func purgeShowCommand(t terminal) *cli.Command {
	return &cli.Command{Name: "show", Aliases: []string{"vis"}, Usage: "verb.purge.show", ArgsUsage: "ARBEIDSMAPPE", Flags: []cli.Flag{jsonFlag(), langFlag},
		Action: func(c *cli.Context) error { return purgeShow(c, t) }}
}

// purgeShow tells the lines of the plan: journal number and document number, never a title.
func purgeShow(c *cli.Context, t terminal) error {
	if err := tooMany(c, 1); err != nil {
		return err
	}
	return inOffice(c, wire.Options{}, func(office *pipeline.Office) error {
		var lines []deposit.PlannedLine
		w, l := &lineWriter{w: t.out}, lang(c)
		if !c.Bool(flagJSON) {
			w.mark(office.Deposit.Mark)
		}
		plan, err := office.PlanLines(c.Context, func(line deposit.PlannedLine) error {
			if c.Bool(flagJSON) {
				lines = append(lines, line)
				return nil
			}
			w.line("%s  %s  %s · %s · %s", line.ID, line.Place(), l.Say("purge.class."+strconv.Itoa(line.Line.Class)),
				l.Say("lists.medium."+string(line.Line.Medium)), provenBy(l, line.Line.Proof))
			return w.err
		})
		if err != nil {
			return err
		}
		if c.Bool(flagJSON) {
			return sayJSON(t.out, struct {
				Mark string `json:"mark,omitempty"`
				deposit.PurgePlan
				All []deposit.PlannedLine `json:"all"`
			}{office.Deposit.Mark, plan, lines})
		}
		w.line("%s", l.Say("purge.shown", plan.Digest.Short(), text.Count(int64(plan.Lines))))
		return w.err
	})
}

// provenBy is the documents that bear what a line's document says; a person's word is marked as that.
func provenBy(l text.Lang, p deposit.Proof) string {
	var carriers []string
	for _, c := range p.Carriers {
		carriers = append(carriers, l.Say("purge.carrier", c.Document))
	}
	said := strings.Join(carriers, ", ")
	if p.Kind == deposit.ProofStated {
		said += " (" + l.Say("purge.proof.stated", p.By) + ")"
	}
	return said
}
