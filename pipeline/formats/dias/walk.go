package dias

import (
	"archive/tar"
	"errors"
	"io"
	"strings"
	"time"
)

// ProblemKind is what is wrong with a member, or with the tar as a whole.
type ProblemKind string

// Problems of members; such members are not given to the visitor.
const (
	Escape        ProblemKind = "escape"         // leads outside the package
	Absolute      ProblemKind = "absolute"       // begins at a root or a drive
	BadName       ProblemKind = "bad-name"       // empty, control characters, backslash, no UTF-8, too long, too deep
	Link          ProblemKind = "link"           // symbolic or hard
	Device        ProblemKind = "device"         // device or pipe
	Sparse        ProblemKind = "sparse"         // holes that could claim any size
	UnknownType   ProblemKind = "unknown-type"   // another type of member
	Duplicate     ProblemKind = "duplicate"      // the same name again
	DuplicateCase ProblemKind = "duplicate-case" // the same but for upper and lower case
	DuplicateForm ProblemKind = "duplicate-form" // the same but for Unicode form
	UnderFile     ProblemKind = "under-file"     // a member below a name that is a file
	TooLarge      ProblemKind = "too-large"      // this member, or all together, beyond the limits
)

// Problems of the tar.
const (
	TooMany  ProblemKind = "too-many" // more members than the limits allow; the walk ends
	Damaged  ProblemKind = "damaged"  // not a tar, or cut off; the walk ends
	Trailing ProblemKind = "trailing" // bytes after the end of the archive
)

// Problem is one finding of a walk. Name may hold names of people and belongs in findings only; Nth
// counts members from 1, 0 for the tar as a whole.
type Problem struct {
	Kind ProblemKind
	Nth  int
	Name string
}

// Limits bound a walk. Zero fields mean the values of [DefaultLimits].
type Limits struct {
	Members     int   // all members
	Bytes       int64 // all files together
	MemberBytes int64 // one file
	Depth       int   // path segments
	Problems    int   // problems that are kept; the rest is only counted
}

// DefaultLimits are for packages of a municipal depot: the National Archives take tars up to 1 TB.
var DefaultLimits = Limits{Members: 5_000_000, Bytes: 1 << 40, MemberBytes: 1 << 40, Depth: 64, Problems: 1000}

// Member is a file or folder. Name has no leading "./" and no trailing "/". Mode, owner and user names
// of the tar are ignored: they come from somebody else's machine.
type Member struct {
	Nth     int
	Name    string
	Folder  bool
	Size    int64 // as announced; the reader gives exactly so much, or the tar is damaged
	ModTime time.Time
}

// Report sums up a walk.
type Report struct {
	Members    int
	Files      int
	Folders    int
	Bytes      int64
	Problems   []Problem
	Unreported int  // problems beyond Limits.Problems
	Complete   bool // the end of the archive was reached
}

// Walk reads a tar once, from front to end, and gives every harmless member to visit; content that
// visit leaves unread is skipped. Nothing of the tar is trusted: what is wrong is a [Problem] in the
// report, never a panic. The error is one of r or of visit. All of r is read unless an error or a
// problem ends the walk, so that a hash around r covers the whole file.
func Walk(r io.Reader, limits Limits, visit func(Member, io.Reader) error) (Report, error) {
	w := &walker{src: &source{r: r}, limits: limits.orDefault(), visit: visit, names: newRegister()}
	w.tar = tar.NewReader(w.src)
	for {
		more, err := w.step()
		if err != nil || !more {
			return w.report, err
		}
	}
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits
	fill(&l.Members, d.Members)
	fill(&l.Bytes, d.Bytes)
	fill(&l.MemberBytes, d.MemberBytes)
	fill(&l.Depth, d.Depth)
	fill(&l.Problems, d.Problems)
	return l
}

func fill[T int | int64](field *T, value T) {
	if *field == 0 {
		*field = value
	}
}

// source remembers the errors of the reader, to tell them from damage.
type source struct {
	r   io.Reader
	err error
}

// Read implements io.Reader.
func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		s.err = err
	}
	return n, err
}

type walker struct {
	src    *source
	tar    *tar.Reader
	limits Limits
	visit  func(Member, io.Reader) error
	names  *register
	report Report
}

