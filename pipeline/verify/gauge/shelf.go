package gauge

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/schemas"
)

// Where the schemas stand on the shelf.
const (
	carried   = "package/" // by path in the package
	brought   = "brought/" // by name in a package
	ownSchema = "noark5/vsmd-ppt.xsd"
	ownDriver = "support/noark5-own.xsd"
	catalog   = "support/catalog.xml"
	xlink     = "xlink.xsd"
)

// shelf is a file system of schemas: those that were put there, and ours.
type shelf map[string][]byte

// Open implements fs.FS. An xlink.xsd that is looked for beside a schema and is not there is ours: DIAS METS 1.9 wants it so.
func (s shelf) Open(name string) (fs.File, error) {
	data, there := s[name]
	switch {
	case there:
		return &book{name: path.Base(name), Reader: bytes.NewReader(data)}, nil
	case strings.HasPrefix(name, "noark5/"):
		return schemas.Noark5.Open(name)
	case strings.HasPrefix(name, "support/"):
		return schemas.Support.Open(name)
	case path.Base(name) == xlink:
		return schemas.Support.Open("support/" + xlink)
	}
	return nil, fmt.Errorf("%s: %w", path.Base(name), fs.ErrNotExist)
}

// book is an open file of the shelf.
type book struct {
	name string
	*bytes.Reader
}

func (b *book) Stat() (fs.FileInfo, error) { return b, nil }
func (b *book) Close() error               { return nil }
func (b *book) Name() string               { return b.name }
func (b *book) Mode() fs.FileMode          { return 0o444 }
func (b *book) ModTime() time.Time         { return time.Time{} }
func (b *book) IsDir() bool                { return false }
func (b *book) Sys() any                   { return nil }
