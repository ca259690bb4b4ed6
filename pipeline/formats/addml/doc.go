// Package addml writes and reads arkivuttrekk.xml, the ADDML 8.3 description of a Noark 5 extraction
// (krav 6.4.22).
//
// It is a pure format package over io. The document is small, so it is held as one value; order
// matters, because Arkade finds several properties by their position, and the writer keeps the order of
// the official template. Checksums and counts are the caller's: they are worked out last, from the
// files that were written. arkivuttrekk.xml and addml.xsd themselves have no checksum here.
package addml

// Names of the files (krav 6.4.2; case counts).
const (
	File      = "arkivuttrekk.xml"
	Schema    = "addml.xsd"
	Namespace = "http://www.arkivverket.no/standarder/addml"
)
