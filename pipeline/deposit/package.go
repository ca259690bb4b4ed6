package deposit

import "strings"

// PackageStatus is what a package says it is to the depot (RECORDSTATUS of the METS header).
type PackageStatus string

// The statuses that a depot takes. A trial package is judged, and never registered.
const (
	NewPackage  PackageStatus = "NEW"
	Supplement  PackageStatus = "SUPPLEMENT"  // adds folders to an earlier delivery
	Replacement PackageStatus = "REPLACEMENT" // stands in an earlier package's place; the boxes are the same
	Trial       PackageStatus = "TEST"
)

// Delivered is a package as the depot's catalogue has it.
type Delivered struct {
	ID       ID            `json:"id"`
	Digest   Digest        `json:"sha256"` // of the tar
	Info     Digest        `json:"info_sha256,omitempty"`
	Size     int64         `json:"size"`
	Status   PackageStatus `json:"status"`
	Of       ID            `json:"of,omitempty"`       // the package that this one adds to or replaces
	Replaced ID            `json:"replaced,omitempty"` // the package that stands in this one's place
	Delivery ID            `json:"delivery,omitempty"` // avleveringId: box numbers are unique in it
	Label    string        `json:"label"`
	Owner    string        `json:"owner"`
	Creator  string        `json:"creator"`
	At       string        `json:"at"`
	By       string        `json:"by"`
	Folders  int           `json:"folders"`
	Boxes    int           `json:"boxes"`
	Files    int           `json:"files"`
}

// BoxState is what became of a box on its way.
type BoxState string

// States of a box. A delivery is complete when none is expected any longer; a damaged one has come.
const (
	BoxExpected BoxState = "ventes"
	BoxCame     BoxState = "mottatt"
	BoxDamaged  BoxState = "skadet"
	BoxMissing  BoxState = "mangler"
	BoxExtra    BoxState = "ikke på listen" // came without being on the list
)

// Here tells that the box stands in the depot.
func (s BoxState) Here() bool { return s == BoxCame || s == BoxDamaged || s == BoxExtra }

// Word is the state as a word of the code: what catalogues of words go by.
func (s BoxState) Word() string {
	switch s {
	case BoxCame:
		return "came"
	case BoxDamaged:
		return "damaged"
	case BoxMissing:
		return "missing"
	case BoxExtra:
		return "extra"
	}
	return "expected"
}

// KeptBox is one archive box of a delivery at the depot.
type KeptBox struct {
	Package ID       `json:"package"`
	Number  int      `json:"number"`
	Code    string   `json:"code"` // what the label's codes say; see paper.BoxID
	State   BoxState `json:"state"`
	Remark  string   `json:"remark,omitempty"`
	At      string   `json:"at,omitempty"`
	By      string   `json:"by,omitempty"`
	Folders int      `json:"folders"`
	Place   Place    `json:"place,omitzero"`
}

// KeptFolder is a client folder at the depot. Name and birth date are restricted: they are shown to named roles only, and never stand in the ledger.
type KeptFolder struct {
	ID      ID          `json:"id"` // systemID of the mappe
	Package ID          `json:"package"`
	Journal string      `json:"journal"` // canonical, else as written
	Name    string      `json:"name,omitempty"`
	Birth   Date        `json:"birth,omitzero"`
	Medium  Medium      `json:"medium"`
	Opened  Date        `json:"opened,omitzero"`
	Closed  Date        `json:"closed,omitzero"`
	Owner   string      `json:"owner"`
	Creator string      `json:"creator"`
	Pieces  []KeptPiece `json:"pieces,omitempty"`
}

// KeptPiece is one volume of a paper folder.
type KeptPiece struct {
	ID       PieceID `json:"id"`
	Volume   int     `json:"volume"`
	Box      int     `json:"box"`
	Position int     `json:"position,omitempty"`
}

// Sought is what somebody looks for in the catalogue; every field that is set must fit.
type Sought struct {
	Journal  string // canonical, or as written
	Folder   ID
	Name     string // any part of it, in any letter case: restricted
	Birth    Date   // restricted
	Box      string // code
	Shelf    Place  // of its box, with or without position
	Owner    string
	Creator  string
	Delivery string // beginning of the id of a delivery or package
	Most     int    // how many at most; 0 is all
}

// Restricted tells whether the search goes by what identifies a child, and so needs a role and is logged.
func (s Sought) Restricted() bool { return s.Name != "" || !s.Birth.IsZero() }

// JournalKey is the text that a journal number is found and ordered by: the key of the number where it can be read, so that 45/1979 finds 45/1979-80; else
// what was written, in lower case without spaces.
func JournalKey(text string) string { return JournalKeys(text)[0] }

// JournalKeys is every text that a number as people write it may be found by: a year of two digits is of either century.
func JournalKeys(text string) []string {
	var keys []string
	for _, century := range []int{firstYear, firstYear + 100} {
		if n, err := ParseJournalNo(text, century); err == nil && (len(keys) == 0 || keys[0] != n.Key()) {
			keys = append(keys, n.Key())
		}
	}
	if len(keys) == 0 {
		keys = append(keys, strings.ToLower(strings.Join(strings.Fields(text), "")))
	}
	return keys
}

// Holding is what a depot has of one owner and creator (R6.2-1); it names nobody.
type Holding struct {
	Owner    string `json:"owner"`
	Creator  string `json:"creator"`
	Packages int    `json:"packages"`
	Folders  int    `json:"folders"`
	Boxes    int    `json:"boxes"`
	Shelved  int    `json:"shelved"`
	Metres   Metre  `json:"metres"` // that its boxes take on shelves
}

// Registration is a package on its way into a depot's catalogue.
type Registration struct {
	Package Delivered
	// Walk streams the package's folders, each with the delivery that it says it belongs to.
	Walk func(add func(f KeptFolder, delivery ID) error) error
	// Judge sees the package with its counts, beside what it may clash with; its error undoes everything.
	Judge func(p Delivered, r Rivals) error
	// Code is what the codes on a box's label say.
	Code func(delivery ID, box int) string
	// Body is the facts of the ledger's entry.
	Body  func(p Delivered, x Exchange) (string, error)
	Entry LedgerEntry
}

// Rivals is what stands in a catalogue that a package may clash with.
type Rivals struct {
	Of           Delivered // the package that it says it adds to or replaces
	Found        bool      // there is one
	Out          int       // pieces of the package it replaces that are on loan, and that it does not have
	SameDelivery []ID      // other packages of its delivery that stand
	BoxesTaken   []int     // numbers of its boxes that those have already, but for the one that it replaces
	FoldersTaken int       // its folders that those have already, by journal number
	FirstTaken   string    // the first of them
}

// Exchange is what changed when a package took another's place.
type Exchange struct {
	Other    []int `json:"other,omitempty"`    // boxes in which other paper stands now: they are waited for again
	Unlisted []int `json:"unlisted,omitempty"` // boxes that are here, and no longer on the list
	Gone     int   `json:"gone,omitempty"`     // volumes that are no longer delivered
}

// IsZero tells that everything is as it was.
func (x Exchange) IsZero() bool { return len(x.Other) == 0 && len(x.Unlisted) == 0 && x.Gone == 0 }
