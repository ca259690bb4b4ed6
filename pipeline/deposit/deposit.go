package deposit

import "time"

// Body is a municipality, a county, an office or a depot.
type Body struct {
	Kind   string // kommune, fylkeskommune, kontor, depot
	Number string // municipality or county number, or organisation number for a depot
	Name   string // as it stands on labels and documents
}

// Person is somebody who acts: --by names the key.
type Person struct {
	Key  string // short name used with --by
	Name string
	Role string // arkivleder, behandlingsansvarlig, saksbehandler, depot
	Sign string // public key by which approvals are signed; empty where deponering.yaml names none
}

// Deposit is what deponering.yaml says: one delivery of one owner to one depot (R2.1-2).
type Deposit struct {
	ID          ID
	Name        string
	Owner       Body
	Creator     Body
	Depot       Body
	Controller  string // key of a Person: behandlingsansvarlig (R2.1-1)
	Archivist   string // key of a Person: arkivleder (R6.2-2)
	Persons     []Person
	Agreement   string    // reference of the depot agreement (R6.2-1)
	AsOf        Date      // dato: the day by which the deposit is judged
	Produced    time.Time // produsert: stamped into XML, tar and documents
	Century     int       // århundre: first year of the hundred years in which `45/79` lies; 0 = not stated, then such a form holds
	Language    string    // of the documents: nb, nn, en
	Reason      string    // why outside a delivery window (R6.1-2)
	Mark        string    // printed on everything when set: "DEMO – syntetiske personer"
	Synthetic   bool      // synthetic persons only: real birth numbers are refused, and the other way round
	System      string    // source system named in arkivuttrekk
	Restriction Restriction
	Period      Window // the archive period that is delivered
}

// Restriction is the access restriction that stands on every folder unless its card states another (skjerming, M500–M505).
type Restriction struct {
	Paragraph string // "Offl. § 13, jf. fvl. § 13"
	Years     int    // skjermingsvarighet
}

// Profile is a depot's wishes as data (design §5): copied into the workspace by `new`.
type Profile struct {
	Name           string
	Ordering       Ordering
	BirthOrder     string // ymd or md: box order by birth date; the birth-date list is always year-month-day
	AaAsA          bool   // Aa sorts as Å (domain §4.1)
	Numeric        bool
	BoxCapacity    int    // millimetres that a box holds
	BoxPerYear     bool   // a new journal year starts a new box
	MeanThickness  int    // millimetres assumed for a paper folder when nothing is stated: marked as estimate
	SheetsPerMM    int    // sheets in a millimetre
	DocumentFolder string // DOKUMENT or dokumenter
	KeepOriginal   bool
	Columns        []string
	Loans          LoanPeriods // of the depot that made the profile
	Printing       Printing
	Purging        Purging
}
