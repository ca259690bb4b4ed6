package deposit

// ClientType is the schooling that a client belonged to; it decides which deadline of 6.1 applies.
type ClientType string

// The client types that the rules of domain §1.6 know.
const (
	PreSchool      ClientType = "forskole"
	Compulsory     ClientType = "grunnskole"
	UpperSecondary ClientType = "videregaende"
	Adult          ClientType = "voksen"
)

// Medium tells on what a folder or document exists.
type Medium string

// The three media of Noark 5 (M300).
const (
	OnPaper Medium = "papir"
	Digital Medium = "digital"
	Mixed   Medium = "blandet"
)

// Zone is the half of the folder that a document lies in (R2.6-2).
type Zone string

// The journal cover and the pink cover.
const (
	JournalZone Zone = "journal"
	PinkCover   Zone = "rosa"
)

// Card is a client folder's row in the register: the twelve fields of the card (R2.3-3) and what deposit, lists and rules need beside them. Everything
// but the journal number may be unknown; what a rule needs and does not find is a finding.
type Card struct {
	Journal     JournalNo `json:"journal"`                // R2.5-1, card field 1
	Registered  Date      `json:"registered"`             // card field 2
	LastName    string    `json:"last_name,omitempty"`    // card field 3
	FirstName   string    `json:"first_name,omitempty"`   // card field 3
	Address     string    `json:"address,omitempty"`      // card field 3
	Phone       string    `json:"phone,omitempty"`        // card field 3
	Birth       Date      `json:"birth"`                  // card field 4
	School      string    `json:"school,omitempty"`       // card field 5: school, kindergarten or health station
	Referred    Date      `json:"referred"`               // card field 6: referral received
	ReferredBy  string    `json:"referred_by,omitempty"`  // card field 7
	FirstMet    Date      `json:"first_met"`              // card field 8: first contact
	ToyLibrary  string    `json:"toy_library,omitempty"`  // card field 9: items lent from the lekotek
	Guardians   string    `json:"guardians,omitempty"`    // card field 10: name, address, phone
	Teacher     string    `json:"teacher,omitempty"`      // card field 11: class teacher or kindergarten contact
	Caseworker  string    `json:"caseworker,omitempty"`   // card field 12
	BirthNumber string    `json:"birth_number,omitempty"` // 11 digits; never a key (it can change, domain §4.3)

	Client       ClientType `json:"client,omitempty"`
	Opened       Date       `json:"opened"`        // registered, else referral, else first document
	Closed       Date       `json:"closed"`        // stated, else derived as ClosedFrom says
	ClosedFrom   ClosedFrom `json:"closed_from"`   // how Closed came to be
	LastEntry    Date       `json:"last_entry"`    // siste innførsel (R4.4-1)
	LastUsed     Date       `json:"last_used"`     // R4.2-1
	OutOfUse     Date       `json:"out_of_use"`    // ut av aktiv bruk (R6.1-1), needed for adults
	EndOfSchool  Date       `json:"end_of_school"` // explicit; computed where it is missing
	SetAside     bool       `json:"set_aside"`     // bortsatt (R4.3-1)
	HelpRefused  bool       `json:"help_refused"`  // R2.3-8: kept as proof that help was offered
	Vedtak       Vedtak     `json:"vedtak"`        // decision of earlier deposit
	OriginSystem string     `json:"origin_system,omitempty"`
	Printed      Date       `json:"printed"` // R2.3-5
	Restriction  string     `json:"restriction,omitempty"`
	DiedYear     int        `json:"died_year,omitempty"`
	Remark       string     `json:"remark,omitempty"`
	Owner        string     `json:"owner,omitempty"`  // municipality number or county number as the register states it
	Absent       []string   `json:"absent,omitempty"` // keys of needed columns that are empty for all folders: one finding holds the whole deposit for each
	Row          int        `json:"-"`                // sheet row, shown in findings; kept out of the digest so that an inserted row changes nothing
}

// ClosedFrom tells where the closing date of a folder comes from. It is never today's date.
type ClosedFrom string

