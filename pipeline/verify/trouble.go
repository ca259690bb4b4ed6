package verify

import (
	"context"
	"errors"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/addml"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mets"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/premis"
)

// unreadable is the fault of a document that cannot be read, without its contents; empty for any other error.
func unreadable(err error) string {
	var n *noark5.ReadError
	var m *mets.ReadError
	var a *addml.ReadError
	var p *premis.ReadError
	if errors.As(err, &n) || errors.As(err, &m) || errors.As(err, &a) || errors.As(err, &p) {
		return err.Error()
	}
	return ""
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
	return &deposit.Error{Kind: kind, Op: "verify", Err: err, Hint: "Se etter at filen kan leses, og kjør kommandoen en gang til."}
}
