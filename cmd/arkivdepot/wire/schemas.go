package wire

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/clock"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/disk"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/workspace"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// officialSchemas is the file names under which official schemas are published, and the names they have in the package.
var officialSchemas = map[string]string{
	"arkivstruktur.xsd": "arkivstruktur.xsd", "metadatakatalog.xsd": "metadatakatalog.xsd", "endringslogg.xsd": "endringslogg.xsd",
	"loependeJournal.xsd": "loependeJournal.xsd", "offentligJournal.xsd": "offentligJournal.xsd", "addml.xsd": "addml.xsd",
	"DIAS_METS.xsd": "dias-mets.xsd", "dias-mets.xsd": "dias-mets.xsd", "DIAS_PREMIS.xsd": "dias-premis.xsd", "dias-premis.xsd": "dias-premis.xsd",
	"submissionDescription.xsd": "submissionDescription.xsd", // judges what travels beside the package
}

const largestSchema = 4 << 20 // bytes; the largest official one has 130 kB

// ImportSchemas finds official schemas below the folders and copies them to regler/skjema, the only place they are read from. Two different files for the
// same schema are refused: which one the depot wants, people must say by pointing at its folder.
func ImportSchemas(dir string, from []string, lang text.Lang) ([]string, error) {
	if _, err := workspace.Open(dir, string(lang)); err != nil {
		return nil, err
	}
	now, _, err := clock.Now()
	if err != nil {
		return nil, err
	}
	d := disk.Open(dir, nil)
	unlock, err := d.Lock("arkivdepot schemas import", now)
	if err != nil {
		return nil, err
	}
	names, err := importInto(d, filepath.Join(dir, filepath.FromSlash(schemaDir)), from)
	return names, errors.Join(err, unlock())
}

// SchemasBelow are the official schemas below the folders, for judging a package that lacks them; nil when no folder is named.
func SchemasBelow(from []string) (map[string]func() (io.ReadCloser, error), error) {
	if len(from) == 0 {
		return nil, nil
	}
	found, err := schemasBelow(from)
	all := map[string]func() (io.ReadCloser, error){}
	for name, data := range found {
		all[name] = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	}
	return all, err
}

func schemasBelow(from []string) (map[string][]byte, error) {
	found := map[string][]byte{}
	for _, folder := range from {
		if err := collectSchemas(folder, found); err != nil {
			return nil, err
		}
	}
	if len(found) == 0 {
		return nil, schemaError("no_schemas", "", nil)
	}
	return found, nil
}

func importInto(d *disk.Disk, to string, from []string) ([]string, error) {
	found, err := schemasBelow(from)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(to, 0o700); err != nil {
		return nil, schemaError("disk", "", err)
	}
	var names []string
	for name := range found {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		err := d.WriteFile(filepath.Join(to, name), func(w io.Writer) error {
			_, err := w.Write(found[name])
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return names, nil
}

func collectSchemas(folder string, found map[string][]byte) error {
	return filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return schemaError("cannot_open", folder, err)
		}
		name, wanted := officialSchemas[entry.Name()]
		if !wanted || !entry.Type().IsRegular() {
			return nil
		}
		data, err := readSchema(path)
		if err != nil {
			return schemaError("bad_official_schema", entry.Name(), err)
		}
		if other, twice := found[name]; twice && string(other) != string(data) {
			return schemaError("several_schemas", name, nil)
		}
		found[name] = data
		return nil
	})
}

// readSchema reads a file that must be an XML Schema without DOCTYPE.
func readSchema(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, largestSchema+1))
	if err != nil || len(data) > largestSchema {
		return nil, errors.Join(err, errors.New("too large for a schema"))
	}
	return data, isSchema(data)
}

func isSchema(data []byte) error {
	dec := xml.NewDecoder(bytes.NewReader(data))
	root := true
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return errors.New("not well-formed")
		}
		switch e := token.(type) {
		case xml.Directive:
			return errors.New("has a DOCTYPE")
		case xml.StartElement:
			if root && (e.Name.Local != "schema" || e.Name.Space != "http://www.w3.org/2001/XMLSchema") {
				return errors.New("is no XML Schema")
			}
			root = false
		}
	}
}

func schemaError(key, at string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return &deposit.Error{Kind: deposit.Usage, Op: "schemas import", At: at, Key: key, Err: err}
}
