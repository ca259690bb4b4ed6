package intake

import (
	"fmt"
	"io/fs"
)

// ErrDamaged is what an opening of a document that lies in an archive or a letter answers when its container has none of that number, or not the bytes that
// it says it has. It is content, no trouble with the disk.
var ErrDamaged = fmt.Errorf("the archive is damaged: %w", fs.ErrInvalid)

// Sources opens the deposit's source files for reading. The file is the one opening that a source gets in this room: it is hashed, identified, looked into
// and asked for its size and time through the same handle, so that all tell of the same bytes. It must be an io.Seeker and an io.ReaderAt; on a local disk
// it is an *os.File, which lets the identifier work without a copy. A file that is gone is fs.ErrNotExist; one that stopped being a plain file is fs.ErrInvalid.
//
// A path made by deposit.PartPath opens what lies in an archive or a letter; its error may be ErrDamaged. Its time says nothing.
type Sources interface {
	Open(path string) (fs.File, error)
}

// Identifier says what format a file has. The file stands at its beginning; where it stands afterwards is of no interest. Identify must be safe to
// call for several files at once, and to run while somebody else reads the same file at its places. Its error is machine trouble; a file that has no known format is a Format without PUID.
type Identifier interface {
	Identify(file fs.File, name string) (Format, error)
	// Signature names the signature files that judged, for the record; it is no part of the room's basis.
	Signature() string
}

// Format is what an identifier says of one file.
type Format struct {
	PUID            string   // PRONOM id, empty when the format is unknown
	Name            string   // as PRONOM calls it
	Version         string   // of the format
	MIME            string   // media type as PRONOM has it
	Basis           string   // what the match rests on, in the identifier's words
	Warning         string   // the identifier's doubt, in its words
	ByExtensionOnly bool     // only the name speaks for it: no proof (garbage called .odt is x-fmt/3)
	WrongExtension  bool     // the bytes say one format, the name another
	Also            []string // further PRONOM ids that fit as well
}
