package disk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/intake"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/reception"
)

var (
	_ reception.Inbox = (*Inbox)(nil)
	_ intake.Sources  = (*Inbox)(nil)
)

// maxDepth is deeper than anybody files: a tree that goes on is a loop or a trap.
const maxDepth = 48

// Inbox is what was handed in: inn/ and the register, read only. Foreign hands filled it: no link is followed, nothing is opened that is no plain file,
// and everything is opened below inn/ by the operating system's own means (os.Root), so that no name leads out of it.
type Inbox struct {
	inn      string
	register string
}

// NewInbox is the inbox with the tree at inn and the register file at register.
func NewInbox(inn, register string) *Inbox { return &Inbox{inn: inn, register: register} }

// Walk visits everything below inn/, names of a directory in byte order.
func (i *Inbox) Walk(ctx context.Context, visit func(reception.Entry) error) error {
	root, err := os.OpenRoot(i.inn)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return inboxError("read inn/", err)
	}
	defer root.Close()
	return (&walk{ctx: ctx, root: root, visit: visit}).top()
}

// Open opens a plain file below inn/. The file that is opened is the one that was looked at: a link put in between is refused.
func (i *Inbox) Open(name string) (fs.File, error) {
	root, err := os.OpenRoot(i.inn)
	if err != nil {
		return nil, inboxError("open source file", err)
	}
	defer root.Close()
	dir, local := filepath.Split(filepath.FromSlash(name))
	folder, err := root.OpenRoot(filepath.Clean(dir)) // once for both looks: the way there costs more than they do
	if err != nil {
		return nil, inboxError("open source file", err)
	}
	defer folder.Close()
	seen, err := folder.Lstat(local)
	if err == nil && !seen.Mode().IsRegular() {
		err = fs.ErrInvalid
	}
	if err != nil {
		return nil, inboxError("open source file", err)
	}
	file, err := folder.Open(local)
	if err != nil {
		return nil, inboxError("open source file", err)
	}
	have, err := file.Stat()
	if err == nil && !os.SameFile(seen, have) {
		err = fs.ErrInvalid
	}
	if err != nil {
		return nil, errors.Join(inboxError("open source file", err), file.Close())
	}
	return file, nil
}

// Register opens the register file.
func (i *Inbox) Register() (reception.Register, error) {
	file, err := os.Open(i.register)
	if err != nil {
		return reception.Register{}, inboxError("open register", err)
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fs.ErrInvalid
	}
	if err != nil {
		return reception.Register{}, errors.Join(inboxError("open register", err), file.Close())
	}
	return reception.Register{File: file, Size: info.Size(), Name: filepath.Base(i.register), Closer: file}, nil
}

// walk is one walk under way.
type walk struct {
	ctx   context.Context
	root  *os.Root
	visit func(reception.Entry) error
}

// top visits what lies directly in inn/.
func (w *walk) top() error {
	entries, err := w.list(".")
	if err != nil {
		return inboxError("read inn/", err)
	}
	return w.all(".", entries, 0)
}

func (w *walk) all(dir string, entries []fs.DirEntry, depth int) error {
	if err := w.ctx.Err(); err != nil {
		return &deposit.Error{Kind: deposit.Interrupted, Op: "read inn/", Err: err}
	}
	for _, e := range entries {
		if err := w.entry(path.Join(dir, e.Name()), e, depth); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) list(name string) ([]fs.DirEntry, error) {
	dir, err := w.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	entries, err := dir.ReadDir(-1)
	sort.Slice(entries, func(a, b int) bool { return entries[a].Name() < entries[b].Name() })
	return entries, err
}

// entry visits one entry and, below a directory of a sound name, what lies in it. What lies below a name that is no text is not looked at: the finding
// on the name comes first.
func (w *walk) entry(name string, e fs.DirEntry, depth int) error {
	if !soundName(e.Name()) {
		return w.visit(reception.Entry{Path: spelledOut(name), Kind: reception.BadName})
	}
	seen := reception.Entry{Path: name, Kind: kindOf(e.Type())}
	if seen.Kind == reception.PlainFile {
		info, err := e.Info()
		switch {
		case errors.Is(err, fs.ErrNotExist): // gone between two looks
			return nil
		case err != nil:
			seen.Kind = reception.Unreadable
		default:
			seen.Size, seen.Modified = info.Size(), info.ModTime().UnixNano()
			seen.Kind = kindOf(info.Mode().Type())
		}
	}
	if seen.Kind == reception.Directory {
		return w.dir(seen, depth+1)
	}
	return w.visit(seen)
}

// dir visits a directory and what lies in it, or says that nobody can read it.
func (w *walk) dir(seen reception.Entry, depth int) error {
	entries, err := w.list(seen.Path)
	if err != nil || depth > maxDepth {
		seen.Kind = reception.Unreadable
		return w.visit(seen)
	}
	if err := w.visit(seen); err != nil {
		return err
	}
	return w.all(seen.Path, entries, depth)
}

func kindOf(mode fs.FileMode) reception.EntryKind {
	switch {
	case mode.IsDir():
		return reception.Directory
	case mode&(fs.ModeSymlink|fs.ModeIrregular) != 0: // Windows shows junctions as irregular
		return reception.Link
	case mode.IsRegular():
		return reception.PlainFile
	}
	return reception.Device
}

// soundName tells names that every system can hold from those that are no text, or that another system would read as a path.
func soundName(name string) bool {
	return utf8.ValidString(name) && !strings.ContainsRune(name, '\\') && !strings.ContainsFunc(name, unicode.IsControl) && !strings.ContainsRune(name, utf8.RuneError)
}

// spelledOut makes a name of any bytes text that a person can find again.
func spelledOut(name string) string {
	var out strings.Builder
	for len(name) > 0 {
		r, size := utf8.DecodeRuneInString(name)
		switch {
		case r == utf8.RuneError && size == 1, unicode.IsControl(r), r == '\\':
			for _, b := range []byte(name[:size]) {
				fmt.Fprintf(&out, `\x%02x`, b)
			}
		default:
			out.WriteString(name[:size])
		}
		name = name[size:]
	}
	return out.String()
}

// inboxError is an error without the path, which may hold a person's name. What went wrong stays reachable by errors.Is.
func inboxError(op string, err error) error {
	if err == nil {
		return nil
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return &deposit.Error{Kind: deposit.Disk, Op: op, Key: "inbox", Err: err}
}
