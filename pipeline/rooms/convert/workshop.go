package convert

import (
	"context"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Way is how files of a format become renditions.
type Way struct {
	Tool  string // what people call the program
	Group string // files of one group are made together
	Basis string // the converter, its revision and its options: all that decides a rendition besides the source and the program's version
	// Better is the basis of a way that knows more and that is not at hand: what is known by that way goes before this one. Empty where there is none.
	Better string
}

// Key is what decides the rendition of a source file.
func (w Way) Key(source deposit.Digest) deposit.RenditionKey {
	return deposit.RenditionKey{Source: source, Way: deposit.DigestOf([]byte(w.Basis))}
}

// BetterKey is the key of what is known by the better way; ok is false where there is none.
func (w Way) BetterKey(source deposit.Digest) (key deposit.RenditionKey, ok bool) {
	return deposit.RenditionKey{Source: source, Way: deposit.DigestOf([]byte(w.Better))}, w.Better != ""
}

// Workshop knows who makes renditions of what.
type Workshop interface {
	// Way is how files of a format are made; ok is false where nothing makes them.
	Way(puid string) (w Way, ok bool)
	// Missing tells that the program of the way is not on this machine.
	Missing(w Way) bool
	// Place opens the tools of one worker.
	Place(ctx context.Context) (Place, error)
	// Basis names everything that decides what the workshop can make here.
	Basis() string
}

// Place is the tools of one worker. It is used by one goroutine.
type Place interface {
	// Make makes renditions of jobs that go the same way, one answer each, in their order. What cannot be converted is an answer; an error is trouble of the
	// machine or of an installation. What it made stands until the next call.
	Make(ctx context.Context, w Way, jobs []Job) ([]Made, error)
	Close() error
}

// Job is a source file to be converted.
type Job struct {
	Path   string // below inn/
	SHA256 deposit.Digest
	Size   int64
	PUID   string
}

// Made is the answer to a job.
type Made struct {
	Rendition deposit.Rendition // without digest and size: they are the shelf's
	Open      func() (io.ReadCloser, error)
}

// Shelf keeps what was made: contents by their digest, and a row that says of which source they are and how they came to be.
type Shelf interface {
	// Renditions is what is known of the keys.
	Renditions(ctx context.Context, keys []deposit.RenditionKey) (map[deposit.RenditionKey]deposit.Rendition, error)
	// PutRenditions writes rows in one transaction; the contents that they name stand and are synced.
	PutRenditions(ctx context.Context, made map[deposit.RenditionKey]deposit.Rendition) error
	// PutRendered writes the parts of folders in one transaction.
	PutRendered(ctx context.Context, folders map[deposit.FolderID]deposit.Rendered) error
}

// Keeper stores content under its SHA-256, synced before it returns.
type Keeper interface {
	Keep(r io.Reader) (deposit.Digest, int64, error)
}
