package mets

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
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
// the package is given with Safe false, and must not be followed. Errors are [*ReadError], those of r
// or of the visitor.
func Read(r io.Reader, v Visitor) (Counts, error) {
	return read(newScanner(r), v)
}

func read(scan *scanner, v Visitor) (Counts, error) {
	mr := &reader{scan: scan, visit: v}
	root, err := mr.scan.root("mets")
	if err != nil {
		return mr.counts, err
	}
	mr.header = Header{
		ID: strings.TrimPrefix(attribute(root, "OBJID"), "UUID:"), Type: attribute(root, "TYPE"),
		Label: attribute(root, "LABEL"), Namespace: root.Name.Space,
	}
	for {
		tok, err := mr.scan.next()
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
	scan   *scanner
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
	t, err := mr.scan.tree(start)
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

func (mr *reader) tellHeader(t *tree) error {
	if mr.visit.Header == nil {
		return nil
	}
	h := mr.header
	h.Created, h.Status = readTime(attribute(t.StartElement, "CREATEDATE")), attribute(t.StartElement, "RECORDSTATUS")
	h.Document = t.val("metsDocumentID")
	for _, a := range t.all("agent") {
		h.Agents = append(h.Agents, Agent{
			Role: attribute(a.StartElement, "ROLE"), OtherRole: attribute(a.StartElement, "OTHERROLE"),
			Kind: attribute(a.StartElement, "TYPE"), Software: attribute(a.StartElement, "OTHERTYPE") == "SOFTWARE",
			Name: a.val("name"), Notes: a.vals("note"),
		})
	}
	for _, r := range t.all("altRecordID") {
		h.Records = append(h.Records, AltRecord{Type: attribute(r.StartElement, "TYPE"), Value: r.text})
	}
	return mr.visit.Header(&h)
}

func (mr *reader) tellMetadata(t *tree) error {
	mr.counts.Metadata++
	if mr.visit.Metadata == nil {
		return nil
	}
	m := &Metadata{Kind: attribute(t.StartElement, "MDTYPE"), Other: attribute(t.StartElement, "OTHERMDTYPE")}
	m.Entry = readEntry(t.StartElement, attribute(t.StartElement, "href"))
	return mr.visit.Metadata(m)
}

func (mr *reader) tellFile(t *tree) error {
	mr.counts.Files++
	mr.mark(func(g *groupState) { g.files = true })
	if mr.visit.File == nil {
		return nil
	}
	entry := readEntry(t.StartElement, attribute(t.kid("FLocat").StartElement, "href"))
	return mr.visit.File(&entry)
}

func readEntry(start xml.StartElement, ref string) Entry {
	e := Entry{
		MIME: attribute(start, "MIMETYPE"), Size: -1, Created: readTime(attribute(start, "CREATED")),
		ID: attribute(start, "ID"), Href: ref, Algorithm: attribute(start, "CHECKSUMTYPE"),
		Checksum: strings.TrimSpace(attribute(start, "CHECKSUM")),
	}
	e.Path, e.Safe = pathOf(ref)
	if n, err := strconv.ParseInt(strings.TrimSpace(attribute(start, "SIZE")), 10, 64); err == nil && n >= 0 {
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
