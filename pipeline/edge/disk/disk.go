// Package disk is the workspace's file system: one way to write a file (privately, checked, synced, renamed), a store of files by their content, drafts
// of what goes into ut/, and the lock. Nothing half-written ever has its final name. It promises this on a local disk; on a network share rename and
// sync mean what the server makes of them.
package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Disk is the program's side of one workspace: everything below .arkivdepot/ and ut/.
type Disk struct {
	root   string
	before func(op string) error
}

// Open is the disk of the workspace at root. The hook is asked before each durable act (tests fail or kill there); nil asks nothing.
func Open(root string, before func(op string) error) *Disk {
	if before == nil {
		before = func(string) error { return nil }
	}
	return &Disk{root: root, before: before}
}

// Names of the program's own folder and of what lies in it (docs/on-disk.md).
const (
	stateDir  = ".arkivdepot"
	filesDir  = "files"
	workDir   = "work"
	outputDir = "ut"
	fileMode  = 0o600
	dirMode   = 0o700
)

// State is the path of a file in the program's own folder.
func (d *Disk) State(name ...string) string {
	return filepath.Join(append([]string{d.root, stateDir}, name...)...)
}

// Output is the path of something in ut/.
func (d *Disk) Output(name ...string) string {
	return filepath.Join(append([]string{d.root, outputDir}, name...)...)
}

// Prepare makes the program's folders where they are missing and sweeps what a killed run left in work/. Only the holder of the lock calls it.
func (d *Disk) Prepare() error {
	if err := d.before("prepare workspace"); err != nil {
		return d.trouble("prepare workspace", err)
	}
	for _, dir := range []string{d.State(), d.State(filesDir), d.Output()} {
		if err := os.MkdirAll(dir, dirMode); err != nil {
			return d.trouble("prepare workspace", err)
		}
	}
	if err := os.RemoveAll(d.State(workDir)); err != nil {
		return d.trouble("sweep work folder", err)
	}
	return d.trouble("prepare workspace", os.MkdirAll(d.State(workDir), dirMode))
}

// WriteFile gives path its new content: written beside it, checked, synced, renamed. An error leaves the old file, or none.
func (d *Disk) WriteFile(path string, write func(io.Writer) error) error {
	temp := path + ".tmp"
	err := d.writePrivate(temp, write)
	if err == nil {
		err = d.rename(temp, path)
	}
	if err != nil {
		return errors.Join(d.trouble("write file", err, path), removeIfThere(temp))
	}
	return nil
}

// writePrivate writes a file nobody looks at yet: content, size check, sync, close.
func (d *Disk) writePrivate(path string, write func(io.Writer) error) (err error) {
	if err := d.before("create file"); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, fileMode)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	counted := &countingWriter{to: f, before: d.before}
	if err := write(counted); err != nil {
		return err
	}
	if info, err := f.Stat(); err != nil || info.Size() != counted.n {
		return errors.Join(err, fmt.Errorf("the file is %d bytes short", counted.n-sizeOf(info)))
	}
	if err := d.before("sync file"); err != nil {
		return err
	}
	return f.Sync()
}

func sizeOf(info fs.FileInfo) int64 {
	if info == nil {
		return 0
	}
	return info.Size()
}

// rename shows a finished file or folder under its final name and syncs the folder that names it.
func (d *Disk) rename(from, to string) error {
	if err := d.before("rename"); err != nil {
		return err
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncDir(filepath.Dir(to))
}

// countingWriter counts what was written, and lets the fault sweep stand before the first write of a file.
type countingWriter struct {
	to     io.Writer
	before func(op string) error
	n      int64
}

func (w *countingWriter) Write(p []byte) (int, error) {
	if w.n == 0 {
		if err := w.before("write file"); err != nil {
			return 0, err
		}
	}
	n, err := w.to.Write(p)
	w.n += int64(n)
	return n, err
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// trouble gives trouble of the disk its kind and a hint once, and says where: the path that the system names, or the one that is given. An error that has
// a kind passes unchanged.
func (d *Disk) trouble(op string, err error, at ...string) error {
	var known *deposit.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		at, err = append(at, path.Path), path.Err
	case errors.As(err, &link):
		at, err = append(at, link.New), link.Err
	}
	where := ""
	if len(at) > 0 {
		where = d.inside(at[0])
	}
	return &deposit.Error{Kind: deposit.Disk, Op: op, At: where, Key: "disk", Err: err}
}

// inside is the path inside the workspace; empty for what lies outside and for what people named: below inn/, where a name may be a person's.
func (d *Disk) inside(path string) string {
	rel, err := filepath.Rel(d.root, path)
	if err != nil || !filepath.IsLocal(rel) {
		return ""
	}
	rel = filepath.ToSlash(rel)
	for _, ours := range []string{stateDir, outputDir, "regler"} {
		if rel == ours || strings.HasPrefix(rel, ours+"/") {
			return rel
		}
	}
	if rel != "." && !strings.Contains(rel, "/") {
		return strings.TrimSuffix(rel, ".tmp")
	}
	return ""
}
