package pack

import (
	"context"
	"io"
	"iter"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Source is what the room needs of the store. Streams are read in pages: no cursor is open between two values.
type Source interface {
	// Folders streams the packaged folders by journal number, in byte order of its canonical text. The room reads it once.
	Folders(ctx context.Context) iter.Seq2[Folder, error]
	// Posts streams every record that is a journal post, by year and sequence number, then by folder and document (krav 6.4.30). It may be walked several times.
	Posts(ctx context.Context) iter.Seq2[Post, error]
}

// Folder is one packaged folder with all that the room needs of it.
type Folder struct {
	Ref         deposit.FolderRef
	Description deposit.Description
	Packed      []deposit.Digest // of every file that convert said goes along
	Files       deposit.Files
	Placings    []deposit.Placing // empty for a folder that is digital only
}

// Post is one journal post with the folder that it stands in; the folder's records are left out.
type Post struct {
	Folder deposit.Description
	Record deposit.DescribedRecord
}

// Files opens what goes into the package.
type Files interface {
	// Source opens a source file by its path below inn/.
	Source(path string) (io.ReadCloser, error)
	// Kept opens what a room made, by its SHA-256.
	Kept(digest deposit.Digest) (io.ReadCloser, error)
}

// Draft is a private folder in which the room writes; whoever runs the room shows it by one rename when the run has succeeded.
type Draft interface {
	// Create begins a file below ut/, with "/" between its parts. A file that was not closed without an error is not there.
	Create(name string) (io.WriteCloser, error)
	// Path is where a closed file of the draft lies, so that it can be read again.
	Path(name string) string
}

// Schemas are the official XSDs that the user has imported (regler/skjema/), by file name. Each is opened anew when it is read.
type Schemas map[string]func() (io.ReadCloser, error)

// Ports are what the room works on.
type Ports struct {
	Source Source
	Files  Files
	Draft  Draft
	// Tell is told how many bytes of all stand in the tar; nil when nobody listens.
	Tell func(done, total int64)
}
