package deposit

import "fmt"

// Purging is what a depot's profile says of destroying. The zero value destroys nothing and wants signed approvals.
type Purging struct {
	Destroy  bool // digital originals in the workspace are destroyed by an executed plan; otherwise every outcome says that they were kept
	Unsigned bool // approvals without a key are accepted: every document then says "ikke signert"
}

// Roles of the two approvals of a purge plan.
const (
	RoleController = "controller" // behandlingsansvarlig (R2.1-1)
	RoleArchivist  = "archivist"  // arkivleder, who confirms the legal basis too
)

// PlannedLine is a line of a purge plan with the folder that it is about.
type PlannedLine struct {
	ID      LineID    `json:"id"`
	Folder  FolderID  `json:"folder"`
	Journal string    `json:"journal"`
	Line    PurgeLine `json:"line"`
}

// PurgeSide is what of a line is destroyed: its file, its paper, or one after the other.
type PurgeSide string

// The sides.
const (
	FileSide  PurgeSide = "file"
	PaperSide PurgeSide = "paper"
)

// Sides is what of the line is to be destroyed. A line without file and paper has a file that is missing: its outcome will say so.
func (l PurgeLine) Sides() []PurgeSide {
	var sides []PurgeSide
	if l.Ordinal > 0 || l.Medium == Digital {
		sides = append(sides, FileSide)
	}
	if l.Medium == OnPaper || l.Medium == Mixed || len(sides) == 0 {
		sides = append(sides, PaperSide)
	}
	return sides
}

// PurgePlan is a plan as the store counts it; its lines stand in the kept text behind the digest.
type PurgePlan struct {
	Digest Digest `json:"digest"`
	Lines  int    `json:"lines"`
	Files  int    `json:"files"`  // sides that are files
	Papers int    `json:"papers"` // sides that are paper
}

// Count adds a line to the plan's sums.
func (p *PurgePlan) Count(l PurgeLine) {
	p.Lines++
	for _, side := range l.Sides() {
		if side == FileSide {
			p.Files++
		} else {
			p.Papers++
		}
	}
}

// PurgeProgress is how many sides of an approved plan have an outcome.
type PurgeProgress struct {
	Intended   int `json:"intended"` // sides of which the program said that it would destroy them
	Files      int `json:"files"`    // sides with an outcome
	Papers     int `json:"papers"`
	FilesDone  int `json:"files_done"` // of these, destroyed
	PapersDone int `json:"papers_done"`
}

// Begun tells whether anything was done by the plan, or may have been.
func (p PurgeProgress) Begun() bool { return p.Intended+p.Files+p.Papers > 0 }

// Settles tells whether every side of the plan has an outcome.
func (p PurgeProgress) Settles(plan PurgePlan) bool {
	return p.Files >= plan.Files && p.Papers >= plan.Papers
}

// OutcomeWhy is the reason behind an outcome.
type OutcomeWhy string

// The reasons. All but DespiteHold say why a document was not destroyed.
const (
	NotByProfile  OutcomeWhy = "profile"      // the depot's profile says that digital originals are kept
	NotForHold    OutcomeWhy = "hold"         // a hold stands on it
	NotRejected   OutcomeWhy = "rejected"     // a person rejected the line after the approvals
	NotInForce    OutcomeWhy = "not_in_force" // the rules in force on the day do not let the class go
	NotProposed   OutcomeWhy = "not_proposed" // the folder as it stands now does not propose the line any more
	NotInDelivery OutcomeWhy = "not_here"     // the folder is not in this delivery any more
	NotCarried    OutcomeWhy = "carrier"      // a carrying document is gone, changed, or to be destroyed itself
	NotThere      OutcomeWhy = "gone"         // there was no such file, and nobody had said that it would be destroyed
	NotTheSame    OutcomeWhy = "changed"      // the file is not the one that was approved
	NotPlain      OutcomeWhy = "not_plain"    // a link, a folder, a device: no plain file
	NotAlone      OutcomeWhy = "hard_link"    // the file has other names, so removing this one would destroy nothing
	NotInside     OutcomeWhy = "outside"      // the place leads out of inn/, or lies on another disk
	NotByPerson   OutcomeWhy = "by_person"    // the person who should have destroyed the paper says that it was not done
	DespiteHold   OutcomeWhy = "despite_hold" // shredded although a hold had come meanwhile: a record says what happened
)

// PurgeIntent says that a side is about to be destroyed: written and synced before anything is touched.
type PurgeIntent struct {
	Approval int64 // number of the later of the two approving acts
	Plan     Digest
	Line     LineID
	Side     PurgeSide
	Folder   FolderID
	Path     string // of the file, below inn/
	Modified int64
	By       string
	At       string
}

// PurgeOutcome is what became of one side of a line: destroyed and read back as gone, or not, with the reason. It is never written before the fact.
type PurgeOutcome struct {
	Approval int64      `json:"approval"`
	Plan     Digest     `json:"plan"`
	Line     LineID     `json:"line"`
	Side     PurgeSide  `json:"side"`
	Folder   FolderID   `json:"folder"`
	Journal  string     `json:"journal"`
	Document int        `json:"document"`
	Class    int        `json:"class"`
	Rule     string     `json:"rule"`
	Proof    ProofKind  `json:"proof"`
	Stated   string     `json:"stated,omitempty"` // key of the person behind a stated proof
	Done     bool       `json:"done"`
	Why      OutcomeWhy `json:"why,omitempty"`
	Method   string     `json:"method,omitempty"` // P-4 … P-7 (ISO/IEC 21964) on paper
	By       string     `json:"by"`
	Because  string     `json:"because,omitempty"`
	At       string     `json:"at"`

	Purged *PurgedDocument `json:"-"` // what the folder remembers of a side that was destroyed
}

// OutcomeOf begins an outcome of a side with what the line says.
func OutcomeOf(approval int64, plan Digest, l PlannedLine, side PurgeSide) PurgeOutcome {
	return PurgeOutcome{Approval: approval, Plan: plan, Line: l.ID, Side: side, Folder: l.Folder, Journal: l.Journal, Document: l.Line.Document,
		Class: l.Line.Class, Rule: l.Line.Rule, Proof: l.Line.Proof.Kind, Stated: l.Line.Proof.By}
}

// ShredMethods are the security levels of paper shredding that a record may name: at least P-4 (domain §3.7).
func ShredMethods() []string { return []string{"P-4", "P-5", "P-6", "P-7"} }

// HoldRecord is one entry of the record of holds: that a hold was laid on a folder or document, or lifted.
type HoldRecord struct {
	Seq      int64     `json:"seq"`
	Folder   FolderRef `json:"folder"`
	Document int       `json:"document,omitempty"` // 0: the whole folder
	Lifted   bool      `json:"lifted,omitempty"`
	By       string    `json:"by"`
	Because  string    `json:"because"`
	At       string    `json:"at"`
	Stands   bool      `json:"stands,omitempty"` // a hold that nobody has lifted since
}

// ErasureWish is a person's wish that a folder be erased (GDPR article 17) and that it was answered: not in itself a ground for destroying archives
// (arkivlova 2025 §§ 12–13).
type ErasureWish struct {
	Folder  FolderRef `json:"folder"`
	By      string    `json:"by"`
	Because string    `json:"because"`
	At      string    `json:"at"`
}

// Place names the line's document for people: journal number and number in the overview. It is in no language.
func (l PlannedLine) Place() string { return fmt.Sprintf("%s dok. %d", l.Journal, l.Line.Document) }
