package xsd

import (
	"context"
	"io/fs"
	"path"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
)

// Catalog maps the addresses that schemas import (schemaLocation, or the namespace name where no location is
// written) to paths in the file system given to [Load]. Nothing is ever fetched: what the catalog does not
// know and the file system does not hold cannot be loaded. A nil Catalog knows nothing.
type Catalog map[string]string

// ReadCatalog reads the system and uri entries of an OASIS XML catalog; their uri values are relative to it.
// The error is a [*SchemaError] when the catalog cannot be read.
func ReadCatalog(fsys fs.FS, name string) (Catalog, error) {
	doc := &document{file: name}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, &SchemaError{File: name, Reason: "open catalog", Err: err}
	}
	defer f.Close()
	s, err := newScanner(context.Background(), f, Limits{}.withDefaults())
	for c := (Catalog{}); err == nil; {
		var kind xmltext.Kind
		if kind, err = s.Next(); err != nil {
			break
		}
		if kind == xmltext.Done {
			return c, nil
		}
		if kind == xmltext.Start {
			c.add(s, path.Dir(name))
		}
	}
	return nil, itemError(doc, err)
}

func (c Catalog) add(s *xmltext.Scanner, dir string) {
	var address, uri string
	for _, a := range s.Attrs() {
		switch {
		case a.Name.Raw == "uri":
			uri = string(a.Value)
		case s.Name().Local == "system" && a.Name.Raw == "systemId", s.Name().Local == "uri" && a.Name.Raw == "name":
			address = string(a.Value)
		}
	}
	if address != "" && uri != "" && !strings.Contains(uri, "://") {
		c[address] = path.Join(dir, uri)
	}
}
