package deposit

// RenditionOutcome is how far the rendition of a source file has come.
type RenditionOutcome string

// The outcomes. What was made, failed or looked at is stored, and is not tried again by itself.
const (
	RenditionMade    RenditionOutcome = "made"
	RenditionFailed  RenditionOutcome = "failed"
	RenditionKept    RenditionOutcome = "kept"    // none is needed: the source was looked at and is what it says
	RenditionWaiting RenditionOutcome = "waiting" // nobody has tried yet: `check` makes none
	RenditionNoTool  RenditionOutcome = "no_tool" // the program that makes it is not on this machine
	RenditionNoWay   RenditionOutcome = "no_way"  // nothing makes one of this format
)

// RenditionTrouble is why a converter made no rendition that can be trusted.
type RenditionTrouble string

// The troubles. Each has its own finding.
const (
	TroubleTime     RenditionTrouble = "time"     // it took longer than its size allows
	TroubleCrash    RenditionTrouble = "crash"    // the converter fell over it, or asked for more memory than it may have
	TroubleRefused  RenditionTrouble = "refused"  // the converter does not read it
	TroubleDisguise RenditionTrouble = "disguise" // it is not what its format says
	TroublePages    RenditionTrouble = "pages"    // no page, or another number of pages than the source
	TroubleText     RenditionTrouble = "text"     // text of the source is missing
	TroubleClaim    RenditionTrouble = "claim"    // it does not even say that it is PDF/A, or lacks what PDF/A asks for
	TroubleInvalid  RenditionTrouble = "invalid"  // a validator rejects it
	TroubleLimit    RenditionTrouble = "limit"    // larger, deeper or more than is converted
	TroubleChanged  RenditionTrouble = "changed"  // the source is not the one that was taken in; never kept
)

// RenditionCheck is one thing that was looked at in a rendition, and what was seen.
type RenditionCheck struct {
	What string `json:"what"`           // pages, text, title, fonts, claim, verapdf, steady, content, render, comments, cut_cells, annex, hidden, replaced_fonts, attached_files
	Seen string `json:"seen"`           // ok, lost, none, unknown, not_compared, not_checked, no, changed, annexed, left_out, same_widths, other_widths, likely, inside, doubt
	N    int    `json:"n,omitempty"`    // pages, per mille of text, fonts
	More string `json:"more,omitempty"` // names of fonts, the validator and its version; never text of the document
}

// Rendition is what is known of the rendition of one source file.
type Rendition struct {
	Outcome   RenditionOutcome `json:"outcome"`
	Trouble   RenditionTrouble `json:"trouble,omitempty"`
	Tool      string           `json:"tool,omitempty"` // the program and its version; of one that is missing, its name
	SHA256    Digest           `json:"sha256,omitempty"`
	Size      int64            `json:"size,omitempty"`
	PUID      string           `json:"puid,omitempty"`
	MIME      string           `json:"mime,omitempty"`
	Extension string           `json:"extension,omitempty"` // with the dot
	Checks    []RenditionCheck `json:"checks,omitempty"`
}

// Check is what was seen of one thing, and whether it was looked at.
func (r Rendition) Check(what string) (RenditionCheck, bool) {
	for _, c := range r.Checks {
		if c.What == what {
			return c, true
		}
	}
	return RenditionCheck{}, false
}

// RenditionKey is what decides a rendition: the source's bytes, and the way in which it is converted.
type RenditionKey struct {
	Source Digest
	Way    Digest // converter, its revision and its options; no tool version
}

// RenderedFile is the rendition of the file with the ordinal.
type RenderedFile struct {
	Ordinal int `json:"ordinal"`
	Rendition
}

// Rendered is what is known of the renditions of a folder's files. It is written for all folders before the room convert, because converters work on files
// of many folders at once; the room only reads it. It is a part of its own so that a rendition that comes late redoes only what reads it.
type Rendered struct {
	Files []RenderedFile `json:"files"`
}

// Part makes it a stored part.
func (Rendered) Part() PartKey { return PartKey{"rendered", 1} }

// For is the rendition of the file with the ordinal, and whether there is word of one.
func (r Rendered) For(ordinal int) (Rendition, bool) {
	for _, f := range r.Files {
		if f.Ordinal == ordinal {
			return f.Rendition, true
		}
	}
	return Rendition{}, false
}
