// Package premis writes and reads the PREMIS documents of a DIAS package: dias-premis.xml, with an
// object per file, and log.xml, with the package as its one object (DIAS_PREMIS.xsd 2.0).
//
// It is a pure format package over io and streams both ways. The PUID of a file stands here: it is the
// truth about its format, since MIME types in dias-mets.xml come from a short legal list. A file's
// original name is personal data often enough that it is written only when the caller gives it.
package premis

// Names of the files and their namespace.
const (
	File      = "dias-premis.xml"
	Schema    = "dias-premis.xsd"
	LogFile   = "log.xml"
	Namespace = "http://arkivverket.no/standarder/PREMIS"
)

// IdentifierType is the identifier type that DIAS packages use for everything.
const IdentifierType = "NO/RA"

// EventType is one of the events that the schema allows.
type EventType string

// The legal event types.
const (
	Creation   EventType = "Creation"
	Ingestion  EventType = "Ingestion"
	Migration  EventType = "Migration"
	Adjustment EventType = "Adjustment"
	Deletion   EventType = "Deletion"
	Disposal   EventType = "Disposal"
)

// AgentType is one of the kinds of agent that the schema allows.
type AgentType string

// The legal agent types.
const (
	Person       AgentType = "person"
	Organization AgentType = "organization"
	Software     AgentType = "software"
)
