package pack

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"path"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/addml"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
	"github.com/arkivdepot/arkivdepot/schemas"
)

// officialSchema is an XSD that a package must hold (krav 6.4.18) and that is not ours to give away: the user imports it.
type officialSchema struct {
	published string         // the name under which it is published, where that is another than in the package
	digest    deposit.Digest // of the official file: Noark 5.5.0 (2023-11-09, attribute version 5.0), ADDML 8.3, DIAS METS 1.9, DIAS PREMIS 2.0
}

// officialSchemas are by the name in the package. The sums let a package say which schema is meant when nobody has imported it, and tell an altered one.
var officialSchemas = map[string]officialSchema{
	noark5.StructureSchema:      {"", "24e056c8ffb86c182ef799c16843209787a1b7cbf2b83c81b2ac74ec9d633619"},
	noark5.CatalogueSchema:      {"", "d4f05aefa852b121ed2c84c4b0bb933442096fd86789f8bb5ee65d5c61e848c3"},
	noark5.ChangeLogSchema:      {"", "3b3de5182efe95b968b1c4fcc0344946105b3e3dcf5e20209a3bb2a0b312b602"},
	noark5.RunningJournalSchema: {"", "5474a898125b0696bfe24f793718623b900a243b3ac1640430e584bc07207a78"},
	noark5.PublicJournalSchema:  {"", "4b60e2c232b8d11686c9754697dea4e86b914503aed307784809dbb9c9bc24e3"},
	addml.Schema:                {"", "ae2c4c9be0c1f4f291be36db3dfc069085f35eb515b072d3b1230ac89647d5dd"},
	"dias-mets.xsd":             {"DIAS_METS.xsd", "6d2a718014c8cde1c44e82f884cb66fe4c7c01b296f17c3b91c5e7036015233a"},
	"dias-premis.xsd":           {"DIAS_PREMIS.xsd", "5131975b732ca285dbb4dfdafd85dde122eb384db3984e9aec2598057671e017"},
}

// schemaOrder is the order in which schemas are looked for and named.
var schemaOrder = []string{noark5.StructureSchema, noark5.CatalogueSchema, noark5.ChangeLogSchema, noark5.RunningJournalSchema, noark5.PublicJournalSchema,
	addml.Schema, "dias-mets.xsd", "dias-premis.xsd"}

// OfficialSchemas are the names that `schemas import` looks for, each as it is published.
func OfficialSchemas() []string {
	names := make([]string, 0, len(schemaOrder))
	for _, name := range schemaOrder {
		if published := officialSchemas[name].published; published != "" {
			name = published
		}
		names = append(names, name)
	}
	return names
}

// open finds a schema under its name in the package or the one it is published under; nil when nobody has imported it.
func (s Schemas) open(name string) func() (io.ReadCloser, error) {
	if open := s[name]; open != nil {
		return open
	}
	return s[officialSchemas[name].published]
}

// Lacking is the official schemas that a package may need and that nobody has imported, by the names in the package.
func (s Schemas) Lacking() []string {
	var lacking []string
	for _, name := range schemaOrder {
		if s.open(name) == nil {
			lacking = append(lacking, name)
		}
	}
	return lacking
}

// digest is the SHA-256 of an imported schema, empty when there is none.
func (s Schemas) digest(name string) (deposit.Digest, error) {
	open := s.open(name)
	if open == nil {
		return "", nil
	}
	r, err := open()
	if err != nil {
		return "", err
	}
	defer r.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, r); err != nil {
		return "", err
	}
	return deposit.Digest(hex.EncodeToString(sum.Sum(nil))), nil
}

// schemas puts the schemas into the draft: ours always, the official ones that this package needs where they are imported.
func (w *work) schemas() error {
	needs := map[string][]string{ // by name in the package: where it lies
		noark5.StructureSchema: {w.layout.InContent(noark5.StructureSchema)},
		noark5.CatalogueSchema: {w.layout.InContent(noark5.CatalogueSchema)},
		addml.Schema:           {dias.ADDMLSchema, w.layout.InContent(addml.Schema)},
		"dias-mets.xsd":        {dias.METSSchema},
		"dias-premis.xsd":      {dias.PREMISSchema},
	}
	if w.seen.changes > 0 {
		needs[noark5.ChangeLogSchema] = []string{w.layout.InContent(noark5.ChangeLogSchema)}
	}
	if w.seen.posts > 0 {
		needs[noark5.RunningJournalSchema] = []string{w.layout.InContent(noark5.RunningJournalSchema)}
		needs[noark5.PublicJournalSchema] = []string{w.layout.InContent(noark5.PublicJournalSchema)}
	}
	own := func(out io.Writer) error {
		data, err := schemas.Noark5.ReadFile("noark5/" + noark5.OwnSchema)
		if err == nil {
			_, err = out.Write(data)
		}
		return err
	}
	if _, err := w.write(noark5.OwnSchema, own, w.layout.InContent(noark5.OwnSchema)); err != nil {
		return err
	}
	var missing []string
	for _, name := range schemaOrder {
		if paths := needs[name]; paths != nil {
			there, err := w.official(name, paths)
			if err != nil {
				return err
			}
			if !there {
				missing = append(missing, name)
			}
		}
	}
	if len(missing) > 0 {
		w.find(SchemasMissing, "", strings.Join(missing, ", "))
	}
	return nil
}

// official puts an imported schema into the draft; false when nobody has imported it.
func (w *work) official(name string, paths []string) (bool, error) {
	open := w.room.o.Schemas.open(name)
	if open == nil {
		return false, nil
	}
	m, err := w.write(name, func(out io.Writer) error {
		r, err := open()
		if err != nil {
			return err
		}
		defer r.Close()
		_, err = io.Copy(out, r)
		return err
	}, paths...)
	if err == nil && m.sha256 != officialSchemas[name].digest {
		w.find(SchemaAltered, "", name)
	}
	return true, err
}

// schemaSum is what arkivuttrekk.xml says of a schema: its checksum in the package, or the official one of a schema that nobody imported.
func (w *work) schemaSum(name string) addml.Sum {
	for _, m := range w.members {
		if path.Base(m.path) == name {
			return addml.SHA256(name, string(m.sha256))
		}
	}
	return addml.SHA256(name, string(officialSchemas[name].digest))
}
