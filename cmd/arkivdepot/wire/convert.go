package wire

import (
	"context"
	"sync"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/ghostscript"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/pdftext"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/soffice"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/verapdf"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/workshop"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/words"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/convert"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/intake"
)

// Tools are where the user says that programs stand; empty looks on the path and in the usual places, and for VeraPDF asks no validator. NoTool does
// without.
type Tools struct{ Soffice, Ghostscript, VeraPDF string }

// NoTool says that a program is not to be used, though it may be there.
const NoTool = "-"

// workshopOptions are what a workshop is opened with.
type workshopOptions struct {
	tools      Tools
	dir        string // below the program's own folder
	deposit    deposit.Deposit
	sources    intake.Sources
	identifier intake.Identifier
	workers    int
	version    string
}

// workshopOf is the workshop with the programs that are on this machine. A program that is not there is no error: what needs it is held. One that the user
// named and that is not there is.
func workshopOf(ctx context.Context, o workshopOptions, open *closers) (convert.Workshop, error) {
	shop := workshop.Options{Dir: o.dir, Sources: o.sources, Identifier: o.identifier, Created: o.deposit.Produced, Version: o.version}
	var err error
	if shop.Office, err = found("--soffice", o.tools.Soffice, soffice.Find); err != nil {
		return nil, err
	}
	if shop.Ghostscript, err = found("--gs", o.tools.Ghostscript, ghostscript.Find); err != nil {
		return nil, err
	}
	if o.tools.VeraPDF != "" && o.tools.VeraPDF != NoTool {
		if shop.Judge, err = verapdf.Open(ctx, o.tools.VeraPDF); err != nil {
			return nil, notFound("--verapdf", o.tools.VeraPDF, err)
		}
	}
	texts := &sharedTexts{workers: max(o.workers, 1)}
	open.add(texts.close)
	shop.Reader = texts.reader
	return workshop.New(shop), nil
}

// found is an installed program, nil where there is none.
func found[T any](flag, named string, find func(string) (T, error)) (*T, error) {
	if named == NoTool {
		return nil, nil
	}
	tool, err := find(named)
	switch {
	case err == nil:
		return &tool, nil
	case named != "":
		return nil, notFound(flag, named, err)
	}
	return nil, nil
}

func notFound(flag, value string, err error) error {
	return &deposit.Error{Kind: deposit.Usage, Op: flag, At: value, Key: "no_program", Err: err}
}

// sharedTexts is the one reader of PDF for all workers. It is started when the first needs it: a deposit in which nothing is converted starts none.
type sharedTexts struct {
	workers int

	mutex sync.Mutex
	open  *pdftext.Reader
}

func (s *sharedTexts) reader(context.Context) (words.Reader, func() error, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.open == nil {
		var err error
		if s.open, err = openPDF(s.workers); err != nil {
			return words.Reader{}, nil, err
		}
	}
	return s.open.Words(), func() error { return nil }, nil
}

func (s *sharedTexts) close() error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.open == nil {
		return nil
	}
	err := s.open.Close(context.Background())
	s.open = nil
	return err
}
