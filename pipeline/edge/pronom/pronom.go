// Package pronom says what format a file has, by PRONOM signatures through siegfried. The signatures lie in the program: nothing is fetched, and which
// ones they are can be printed (Signature). It judges formats, not whether they may be deposited, and it opens no member of an archive.
package pronom

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/richardlehane/siegfried"
	"github.com/richardlehane/siegfried/pkg/core"
	"github.com/richardlehane/siegfried/pkg/static"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/intake"
)

var _ intake.Identifier = (*Identifier)(nil)

// Identifier is a loaded set of signatures. One is enough for a process: it may be used by several goroutines at once and pools its buffers.
type Identifier struct {
	engine *siegfried.Siegfried
}

// New loads the signatures that come with the program (about 30 ms).
func New() (*Identifier, error) {
	engine := static.New()
	if engine == nil || len(engine.Identifiers()) == 0 {
		return nil, &deposit.Error{Kind: deposit.Internal, Op: "load format signatures", Err: errors.New("the built-in signatures cannot be read")}
	}
	return &Identifier{engine: engine}, nil
}

// Signature names the signature files, as DROID does.
func (i *Identifier) Signature() string {
	var details []string
	for _, id := range i.engine.Identifiers() {
		details = append(details, id[1])
	}
	return strings.Join(details, "; ")
}

// Identify says what the file is. The file should be an *os.File: siegfried maps that into memory, while it copies any other stream, from 64 MB on to a
// temporary file. Only the base name is shown to it, for the extension.
func (i *Identifier) Identify(file fs.File, name string) (intake.Format, error) {
	found, err := i.engine.Identify(file, path.Base(name), "")
	if len(found) == 0 {
		if err == nil {
			err = errors.New("no answer")
		}
		return intake.Format{}, fmt.Errorf("identify format: %w", scrubbed(err))
	}
	// With an answer in hand an error means that a part of the file could not be read as what it claims to be (a damaged container, an empty file):
	// that is content, and the answer's own warning says it.
	return i.formatOf(found), nil
}

func (i *Identifier) formatOf(found []core.Identification) intake.Format {
	first := i.labels(found[0])
	f := intake.Format{
		Name: first["format"], Version: first["version"], MIME: first["mime"], Basis: first["basis"], Warning: first["warning"],
	}
	f.ByExtensionOnly = strings.Contains(f.Warning, "match on extension only")
	f.WrongExtension = strings.Contains(f.Warning, "extension mismatch")
	if found[0].Known() {
		f.PUID = first["id"]
	}
	for _, other := range found[1:] {
		if other.Known() {
			f.Also = append(f.Also, i.labels(other)["id"])
		}
	}
	return f
}

func (i *Identifier) labels(id core.Identification) map[string]string {
	pairs := map[string]string{}
	for _, p := range i.engine.Label(id) {
		pairs[p[0]] = p[1]
	}
	return pairs
}

// scrubbed takes the path out of an error of the file system: it may hold a person's name.
func scrubbed(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
