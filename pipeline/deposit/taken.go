package deposit

// FormatVerdict is what the format policy says of a file (domain §2.5 as data).
type FormatVerdict string

// The three verdicts of a format policy, and what stands where there is no file to judge any more.
const (
	FormatAccepted FormatVerdict = "accept"
	FormatConvert  FormatVerdict = "convert" // may be converted; a hold until a rendition exists
	FormatHeld     FormatVerdict = "hold"
	FormatPurged   FormatVerdict = "purged" // the file was destroyed by an executed plan; no policy judges it
	FormatUnpacked FormatVerdict = "unpack" // an archive: what came out of it is judged in its place
	FormatNoise    FormatVerdict = "noise"  // came out of an archive, and a program left it there (RuleNoise)
)

// FormatVerdicts is all of them.
func FormatVerdicts() []FormatVerdict {
	return []FormatVerdict{FormatAccepted, FormatConvert, FormatHeld}
}

// TakenFile is a source file after one opening: its hash, what it is, and what the policy says of that.
type TakenFile struct {
	Ordinal int           `json:"ordinal"`
	SHA256  Digest        `json:"sha256"`
	Size    int64         `json:"size"`
	PUID    string        `json:"puid,omitempty"` // PRONOM id, empty when unknown
	Format  string        `json:"format,omitempty"`
	MIME    string        `json:"mime,omitempty"`
	Verdict FormatVerdict `json:"verdict"`
	Rule    string        `json:"rule"`              // id of the line in the format policy
	Finding FindingID     `json:"finding,omitempty"` // the hold that stands on it
	Copy    bool          `json:"copy,omitempty"`    // accepted as it is, and a PDF/A copy goes beside it where one can be made

	// Of a document that came out of an archive or a letter. Its name there was chosen by a stranger: it is a text for a title, and nothing is opened by it.
	Inside Inside `json:"inside,omitempty"`
	Name   string `json:"name,omitempty"`

	Parts int `json:"parts,omitempty"` // documents that came out of this one
}

// Place is where the file lies: what Inside of its parts begins with.
func (f TakenFile) Place() Inside {
	if len(f.Inside) > 0 {
		return f.Inside
	}
	return Inside{f.Ordinal}
}

// Taken is what intake adds: every file hashed, identified and judged; behind the files below inn/ what came out of them, each behind its archive or letter.
type Taken struct {
	Files []TakenFile `json:"files"`
}

// Part makes it a stored part.
func (Taken) Part() PartKey { return PartKey{"taken", 1} }

// Deadline is one latest date of deposit, with the rule and trigger that gave it.
type Deadline struct {
	Rule     string `json:"rule"`    // rule id: ika-6.1-skole, instruks-4.4 …
	Source   string `json:"source"`  // legal source as printed: "instruks 6.1"
	Trigger  string `json:"trigger"` // end_compulsory, last_entry …
	On       Date   `json:"on"`      // day of the trigger
	Computed bool   `json:"computed,omitempty"`
	Years    int    `json:"years"`
	Latest   Date   `json:"latest"`        // zero when it could not be computed
	Why      string `json:"why,omitempty"` // reason code when it did not win or could not be computed: lower_precedence, trigger_unknown, not_applicable, later_than_vedtak
}

// Window is a delivery window: an archive period and the year in which it is delivered (R6.1-2).
type Window struct {
	From int `json:"from"`
	To   int `json:"to"`
	Year int `json:"year"`
}

// Due is what retention says of a folder.
type Due string

// Verdicts of retention. Unknown never means due.
const (
	DueNow     Due = "due"     // may and shall be in this delivery
	DueEarly   Due = "allowed" // may be deposited, the deadline is in a later window
	DueTooSoon Due = "too_early"
	DueUnknown Due = "unknown"
)

// Verdict is what retention adds: every deadline with its reason, the winner and the window.
type Verdict struct {
	Due       Due        `json:"due"`
	Winner    string     `json:"winner,omitempty"` // rule id
	Latest    Date       `json:"latest"`
	Deadlines []Deadline `json:"deadlines"`
	Window    Window     `json:"window"`
	Late      bool       `json:"late,omitempty"`  // the deadline lies before the window
	Lacks     []string   `json:"lacks,omitempty"` // columns that leave it unknown and for which another finding holds: one on the whole deposit, or reception's on the folder
}

