package words

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"io"
	"strings"
)

// container is an unpacked-on-demand file of parts (OOXML, OpenDocument).
type container struct {
	parts  []*zip.File
	limits Limits
	left   int64 // bytes that may still be unpacked
}

// compoundMark begins the old office formats, in which encrypted new ones are wrapped too.
const compoundMark = "\xD0\xCF\x11\xE0"

func openContainer(s Source, limits Limits) (*container, error) {
	head := make([]byte, 4)
	if _, err := s.R.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, err
	}
	if string(head) == compoundMark {
		return nil, Locked
	}
	z, err := zip.NewReader(s.R, s.Size)
	if err != nil {
		return nil, Unreadable
	}
	if len(z.File) > limits.Parts {
		return nil, TooLarge
	}
	return &container{parts: z.File, limits: limits, left: limits.Unpacked}, nil
}

// open unpacks a part as a bounded stream.
func (c *container) open(part *zip.File) (io.ReadCloser, error) {
	size := part.UncompressedSize64
	if size > uint64(c.left) || size > 1<<20 && size > part.CompressedSize64*uint64(c.limits.Ratio) {
		return nil, TooLarge
	}
	if part.Flags&1 != 0 {
		return nil, Locked
	}
	in, err := part.Open()
	if err != nil {
		return nil, Unreadable
	}
	c.left -= int64(size)
	return in, nil
}

// openOOXML opens a file of Office Open XML, and tells where what it is about lies; of a text most programs call it word/document.xml.
func openOOXML(s Source, limits Limits) (c *container, main string, err error) {
	if c, err = openContainer(s, limits); err != nil {
		return nil, "", err
	}
	v := &mainRelation{}
	if rels := c.find("_rels/.rels"); rels == nil || c.walk(rels, v) != nil || c.find(v.target) == nil {
		return nil, "", Unreadable
	}
	return c, v.target, nil
}

// openODF opens an OpenDocument file that nobody has locked, and gives the part with its content.
func openODF(s Source, limits Limits) (c *container, content *zip.File, err error) {
	if c, err = openContainer(s, limits); err != nil {
		return nil, nil, err
	}
	if err := c.notEncrypted(); err != nil {
		return nil, nil, err
	}
	if content = c.find("content.xml"); content == nil {
		return nil, nil, Unreadable
	}
	return c, content, nil
}

// find is the part of a name.
func (c *container) find(name string) *zip.File {
	for _, part := range c.parts {
		if strings.EqualFold(part.Name, name) {
			return part
		}
	}
	return nil
}

// digest hashes a part.
func (c *container) digest(part *zip.File) (string, error) {
	in, err := c.open(part)
	if err != nil {
		return "", err
	}
	defer func() { _ = in.Close() }()
	sum := sha256.New()
	if _, err := io.Copy(sum, in); err != nil {
		return "", Unreadable
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// count notes a part beside the text, with its digest.
func (c *container) count(f *flow, k Kind, part *zip.File) error {
	sum, err := c.digest(part)
	if err != nil {
		return err
	}
	f.found(k)
	f.sums[k] = append(f.sums[k], sum)
	return nil
}

// element is a start tag: prefixes are dropped, since programs choose them as they like.
type element struct {
	name string
	attr map[string]string
}

// visitor sees the tags and text of a part in order.
type visitor interface {
	start(element) error
	text(string)
	end(name string)
}

// walk shows a part to a visitor.
func (c *container) walk(part *zip.File, v visitor) error {
	in, err := c.open(part)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	d := xml.NewDecoder(in)
	for depth := 0; ; {
		token, err := d.RawToken()
		if err == io.EOF && depth == 0 {
			return nil
		}
		if err != nil {
			return Unreadable
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > c.limits.Depth {
				return TooLarge
			}
			e := element{name: t.Name.Local, attr: make(map[string]string, len(t.Attr))}
			for _, a := range t.Attr {
				if _, twice := e.attr[a.Name.Local]; !twice || a.Name.Space != "" { // r:id says more than id
					e.attr[a.Name.Local] = a.Value
				}
			}
			if err := v.start(e); err != nil {
				return err
			}
		case xml.EndElement:
			if depth--; depth < 0 {
				return Unreadable
			}
			v.end(t.Name.Local)
		case xml.CharData:
			v.text(string(t))
		case xml.Directive:
			if bytes.HasPrefix(bytes.TrimSpace(t), []byte("DOCTYPE")) {
				return Unreadable
			}
		}
	}
}

// skipper lets a visitor leave out an element with all that is in it.
type skipper struct{ depth int }

// skips counts through an element that is left out, from its start tag on.
func (s *skipper) skips(begin bool) bool {
	if s.depth == 0 && !begin {
		return false
	}
	s.depth++
	return true
}

// skipsEnd counts an end tag.
func (s *skipper) skipsEnd() bool {
	if s.depth == 0 {
		return false
	}
	s.depth--
	return true
}
