package intake

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// revision is raised when the same input may give another result.
const revision = "4"

// In is what intake reads of a folder. Answers are not among it: a decision on a file is carried out by convert, and must not redo the hashing.
type In struct {
	Files     deposit.Files
	Documents deposit.Documents
	Purged    deposit.Purged
}

// Room is the room intake.
type Room struct {
	sources    Sources
	identifier Identifier
	policy     deposit.FormatPolicy
}

var _ stage.Room[In, deposit.Taken] = (*Room)(nil)

// New is the room with its ports and the format policy that judges.
func New(sources Sources, identifier Identifier, policy deposit.FormatPolicy) *Room {
	return &Room{sources: sources, identifier: identifier, policy: policy}
}

// Name is the room's name.
func (r *Room) Name() stage.Name { return "intake" }

// Basis is the room's revision and the format policy with the day it judges by. Signatures are recorded, not part of it: new ones between two gates must
// not redo a deposit.
func (r *Room) Basis() stage.Basis {
	return stage.Basis{"revision": revision, "policy": string(r.policy.Digest())}
}

// Run takes every file of the folder in and looks through its document overview.
func (r *Room) Run(ctx context.Context, in In, b stage.Bench) (deposit.Taken, error) {
	made := madeOn(in.Documents)
	taken := deposit.Taken{Files: make([]deposit.TakenFile, 0, len(in.Files.Files))}
	var full []holder
	for _, source := range in.Files.Files {
		if err := ctx.Err(); err != nil {
			return deposit.Taken{}, &deposit.Error{Kind: deposit.Interrupted, Op: "read source files", At: b.Folder().Journal, Err: err}
		}
		if gone, ok := in.Purged.File(source.Path); ok {
			taken.Files = append(taken.Files, destroyed(source, gone))
			continue
		}
		file, inside, err := r.take(source, made[source.Ordinal], b)
		if err != nil {
			return deposit.Taken{}, unreadable(source, b, err)
		}
		if inside.held != nil {
			full = append(full, holder{len(taken.Files), source.Path, inside.held})
		}
		taken.Files = append(taken.Files, file)
	}
	if err := r.unpack(ctx, in, &taken, full, b); err != nil {
		return deposit.Taken{}, err
	}
	for _, f := range complete(in.Documents) {
		b.Find(f)
	}
	return taken, nil
}

// unpack takes in what lies in the folder's archives and letters, behind its files.
func (r *Room) unpack(ctx context.Context, in In, taken *deposit.Taken, full []holder, b stage.Bench) error {
	if len(full) == 0 {
		return nil
	}
	alone := map[deposit.Digest]bool{}
	for _, f := range taken.Files {
		alone[f.SHA256] = true
	}
	made := madeOn(in.Documents)
	for _, h := range full {
		u := &unpacking{room: r, bench: b, made: made[taken.Files[h.at].Ordinal], alone: alone, files: &taken.Files}
		u.left.parts, u.left.bytes = mostParts, mostUnpacked
		if err := u.settle(ctx, h); err != nil {
			return unreadable(in.Files.Files[h.at], b, err)
		}
	}
	return nil
}

// madeOn is the date of each file's document: what the policy's dates are compared with (the file's own time changes when it is copied).
func madeOn(documents deposit.Documents) map[int]deposit.Date {
	made := map[int]deposit.Date{}
	for _, d := range documents.Documents {
		if d.File > 0 {
			made[d.File] = d.Date
		}
	}
	return made
}

// destroyed is a file that an executed purge plan has destroyed: it stands with the hash that it had, and nothing is opened.
func destroyed(source deposit.SourceFile, gone deposit.PurgedDocument) deposit.TakenFile {
	return deposit.TakenFile{Ordinal: source.Ordinal, SHA256: gone.SHA256, Size: gone.Size, Verdict: deposit.FormatPurged, Rule: gone.Rule}
}

