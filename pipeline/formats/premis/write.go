package premis

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
)

// element is one that this package puts together; its methods append what PREMIS is made of.
type element struct{ markup.Element }

// add appends an empty child element, to be filled by the caller.
func (e element) add(name string) element { return element{e.Add(name)} }

const schemaInstance = "http://www.w3.org/2001/XMLSchema-instance"

// Errors of the order in which a writer is used: objects, then events, then agents.
var (
	ErrOrder  = errors.New("objects come before events, and events before agents")
	ErrEmpty  = errors.New("a document without objects cannot be valid")
	ErrClosed = errors.New("the writer is closed")
)

// rank is how far down the document the writer has come.
type rank int

const (
	atObjects rank = iota
	atEvents
	atAgents
	atEnd
)

// Writer streams one PREMIS document; memory is bounded by the largest object or event. A value that
// cannot be written is an [*markup.ElementError] and leaves no trace. Not safe for concurrent use.
type Writer struct {
	out    *markup.Stream
	at     rank
	counts Counts
}

// Counts is how much of each a document holds.
type Counts struct {
	Objects int
	Events  int
	Agents  int
}

// NewWriter begins a document.
func NewWriter(w io.Writer) *Writer {
	p := &Writer{out: markup.NewStream(w)}
	p.out.Line(0, `<premis xmlns="`+Namespace+`" xmlns:xsi="`+schemaInstance+`" version="2.0">`)
	return p
}

// WriteObject appends an object.
func (p *Writer) WriteObject(o *Object) error {
	e := element{markup.NewElement("object", fmt.Sprintf("premis/object[%d]", p.counts.Objects+1))}
	e.object(o)
	if err := p.put(e, atObjects); err != nil {
		return err
	}
	p.counts.Objects++
	return nil
}

// WriteEvent appends an event; no object may follow.
func (p *Writer) WriteEvent(v *Event) error {
	e := element{markup.NewElement("event", fmt.Sprintf("premis/event[%d]", p.counts.Events+1))}
	e.event(v)
	if err := p.put(e, atEvents); err != nil {
		return err
	}
	p.counts.Events++
	return nil
}

// WriteAgent appends an agent; only agents may follow.
func (p *Writer) WriteAgent(a Agent) error {
	e := element{markup.NewElement("agent", fmt.Sprintf("premis/agent[%d]", p.counts.Agents+1))}
	e.agent(a)
	if err := p.put(e, atAgents); err != nil {
		return err
	}
	p.counts.Agents++
	return nil
}

// Close ends the document. Without an object it is [ErrEmpty]. The underlying writer stays open.
func (p *Writer) Close() (Counts, error) {
	switch {
	case p.at == atEnd:
		return p.counts, ErrClosed
	case p.counts.Objects == 0:
		return p.counts, ErrEmpty
	}
	p.at = atEnd
	p.out.Line(0, "</premis>")
	return p.counts, p.out.End()
}

func (p *Writer) put(e element, at rank) error {
	switch {
	case p.at == atEnd:
		return ErrClosed
	case at < p.at:
		return ErrOrder
	case at > atObjects && p.counts.Objects == 0:
		return ErrEmpty
	case e.Err() != nil:
		return e.Err()
	}
	p.at = at
	p.out.Put(e.Element, 1)
	return p.out.Err()
}

func (e element) object(o *Object) {
	e.Attr("xsi:type", "file")
	e.identifier("objectIdentifier", o.ID)
	if !markup.Blank(o.Preservation) {
		e.add("preservationLevel").Text("preservationLevelValue", o.Preservation)
	}
	e.characteristics(o)
	e.Text("originalName", o.OriginalName)
	if !markup.Blank(o.Package) {
		location := e.add("storage").add("contentLocation")
		location.Need("contentLocationType", "SIP")
		location.Need("contentLocationValue", o.Package)
	}
	for _, r := range o.Related {
		e.add("relationship").relation(r)
	}
	for _, id := range o.Events {
		e.identifier("linkingEventIdentifier", id)
	}
}

