package main

import (
	"io"
	"math"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// findings is the findings of a check and what an output format needs beside them. They are streamed: there may be tens of thousands.
type findings struct {
	status pipeline.Status
	mark   string
	dir    string
	lang   text.Lang
	most   int // places of one code that the text lists
	each   func(yield func(deposit.Found) error) error
}

// checkFormats is how findings can be shown.
var checkFormats = map[string]func(io.Writer, findings) error{"text": checkText, "json": checkJSON, "junit": checkJUnit, "sarif": checkSARIF}

// check reads everything past the gates on a private copy of the store and shows every finding. Open holds end with exit code 3; warnings alone do not.
func check(c *cli.Context, t terminal) error {
	if err := tooMany(c, 1); err != nil {
		return err
	}
	name := c.String("format")
	if c.Bool(flagJSON) {
		name = "json"
	}
	show, known := checkFormats[name]
	if !known {
		return wrongCall("--format", name, "no_format")
	}
	progress := newProgress(t, lang(c))
	return inOffice(c, wire.Options{Write: true, Scratch: true, Tell: progress, Tools: tools(c)}, func(office *pipeline.Office) error {
		status, err := office.Check(c.Context)
		progress.done()
		if err != nil {
			return err
		}
		dir, _ := workspaceArg(c) // inOffice has asked already
		f := findings{status: status, mark: office.Deposit.Mark, dir: dir, lang: lang(c), most: placesShown,
			each: func(yield func(deposit.Found) error) error { return office.Findings(c.Context, yield) }}
		if c.Bool("all") {
			f.most = math.MaxInt
		}
		if err := show(t.out, f); err != nil {
			return err
		}
		if status.Findings.Open > 0 {
			return held{exitHeld}
		}
		return nil
	})
}

// placesShown is how many places of one code the text lists without --all.
const placesShown = 5

// checkText lists the findings by code: what is so at the first places, what a person does next, said once, and how to answer.
func checkText(out io.Writer, f findings) error {
	w := &lineWriter{w: out}
	w.mark(f.mark)
	w.line("%s · %s · %s", f.status.Name, f.status.Owner, f.lang.Say("office.as_of", f.status.AsOf.Norwegian()))
	sayBalance(w, f.lang, f.status.Balance)
	var g codeGroup
	err := f.each(func(found deposit.Found) error {
		if found.Finding.Code != g.code {
			g.end(w, f)
			g = codeGroup{code: found.Finding.Code}
		}
		g.add(w, f, found)
		return w.err
	})
	if err != nil {
		return err
	}
	g.end(w, f)
	w.line("")
	w.line("%s", f.lang.Say("office.findings", f.status.Findings.Open, f.status.Findings.Holds, f.status.Findings.Warnings, f.status.Findings.Notes))
	switch tally := f.status.Findings; {
	case tally.Open > 0:
		w.line("%s", f.lang.Say("report.check_held", text.Count(int64(tally.Open))))
	case tally.Warnings > 0:
		w.line("%s", f.lang.Say("report.check_warned"))
	default:
		w.line("%s", f.lang.Say("report.check_clean"))
	}
	return w.err
}

// codeGroup is the findings of one code as they pass; the store streams them in order of severity and code.
type codeGroup struct {
	code   deposit.Code
	places int
	open   int
	first  deposit.Found // the first that may be answered
	remedy string
}

func (g *codeGroup) add(w *lineWriter, f findings, found deposit.Found) {
	if g.places == 0 {
		entry := deposit.Lookup(g.code)
		w.line("")
		w.line("%s  %s  (%s)", g.code, strings.ToUpper(f.lang.Say("report.severity."+string(entry.Severity))), f.lang.Rule(entry.Rule))
		g.remedy = found.Finding.Say(string(f.lang)).Remedy
	}
	g.places++
	if asks(found) {
		if g.open == 0 {
			g.first = found
		}
		g.open++
	}
	if g.places > f.most {
		return
	}
	line := "  " + string(found.ID) + "  " + placeOf(f.lang, found) + ": " + found.Finding.Say(string(f.lang)).Text
	if found.Answer != "" {
		line += " [" + f.lang.Say("answer."+string(found.Answer)) + ", " + found.By + "]"
	}
	w.line("%s", line)
}

// asks tells that a finding waits for an answer, or may be given one: a proposal to weed stops nothing, and a person may keep the document.
func asks(found deposit.Found) bool {
	if found.Severity == deposit.Hold {
		return found.Open()
	}
	return found.Answer == "" && found.Fate == deposit.FatePackaged && len(deposit.Lookup(found.Finding.Code).Answers) > 0
}

// end says what holds for all of the code: how many more there are, the remedy, how to answer.
func (g *codeGroup) end(w *lineWriter, f findings) {
	if g.places == 0 {
		return
	}
	if more := g.places - f.most; more > 0 {
		w.line("  %s", f.lang.Say("office.more_places", text.Count(int64(more))))
	}
	w.line("  → %s", g.remedy)
	answers := deposit.Lookup(g.code).Answers
	if g.open == 0 || len(answers) == 0 {
		return
	}
	words := make([]string, len(answers))
	for i, a := range answers {
		words[i] = string(a)
	}
	choice := f.lang.Say("report.choice", strings.Join(words, ", "))
	answer := f.lang.Say("report.answer_word")
	w.line("  → arkivdepot decide %s %s %s --by … --because \"…\"  (%s)", quote(f.dir), g.first.ID, answer, choice)
	if g.open > 1 {
		w.line("  → %s: arkivdepot decide %s --code %s %s --by … --because \"…\"", f.lang.Say("report.all_alike", text.Count(int64(g.open))),
			quote(f.dir), g.code, answer)
	}
}

// placeOf tells where a finding is: folder, sheet and row, file.
func placeOf(l text.Lang, found deposit.Found) string {
	var parts []string
	f := found.Finding
	if f.Journal != "" {
		parts = append(parts, l.Say("report.at_folder", found.Shown()))
	}
	if f.Row > 0 {
		parts = append(parts, l.Say("report.at_row", f.Sheet, f.Row))
	} else if f.Sheet != "" {
		parts = append(parts, f.Sheet)
	}
	if f.Column != "" {
		parts = append(parts, l.Say("report.at_column", f.Column))
	}
	if f.File != "" {
		parts = append(parts, "inn/"+f.File)
	}
	if len(parts) == 0 {
		return l.Say("report.at_deposit")
	}
	return strings.Join(parts, ", ")
}
