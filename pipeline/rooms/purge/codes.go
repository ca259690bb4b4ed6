package purge

import "github.com/arkivdepot/arkivdepot/pipeline/deposit"

// Codes of the room's findings (deposit/findings/purge.json). PUR-002, a destroyed file that is there again, is reception's.
const (
	Undecided    deposit.Code = "PUR-001" // in the pink cover, and nobody has decided (R2.6-2)
	CarrierGone  deposit.Code = "PUR-003" // what bears a destroyed document is missing, changed or left out
	DocumentGone deposit.Code = "PUR-004" // a destroyed document has left the overview
	Proposed     deposit.Code = "PUR-010"
	Unstated     deposit.Code = "PUR-023" // paper: a person must say what bears it
)

// keptCodes is the finding for each reason to keep a proposed document. A document that a person decided to keep needs none: the decision stands on the
// finding that asked. Nor does a folder of a client who declined help: reception holds for it (REC-032).
var keptCodes = map[deposit.KeptWhy]deposit.Code{
	deposit.KeptUncarried:    "PUR-011",
	deposit.KeptNoText:       "PUR-012",
	deposit.KeptNoCarrier:    "PUR-013",
	deposit.KeptNoOriginal:   "PUR-014",
	deposit.KeptAssessment:   "PUR-015",
	deposit.KeptHold:         "PUR-017",
	deposit.KeptPrintOut:     "PUR-018",
	deposit.KeptOtherOffice:  "PUR-019",
	deposit.KeptBeside:       "PUR-020",
	deposit.KeptNotInForce:   "PUR-021",
	deposit.KeptUndocumented: "PUR-022",
	deposit.KeptPaper:        Unstated,
	deposit.KeptInJournal:    "PUR-024",
	deposit.KeptBears:        "PUR-025",
	deposit.KeptParts:        "PUR-026",
}