// relation names its two identifiers otherwise than everything else does: relatedObjectIdentification holds a relatedObjectIdentifierType.
func (e element) relation(r Relation) {
	e.Need("relationshipType", r.Type)
	e.Need("relationshipSubType", r.SubType)
	object := e.add("relatedObjectIdentification")
	object.Need("relatedObjectIdentifierType", IdentifierType)
	object.Need("relatedObjectIdentifierValue", r.Object)
	if !markup.Blank(r.Event) {
		event := e.add("relatedEventIdentification")
		event.Need("relatedEventIdentifierType", IdentifierType)
		event.Need("relatedEventIdentifierValue", r.Event)
	}
}

func (e element) characteristics(o *Object) {
	c := e.add("objectCharacteristics")
	c.Need("compositionLevel", "0") // not packed, not encrypted
	if !markup.Blank(o.SHA256) {
		if len(o.SHA256) != 64 || strings.Trim(o.SHA256, "0123456789abcdefABCDEF") != "" {
			c.Fail("fixity/messageDigest", markup.FaultForm)
		}
		fixity := c.add("fixity")
		fixity.Need("messageDigestAlgorithm", "SHA-256")
		fixity.Need("messageDigest", o.SHA256)
	}
	if o.Size >= 0 {
		c.Need("size", strconv.FormatInt(o.Size, 10))
	}
	c.format(o)
}

// format wants a designation or a registry entry, and takes both.
func (e element) format(o *Object) {
	format := e.add("format")
	if !markup.Blank(o.FormatName) {
		designation := format.add("formatDesignation")
		designation.Need("formatName", o.FormatName)
		designation.Text("formatVersion", o.FormatVer)
	}
	if !markup.Blank(o.PUID) {
		registry := format.add("formatRegistry")
		registry.Need("formatRegistryName", "PRONOM")
		registry.Need("formatRegistryKey", o.PUID)
	}
	if format.Empty() {
		format.Fail("formatDesignation", markup.FaultMissing)
	}
	format.Text("formatNote", o.FormatNote)
}

func (e element) event(v *Event) {
	e.identifier("eventIdentifier", v.ID)
	switch v.Type {
	case Creation, Ingestion, Migration, Adjustment, Deletion, Disposal:
	default:
		e.Fail("eventType", markup.FaultForm)
	}
	e.Need("eventType", string(v.Type))
	e.moment("eventDateTime", v.At)
	e.Text("eventDetail", v.Detail)
	e.outcome(v)
	for _, id := range v.Agents {
		e.identifier("linkingAgentIdentifier", id)
	}
	for _, id := range v.Objects {
		e.identifier("linkingObjectIdentifier", id)
	}
}

func (e element) outcome(v *Event) {
	if markup.Blank(v.Outcome) && markup.Blank(v.Note) {
		return
	}
	outcome := e.add("eventOutcomeInformation")
	outcome.Text("eventOutcome", v.Outcome)
	if !markup.Blank(v.Note) {
		outcome.add("eventOutcomeDetail").Need("eventOutcomeDetailNote", v.Note)
	}
}

func (e element) agent(a Agent) {
	e.identifier("agentIdentifier", a.ID)
	e.Text("agentName", a.Name)
	switch a.Type {
	case Person, Organization, Software, "":
	default:
		e.Fail("agentType", markup.FaultForm)
	}
	e.Text("agentType", string(a.Type))
}

// identifier appends the pair of type and value that PREMIS identifies everything with.
func (e element) identifier(name, id string) {
	pair := e.add(name)
	pair.Need(name+"Type", IdentifierType)
	pair.Need(name+"Value", id)
}

func (e element) moment(name string, t time.Time) {
	if t.IsZero() {
		e.Fail(name, markup.FaultMissing)
		return
	}
	if t.Year() < 1000 || t.Year() > 9999 {
		e.Fail(name, markup.FaultForm)
		return
	}
	e.Need(name, t.Format("2006-01-02T15:04:05"))
}