// Sources of a closing date, best first (issue: last entry, then the end of the journal year).
const (
	ClosedStated      ClosedFrom = "oppgitt"
	ClosedByLastEntry ClosedFrom = "siste_innforsel"
	ClosedByYear      ClosedFrom = "journalaar"
	ClosedUnknown     ClosedFrom = ""
)

// Vedtak is a decision of the chief executive that a folder be deposited earlier than the rules demand (R4.4-1). It can only make a date earlier.
type Vedtak struct {
	Ref  string `json:"ref,omitempty"`
	Date Date   `json:"date"` // deposit no later than this
}

// Part makes the card a stored part.
func (Card) Part() PartKey { return PartKey{"card", 1} }

// Paper is what is known of a folder's paper: volumes and thickness, which decide the boxes.
type Paper struct {
	Medium    Medium `json:"medium"`
	Volumes   int    `json:"volumes"`      // covers of this one person's folder, 0 when all is digital
	Thickness int    `json:"thickness_mm"` // millimetres of all volumes together
	Estimated bool   `json:"estimated"`    // counted from sheets, or the profile's mean: marked on what is printed
}

// Part makes the paper facts a stored part.
func (Paper) Part() PartKey { return PartKey{"paper", 1} }

// Direction is the way of a journaled letter.
type Direction string

// Directions of a document; empty where the source states none: nothing is invented.
const (
	Incoming     Direction = "inn"
	Outgoing     Direction = "ut"
	InternalNote Direction = "intern"
)

// Document is one entry of a folder's document overview.
type Document struct {
	Number       int       `json:"number"` // as stated in the register, else by order (R2.5-3)
	NumberStated bool      `json:"number_stated"`
	Date         Date      `json:"date"`
	Title        string    `json:"title,omitempty"`
	Kind         string    `json:"kind,omitempty"` // henvisning, sakkyndig vurdering, journalutskrift, dokumentoversikt, test …
	Direction    Direction `json:"direction,omitempty"`
	Counterpart  string    `json:"counterpart,omitempty"`
	JournalYear  int       `json:"journal_year,omitempty"` // of the mail journal, where it was journaled
	JournalSeq   int       `json:"journal_seq,omitempty"`
	JournalDate  Date      `json:"journal_date"`
	Zone         Zone      `json:"zone,omitempty"`
	Medium       Medium    `json:"medium,omitempty"`
	File         int       `json:"file,omitempty"`        // ordinal in Files, 0 when there is none
	PurgeClass   int       `json:"purge_class,omitempty"` // 1–3 (R5-2) as the register proposes, 0 none
	Keep         bool      `json:"keep,omitempty"`        // the register says that it is kept: what lies in the pink cover is decided so
	FromFileName bool      `json:"from_file_name,omitempty"`
}

// Documents is a folder's document overview, by number and then by date.
type Documents struct {
	Documents []Document `json:"documents"`
}

// Part makes the overview a stored part.
func (Documents) Part() PartKey { return PartKey{"documents", 1} }

// SourceFile is one file below inn/ that belongs to a folder.
type SourceFile struct {
	Ordinal  int    `json:"ordinal"` // 1…, by path in byte order of its NFC form; what logs may show
	Path     string `json:"path"`    // below inn/, with "/", as the disk has it
	Size     int64  `json:"size"`    // bytes
	Modified int64  `json:"mtime"`   // nanoseconds since 1970: unchanged = same size and mtime; pack re-hashes everything
}

// Files is the list of a folder's files as reception found them.
type Files struct {
	Files []SourceFile `json:"files"`
}

// Path is where the file of an ordinal lies, below inn/; empty when there is none.
func (f Files) Path(ordinal int) string {
	for _, file := range f.Files {
		if file.Ordinal == ordinal {
			return file.Path
		}
	}
	return ""
}

// Part makes the file list a stored part.
func (Files) Part() PartKey { return PartKey{"files", 1} }

// Received is a client folder as reception hands it over, before any room has looked into it.
type Received struct {
	Ref       FolderRef
	Card      Card
	Paper     Paper
	Documents Documents
	Files     Files
}
