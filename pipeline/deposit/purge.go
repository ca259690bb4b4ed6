package deposit

import "encoding/json"

// ProofKind is how it was shown that a document may go.
type ProofKind string

// The proofs. A measured one compares texts or checksums; a stated one is a person's word on paper that no machine can read, and says so wherever it is
// printed.
const (
	ProofPassages ProofKind = "passages" // every passage stands in the carriers (class 1 and 3)
	ProofChecksum ProofKind = "checksum" // the same bytes as the original in this folder (class 2)
	ProofContent  ProofKind = "content"  // the same content as the original in this folder in another format (class 2)
	ProofStated   ProofKind = "stated"   // a person has held paper and carrier against each other
)

// WholeScore is the score of a document of which everything stands in its carriers, per mille.
const WholeScore = 1000

// Carrier is a document of the same folder that bears what a purged document said.
type Carrier struct {
	Document int    `json:"document"`
	Ordinal  int    `json:"ordinal,omitempty"` // of its file, 0 on paper
	SHA256   Digest `json:"sha256,omitempty"`
	Words    int    `json:"words,omitempty"` // of the purged document's words that stand there
}

// Proof is the evidence behind a line of a purge plan (R5-2).
type Proof struct {
	Kind     ProofKind `json:"kind"`
	Score    int       `json:"score"` // share of the words that stand in the carriers, per mille; 1000 in every measured proof
	Words    int       `json:"words,omitempty"`
	Carriers []Carrier `json:"carriers"`
	By       string    `json:"by,omitempty"` // key of the person who stated it
}

// PurgeLine is one document of which the plan says that it may go.
type PurgeLine struct {
	Document int    `json:"document"` // number in the overview
	Class    int    `json:"class"`    // 1–3 (R5-2)
	Rule     string `json:"rule"`
	Medium   Medium `json:"medium"`            // digital: the file is destroyed; papir: the paper is shredded; blandet: both
	Ordinal  int    `json:"ordinal,omitempty"` // of its file
	SHA256   Digest `json:"sha256,omitempty"`
	Size     int64  `json:"size,omitempty"`
	Proof    Proof  `json:"proof"`
}

// LineID is the name of a line: the same document with the same proof has the same one in every run, and any change makes another.
type LineID string

// ID derives the line's name from the folder and all that the line says.
func (l PurgeLine) ID(folder FolderID) LineID {
	body, err := json.Marshal(l)
	if err != nil {
		panic(err) // no field of a line can fail to marshal
	}
	return LineID("K-" + string(DigestOf(append([]byte(folder+"\n"), body...)))[:16])
}

// KeptWhy is the reason why a document that somebody proposed to weed is kept.
type KeptWhy string

// The reasons. Their words are in the finding of room purge.
const (
	KeptUncarried    KeptWhy = "uncarried"    // a passage stands nowhere else in the folder
	KeptNoText       KeptWhy = "no_text"      // a scan, a picture, an unreadable or locked file: nothing can be shown
	KeptNoCarrier    KeptWhy = "no_carrier"   // no document is left that could bear it
	KeptNoOriginal   KeptWhy = "no_original"  // a copy whose original is not in this folder
	KeptAssessment   KeptWhy = "assessment"   // an expert assessment, a referral, a decision (domain §2.4)
	KeptRefused      KeptWhy = "refused_help" // R2.3-8
	KeptHold         KeptWhy = "hold"         // a hold stands on it
	KeptPrintOut     KeptWhy = "print_out"    // a print-out that R2.3-5 or R4.2-2 requires, or its rendition
	KeptOtherOffice  KeptWhy = "other_office" // a copy received from another office (R3.4-1)
	KeptRejected     KeptWhy = "rejected"     // a person rejected the line
	KeptByPerson     KeptWhy = "by_person"    // a person decided to keep it
	KeptNotInForce   KeptWhy = "not_in_force" // no rule in force lets this class go
	KeptUndocumented KeptWhy = "undocumented" // a test print-out where tools and methods are not documented (domain §2.4)
	KeptPaper        KeptWhy = "paper"        // paper, and nobody has stated what bears it
	KeptBeside       KeptWhy = "beside"       // pictures, comments or tracked changes that no carrier has
	KeptInJournal    KeptWhy = "in_journal"   // a note that lies in the journal cover (domain §1.7 nr 4)
	KeptBears        KeptWhy = "bears"        // it bears what a destroyed document said
	KeptParts        KeptWhy = "parts"        // an archive or a letter that other documents came out of
)

