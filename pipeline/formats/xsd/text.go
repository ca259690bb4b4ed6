package xsd

import (
	"context"
	"errors"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
)

// newScanner reads the text of a document or schema within the limits.
func newScanner(ctx context.Context, r io.Reader, l Limits) (*xmltext.Scanner, error) {
	return xmltext.New(ctx, r, xmltext.Limits{Depth: l.Depth, Attributes: l.Attributes, Name: l.Name, Tag: l.Tag})
}

// syntaxError is a fault of the text itself: not well-formed, or over a limit.
type syntaxError struct {
	code         Code
	reason       string
	line, column int
}

// Error gives the reason.
func (e *syntaxError) Error() string { return e.reason }

// textCodes are the codes of what the scanner finds wrong.
var textCodes = map[xmltext.Trouble]Code{
	xmltext.NotWellFormed: NotWellFormed, xmltext.CutShort: NotWellFormed, xmltext.Doctype: DoctypeRefused, xmltext.TooDeep: TooDeep,
	xmltext.TooManyAttributes: TooManyAttributes, xmltext.NameTooLong: NameTooLong, xmltext.TagTooLong: TagTooLong,
}

// syntaxOf finds a fault of the text in err; nil when err is the trouble of a machine.
func syntaxOf(err error) *syntaxError {
	var own *syntaxError
	if errors.As(err, &own) {
		return own
	}
	var fault *xmltext.Fault
	if errors.As(err, &fault) {
		return &syntaxError{code: textCodes[fault.Trouble], reason: fault.Reason, line: fault.Line, column: fault.Column}
	}
	return nil
}

// fault is a fault of the text that takes namespaces or values to see, where reading has come to.
func (v *validator) fault(code Code, reason string) error {
	line, column := v.src.Here()
	return &syntaxError{code: code, reason: reason, line: line, column: column}
}
