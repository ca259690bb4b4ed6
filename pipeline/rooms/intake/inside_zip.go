package intake

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// insideArchive is the digests of an archive's members: zip and tar. Other kinds stay unread.
func insideArchive(s *steady, size int64, head []byte) contents {
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return insideZipArchive(s, size)
	}
	return insideTar(s, size)
}

func insideZipArchive(s *steady, size int64) contents {
	z, err := opened(s, size)
	if err != nil {
		return contents{unread: true}
	}
	c := contents{locked: encryptedMember(z)}
	if c.locked {
		return c
	}
	left := int64(mostUnpacked)
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		member, err := f.Open()
		if err != nil {
			return contents{unread: true}
		}
		most := min(left, 1<<20+mostRatio*int64(f.CompressedSize64))
		n, err := c.digest(member, most)
		if err = errors.Join(err, member.Close()); err != nil {
			return contents{unread: true}
		}
		left -= n
	}
	return c
}

func insideTar(s *steady, size int64) contents {
	var c contents
	archive := tar.NewReader(io.NewSectionReader(s, 0, size))
	for n := 0; ; n++ {
		h, err := archive.Next()
		switch {
		case errors.Is(err, io.EOF):
			c.unread = n == 0
			return c
		case err != nil, n == mostMembers:
			return contents{unread: true}
		case h.Typeflag == tar.TypeDir:
			continue
		case h.Typeflag != tar.TypeReg: // links and devices are nobody's document
			return contents{unread: true}
		}
		if _, err := c.digest(archive, mostUnpacked); err != nil {
			return contents{unread: true}
		}
	}
}

var errTooMuch = errors.New("more than the limits allow")

// digest adds the digest of a member of at most so many bytes.
func (c *contents) digest(r io.Reader, most int64) (int64, error) {
	hash := sha256.New()
	n, err := io.Copy(hash, io.LimitReader(r, most+1))
	if err == nil && n > most {
		err = errTooMuch
	}
	c.files = append(c.files, deposit.Digest(hex.EncodeToString(hash.Sum(nil))))
	return n, err
}

// opened reads the list of members, when it is not too long.
func opened(s *steady, size int64) (*zip.Reader, error) {
	const ending = 22 + 1<<16 // the record at the end and the longest remark
	tail := make([]byte, min(size, ending))
	if _, err := s.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	at := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if at < 0 || at+22 > len(tail) {
		return nil, zip.ErrFormat
	}
	if binary.LittleEndian.Uint16(tail[at+10:]) > mostMembers {
		return nil, errTooMuch
	}
	return zip.NewReader(s, size)
}

func encryptedMember(z *zip.Reader) bool {
	for _, f := range z.File {
		if f.Flags&1 == 1 {
			return true
		}
	}
	return false
}

// insideZip looks through an Office or OpenDocument file.
func insideZip(s *steady, size int64) contents {
	z, err := opened(s, size)
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
