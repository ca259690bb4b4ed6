package mets

import "time"

// Header is the root's attributes and metsHdr. Times are written by their own clock, without a zone.
type Header struct {
	ID      string // bare UUID; OBJID is "UUID:" and this
	Type    string // SIP, AIP, DIP, AIC or AIU
	Label   string // by custom "system (start - end)"
	Created time.Time
	Status  string // RECORDSTATUS; one of NEW, SUPPLEMENT, REPLACEMENT, TEST, VERSION, OTHER
	Agents  []Agent
	Records []AltRecord
	// Document is metsDocumentID. The writers set it; a document that was read may lack it.
	Document string
	// Namespace is that of a document that was read; writers ignore it.
	Namespace string
}

// Agent is who or what had a part in the package. Role and Kind are words of the schema.
type Agent struct {
	Role      string // ROLE
	OtherRole string // SUBMITTER or PRODUCER, with RoleOther
	Kind      string // TYPE
	Software  bool   // OTHERTYPE SOFTWARE, with KindOther
	Name      string
	Notes     []string
}

// Words for Agent.Role and Agent.OtherRole.
const (
	RoleArchivist    = "ARCHIVIST"
	RoleCreator      = "CREATOR"
	RolePreservation = "PRESERVATION"
	RoleOwner        = "IPOWNER"
	RoleOther        = "OTHER"
	Submitter        = "SUBMITTER"
	Producer         = "PRODUCER"
)

// Words for Agent.Kind.
const (
	KindPerson       = "INDIVIDUAL"
	KindOrganization = "ORGANIZATION"
	KindOther        = "OTHER"
)

// AltRecord is altRecordID, an identifier or fact of a type.
type AltRecord struct {
	Type  string
	Value string
}

// Usual types of AltRecord; the submission description allows these and more, but no free ones.
const (
	Agreement     = "SUBMISSIONAGREEMENT"
	DeliveryType  = "DELIVERYTYPE"
	DeliverySpec  = "DELIVERYSPECIFICATION"
	SystemType    = "SYSTEMTYPE"
	PackageNumber = "PACKAGENUMBER"
	ReferenceCode = "REFERENCECODE"
	StartDate     = "STARTDATE"
	EndDate       = "ENDDATE"
	// PreviousReference is the id of the package that this one replaces.
	PreviousReference = "PREVIOUSREFERENCECODE"
)

// Entry is a file of the package. Path is relative to the folder of the METS file, with "/".
type Entry struct {
	Path    string
	MIME    string // one of the legal types; see LegalMIME
	SHA256  string // hex
	Size    int64  // bytes; -1 when a document that was read does not say
	Created time.Time
	// Fields of documents that are read; writers ignore them.
	ID        string
	Href      string // as written
	Safe      bool   // Path stays inside the package
	Algorithm string // CHECKSUMTYPE
	Checksum  string // by that algorithm; SHA256 is blank if it is another
}

// Metadata is a reference from amdSec or dmdSec to a metadata file.
type Metadata struct {
	Entry
	Kind  string // MDTYPE
	Other string // OTHERMDTYPE, with KindOtherMetadata
}

// Words for Metadata.Kind and Metadata.Other.
const (
	KindPREMIS        = "PREMIS"
	KindEAD           = "EAD"
	KindOtherMetadata = "OTHER"
	OtherADDML        = "ADDML"
	OtherEACCPF       = "EAC-CPF"
)
