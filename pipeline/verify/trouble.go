package verify

import (
	"context"
	"errors"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
)

// refusals are what the readers refuse a document for, and the word for it in the catalogue of findings.
var refusals = []struct {
	word string
	err  error
}{
	{"doctype", markup.ErrDoctype},
	{"too-large", markup.ErrTooLarge},
	{"foreign", markup.ErrForeign},
}

// unreadable is the fault of a document that cannot be read, without its contents, and the line; empty for any other error.
func unreadable(err error) (fault, line string) {
	var read *markup.ReadError
	if !errors.As(err, &read) {
		return "", ""
	}
	line = number(read.Line)
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return r.word, line
		}
	}
	return "malformed", line
}

// asError gives trouble its kind once; an error that has one passes unchanged.
func asError(err error) error {
	var known *deposit.Error
	if errors.As(err, &known) {
		return err
	}
	kind := deposit.Disk
	if errors.Is(err, context.Canceled) {
		kind = deposit.Interrupted
	}
	return &deposit.Error{Kind: kind, Op: "verify", Key: "cannot_read", Err: err}
}
