package workshop

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/ghostscript"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/soffice"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/verapdf"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/words"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/convert"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/intake"
)

var _ convert.Workshop = (*Workshop)(nil)

// Options are what a workshop has.
type Options struct {
	Dir         string // private folder; the workshop makes and removes it
	Sources     intake.Sources
	Identifier  intake.Identifier
	Created     time.Time // stands in every rendition: the deposit's own time of production, not the hour of the run
	Office      *soffice.Office
	Ghostscript *ghostscript.Ghostscript
	Judge       *verapdf.Judge // nil: the record says that no validator was asked
	Version     string         // of this program
	// Reader opens what reads the text of documents, for one worker.
	Reader func(ctx context.Context) (words.Reader, func() error, error)
}

// Workshop makes renditions. Places may be opened and used by several goroutines at once, each place by one.
type Workshop struct {
	o Options

	mutex    sync.Mutex
	opened   int
	versions map[string]string // of programs, asked once
}

// New is a workshop. It starts nothing yet.
func New(o Options) *Workshop { return &Workshop{o: o, versions: map[string]string{}} }

// place is one worker's folder and tools; programs are started when a job needs them.
type place struct {
	shop   *Workshop
	dir    string
	reader words.Reader
	closed func() error
	office *soffice.Desk
	ghost  *ghostscript.Desk
}

// Place opens a worker's place.
func (w *Workshop) Place(ctx context.Context) (convert.Place, error) {
	w.mutex.Lock()
	w.opened++
	dir := filepath.Join(w.o.Dir, strconv.Itoa(w.opened))
	w.mutex.Unlock()
	if err := os.RemoveAll(dir); err != nil {
		return nil, diskError(err)
	}
	for _, sub := range []string{sourceDir, doneDir} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			return nil, diskError(err)
		}
	}
	reader, closed, err := w.o.Reader(ctx)
	return &place{shop: w, dir: dir, reader: reader, closed: closed}, err
}

// Folders of a place.
const (
	sourceDir = "kilde"
	doneDir   = "ferdig"
	officeDir = "kontor"
	ghostDir  = "pdf"
)

// Close removes the place.
func (p *place) Close() error { return errors.Join(p.closed(), diskError(os.RemoveAll(p.dir))) }

// officeDesk is the place's LibreOffice.
func (p *place) officeDesk() (d *soffice.Desk, err error) {
	if p.office == nil {
		p.office, err = p.shop.o.Office.Desk(filepath.Join(p.dir, officeDir))
	}
	return p.office, diskError(err)
}

// ghostDesk is the place's Ghostscript.
func (p *place) ghostDesk() (d *ghostscript.Desk, err error) {
	if p.ghost == nil {
		p.ghost, err = p.shop.o.Ghostscript.Desk(filepath.Join(p.dir, ghostDir), pdfa.SRGB())
	}
	return p.ghost, diskError(err)
}

// version is a program's version, asked once for all places.
func (p *place) version(ctx context.Context, tool string) (string, error) {
	p.shop.mutex.Lock()
	defer p.shop.mutex.Unlock()
	if v, ok := p.shop.versions[tool]; ok {
		return v, nil
	}
	ask := map[string]func() (string, error){
		libreOffice: func() (string, error) { return p.shop.o.Office.Version(ctx, filepath.Join(p.dir, "versjon")) },
		ghostScript: func() (string, error) { return p.shop.o.Ghostscript.Version(ctx, filepath.Join(p.dir, "versjon")) },
		ourselves:   func() (string, error) { return "arkivdepot " + p.shop.o.Version, nil },
	}[tool]
	v, err := ask()
	if err != nil {
		return "", toolError(tool, err)
	}
	p.shop.versions[tool] = v
	return v, nil
}

// copied copies a source into the place and tells whether it is the one that was taken in.
func (p *place) copied(job convert.Job, to string) (same bool, err error) {
	from, err := p.shop.o.Sources.Open(job.Path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return false, diskError(err)
	}
	hash := sha256.New()
	n, err := io.Copy(io.MultiWriter(out, hash), from)
	same = n == job.Size && deposit.Digest(hex.EncodeToString(hash.Sum(nil))) == job.SHA256
	return same, diskError(errors.Join(err, out.Close()))
}

// diskError is trouble with the work folder.
func diskError(err error) error {
	var path *fs.PathError
	var known *deposit.Error
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case errors.As(err, &path):
		err = path.Err
	}
	return &deposit.Error{Kind: deposit.Disk, Op: "convert", Key: "disk", Err: err}
}

// unwritten is what ended the writing of a file: the disk's trouble where it is that, else what the writer said.
func unwritten(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return diskError(err)
	}
	return err
}

// toolError is trouble with an installed program, whatever the documents.
func toolError(tool string, err error) error {
	if errors.Is(err, context.Canceled) {
		return &deposit.Error{Kind: deposit.Interrupted, Op: "convert", Err: err}
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return &deposit.Error{Kind: deposit.Disk, Op: "convert", Key: "tool_broken", Args: []string{tool}, Err: err}
}
