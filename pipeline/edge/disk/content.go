package disk

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Keep stores content under its SHA-256 and returns the digest. The bytes are on the disk, synced, before it returns: the row that names them comes
// after. Content that is there already is not written again.
func (d *Disk) Keep(r io.Reader) (deposit.Digest, int64, error) {
	sum := sha256.New()
	temp, err := os.CreateTemp(d.State(workDir), "keep-*")
	if err != nil {
		return "", 0, d.trouble("keep file", err)
	}
	name := temp.Name()
	_ = temp.Close()
	var size int64
	err = d.writePrivate(name, func(w io.Writer) error {
		var err error
		size, err = io.Copy(io.MultiWriter(w, sum), r)
		return err
	})
	if err != nil {
		return "", 0, errors.Join(d.trouble("keep file", err), removeIfThere(name))
	}
	digest := deposit.Digest(hex.EncodeToString(sum.Sum(nil)))
	return digest, size, d.trouble("keep file", d.settle(name, digest))
}

func (d *Disk) settle(temp string, digest deposit.Digest) error {
	final := d.content(digest)
	if _, err := os.Stat(final); err == nil {
		return removeIfThere(temp)
	}
	if err := os.MkdirAll(filepath.Dir(final), dirMode); err != nil {
		return errors.Join(err, removeIfThere(temp))
	}
	return d.rename(temp, final)
}

func (d *Disk) content(digest deposit.Digest) string {
	return d.State(filesDir, string(digest[:2]), string(digest))
}

// Kept opens stored content.
func (d *Disk) Kept(digest deposit.Digest) (*os.File, error) {
	if raw, err := hex.DecodeString(string(digest)); err != nil || len(raw) != sha256.Size {
		return nil, d.trouble("open kept file", fmt.Errorf("%q is no SHA-256", digest))
	}
	f, err := os.Open(d.content(digest))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &deposit.Error{Kind: deposit.Disk, Op: "open kept file", At: digest.Short(), Key: "kept_gone", Err: fs.ErrNotExist}
	}
	return f, d.trouble("open kept file", err)
}

// HasOutput tells whether ut/<name> is there.
func (d *Disk) HasOutput(name string) bool {
	_, err := os.Lstat(d.Output(filepath.FromSlash(name)))
	return err == nil
}

// OpenOutput opens ut/<name>.
func (d *Disk) OpenOutput(name string) (*os.File, error) {
	f, err := os.Open(d.Output(filepath.FromSlash(name)))
	return f, d.trouble("open output", err)
}

// WriteOutput gives ut/<name> its new content by the one way to write a file.
func (d *Disk) WriteOutput(name string, write func(io.Writer) error) error {
	path := d.Output(filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), dirMode); err != nil {
		return d.trouble("write file", err)
	}
	return d.WriteFile(path, write)
}
