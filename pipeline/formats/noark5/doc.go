// Package noark5 writes and reads the XML files of a Noark 5 extraction, version 5.0:
// arkivstruktur.xml, endringslogg.xml, loependeJournal.xml and offentligJournal.xml.
//
// It is a pure format package over io: it opens no file, reads no clock and decides nothing about
// archives. Writers stream; one folder or one journal entry is in memory at a time. They refuse what
// the schemas refuse (an absent mandatory value, a malformed UUID, text that XML cannot hold) with an
// [markup.ElementError] that names the element and never the value, because values are personal data.
// Readers are lenient about versions, but bounded, and refuse DOCTYPE.
//
// Requirements are cited by their number in the Noark 5 standard (krav 6.4.18 and so on) and by the
// numbers of Arkade's tests (N5.42).
package noark5

// Names that the files of an extraction must have (krav 6.4.2; case counts).
const (
	StructureFile        = "arkivstruktur.xml"
	StructureSchema      = "arkivstruktur.xsd"
	CatalogueSchema      = "metadatakatalog.xsd"
	ChangeLogFile        = "endringslogg.xml"
	ChangeLogSchema      = "endringslogg.xsd"
	RunningJournalFile   = "loependeJournal.xml"
	RunningJournalSchema = "loependeJournal.xsd"
	PublicJournalFile    = "offentligJournal.xml"
	PublicJournalSchema  = "offentligJournal.xsd"
	OwnSchema            = "vsmd-ppt.xsd"
)

// Namespaces. They are the same in every Noark version, so they do not tell it; the one of our own
// metadata is fixed for good.
const (
	StructureNamespace      = "http://www.arkivverket.no/standarder/noark5/arkivstruktur"
	ChangeLogNamespace      = "http://www.arkivverket.no/standarder/noark5/endringslogg"
	RunningJournalNamespace = "http://www.arkivverket.no/standarder/noark5/loependeJournal"
	PublicJournalNamespace  = "http://www.arkivverket.no/standarder/noark5/offentligJournal"
	OwnNamespace            = "https://arkivdepot.no/skjema/ppt/1"
	schemaInstance          = "http://www.w3.org/2001/XMLSchema-instance"
)

// Version is the Noark version that these writers produce, as arkivuttrekk.xml must state it.
const Version = "5.0"

// Screened replaces protected text in the public journal (krav 6.4.29).
const Screened = "*****"
