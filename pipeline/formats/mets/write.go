package mets

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Errors of use.
var (
	ErrEmpty  = errors.New("a package without files cannot be described")
	ErrClosed = errors.New("the writer is closed")
)

// words of the schemas' enumerations.
var (
	packageTypes = []string{"SIP", "AIP", "DIP", "AIC", "AIU"}
	roles        = []string{"CREATOR", "EDITOR", "ARCHIVIST", "PRESERVATION", "DISSEMINATOR", "CUSTODIAN", "IPOWNER", "OTHER"}
	kinds        = []string{KindPerson, KindOrganization, KindOther}
	otherRoles   = []string{"", Submitter, Producer}
	statuses     = []string{"", "NEW", "SUPPLEMENT", "REPLACEMENT", "TEST", "VERSION", "OTHER"}
	infoRecords  = []string{
		DeliveryType, DeliverySpec, Agreement, SystemType, "PREVIOUSSUBMISSIONAGREEMENT", "DATASUBMISSIONSESSION",
		PackageNumber, ReferenceCode, "PREVIOUSREFERENCECODE", "APPRAISAL", "ACCESSRESTRICT", StartDate, EndDate,
		"INFORMATIONCLASS", "PROFILE_TRANSFER_PROJECT", "PROFILE_SUBMIT_DESCRIPTION", "PROFILE_SIP", "PROFILE_AIP",
		"PROFILE_DIP", "PROFILE_CONTENT_TYPE", "PROFILE_AUTHORITY_INFORMATION", "PROFILE_ARCHIVAL_DESCRIPTION",
		"PROFILE_PRESERVATION_METADATA", "PROFILE_EVENT", "PROFILE_DATA_SELECTION", "PROFILE_IMPORT", "PROFILE_WORKFLOW",
	}
	metadataKinds = []string{KindPREMIS, KindEAD, KindOtherMetadata}
)

// group is the ID of the one fileGrp; everything hangs on it.
const group = "fileGroup001"

// Writer streams dias-mets.xml: NewWriter, WriteFile for every file of the package but dias-mets.xml
// itself (also those that metadata references point to), Close. Memory does not grow with the number
// of files. A value that cannot be written is an [*ElementError] and leaves no trace.
type Writer struct {
	out    *stream
	count  int
	closed bool
}

// NewWriter begins the document. descriptive becomes dmdSec, administrative amdSec/digiprovMD.
func NewWriter(w io.Writer, h *Header, descriptive, administrative []Metadata) (*Writer, error) {
	root := newElement("mets", "mets")
	root.attr("xmlns", Namespace)
	root.root(h)
	header := newElement("metsHdr", "mets/metsHdr")
	header.header(h, MinAgents)
	header.need("metsDocumentID", File)
	sections := newElement("sections", "mets")
	for i, m := range descriptive {
		sections.section("dmdSec", "dmdSec", i+1).reference(m, "dmdRef", i+1)
	}
	if len(administrative) > 0 {
		admin := sections.add("amdSec")
		admin.attr("ID", "amdSec001")
		for i, m := range administrative {
			admin.section("digiprovMD", "digiprovMD", i+1).reference(m, "amdRef", i+1)
		}
	}
	if err := errors.Join(root.b.err, header.b.err, sections.b.err); err != nil {
		return nil, err
	}
	out := newStream(w)
	out.openTag(root.el, 0)
	out.put(header.el, 1)
	for _, s := range sections.el.ChildElements() {
		out.put(s, 1)
	}
	out.line(1, "<fileSec>")
	out.line(2, `<fileGrp ID="`+group+`" USE="FILES">`)
	return &Writer{out: out}, out.err
}

// WriteFile appends one file.
func (m *Writer) WriteFile(f *Entry) error {
	if m.closed {
		return ErrClosed
	}
	e := newElement("file", fmt.Sprintf("mets/fileSec/fileGrp/file[%d]", m.count+1))
	e.file(f, "fileId_"+strconv.Itoa(m.count+1))
	if e.b.err == nil && !slices.Contains(legal, f.MIME) {
		e.fail("@MIMETYPE", FaultForm)
	}
	if e.b.err != nil {
		return e.b.err
	}
	m.out.put(e.el, 3)
	m.count++
	return m.out.err
}

// Close ends the document and gives the number of files. The underlying writer stays open.
func (m *Writer) Close() (int, error) {
	switch {
	case m.closed:
		return m.count, ErrClosed
	case m.count == 0:
		return 0, ErrEmpty
	}
	m.closed = true
	m.out.line(2, "</fileGrp>")
	m.out.line(1, "</fileSec>")
	m.out.line(1, `<structMap>`)
	m.out.line(2, `<div TYPE="preservationdata" LABEL="Package">`)
	m.out.line(3, `<fptr FILEID="`+group+`"/>`)
	m.out.line(2, "</div>")
	m.out.line(1, "</structMap>")
	m.out.line(0, "</mets>")
	return m.count, m.out.end()
}

