package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// Flags of the depot's side.
const (
	flagDepot    = "depot"
	flagDelivery = "delivery"
)

func depotFlag() cli.Flag {
	return &cli.StringFlag{Name: flagDepot, Usage: "flag.depot", EnvVars: []string{"ARKIVDEPOT_DEPOT"}}
}

func deliveryFlag() cli.Flag {
	return &cli.StringFlag{Name: flagDelivery, Aliases: []string{"avlevering"}, Usage: "flag.delivery"}
}

// actorFlag is who acts at a depot or a counter.
func actorFlag() cli.Flag {
	return &cli.StringFlag{Name: flagBy, Usage: "flag.actor", Required: true}
}

// doerOf is who acts, and when it happened.
func doerOf(c *cli.Context) pipeline.Doer {
	return pipeline.Doer{By: c.String(flagBy), At: c.String(flagAt)}
}

func depotCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "depot", Usage: "verb.depot",
		Subcommands: []*cli.Command{
			{Name: "new", Aliases: []string{"ny"}, Usage: "verb.depot.new", ArgsUsage: "DEPOT", Flags: []cli.Flag{jsonFlag(), langFlag, passphraseFlag(),
				&cli.StringFlag{Name: "name", Usage: "flag.depot.name"}, &cli.StringFlag{Name: "profile", Usage: "flag.profile", Value: "ika-rogaland"},
				&cli.StringFlag{Name: "id", Usage: "flag.depot.id"}, &cli.StringSliceFlag{Name: "person", Usage: "flag.depot.person"},
				&cli.StringFlag{Name: flagKey, Usage: "flag.depot.key"}},
				Action: func(c *cli.Context) error { return newDepot(c, t) }},
			{Name: "status", Usage: "verb.depot.status", Flags: []cli.Flag{depotFlag(), jsonFlag(), langFlag}, Action: func(c *cli.Context) error {
				return inDepot(c, t, wire.Options{}, func(d *pipeline.Depot) error { return depotStatus(c, t, d) })
			}},
			{Name: "list", Aliases: []string{"liste"}, Usage: "verb.depot.list", Flags: []cli.Flag{depotFlag(), jsonFlag(), langFlag}, Action: func(c *cli.Context) error {
				return inDepot(c, t, wire.Options{}, func(d *pipeline.Depot) error { return depotHoldings(c, t, d) })
			}},
			{Name: "receipt", Aliases: []string{"kvittering"}, Usage: "verb.depot.receipt", Flags: []cli.Flag{depotFlag(), deliveryFlag(), actorFlag(), atFlag(), passphraseFlag(),
				&cli.StringFlag{Name: flagKey, Usage: "flag.depot.key"}, jsonFlag(), langFlag},
				Action: func(c *cli.Context) error { return depotReceipt(c, t) }},
		},
	}
}

// inDepot opens the depot that --depot names, runs f, and closes it. What the depot refuses is said finding by finding.
func inDepot(c *cli.Context, t terminal, o wire.Options, f func(d *pipeline.Depot) error) (err error) {
	dir := c.String(flagDepot)
	if dir == "" {
		return wrongCall(verbOf(c.Command), "", "which_depot")
	}
	o.Command, o.Version, o.Lang, o.Before = c.Command.Name, version, lang(c), before
	d, closed, err := wire.Depot(c.Context, dir, o)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := closed(); err == nil {
			err = closeErr
		}
	}()
	return sayRefusal(c, t, f(d))
}

// depotKeyPath is where the depot's key lies: beside the depot, never in it.
func depotKeyPath(c *cli.Context, dir string) string {
	if key := c.String(flagKey); key != "" {
		return key
	}
	return filepath.Clean(dir) + ".nokkel"
}

func newDepot(c *cli.Context, t terminal) error {
	if err := tooMany(c, 1); err != nil {
		return err
	}
	dir, err := workspaceArg(c)
	if err != nil {
		return err
	}
	o := wire.NewDepotOptions{Name: c.String("name"), Profile: c.String("profile"), ID: mint(), Key: depotKeyPath(c, dir), Before: before}
	if s := c.String("id"); s != "" {
		if o.ID, err = deposit.ParseID(s); err != nil {
			return wrongCall("--id", s, "no_uuid")
		}
	}
	for _, p := range c.StringSlice("person") {
		key, rest, ok := strings.Cut(p, "=")
		name, role, stated := strings.Cut(rest, ":")
		if !stated {
			role = deposit.DepotLeader
		}
		if !ok || !slices.Contains(deposit.DepotRoles(), role) {
			return wrongCall("--person", p, "no_depot_person", strings.Join(deposit.DepotRoles(), ", "))
		}
		o.Persons = append(o.Persons, deposit.Person{Key: key, Name: name, Role: role})
	}
	if o.Passphrase, err = passphrase(c, t); err != nil {
		return err
	}
	fingerprint, err := wire.NewDepot(dir, o)
	if err != nil {
		return err
	}
	return sayLine(c, t, "depot.made", dir, fingerprint, o.Key)
}

