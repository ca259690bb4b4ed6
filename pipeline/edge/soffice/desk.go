package soffice

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/process"
)

// Desk is where one worker converts: a folder with a profile that no other process may use. It is for one goroutine.
type Desk struct {
	office Office
	dir    string
	proved bool // a document came out well here: when another one does not, it is the document

	patience time.Duration // tests wait less; 0 is timeFor
	online   bool          // tests see that the settings are enough by themselves
}

// Desk lays a desk in a folder of its own, which is made.
func (o Office) Desk(dir string) (*Desk, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	d := &Desk{office: o, dir: abs}
	return d, d.lay()
}

// Document is a document to be converted: a private copy with a plain name that is its own in the batch, with the ending that NameOf gives.
type Document struct {
	Path string
	Size int64
}

// NameOf is the name of the n-th document of a batch: numbers, because two documents of one name would overwrite each other.
func (f Family) NameOf(n int) string { return fmt.Sprintf("%04d%s", n, f.extension) }

// Result is what became of a document.
type Result struct {
	Path    string // what was made; it stands until the next call
	Trouble deposit.RenditionTrouble
}

// Limits of a process. Memory is address space, of which LibreOffice takes about 2 GB to begin with.
var limits = process.Limits{Memory: 8 << 30, File: 2 << 30}

const (
	perDocument = 30 * time.Second // and
	perMegabyte = 3 * time.Second
	sheetTimes  = 4 // as long for spreadsheets: a small one may have thousands of pages
)

// ErrBroken is that LibreOffice does not even convert a document of ours: it is not the documents.
var ErrBroken = errors.New("LibreOffice does not work")

// Convert converts the documents of one family, one result each. Its error is trouble of the machine or of the installation.
func (d *Desk) Convert(ctx context.Context, f Family, documents []Document) ([]Result, error) {
	results := make([]Result, len(documents))
	var take []int
	for i, doc := range documents {
		trouble, err := f.refuses(doc)
		if err != nil {
			return nil, err
		}
		if results[i].Trouble = trouble; trouble == "" {
			take = append(take, i)
		}
	}
	if err := emptied(filepath.Join(d.dir, outDir)); err != nil {
		return nil, err
	}
	left := take
	if len(take) > 1 {
		var err error
		if left, err = d.together(ctx, f, documents, take, results); err != nil {
			return nil, err
		}
	}
	for _, i := range left {
		var err error
		if results[i], err = d.alone(ctx, f, documents[i]); err != nil {
			return nil, err
		}
	}
	return results, nil
}