// WriteInfo writes the submission description that travels beside the tar: the same header, the tar
// and the dias-mets.xml inside it (whose Path begins with the package's folder).
func WriteInfo(w io.Writer, h *Header, tar, inner *Entry) error {
	root := newElement("mets", "mets")
	root.attr("xmlns", InfoNamespace)
	root.root(h)
	header := root.add("metsHdr")
	header.header(h, MinInfoAgents)
	header.infoWords(h)
	files := root.add("fileSec").add("fileGrp")
	files.attr("ID", group)
	files.attr("USE", "FILES")
	files.add("file").file(tar, "fileId_0")
	files.add("file").file(inner, "fileId_1")
	root.add("structMap").add("div")
	if root.b.err != nil {
		return root.b.err
	}
	out := newStream(w)
	out.put(root.el, 0)
	return out.end()
}

func (e element) root(h *Header) {
	e.attr("xmlns:xlink", xlink)
	if blank(h.ID) {
		e.fail("@OBJID", FaultMissing)
	}
	e.attr("OBJID", "UUID:"+h.ID)
	e.attr("LABEL", h.Label)
	e.word("TYPE", h.Type, packageTypes)
	e.attr("PROFILE", Profile)
}

func (e element) header(h *Header, agents int) {
	e.moment("CREATEDATE", h.Created)
	if !blank(h.Status) {
		e.word("RECORDSTATUS", h.Status, statuses)
	}
	if len(h.Agents) < agents {
		e.fail("agent", FaultMissing)
	}
	for i := range h.Agents {
		e.add("agent").agent(&h.Agents[i])
	}
	for _, r := range h.Records {
		e.need("altRecordID", r.Value)
		if last := e.lastChild("altRecordID"); last.el != nil {
			last.attr("TYPE", r.Type)
		}
	}
}

// infoWords holds the submission description to its own, closed lists.
func (e element) infoWords(h *Header) {
	if len(h.Records) == 0 {
		e.fail("altRecordID", FaultMissing)
	}
	for _, r := range h.Records {
		if !slices.Contains(infoRecords, r.Type) {
			e.fail("altRecordID/@TYPE", FaultForm)
		}
	}
}

func (e element) agent(a *Agent) {
	e.word("ROLE", a.Role, roles)
	if !slices.Contains(otherRoles, a.OtherRole) || (a.OtherRole != "") != (a.Role == RoleOther) {
		e.fail("@OTHERROLE", FaultForm)
	}
	e.attr("OTHERROLE", a.OtherRole)
	e.word("TYPE", a.Kind, kinds)
	if a.Software != (a.Kind == KindOther) {
		e.fail("@OTHERTYPE", FaultForm)
	}
	if a.Software {
		e.attr("OTHERTYPE", "SOFTWARE")
	}
	e.need("name", a.Name)
	e.texts("note", a.Notes)
}

func (e element) section(name, id string, nth int) element {
	section := e.add(name)
	section.attr("ID", fmt.Sprintf("%s%03d", id, nth))
	return section
}

func (e element) reference(m Metadata, id string, nth int) {
	ref := e.add("mdRef")
	ref.attr("ID", fmt.Sprintf("%s%03d", id, nth))
	ref.locator(m.Path)
	ref.word("MDTYPE", m.Kind, metadataKinds)
	if m.Kind == KindOtherMetadata {
		ref.word("OTHERMDTYPE", m.Other, []string{OtherADDML, OtherEACCPF})
	}
	if !slices.Contains(legal, m.MIME) {
		ref.fail("@MIMETYPE", FaultForm)
	}
	ref.core(&m.Entry)
}

func (e element) file(f *Entry, id string) {
	e.attr("ID", id)
	e.core(f)
	e.attr("USE", "Datafile")
	e.add("FLocat").locator(f.Path)
}

func (e element) core(f *Entry) {
	e.needAttr("MIMETYPE", f.MIME)
	if f.Size < 0 {
		e.fail("@SIZE", FaultForm)
	}
	e.attr("SIZE", strconv.FormatInt(f.Size, 10))
	e.moment("CREATED", f.Created)
	if len(f.SHA256) != 64 || strings.Trim(f.SHA256, "0123456789abcdefABCDEF") != "" {
		e.fail("@CHECKSUM", FaultForm)
	}
	e.attr("CHECKSUM", f.SHA256)
	e.attr("CHECKSUMTYPE", "SHA-256")
}

func (e element) locator(path string) {
	e.attr("LOCTYPE", "URL")
	e.attr("xlink:type", "simple")
	if !safePath(path) {
		e.fail("@xlink:href", FaultForm)
	}
	e.attr("xlink:href", href(path))
}

// word sets an attribute whose value must be one of a closed list.
func (e element) word(name, value string, list []string) {
	if !slices.Contains(list, value) || value == "" {
		e.fail("@"+name, FaultForm)
		return
	}
	e.attr(name, value)
}

func (e element) moment(name string, t time.Time) {
	switch {
	case t.IsZero():
		e.fail("@"+name, FaultMissing)
	case t.Year() < 1 || t.Year() > 9999:
		e.fail("@"+name, FaultForm)
	default:
		e.attr(name, t.Format("2006-01-02T15:04:05"))
	}
}

// lastChild gives the child that was appended last, if it has that name.
func (e element) lastChild(name string) element {
	children := e.el.ChildElements()
	if len(children) == 0 || children[len(children)-1].Tag != name {
		return element{}
	}
	return element{el: children[len(children)-1], b: e.b}
}
