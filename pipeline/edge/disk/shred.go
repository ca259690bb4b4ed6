package disk

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Shredder is the only thing in the program that destroys what was handed in. It knows one folder, inn/, and removes one plain file at a time: exactly the
// one that was approved, by size and SHA-256. Whatever is odd about a place – a link, another name of the same file, another disk, a name that leads out –
// is a reason not to destroy, never a reason to try another way. Only the verb `purge execute` is given one (cmd/arkivdepot/wire/purge.go).
type Shredder struct {
	inn    string
	before func(op string) error
}

// NewShredder is the shredder of the tree at inn. The hook is asked before each durable act; nil asks nothing.
func NewShredder(inn string, before func(op string) error) *Shredder {
	if before == nil {
		before = func(string) error { return nil }
	}
	return &Shredder{inn: inn, before: before}
}

// Destroy removes the file at a path below inn/, when it is the file of that size and SHA-256, and reads back that it is gone. A reason says why it was left
// alone: nothing was touched then. An error is trouble of the disk: the file may stand or be gone, and whoever asks again learns which.
func (s *Shredder) Destroy(name string, size int64, digest deposit.Digest) (deposit.OutcomeWhy, error) {
	folder, base, why, err := s.open(name)
	if err != nil || why != "" {
		return why, shredError(err)
	}
	defer folder.Close()
	seen, why, err := plainAlone(folder, base)
	if err != nil || why != "" {
		return why, shredError(err)
	}
	if why, err := isFile(folder, base, seen, content{size, digest}); err != nil || why != "" {
		return why, shredError(err)
	}
	if err := s.before("destroy source file"); err != nil {
		return "", shredError(err)
	}
	// The last look: somebody may have put another file there while this one was read.
	now, why, err := plainAlone(folder, base)
	if err == nil && why == "" && (!os.SameFile(seen, now) || now.Size() != size || !now.ModTime().Equal(seen.ModTime())) {
		why = deposit.NotTheSame
	}
	if err != nil || why != "" {
		return why, shredError(err)
	}
	return "", shredError(s.remove(folder, base))
}

// Gone tells whether nothing stands at the path below inn/. A path that cannot be looked at is trouble, never gone.
func (s *Shredder) Gone(name string) (bool, error) {
	folder, base, why, err := s.open(name)
	switch {
	case err != nil:
		return false, shredError(err)
	case why == deposit.NotThere:
		return true, nil
	case why != "":
		return false, nil
	}
	defer folder.Close()
	_, err = folder.Lstat(base)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	return false, shredError(err)
}

// remove takes the name away, makes that durable, and looks whether it is so.
func (s *Shredder) remove(folder *os.Root, base string) error {
	if err := folder.Remove(base); err != nil {
		return err
	}
	if err := s.before("sync source folder"); err != nil {
		return err
	}
	if err := syncRoot(folder); err != nil {
		return err
	}
	if _, err := folder.Lstat(base); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(err, errStillThere)
	}
	return nil
}

var errStillThere = errors.New("the file stands there still")

// open walks from inn/ to the folder of the file, step by step: each step must be a real folder on the same disk.
func (s *Shredder) open(name string) (folder *os.Root, base string, why deposit.OutcomeWhy, err error) {
	local := filepath.FromSlash(name)
	if !filepath.IsLocal(local) || path.Clean(name) != name || name == "." {
		return nil, "", deposit.NotInside, nil
	}
	if top, err := os.Lstat(s.inn); err != nil || !top.IsDir() {
		return nil, "", deposit.NotInside, err // inn/ itself is no link
	}
	root, err := os.OpenRoot(s.inn)
	if err != nil {
		return nil, "", "", err
	}
	if why, err = sameMount(root, local); err != nil || why != "" {
		return nil, "", why, errors.Join(err, root.Close())
	}
	dir, base := filepath.Split(local)
	for _, step := range splitPath(dir) {
		next, why, err := into(root, step)
		closeErr := root.Close()
		if err != nil || why != "" {
			return nil, "", why, err
		}
		if closeErr != nil {
			return nil, "", "", errors.Join(closeErr, next.Close())
		}
		root = next
	}
	return root, base, "", nil
}

func splitPath(dir string) []string {
	var steps []string
	for dir = filepath.Clean(dir); dir != "." && dir != ""; {
		parent, last := filepath.Split(dir)
		steps = append([]string{last}, steps...)
		dir = filepath.Clean(parent)
	}
	return steps
}

// into opens a folder in a folder: one that is a link is not gone into.
func into(parent *os.Root, step string) (*os.Root, deposit.OutcomeWhy, error) {
	seen, err := parent.Lstat(step)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, deposit.NotThere, nil
	case err != nil:
		return nil, "", err
	case !seen.IsDir():
		return nil, deposit.NotPlain, nil
	}
	next, err := parent.OpenRoot(step)
	if err != nil {
		return nil, "", err
	}
	have, err := next.Stat(".")
	if err == nil && !os.SameFile(seen, have) {
		return nil, deposit.NotPlain, next.Close()
	}
	if err != nil {
		return nil, "", errors.Join(err, next.Close())
	}
	return next, "", nil
}

// plainAlone is the file of a name: a plain one that has no other name.
func plainAlone(folder *os.Root, base string) (fs.FileInfo, deposit.OutcomeWhy, error) {
	seen, err := folder.Lstat(base)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, deposit.NotThere, nil
	case err != nil:
		return nil, "", err
	case !seen.Mode().IsRegular():
		return seen, deposit.NotPlain, nil
	}
	links, err := linksOf(folder, base, seen)
	if err == nil && links != 1 {
		return seen, deposit.NotAlone, nil
	}
	return seen, "", err
}

// content is what was approved.
type content struct {
	size   int64
	digest deposit.Digest
}

// isFile reads the file that was looked at and compares.
func isFile(folder *os.Root, base string, seen fs.FileInfo, want content) (deposit.OutcomeWhy, error) {
	file, err := folder.OpenFile(base, os.O_RDONLY|noFollow, 0)
	if err != nil {
		return "", err
	}
	defer file.Close()
	have, err := file.Stat()
	if err != nil {
		return "", err
	}
	if !os.SameFile(seen, have) || have.Size() != want.size {
		return deposit.NotTheSame, nil
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", err
	}
	if hex.EncodeToString(sum.Sum(nil)) != string(want.digest) {
		return deposit.NotTheSame, nil
	}
	return "", nil
}

// shredError is an error without the path, which may hold a person's name.
func shredError(err error) error {
	var known *deposit.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return &deposit.Error{Kind: deposit.Disk, Op: "destroy source file", Key: "shred", Err: err}
}
