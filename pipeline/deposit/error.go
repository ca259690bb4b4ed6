package deposit

import (
	"errors"
	"strings"
)

// Kind says what sort of machine trouble an Error is; the exit code and, at the desk, the HTTP status are tables over it.
type Kind int

// Kinds of machine trouble.
const (
	Internal    Kind = iota // a fault of the program
	Usage                   // called wrongly
	Held                    // a person must act first; the findings say what
	NotValid                // a package that was judged is not valid
	NoWorkspace             // no workspace there
	Locked                  // another run holds the workspace
	Interrupted             // stopped by a signal
	Disk                    // reading or writing failed
	Conflict                // what people acted on would change
)

// Error is the one error type that people meet: what sort, what was attempted, where (no personal data: journal number or file ordinal at most), and
// what to do next. Content trouble is never an Error; it is a Finding.
type Error struct {
	Kind Kind
	Op   string // what was attempted, in the screen's language or a plain verb phrase: "read register"
	At   string // where: a path inside the workspace without names of persons, a journal number
	Key  string // of the sentence in the catalogue of words ("error.<Key>", its hint "error.<Key>.hint"), where the trouble has one
	Args []string
	Hint string // what to do next, best a command to paste, where Key gives none
	Err  error
}

// Error is operation, place and cause, each said once.
func (e *Error) Error() string {
	var parts []string
	for _, p := range []string{e.Op, e.At} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if e.Key != "" {
		parts = append(parts, strings.Join(append([]string{e.Key}, e.Args...), " "))
	}
	if e.Err != nil {
		parts = append(parts, e.Err.Error())
	}
	return strings.Join(parts, ": ")
}

// Said is an error whose text is a sentence in the screen's language already: a fault that a person can mend in a file of their own.
type Said string

// Error is the sentence.
func (s Said) Error() string { return string(s) }

// ForPeople marks the text as one that people read as it is.
func (s Said) ForPeople() {}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf is the kind of the first Error in err's chain, Internal when there is none.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// HintOf is the hint nearest to the cause in err's chain.
func HintOf(err error) string {
	hint := ""
	for err != nil {
		var e *Error
		if !errors.As(err, &e) {
			break
		}
		if e.Hint != "" {
			hint = e.Hint
		}
		err = e.Err
	}
	return hint
}
