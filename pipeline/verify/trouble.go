package verify

import (
	"context"
	"errors"
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/addml"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mets"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/premis"
)

// refusals are what the readers refuse a document for, and the word for it in the catalogue of findings.
var refusals = []struct {
	word string
	errs []error
}{
	{"doctype", []error{noark5.ErrDoctype, mets.ErrDoctype, addml.ErrDoctype, premis.ErrDoctype}},
	{"too-large", []error{noark5.ErrTooLarge, mets.ErrTooLarge, addml.ErrTooLarge, premis.ErrTooLarge}},
	{"foreign", []error{noark5.ErrForeign, mets.ErrForeign, addml.ErrForeign, premis.ErrForeign}},
}

// unreadable is the fault of a document that cannot be read, without its contents, and the line; empty for any other error.
func unreadable(err error) (fault, line string) {
	var n *noark5.ReadError
	var m *mets.ReadError
	var a *addml.ReadError
	var p *premis.ReadError
	switch {
	case errors.As(err, &n):
		line = number(n.Line)
	case errors.As(err, &m):
		line = number(m.Line)
	case errors.As(err, &a):
		line = number(a.Line)
	case errors.As(err, &p):
		line = number(p.Line)
	default:
		return "", ""
	}
	for _, f := range refusals {
		if slices.ContainsFunc(f.errs, func(e error) bool { return errors.Is(err, e) }) {
			return f.word, line
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
