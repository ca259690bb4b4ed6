package noark5

import "time"

// Registration is registrering; with Journal it is xsi:type="journalpost". Created, Archived and
// Title are mandatory. Paper needs no documents below it.
type Registration struct {
	SystemID         string
	Created          Act
	Archived         Act
	SeriesRefs       []string // referanseArkivdel
	Parties          []Party
	Disposal         *Disposal
	Screening        *Screening
	Documents        []DocumentDescription
	RegistrationID   string
	Title            string
	PublicTitle      string
	Description      string
	Keywords         []string
	Authors          []string
	Medium           string
	StorageLocations []string
	Own              *DocumentData
	Remarks          []Remark
	CrossRefs        []CrossReference
	Correspondents   []Correspondent
	Journal          *JournalPost
}

// JournalPost holds what makes a registration a journalpost. Year, Sequence and Number (from 1),
// Type, Status and Date are mandatory.
type JournalPost struct {
	Year         int
	Sequence     int
	Number       int
	Type         string
	Status       string
	Date         time.Time // journaldato, a day
	DocumentDate time.Time // a day
	Received     time.Time
	Sent         time.Time
	Due          time.Time // a day
	Assessed     time.Time // offentlighetsvurdertDato, a day
	Attachments  *int      // antallVedlegg; nil is absent, 0 is a statement
	LentOn       time.Time // a day
	LentTo       string
	Unit         string // journalenhet
	SignOffs     []SignOff
}

// SignOff is avskrivning. On is a day.
type SignOff struct {
	On     time.Time
	By     string
	Method string
	Reply  string // systemID of the journalpost that answers
}

// Correspondent is korrespondansepart.
type Correspondent struct {
	Type string
	Name string
	Contact
	Unit       string // administrativEnhet
	Caseworker string
}

// DocumentDescription is dokumentbeskrivelse. A destroyed document keeps its description, with
// Executed set and no objects (krav 6.4.27).
type DocumentDescription struct {
	SystemID        string
	Type            string
	Status          string
	Title           string
	Description     string
	Authors         []string
	Created         Act
	Medium          string
	StorageLocation string
	SeriesRefs      []string
	LinkedAs        string
	Number          int // from 1 within the registration
	Linked          Act
	Parties         []Party
	Remarks         []Remark
	Disposal        *Disposal
	Executed        *ExecutedDisposal
	Screening       *Screening
	Objects         []DocumentObject
}

// DocumentObject is dokumentobjekt, one file of the package. Size is in bytes; Checksum is hex.
// FileRef is the path from the extraction's folder with "/" (krav 6.4.40).
type DocumentObject struct {
	SystemID      string
	Version       int // from 1
	Variant       string
	Format        string // PRONOM PUID
	FormatDetails string
	Created       Act
	FileRef       string
	Checksum      string
	Algorithm     string
	Size          int64
	Conversions   []Conversion
}

// Conversion is konvertering; every conversion of a file is told (krav 6.4.42).
type Conversion struct {
	Done    Act
	From    string
	To      string
	Tool    string
	Comment string
}
