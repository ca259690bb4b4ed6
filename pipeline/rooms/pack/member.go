package pack

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"os"
	"path"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mets"
)

// member is a metadata file that is written and waits for the tar.
type member struct {
	path   string // in the package
	name   string // in the draft, below ut/
	sha256 deposit.Digest
	size   int64
}

// write makes a file of arkiv/ in the draft: the copy for people, from which the tar gets its own. It becomes a member of the package at each of the
// paths.
func (w *work) write(name string, fill func(io.Writer) error, paths ...string) (member, error) {
	m, err := w.create("arkiv/"+name, paths[0], fill)
	if err != nil {
		return m, err
	}
	for _, p := range paths {
		m.path = p
		w.members = append(w.members, m)
	}
	return m, nil
}

// create writes a file of the draft and tells its checksum and size. It is judged behind that, by the schema of what it is in the package.
func (w *work) create(name, as string, fill func(io.Writer) error) (member, error) {
	out, err := w.draft.Create(name)
	if err != nil {
		return member{}, err
	}
	sum := &summing{to: out, hash: sha256.New()}
	if err := errors.Join(fill(sum), out.Close()); err != nil {
		return member{}, err
	}
	w.judge(name, as)
	return member{name: name, sha256: deposit.Digest(hex.EncodeToString(sum.hash.Sum(nil))), size: sum.n}, nil
}

type summing struct {
	to   io.Writer
	hash hash.Hash
	n    int64
}

func (s *summing) Write(p []byte) (int, error) {
	n, err := s.to.Write(p)
	s.hash.Write(p[:n])
	s.n += int64(n)
	return n, err
}

// open reads a written member again.
func (w *work) open(m member) (io.ReadCloser, error) { return os.Open(w.draft.Path(m.name)) }

func (m member) schema() bool { return strings.HasSuffix(m.path, ".xsd") }

// puid is the PRONOM id of the only two formats that metadata has.
func (m member) puid() string {
	if m.schema() {
		return "x-fmt/280"
	}
	return "fmt/101"
}

func (m member) entry(w *work) mets.Entry {
	return mets.Entry{Path: m.path, MIME: mets.LegalMIME("", path.Base(m.path)), SHA256: string(m.sha256), Size: m.size, Created: w.d.Produced.UTC()}
}
