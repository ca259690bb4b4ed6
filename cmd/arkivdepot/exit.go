package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// Exit codes (design §6).
const (
	exitDone        = 0
	exitInternal    = 1
	exitUsage       = 2
	exitHeld        = 3
	exitNotValid    = 4
	exitNoWorkspace = 10
	exitLocked      = 11
	exitInterrupted = 130
)

// exitOf is the one table from kinds of trouble to exit codes.
var exitOf = map[deposit.Kind]int{
	deposit.Internal: exitInternal, deposit.Usage: exitUsage, deposit.Held: exitHeld, deposit.NotValid: exitNotValid,
	deposit.NoWorkspace: exitNoWorkspace, deposit.Locked: exitLocked, deposit.Interrupted: exitInterrupted, deposit.Disk: exitInternal,
	deposit.Conflict: exitHeld,
}

// held is how a verb ends that did its work and found that a person must act, or a package not valid: everything has been said already.
type held struct{ code int }

func (held) Error() string { return "et menneske må gjøre noe" }

// sayError tells the error once, with what to do next, as JSON where JSON was asked for, and returns the exit code.
func sayError(app *cli.App, t terminal, args []string, err error) int {
	var h held
	if errors.As(err, &h) {
		return h.code
	}
	kind := deposit.KindOf(err)
	var known *deposit.Error
	if !errors.As(err, &known) {
		kind = deposit.Usage // the flag package's own errors
		if app == nil {
			kind = deposit.Internal
		}
	}
	l := langIn(args)
	said, hint := l.explain(err)
	hint = strings.ReplaceAll(hint, "{ws}", workspaceIn(args))
	if asked(args, "--json") {
		_ = json.NewEncoder(t.err).Encode(map[string]any{"error": said, "hint": hint, "exit": exitOf[kind]})
		return exitOf[kind]
	}
	fmt.Fprintf(t.err, "arkivdepot: %s\n", said)
	if hint != "" {
		fmt.Fprintf(t.err, "  → %s\n", hint)
	}
	return exitOf[kind]
}

// speaker is the screen's language for errors.
type speaker struct{ text.Lang }

// langIn is the language that the arguments or the environment ask for: an error may come before any flag was read.
func langIn(args []string) speaker {
	code := os.Getenv("ARKIVDEPOT_LANG")
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--"+flagLang+"="); ok {
			code = v
		} else if a == "--"+flagLang && i+1 < len(args) {
			code = args[i+1]
		}
	}
	return speaker{text.Parse(code)}
}

// explain is the error's sentence and hint in the language: each Error in the chain says its operation, its place and its sentence once.
func (l speaker) explain(err error) (said, hint string) {
	var parts []string
	for err != nil {
		var e *deposit.Error
		if !errors.As(err, &e) {
			parts = append(parts, err.Error())
			break
		}
		for _, p := range []string{e.Op, e.At} {
			if p != "" {
				parts = append(parts, p)
			}
		}
		if e.Key != "" {
			parts = append(parts, l.Say("error."+e.Key, l.words(e.Args)...))
			hint = l.Say("error."+e.Key+".hint", l.words(e.Args)...)
		}
		if e.Hint != "" {
			hint = e.Hint
		}
		err = e.Err
	}
	return strings.Join(parts, ": "), hint
}

// words is arguments of a sentence; one that stands in braces names a message of the catalogue itself.
func (l speaker) words(args []string) []any {
	out := make([]any, len(args))
	for i, a := range args {
		out[i] = a
		if key, ok := strings.CutPrefix(a, "{"); ok && text.Has(strings.TrimSuffix(key, "}")) {
			out[i] = l.Say(strings.TrimSuffix(key, "}"))
		}
	}
	return out
}

func asked(args []string, flag string) bool {
	for _, a := range args {
		if a == flag {
			return true
		}
	}
	return false
}

// workspaceIn is the first argument behind the verb that is no flag, for hints to paste.
func workspaceIn(args []string) string {
	for i := len(args) - 1; i > 1; i-- {
		if args[i] == "--" && i+1 < len(args) {
			return quote(args[i+1])
		}
	}
	return "ARBEIDSMAPPE"
}

// quote makes a word safe to paste.
func quote(word string) string {
	if word == "" || strings.ContainsAny(word, " \t'\"$&|<>();*?#") {
		return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
	}
	return word
}
