package verify

import (
	"encoding/hex"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/addml"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mets"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/premis"
)

func number[T int | int64](n T) string { return strconv.FormatInt(int64(n), 10) }

// readMETS notes what dias-mets.xml says of each file.
func (j *judge) readMETS(content io.Reader) error {
	note := func(e *mets.Entry, file bool) error {
		if !e.Safe {
			return j.about(dias.METS, LeadsOutside, e.Href)
		}
		r := j.ledger.at(e.Path)
		if file && r.has&inMETS != 0 {
			r.has |= listedTwice
		}
		said, ok := factOf(e.SHA256, e.Size)
		if !ok {
			r.has |= withoutSum
		}
		r.mets.take(said, file && r.has&inMETS != 0)
		if file {
			r.has |= inMETS
		}
		return nil
	}
	_, err := mets.Read(content, mets.Visitor{
		Header: func(h *mets.Header) error {
			j.header, j.summary.ID, j.summary.Label = h, h.ID, h.Label
			return nil
		},
		Metadata: func(m *mets.Metadata) error {
			if !m.Safe {
				return j.about(dias.METS, LeadsOutside, m.Href)
			}
			if r := j.ledger.at(m.Path); r.has&inMETS == 0 { // some writers list metadata only here
				err := note(&m.Entry, false)
				j.ledger.at(m.Path).has |= inMETSOnlyAsMetadata
				return err
			}
			return nil
		},
		File: func(e *mets.Entry) error { return note(e, true) },
	})
	return err
}

// readPREMIS notes what dias-premis.xml says of each file. Its ids are paths with the package's folder in front.
func (j *judge) readPREMIS(content io.Reader) error {
	_, err := premis.Read(content, premis.Visitor{Object: func(o *premis.Object) error {
		_, p := inPackage(o.ID)
		r := j.ledger.at(p)
		said, _ := factOf(o.SHA256, o.Size)
		r.premis.take(said, r.has&inPREMIS != 0)
		r.has |= inPREMIS
		return nil
	}})
	return err
}

// factOf is a checksum in hex and a size; false when it is no SHA-256.
func factOf(text string, size int64) (fact, bool) {
	f := fact{size: size}
	raw, err := hex.DecodeString(strings.TrimSpace(text))
	if err != nil || len(raw) != len(f.sum) {
		return f, false
	}
	copy(f.sum[:], raw)
	return f, true
}

