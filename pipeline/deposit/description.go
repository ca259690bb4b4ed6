package deposit

import "slices"

// Description is what describe adds: the values that the Noark 5 extraction has of one client folder. It is position-free: no box, no place, no count
// that hangs on other folders; pack adds those. Dates are whole days: where the source knows less, a documented default stands and a finding says so.
type Description struct {
	ID          ID                `json:"id"`     // systemID of the mappe (krav 6.4.26)
	Number      string            `json:"number"` // mappeID: the journal number, never a name
	Title       string            `json:"title"`
	PublicTitle string            `json:"public_title"`
	Place       string            `json:"place"` // folder below the document folder of the package; neutral
	Medium      Medium            `json:"medium"`
	Opened      Date              `json:"opened"`
	Closed      Date              `json:"closed"`
	Client      DescribedClient   `json:"client"`
	Restriction Restriction       `json:"restriction"`
	Until       Date              `json:"until"` // skjermingOpphoererDato
	Remarks     []DescribedRemark `json:"remarks,omitempty"`
	Case        *DescribedCase    `json:"case,omitempty"` // where at least one record is a journal post
	Records     []DescribedRecord `json:"records,omitempty"`
	Changes     []DescribedChange `json:"changes,omitempty"`
}

// Part makes it a stored part.
func (Description) Part() PartKey { return PartKey{"description", 1} }

// DescribedClient is the person and what our own metadata say of the folder (klientdata); the only place where the name stands.
type DescribedClient struct {
	Name        string `json:"name,omitempty"` // part/Klient
	Number      string `json:"number"`         // as written on the folder
	Birth       Date   `json:"birth"`
	JournalYear string `json:"journal_year,omitempty"`
	Volumes     int    `json:"volumes,omitempty"`
	Thickness   int    `json:"thickness_mm,omitempty"`
	Estimated   bool   `json:"estimated,omitempty"`
	LastEntry   Date   `json:"last_entry"`
}

// DescribedRemark is a merknad on the folder or on a record.
type DescribedRemark struct {
	Type    string `json:"type"`
	Text    string `json:"text"`
	Deposit bool   `json:"deposit,omitempty"` // made by this deposit: it bears the package's date, not the folder's
}

// DescribedCase is what makes the folder a saksmappe: the schema has journal posts nowhere else that readers look.
type DescribedCase struct {
	Year        int    `json:"year"`
	Sequence    int    `json:"sequence"`
	Responsible string `json:"responsible,omitempty"` // empty: the creator stands there
}

// DescribedRecord is a registrering with its one dokumentbeskrivelse.
type DescribedRecord struct {
	ID          ID                `json:"id"`
	DocumentID  ID                `json:"document_id"`
	Number      int               `json:"number"` // in the document overview (R2.5-3)
	Title       string            `json:"title"`
	Kind        string            `json:"kind"` // dokumenttype
	Created     Date              `json:"created"`
	Dated       Date              `json:"dated"` // the date on the document, zero when unknown
	Medium      Medium            `json:"medium"`
	Zone        Zone              `json:"zone,omitempty"`
	Direction   Direction         `json:"direction,omitempty"`
	Counterpart string            `json:"counterpart,omitempty"`
	Original    string            `json:"original,omitempty"` // PUID before conversion, where the original does not come along
	Post        *DescribedPost    `json:"post,omitempty"`     // where the source journaled it in full
	Remarks     []DescribedRemark `json:"remarks,omitempty"`
	Objects     []DescribedObject `json:"objects,omitempty"` // a paper document has none
	Purged      *DescribedPurge   `json:"purged,omitempty"`  // the document was destroyed: its metadata live on, without any object
	Parts       []DescribedPart   `json:"parts,omitempty"`   // what came out of an archive or a letter, in its order
}

// DescribedPart is a document that came out of the record's own: a dokumentbeskrivelse of the same registrering, linked as Vedlegg.
type DescribedPart struct {
	ID      ID                `json:"id"`
	Number  int               `json:"number"` // dokumentnummer in the registrering: 2…, the record's own is 1
	From    int               `json:"from"`   // dokumentnummer of what it came out of
	Title   string            `json:"title"`
	Remarks []DescribedRemark `json:"remarks,omitempty"`
	Objects []DescribedObject `json:"objects,omitempty"` // none of an archive that was unpacked, or of what a person left out
	Inside  Inside            `json:"inside"`
}

// Files is the record's objects and those of everything that came out of it.
func (r DescribedRecord) Files() []DescribedObject {
	all := slices.Clone(r.Objects)
	for _, p := range r.Parts {
		all = append(all, p.Objects...)
	}
	return all
}

// DescribedPurge is utfoertKassasjon (M630, M631).
type DescribedPurge struct {
	On Date   `json:"on"`
	By string `json:"by"` // name
}

// DescribedPost is what the mail journal of the source says of a record.
type DescribedPost struct {
	Year     int  `json:"year"`
	Sequence int  `json:"sequence"`
	Date     Date `json:"date"`
}

// DescribedObject is a dokumentobjekt: one file of the package.
type DescribedObject struct {
	ID        ID     `json:"id"`
	Ordinal   int    `json:"ordinal"` // of the source file
	Rendition bool   `json:"rendition,omitempty"`
	Original  bool   `json:"original,omitempty"` // packed beside its rendition
	Name      string `json:"name"`               // below the document folder of the package: neutral, no name of a person
	SHA256    Digest `json:"sha256"`
	Size      int64  `json:"size"`
	PUID      string `json:"puid,omitempty"`
	MIME      string `json:"mime,omitempty"`
	From      string `json:"from,omitempty"` // PUID it was converted from
	Tool      string `json:"tool,omitempty"`

	Checks []RenditionCheck `json:"checks,omitempty"` // what was looked at in a rendition

	ByDecision FindingID `json:"by_decision,omitempty"` // a file that the format policy does not take and a person accepted

	Inside Inside `json:"inside,omitempty"` // of a document that came out of another
}

// DescribedChange is a recorded correction as an entry of the change log (R2.4-2). Unit is a systemID of the folder's description.
type DescribedChange struct {
	Unit     ID     `json:"unit"`
	Metadata string `json:"metadata"`
	At       Date   `json:"at"`
	By       string `json:"by"`
	Before   string `json:"before"`
	After    string `json:"after"`
}
