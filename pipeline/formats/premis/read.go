package premis

import (
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
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
// [*markup.ReadError], those of r or of the visitor.
func Read(r io.Reader, v Visitor) (Counts, error) {
	return read(markup.NewScanner(r), v)
}

func read(scan *markup.Scanner, v Visitor) (Counts, error) {
	pr := &reader{visit: v}
	err := scan.EachChild("premis", pr.child)
	return pr.counts, err
}

type reader struct {
	visit  Visitor
	counts Counts
}

func (pr *reader) child(t *markup.Tree) error {
	switch t.Name.Local {
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
			id := t.First("agentIdentifier").Value("agentIdentifierValue")
			return pr.visit.Agent(Agent{ID: id, Name: t.Value("agentName"), Type: AgentType(t.Value("agentType"))})
		}
	}
	return nil
}

func readObject(t *markup.Tree) *Object {
	c := t.First("objectCharacteristics")
	designation, registry := c.First("format").First("formatDesignation"), c.First("format").First("formatRegistry")
	o := &Object{
		ID:           t.First("objectIdentifier").Value("objectIdentifierValue"),
		Preservation: t.First("preservationLevel").Value("preservationLevelValue"),
		SHA256:       digest(c),
		Size:         -1,
		FormatName:   designation.Value("formatName"),
		FormatVer:    designation.Value("formatVersion"),
		PUID:         registry.Value("formatRegistryKey"),
		FormatNote:   c.First("format").Value("formatNote"),
		OriginalName: t.Value("originalName"),
		Package:      t.First("storage").First("contentLocation").Value("contentLocationValue"),
	}
	if n, err := strconv.ParseInt(strings.TrimSpace(c.Value("size")), 10, 64); err == nil && n >= 0 {
		o.Size = n
	}
	for _, l := range t.All("relationship") {
		r := Relation{Type: l.Value("relationshipType"), SubType: l.Value("relationshipSubType"), Object: l.First("relatedObjectIdentification").Value("relatedObjectIdentifierValue"),
			Event: l.First("relatedEventIdentification").Value("relatedEventIdentifierValue")}
		o.Related = append(o.Related, r)
	}
	for _, l := range t.All("linkingEventIdentifier") {
		o.Events = append(o.Events, l.Value("linkingEventIdentifierValue"))
	}
	return o
}

// digest finds the SHA-256 among the checksums, however its name is spelt.
func digest(c *markup.Tree) string {
	for _, f := range c.All("fixity") {
		name := strings.ToUpper(strings.ReplaceAll(f.Value("messageDigestAlgorithm"), "-", ""))
		if strings.TrimSpace(name) == "SHA256" {
			return strings.TrimSpace(f.Value("messageDigest"))
		}
	}
	return ""
}

func readEvent(t *markup.Tree) *Event {
	outcome := t.First("eventOutcomeInformation")
	v := &Event{
		ID:      t.First("eventIdentifier").Value("eventIdentifierValue"),
		Type:    EventType(t.Value("eventType")),
		At:      readTime(t.Value("eventDateTime")),
		Detail:  t.Value("eventDetail"),
		Outcome: outcome.Value("eventOutcome"),
		Note:    outcome.First("eventOutcomeDetail").Value("eventOutcomeDetailNote"),
	}
	for _, l := range t.All("linkingAgentIdentifier") {
		v.Agents = append(v.Agents, l.Value("linkingAgentIdentifierValue"))
	}
	for _, l := range t.All("linkingObjectIdentifier") {
		v.Objects = append(v.Objects, l.Value("linkingObjectIdentifierValue"))
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
