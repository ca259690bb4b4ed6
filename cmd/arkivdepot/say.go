package main

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
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
	return sayMarked(c, t, "", key, args...)
}

// done is a message as JSON.
type done struct {
	Mark string `json:"mark,omitempty"`
	Done string `json:"done"`
}

// sayMarked says one message under the deposit's mark: what is printed of synthetic persons says so.
func sayMarked(c *cli.Context, t terminal, mark, key string, args ...any) error {
	said := lang(c).Say(key, args...)
	if c.Bool(flagJSON) {
		return sayJSON(t.out, done{mark, said})
	}
	w := &lineWriter{w: t.out}
	w.mark(mark)
	w.line("%s", said)
	return w.err
}

// sayAct says which act was recorded: at the contact gate, whom it was that was contacted.
func sayAct(c *cli.Context, t terminal, mark string, a deposit.Act) error {
	if c.Bool(flagJSON) {
		return sayJSON(t.out, struct {
			Mark string `json:"mark,omitempty"`
			deposit.Act
		}{mark, a})
	}
	return sayMarked(c, t, mark, "office.acted", lang(c).Act(a.Gate, a.Role), a.By, lang(c).Moment(a.At))
}

// dayOf is the day in Norway of a time of the store, as people write it.
func dayOf(at string) string {
	t, ok := text.Day(at)
	if !ok {
		return at
	}
	return deposit.DateOf(t).Norwegian()
}

func sayDecisions(c *cli.Context, t terminal, mark string, all []deposit.Decision) error {
	if c.Bool(flagJSON) {
		return sayJSON(t.out, struct {
			Mark      string             `json:"mark,omitempty"`
			Decisions []deposit.Decision `json:"decisions"`
		}{mark, all})
	}
	w, l := &lineWriter{w: t.out}, lang(c)
	w.mark(mark)
	for _, d := range all {
		w.line("%s", l.Say("office.decided", d.Found.ID, decidedPlace(l, d.Found), l.Say("answer."+string(d.Answer)), d.By))
	}
	return w.err
}

// decidedPlace is the folder that a decision is about; of what lies in no folder, the file or the place in the register.
func decidedPlace(l text.Lang, f deposit.Found) string {
	if f.Finding.Journal != "" {
		return f.Shown()
	}
	return placeOf(l, f)
}

// sayStatus tells where the deposit stands and what is next, with commands to paste.
func sayStatus(c *cli.Context, t terminal, office *pipeline.Office, s pipeline.Status) error {
	dir, _ := workspaceArg(c) // inOffice has asked already
	dir = filepath.Clean(dir)
	s.Missing = pasted(s.Missing, dir)
	if c.Bool(flagJSON) {
		return sayJSON(t.out, struct {
			Mark string `json:"mark,omitempty"`
			pipeline.Status
		}{office.Deposit.Mark, s})
	}
	w := &lineWriter{w: t.out}
	l := lang(c)
	w.mark(office.Deposit.Mark)
	w.line("%s · %s · %s", s.Name, s.Owner, l.Say("office.as_of", s.AsOf.Norwegian()))
	sayBalance(w, l, s.Balance)
	w.line("%s", l.Say("office.findings", s.Findings.Open, s.Findings.Holds, s.Findings.Warnings, s.Findings.Notes))
	sayPurging(w, l, s.Purging)
	for _, r := range s.Rooms {
		if r.Worked > 0 {
			w.line("  %s", l.Say("office.worked", l.Say("room."+r.Room), text.Count(int64(r.Worked)), text.Count(int64(r.Held))))
		}
	}
	sayNext(w, l, s, dir)
	return w.err
}

// pasted is what is missing with whole commands: the program, and the workspace as it was called.
func pasted(missing []pipeline.Missing, dir string) []pipeline.Missing {
	missing = slices.Clone(missing)
	for i := range missing {
		missing[i].Paste = "arkivdepot " + strings.ReplaceAll(missing[i].Paste, "{ws}", quote(dir))
	}
	return missing
}

func sayBalance(w *lineWriter, l text.Lang, b deposit.Balance) {
	w.line("%s", l.Say("office.came", text.Count(b.Came.Folders), text.Count(b.Came.Files), text.Bytes(b.Came.Bytes)))
	for _, a := range b.Went {
		if a.Folders+a.Files > 0 {
			w.line("  %s", l.Say("office.went", l.Say("fate."+string(a.Fate)), text.Count(a.Folders), text.Count(a.Files), text.Bytes(a.Bytes)))
		}
	}
	if u := b.Unpacked; u.Came.Files > 0 {
		w.line("%s", l.Say("office.unpacked", text.Count(u.Came.Files), text.Count(u.From), text.Bytes(u.Came.Bytes)))
		for _, a := range u.Went {
			w.line("  %s", l.Say("office.unpacked_went", l.Say("fate."+string(a.Fate)), text.Count(a.Files), text.Bytes(a.Bytes)))
		}
	}
}