// contents compares everything that was read. Of a tar that broke off, or that is no DIAS package, nothing more can be said.
func (j *judge) contents(*Package) error {
	j.summary.Kind = j.kind()
	switch j.summary.Kind {
	case NoarkDIAS:
	case OtherDIAS:
		if err := j.find(NotJudged, "no-noark"); err != nil {
			return err
		}
	default:
		if !j.complete && j.summary.Kind == Unknown {
			return nil // the damage is told
		}
		return j.find(NotJudged, map[Kind]string{EARK: "E-ARK", BagIt: "BagIt", Unknown: "unknown"}[j.summary.Kind])
	}
	steps := []func() error{j.names, j.foreign, j.unjudged, j.layout, j.files}
	if !j.complete {
		steps = steps[:3]
	} else if j.summary.Kind == NoarkDIAS {
		steps = append(steps, j.extraction)
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (j *judge) kind() Kind {
	switch {
	case j.hasMETS && j.ledger.has(contentOf(noark5.StructureFile)):
		return NoarkDIAS
	case j.hasMETS:
		return OtherDIAS
	case j.ledger.has("METS.xml"):
		return EARK
	case j.ledger.has("bagit.txt"):
		return BagIt
	case j.ledger.has(contentOf(noark5.StructureFile)):
		return NoarkDIAS // dias-mets.xml is missing, and that is said
	}
	return Unknown
}

// names compares the package's folder, OBJID and file name: all are the same UUID.
func (j *judge) names() error {
	if len(j.roots) > 1 {
		return j.find(NamesDisagree, rootName(j.roots[0]), rootName(j.roots[1]))
	}
	if j.header == nil || j.header.ID == "" || len(j.roots) == 0 {
		return nil
	}
	for _, name := range []string{j.roots[0], strings.TrimSuffix(j.name, path.Ext(j.name))} {
		if name != "" && !strings.EqualFold(name, j.header.ID) {
			if err := j.find(NamesDisagree, name, j.header.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

func rootName(root string) string {
	if root == "" {
		return "/"
	}
	return root
}

// layout wants what Arkade's DIAS validator wants. A schema that is missing is a warning: the depot has the official ones (krav 6.4.18).
func (j *judge) layout() error {
	folders := map[string]bool{}
	for i := range j.ledger.records {
		if r := &j.ledger.records[i]; r.has&inTar != 0 {
			for name := path.Dir(j.ledger.nameOf(r)); name != "." && !folders[name]; name = path.Dir(name) {
				folders[name] = true
			}
		}
	}
	missing := dias.Missing(func(p string) bool { return j.ledger.has(p) || folders[p] })
	for _, p := range missing {
		switch {
		case j.summary.Kind == OtherDIAS && strings.HasPrefix(p, dias.Content+"/"):
			continue // its content follows other rules
		case strings.HasSuffix(p, ".xsd"):
			if err := j.schemaMissing(p); err != nil {
				return err
			}
			continue
		}
		if err := j.about(p, MemberMissing, p); err != nil {
			return err
		}
	}
	for _, pair := range [][2]string{{contentOf(addml.File), contentOf(addml.Schema)}, {dias.ADDML, dias.ADDMLSchema}} { // what their schemaLocation refers to
		if j.ledger.has(pair[0]) && !j.ledger.has(pair[1]) {
			if err := j.schemaMissing(pair[1]); err != nil {
				return err
			}
		}
	}
	return nil
}

// schemaMissing names a schema that the package lacks, once.
func (j *judge) schemaMissing(path string) error {
	r := j.ledger.at(path)
	if r.has&toldMissing != 0 {
		return nil
	}
	r.has |= toldMissing
	j.summary.SchemasMissing = append(j.summary.SchemasMissing, path)
	return j.about(path, SchemaMissing, path)
}

// files compares every file with METS, and METS with PREMIS.
func (j *judge) files() error {
	for i := range j.ledger.records {
		r := &j.ledger.records[i]
		name := j.ledger.nameOf(r)
		if err := j.file(name, r); err != nil {
			return err
		}
		if err := j.preserved(name, r); err != nil {
			return err
		}
	}
	return nil
}

const listed = inMETS | inMETSOnlyAsMetadata

func (j *judge) file(name string, r *record) error {
	switch {
	case !j.hasMETS || name == dias.METS:
		return nil
	case r.has&listed == 0 && r.has&inTar != 0:
		return j.about(name, Unlisted, name)
	case r.has&listed == 0:
		return nil
	case r.has&inTar == 0:
		return j.about(name, ListedMissing, name)
	case r.has&withoutSum != 0:
		return j.about(name, NoChecksum, name)
	case r.mets.size >= 0 && r.mets.size != r.tar.size:
		return j.about(name, SizeDiffers, name, number(r.tar.size), number(r.mets.size))
	case r.mets.sum != r.tar.sum:
		return j.about(name, ChecksumDiffers, name)
	case r.has&listedTwice != 0:
		return j.about(name, ListedTwice, name)
	}
	return nil
}

// preserved compares PREMIS with METS.
func (j *judge) preserved(name string, r *record) error {
	if !j.ledger.has(dias.PREMIS) || name == "" {
		return nil
	}
	switch {
	case r.has&inPREMIS == 0 && r.has&listed != 0 && strings.HasPrefix(name, dias.Content+"/"):
		return j.about(name, PremisLacks, name)
	case r.has&inPREMIS == 0:
		return nil
	case r.has&listed == 0:
		return j.about(name, PremisForeign, name)
	case r.premis.sum != r.mets.sum && r.premis.sum != [32]byte{}, r.premis.size >= 0 && r.mets.size >= 0 && r.premis.size != r.mets.size:
		return j.about(name, PremisDiffers, name)
	}
	return nil
}
