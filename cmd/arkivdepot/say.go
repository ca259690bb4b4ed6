package main

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// sayJSON writes a value as indented JSON.
func sayJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// sayLine says one message, or the same as JSON.
func sayLine(c *cli.Context, t terminal, key string, args ...any) error {
	said := lang(c).Say(key, args...)
	if c.Bool(flagJSON) {
		return sayJSON(t.out, map[string]string{"done": said})
	}
	_, err := fmt.Fprintln(t.out, said)
	return err
}

func sayAct(c *cli.Context, t terminal, a deposit.Act) error {
	if c.Bool(flagJSON) {
		return sayJSON(t.out, a)
	}
	return sayLine(c, t, "office.acted", lang(c).Say("gate."+a.Gate), a.By, a.At)
}

func sayDecisions(c *cli.Context, t terminal, all []deposit.Decision) error {
	if c.Bool(flagJSON) {
		return sayJSON(t.out, all)
	}
	for _, d := range all {
		if err := sayLine(c, t, "office.decided", d.Found.ID, d.Found.Finding.Journal, lang(c).Say("answer."+string(d.Answer)), d.By); err != nil {
			return err
		}
	}
	return nil
}

// sayStatus tells where the deposit stands and what is next, with commands to paste.
func sayStatus(c *cli.Context, t terminal, office *pipeline.Office, s pipeline.Status) error {
	if c.Bool(flagJSON) {
		return sayJSON(t.out, s)
	}
	w := &lineWriter{w: t.out}
	l := lang(c)
	if office.Deposit.Mark != "" {
		w.line("%s", office.Deposit.Mark)
	}
	w.line("%s · %s · %s", s.Name, s.Owner, l.Say("office.as_of", s.AsOf.Norwegian()))
	sayBalance(w, l, s.Balance)
	w.line("%s", l.Say("office.findings", s.Findings.Open, s.Findings.Holds, s.Findings.Warnings, s.Findings.Notes))
	for _, r := range s.Rooms {
		if r.Worked > 0 {
			w.line("  %s", l.Say("office.worked", l.Say("room."+r.Room), text.Count(int64(r.Worked)), text.Count(int64(r.Held))))
		}
	}
	dir, _ := workspaceArg(c)
	sayNext(w, l, s, filepath.Clean(dir))
	return w.err
}

func sayBalance(w *lineWriter, l text.Lang, b deposit.Balance) {
	w.line("%s", l.Say("office.came", text.Count(b.Came.Folders), text.Count(b.Came.Files), text.Bytes(b.Came.Bytes)))
	for _, a := range b.Went {
		if a.Folders+a.Files > 0 {
			w.line("  %s", l.Say("office.went", l.Say("fate."+string(a.Fate)), text.Count(a.Folders), text.Count(a.Files), text.Bytes(a.Bytes)))
		}
	}
}

// sayNext says what is next and who must act.
func sayNext(w *lineWriter, l text.Lang, s pipeline.Status, dir string) {
	switch {
	case s.Stale != nil && s.Stale.Package:
		w.line("%s", l.Say("office.stale_package"))
		w.line("  arkivdepot reopen %s --by … --because \"…\"", quote(dir))
	case s.Stale != nil:
		w.line("%s", l.Say("office.stale", l.Say("gate."+s.Stale.Gate), s.Stale.Acted.Short(), s.Stale.Now.Short()))
		for _, d := range []struct {
			key  string
			list []string
		}{{"office.added", s.Stale.Added}, {"office.removed", s.Stale.Removed}, {"office.changed", s.Stale.Changed}} {
			if len(d.list) > 0 {
				w.line("  %s", l.Say(d.key, strings.Join(d.list, ", ")))
			}
		}
		w.line("  arkivdepot reopen %s --from %s --by … --because \"…\"", quote(dir), s.Stale.Gate)
	case len(s.Missing) > 0:
		w.line("%s", l.Say("office.waits", l.Say("gate."+s.At)))
		sayMissing(w, l, s, dir)
	case s.Findings.Open > 0:
		w.line("%s", l.Say("office.held", s.Findings.Open, quote(dir)))
	case s.Package != "":
		w.line("%s", l.Say("office.sealed", filepath.Join(dir, s.Package)))
		w.line("  arkivdepot verify %s", quote(filepath.Join(dir, s.Package)))
	}
}

func sayMissing(w *lineWriter, l text.Lang, s pipeline.Status, dir string) {
	said := false
	for _, m := range s.Missing {
		if !m.Now && !said {
			w.line("%s", l.Say("office.later"))
			said = true
		}
		w.line("  arkivdepot %s", strings.ReplaceAll(m.Paste, "{ws}", quote(dir)))
	}
}

// lineWriter keeps the first error, so that a screenful of lines is checked once.
type lineWriter struct {
	w   io.Writer
	err error
}

func (w *lineWriter) line(format string, args ...any) {
	if w.err == nil {
		_, w.err = fmt.Fprintf(w.w, format+"\n", args...)
	}
}
