package purge

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// reading is a document's text, read once for the folder.
type reading struct {
	read Read
	why  string // why there is none
	text []string
}

// reading reads a document's file the first time that it is asked for.
func (f *folder) reading(ctx context.Context, d deposit.Document) (*reading, error) {
	if known, ok := f.read[d.File]; ok {
		return known, nil
	}
	taken := f.taken[d.File]
	r := &reading{why: "changed"}
	if taken.SHA256 != "" {
		read, err := f.room.texts.Text(ctx, Source{Path: f.in.Files.Path(d.File), SHA256: taken.SHA256, PUID: taken.PUID})
		if err != nil {
			return nil, fmt.Errorf("text of file %d: %w", d.File, err)
		}
		r.read, r.why = read, read.Why
	}
	if r.why == "" {
		r.text = passagesOf(r.read.Text)
		if len(r.text) == 0 {
			r.why = "no_text"
		}
	}
	f.read[d.File] = r
	return r, nil
}

// keepUnread keeps a candidate that no machine can read; with machine trouble the run stops and nothing is said.
func (f *folder) keepUnread(c candidate, err error) {
	if err == nil {
		f.keep(c, deposit.KeptNoText)
	}
}

// found is what measuring a text against others shows.
type found struct {
	carried bool
	score   int // per mille
	words   int
	left    int // words that stand nowhere else
	by      []share
}

// share is how many words a bearer bears.
type share struct{ index, words int }

// measure compares a text with its bearers: whole passages, letter for letter but for white space and capitals.
func measure(own *reading, bearers []bearer) found {
	have := map[string]int{}
	for i := len(bearers) - 1; i >= 0; i-- {
		for _, p := range bearers[i].text {
			have[p] = i
		}
	}
	words := make([]int, len(bearers))
	var out found
	for _, p := range own.text {
		n := len(strings.Fields(p))
		out.words += n
		if i, ok := have[p]; ok {
			words[i] += n
		} else {
			out.left += n
		}
	}
	for i, n := range words {
		if n > 0 {
			out.by = append(out.by, share{i, n})
		}
	}
	out.carried, out.score = out.left == 0, deposit.WholeScore*(out.words-out.left)/max(out.words, 1)
	return out
}

func passagesOf(text string) []string {
	var all []string
	for _, line := range strings.Split(text, "\n") {
		if p := strings.Join(strings.FieldsFunc(strings.ToLower(line), unicode.IsSpace), " "); p != "" {
			all = append(all, p)
		}
	}
	return all
}
