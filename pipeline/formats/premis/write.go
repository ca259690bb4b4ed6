package premis

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

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
// cannot be written is an [*ElementError] and leaves no trace. Not safe for concurrent use.
type Writer struct {
	out    *stream
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
	p := &Writer{out: newStream(w)}
	p.out.line(0, `<premis xmlns="`+Namespace+`" xmlns:xsi="`+schemaInstance+`" version="2.0">`)
	return p
}

// WriteObject appends an object.
func (p *Writer) WriteObject(o *Object) error {
	e := newElement("object", fmt.Sprintf("premis/object[%d]", p.counts.Objects+1))
	e.object(o)
	if err := p.put(e, atObjects); err != nil {
		return err
	}
	p.counts.Objects++
	return nil
}

// WriteEvent appends an event; no object may follow.
func (p *Writer) WriteEvent(v *Event) error {
	e := newElement("event", fmt.Sprintf("premis/event[%d]", p.counts.Events+1))
	e.event(v)
	if err := p.put(e, atEvents); err != nil {
		return err
	}
	p.counts.Events++
	return nil
}

// WriteAgent appends an agent; only agents may follow.
func (p *Writer) WriteAgent(a Agent) error {
	e := newElement("agent", fmt.Sprintf("premis/agent[%d]", p.counts.Agents+1))
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
	p.out.line(0, "</premis>")
	return p.counts, p.out.end()
}

func (p *Writer) put(e element, at rank) error {
	switch {
	case p.at == atEnd:
		return ErrClosed
	case at < p.at:
		return ErrOrder
	case at > atObjects && p.counts.Objects == 0:
		return ErrEmpty
	case e.b.err != nil:
		return e.b.err
	}
	p.at = at
	p.out.put(e.el, 1)
	return p.out.err
}

func (e element) object(o *Object) {
	e.attr("xsi:type", "file")
	e.identifier("objectIdentifier", o.ID)
	if !blank(o.Preservation) {
		e.add("preservationLevel").text("preservationLevelValue", o.Preservation)
	}
	e.characteristics(o)
	e.text("originalName", o.OriginalName)
	if !blank(o.Package) {
		location := e.add("storage").add("contentLocation")
		location.need("contentLocationType", "SIP")
		location.need("contentLocationValue", o.Package)
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
	e.need("relationshipType", r.Type)
	e.need("relationshipSubType", r.SubType)
	object := e.add("relatedObjectIdentification")
	object.need("relatedObjectIdentifierType", IdentifierType)
	object.need("relatedObjectIdentifierValue", r.Object)
	if !blank(r.Event) {
		event := e.add("relatedEventIdentification")
		event.need("relatedEventIdentifierType", IdentifierType)
		event.need("relatedEventIdentifierValue", r.Event)
	}
}

func (e element) characteristics(o *Object) {
	c := e.add("objectCharacteristics")
	c.need("compositionLevel", "0") // not packed, not encrypted
	if !blank(o.SHA256) {
		if len(o.SHA256) != 64 || strings.Trim(o.SHA256, "0123456789abcdefABCDEF") != "" {
			c.fail("fixity/messageDigest", FaultForm)
		}
		fixity := c.add("fixity")
		fixity.need("messageDigestAlgorithm", "SHA-256")
		fixity.need("messageDigest", o.SHA256)
	}
	if o.Size >= 0 {
		c.need("size", strconv.FormatInt(o.Size, 10))
	}
	c.format(o)
}

// format wants a designation or a registry entry, and takes both.
func (e element) format(o *Object) {
	format := e.add("format")
	if !blank(o.FormatName) {
		designation := format.add("formatDesignation")
		designation.need("formatName", o.FormatName)
		designation.text("formatVersion", o.FormatVer)
	}
	if !blank(o.PUID) {
		registry := format.add("formatRegistry")
		registry.need("formatRegistryName", "PRONOM")
		registry.need("formatRegistryKey", o.PUID)
	}
	if len(format.el.Child) == 0 {
		format.fail("formatDesignation", FaultMissing)
	}
	format.text("formatNote", o.FormatNote)
}

func (e element) event(v *Event) {
	e.identifier("eventIdentifier", v.ID)
	switch v.Type {
	case Creation, Ingestion, Migration, Adjustment, Deletion, Disposal:
	default:
		e.fail("eventType", FaultForm)
	}
	e.need("eventType", string(v.Type))
	e.moment("eventDateTime", v.At)
	e.text("eventDetail", v.Detail)
	e.outcome(v)
	for _, id := range v.Agents {
		e.identifier("linkingAgentIdentifier", id)
	}
	for _, id := range v.Objects {
		e.identifier("linkingObjectIdentifier", id)
	}
}

func (e element) outcome(v *Event) {
	if blank(v.Outcome) && blank(v.Note) {
		return
	}
	outcome := e.add("eventOutcomeInformation")
	outcome.text("eventOutcome", v.Outcome)
	if !blank(v.Note) {
		outcome.add("eventOutcomeDetail").need("eventOutcomeDetailNote", v.Note)
	}
}

func (e element) agent(a Agent) {
	e.identifier("agentIdentifier", a.ID)
	e.text("agentName", a.Name)
	switch a.Type {
	case Person, Organization, Software, "":
	default:
		e.fail("agentType", FaultForm)
	}
	e.text("agentType", string(a.Type))
}

// identifier appends the pair of type and value that PREMIS identifies everything with.
func (e element) identifier(name, id string) {
	pair := e.add(name)
	pair.need(name+"Type", IdentifierType)
	pair.need(name+"Value", id)
}

func (e element) moment(name string, t time.Time) {
	if t.IsZero() {
		e.fail(name, FaultMissing)
		return
	}
	if t.Year() < 1000 || t.Year() > 9999 {
		e.fail(name, FaultForm)
		return
	}
	e.need(name, t.Format("2006-01-02T15:04:05"))
}
