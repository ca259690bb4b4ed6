// Package transfer is the last room: it judges the finished package as the depot will judge it, from the bytes on the disk, before anything of it is
// shown. A finding that stands against the package stops the room, and nothing gets its final name. It changes nothing and sends nothing.
package transfer

import (
	"context"
	"errors"
	"io"
	"os"
	"path"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
	"github.com/arkivdepot/arkivdepot/pipeline/verify"
)

// revision is raised when the same package may be judged otherwise.
const revision = 1

// Draft is where the package lies until it is shown.
type Draft interface {
	// Path is where a file that will be ut/<name> lies.
	Path(name string) string
}

// Options name the package, below ut/.
type Options struct {
	Tar    string         // pakke/<uuid>.tar
	Info   string         // pakke/<uuid>.xml
	Sums   string         // pakke/<uuid>.sha256
	Digest deposit.Digest // of the tar as pack wrote it
	Tell   func(done, total int64)
	// Schemas judge what the package has no schema for: those that the user has imported.
	Schemas map[string]func() (io.ReadCloser, error)
}

// Room hands the package over.
type Room struct {
	draft Draft
	o     Options
}

// New makes the room.
func New(draft Draft, o Options) Room { return Room{draft, o} }

// Name is the room's name in seals, events and findings.
func (Room) Name() stage.Name { return "transfer" }

// Basis is the room's revision; what it judges is its input.
func (Room) Basis() stage.Basis { return stage.Basis{"revision": strconv.Itoa(revision)} }

// Result is what the judging said.
type Result struct {
	Summary  verify.Summary
	Findings []deposit.Finding
}

// mostFindings are kept; a package with more is wrong as a whole.
const mostFindings = 1000

// Run judges the package. When something stands against it, the result has the findings and the error says that nothing was handed over.
func (r Room) Run(ctx context.Context) (Result, error) {
	var files [3]*os.File
	for i, name := range []string{r.o.Tar, r.o.Info, r.o.Sums} {
		f, err := os.Open(r.draft.Path(name))
		if err != nil {
			return Result{}, diskTrouble(name, err)
		}
		defer f.Close()
		files[i] = f
	}
	p := verify.Package{Name: path.Base(r.o.Tar), Tar: files[0], Info: files[1], Sums: files[2]}
	var result Result
	var err error
	result.Summary, err = verify.Run(ctx, p, verify.Options{Tell: r.tell(files[0]), Schemas: r.o.Schemas}, func(f deposit.Finding) error {
		if len(result.Findings) < mostFindings {
			result.Findings = append(result.Findings, f)
		}
		return nil
	})
	if err != nil {
		return Result{}, err
	}
	return result, r.judgement(result)
}

func (r Room) tell(tar io.Seeker) func(int64) {
	if r.o.Tell == nil {
		return nil
	}
	total, err := tar.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = tar.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil
	}
	return func(read int64) { r.o.Tell(read, total) }
}

// judgement stops a package that a depot would refuse, or that is not the one that was packed.
func (r Room) judgement(result Result) error {
	if r.o.Digest != "" && result.Summary.Digest != r.o.Digest {
		return &deposit.Error{Kind: deposit.Disk, Op: "transfer", At: r.o.Tar, Key: "package_altered"}
	}
	if !result.Summary.Valid() {
		return &deposit.Error{Kind: deposit.NotValid, Op: "transfer", At: r.o.Tar, Key: "package_not_valid", Args: []string{strconv.Itoa(result.Summary.Findings.Holds)}}
	}
	if result.Summary.Kind != verify.NoarkDIAS {
		return &deposit.Error{Kind: deposit.NotValid, Op: "transfer", At: r.o.Tar, Key: "package_foreign"}
	}
	return nil
}

func diskTrouble(name string, err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return &deposit.Error{Kind: deposit.Disk, Op: "transfer", At: name, Key: "package_unread", Err: err}
}
