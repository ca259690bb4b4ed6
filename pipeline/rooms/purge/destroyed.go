package purge

import (
	"slices"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// lookAtDestroyed holds the folder when a destroyed document has left the overview, or when what bears it has gone: what was said once stands in the
// carriers alone.
func (f *folder) lookAtDestroyed() {
	for _, gone := range f.in.Purged.Documents {
		in := slices.ContainsFunc(f.in.Documents.Documents, func(d deposit.Document) bool {
			was, ok := f.in.Purged.Of(d, f.in.Files)
			return ok && was.Line == gone.Line
		})
		if !in {
			f.b.Find(deposit.Finding{Code: DocumentGone, Field: "doknr", Args: []string{strconv.Itoa(gone.Document)}})
		}
		for _, c := range gone.Carriers {
			if !f.there(c) {
				f.b.Find(deposit.Finding{Code: CarrierGone, Field: "doknr", Args: []string{strconv.Itoa(gone.Document), strconv.Itoa(c.Document)}})
			}
		}
	}
}

// there tells that a carrier is still in the folder as it was, and not left out.
func (f *folder) there(c deposit.Carrier) bool {
	return slices.ContainsFunc(f.in.Documents.Documents, func(d deposit.Document) bool { return f.is(d, c) && f.stays(d) })
}

// is tells that the document is the one that a proof named: by its content where it has a file, by its number on paper.
func (f *folder) is(d deposit.Document, c deposit.Carrier) bool {
	if _, gone := f.in.Purged.Of(d, f.in.Files); gone {
		return false
	}
	if c.SHA256 != "" {
		return d.File > 0 && f.taken[d.File].SHA256 == c.SHA256
	}
	return d.File == 0 && d.Number == c.Document
}

// bearsDestroyed tells that the document bears what a destroyed one said.
func (f *folder) bearsDestroyed(d deposit.Document) bool {
	for _, gone := range f.in.Purged.Documents {
		if slices.ContainsFunc(gone.Carriers, func(c deposit.Carrier) bool { return f.is(d, c) }) {
			return true
		}
	}
	return false
}
