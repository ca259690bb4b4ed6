package gauge

import (
	"errors"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/xsd"
)

// Bounds of the schemas of one set: the largest official one has 130 kB, and a package has eight.
const (
	maxSchemas    = 128
	maxSchemaSize = 4 << 20
	maxTogether   = 16 << 20
)

// ErrTooMany is what Carry and Bring say of schemas beyond the bounds.
var ErrTooMany = errors.New("too many or too large schemas")

// Schemas are schemas that whoever judges brings, by file name; each is opened anew when it is read.
type Schemas = map[string]func() (io.ReadCloser, error)

// Set is the schemas with which one package is judged. It is for one goroutine; the gauges that it gives are for any.
type Set struct {
	// Strict makes a fault of an xsi:type that ours alone does not know: whoever writes has no type but ours.
	Strict bool
	files  shelf
	size   int
	loaded map[string]made // by names of the schemas
}

type made struct {
	gauge *Gauge
	unfit *Unfit
}

// NewSet makes a set that has only what is ours.
func NewSet() *Set { return &Set{files: shelf{}, loaded: map[string]made{}} }

// Carry adds a schema that the package has at the path. The first at a path stays.
func (s *Set) Carry(p string, r io.Reader) error { return s.put(carried+p, r) }

// Bring adds what the caller has, under the names in a package or those of publication. Schemas that no package has are passed over.
func (s *Set) Bring(all Schemas) error {
	for _, name := range slices.Sorted(maps.Keys(official)) {
		open := all[name]
		if open == nil {
			open = all[published[name]]
		}
		if open == nil {
			continue
		}
		r, err := open()
		if err == nil {
			err = errors.Join(s.put(brought+name, r), r.Close())
		}
		if err != nil {
			return &Unfit{File: name, Reason: "cannot be read", Err: err}
		}
	}
	return nil
}

func (s *Set) put(name string, r io.Reader) error {
	if _, twice := s.files[name]; twice {
		return nil
	}
	if len(s.files) >= maxSchemas {
		return ErrTooMany
	}
	data, err := io.ReadAll(io.LimitReader(r, maxSchemaSize+1))
	if err != nil {
		return err
	}
	if s.size += len(data); len(data) > maxSchemaSize || s.size > maxTogether {
		return ErrTooMany
	}
	s.files[name] = data
	return nil
}

// Unfit says why a schema that is there cannot be used. It is an error of whoever brought the schema, with words for those who write schemas.
type Unfit struct {
	File    string // path in the package, or name of the schema that was brought
	Carried bool   // by the package
	Line    int
	Reason  string
	Err     error
}

// Error implements error.
func (u *Unfit) Error() string { return u.File + ": " + u.Reason }

// Unwrap gives the cause.
func (u *Unfit) Unwrap() error { return u.Err }

// For is the gauge of the file at the path of the package, nil when there is no schema for it: first the package's own schema, then the one that was
// brought; for arkivstruktur.xml at last ours alone. An Unfit tells of the first that was there and could not be used, beside the gauge that took its place.
func (s *Set) For(p string) (*Gauge, *Unfit) {
	var first *Unfit
	for _, roots := range s.candidates(p) {
		m := s.load(roots)
		if first == nil {
			first = m.unfit
		}
		if m.gauge != nil {
			return m.gauge, first
		}
	}
	return nil, first
}

// candidates are the sets of schemas that could judge the file, best first.
func (s *Set) candidates(p string) [][]string {
	k := kinds[p]
	var all [][]string
	for _, name := range k.schemas {
		if s.has(carried+name, carried+k.needs, k) {
			if p == structure {
				all = append(all, append([]string{carried + name, ownSchema}, s.others()...))
			}
			all = append(all, withOwn(p, carried+name))
		}
	}
	for _, name := range k.schemas {
		if name := path.Base(name); s.has(brought+name, brought+path.Base(k.needs), k) {
			all = append(all, withOwn(p, brought+name))
			break
		}
	}
	if p == structure {
		all = append(all, []string{ownDriver})
	}
	return all
}

func withOwn(p, name string) []string {
	if p == structure {
		return []string{name, ownSchema}
	}
	return []string{name}
}

func (s *Set) has(name, needs string, k kind) bool {
	_, there := s.files[name]
	_, whole := s.files[needs]
	return there && (whole || k.needs == "")
}

// others are the schemas in the extraction that no standard has: those of another creator's own metadata (krav 6.4.32).
func (s *Set) others() []string {
	var names []string
	for name := range s.files {
		base := path.Base(name)
		if _, known := official[base]; path.Dir(name) == carried+"content" && !known && base != noark5.OwnSchema && base != xlink {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (s *Set) load(roots []string) made {
	key := strings.Join(roots, "\n")
	if m, known := s.loaded[key]; known {
		return m
	}
	var m made
	web, err := xsd.ReadCatalog(s.files, catalog)
	if err == nil {
		var schema *xsd.Schema
		schema, err = xsd.Load(s.files, web, roots...)
		m.gauge = &Gauge{schema: schema, Own: roots[0] == ownDriver, strict: s.Strict}
	}
	if err != nil {
		m = made{unfit: unfitOf(err, roots[0])}
	}
	s.loaded[key] = m
	return m
}

func unfitOf(err error, file string) *Unfit {
	u := &Unfit{File: file, Reason: err.Error(), Err: err}
	var told *xsd.SchemaError
	if errors.As(err, &told) {
		u.File, u.Line, u.Reason = told.File, told.Line, told.Reason
	}
	u.File, u.Carried = strings.CutPrefix(u.File, carried)
	u.File = strings.TrimPrefix(u.File, brought)
	return u
}
