package main

import (
	"sort"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// call is what the arguments ask for.
type call struct {
	args    []string       // for urfave/cli: verb, flags, "--", words
	path    []*cli.Command // the verb, and the verb below it
	help    bool
	version bool
}

// last is the verb that is called, nil when none is.
func (k call) last() *cli.Command {
	if len(k.path) == 0 {
		return nil
	}
	return k.path[len(k.path)-1]
}

// readCall reads the arguments by the definitions of the verb that is called. Flags may stand anywhere: in front of the verb, between a verb and the one
// below it, before and behind arguments; "--" ends them. What is wrong with a call is found here, in our own words, before urfave/cli sees it: an unknown
// verb or flag, a flag without its value or with one that cannot be, and a flag that is needed and lacking.
func readCall(app *cli.App, args []string) (call, error) {
	if len(args) < 2 {
		return call{args: args, help: true}, nil
	}
	if args[len(args)-1] == "--generate-bash-completion" {
		return call{args: args}, nil
	}
	k := call{args: args[:1:1]}
	flags, words, err := k.find(app, args[1:])
	if err != nil {
		return k, err
	}
	rest := append(flags, words...)
	if k.last() == nil {
		return k, k.atTheDoor(app, rest)
	}
	known := flagTable(append(k.last().Flags[:len(k.last().Flags):len(k.last().Flags)], langFlag))
	if err := k.reorder(rest, known); err != nil || k.help {
		return k, err
	}
	if k.last().Action == nil {
		k.help = true
		return k, nil
	}
	return k, lacking(k.last(), k.args)
}

// find walks down the verbs. Flags that stand before or between them are carried along.
func (k *call) find(app *cli.App, rest []string) (flags, words []string, err error) {
	commands, anyFlag := app.Commands, everyFlag(app)
	for {
		var before []string
		before, rest = leading(rest, anyFlag)
		flags = append(flags, before...)
		if len(rest) == 0 || len(commands) == 0 {
			return flags, rest, nil
		}
		command := named(commands, rest[0])
		switch {
		case command != nil:
			k.path, k.args, commands, rest = append(k.path, command), append(k.args, command.Name), command.Subcommands, rest[1:]
		case len(k.path) == 0 && (rest[0] == "help" || rest[0] == "hjelp"):
			k.help, rest = true, rest[1:]
		case len(k.path) == 0 || k.last().Action == nil:
			return nil, nil, k.noVerb(rest[0], commands)
		default:
			return flags, rest, nil
		}
	}
}

// atTheDoor is a call without a verb: help, version, or a flag that nothing takes.
func (k *call) atTheDoor(app *cli.App, rest []string) error {
	for _, a := range rest {
		if a == "--version" || a == "-v" {
			k.version = true
			return nil
		}
	}
	k.help = true
	return (&call{args: []string{app.Name}}).reorder(rest, flagTable(app.Flags))
}

func (k *call) noVerb(word string, commands []*cli.Command) error {
	at := strings.Join(append([]string{"arkivdepot"}, k.args[1:]...), " ")
	if strings.HasPrefix(word, "-") {
		return wrongCall(word, "", "no_flag", at)
	}
	var names []string
	for _, c := range commands {
		names = append(names, c.Names()...)
	}
	if near := text.Nearest(word, names); near != "" {
		return wrongCall(word, "", "near_verb", at+" "+near, at)
	}
	return wrongCall(word, "", "no_verb", at)
}

// leading is the flags, with their values, at the front of the arguments, and the rest.
func leading(args []string, takes map[string]bool) (flags, rest []string) {
	for len(args) > 0 && strings.HasPrefix(args[0], "-") && args[0] != "-" && args[0] != "--" {
		name, _, glued := strings.Cut(strings.TrimLeft(args[0], "-"), "=")
		n := 1
		if takes[name] && !glued && len(args) > 1 {
			n = 2
		}
		flags, args = append(flags, args[:n]...), args[n:]
	}
	return flags, args
}

// reorder puts flags with their values before "--", and everything else behind it: urfave/cli takes a flag behind an argument for an argument.
func (k *call) reorder(rest []string, known map[string]cli.Flag) error {
	path := strings.Join(append([]string{"arkivdepot"}, k.args[1:]...), " ")
	var words []string
	for i := 0; i < len(rest); i++ {
		a := rest[i]
		if a == "--" {
			words = append(words, rest[i+1:]...)
			break
		}
		if !strings.HasPrefix(a, "-") || a == "-" {
			words = append(words, a)
			continue
		}
		name, value, glued := strings.Cut(strings.TrimLeft(a, "-"), "=")
		if name == "help" || name == "hjelp" || name == "h" {
			k.help = true
			continue
		}
		f, ok := known[name]
		if !ok {
			return unknownFlag(a, known, path)
		}
		k.args = append(k.args, a)
		if takesValue(f) && !glued {
			if i+1 >= len(rest) {
				return wrongCall(a, "", "no_value", path)
			}
			i++
			value = rest[i]
			k.args = append(k.args, value)
		}
		if err := fits(f, value, glued); err != nil {
			return err
		}
	}
	if len(words) > 0 {
		k.args = append(append(k.args, "--"), words...)
	}
	return nil
}

// fits refuses a value that the flag cannot have.
func fits(f cli.Flag, value string, glued bool) error {
	name := "--" + f.Names()[0]
	switch f.(type) {
	case *cli.IntFlag, *cli.Int64Flag:
		if _, err := strconv.ParseInt(value, 0, 64); err != nil {
			return wrongCall(name, value, "no_number", name)
		}
	case *cli.BoolFlag:
		if _, err := strconv.ParseBool(value); glued && err != nil {
			return wrongCall(name, value, "no_choice", name)
		}
	}
	return nil
}

// lacking refuses a call without a flag that it needs, and shows the whole of it.
func lacking(c *cli.Command, args []string) error {
	given := map[string]bool{}
	for _, a := range args {
		if a == "--" {
			break
		}
		name, _, _ := strings.Cut(strings.TrimLeft(a, "-"), "=")
		given[name] = given[name] || strings.HasPrefix(a, "-")
	}
	shape := shapeOf(c)
	missing := ""
	for _, f := range c.Flags {
		needed, ok := f.(cli.RequiredFlag)
		if !ok || !needed.IsRequired() {
			continue
		}
		shape += " --" + f.Names()[0] + " …"
		if missing == "" && !given[f.Names()[0]] {
			missing = f.Names()[0]
		}
	}
	if missing == "" {
		return nil
	}
	return wrongCall(verbOf(c), "", "no_required", missing, shape, c.HelpName)
}

func unknownFlag(flag string, known map[string]cli.Flag, path string) error {
	plain, _, _ := strings.Cut(strings.TrimLeft(flag, "-"), "=")
	var names []string
	for name := range known {
		names = append(names, name)
	}
	sort.Strings(names)
	near := text.Nearest(plain, names)
	for _, name := range names {
		if near == "" && len(name) > 2 && plain != "" && (strings.HasPrefix(name, plain) || strings.HasPrefix(plain, name)) {
			near = name
		}
	}
	if near != "" {
		return wrongCall(flag, "", "near_flag", path, near)
	}
	return wrongCall(flag, "", "no_flag", path)
}

// flagTable is flags by their names.
func flagTable(flags []cli.Flag) map[string]cli.Flag {
	table := map[string]cli.Flag{}
	for _, f := range flags {
		for _, name := range f.Names() {
			table[name] = f
		}
	}
	return table
}

// everyFlag tells of each flag of any verb whether it takes a value: a flag may come before it is known whose it is.
func everyFlag(app *cli.App) map[string]bool {
	takes := map[string]bool{}
	note := func(flags []cli.Flag) {
		for name, f := range flagTable(flags) {
			takes[name] = takesValue(f)
		}
	}
	note(app.Flags)
	for _, c := range app.Commands {
		note(c.Flags)
		for _, sub := range c.Subcommands {
			note(sub.Flags)
		}
	}
	return takes
}

func takesValue(f cli.Flag) bool {
	_, isBool := f.(*cli.BoolFlag)
	return !isBool
}

func named(commands []*cli.Command, word string) *cli.Command {
	for _, c := range commands {
		if c.HasName(word) {
			return c
		}
	}
	return nil
}
