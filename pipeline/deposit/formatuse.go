package deposit

// FormatUse is how much of a format came in, and what became of it.
type FormatUse struct {
	PUID      string        `json:"puid"`
	Name      string        `json:"name"`
	Verdict   FormatVerdict `json:"verdict"` // the strictest that a file of it got: a date may decide
	Files     int64         `json:"files"`
	Bytes     int64         `json:"bytes"`
	Converted int64         `json:"converted"` // renditions made
	Failed    int64         `json:"failed"`
	From      int           `json:"from,omitempty"` // year of the oldest document, 0 where none is dated
	To        int           `json:"to,omitempty"`
}

// weight orders verdicts by their strictness.
var weight = map[FormatVerdict]int{FormatAccepted: 0, FormatUnpacked: 1, FormatConvert: 1, FormatHeld: 2}

// Add counts a file, with its document's year where that is known and what is known of its rendition.
func (u *FormatUse) Add(f TakenFile, year int, r Rendition) {
	u.PUID, u.Files, u.Bytes = f.PUID, u.Files+1, u.Bytes+f.Size
	if u.Name == "" {
		u.Name = f.Format
	}
	if u.Verdict == "" || weight[f.Verdict] > weight[u.Verdict] {
		u.Verdict = f.Verdict
	}
	switch r.Outcome {
	case RenditionMade:
		u.Converted++
	case RenditionFailed:
		u.Failed++
	}
	if year > 0 {
		if u.From == 0 || year < u.From {
			u.From = year
		}
		u.To = max(u.To, year)
	}
}
