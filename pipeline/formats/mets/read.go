package mets

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
)

// Visitor is told what Read finds, in the order of the document. Fields that are nil are not called;
// an error ends the reading and is returned as it is.
type Visitor struct {
	Header   func(*Header) error
	Metadata func(*Metadata) error
	File     func(*Entry) error
}

// Counts is how much a document that was read holds.
type Counts struct {
	Files    int
	Metadata int
	Groups   int
	// Mixed tells that a fileGrp holds both files and groups, which the schema forbids and Arkade does.
	Mixed bool
}

// Read streams a dias-mets.xml or a submission description, in either namespace. It is lenient: what
// is absent is left at zero (Size: -1), groups may be nested and mixed. A reference that leads outside
// the package is given with Safe false, and must not be followed. Errors are [*markup.ReadError], those of r
// or of the visitor.
func Read(r io.Reader, v Visitor) (Counts, error) {
	return read(markup.NewScanner(r), v)
}

func read(scan *markup.Scanner, v Visitor) (Counts, error) {
	mr := &reader{scan: scan, visit: v}
	start, err := mr.scan.Root("mets")
	if err != nil {
		return mr.counts, err
	}
	root := &markup.Tree{StartElement: start}
	mr.header = Header{
		ID: strings.TrimPrefix(root.Attribute("OBJID"), "UUID:"), Type: root.Attribute("TYPE"),
		Label: root.Attribute("LABEL"), Namespace: root.Name.Space,
	}
	for {
		tok, err := mr.scan.Next()
		if errors.Is(err, io.EOF) {
			return mr.counts, nil
		}
		if err != nil {
			return mr.counts, err
		}
		if err := mr.token(tok); err != nil {
			return mr.counts, err
		}
	}
}

// groupState is what one open fileGrp has held so far.
type groupState struct{ files, groups bool }

type reader struct {
	scan   *markup.Scanner
	visit  Visitor
	counts Counts
	header Header
	groups []groupState
}

func (mr *reader) token(tok xml.Token) error {
	switch tok := tok.(type) {
	case xml.EndElement:
		if tok.Name.Local == "fileGrp" && len(mr.groups) > 0 {
			mr.groups = mr.groups[:len(mr.groups)-1]
		}
	case xml.StartElement:
		return mr.start(tok)
	}
	return nil
}

func (mr *reader) start(start xml.StartElement) error {
	switch start.Name.Local {
	case "fileGrp":
		mr.counts.Groups++
		mr.mark(func(g *groupState) { g.groups = true })
		mr.groups = append(mr.groups, groupState{})
		return nil
	case "metsHdr", "mdRef", "file":
	default:
		return nil
	}
	t, err := mr.scan.Tree(start)
	if err != nil {
		return err
	}
	switch start.Name.Local {
	case "metsHdr":
		return mr.tellHeader(t)
	case "mdRef":
		return mr.tellMetadata(t)
	}
	return mr.tellFile(t)
}

func (mr *reader) mark(set func(*groupState)) {
	if len(mr.groups) == 0 {
		return
	}
	g := &mr.groups[len(mr.groups)-1]
	set(g)
	mr.counts.Mixed = mr.counts.Mixed || (g.files && g.groups)
}

func (mr *reader) tellHeader(t *markup.Tree) error {
	if mr.visit.Header == nil {
		return nil
	}
	h := mr.header
	h.Created, h.Status = readTime(t.Attribute("CREATEDATE")), t.Attribute("RECORDSTATUS")
	h.Document = t.Value("metsDocumentID")
	for _, a := range t.All("agent") {
		h.Agents = append(h.Agents, Agent{
			Role: a.Attribute("ROLE"), OtherRole: a.Attribute("OTHERROLE"),
			Kind: a.Attribute("TYPE"), Software: a.Attribute("OTHERTYPE") == "SOFTWARE",
			Name: a.Value("name"), Notes: a.Values("note"),
		})
	}
	for _, r := range t.All("altRecordID") {
		h.Records = append(h.Records, AltRecord{Type: r.Attribute("TYPE"), Value: r.Text})
	}
	return mr.visit.Header(&h)
}

func (mr *reader) tellMetadata(t *markup.Tree) error {
	mr.counts.Metadata++
	if mr.visit.Metadata == nil {
		return nil
	}
	m := &Metadata{Kind: t.Attribute("MDTYPE"), Other: t.Attribute("OTHERMDTYPE")}
	m.Entry = readEntry(t, t.Attribute("href"))
	return mr.visit.Metadata(m)
}

func (mr *reader) tellFile(t *markup.Tree) error {
	mr.counts.Files++
	mr.mark(func(g *groupState) { g.files = true })
	if mr.visit.File == nil {
		return nil
	}
	entry := readEntry(t, t.First("FLocat").Attribute("href"))
	return mr.visit.File(&entry)
}

func readEntry(t *markup.Tree, ref string) Entry {
	e := Entry{
		MIME: t.Attribute("MIMETYPE"), Size: -1, Created: readTime(t.Attribute("CREATED")),
		ID: t.Attribute("ID"), Href: ref, Algorithm: t.Attribute("CHECKSUMTYPE"),
		Checksum: strings.TrimSpace(t.Attribute("CHECKSUM")),
	}
	e.Path, e.Safe = pathOf(ref)
	if n, err := strconv.ParseInt(strings.TrimSpace(t.Attribute("SIZE")), 10, 64); err == nil && n >= 0 {
		e.Size = n
	}
	if strings.EqualFold(strings.ReplaceAll(e.Algorithm, "-", ""), "SHA256") {
		e.SHA256 = e.Checksum
	}
	return e
}

// readTime gives the zero time for what is no time.
func readTime(s string) time.Time {
	s = strings.TrimSpace(s)
	for _, layout := range []string{"2006-01-02T15:04:05", time.RFC3339Nano} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Time{}
}
