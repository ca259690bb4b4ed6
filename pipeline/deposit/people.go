package deposit

import "strings"

// Found is a finding as it stands: where, by which room, and what a person answered to it.
type Found struct {
	ID       FindingID  `json:"id"`
	Room     string     `json:"room"`
	Folder   FolderID   `json:"folder,omitempty"`
	Fate     Fate       `json:"fate,omitempty"` // of the folder
	Severity Severity   `json:"severity"`
	Finding  Finding    `json:"finding"`
	Number   string     `json:"number,omitempty"` // of the folder as the register writes it: shown, never part of the identity
	Answer   AnswerKind `json:"answer,omitempty"`
	By       string     `json:"by,omitempty"`
	Because  string     `json:"because,omitempty"`
	At       string     `json:"at,omitempty"`
}

// Shown is the folder's journal number as people know it.
func (f Found) Shown() string { return ShownNumber(f.Finding.Journal, f.Number) }

// ShownNumber is a folder's journal number as the register writes it, which lists and labels show too (12/2009-10), where the key is one for all ways to write
// it (12/2009). A row of a number that stands on several keeps its mark. It is for people only: ids and answers go by the key.
func ShownNumber(key, written string) string {
	number, mark, several := strings.Cut(key, "#")
	switch {
	case number == "" || written == "":
		return key
	case several:
		return written + "#" + mark
	}
	return written
}

// Open tells whether the finding still stops the deposit: a hold that nobody has answered, on a folder that is still in this delivery.
func (f Found) Open() bool {
	return f.Severity == Hold && f.Answer == "" && (f.Folder == "" || f.Fate == FatePackaged)
}

// Tally counts findings by severity, and the holds that are open.
type Tally struct {
	Notes    int `json:"notes"`
	Warnings int `json:"warnings"`
	Holds    int `json:"holds"`
	Open     int `json:"open"`
}

// Decision is what a named person answers to a finding.
type Decision struct {
	Found   Found
	Answer  AnswerKind
	By      string // key of a person
	Because string
	At      string // RFC 3339; a repeated decision keeps its first time

	Carriers []int // with weed: numbers of the documents that bear what this one says, as the person states
}

// Act is what a named person did at a gate: contacted, attested, approved, reopened.
type Act struct {
	Seq     int64  `json:"seq"`
	Gate    string `json:"gate"`
	Role    string `json:"role,omitempty"` // who was contacted, or approves
	By      string `json:"by"`
	For     string `json:"for,omitempty"` // on whose behalf, where that is another body
	Ref     string `json:"ref,omitempty"`
	Because string `json:"because,omitempty"`
	Digest  Digest `json:"digest,omitempty"` // of what the person saw
	Shown   Digest `json:"shown,omitempty"`  // kept canonical text behind the digest
	At      string `json:"at"`
	Undone  int64  `json:"undone,omitempty"` // the reopening that took it back
	Number  int    `json:"number,omitempty"` // of the depot's receipt that was taken in

	Basis     string `json:"basis,omitempty"`     // legal basis in the archivist's own words, confirmed by name
	Key       string `json:"key,omitempty"`       // public key that signed it; empty: ikke signert
	Signature string `json:"signature,omitempty"` // over Words
}

// Amount is a number of folders or files, and their bytes.
type Amount struct {
	Fate    Fate  `json:"fate"`
	Folders int64 `json:"folders"`
	Files   int64 `json:"files"`
	Bytes   int64 `json:"bytes"`
}

// Balance is what came in against where it went: it adds up, or the run stops (design §3, conservation).
type Balance struct {
	Came Amount     `json:"came"`
	Went []Amount   `json:"went"` // by fate, in a fixed order
	Rows RowAccount `json:"rows"`

	Rules []RuleAmount `json:"rules,omitempty"` // of what is excluded by rule: which rule, in order of their ids

	Unpacked UnpackedAccount `json:"unpacked,omitzero"`
}

// RuleAmount is what one rule keeps out of the package: another owner's folders (R2.1-2), what programs leave behind, destroyed documents by the class
// of their plan.
type RuleAmount struct {
	Rule    string `json:"rule"`
	Folders int64  `json:"folders"`
	Files   int64  `json:"files"`
	Bytes   int64  `json:"bytes"`
}

// RuleNoise is the rule by which files that programs leave behind are out: they hold nothing that anybody made.
const RuleNoise = "design §4"

// RowAccount is the rows of the register's sheet of clients against what they became. The rows are counted as the sheet is read, what they became from
// folders and findings: a row that is lost between the two makes them differ.
type RowAccount struct {
	Came       int64 `json:"came"`
	Folders    int64 `json:"folders"`    // with a row each, whatever their fate
	Unnumbered int64 `json:"unnumbered"` // rows without a number that can be read: each is a finding that holds
}

// Adds tells whether every row is a folder, or held as none.
func (r RowAccount) Adds() bool { return r.Came == r.Folders+r.Unnumbered }

// Adds tells whether every row, folder, file and byte that came in went somewhere.
func (b Balance) Adds() bool {
	var sum Amount
	for _, a := range b.Went {
		sum.Folders += a.Folders
		sum.Files += a.Files
		sum.Bytes += a.Bytes
	}
	return b.Rows.Adds() && b.Unpacked.Adds() && sum == Amount{Folders: b.Came.Folders, Files: b.Came.Files, Bytes: b.Came.Bytes}
}

// Event is one entry of the chained log: what happened, to which folder (derived id only), with facts that hold no personal data.
type Event struct {
	Seq      int64    `json:"seq"`
	At       string   `json:"at"` // UTC, RFC 3339
	Kind     string   `json:"kind"`
	Folder   FolderID `json:"folder,omitempty"`
	Data     string   `json:"data"` // JSON object
	Previous Digest   `json:"previous"`
	Hash     Digest   `json:"hash"`
}
