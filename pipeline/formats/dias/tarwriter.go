package dias

import (
	"archive/tar"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"path"
	"strings"
	"time"
)

// Faults of a tar that is being written.
var (
	ErrOrder    = errors.New("member comes out of order")
	ErrSize     = errors.New("content has another size than announced")
	ErrChecksum = errors.New("content has another checksum than announced")
	ErrTime     = errors.New("a package needs a time for its members")
	ErrClosed   = errors.New("the writer is closed")
	ErrOutput   = errors.New("the tar cannot be written")
)

// MemberError tells which member could not be written, by its number from 1. Paths may hold names of
// people: Path is for findings, and is not part of the message.
type MemberError struct {
	Nth  int
	Path string
	Err  error
}

// Error is safe to log.
func (e *MemberError) Error() string { return fmt.Sprintf("member %d: %v", e.Nth, e.Err) }

// Unwrap gives the fault.
func (e *MemberError) Unwrap() error { return e.Err }

// File announces a member. Path is relative to the package's folder; Size is in bytes; SHA256, in hex,
// is compared with the content unless it is blank.
type File struct {
	Path   string
	Size   int64
	SHA256 string
}

// Sealed is what was written. CRC32C tells whether what is read back is that; the checksum that a package is known by is taken then, of what stands on the
// disk.
type Sealed struct {
	CRC32C  uint32 // Castagnoli
	Size    int64  // bytes
	Members int    // with folders
	Files   int
	Content int64 // bytes of all files together
}

// Writer writes the tar of a package: one folder, members in the order of [ComparePaths], neutral
// headers (0644 and 0755, user 0, no names, one time), ustar with PAX records only where a name or
// size needs them. The same calls give the same bytes on any machine. Folders are written by
// themselves when a member first needs them. Any error but those of names and order before a byte was
// written is final. What was added is written while the next is made: a fault of the writer below may
// be told later, by Close at the latest, which must be called whatever happened. Not safe for
// concurrent use.
type Writer struct {
	root   string
	mtime  time.Time
	out    *behind
	tar    *tar.Writer
	sealed Sealed
	last   string          // path of the member before
	dirs   map[string]bool // open line of folders, at most the depth of the tree
	buf    []byte
	err    error
}

// summing passes bytes on and hashes them.
type summing struct {
	w    io.Writer
	hash hash.Hash
}

// Write implements io.Writer.
func (s *summing) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	s.hash.Write(p[:n])
	return n, err
}

const copyBuffer = 1 << 18

// NewWriter begins a tar with the folder root. The time of all members is mtime, in whole seconds.
func NewWriter(w io.Writer, root string, mtime time.Time) (*Writer, error) {
	if err := CheckName(root); err != nil || strings.Contains(root, "/") {
		return nil, ErrName
	}
	if mtime.Unix() <= 0 {
		return nil, ErrTime
	}
	out := newBehind(w)
	t := &Writer{
		root: root, mtime: mtime.UTC().Truncate(time.Second), out: out, tar: tar.NewWriter(out), dirs: map[string]bool{}, buf: make([]byte, copyBuffer),
	}
	if err := t.header(root, tar.TypeDir, 0); err != nil {
		_, _, _ = out.close()
		return nil, err
	}
	return t, nil
}

// Add appends a file and gives its SHA-256 in hex. The content must have exactly the announced size,
// and the announced checksum if there is one. Errors are [*MemberError].
func (t *Writer) Add(f File, content io.Reader) (string, error) {
	if err := t.enter(f.Path); err != nil {
		return "", err
	}
	sum, err := t.copy(f, content)
	if err != nil {
		t.err = &MemberError{Nth: t.sealed.Members, Path: f.Path, Err: err}
		return sum, t.err
	}
	t.sealed.Files++
	t.sealed.Content += f.Size
	return sum, nil
}

// AddFolder appends a folder that may stay empty (descriptive_metadata must exist in a SIP).
func (t *Writer) AddFolder(p string) error {
	if err := t.enter(p); err != nil {
		return err
	}
	t.dirs[p] = true
	return t.header(path.Join(t.root, p), tar.TypeDir, 0)
}

// Close ends the tar and tells what was written; after a fault it gives the fault. The underlying writer stays open.
func (t *Writer) Close() (Sealed, error) {
	err := t.err
	if err == nil {
		t.err = ErrClosed
		err = t.tar.Close()
	}
	sum, size, outErr := t.out.close()
	if err = cmp.Or(err, outErr); err != nil {
		return t.sealed, err
	}
	t.sealed.CRC32C, t.sealed.Size = sum, size
	return t.sealed, nil
}

// enter checks name and order, and writes the folders above that are new.
func (t *Writer) enter(p string) error {
	if t.err != nil {
		return t.err
	}
	if err := CheckName(p); err != nil {
		return &MemberError{Nth: t.sealed.Members + 1, Path: p, Err: err}
	}
	if t.last != "" && (ComparePaths(t.last, p) >= 0 || (strings.HasPrefix(p, t.last+"/") && !t.dirs[t.last])) {
		return &MemberError{Nth: t.sealed.Members + 1, Path: p, Err: ErrOrder}
	}
	t.last = p
	for i, r := range p {
		if r != '/' || t.dirs[p[:i]] {
			continue
		}
		t.leave(p[:i])
		t.dirs[p[:i]] = true
		if err := t.header(path.Join(t.root, p[:i]), tar.TypeDir, 0); err != nil {
			return err
		}
	}
	return nil
}

// leave forgets folders that cannot come again, so that memory does not grow with the tree.
func (t *Writer) leave(next string) {
	for d := range t.dirs {
		if !strings.HasPrefix(next, d+"/") {
			delete(t.dirs, d)
		}
	}
}

func (t *Writer) header(name string, kind byte, size int64) error {
	h := &tar.Header{Typeflag: kind, Name: name, Size: size, Mode: 0o644, ModTime: t.mtime}
	if kind == tar.TypeDir {
		h.Name, h.Mode = name+"/", 0o755
	}
	if err := t.tar.WriteHeader(h); err != nil {
		t.err = &MemberError{Nth: t.sealed.Members + 1, Path: name, Err: err}
		return t.err
	}
	t.sealed.Members++
	return nil
}

func (t *Writer) copy(f File, content io.Reader) (string, error) {
	if f.Size < 0 {
		return "", ErrSize
	}
	if err := t.header(path.Join(t.root, f.Path), tar.TypeReg, f.Size); err != nil {
		return "", err
	}
	sum := &summing{w: t.tar, hash: sha256.New()}
	n, err := io.CopyBuffer(sum, plain(content), t.buf)
	switch {
	case errors.Is(err, tar.ErrWriteTooLong), err == nil && n != f.Size:
		return "", ErrSize
	case err != nil:
		return "", err
	}
	got := hex.EncodeToString(sum.hash.Sum(nil))
	if f.SHA256 != "" && !strings.EqualFold(f.SHA256, got) {
		return got, ErrChecksum
	}
	return got, nil
}

// plain hides a WriterTo, which would bring its own small buffer. Bytes in memory need none.
func plain(content io.Reader) io.Reader {
	if held, ok := content.(*bytes.Reader); ok {
		return held
	}
	return struct{ io.Reader }{content}
}
