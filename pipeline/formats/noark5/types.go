package noark5

import "time"

// In all value types: the zero value of a field means that the element is absent. A [time.Time] is
// written by its own clock without a zone, as xs:date or xs:dateTime; parts of a second are dropped.
// Field order is the order of the schema.

// Act is who did something, and when (for instance opprettetDato and opprettetAv).
type Act struct {
	At time.Time
	By string
}

// Archive is the root, arkiv. All but Description, Medium and StorageLocations is mandatory, also the
// closing act, and at least one creator: only closed archives are deposited (krav 6.4.12).
type Archive struct {
	SystemID         string
	Title            string
	Description      string
	Status           string
	Medium           string
	StorageLocations []string
	Created          Act
	Closed           Act
	Creators         []Creator
}

// Creator is arkivskaper, the body whose activity made the archive.
type Creator struct {
	ID          string
	Name        string
	Description string
}

// Series is arkivdel. PeriodStart and PeriodEnd are days.
type Series struct {
	SystemID         string
	Title            string
	Description      string
	Status           string
	Medium           string
	StorageLocations []string
	Created          Act
	Closed           Act
	PeriodStart      time.Time
	PeriodEnd        time.Time
	Disposal         *Disposal
	Executed         *ExecutedDisposal
	Screening        *Screening
}

// Folder is mappe; with Case it is xsi:type="saksmappe". It holds folders or registrations, never
// both. The closing act is mandatory.
type Folder struct {
	SystemID         string
	FolderID         string
	Title            string
	PublicTitle      string
	Description      string
	Keywords         []string
	Medium           string
	StorageLocations []string
	Created          Act
	Closed           Act
	SeriesRefs       []string // referanseArkivdel
	Client           *ClientData
	Parties          []Party
	CrossRefs        []CrossReference
	Remarks          []Remark
	Disposal         *Disposal
	Screening        *Screening
	Folders          []Folder
	Registrations    []Registration
	Case             *Case
}

// Case holds what makes a folder a saksmappe. Year, Sequence (from 1), Date, Unit, Responsible and
// Status are mandatory.
type Case struct {
	Year        int
	Sequence    int
	Date        time.Time
	Unit        string // administrativEnhet
	Responsible string // saksansvarlig
	JournalUnit string
	Status      string
	LentOn      time.Time
	LentTo      string
}

// Party is part, a person or body with a role in the case.
type Party struct {
	ID   string
	Name string
	Role string
	Contact
}

// Contact is the address block that parties and correspondents share.
type Contact struct {
	Addresses  []string
	PostalCode string
	PostalTown string
	Country    string
	Email      string
	Phones     []string
	Person     string // kontaktperson
}

// CrossReference is kryssreferanse: the systemID of one folder or registration.
type CrossReference struct {
	Folder       string
	Registration string
}

// Remark is merknad.
type Remark struct {
	Text string
	Type string
	Made Act
}

// Disposal is kassasjon, a decision about keeping. The schema wants years and date even for
// «Bevares»; N5.44 counts every one of these, so leave it out where nothing is to be destroyed.
type Disposal struct {
	Decision  string
	Authority string
	Years     int
	Date      time.Time
}

// ExecutedDisposal is utfoertKassasjon, destruction that has taken place.
type ExecutedDisposal struct {
	Done Act
}

// Screening is skjerming: restriction of access, with its paragraph. Years 0 and a zero EndDate mean
// that the element is absent.
type Screening struct {
	Restriction string
	Authority   string
	Metadata    []string
	Document    string
	Years       int
	EndDate     time.Time
}
