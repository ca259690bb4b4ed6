package depotfiles

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/disk"
)

// Disk is a depot's folder as the house uses it.
type Disk struct {
	dir    string
	disk   *disk.Disk
	before func(op string) error
}

// NewDisk is the disk of the depot at dir. before is asked before each durable act; nil asks nothing.
func NewDisk(dir string, before func(op string) error) *Disk {
	d := &Disk{dir: dir, disk: disk.Open(dir, before), before: before}
	if d.before == nil {
		d.before = func(string) error { return nil }
	}
	return d
}

// WriteOutput writes ut/<name> whole.
func (d *Disk) WriteOutput(name string, write func(io.Writer) error) error {
	path := d.disk.Output(filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return trouble("write output", err)
	}
	return d.disk.WriteFile(path, write)
}

// OutputPath is where ut/<name> lies, for people.
func (d *Disk) OutputPath(name string) string { return d.disk.Output(filepath.FromSlash(name)) }

// Package opens the tar of a received package.
func (d *Disk) Package(id deposit.ID) (io.ReadSeekCloser, error) {
	f, err := os.Open(filepath.Join(d.dir, packages, string(id), string(id)+".tar"))
	if err != nil {
		return nil, trouble("open package", err)
	}
	return f, nil
}

// Incoming is a package that is being read: a private folder that becomes one of the kept, one of the refused, or nothing.
type Incoming struct {
	disk *Disk
	dir  string
}

// Incoming begins an empty private folder. One that a kill left is thrown away.
func (d *Disk) Incoming() (*Incoming, error) {
	dir := filepath.Join(d.dir, filepath.FromSlash(incoming))
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o700)); err != nil {
		return nil, trouble("receive package", err)
	}
	return &Incoming{disk: d, dir: dir}, nil
}

// Create opens a file of the package; Close syncs it. The name is ours or was checked.
func (in *Incoming) Create(name string) (io.WriteCloser, error) {
	if name != filepath.Base(name) || name == "." {
		return nil, trouble("receive package", errors.New("the name leaves the folder"))
	}
	if err := in.disk.before("create file"); err != nil {
		return nil, trouble("receive package", err)
	}
	f, err := os.OpenFile(filepath.Join(in.dir, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, trouble("receive package", err)
	}
	asking := askingWriter{f, in.disk.before}
	return &incomingFile{file: f, buffer: bufio.NewWriterSize(asking, 256<<10), before: in.disk.before}, nil
}

// Open opens a file of the package that was written.
func (in *Incoming) Open(name string) (io.ReadSeekCloser, error) {
	f, err := os.Open(filepath.Join(in.dir, filepath.Base(name)))
	if err != nil {
		return nil, trouble("receive package", err)
	}
	return f, nil
}

// Keep gives the package its place among the kept. What lies there was left by a kill before the catalogue knew it, and gives way.
func (in *Incoming) Keep(id deposit.ID) error { return in.become(packages, string(id)) }

// Refuse gives the package its place in quarantine, and says where that is below the depot's folder.
func (in *Incoming) Refuse(name string) (string, error) {
	return quarantine + "/" + name, in.become(quarantine, name)
}

func (in *Incoming) become(folder, name string) error {
	to := filepath.Join(in.disk.dir, folder, name)
	if err := in.disk.before("rename"); err != nil {
		return trouble("receive package", err)
	}
	if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o700), os.RemoveAll(to)); err != nil {
		return trouble("receive package", err)
	}
	if err := os.Rename(in.dir, to); err != nil {
		return trouble("receive package", err)
	}
	return trouble("receive package", syncDir(filepath.Dir(to)))
}

// syncDir makes the names in a folder durable; Windows does that by itself.
func syncDir(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Discard throws the package away.
func (in *Incoming) Discard() error { return trouble("receive package", os.RemoveAll(in.dir)) }

// incomingFile is buffered, checked for size and synced on Close.
type incomingFile struct {
	file   *os.File
	buffer *bufio.Writer
	before func(op string) error
	n      int64
	err    error
}

// askingWriter lets the fault sweep stand before each stretch that goes to the disk.
type askingWriter struct {
	to     io.Writer
	before func(op string) error
}

func (w askingWriter) Write(p []byte) (int, error) {
	if err := w.before("write file"); err != nil {
		return 0, err
	}
	return w.to.Write(p)
}

func (f *incomingFile) Write(p []byte) (int, error) {
	n, err := f.buffer.Write(p)
	f.n += int64(n)
	f.err = errors.Join(f.err, err)
	return n, trouble("receive package", err)
}

func (f *incomingFile) Close() error {
	err := errors.Join(f.err, f.buffer.Flush())
	if info, statErr := f.file.Stat(); err == nil && statErr == nil && info.Size() != f.n {
		err = io.ErrShortWrite
	}
	if err == nil {
		err = f.before("sync file")
	}
	if err == nil {
		err = f.file.Sync()
	}
	return trouble("receive package", errors.Join(err, f.file.Close()))
}

func trouble(op string, err error) error {
	var known *deposit.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	return &deposit.Error{Kind: deposit.Disk, Op: op, Key: "disk", Err: withoutPath(err)}
}
