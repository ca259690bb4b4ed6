package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// speak gives the verbs and their flags the words of a language: in the definitions stand keys of the catalogue. Flags are copied, because urfave/cli
// writes what it reads into them.
func speak(commands []*cli.Command, l text.Lang, path string) {
	for _, c := range commands {
		c.HelpName, c.Usage, c.ArgsUsage = path+" "+c.Name, l.Say(c.Usage), argWords(l, c.ArgsUsage)
		c.HideHelp, c.HideHelpCommand, c.OnUsageError = true, true, wrongWritten
		for i, f := range c.Flags {
			c.Flags[i] = spoken(l, f)
		}
		speak(c.Subcommands, l, c.HelpName)
	}
}

// wrongWritten is what stays of an error of urfave/cli, which has words of its own only in English. readCall finds them before it.
func wrongWritten(*cli.Context, error, bool) error { return wrongCall("arkivdepot", "", "wrong_call") }

func spoken(l text.Lang, f cli.Flag) cli.Flag {
	switch f := f.(type) {
	case *cli.StringFlag:
		g := *f
		g.Usage = l.Say(f.Usage)
		return &g
	case *cli.BoolFlag:
		g := *f
		g.Usage = l.Say(f.Usage)
		return &g
	case *cli.IntFlag:
		g := *f
		g.Usage = l.Say(f.Usage)
		return &g
	case *cli.Int64Flag:
		g := *f
		g.Usage = l.Say(f.Usage)
		return &g
	case *cli.StringSliceFlag:
		g := *f
		g.Usage = l.Say(f.Usage)
		return &g
	}
	return f
}

// placeholders are the words that stand for an argument, the longer before those that begin alike.
var placeholders = []string{"ARBEIDSMAPPE", "MAPPE-MED-XSD", "MAPPE", "JOURNALNUMMER", "LINJE", "PAKKE", "SKJEMA", "FIL", "BOKSER", "BOKS", "DEPOT", "KVITTERING", "LÅN", "FØRING",
	"ROM", "REOL", "HYLLE", "PLASS"}

// argWords is the shape of a verb's arguments in the language.
func argWords(l text.Lang, shape string) string {
	var pairs []string
	for _, word := range placeholders {
		pairs = append(pairs, word, l.Say("word."+word))
	}
	return strings.NewReplacer(pairs...).Replace(shape)
}

// verbOf is the verb with those above it, as it is called: purge show.
func verbOf(c *cli.Command) string { return strings.TrimPrefix(c.HelpName, "arkivdepot ") }

// shapeOf is how a verb is written, without its flags.
func shapeOf(c *cli.Command) string { return strings.TrimSpace(c.HelpName + " " + c.ArgsUsage) }

// sayHelp writes the help of the program, or of the verb that was called.
func sayHelp(out io.Writer, app *cli.App, k call, l text.Lang) error {
	w := &lineWriter{w: out}
	if c := k.last(); c != nil {
		helpVerb(w, c, l)
	} else {
		helpProgram(w, app, l)
	}
	return w.err
}

func helpProgram(w *lineWriter, app *cli.App, l text.Lang) {
	w.line("arkivdepot – %s\n\n%s\n  %s\n\n%s", app.Usage, l.Say("help.usage"), app.UsageText, l.Say("help.verbs"))
	helpList(w, verbLines(app.Commands))
	w.line("\n%s", l.Say("help.flags"))
	helpList(w, append(flagLines(l, app.Flags), [2]string{"--help, -h", l.Say("flag.help")}, [2]string{"--version, -v", l.Say("flag.version")}))
	w.line("\n%s\n%s", l.Say("help.more"), app.Description)
}

func helpVerb(w *lineWriter, c *cli.Command, l text.Lang) {
	w.line("%s – %s\n\n%s", c.HelpName, c.Usage, l.Say("help.usage"))
	if c.Action != nil {
		w.line("  %s %s", shapeOf(c), l.Say("help.flag_word"))
	}
	for _, sub := range c.Subcommands {
		w.line("  %s %s", shapeOf(sub), l.Say("help.flag_word"))
	}
	if len(c.Aliases) > 0 {
		w.line("\n%s", l.Say("help.aliases", strings.Join(c.Aliases, ", ")))
	}
	if len(c.Subcommands) > 0 {
		w.line("\n%s", l.Say("help.verbs"))
		helpList(w, verbLines(c.Subcommands))
	}
	w.line("\n%s", l.Say("help.flags"))
	helpList(w, append(flagLines(l, c.Flags), [2]string{"--help, -h", l.Say("flag.help")}))
}

func verbLines(commands []*cli.Command) (lines [][2]string) {
	for _, c := range commands {
		lines = append(lines, [2]string{c.Name, c.Usage})
	}
	return lines
}

func flagLines(l text.Lang, flags []cli.Flag) (lines [][2]string) {
	for _, f := range flags {
		if described, ok := f.(cli.DocGenerationFlag); ok {
			lines = append(lines, [2]string{flagShape(f), described.GetUsage() + flagDefault(l, f)})
		}
	}
	return lines
}

func helpList(w *lineWriter, lines [][2]string) {
	widest := 0
	for _, line := range lines {
		widest = max(widest, utf8.RuneCountInString(line[0]))
	}
	for _, line := range lines {
		w.line("  %s%s  %s", line[0], strings.Repeat(" ", widest-utf8.RuneCountInString(line[0])), line[1])
	}
}

// flagDefault is what is fixed about a flag; a default that the machine decides (workers) is left out.
func flagDefault(l text.Lang, f cli.Flag) string {
	if needed, ok := f.(cli.RequiredFlag); ok && needed.IsRequired() {
		return ". " + l.Say("help.required")
	}
	if with, ok := f.(*cli.StringFlag); ok && with.Value != "" {
		return ". " + l.Say("help.default", with.Value)
	}
	return ""
}

func flagShape(f cli.Flag) string {
	shape := "--" + strings.Join(f.Names(), ", --")
	if takesValue(f) {
		shape += " …"
	}
	return shape
}

// sayVersion says which program this is.
func sayVersion(out io.Writer, l text.Lang) error {
	_, err := fmt.Fprintln(out, l.Say("help.version", version))
	return err
}
