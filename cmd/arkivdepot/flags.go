package main

import (
	"strings"

	"github.com/urfave/cli/v2"
)

// flagsFirst moves flags in front of arguments, by the definitions of the command that is called: urfave/cli v2 takes a flag behind an argument for an
// argument without a word. "--" ends the flags. A flag that the command does not have is refused.
func flagsFirst(app *cli.App, args []string) ([]string, error) {
	if len(args) < 2 {
		return args, nil
	}
	head, rest := args[:1:1], args[1:]
	known := flagTable(app.Flags)
	commands, path := app.Commands, "arkivdepot"
	for len(rest) > 0 {
		command := named(commands, rest[0])
		if command == nil {
			break
		}
		head, rest = append(head, rest[0]), rest[1:]
		path += " " + command.Name
		for name, takes := range flagTable(command.Flags) {
			known[name] = takes
		}
		commands = command.Subcommands
	}
	if len(head) == 1 {
		return args, nil // no verb: the app says what there is
	}
	return reorder(head, rest, known, path)
}

// reorder puts flags with their values before "--", and everything else behind it.
func reorder(head, rest []string, known map[string]bool, path string) ([]string, error) {
	var flags, words []string
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
		name, _, glued := strings.Cut(strings.TrimLeft(a, "-"), "=")
		takes, ok := known[name]
		if !ok {
			return nil, unknownFlag(a, known, path)
		}
		flags = append(flags, a)
		if takes && !glued {
			if i+1 >= len(rest) {
				return nil, wrongCall(a, "", "no_value", path)
			}
			i++
			flags = append(flags, rest[i])
		}
	}
	out := append(head, flags...)
	if len(words) > 0 {
		out = append(append(out, "--"), words...)
	}
	return out, nil
}

func unknownFlag(flag string, known map[string]bool, path string) error {
	plain := strings.TrimLeft(flag, "-")
	for name := range known {
		if len(name) > 2 && (strings.HasPrefix(name, plain) || strings.HasPrefix(plain, name)) {
			return wrongCall(flag, "", "near_flag", path, name)
		}
	}
	return wrongCall(flag, "", "no_flag", path)
}

// flagTable is the names of flags and whether they take a value.
func flagTable(flags []cli.Flag) map[string]bool {
	table := map[string]bool{"help": false, "h": false, "version": false, "v": false, "generate-bash-completion": false}
	for _, f := range flags {
		_, isBool := f.(*cli.BoolFlag)
		for _, name := range f.Names() {
			table[name] = !isBool
		}
	}
	return table
}

func named(commands []*cli.Command, word string) *cli.Command {
	for _, c := range commands {
		if c.HasName(word) {
			return c
		}
	}
	return nil
}
