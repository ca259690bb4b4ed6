package premis

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
)

// Visitor is told what Read finds. Fields that are nil are not called; an error ends the reading and
// is returned as it is.
type Visitor struct {
	Object func(*Object) error
	Event  func(*Event) error
	Agent  func(Agent) error
}

// Read streams a PREMIS document, in the DIAS namespace or another: older packages and PREMIS 3 use
// the same element names for what is read here. What is absent is left at zero (Size: -1). Errors are
// [*ReadError], those of r or of the visitor.
func Read(r io.Reader, v Visitor) (Counts, error) {
	return read(newScanner(r), v)
}

func read(scan *scanner, v Visitor) (Counts, error) {
	pr := &reader{scan: scan, visit: v}
	if _, err := pr.scan.root("premis"); err != nil {
		return pr.counts, err
	}
	for {
		tok, err := pr.scan.next()
		if errors.Is(err, io.EOF) {
			return pr.counts, nil
		}
		if err != nil {
			return pr.counts, err
		}
		if start, ok := tok.(xml.StartElement); ok {
			if err := pr.child(start); err != nil {
				return pr.counts, err
			}
		}
	}
}

type reader struct {
	scan   *scanner
	visit  Visitor
	counts Counts
}

func (pr *reader) child(start xml.StartElement) error {
	t, err := pr.scan.tree(start)
	if err != nil {
		return err
	}
	switch start.Name.Local {
	case "object":
		pr.counts.Objects++
		if pr.visit.Object != nil {
			return pr.visit.Object(readObject(t))
		}
	case "event":
		pr.counts.Events++
		if pr.visit.Event != nil {
			return pr.visit.Event(readEvent(t))
		}
	case "agent":
		pr.counts.Agents++
		if pr.visit.Agent != nil {
			id := t.kid("agentIdentifier").val("agentIdentifierValue")
			return pr.visit.Agent(Agent{ID: id, Name: t.val("agentName"), Type: AgentType(t.val("agentType"))})
		}
	}
	return nil
}

func readObject(t *tree) *Object {
	c := t.kid("objectCharacteristics")
	designation, registry := c.kid("format").kid("formatDesignation"), c.kid("format").kid("formatRegistry")
	o := &Object{
		ID:           t.kid("objectIdentifier").val("objectIdentifierValue"),
		Preservation: t.kid("preservationLevel").val("preservationLevelValue"),
		SHA256:       digest(c),
		Size:         -1,
		FormatName:   designation.val("formatName"),
		FormatVer:    designation.val("formatVersion"),
		PUID:         registry.val("formatRegistryKey"),
		FormatNote:   c.kid("format").val("formatNote"),
		OriginalName: t.val("originalName"),
		Package:      t.kid("storage").kid("contentLocation").val("contentLocationValue"),
	}
	if n, err := strconv.ParseInt(strings.TrimSpace(c.val("size")), 10, 64); err == nil && n >= 0 {
		o.Size = n
	}
	for _, l := range t.all("relationship") {
		r := Relation{Type: l.val("relationshipType"), SubType: l.val("relationshipSubType"), Object: l.kid("relatedObjectIdentification").val("relatedObjectIdentifierValue"),
			Event: l.kid("relatedEventIdentification").val("relatedEventIdentifierValue")}
		o.Related = append(o.Related, r)
	}
	for _, l := range t.all("linkingEventIdentifier") {
		o.Events = append(o.Events, l.val("linkingEventIdentifierValue"))
	}
	return o
}

// digest finds the SHA-256 among the checksums, however its name is spelt.
func digest(c *tree) string {
	for _, f := range c.all("fixity") {
		name := strings.ToUpper(strings.ReplaceAll(f.val("messageDigestAlgorithm"), "-", ""))
		if strings.TrimSpace(name) == "SHA256" {
			return strings.TrimSpace(f.val("messageDigest"))
		}
	}
	return ""
}

func readEvent(t *tree) *Event {
	outcome := t.kid("eventOutcomeInformation")
	v := &Event{
		ID:      t.kid("eventIdentifier").val("eventIdentifierValue"),
		Type:    EventType(t.val("eventType")),
		At:      readTime(t.val("eventDateTime")),
		Detail:  t.val("eventDetail"),
		Outcome: outcome.val("eventOutcome"),
		Note:    outcome.kid("eventOutcomeDetail").val("eventOutcomeDetailNote"),
	}
	for _, l := range t.all("linkingAgentIdentifier") {
		v.Agents = append(v.Agents, l.val("linkingAgentIdentifierValue"))
	}
	for _, l := range t.all("linkingObjectIdentifier") {
		v.Objects = append(v.Objects, l.val("linkingObjectIdentifierValue"))
	}
	return v
}

// readTime gives the zero time for what is no time; EDTF allows more than is needed here.
func readTime(s string) time.Time {
	s = strings.TrimSpace(s)
	for _, layout := range []string{"2006-01-02T15:04:05", time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Time{}
}
