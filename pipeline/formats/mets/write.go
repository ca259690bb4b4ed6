package mets

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
)

// element is one that this package puts together; its methods append what METS is made of.
type element struct{ markup.Element }

// add appends an empty child element, to be filled by the caller.
func (e element) add(name string) element { return element{e.Add(name)} }

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
// of files. A value that cannot be written is an [*markup.ElementError] and leaves no trace.
type Writer struct {
	out    *markup.Stream
	count  int
	closed bool
}

// NewWriter begins the document. descriptive becomes dmdSec, administrative amdSec/digiprovMD.
func NewWriter(w io.Writer, h *Header, descriptive, administrative []Metadata) (*Writer, error) {
	root := element{markup.NewElement("mets", "mets")}
	root.Attr("xmlns", Namespace)
	root.root(h)
	header := element{markup.NewElement("metsHdr", "mets/metsHdr")}
	header.header(h, MinAgents)
	header.Need("metsDocumentID", File)
	sections := element{markup.NewElement("sections", "mets")}
	for i, m := range descriptive {
		sections.section("dmdSec", "dmdSec", i+1).reference(m, "dmdRef", i+1)
	}
	if len(administrative) > 0 {
		admin := sections.add("amdSec")
		admin.Attr("ID", "amdSec001")
		for i, m := range administrative {
			admin.section("digiprovMD", "digiprovMD", i+1).reference(m, "amdRef", i+1)
		}
	}
	if err := errors.Join(root.Err(), header.Err(), sections.Err()); err != nil {
		return nil, err
	}
	out := markup.NewStream(w)
	out.Open(root.Element, 0)
	out.Put(header.Element, 1)
	out.PutChildren(sections.Element, 1)
	out.Line(1, "<fileSec>")
	out.Line(2, `<fileGrp ID="`+group+`" USE="FILES">`)
	return &Writer{out: out}, out.Err()
}

// WriteFile appends one file.
func (m *Writer) WriteFile(f *Entry) error {
	if m.closed {
		return ErrClosed
	}
	e := element{markup.NewElement("file", fmt.Sprintf("mets/fileSec/fileGrp/file[%d]", m.count+1))}
	e.file(f, "fileId_"+strconv.Itoa(m.count+1))
	if e.Err() == nil && !slices.Contains(legal, f.MIME) {
		e.Fail("@MIMETYPE", markup.FaultForm)
	}
	if e.Err() != nil {
		return e.Err()
	}
	m.out.Put(e.Element, 3)
	m.count++
	return m.out.Err()
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
	m.out.Line(2, "</fileGrp>")
	m.out.Line(1, "</fileSec>")
	m.out.Line(1, `<structMap>`)
	m.out.Line(2, `<div TYPE="preservationdata" LABEL="Package">`)
	m.out.Line(3, `<fptr FILEID="`+group+`"/>`)
	m.out.Line(2, "</div>")
	m.out.Line(1, "</structMap>")
	m.out.Line(0, "</mets>")
	return m.count, m.out.End()
}

// WriteInfo writes the submission description that travels beside the tar: the same header, the tar
// and the dias-mets.xml inside it (whose Path begins with the package's folder).
func WriteInfo(w io.Writer, h *Header, tar, inner *Entry) error {
	root := element{markup.NewElement("mets", "mets")}
	root.Attr("xmlns", InfoNamespace)
	root.root(h)
	header := root.add("metsHdr")
	header.header(h, MinInfoAgents)
	header.infoWords(h)
	files := root.add("fileSec").add("fileGrp")
	files.Attr("ID", group)
	files.Attr("USE", "FILES")
	files.add("file").file(tar, "fileId_0")
	files.add("file").file(inner, "fileId_1")
	root.add("structMap").add("div")
	if root.Err() != nil {
		return root.Err()
	}
	out := markup.NewStream(w)
	out.Put(root.Element, 0)
	return out.End()
}

func (e element) root(h *Header) {
	e.Attr("xmlns:xlink", xlink)
	if markup.Blank(h.ID) {
		e.Fail("@OBJID", markup.FaultMissing)
	}
	e.Attr("OBJID", "UUID:"+h.ID)
	e.Attr("LABEL", h.Label)
	e.word("TYPE", h.Type, packageTypes)
	e.Attr("PROFILE", Profile)
}

