package convert

import (
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// unpacked looks at archives and letters again when it is known where everything in them went. While a part waits, its archive waits: it may be all that
// there is of it. Where a person left a part out, the original does not go along either, since the part lies in it; that of a letter only where a rendition
// stands in its place.
func unpacked(taken deposit.Taken, out *deposit.Renditions) {
	for i, f := range taken.Files {
		fate := &out.Fates[i]
		switch {
		case f.Parts == 0:
		case f.Verdict == deposit.FormatUnpacked && f.Finding == "" && has(out.Fates, f, deposit.FateHeld):
			fate.Fate = deposit.FateHeld
			dropOriginal(out, f)
		case !has(out.Fates, f, deposit.FateExcludedByDecision):
		case fate.Fate == deposit.FateBoth:
			fate.Fate = deposit.FateRendition
			dropOriginal(out, f)
		case f.Verdict == deposit.FormatUnpacked && fate.Fate == deposit.FatePackaged:
			fate.Fate = deposit.FateUnpacked
			dropOriginal(out, f)
		}
	}
}

// has tells that something that came out of the file has a fate.
func has(fates []deposit.FileFate, f deposit.TakenFile, fate deposit.Fate) bool {
	return slices.ContainsFunc(fates, func(p deposit.FileFate) bool { return p.Inside.From(f.Place()) && p.Fate == fate })
}

func dropOriginal(out *deposit.Renditions, f deposit.TakenFile) {
	out.Packed = slices.DeleteFunc(out.Packed, func(p deposit.PackedFile) bool { return p.Ordinal == f.Ordinal && !p.Rendition })
}
