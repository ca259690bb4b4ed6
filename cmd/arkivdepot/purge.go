package main

import (
	"fmt"
	"maps"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

func purgeCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "purge", Aliases: []string{"kassasjon"}, Usage: "verb.purge",
		Subcommands: []*cli.Command{
			purgeShowCommand(t),
			{Name: "execute", Aliases: []string{"gjennomfør"}, Usage: "verb.purge.execute", ArgsUsage: "ARBEIDSMAPPE",
				Flags: []cli.Flag{byFlag(), atFlag(), jsonFlag(), langFlag}, Action: func(c *cli.Context) error { return purgeExecute(c, t) }},
			{Name: "confirm", Aliases: []string{"bekreft"}, Usage: "verb.purge.confirm", ArgsUsage: "ARBEIDSMAPPE",
				Flags: []cli.Flag{byFlag(), becauseFlag(), atFlag(), jsonFlag(), langFlag, &cli.StringFlag{Name: "method", Usage: "flag.method"},
					&cli.StringSliceFlag{Name: "line", Usage: "flag.line"}, &cli.BoolFlag{Name: "all", Usage: "flag.all"},
					&cli.BoolFlag{Name: "not-done", Usage: "flag.not-done"}},
				Action: func(c *cli.Context) error { return purgeConfirm(c, t) }},
			{Name: "reject", Aliases: []string{"avvis"}, Usage: "verb.purge.reject", ArgsUsage: "ARBEIDSMAPPE LINJE",
				Flags: []cli.Flag{byFlag(), reasonFlag(), atFlag(), jsonFlag(), langFlag}, Action: func(c *cli.Context) error { return purgeReject(c, t) }},
			{Name: "erasure", Aliases: []string{"sletteønske"}, Usage: "verb.purge.erasure", ArgsUsage: "ARBEIDSMAPPE JOURNALNUMMER",
				Flags: []cli.Flag{byFlag(), reasonFlag(), atFlag(), jsonFlag(), langFlag}, Action: func(c *cli.Context) error { return purgeErasure(c, t) }},
		},
	}
}

// purgeExecute is the one verb that opens a purger.
func purgeExecute(c *cli.Context, t terminal) (err error) {
	if err := tooMany(c, 1); err != nil {
		return err
	}
	dir, err := workspaceArg(c)
	if err != nil {
		return err
	}
	purger, closed, err := wire.Purger(c.Context, dir, wire.Options{Command: "purge execute", Version: version, Lang: lang(c), Before: before, Write: true, Workers: 1})
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := closed(); err == nil {
			err = closeErr
		}
	}()
	done, err := purger.Execute(c.Context, pipeline.ExecuteRequest{By: c.String(flagBy), At: c.String(flagAt)})
	if err != nil {
		return err
	}
	mark := purger.Office().Deposit.Mark
	if c.Bool(flagJSON) {
		return sayJSON(t.out, struct {
			Mark string `json:"mark,omitempty"`
			pipeline.Executed
		}{mark, done})
	}
	w, l := &lineWriter{w: t.out}, lang(c)
	w.mark(mark)
	w.line("%s", l.Say("purge.executed", text.Count(int64(done.Destroyed)), done.Plan.Short(), text.Count(int64(done.Kept))))
	for _, why := range slices.Sorted(maps.Keys(done.Why)) {
		w.line("  %s", l.Say("purge.because", text.Count(int64(done.Why[why])), l.Say("purge.why."+string(why))))
		w.line("    %s", l.Few(done.Lines[why], differencesShown))
	}
	sayPurgeLeft(w, l, left{done.Files, done.Papers, dir, c.String(flagBy)})
	return w.err
}

// left is what of a plan has no outcome yet, where, and who asked.
type left struct {
	files, papers int
	dir, by       string
}

// sayPurgeLeft tells what is left of the plan, with the command to paste.
func sayPurgeLeft(w *lineWriter, l text.Lang, n left) {
	dir := quote(n.dir)
	if n.files > 0 {
		w.line("%s\n  arkivdepot purge execute %s --by %s", l.Say("purge.file_left", text.Count(int64(n.files))), dir, n.by)
	}
	if n.papers > 0 {
		w.line("%s\n  arkivdepot purge confirm %s --all --method P-4 --by %s", l.Say("purge.paper_left", text.Count(int64(n.papers))), dir, n.by)
	}
	if n.files+n.papers == 0 {
		w.line("%s\n  arkivdepot run %s", l.Say("purge.all_settled"), dir)
	}
}

