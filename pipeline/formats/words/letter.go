package words

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// ofLetter is the text of a message: its header, and its texts. Where a text has forms that say different things, all of them are given, since nobody can
// know which one was read.
func ofLetter(l Letter) Text {
	f := newFlow(DefaultLimits())
	for _, line := range l.Head {
		f.emit(line)
	}
	for _, b := range l.Bodies {
		var said []string
		for _, form := range []string{b.Plain, HTML(b.HTML), RTF(b.RTF)} {
			if flat := squeezed(form); flat != "" && !contains(said, flat) {
				said = append(said, flat)
				f.emit(form)
			}
		}
	}
	for _, content := range l.Attached {
		sum := sha256.Sum256(content)
		f.found(Attachments)
		f.sums[Attachments] = append(f.sums[Attachments], hex.EncodeToString(sum[:]))
	}
	f.counts[Attachments] += l.Loose
	return f.result()
}

// squeezed is a text without white space: forms of one text part their lines differently.
func squeezed(text string) string { return strings.Join(strings.Fields(text), "") }

func contains(said []string, text string) bool {
	for _, s := range said {
		if strings.Contains(s, text) {
			return true
		}
	}
	return false
}
