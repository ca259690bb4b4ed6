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

// OutputDigest is the SHA-256 over the names and contents of all files below the named folders or files of ut/, in order; empty when one of them is not
// there. It tells whether an output is still what was sealed. Files whose SHA-256 was just read from the disk are not read again: known has it by name.
func (d *Disk) OutputDigest(known map[string]deposit.Digest, names ...string) (deposit.Digest, error) {
	sum := sha256.New()
	for _, name := range names {
		root := d.Output(filepath.FromSlash(name))
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			rel, err := filepath.Rel(d.Output(), path)
			if err != nil {
				return err
			}
			digest := string(known[filepath.ToSlash(rel)])
			if digest == "" {
				digest, err = fileDigest(path)
			}
			if err == nil {
				_, err = fmt.Fprintf(sum, "%s  %s\n", digest, filepath.ToSlash(rel))
			}
			return err
		})
		if errors.Is(err, fs.ErrNotExist) {
			return "", nil
		}
		if err != nil {
			return "", d.trouble("read output", err)
		}
	}
	return deposit.Digest(hex.EncodeToString(sum.Sum(nil))), nil
}

func fileDigest(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
