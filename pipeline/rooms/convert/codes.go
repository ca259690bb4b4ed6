package convert

import (
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// MustConvert is the code of the policy that takes a file converted only. It stands with those of intake, which asks the policy, and is told here: where
// nothing can convert the file, that is the one finding.
const MustConvert deposit.Code = "INT-008"

// Codes of the room's findings (pipeline/deposit/findings/convert.json).
const (
	NoTool    deposit.Code = "CNV-001" // the program that converts it is not on this machine
	NoWay     deposit.Code = "CNV-002" // nothing converts this format
	TooSlow   deposit.Code = "CNV-003"
	Crashed   deposit.Code = "CNV-004"
	Refused   deposit.Code = "CNV-005"
	Disguised deposit.Code = "CNV-006"
	PagesLost deposit.Code = "CNV-007"
	TextLost  deposit.Code = "CNV-008"
	NoClaim   deposit.Code = "CNV-009"
	Invalid   deposit.Code = "CNV-010"
	TooLarge  deposit.Code = "CNV-011"
	Changed   deposit.Code = "CNV-012"

	TitleLost    deposit.Code = "CNV-021"
	TextUnknown  deposit.Code = "CNV-022"
	NotSteady    deposit.Code = "CNV-024"
	NoCopy       deposit.Code = "CNV-025"
	PartsChanged deposit.Code = "CNV-026"
	AnnexLost    deposit.Code = "CNV-027" // comments and long texts of cells found no place behind the pages
	HiddenLost   deposit.Code = "CNV-028" // sheets, rows, slides, notes to the speaker, text
	FontsOther   deposit.Code = "CNV-029" // other fonts took the place of those asked for, with letters of other widths
	NotPDFA      deposit.Code = "CNV-030" // it says that it is PDF/A and is not: it was converted
	FalsePDFA    deposit.Code = "CNV-031" // the same, and nothing could be made of it
	FilesInside  deposit.Code = "CNV-032" // a PDF with other files in it
	DoubtfulPDFA deposit.Code = "CNV-033" // what speaks against its claim, where no validator has judged
)

var troubles = map[deposit.RenditionTrouble]deposit.Code{
	deposit.TroubleTime: TooSlow, deposit.TroubleCrash: Crashed, deposit.TroubleRefused: Refused, deposit.TroubleDisguise: Disguised,
	deposit.TroublePages: PagesLost, deposit.TroubleText: TextLost, deposit.TroubleClaim: NoClaim, deposit.TroubleInvalid: Invalid,
	deposit.TroubleLimit: TooLarge, deposit.TroubleChanged: Changed,
}

// troubleOf is the hold that stands on a file without a rendition, with its arguments: format and program.
func troubleOf(r deposit.Rendition, f deposit.TakenFile) (deposit.Code, []string) {
	switch r.Outcome {
	case deposit.RenditionNoTool:
		return NoTool, []string{f.PUID, f.Format, r.Tool}
	case deposit.RenditionFailed:
		return troubles[r.Trouble], []string{f.PUID, f.Format}
	}
	return NoWay, []string{f.PUID, f.Format}
}

// seen is what a check saw.
type seen struct{ what, saw string }

// notices are the findings that a rendition has which is good enough to be packed.
var notices = map[seen]deposit.Code{
	{"title", "lost"}: TitleLost, {"text", "unknown"}: TextUnknown, {"steady", "no"}: NotSteady, {"content", "changed"}: PartsChanged,
	{"annex", "left_out"}: AnnexLost, {"hidden", "left_out"}: HiddenLost, {"replaced_fonts", "other_widths"}: FontsOther,
	{"attached_files", "inside"}: FilesInside, {"claim", "doubt"}: DoubtfulPDFA,
}

func argumentsOf(code deposit.Code, c deposit.RenditionCheck) []string {
	switch code {
	case PartsChanged, AnnexLost, HiddenLost, FilesInside:
		return []string{strconv.Itoa(c.N)}
	case FontsOther:
		return []string{c.More}
	}
	return nil
}