// step takes one member; the first result tells whether there may be more.
func (w *walker) step() (bool, error) {
	h, err := w.tar.Next()
	switch {
	case w.src.err != nil:
		return false, w.src.err
	case errors.Is(err, io.EOF):
		return false, w.finish()
	case err != nil && !errors.Is(err, tar.ErrInsecurePath):
		w.problem(Damaged, "")
		return false, nil
	case h.Typeflag == tar.TypeXGlobalHeader:
		return true, nil
	}
	w.report.Members++
	if w.report.Members > w.limits.Members {
		w.problem(TooMany, "")
		return false, nil
	}
	m, kind := w.judge(h)
	if kind != "" {
		w.problem(kind, h.Name)
		return true, nil
	}
	if m.Name == "" { // the folder "./"
		return true, nil
	}
	return w.give(m)
}

// judge says what a member is, or what is wrong with it.
func (w *walker) judge(h *tar.Header) (Member, ProblemKind) {
	m := Member{Nth: w.report.Members, Size: h.Size, ModTime: h.ModTime}
	kind := typeProblem(h)
	if kind != "" {
		return m, kind
	}
	// Arkade writes its root folder as a regular file of size 0 whose name ends in "/".
	m.Folder = h.Typeflag == tar.TypeDir || (h.Size == 0 && strings.HasSuffix(h.Name, "/"))
	if m.Name, kind = w.cleanName(h.Name, m.Folder); kind != "" {
		return m, kind
	}
	if !m.Folder && (h.Size > w.limits.MemberBytes || h.Size > w.limits.Bytes-w.report.Bytes) {
		return m, TooLarge
	}
	if m.Name != "" {
		kind = w.names.add(m.Name, m.Folder)
	}
	return m, kind
}

func typeProblem(h *tar.Header) ProblemKind {
	for key := range h.PAXRecords {
		if strings.HasPrefix(key, "GNU.sparse.") {
			return Sparse
		}
	}
	switch h.Typeflag {
	case tar.TypeReg, tar.TypeDir:
		return ""
	case tar.TypeLink, tar.TypeSymlink:
		return Link
	case tar.TypeChar, tar.TypeBlock, tar.TypeFifo:
		return Device
	case tar.TypeGNUSparse:
		return Sparse
	}
	return UnknownType
}

// cleanName gives the name of a member without "./" in front and "/" behind.
func (w *walker) cleanName(raw string, folder bool) (string, ProblemKind) {
	name := raw
	if strings.HasPrefix(name, "/") || strings.HasPrefix(name, `\`) || drive(name) {
		return "", Absolute
	}
	if folder {
		name = strings.TrimSuffix(name, "/")
	}
	for strings.HasPrefix(name, "./") {
		name = name[2:]
	}
	if folder && name == "." {
		return "", ""
	}
	for _, segment := range strings.FieldsFunc(name, func(r rune) bool { return r == '/' || r == '\\' }) {
		if segment == ".." {
			return "", Escape
		}
	}
	if !plainName(name, w.limits.Depth) {
		return "", BadName
	}
	return name, ""
}

// give hands a member to the visitor and keeps damage apart from the visitor's own errors.
func (w *walker) give(m Member) (bool, error) {
	if m.Folder {
		w.report.Folders++
	} else {
		w.report.Files++
		w.report.Bytes += m.Size
	}
	damaged := &damage{r: w.tar}
	err := w.visit(m, damaged)
	switch {
	case w.src.err != nil:
		return false, w.src.err
	case damaged.seen:
		w.problem(Damaged, "")
		return false, nil
	}
	return err == nil, err
}

// damage notices that a member's content ended before its announced size.
type damage struct {
	r    io.Reader
	seen bool
}

// Read implements io.Reader.
func (d *damage) Read(p []byte) (int, error) {
	n, err := d.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		d.seen = true
	}
	return n, err
}

// finish reads what follows the end of the archive, which may only be padding.
func (w *walker) finish() error {
	w.report.Complete = true
	buf := make([]byte, copyBuffer)
	trailing := false
	for {
		n, err := w.src.Read(buf)
		trailing = trailing || strings.Trim(string(buf[:n]), "\x00") != ""
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
	}
	if trailing {
		w.problem(Trailing, "")
	}
	return nil
}

func (w *walker) problem(kind ProblemKind, name string) {
	nth := w.report.Members
	if kind == Trailing || kind == Damaged || kind == TooMany {
		nth = 0
	}
	if len(w.report.Problems) >= w.limits.Problems {
		w.report.Unreported++
		return
	}
	w.report.Problems = append(w.report.Problems, Problem{Kind: kind, Nth: nth, Name: name})
}
