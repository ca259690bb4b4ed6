package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
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
	why := l.explain(err)
	why.hint = strings.ReplaceAll(why.hint, "{ws}", workspaceIn(l.Lang, read))
	if asked(written, "--json") {
		as := map[string]any{"error": why.said, "hint": why.hint, "exit": code, "key": keyOf(err)}
		if why.technical != "" {
			as["cause"] = why.technical
		}
		_ = json.NewEncoder(t.err).Encode(as)
		return code
	}
	fmt.Fprintf(t.err, "arkivdepot: %s\n", why.said)
	if why.hint != "" {
		fmt.Fprintf(t.err, "  → %s\n", why.hint)
	}
	if why.technical != "" {
		fmt.Fprintf(t.err, "  %s\n", l.Say("error.technical", why.technical))
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
	_, code := langAsked(args)
	return speaker{text.Parse(code)}
}

// langAsked is the code of the language that is asked for, and where.
func langAsked(args []string) (where, code string) {
	where, code = langVariable, os.Getenv(langVariable)
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--"+flagLang+"="); ok {
			where, code = "--"+flagLang, v
		} else if a == "--"+flagLang && i+1 < len(args) {
			where, code = "--"+flagLang, args[i+1]
		}
	}
	return where, code
}

// strangeLang refuses a language that there are no words in: nobody is answered in another than they asked for without a word.
func strangeLang(args []string) error {
	where, code := langAsked(args)
	if text.Knows(code) {
		return nil
	}
	return wrongCall(where, code, "no_language")
}

// told is an error in words: what happened, what the machine says of it where we have no words for that, and what to do next.
type told struct{ said, technical, hint string }

// explain says the error in the language: each Error in the chain says its operation, its place and its sentence once.
func (l speaker) explain(err error) (t told) {
	var parts []string
	keyed := false
	for err != nil {
		var e *deposit.Error
		if !errors.As(err, &e) {
			said, technical := l.cause(err)
			if t.technical = technical; said == "" && !keyed {
				said, t.hint = l.Say("error.failed"), cmp.Or(t.hint, l.Say("error.failed.hint"))
			}
			parts = append(parts, said)
			break
		}
		parts = append(parts, l.operation(e.Op), e.At)
		if e.Key != "" {
			keyed = true
			parts = append(parts, l.Say("error."+e.Key, l.words(e.Args)...))
			t.hint = l.Say("error."+e.Key+".hint", l.words(e.Args)...)
		}
		t.hint = cmp.Or(e.Hint, t.hint)
		err = e.Err
	}
	t.said = strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), ": ")
	return t
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

// causes are what an operating system says no with, for which we have words.
var causes = append([]cause{{syscall.EROFS, "read_only"}, {syscall.ENOSPC, "full"}, {syscall.EBUSY, "busy"}, {syscall.EIO, "io"}, {syscall.ENAMETOOLONG, "name_too_long"},
	{syscall.EMFILE, "many_open"}, {syscall.ENOTDIR, "no_folder"}, {syscall.EISDIR, "is_folder"}}, append(systemCauses,
	cause{fs.ErrPermission, "permission"}, cause{fs.ErrNotExist, "gone"}, cause{fs.ErrExist, "exists"}, cause{fs.ErrInvalid, "not_plain"})...)

type cause struct {
	err error
	key string
}

// cause is the end of a chain: words where there are any, else what the machine says.
func (l speaker) cause(err error) (said, technical string) {
	for _, c := range causes {
		if errors.Is(err, c.err) {
			return l.Say("error.cause." + c.key), ""
		}
	}
	var plain interface{ ForPeople() }
	if errors.As(err, &plain) {
		return err.Error(), ""
	}
	return "", strings.ReplaceAll(err.Error(), "\n", "; ")
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
