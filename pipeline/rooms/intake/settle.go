package intake

import (
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// What lies inside a file is told in two steps: what a document carries, when the document is judged; which files an archive or a letter holds, when all
// files of the folder are known, since they may lie there by themselves as well – the digest says so, whatever they are called.

// carried is a finding on what a document carries, with its number where that is told.
type carried struct {
	code deposit.Code
	n    int
}

func (c carried) args() []string {
	if c.code == Macros {
		return nil
	}
	return []string{strconv.Itoa(c.n)}
}

// told is the findings of what a document carries.
func (c contents) told() []carried {
	var all []carried
	for _, k := range []carried{{External, c.external}, {Comments, c.comments}, {Embedded, c.embedded}} {
		if k.n > 0 {
			all = append(all, k)
		}
	}
	if c.macros {
		all = append(all, carried{Macros, 1})
	}
	return all
}

// holder is a file that holds others, by its place in the folder.
type holder struct {
	at     int
	path   string
	inside contents
}

// holds tells whether there is anything to settle.
func (c contents) holds() bool { return len(c.files) > 0 || c.unread || c.archive }

// settle judges archives and letters by what of their contents lies in the folder as files of its own.
func (r *Room) settle(files []deposit.TakenFile, full []holder, b stage.Bench) {
	alone := map[deposit.Digest]bool{}
	for _, f := range files {
		alone[f.SHA256] = true
	}
	for _, h := range full {
		f := &files[h.at]
		rule, _ := r.policy.Rule(f.Rule)
		if f.Finding != "" {
			continue
		}
		code, args := h.judged(*f, rule, h.inside.missing(alone))
		if code == "" {
			continue
		}
		id := find(b, deposit.Finding{Code: code, File: h.path, SHA256: f.SHA256, Args: args})
		if deposit.Lookup(code).Severity == deposit.Hold {
			f.Finding = id
		}
	}
}

// judged is the finding on a file that holds others, of which some are nowhere else; no code is none.
func (h holder) judged(f deposit.TakenFile, rule deposit.FormatRule, missing int) (deposit.Code, []string) {
	counts := []string{strconv.Itoa(len(h.inside.files)), strconv.Itoa(missing)}
	switch {
	case rule.Container && f.Verdict == deposit.FormatHeld && h.inside.unread:
		return UnreadArchive, []string{f.PUID, f.Format}
	case rule.Container && f.Verdict == deposit.FormatHeld:
		return Archive, append([]string{f.PUID, f.Format}, counts...)
	case rule.Converter != deposit.ConverterMail || len(h.inside.files) == 0:
		return "", nil
	case missing > 0:
		return Attachments, counts
	}
	return Attached, counts[:1]
}

// missing is how many of the files inside do not lie in the folder by themselves as well.
func (c contents) missing(alone map[deposit.Digest]bool) (n int) {
	for _, digest := range c.files {
		if !alone[digest] {
			n++
		}
	}
	return n
}