func purgeConfirm(c *cli.Context, t terminal) error {
	if err := tooMany(c, 1); err != nil {
		return err
	}
	r := pipeline.ConfirmRequest{By: c.String(flagBy), All: c.Bool("all"), Method: c.String("method"), NotDone: c.Bool("not-done"), Because: c.String(flagBecause), At: c.String(flagAt)}
	for _, id := range c.StringSlice("line") {
		r.Lines = append(r.Lines, deposit.LineID(id))
	}
	return inOffice(c, wire.Options{Write: true}, func(office *pipeline.Office) error {
		done, err := office.Confirm(c.Context, r)
		if err != nil {
			return err
		}
		if c.Bool(flagJSON) {
			return sayJSON(t.out, struct {
				Mark string `json:"mark,omitempty"`
				pipeline.Confirmed
			}{office.Deposit.Mark, done})
		}
		w, l := &lineWriter{w: t.out}, lang(c)
		w.mark(office.Deposit.Mark)
		if r.NotDone {
			w.line("%s", l.Say("purge.confirmed_not", text.Count(int64(done.Kept)), done.Plan.Short()))
		} else {
			w.line("%s", l.Say("purge.confirmed", text.Count(int64(done.Shredded)), done.Plan.Short()))
		}
		if done.Despite > 0 {
			w.line("%s", l.Say("purge.despite", text.Count(int64(done.Despite))))
		}
		sayPurgeLeft(w, l, left{done.Files, done.Papers, c.Args().First(), r.By})
		return w.err
	})
}

func purgeReject(c *cli.Context, t terminal) error {
	if err := twoWords(c); err != nil {
		return err
	}
	r := pipeline.RejectRequest{Line: deposit.LineID(c.Args().Get(1)), By: c.String(flagBy), Because: c.String(flagBecause), At: c.String(flagAt)}
	return inOffice(c, wire.Options{Write: true}, func(office *pipeline.Office) error {
		line, err := office.Reject(c.Context, r)
		if err != nil {
			return err
		}
		return sayMarked(c, t, office.Deposit.Mark, "purge.rejected", line.ID, line.Place())
	})
}

func purgeErasure(c *cli.Context, t terminal) error {
	if err := twoWords(c); err != nil {
		return err
	}
	r := pipeline.WishRequest{Journal: c.Args().Get(1), By: c.String(flagBy), Because: c.String(flagBecause), At: c.String(flagAt)}
	return inOffice(c, wire.Options{Write: true}, func(office *pipeline.Office) error {
		wish, err := office.Wish(c.Context, r)
		if err != nil {
			return err
		}
		return sayMarked(c, t, office.Deposit.Mark, "purge.wished", wish.Folder.Journal)
	})
}

// twoWords is a call of a workspace and one word more.
func twoWords(c *cli.Context) error {
	if err := tooMany(c, 2); err != nil {
		return err
	}
	if c.NArg() < 2 {
		return noSubject(c)
	}
	return nil
}

// sayPurging tells how far purging has come, where there is any, and how many holds stand.
func sayPurging(w *lineWriter, l text.Lang, s *pipeline.Purging) {
	if s == nil {
		return
	}
	n := func(n int) string { return text.Count(int64(n)) }
	if s.Plan != "" {
		w.line("%s", l.Say("office.purging", s.Plan.Short(), n(s.Lines), n(s.DoneHere+s.KeptHere+s.Left), n(s.DoneHere), n(s.KeptHere), n(s.Left)))
	}
	if done, kept := s.Done-s.DoneHere, s.Kept-s.KeptHere; done+kept > 0 {
		w.line("%s", l.Say("office.purged_before", n(done), n(kept)))
	}
	if len(s.Holds) > 0 {
		w.line("%s", l.Say("office.holding", len(s.Holds)))
		for _, h := range s.Holds {
			w.line("  %s", fmt.Sprintf("%s%s · %s · %s", h.Folder.Journal, documentWord(l, h.Document), h.By, l.Moment(h.At)))
		}
	}
}

func documentWord(l text.Lang, document int) string {
	if document == 0 {
		return ""
	}
	return l.Say("hold.document", document)
}