// sayNext says what is next and who must act.
func sayNext(w *lineWriter, l text.Lang, s pipeline.Status, dir string) {
	switch {
	case s.Refused != nil:
		sayRefused(w, l, s, dir)
	case s.Stale != nil:
		sayStale(w, l, s.Stale, dir)
		sayAlsoHeld(w, l, s, dir)
	case len(s.Missing) > 0:
		w.line("%s", l.Say("office.waits", l.Say("gate."+s.At)))
		sayMissing(w, l, s)
		if s.At == pipeline.GateList || s.At == pipeline.GateBoxes {
			saySchemas(w, l, s, dir)
		}
		sayAlsoHeld(w, l, s, dir)
	case s.Findings.Open > 0:
		w.line("%s", l.Say("office.held", s.Findings.Open, quote(dir)))
	case s.Receipt != nil:
		w.line("%s", l.Say("depot.closed", s.Receipt.For, dayOf(s.Receipt.At), s.Receipt.Ref))
	case s.Package != "":
		w.line("%s", l.Say("office.sealed", filepath.Join(dir, s.Package)))
		w.line("  arkivdepot verify %s", quote(filepath.Join(dir, s.Package)))
		saySchemas(w, l, s, dir)
	case s.Balance.Came.Folders+s.Balance.Came.Files == 0:
		w.line("%s", l.Say("next.fresh"))
		w.line("  arkivdepot check %s\n  arkivdepot run %s", quote(dir), quote(dir))
	default:
		w.line("%s", l.Say("next.run", l.Station(s.At)))
		w.line("  arkivdepot run %s", quote(dir))
	}
}

// sayRefused tells why the register cannot be read, in the words of check.
func sayRefused(w *lineWriter, l text.Lang, s pipeline.Status, dir string) {
	w.line("%s", l.Say("office.refused"))
	f := findings{status: s, dir: dir, lang: l, most: placesShown}
	g := codeGroup{code: s.Refused.Finding.Code}
	g.add(w, f, *s.Refused)
	g.end(w, f)
	w.line("  arkivdepot run %s", quote(dir))
	s.Findings.Open--
	sayAlsoHeld(w, l, s, dir)
}

// saySchemas tells of official schemas that are lacking: of a package without them, depot and sender must agree.
func saySchemas(w *lineWriter, l text.Lang, s pipeline.Status, dir string) {
	if len(s.SchemasLacking) == 0 {
		return
	}
	key := "office.schemas_lacking"
	if s.Package != "" {
		key = "office.schemas_lacked"
	}
	w.line("%s", l.Say(key, len(s.SchemasLacking), strings.Join(s.SchemasLacking, ", ")))
	w.line("  arkivdepot schemas import %s %s", quote(dir), l.Say("word.MAPPE-MED-XSD"))
}

// differencesShown is how many journal numbers the screen names of each sort; JSON and the report have them all.
const differencesShown = 10

func sayStale(w *lineWriter, l text.Lang, s *pipeline.Stale, dir string) {
	if s.Package || s.Printed {
		w.line("%s", l.Say(s.Key()))
		w.line("  arkivdepot reopen %s --by … --because \"…\"", quote(dir))
		return
	}
	cut := false
	w.line("%s", l.Say("office.stale", l.Say("gate."+s.Gate), s.Acted.Short(), s.Now.Short()))
	for _, d := range []struct {
		key  string
		list []string
	}{{"office.added", s.Added}, {"office.removed", s.Removed}, {"office.changed", s.Changed}} {
		if len(d.list) > 0 {
			w.line("  %s", l.Say(d.key, l.Few(d.list, differencesShown)))
			cut = cut || len(d.list) > differencesShown
		}
	}
	if cut {
		w.line("  %s", l.Say("office.all_different", quote(dir)))
	}
	w.line("  arkivdepot reopen %s --from %s --by … --because \"…\"", quote(dir), s.Gate)
}

// sayAlsoHeld tells of findings that will stop the deposit behind the gate where it stands now, and how they are seen and answered.
func sayAlsoHeld(w *lineWriter, l text.Lang, s pipeline.Status, dir string) {
	if s.Findings.Open == 0 {
		return
	}
	w.line("%s", l.Say("next.also_held", text.Count(int64(s.Findings.Open))))
	w.line("  arkivdepot check %s", quote(dir))
	w.line("  arkivdepot decide %s F-… %s --by … --because \"…\"", quote(dir), l.Say("report.answer_word"))
}

func sayMissing(w *lineWriter, l text.Lang, s pipeline.Status) {
	said := false
	for _, m := range s.Missing {
		if !m.Now && !said {
			w.line("%s", l.Say("office.later"))
			said = true
		}
		w.line("  %s", m.Paste)
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

// mark stands above what is said of a deposit that has one.
func (w *lineWriter) mark(mark string) {
	if mark != "" {
		w.line("%s", mark)
	}
}
