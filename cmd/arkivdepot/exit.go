package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"

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

// sayError tells the error once, with what to do next, as JSON where JSON was asked for, and returns the exit code. read is the arguments as they were
// understood, said is as they were written.
func sayError(t terminal, read, written []string, err error) int {
	var h held
	if errors.As(err, &h) {
		return h.code
	}
	code := exitOf[deposit.KindOf(err)]
	l := langIn(written)
	said, hint := l.explain(err)
	hint = strings.ReplaceAll(hint, "{ws}", workspaceIn(l.Lang, read))
	if asked(written, "--json") {
		_ = json.NewEncoder(t.err).Encode(map[string]any{"error": said, "hint": hint, "exit": code, "key": keyOf(err)})
		return code
	}
	fmt.Fprintf(t.err, "arkivdepot: %s\n", said)
	if hint != "" {
		fmt.Fprintf(t.err, "  → %s\n", hint)
	}
	return code
}

// keyOf names the trouble for programs: the key nearest to the cause.
func keyOf(err error) (key string) {
	for e := new(deposit.Error); errors.As(err, &e); err = e.Err {
		if e.Key != "" {
			key = e.Key
		}
	}
	return key
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
			parts = append(parts, l.cause(err))
			break
		}
		for _, p := range []string{l.operation(e.Op), e.At} {
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

// operation is what was attempted in the language. An operation on something that is named has "*" for it in the catalogue; what is no sentence there, a
// verb or a flag, is the same in every language.
func (l speaker) operation(op string) string {
	if key := "error.op." + op; text.Has(key) {
		return l.Say(key)
	}
	if i := strings.LastIndexByte(op, ' '); i > 0 && text.Has("error.op."+op[:i]+" *") {
		on := op[i+1:]
		if text.Has("room." + on) {
			on = l.Say("room." + on)
		}
		return l.Say("error.op."+op[:i]+" *", on)
	}
	return op
}

// causes are what an operating system says no with, for which we have words. What it says otherwise is shown as it says it.
var causes = []struct {
	err error
	key string
}{{syscall.EROFS, "read_only"}, {syscall.ENOSPC, "full"}, {fs.ErrPermission, "permission"}, {fs.ErrNotExist, "gone"}, {fs.ErrExist, "exists"}}

func (l speaker) cause(err error) string {
	for _, c := range causes {
		if errors.Is(err, c.err) {
			return l.Say("error.cause." + c.key)
		}
	}
	return err.Error()
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
func workspaceIn(l text.Lang, args []string) string {
	for i := len(args) - 1; i > 1; i-- {
		if args[i] == "--" && i+1 < len(args) {
			return quote(args[i+1])
		}
	}
	return l.Say("word.ARBEIDSMAPPE")
}

// quote makes a word safe to paste.
func quote(word string) string {
	if word == "" || strings.ContainsAny(word, " \t'\"$&|<>();*?#`~[]{}!") {
		return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
	}
	return word
}
