package purge

import (
	"context"
	"fmt"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/passages"
)

// reading is a document's text, read once for the folder.
type reading struct {
	read Read
	why  string // why there is none
	text *passages.Prepared
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
		r.text = passages.Prepare(r.read.Text)
		if r.text.Words() == 0 {
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
