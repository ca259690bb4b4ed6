package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

func docsCommand(t terminal) *cli.Command {
	page := func(name, alias, usage string, write func(*lineWriter), data func(text.Lang) any) *cli.Command {
		return &cli.Command{Name: name, Aliases: []string{alias}, Usage: usage, Flags: []cli.Flag{jsonFlag(), langFlag}, Action: func(c *cli.Context) error {
			if err := tooMany(c, 0); err != nil {
				return err
			}
			if c.Bool(flagJSON) {
				return sayJSON(t.out, data(lang(c)))
			}
			w := &lineWriter{w: t.out}
			write(w)
			return w.err
		}}
	}
	return &cli.Command{
		Name: "docs", Aliases: []string{"dok"}, Usage: "verb.docs",
		Subcommands: []*cli.Command{
			page("findings", "funn", "verb.docs.findings", docFindings, func(l text.Lang) any { return findingData(l) }),
			page("commands", "verb", "verb.docs.commands", func(w *lineWriter) { docCommands(w, newApp(t, text.Bokmaal)) },
				func(l text.Lang) any { return commandData(l, newApp(t, l).Commands) }),
		},
	}
}

const generated = "<!-- Laget av programmet (make docs). Endringer gjøres i koden, ikke her. -->"

// roomsOfCodes is the heading for the letters of a code.
var roomsOfCodes = map[string]string{"REC": "Mottak av register og filer", "INT": "Inntak av filer", "RET": "Frister", "DES": "Beskrivelse (Noark 5)",
	"BOX": "Bokser", "PCK": "Pakking", "VER": "Kontroll av pakker",
	"DEP": "Depotet: mottak, bokser, kvittering", "LOA": "Utlån"}

// docFindings writes docs/findings.md from the finding catalogue.
func docFindings(w *lineWriter) {
	w.line("# Funn\n\n%s\n", generated)
	w.line("Et funn har en kode, et sted, en tekst og et råd. «Stopper» betyr at deponeringen ikke går videre før funnet er rettet eller besvart med et av svarene")
	w.line("som står her (`arkivdepot decide`): `accept` godtar det som det er, `exclude` holder filen eller mappen utenfor, `defer` utsetter mappen til neste")
	w.line("avlevering. Tre prikker er det som er forskjellig fra funn til funn. Reglene R2.5-1 og så videre er punktene i instruksen, «krav» og M-numre er Noark 5 versjon 5.0,")
	w.line("N5 er testene som depotet kjører på uttrekk, DIAS er pakkestandarden. «programmets regel» er programmets egne valg (docs/architecture.md).")
	room := ""
	for _, code := range deposit.Codes() {
		entry := deposit.Lookup(code)
		letters, _, _ := strings.Cut(string(code), "-")
		if letters != room {
			room = letters
			heading := roomsOfCodes[letters]
			if heading == "" {
				heading = letters
			}
			w.line("\n## %s\n", heading)
			w.line("| Kode | Alvor | Tekst og råd | Regel | Svar |")
			w.line("|---|---|---|---|---|")
		}
		said := unsaid(entry, "nb")
		w.line("| %s | %s | %s<br>→ %s | %s | %s |", code, severityWord(entry.Severity), inTable(said.Text), inTable(said.Remedy), inTable(text.Bokmaal.Rule(entry.Rule)), answerWords(entry))
	}
}

func severityWord(s deposit.Severity) string {
	switch s {
	case deposit.Hold:
		return "stopper"
	case deposit.Warn:
		return "advarsel"
	}
	return "merknad"
}

func answerWords(entry deposit.CodeEntry) string {
	if entry.Severity != deposit.Hold {
		return "–"
	}
	if len(entry.Answers) == 0 {
		return "må rettes"
	}
	words := make([]string, len(entry.Answers))
	for i, a := range entry.Answers {
		words[i] = "`" + string(a) + "`"
	}
	return strings.Join(words, " ")
}

// inTable keeps text from breaking a Markdown table.
func inTable(text string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ", "<", "&lt;").Replace(text)
}

// docCommands writes docs/commands.md from the program's own definitions.
func docCommands(w *lineWriter, app *cli.App) {
	w.line("# Verb\n\n%s\n", generated)
	w.line("`%s`. Flagg kan stå foran eller bak argumentene; `--` avslutter dem.\n", app.UsageText)
	w.line("%s", strings.ReplaceAll(app.Description, "\n", " "))
	for _, c := range app.Commands {
		docCommand(w, "arkivdepot", c, "##")
	}
}

func docCommand(w *lineWriter, path string, c *cli.Command, heading string) {
	path += " " + c.Name
	w.line("\n%s %s\n", heading, strings.TrimPrefix(path, "arkivdepot "))
	w.line("%s", inTable(c.Usage)+".")
	if len(c.Aliases) > 0 {
		w.line("\nAndre navn: `%s`.", strings.Join(c.Aliases, "`, `"))
	}
	if len(c.Subcommands) == 0 {
		w.line("\n    %s", strings.TrimSpace(path+" "+c.ArgsUsage))
	}
	docFlags(w, c.Flags)
	for _, sub := range c.Subcommands {
		docCommand(w, path, sub, heading+"#")
	}
}

func docFlags(w *lineWriter, flags []cli.Flag) {
	shown := false
	for _, f := range flags {
		described, ok := f.(cli.DocGenerationFlag)
		if !ok {
			continue
		}
		if !shown {
			w.line("\n| Flagg | |\n|---|---|")
			shown = true
		}
		w.line("| `%s` | %s |", flagShape(f), inTable(described.GetUsage()+flagDefault(text.Bokmaal, f)))
	}
}