// take opens one file once: hash, format, size, time and what lies inside are told of the same handle.
func (r *Room) take(source deposit.SourceFile, made deposit.Date, b stage.Bench) (deposit.TakenFile, contents, error) {
	taken := deposit.TakenFile{Ordinal: source.Ordinal, Size: source.Size, Verdict: deposit.FormatHeld, Rule: deposit.FormatUnknown}
	file, err := r.sources.Open(source.Path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		taken.Finding = find(b, deposit.Finding{Code: Gone, File: source.Path})
		return taken, contents{}, nil
	}
	if err != nil {
		return taken, contents{}, err
	}
	seen, err := r.look(file, source.Path)
	if err = errors.Join(err, file.Close()); err != nil {
		return taken, contents{}, err
	}
	taken.SHA256, taken.Size = seen.sha256, seen.size
	if !seen.accordsWith(source) {
		taken.Finding = find(b, deposit.Finding{Code: Changed, File: source.Path})
		return taken, contents{}, nil
	}
	return r.judge(judging{taken: taken, seen: seen, path: source.Path, made: made}, b), seen.contents, nil
}

// judging is one file before the format policy.
type judging struct {
	taken deposit.TakenFile
	seen  look
	path  string
	made  deposit.Date
}

// judge gives the file its verdict, and the hold that stands on it when it is not accepted.
func (r *Room) judge(j judging, b stage.Bench) deposit.TakenFile {
	f, taken := j.seen.format, j.taken
	about := func(code deposit.Code, args ...string) deposit.Finding {
		return deposit.Finding{Code: code, File: j.path, SHA256: taken.SHA256, Args: args}
	}
	if code := j.seen.trouble(); code != "" {
		if code == Encrypted {
			taken.PUID, taken.Format, taken.MIME = f.PUID, named(f), f.MIME
		}
		taken.Finding = find(b, about(code, called(f)...))
		return taken
	}
	taken.PUID, taken.Format, taken.MIME = f.PUID, named(f), f.MIME
	taken.Verdict, taken.Rule = r.verdict(f, j.made)
	rule, _ := r.policy.Rule(taken.Rule)
	if taken.Verdict == deposit.FormatAccepted && !rule.Takes(j.seen.charset.name()) {
		taken.Verdict = deposit.FormatConvert
	}
	switch {
	case taken.Verdict == deposit.FormatHeld && rule.Container: // what counts is inside: it is unpacked when the folder's other files are known
	case taken.Verdict == deposit.FormatHeld:
		taken.Finding = find(b, about(NotAccepted, f.PUID, named(f)))
	case taken.Verdict == deposit.FormatAccepted:
		taken.Copy = rule.Copy
	}
	if f.WrongExtension {
		find(b, about(WrongExtension, f.PUID, named(f)))
	}
	if len(f.Also) > 0 {
		find(b, about(Several, append([]string{f.PUID}, f.Also...)[:2]...))
	}
	for _, c := range j.seen.contents.told() {
		find(b, about(c.code, c.args()...))
	}
	return taken
}

// verdict is the strictest that the policy gives to any of the formats that fit: a doubt never lets a file through.
func (r *Room) verdict(f Format, made deposit.Date) (deposit.FormatVerdict, string) {
	weight := map[deposit.FormatVerdict]int{deposit.FormatAccepted: 0, deposit.FormatConvert: 1, deposit.FormatHeld: 2}
	verdict, rule := r.policy.Judge(f.PUID, made)
	for _, puid := range f.Also {
		if v, id := r.policy.Judge(puid, made); weight[v] > weight[verdict] {
			verdict, rule = v, id
		}
	}
	return verdict, rule
}

// called is the format in a finding's arguments.
func called(f Format) []string {
	if f.PUID == "" {
		return nil
	}
	return []string{f.PUID, named(f)}
}

func named(f Format) string {
	if f.Version == "" {
		return f.Name
	}
	return f.Name + " " + f.Version
}

// find records a finding and returns the identity under which it stands: the bench fills in the folder's journal number, which is part of it.
func find(b stage.Bench, f deposit.Finding) deposit.FindingID {
	f.Journal = b.Folder().Journal
	b.Find(f)
	return f.ID()
}

// unreadable names the file by folder and ordinal: its path may hold a person's name.
func unreadable(source deposit.SourceFile, b stage.Bench, err error) error {
	kind := deposit.Disk
	if errors.Is(err, context.Canceled) {
		kind = deposit.Interrupted
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return &deposit.Error{Kind: kind, Op: "read source file", At: fmt.Sprintf("%s, fil %d", b.Folder().Journal, source.Ordinal), Key: "file_unread", Err: err}
}