// refuses is why a document is not shown to LibreOffice, which would make a page of it whatever it is.
func (f Family) refuses(doc Document) (deposit.RenditionTrouble, error) {
	if doc.Size == 0 {
		return deposit.TroubleRefused, nil
	}
	if f.begins == "" {
		return "", nil
	}
	file, err := os.Open(doc.Path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	head := make([]byte, len(f.begins))
	if _, err := io.ReadFull(file, head); err != nil || !bytes.Equal(head, []byte(f.begins)) {
		return deposit.TroubleDisguise, nil
	}
	return "", nil
}

// together converts a batch in one process, and returns which documents have no whole result.
func (d *Desk) together(ctx context.Context, f Family, documents []Document, take []int, results []Result) (left []int, err error) {
	batch := make([]Document, len(take))
	for n, i := range take {
		batch[n] = documents[i]
	}
	outcome, err := d.start(ctx, f, batch)
	if err != nil {
		return nil, err
	}
	last := -1
	for _, i := range take {
		if path := d.resultOf(f, documents[i]); whole(path) {
			results[i].Path, last = path, i
		}
	}
	if !outcome.OK() && last >= 0 {
		results[last].Path = "" // what the process was at when it was stopped may be half a document
	}
	for _, i := range take {
		if results[i].Path == "" {
			left = append(left, i)
		}
	}
	d.proved = d.proved || len(left) < len(take)
	if !outcome.OK() {
		err = d.layProfile()
	}
	return left, err
}

// alone converts one document in a process of its own.
func (d *Desk) alone(ctx context.Context, f Family, doc Document) (Result, error) {
	if err := os.RemoveAll(d.resultOf(f, doc)); err != nil {
		return Result{}, err
	}
	outcome, err := d.start(ctx, f, []Document{doc})
	if err != nil {
		return Result{}, err
	}
	if path := d.resultOf(f, doc); outcome.OK() && whole(path) {
		d.proved = true
		return Result{Path: path}, nil
	}
	return Result{Trouble: troubleOf(outcome)}, d.clear(ctx, outcome)
}

// clear sees after a failure that the next document finds a working program: a fresh profile after a kill, and once the proof that it works at all.
func (d *Desk) clear(ctx context.Context, outcome process.Outcome) error {
	if !outcome.OK() {
		if err := d.layProfile(); err != nil {
			return err
		}
	}
	if d.proved {
		return nil
	}
	rtf, _ := FamilyOf("fmt/45")
	proof := Document{Path: filepath.Join(d.dir, tempDir, "proof.rtf"), Size: 1}
	if err := os.WriteFile(proof.Path, []byte(`{\rtf1\ansi Arkivdepot}`), 0o600); err != nil {
		return err
	}
	if _, err := d.start(ctx, rtf, []Document{proof}); err != nil {
		return err
	}
	if !whole(d.resultOf(rtf, proof)) {
		return ErrBroken
	}
	d.proved = true
	return nil
}

// layProfile is lay without the results, which the caller still reads.
func (d *Desk) layProfile() error {
	keep := filepath.Join(d.dir, outDir)
	aside := filepath.Join(d.dir, outDir+".kept")
	if err := os.Rename(keep, aside); err != nil {
		return err
	}
	if err := d.lay(); err != nil {
		return err
	}
	if err := os.Remove(keep); err != nil {
		return err
	}
	return os.Rename(aside, keep)
}

// restarts is LibreOffice's wish to be started again: a new profile ends its first start so.
const restarts = 81

// start runs the program on the documents.
func (d *Desk) start(ctx context.Context, f Family, documents []Document) (process.Outcome, error) {
	args := []string{"--infilter=" + f.Infilter, "--convert-to", f.filter(), "--outdir", filepath.Join(d.dir, outDir)}
	most := int64(0)
	for _, doc := range documents {
		path, err := filepath.Abs(doc.Path) // the program runs in a folder of its own
		if err != nil {
			return process.Outcome{}, err
		}
		args, most = append(args, path), max(most, doc.Size)
	}
	c := d.command(args)
	if c.Time = timeFor(f, most); d.patience > 0 {
		c.Time = d.patience
	}
	c.Signs = func() int {
		names, err := os.ReadDir(filepath.Join(d.dir, outDir))
		if err != nil {
			return 0
		}
		return len(names)
	}
	for range 2 {
		outcome, err := process.Run(ctx, c)
		if err != nil || outcome.Code != restarts {
			return outcome, err
		}
	}
	return process.Run(ctx, c)
}

func timeFor(f Family, size int64) time.Duration {
	limit := perDocument + time.Duration(size>>20)*perMegabyte
	if f.export == calc {
		limit *= sheetTimes
	}
	return limit
}

func (d *Desk) command(args []string) process.Command {
	fixed := []string{"--headless", "--nologo", "--norestore", "--nodefault", "-env:UserInstallation=" + fileURI(filepath.Join(d.dir, profileDir))}
	allowed := limits
	allowed.Online = d.online
	return process.Command{Program: d.office.program, Args: append(fixed, args...), Dir: d.dir, Env: d.environment(), Limits: allowed}
}

func (d *Desk) resultOf(f Family, doc Document) string {
	name := filepath.Base(doc.Path)
	return filepath.Join(d.dir, outDir, strings.TrimSuffix(name, filepath.Ext(name))+f.ending())
}

func troubleOf(o process.Outcome) deposit.RenditionTrouble {
	switch {
	case o.TimedOut:
		return deposit.TroubleTime
	case !o.OK():
		return deposit.TroubleCrash
	}
	return deposit.TroubleRefused
}

// whole tells whether a PDF, or a container of OpenDocument, is there from its beginning to its end.
func whole(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() < 64 {
		return false
	}
	head, tail := make([]byte, 5), make([]byte, 32)
	_, headErr := f.ReadAt(head, 0)
	_, tailErr := f.ReadAt(tail, info.Size()-int64(len(tail)))
	if headErr != nil || tailErr != nil {
		return false
	}
	if filepath.Ext(path) == ".ods" {
		return bytes.HasPrefix(head, []byte("PK\x03\x04")) && bytes.Contains(tail, []byte("PK\x05\x06"))
	}
	return string(head) == "%PDF-" && bytes.Contains(tail, []byte("%%EOF"))
}

// emptied takes away everything in a folder.
func emptied(dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return os.MkdirAll(dir, 0o700)
}
