package purge

import (
	"context"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Texts gives what a file of the folder says. Its error is machine trouble; a file without text that a machine can read is a Read that says why.
type Texts interface {
	Text(ctx context.Context, s Source) (Read, error)
	// Basis names the extractors by revision: another one may read another text.
	Basis() string
}

// Source is a file whose text is asked for.
type Source struct {
	Path   string         // below inn/
	SHA256 deposit.Digest // of what intake read: a file with other bytes has no text
	PUID   string
}

// Read is what a document says, and what it has beside its text.
type Read struct {
	Text   string   // a line for each paragraph, cell and line
	Beside []string // pictures and the like, each named by its content: the same thing has the same name in another document
	Loose  []string // what cannot be compared: comments, tracked changes, embedded objects, pictures without a digest
	Why    string   // why there is no text: empty, unsupported, unreadable, locked, too_large, no_text, changed
}
