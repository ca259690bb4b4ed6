package disk

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Draft is a private folder in which a deposit-wide room writes its output. Each folder at its top becomes ut/<folder> by one rename (Publish), or
// nothing does.
type Draft struct {
	disk *Disk
	room string
	dir  string
}

// Draft starts the private folder of a room, empty.
func (d *Disk) Draft(room string) (*Draft, error) {
	dir := d.State(workDir, "draft-"+room)
	if err := os.RemoveAll(dir); err != nil {
		return nil, d.trouble("start draft "+room, err)
	}
	if err := os.MkdirAll(dir, dirMode); err != nil {
		return nil, d.trouble("start draft "+room, err)
	}
	return &Draft{disk: d, room: room, dir: dir}, nil
}

// Create opens a file of the draft; name is what it will be called below ut/, with "/", and has a folder. Close syncs it.
func (d *Draft) Create(name string) (io.WriteCloser, error) {
	if !filepath.IsLocal(filepath.FromSlash(name)) || !strings.Contains(name, "/") {
		return nil, d.disk.trouble("create output", fmt.Errorf("the name leaves the draft, or has no folder"))
	}
	if err := d.disk.before("create file"); err != nil {
		return nil, d.disk.trouble("create output", err)
	}
	path := filepath.Join(d.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), dirMode); err != nil {
		return nil, d.disk.trouble("create output", err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, fileMode)
	if err != nil {
		return nil, d.disk.trouble("create output", err)
	}
	counted := &countingWriter{to: f, before: d.disk.before}
	return &draftFile{file: f, buffer: bufio.NewWriterSize(counted, 256<<10), disk: d.disk}, nil
}

// Path is where a file of the draft lies until it is published: for tools that need a path, and for the check before publishing.
func (d *Draft) Path(name string) string { return filepath.Join(d.dir, filepath.FromSlash(name)) }

// Publish shows each folder of the draft as ut/<folder>. What stood there moves aside first; a kill between the two leaves nothing there and no seal, so
// the next run writes it anew.
func (d *Draft) Publish() error {
	folders, err := os.ReadDir(d.dir)
	if err != nil {
		return d.disk.trouble("publish "+d.room, err)
	}
	for _, f := range folders {
		if err := d.publish(f.Name()); err != nil {
			return d.disk.trouble("publish "+f.Name(), err)
		}
	}
	return nil
}

func (d *Draft) publish(folder string) error {
	from, to, aside := filepath.Join(d.dir, folder), d.disk.Output(folder), d.dir+"-old-"+folder
	if err := errors.Join(syncDir(from), os.RemoveAll(aside)); err != nil {
		return err
	}
	if _, err := os.Lstat(to); err == nil {
		if err := d.disk.rename(to, aside); err != nil {
			return err
		}
	}
	if err := d.disk.rename(from, to); err != nil {
		return err
	}
	return os.RemoveAll(aside)
}

// Discard throws the draft away.
func (d *Draft) Discard() error { return d.disk.trouble("discard draft", os.RemoveAll(d.dir)) }

// draftFile is an output file: buffered, checked for size, synced on Close.
type draftFile struct {
	file   *os.File
	buffer *bufio.Writer
	disk   *Disk
	n      int64
	err    error
}

func (f *draftFile) Write(p []byte) (int, error) {
	n, err := f.buffer.Write(p)
	f.n += int64(n)
	f.err = errors.Join(f.err, err)
	return n, f.disk.trouble("write output", err)
}

func (f *draftFile) Close() error {
	err := errors.Join(f.err, f.buffer.Flush())
	if info, statErr := f.file.Stat(); err == nil && statErr == nil && info.Size() != f.n {
		err = fmt.Errorf("the file is %d bytes short", f.n-info.Size())
	}
	if err == nil {
		err = f.disk.before("sync file")
	}
	if err == nil {
		err = f.file.Sync()
	}
	return f.disk.trouble("write output", errors.Join(err, f.file.Close()))
}
