// Package mets writes and reads the METS files of a DIAS package: dias-mets.xml inside the tar
// (DIAS_METS.xsd, namespace of Arkivverket) and the submission description <uuid>.xml beside it
// (submissionDescription.xsd, namespace of the Library of Congress).
//
// It is a pure format package over io and streams both ways. It writes strictly, also where the
// official tool does not (one flat fileGrp: file and fileGrp may not be mixed), and reads leniently:
// both namespaces, nested groups, absent attributes.
package mets

// Names and namespaces.
const (
	File          = "dias-mets.xml"
	Schema        = "dias-mets.xsd"
	Namespace     = "http://arkivverket.no/standarder/METS"
	InfoNamespace = "http://www.loc.gov/METS/"
	xlink         = "http://www.w3.org/1999/xlink"
)

// Profile is the METS profile that Arkade and its readers expect.
const Profile = "http://xml.ra.se/METS/RA_METS_eARD.xml"

// Least numbers of agents that the schemas demand.
const (
	MinAgents     = 6
	MinInfoAgents = 3
)
