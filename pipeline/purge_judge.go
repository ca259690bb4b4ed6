package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/purge"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// purgeFolder is what of a folder decides whether a line of it may be carried out, as it stands now.
type purgeFolder struct {
	there    bool // in this delivery
	parts    purgeParts
	path     string // of the line's file, below inn/
	modified int64
}

type purgeParts struct {
	Documents deposit.Documents
	Files     deposit.Files
	Taken     deposit.Taken
	Holds     deposit.Holds
	Purged    deposit.Purged
	Weeding   deposit.Weeding
}

// purgeFolder reads the folder of a line.
func (o *Office) purgeFolder(ctx context.Context, l deposit.PlannedLine) (purgeFolder, error) {
	_, fate, ok, err := o.ports.Store.Folder(ctx, l.Folder)
	if err != nil || !ok {
		return purgeFolder{}, err
	}
	f := purgeFolder{there: fate == deposit.FatePackaged}
	names := []string{"documents", "files", "taken", "holds", "purged", "weeding"}
	stored, err := o.ports.Store.Parts(ctx, l.Folder, names)
	if err != nil {
		return f, err
	}
	if f.parts, err = stage.Decode[purgeParts](stored); err != nil {
		return f, &deposit.Error{Kind: deposit.Internal, Op: "purge", At: l.Journal, Err: err}
	}
	for _, file := range f.parts.Files.Files {
		if file.Ordinal == l.Line.Ordinal {
			f.path, f.modified = file.Path, file.Modified
		}
	}
	return f, nil
}

// mayNotDestroy is why a line may not be carried out today, empty when it may. Everything that a plan hangs on is asked once more: the rules in force, the
// holds, what people answered since, the folder's own proposal, and whether what bears the document stands there, byte for byte.
func (o *Office) mayNotDestroy(ctx context.Context, l deposit.PlannedLine, f purgeFolder, day deposit.Date) (deposit.OutcomeWhy, error) {
	class, known := o.Rules.Class(l.Line.Class)
	switch {
	case !f.there:
		return deposit.NotInDelivery, nil
	case !o.Profile.Purging.Destroy:
		return deposit.NotByProfile, nil
	case f.parts.Holds.On(l.Line.Document):
		return deposit.NotForHold, nil
	case !known || class.ID != l.Line.Rule || !o.Rules.InForce(class, day):
		return deposit.NotInForce, nil
	case f.path == "" || !f.has(l.Line.Document, l.Line.Ordinal, l.Line.SHA256):
		return deposit.NotTheSame, nil
	}
	if rejected, err := o.rejected(ctx, l); err != nil || rejected {
		return deposit.NotRejected, err
	}
	carried, err := o.carriersStand(ctx, l, f)
	switch {
	case err != nil:
		return "", err
	case !carried:
		return deposit.NotCarried, nil
	case !f.proposes(l): // the register says something else now, or a rule
		return deposit.NotProposed, nil
	}
	return "", nil
}

// proposes tells that the folder, as the room last saw it, proposes exactly this line.
func (f purgeFolder) proposes(l deposit.PlannedLine) bool {
	return slices.ContainsFunc(f.parts.Weeding.Lines, func(p deposit.PurgeLine) bool { return p.ID(l.Folder) == l.ID })
}

// has tells that a document of the overview has the file of that ordinal with that content.
func (f purgeFolder) has(number, ordinal int, digest deposit.Digest) bool {
	document := slices.ContainsFunc(f.parts.Documents.Documents, func(d deposit.Document) bool { return d.Number == number && d.File == ordinal })
	return document && (ordinal == 0 || slices.ContainsFunc(f.parts.Taken.Files, func(t deposit.TakenFile) bool { return t.Ordinal == ordinal && t.SHA256 == digest }))
}

// rejected tells that a person has answered since that the document is kept.
func (o *Office) rejected(ctx context.Context, l deposit.PlannedLine) (bool, error) {
	found, err := o.ports.Store.FindingsOf(ctx, l.Folder)
	return rejects(found, l), err
}

// rejects tells that one of a folder's findings on the line's document was answered with keeping it.
func rejects(found []deposit.Found, l deposit.PlannedLine) bool {
	return slices.ContainsFunc(found, func(f deposit.Found) bool { return f.Answer == deposit.Keep && aboutLine(f.Finding, l) })
}

// aboutLine tells that a finding of room purge is about the line's document.
func aboutLine(f deposit.Finding, l deposit.PlannedLine) bool {
	asks := f.Code == purge.Proposed || f.Code == purge.Undecided || f.Code == purge.Unstated
	return asks && len(f.Args) > 0 && f.Args[0] == strconv.Itoa(l.Line.Document)
}

// carriersStand tells that every document that bears what the line's document says is there as it was, is not destroyed, and is not to be.
func (o *Office) carriersStand(ctx context.Context, l deposit.PlannedLine, f purgeFolder) (bool, error) {
	if len(l.Line.Proof.Carriers) == 0 {
		return false, nil
	}
	for _, c := range l.Line.Proof.Carriers {
		if !f.has(c.Document, c.Ordinal, c.SHA256) || f.goes(c) {
			return false, nil
		}
		if c.Ordinal == 0 {
			continue // paper: a person's word
		}
		same, err := o.stands(ctx, f.parts.Files.Path(c.Ordinal), c.SHA256)
		if err != nil || !same {
			return false, err
		}
	}
	return true, nil
}

// goes tells that a carrier is destroyed already, or on the way.
func (f purgeFolder) goes(c deposit.Carrier) bool {
	same := func(l deposit.PurgeLine) bool { return l.Document == c.Document }
	_, gone := f.parts.Purged.Of(deposit.Document{Number: c.Document, File: c.Ordinal}, f.parts.Files)
	return gone || slices.ContainsFunc(f.parts.Weeding.Lines, same)
}

// withoutPath is what the system says without the path, which may hold a person's name.
func withoutPath(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// stands reads a source file once more and compares it with what was hashed.
func (o *Office) stands(ctx context.Context, path string, digest deposit.Digest) (bool, error) {
	if err := ctx.Err(); err != nil {
		return false, &deposit.Error{Kind: deposit.Interrupted, Op: "purge", Err: err}
	}
	file, err := o.ports.Sources.Open(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	sum := sha256.New()
	_, err = io.Copy(sum, file)
	if err = errors.Join(err, file.Close()); err != nil {
		return false, &deposit.Error{Kind: deposit.Disk, Op: "read source file", Key: "inbox", Err: withoutPath(err)}
	}
	return hex.EncodeToString(sum.Sum(nil)) == string(digest), nil
}