func (e element) header(h *Header, agents int) {
	e.moment("CREATEDATE", h.Created)
	if !markup.Blank(h.Status) {
		e.word("RECORDSTATUS", h.Status, statuses)
	}
	if len(h.Agents) < agents {
		e.Fail("agent", markup.FaultMissing)
	}
	for i := range h.Agents {
		e.add("agent").agent(&h.Agents[i])
	}
	for _, r := range h.Records {
		e.Need("altRecordID", r.Value)
		if last, ok := e.Last("altRecordID"); ok {
			last.Attr("TYPE", r.Type)
		}
	}
}

// infoWords holds the submission description to its own, closed lists.
func (e element) infoWords(h *Header) {
	if len(h.Records) == 0 {
		e.Fail("altRecordID", markup.FaultMissing)
	}
	for _, r := range h.Records {
		if !slices.Contains(infoRecords, r.Type) {
			e.Fail("altRecordID/@TYPE", markup.FaultForm)
		}
	}
}

func (e element) agent(a *Agent) {
	e.word("ROLE", a.Role, roles)
	if !slices.Contains(otherRoles, a.OtherRole) || (a.OtherRole != "") != (a.Role == RoleOther) {
		e.Fail("@OTHERROLE", markup.FaultForm)
	}
	e.Attr("OTHERROLE", a.OtherRole)
	e.word("TYPE", a.Kind, kinds)
	if a.Software != (a.Kind == KindOther) {
		e.Fail("@OTHERTYPE", markup.FaultForm)
	}
	if a.Software {
		e.Attr("OTHERTYPE", "SOFTWARE")
	}
	e.Need("name", a.Name)
	e.Texts("note", a.Notes)
}

func (e element) section(name, id string, nth int) element {
	section := e.add(name)
	section.Attr("ID", fmt.Sprintf("%s%03d", id, nth))
	return section
}

func (e element) reference(m Metadata, id string, nth int) {
	ref := e.add("mdRef")
	ref.Attr("ID", fmt.Sprintf("%s%03d", id, nth))
	ref.locator(m.Path)
	ref.word("MDTYPE", m.Kind, metadataKinds)
	if m.Kind == KindOtherMetadata {
		ref.word("OTHERMDTYPE", m.Other, []string{OtherADDML, OtherEACCPF})
	}
	if !slices.Contains(legal, m.MIME) {
		ref.Fail("@MIMETYPE", markup.FaultForm)
	}
	ref.core(&m.Entry)
}

func (e element) file(f *Entry, id string) {
	e.Attr("ID", id)
	e.core(f)
	e.Attr("USE", "Datafile")
	e.add("FLocat").locator(f.Path)
}

func (e element) core(f *Entry) {
	e.NeedAttr("MIMETYPE", f.MIME)
	if f.Size < 0 {
		e.Fail("@SIZE", markup.FaultForm)
	}
	e.Attr("SIZE", strconv.FormatInt(f.Size, 10))
	e.moment("CREATED", f.Created)
	if len(f.SHA256) != 64 || strings.Trim(f.SHA256, "0123456789abcdefABCDEF") != "" {
		e.Fail("@CHECKSUM", markup.FaultForm)
	}
	e.Attr("CHECKSUM", f.SHA256)
	e.Attr("CHECKSUMTYPE", "SHA-256")
}

func (e element) locator(path string) {
	e.Attr("LOCTYPE", "URL")
	e.Attr("xlink:type", "simple")
	if !safePath(path) {
		e.Fail("@xlink:href", markup.FaultForm)
	}
	e.Attr("xlink:href", href(path))
}

// word sets an attribute whose value must be one of a closed list.
func (e element) word(name, value string, list []string) {
	if !slices.Contains(list, value) || value == "" {
		e.Fail("@"+name, markup.FaultForm)
		return
	}
	e.Attr(name, value)
}

func (e element) moment(name string, t time.Time) {
	switch {
	case t.IsZero():
		e.Fail("@"+name, markup.FaultMissing)
	case t.Year() < 1 || t.Year() > 9999:
		e.Fail("@"+name, markup.FaultForm)
	default:
		e.Attr(name, t.Format("2006-01-02T15:04:05"))
	}
}
