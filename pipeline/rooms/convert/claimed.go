package convert

import (
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// claiming is the PRONOM ids of PDF/A-1, 2 and 3. A file has one because it says that it is PDF/A, not because it is.
var claiming = []string{"fmt/95", "fmt/354", "fmt/476", "fmt/477", "fmt/478", "fmt/479", "fmt/480", "fmt/481"}

// claims tells of a file that the policy takes because it says that it is PDF/A. It is looked at before it is believed.
func claims(f deposit.TakenFile) bool {
	return f.Verdict == deposit.FormatAccepted && !f.Copy && slices.Contains(claiming, f.PUID)
}

// judged is a file on the bench with the fate it gets.
type judged struct {
	file deposit.TakenFile
	about
	fate deposit.FileFate
}

// claimed is the way of a file that says it is PDF/A: as it is where that is so, or where nobody has looked yet; what was made of it where it is not.
func (r Room) claimed(in In, made deposit.Rendition, j judged) ([]deposit.PackedFile, deposit.FileFate) {
	f := j.file
	switch {
	case made.Outcome == deposit.RenditionMade:
		j.find(NotPDFA, f.SHA256, f.PUID, f.Format)
		return r.made(made, f, j.about, j.fate)
	case made.Outcome == deposit.RenditionFailed:
		code := FalsePDFA
		if made.Trouble == deposit.TroubleChanged {
			code = Changed
		}
		j.fate.Because = string(j.find(code, f.SHA256, f.PUID, f.Format))
		packed, fate := answered(in, f, j.asIs, j.fate)
		for i := range packed { // the policy takes its format, and it is not of that format
			packed[i].ByDecision, packed[i].Format = deposit.FindingID(fate.Because), f.Format
		}
		return packed, fate
	}
	j.notice(made.Checks, f)
	j.asIs.Checks = slices.Clone(made.Checks)
	j.fate.Fate = deposit.FatePackaged
	return []deposit.PackedFile{j.asIs}, j.fate
}

// notice tells what was seen in a file that is good enough to be packed.
func (a about) notice(checks []deposit.RenditionCheck, f deposit.TakenFile) {
	for _, c := range checks {
		if code := notices[seen{c.What, c.Seen}]; code != "" {
			a.find(code, f.SHA256, argumentsOf(code, c)...)
		}
	}
}