func depotStatus(c *cli.Context, t terminal, d *pipeline.Depot) error {
	s, err := d.Status(c.Context)
	if err != nil {
		return err
	}
	if c.Bool(flagJSON) {
		return sayJSON(t.out, s)
	}
	l, w := lang(c), &lineWriter{w: t.out}
	w.mark(s.Mark)
	w.line("%s", s.Name)
	for _, p := range s.Packages {
		w.line("%s", l.Say("depot.package", p.ID, l.Say("depot.status."+strings.ToLower(string(p.Status))), p.Creator, dayOf(p.At), text.Count(int64(p.Folders)), text.Count(int64(p.Boxes))))
		if p.Replaced != "" {
			w.line("  %s", l.Say("depot.replaced", p.Replaced))
		}
		sayStanding(w, l, p)
		for _, state := range []deposit.BoxState{deposit.BoxExpected, deposit.BoxCame, deposit.BoxDamaged, deposit.BoxMissing, deposit.BoxExtra} {
			if n := p.BoxStates[state]; n > 0 {
				w.line("  %s", l.Say("depot.tally", text.Count(int64(n)), l.Say("depot.box."+state.Word())))
			}
		}
	}
	sayWaiting(w, l, s.Packages)
	w.line("%s", l.Say("depot.out", text.Count(int64(s.Out)), text.Count(int64(len(s.Overdue)))))
	w.line("%s", l.Say("depot.ledger", text.Count(s.Entries), cmp.Or(s.Head.Short(), "–")))
	return w.err
}

// sayStanding tells of a package's newest receipt, or that one can be given.
func sayStanding(w *lineWriter, l text.Lang, p pipeline.PackageStanding) {
	if r := p.Receipt; r != nil {
		w.line("  %s", l.Say("depot.receipt.newest", r.Number, dayOf(r.At), text.Count(int64(len(r.Missing)))))
	}
	if p.Replaced == "" && p.ReceiptDue() {
		w.line("  %s", l.Say("depot.receipt.due", p.ID[:8]))
	}
}

// shownWaiting is how many expected boxes the screen names.
const shownWaiting = 5

// sayWaiting names the boxes to tick next.
func sayWaiting(w *lineWriter, l text.Lang, all []pipeline.PackageStanding) {
	for _, p := range all {
		if n := len(p.Waiting); n > 0 {
			w.line("%s", l.Say("depot.waiting", strings.Join(p.Waiting[:min(n, shownWaiting)], ", ")))
			w.line("  arkivdepot receive box %s ok --by …", p.Waiting[0])
		}
	}
}

func depotHoldings(c *cli.Context, t terminal, d *pipeline.Depot) error {
	all, err := d.HoldingList(c.Context)
	if err != nil {
		return err
	}
	if c.Bool(flagJSON) {
		return sayJSON(t.out, struct {
			Mark     string            `json:"mark,omitempty"`
			Holdings []deposit.Holding `json:"holdings"`
		}{d.Keeper.Mark, all})
	}
	w, l := &lineWriter{w: t.out}, lang(c)
	w.mark(d.Keeper.Mark)
	for _, h := range all {
		w.line("%s", l.Say("depot.holding", h.Owner, h.Creator, text.Count(int64(h.Folders)), text.Count(int64(h.Boxes)), text.Count(int64(h.Shelved)), h.Metres.Norwegian()))
	}
	return w.err
}

func depotReceipt(c *cli.Context, t terminal) error {
	dir := c.String(flagDepot)
	if dir == "" {
		return wrongCall("depot receipt", "", "which_depot")
	}
	phrase, err := passphrase(c, t)
	if err != nil {
		return err
	}
	key, err := wire.DepotKey(dir, depotKeyPath(c, dir), phrase)
	if err != nil {
		return err
	}
	return inDepot(c, t, wire.Options{Write: true}, func(d *pipeline.Depot) error {
		got, err := d.IssueReceipt(c.Context, pipeline.ReceiptRequest{Delivery: c.String(flagDelivery), Doer: doerOf(c), Key: key})
		if err != nil {
			return err
		}
		if c.Bool(flagJSON) {
			return sayJSON(t.out, got)
		}
		w, l := &lineWriter{w: t.out}, lang(c)
		w.mark(d.Keeper.Mark)
		w.line("%s", l.Say("depot.receipt.issued", got.Number, got.Package.ID, text.Count(int64(got.Listed())), text.Count(int64(len(got.Shortfall())))))
		w.line("  %s\n  %s", got.PDF, got.JSON)
		return w.err
	})
}

// sayRefusal says every reason of a refusal with its rule and what to do; the command ends as one that waits for a person.
func sayRefusal(c *cli.Context, t terminal, err error) error {
	refusal, ok := asRefusal(err)
	if !ok {
		return err
	}
	if c.Bool(flagJSON) {
		if err := sayJSON(t.out, map[string]any{"refused": refusal.Findings}); err != nil {
			return err
		}
		return held{exitHeld}
	}
	l := lang(c)
	for _, f := range refusal.Findings {
		words := f.Say(string(l))
		at := f.Journal
		if at != "" {
			at += ": "
		}
		if _, err := fmt.Fprintf(t.err, "%s  %s%s (%s)\n  → %s\n", f.Code, at, words.Text, l.Rule(deposit.Lookup(f.Code).Rule), words.Remedy); err != nil {
			return err
		}
	}
	return held{exitHeld}
}
