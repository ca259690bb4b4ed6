package reception

import (
	"context"
	"io"
	"io/fs"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Inbox is what was handed in: the register and the tree below inn/.
type Inbox interface {
	// Walk visits everything below inn/, directories included, in an order that does not change from run to run. It follows no link and reports what
	// it cannot read as an entry instead of failing. A missing inn/ is an empty one: a deposit may be paper only.
	Walk(ctx context.Context, visit func(Entry) error) error
	// Open opens a plain file for reading. One that is gone is fs.ErrNotExist, one that is no plain file any more fs.ErrInvalid.
	Open(path string) (fs.File, error)
	// Register opens the register. A register that is not there is fs.ErrNotExist.
	Register() (Register, error)
}

// EntryKind says what an entry of the tree is.
type EntryKind string

// The kinds of entry. Only plain files go on; each of the others but directories is a finding.
const (
	PlainFile  EntryKind = "file"
	Directory  EntryKind = "dir"
	Link       EntryKind = "link"       // symbolic link or junction, wherever it points
	Device     EntryKind = "device"     // pipe, socket, device
	Unreadable EntryKind = "unreadable" // directory or file that cannot be opened, or lies deeper than anybody files
	BadName    EntryKind = "badname"    // name that is no text, or holds control characters or a backslash
)

// Entry is one thing below inn/.
type Entry struct {
	Path     string // below inn/, with "/"; of a BadName the bytes that are no text stand as \xHH
	Kind     EntryKind
	Size     int64
	Modified int64 // nanoseconds since 1970
}

// Register is the opened register file.
type Register struct {
	File io.ReaderAt
	Size int64
	Name string // base name: its extension tells a text file from a workbook
	io.Closer
}

// Ledger is the deposit's store as reception needs it.
type Ledger interface {
	// Last is what the last finished reception was made of; empty before the first.
	Last(ctx context.Context) (Mark, error)
	// Receive runs work in one transaction: all of it stands afterwards, or nothing.
	Receive(ctx context.Context, work func(Sitting) error) error
}

// Mark says what a reception was made of: an unchanged mark means that a second run has nothing to do.
type Mark struct {
	Basis deposit.Digest // of the room: revision, options, the deposit's own facts
	Input deposit.Digest // of the register's bytes and the listing of the tree
}

// Sitting is one reception in progress: a scratch for what does not fit in memory, and the folders as they stand.
type Sitting interface {
	// Jot adds scraps to the scratch; one of the same kind, key and number is replaced.
	Jot(scraps ...Scrap) error
	// Look reads scraps of one kind in byte order of key, then number.
	Look(r Range) ([]Scrap, error)
	// Have tells which of the keys stand in the scratch under a kind.
	Have(kind string, keys []string) (map[string]bool, error)
	// Standing tells which folders stand with their files as they were made, in the order in which they are asked for: the fate that each came in with,
	// empty for one that does not stand so. Those that do count as kept.
	Standing(asked ...Asked) ([]deposit.Fate, error)
	// Destroyed is what executed purge plans destroyed of a folder. Its files count as handed in: they were.
	Destroyed(folder deposit.FolderID) (deposit.Purged, error)
	// Keep writes what differs of one folder from what stands, and tells whether anything did.
	Keep(f Folder) (changed bool, err error)
	// Digest is the SHA-256 of a loose file that an earlier reception hashed and that has not changed since; empty when there is none.
	Digest(e Entry) (deposit.Digest, error)
	// Loosen records files that belong to no folder.
	Loosen(files ...LooseFile) error
	// Find records findings on the deposit as a whole.
	Find(findings ...deposit.Finding) error
	// Refuse records why the register cannot be read, in the place of what an earlier refusal said, and forgets the mark: the next register that can be
	// read is received, be it the one that was received last. Of the findings with the codes only this one stands.
	Refuse(f deposit.Finding, codes []deposit.Code) error
	// Vanished lists folders that stand and were not kept in this sitting, by journal number.
	Vanished(after string, limit int) ([]VanishedFolder, error)
	// Remove takes a folder with all that hangs on it out, and says so in the log.
	Remove(ref deposit.FolderRef) error
	// Close ends the sitting: loose files and findings that were not named again go, and the mark is set.
	Close(mark Mark, counts map[string]string) error
}

// Scrap is one note in the scratch.
type Scrap struct {
	Kind string
	Key  string
	Seq  int64
	Body []byte
}

// Range asks for scraps: those of a kind with From ≤ key < Before (empty: to the end), after a given one when a page ended there.
type Range struct {
	Kind   string
	From   string
	Before string
	After  *Scrap // its key and number; nil at the beginning
	Limit  int
}

// Asked is a folder as it would be made: does it stand so already?
type Asked struct {
	Folder deposit.FolderID
	Stamp  deposit.Digest
	Files  int // how many it has
}

// Folder is one client folder as reception hands it over.
type Folder struct {
	Ref      deposit.FolderRef
	Stamp    deposit.Digest // of all that it was made from: with the same one nothing of it needs to be made again
	Fate     deposit.Fate   // packaged, or excluded_by_rule; what people decided since is not touched
	Because  string         // rule behind the fate
	Keys     deposit.SortKeys
	Parts    []deposit.Part
	Files    []deposit.SourceFile
	Findings []deposit.Finding
}

// LooseFile is a file below inn/ that belongs to no folder: unclaimed, noise that programs leave, or a thing that is no plain file.
type LooseFile struct {
	Entry
	Why    string // noise, unclaimed, or the entry's kind
	SHA256 deposit.Digest
}

// VanishedFolder is a folder that stands and that the register no longer has.
type VanishedFolder struct {
	Ref   deposit.FolderRef
	Acted bool // people acted on the deposit with this folder in it, or destroyed something of it: it may not go silently
}
