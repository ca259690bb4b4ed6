package xsd

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"io"
	"io/fs"
	"path"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
)

// sample is one XML document of the standards folder, or of an archive in it.
type sample struct {
	name    string
	content []byte
	root    Name
}

// samples gathers every XML document under samples/, those inside archives too, each content once.
func samples(t testing.TB) []sample {
	t.Helper()
	fsys := standards(t)
	var all []sample
	seen := map[[32]byte]bool{}
	add := func(name string, content []byte) {
		sum := sha256.Sum256(content)
		root, ok := rootOf(content)
		if seen[sum] || !ok {
			return
		}
		seen[sum] = true
		all = append(all, sample{name, content, root})
	}
	err := fs.WalkDir(fsys, "samples", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch ext := path.Ext(name); {
		case ext == ".xml":
			b, err := fs.ReadFile(fsys, name)
			add(name, b)
			return err
		case ext == ".zip", ext == ".siard":
			return fromZip(fsys, name, add)
		case ext == ".tar", strings.HasSuffix(name, ".tar.gz"):
			return fromTar(fsys, name, add)
		}
		return nil
	})
	require.NoError(t, err)
	sort.Slice(all, func(i, j int) bool { return all[i].name < all[j].name })
	return all
}

func fromZip(fsys fs.FS, name string, add func(string, []byte)) error {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil // some samples are broken on purpose
	}
	for _, f := range z.File {
		if path.Ext(f.Name) != ".xml" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			continue
		}
		content, err := io.ReadAll(r)
		if err == nil {
			add(name+"!"+f.Name, content)
		}
	}
	return nil
}

func fromTar(fsys fs.FS, name string, add func(string, []byte)) error {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	var r io.Reader = bytes.NewReader(b)
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(r); err != nil {
			return nil
		}
	}
	for t := tar.NewReader(r); ; {
		h, err := t.Next()
		if err != nil {
			return nil
		}
		if path.Ext(h.Name) == ".xml" {
			content, err := io.ReadAll(t)
			if err == nil {
				add(name+"!"+h.Name, content)
			}
		}
	}
}

// rootOf reads the name of the root element; ok is false when there is none.
func rootOf(content []byte) (Name, bool) {
	s, err := newScanner(context.Background(), bytes.NewReader(content), Limits{}.withDefaults())
	if err != nil {
		return Name{}, false
	}
	if kind, err := s.Next(); err != nil || kind != xmltext.Start {
		return Name{}, false
	}
	it := &item{doc: &document{}}
	if it.fill(s) != nil {
		return Name{}, false
	}
	return it.name, true
}

// family is a schema with the samples whose root it declares.
type family struct {
	file    string // below the standards folder
	schema  *Schema
	samples []sample
}

// families pairs every official schema that is no sample copy with the samples for it.
func families(t testing.TB) []family {
	t.Helper()
	fsys, catalog, docs := standards(t), standardsCatalog(t), samples(t)
	var all []family
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".xsd" || strings.HasPrefix(name, "samples/") {
			return err
		}
		s, err := Load(fsys, catalog, name)
		if err != nil {
			return err
		}
		f := family{file: name, schema: s}
		for _, d := range docs {
			if s.elements[d.root] != nil {
				f.samples = append(f.samples, d)
			}
		}
		if len(f.samples) > 0 {
			all = append(all, f)
		}
		return nil
	})
	require.NoError(t, err)
	return all
}
