package verify

import (
	"archive/tar"
	"errors"
	"hash"
	"io"
	"path"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/xsd"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
	"github.com/arkivdepot/arkivdepot/pipeline/verify/gauge"
)

// gauging is what the XML files of the package are judged by.
type gauging struct {
	set     *gauge.Set
	beyond  string          // schema with which the package went over the bounds
	unfit   map[string]bool // schemas that are told to be so
	without []string        // files that no official schema judged
	unread  string          // file whose reading told that it is not well-formed
}

// gather brings the caller's schemas and those of the package together. A package that cannot be read twice, such as a pipe, is judged by the caller's.
func (j *judge) gather(p *Package) error {
	j.schemas = gauging{set: gauge.NewSet(), unfit: map[string]bool{}}
	err := j.schemas.set.Bring(j.o.Schemas)
	for _, p := range gauge.Paths() {
		if err == nil {
			if _, trouble := j.schemas.set.For(p); trouble != nil {
				err = trouble
			}
		}
	}
	var told *gauge.Unfit
	if errors.As(err, &told) {
		return &deposit.Error{Kind: deposit.Usage, Op: "verify", At: told.File, Key: "brought_schema", Args: []string{number(told.Line), told.Reason}}
	}
	file, ok := p.Tar.(io.ReadSeeker)
	if err != nil || !ok {
		return err
	}
	start, err := file.Seek(0, io.SeekCurrent)
	if err != nil {
		return nil // a pipe
	}
	if err := j.carried(file); err != nil {
		return err
	}
	_, err = file.Seek(start, io.SeekStart)
	return err
}

// carried takes the schemas of the package, stepping over everything else. Damage ends it: it is the walk's to report.
func (j *judge) carried(file io.ReadSeeker) error {
	members := tar.NewReader(file)
	for {
		if err := j.ctx.Err(); err != nil {
			return err
		}
		h, err := members.Next()
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
			return nil
		}
		name := path.Clean(h.Name)
		if h.Typeflag != tar.TypeReg || path.Ext(name) != ".xsd" {
			continue
		}
		_, name = inPackage(name)
		err = j.schemas.set.Carry(name, members)
		if errors.Is(err, gauge.ErrTooMany) {
			j.schemas.beyond = name
			return nil
		}
		if err != nil {
			return nil
		}
	}
}

// watch is the judging of one file; nil of a file that has no schema.
type watch struct {
	*gauge.Watch
	path string
}

func (j *judge) watch(p string) (*watch, error) {
	if !gauge.Judges(p) {
		return nil, nil
	}
	g, trouble := j.schemas.set.For(p)
	if g == nil || g.Own {
		j.schemas.without = append(j.schemas.without, j.called(p))
	}
	if err := j.unfit(trouble); err != nil || g == nil {
		return nil, err
	}
	return &watch{g.Watch(j.ctx), p}, nil
}

// called is how a file is called in findings.
func (j *judge) called(p string) string {
	if p == gauge.Info {
		return strings.TrimSuffix(j.name, path.Ext(j.name)) + ".xml"
	}
	return p
}

func (j *judge) unfit(u *gauge.Unfit) error {
	if u == nil || j.schemas.unfit[u.File] {
		return nil
	}
	j.schemas.unfit[u.File] = true
	return j.about(u.File, SchemaUnfit, u.File, number(u.Line), u.Reason)
}

// beside is where the bytes of the file go: to its checksum, and past its schema.
func (w *watch) beside(sum hash.Hash) io.Writer {
	if w == nil {
		return sum
	}
	return io.MultiWriter(sum, w.Watch)
}

func (w *watch) drop() {
	if w != nil {
		w.Drop()
	}
}

// verdict tells what is wrong with a file. That it is not well-formed is told once.
func (j *judge) verdict(w *watch) error {
	if w == nil {
		return nil
	}
	found, err := w.Close()
	for _, f := range found {
		code := SchemaBroken
		switch {
		case err != nil:
			return err
		case f.Code == xsd.NotWellFormed && j.schemas.unread == w.path:
			continue
		case f.Severity == xsd.Warning:
			code = SchemaDoubted
		}
		name := j.called(w.path)
		err = j.about(name, code, name, number(f.Line), gauge.Say(j.lang(), f), string(f.Code))
	}
	return err
}

func (j *judge) lang() text.Lang { return text.Parse(string(j.o.Lang)) }

// foreign tells of schemas that bear the name of an official one and are another: their verdict is worth what their maker is worth.
func (j *judge) foreign() error {
	for i := range j.ledger.records {
		r := &j.ledger.records[i]
		name := j.ledger.nameOf(r)
		if r.has&inTar == 0 || path.Ext(name) != ".xsd" || !gauge.Foreign(name, r.tar.sum[:]) {
			continue
		}
		if err := j.about(name, SchemaForeign, name); err != nil {
			return err
		}
	}
	return nil
}

// unjudged tells what no official schema judged: it is not passed over in silence.
func (j *judge) unjudged() error {
	if j.schemas.beyond != "" {
		if err := j.about(j.schemas.beyond, SchemaUnfit, j.schemas.beyond, "0", gauge.ErrTooMany.Error()); err != nil {
			return err
		}
	}
	if len(j.schemas.without) == 0 {
		return nil
	}
	return j.find(SchemaNotThere, strings.Join(j.schemas.without, ", "))
}
