package premis

import "time"

// Object is one file, or the package itself. ID is mandatory, and so is a format: a name, a PUID or
// both. Size is in bytes, -1 when unknown. SHA256 is hex.
type Object struct {
	ID           string // for a file its path in the package, uuid/content/…
	Preservation string // preservationLevelValue, "full" for a package
	SHA256       string
	Size         int64
	FormatName   string
	FormatVer    string
	PUID         string // registry key of PRONOM
	FormatNote   string
	OriginalName string
	Package      string // the SIP that the file lies in; blank for none
	Related      []Relation
	Events       []string // ids of events, linkingEventIdentifier
}

// Relation is what another object is to an object: both names are free text, such as derivation and has source. Event is the id of what made it so, blank for
// none. All but that are mandatory.
type Relation struct {
	Type, SubType string
	Object, Event string
}

// Event is something that was done. ID, Type and At are mandatory. Agents and Objects are ids of this
// document.
type Event struct {
	ID      string
	Type    EventType
	At      time.Time // written by its own clock, without a zone
	Detail  string
	Outcome string
	Note    string // eventOutcomeDetailNote
	Agents  []string
	Objects []string
}

// Agent is who or what did it.
type Agent struct {
	ID   string
	Name string
	Type AgentType
}