// KeptProposal is a document that was proposed and is kept.
type KeptProposal struct {
	Document int     `json:"document"`
	Class    int     `json:"class"`
	Why      KeptWhy `json:"why"`
	Left     int     `json:"left,omitempty"` // words that stand nowhere else, with KeptUncarried
}

// Weeding is what room purge adds: what may go with its proof, and what is kept with the reason. It destroys nothing.
type Weeding struct {
	Lines []PurgeLine    `json:"lines,omitempty"`
	Kept  []KeptProposal `json:"kept,omitempty"`
}

// Part makes it a stored part.
func (Weeding) Part() PartKey { return PartKey{"weeding", 1} }

// PurgeHold is a person's word that a folder, or one document of it, is not to be weeded: a case in court, a complaint, a request for access.
type PurgeHold struct {
	Document int    `json:"document,omitempty"` // 0: the whole folder
	By       string `json:"by"`
	At       string `json:"at"`
}

// Holds are the holds that stand on a folder.
type Holds struct {
	Holds []PurgeHold `json:"holds"`
}

// Part makes it a stored part.
func (Holds) Part() PartKey { return PartKey{"holds", 1} }

// On tells whether a hold stands on the document.
func (h Holds) On(document int) bool {
	for _, hold := range h.Holds {
		if hold.Document == 0 || hold.Document == document {
			return true
		}
	}
	return false
}

// PurgedDocument is a document that was destroyed, read back as gone. Its metadata live on (Noark 5 utfoertKassasjon, M630/M631).
type PurgedDocument struct {
	Document int    `json:"document"`
	Class    int    `json:"class"`
	Rule     string `json:"rule"`
	Line     LineID `json:"line"`
	Plan     Digest `json:"plan"`
	Ordinal  int    `json:"ordinal,omitempty"` // of the file that was
	Path     string `json:"path,omitempty"`    // below inn/
	SHA256   Digest `json:"sha256,omitempty"`
	Size     int64  `json:"size,omitempty"`
	Modified int64  `json:"mtime,omitempty"`
	Paper    bool   `json:"paper,omitempty"` // paper was shredded
	Date     Date   `json:"date"`            // kassertDato
	By       string `json:"by"`              // kassertAv: name of the person, as deponering.yaml has it

	// Carriers are those of the line's proof: what bears a destroyed document may not go, and is missed when it does.
	Carriers []Carrier `json:"carriers,omitempty"`
}

// Purged is what of a folder was destroyed by executed plans.
type Purged struct {
	Documents []PurgedDocument `json:"documents"`
}

// Part makes it a stored part.
func (Purged) Part() PartKey { return PartKey{"purged", 1} }

// File is what was destroyed at a path below inn/, and whether anything was. A file is asked for by path: ordinals move when files are added.
func (p Purged) File(path string) (PurgedDocument, bool) {
	for _, d := range p.Documents {
		if d.Path == path && path != "" {
			return d, true
		}
	}
	return PurgedDocument{}, false
}

// Of is what was destroyed of a document of the overview: its file by path, or its paper by the number that it had.
func (p Purged) Of(d Document, files Files) (PurgedDocument, bool) {
	if d.File > 0 {
		return p.File(files.Path(d.File))
	}
	for _, gone := range p.Documents {
		if gone.Path == "" && gone.Document == d.Number {
			return gone, true
		}
	}
	return PurgedDocument{}, false
}
