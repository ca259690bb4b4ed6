package pipeline

import (
	"context"
	"io"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/box"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/convert"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/intake"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/lists"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/pack"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/purge"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/reception"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// Store is the catalogue as the office uses it: folders for the map rooms, seals, findings, and what people did.
type Store interface {
	stage.Store
	PurgeStore
	convert.Shelf

	// ForgetFailed takes the failed conversions away, with the reason in the log, and tells how many there were.
	ForgetFailed(ctx context.Context, because string) (int64, error)

	Findings(ctx context.Context, yield func(deposit.Found) error) error
	FindingsLike(ctx context.Context, prefix string) ([]deposit.Found, error)
	TallyFindings(ctx context.Context) (deposit.Tally, error)
	PutFindings(ctx context.Context, room string, findings []deposit.Finding) error
	Decide(ctx context.Context, decisions []deposit.Decision) error

	PutAct(ctx context.Context, a deposit.Act) (deposit.Act, error)
	Acts(ctx context.Context) ([]deposit.Act, error)
	Reopen(ctx context.Context, gates []string, a deposit.Act) error

	HallSeal(ctx context.Context, room string) (stage.Seal, bool, error)
	SealHall(ctx context.Context, room string, s stage.Seal) error
	// NoteView notes what a view of the store was made from; HallSeal reads it. No event tells of it.
	NoteView(ctx context.Context, view string, s stage.Seal) error
	// FoldersDigest is the digest over all folders, wherever they went: numbers in their order, fates, and the stored digests of the named parts.
	FoldersDigest(ctx context.Context, parts ...string) (deposit.Digest, error)
	// PartsDigest is the digest over the stored digests of the named parts of every folder that is still in the delivery.
	PartsDigest(ctx context.Context, parts ...string) (deposit.Digest, error)
	// FileHashes streams what intake hashed, one line a file: derived folder id, ordinal, SHA-256; beside it the folder's journal number.
	FileHashes(ctx context.Context, yield func(journal, line string) error) error

	Balance(ctx context.Context) (deposit.Balance, error)
	// Rows is the part of the balance that is about the register: it is known as soon as reception is done.
	Rows(ctx context.Context) (deposit.RowAccount, error)
	// Formats is how much of each format came in, the most used first.
	Formats(ctx context.Context) ([]deposit.FormatUse, error)
	// Deadlines streams every folder's fate and its deposit.Verdict as stored, by journal number; none of a folder that retention has not seen.
	Deadlines(ctx context.Context, yield func(deposit.FolderRef, deposit.Fate, []byte) error) error
	// Coming streams what the deposit calendar needs of every folder, in no order that matters.
	Coming(ctx context.Context, yield func(deposit.Coming) error) error
	// Folder is a folder and its fate; ok is false when there is none.
	Folder(ctx context.Context, id deposit.FolderID) (ref deposit.FolderRef, fate deposit.Fate, ok bool, err error)
	FindingsOf(ctx context.Context, folder deposit.FolderID) ([]deposit.Found, error)
	// Came is the part of the balance that came in: folders, files, bytes.
	Came(ctx context.Context) (deposit.Amount, error)
	Record(ctx context.Context, kind string, data map[string]string) error
	Audit(ctx context.Context) (events, firstBroken int64, err error)
	Events(ctx context.Context, yield func(deposit.Event) error) error
}

// Disk is the workspace's file system as the office uses it.
type Disk interface {
	Draft(name string) (Draft, error)
	Keep(r io.Reader) (deposit.Digest, int64, error)
	Kept(digest deposit.Digest) (io.ReadCloser, error)
	// HasOutput tells whether ut/<name> is there.
	HasOutput(name string) bool
	// OutputDigest is over names and contents of what stands below ut/<name>…; empty when one of them is not there. What was just read is not read again.
	OutputDigest(known map[string]deposit.Digest, names ...string) (deposit.Digest, error)
	WriteOutput(name string, write func(io.Writer) error) error
	// OpenOutput opens ut/<name>.
	OpenOutput(name string) (io.ReadCloser, error)
}

// Draft is a private folder that becomes ut/<name> by one rename, or nothing.
type Draft interface {
	Create(name string) (io.WriteCloser, error)
	Path(name string) string
	Publish() error
	Discard() error
}

// Teller is told how a run comes along. It may be called from one goroutine at a time.
type Teller interface {
	// Enter says which room is entered and why it stands where it stands.
	Enter(room, why string)
	// Progress says how far the room has come.
	Progress(room string, p Passed)
}

// Passed is how far a room has come, in folders, in bytes or in both; a total of 0 is one that nobody knows.
type Passed struct {
	Folders, OfFolders int64
	Bytes, OfBytes     int64
}

// Settings are what the workspace's own files say (deponering.yaml, regler/).
type Settings struct {
	Deposit deposit.Deposit
	Profile deposit.Profile
	Rules   deposit.RetentionRules
	Formats deposit.FormatPolicy
	Schemas pack.Schemas // imported official XSDs (schemas import)
}

// Ports are what wire brings.
type Ports struct {
	Store      Store
	Ledger     reception.Ledger
	Shelf      box.Shelf
	Rows       lists.Rows
	Source     pack.Source
	Files      pack.Files
	Disk       Disk
	Inbox      reception.Inbox
	Sources    intake.Sources
	Identifier intake.Identifier
	Texts      purge.Texts
	Register   Register
	Workshop   convert.Workshop // makes renditions; nil makes none, and what needs one is held
	Now        time.Time        // one reading a run
	Workers    int
	Tell       Teller
	WorkDir    string // private folder for what does not fit in memory
	Version    string // of the program, stamped into what it makes
}
