// Package transfer is the last room: it judges the finished package as the depot will judge it, from the bytes on the disk, before anything of it is
// shown. A finding that stands against the package stops the room, and nothing gets its final name. It changes nothing of what
// was packed, and sends nothing.
package transfer

import (
	"context"
	"errors"
	"hash"
	"io"
	"os"
	"path"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
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
	Tar    string // pakke/<uuid>.tar
	Info   string // pakke/<uuid>.xml
	Sums   string // pakke/<uuid>.sha256
	CRC32C uint32 // of the tar as pack wrote it
	// Describe writes Info and Sums by the SHA-256 of the tar, when it has been read.
	Describe func(tar deposit.Digest) error
	Tell     func(done, total int64)
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
	tar, err := r.open(r.o.Tar)
	if err != nil {
		return Result{}, err
	}
	defer tar.Close()
	d := description{room: r, read: dias.NewCRC32C()}
	defer d.close()
	var result Result
	p := verify.Package{Name: path.Base(r.o.Tar), Tar: tar, Judged: d.read, Describe: d.bring}
	result.Summary, err = verify.Run(ctx, p, verify.Options{Tell: r.tell(tar), Schemas: r.o.Schemas}, func(f deposit.Finding) error {
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

// description is what travels beside the tar, from when that has been read.
type description struct {
	room Room
	read hash.Hash32 // of the tar
	open []io.Closer
}

// bring has the tar described, if it is the one that was written, and opens what was written of it.
func (d *description) bring(tar deposit.Digest, _ int64) (info, sums io.Reader, err error) {
	o := d.room.o
	if d.read.Sum32() != o.CRC32C {
		return nil, nil, &deposit.Error{Kind: deposit.Disk, Op: "transfer", At: o.Tar, Key: "package_altered"}
	}
	if err := o.Describe(tar); err != nil {
		return nil, nil, err
	}
	for _, part := range []struct {
		name string
		to   *io.Reader
	}{{o.Info, &info}, {o.Sums, &sums}} {
		f, err := d.room.open(part.name)
		if err != nil {
			return nil, nil, err
		}
		*part.to, d.open = f, append(d.open, f)
	}
	return info, sums, nil
}

func (d *description) close() {
	for _, f := range d.open {
		_ = f.Close() // only read
	}
}

func (r Room) open(name string) (*os.File, error) {
	f, err := os.Open(r.draft.Path(name))
	if err != nil {
		return nil, diskTrouble(name, err)
	}
	return f, nil
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

// judgement stops a package that a depot would refuse.
func (r Room) judgement(result Result) error {
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