// Part makes it a stored part.
func (Verdict) Part() PartKey { return PartKey{"verdict", 1} }

// Fate is where a folder or source file went. Every one has exactly one (design §3, conservation).
type Fate string

// The fates.
const (
	FatePackaged           Fate = "packaged"             // as is
	FateRendition          Fate = "rendition"            // as rendition, without the original
	FateBoth               Fate = "rendition+original"   // as rendition and original
	FateUnpacked           Fate = "unpacked"             // an archive: all that came out of it went its own way, and the archive itself does not go along
	FateExcludedByRule     Fate = "excluded_by_rule"     // another owner's (R2.1-2)
	FateExcludedByDecision Fate = "excluded_by_decision" // a named person decided
	FateDeferred           Fate = "deferred"             // to the next delivery, by a named person
	FateHeld               Fate = "held"                 // open: a person must act; no package is made while there is one
	FateUnderway           Fate = "underway"             // no room has said yet; at the end of the map rooms there is none
)

// PackedFile is one file that goes into the package: a source file as it is, or a rendition of it.
type PackedFile struct {
	Ordinal   int    `json:"ordinal"`  // of the source file
	Document  int    `json:"document"` // number of the document it belongs to
	Source    Digest `json:"source"`   // SHA-256 of the source file
	SHA256    Digest `json:"sha256"`   // of what is packed
	Size      int64  `json:"size"`
	PUID      string `json:"puid"`
	MIME      string `json:"mime"`
	Extension string `json:"extension"` // with the dot, lower case, "" when there is none
	Rendition bool   `json:"rendition,omitempty"`
	Tool      string `json:"tool,omitempty"` // converter and version, recorded, not part of any basis
	From      string `json:"from,omitempty"` // PUID it was converted from

	Checks []RenditionCheck `json:"checks,omitempty"` // what was looked at in a rendition

	// ByDecision is the hold that a person answered with accept: the format policy does not take the file. Format is then what people call it.
	ByDecision FindingID `json:"by_decision,omitempty"`
	Format     string    `json:"format,omitempty"`

	Inside Inside `json:"inside,omitempty"` // of a document that came out of another
}

// FileFate is the fate of one source file.
type FileFate struct {
	Ordinal int    `json:"ordinal"`
	SHA256  Digest `json:"sha256"`
	Size    int64  `json:"size"`
	Fate    Fate   `json:"fate"`
	Because string `json:"because,omitempty"` // finding id or rule id
	Inside  Inside `json:"inside,omitempty"`  // of a document that came out of another: it is counted beside the files
}

// Renditions is what convert adds: what of the folder goes into the package, and the fate of every source file.
type Renditions struct {
	Packed []PackedFile `json:"packed"`
	Fates  []FileFate   `json:"fates"`
}

// Part makes it a stored part.
func (Renditions) Part() PartKey { return PartKey{"renditions", 1} }

// Answers are the decisions that people made on a folder's findings, as a part of their own: a decision redoes only the rooms that read it.
type Answers struct {
	Answers []Answer `json:"answers"`
}

// Part makes it a stored part.
func (Answers) Part() PartKey { return PartKey{"answers", 1} }

// For is the answer given to a finding, and whether there is one.
func (a Answers) For(id FindingID) (Answer, bool) {
	for _, answer := range a.Answers {
		if answer.Finding == id {
			return answer, true
		}
	}
	return Answer{}, false
}

// Answer is one decision of a person on one finding.
type Answer struct {
	Finding FindingID  `json:"finding"`
	Code    Code       `json:"code"`
	Kind    AnswerKind `json:"kind"`

	// With weed on a document that no machine can read: the documents that bear what it says, and the key of the person who says so.
	Carriers []int  `json:"carriers,omitempty"`
	By       string `json:"by,omitempty"`
}
