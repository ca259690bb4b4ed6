package intake

import (
	"archive/zip"
	"encoding/xml"
	"io"
	"path"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/archive"
)

func encryptedMember(z *zip.Reader) bool {
	for _, f := range z.File {
		if f.Flags&1 == 1 {
			return true
		}
	}
	return false
}

// insideZip looks through an Office or OpenDocument file.
func insideZip(s *Steady, size int64) contents {
	z, err := archive.OpenZip(s, size, mostMembers)
	if err != nil {
		return contents{}
	}
	c := contents{locked: encryptedMember(z)}
	for _, f := range z.File {
		c.member(f)
	}
	return c
}

// member counts what one member of a document says, by its name and, where that is not enough, by its elements.
func (c *contents) member(f *zip.File) {
	name := path.Base(f.Name)
	switch {
	case strings.EqualFold(name, "vbaProject.bin"), strings.HasPrefix(f.Name, "Basic/") && name != "script-lc.xml" && name != "Basic", strings.HasPrefix(f.Name, "Scripts/"):
		c.macros = c.macros || !strings.HasSuffix(f.Name, "/")
	case strings.Contains(f.Name, "/embeddings/") && !strings.HasSuffix(f.Name, "/") && !strings.HasSuffix(f.Name, ".rels"):
		c.embedded++
	case strings.HasSuffix(name, ".rels"):
		elements(f, c.relationship)
	case strings.HasPrefix(name, "comments") && strings.HasSuffix(name, ".xml"):
		elements(f, func(e xml.StartElement) {
			if e.Name.Local == "comment" {
				c.comments++
			}
		})
	case f.Name == "META-INF/manifest.xml":
		elements(f, func(e xml.StartElement) { c.locked = c.locked || e.Name.Local == "encryption-data" })
	case f.Name == "content.xml":
		elements(f, c.openDocument)
	}
}

// elements shows the elements of an XML part. A part that is too large or no XML shows what stands before that.
func elements(f *zip.File, show func(xml.StartElement)) {
	r, err := f.Open()
	if err != nil {
		return
	}
	d := xml.NewDecoder(io.LimitReader(r, mostPart))
	for {
		token, err := d.RawToken()
		if err != nil {
			break
		}
		if e, ok := token.(xml.StartElement); ok {
			show(e)
		}
	}
	_ = r.Close() // only the checksum could be wrong, and nobody used the end
}

// relationship counts a link out of the package that is loaded when the document is opened: not one that a reader follows, and not the template it was
// once made from (ECMA-376 part 2, 9.3).
func (c *contents) relationship(e xml.StartElement) {
	if e.Name.Local != "Relationship" || attribute(e, "TargetMode") != "External" {
		return
	}
	switch path.Base(attribute(e, "Type")) {
	case "hyperlink", "attachedTemplate":
	default:
		c.external++
	}
}

// openDocument counts notes in the margin, and objects and pictures that lie elsewhere (ODF 1.3, 19.910).
func (c *contents) openDocument(e xml.StartElement) {
	switch e.Name.Local {
	case "annotation":
		c.comments++
	case "object", "object-ole":
		c.embedded++
	case "image", "section-source", "table-source", "plugin", "cell-range-source":
		if to := attribute(e, "href"); strings.Contains(to, "://") || strings.HasPrefix(to, "/") || strings.HasPrefix(to, "../") {
			c.external++
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
