package intake

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/archive"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// Limits of what comes out of one file below inn/, everything together; those of one archive are the reader's (archive.DefaultLimits).
const (
	mostParts    = 1_000
	mostUnpacked = 2 << 30 // bytes
	mostDepth    = 3       // archives and letters in each other
)

// unpacking is what comes out of one file below inn/. It is whole or nothing: of an archive with a damaged file nothing is taken.
type unpacking struct {
	room  *Room
	bench stage.Bench
	made  deposit.Date                 // of the file's document: the policy judges what came out by it too
	alone map[deposit.Digest]bool      // what lies in the folder by itself
	files *[]deposit.TakenFile         // of the folder: parts go behind
	left  struct{ parts, bytes int64 } // of the limits
}

// holder is an archive or a letter, by its place among the folder's files.
type holder struct {
	at   int
	path string
	held *holding
}

// pending keeps findings until it is known that they stand.
type pending struct {
	stage.Bench
	found []deposit.Finding
}

// Find keeps a finding.
func (p *pending) Find(f deposit.Finding) { p.found = append(p.found, f) }

func (p *pending) settle() {
	for _, f := range p.found {
		p.Bench.Find(f)
	}
}

// settle unpacks an archive or a letter, or says why not. A hold that stands on it already is enough.
func (u *unpacking) settle(ctx context.Context, h holder) error {
	f := (*u.files)[h.at]
	rule, _ := u.room.policy.Rule(f.Rule)
	if f.Finding != "" || !h.held.letter && (!rule.Container || f.Verdict != deposit.FormatHeld) { // a depot that takes archives gets them whole
		return nil
	}
	code := u.refused(h, f)
	if code == "" && len(h.held.parts) > 0 {
		whole, err := u.parts(ctx, h)
		if err != nil {
			return err
		}
		if whole {
			return nil
		}
		if code = UnreadArchive; h.held.letter {
			code = DamagedLetter
		}
	}
	if code != "" {
		(*u.files)[h.at].Finding = u.tell(u.bench, h, code, limitOf(code, f)...)
	}
	return nil
}

// refused is why the archive or letter is not unpacked, before anything is.
func (u *unpacking) refused(h holder, f deposit.TakenFile) deposit.Code {
	n := int64(len(h.held.parts))
	switch {
	case h.held.trouble != "":
		return h.held.trouble
	case n > 0 && f.Inside.Depth() >= mostDepth:
		return TooDeep
	case n > u.left.parts:
		return TooManyParts
	case h.held.bytes > u.left.bytes:
		return TooManyBytes
	}
	return ""
}

// limitOf is the arguments of a hold: the format, and the limit where there is one.
func limitOf(code deposit.Code, f deposit.TakenFile) []string {
	limit := map[deposit.Code]int{TooManyParts: mostParts, TooManyBytes: mostUnpacked >> 20, TooDeep: mostDepth}
	switch n, limited := limit[code]; {
	case limited:
		return []string{f.PUID, f.Format, strconv.Itoa(n)}
	case code == DamagedLetter:
		return nil
	}
	return []string{f.PUID, f.Format}
}

func (u *unpacking) tell(b stage.Bench, h holder, code deposit.Code, args ...string) deposit.FindingID {
	return find(b, deposit.Finding{Code: code, File: h.path, SHA256: (*u.files)[h.at].SHA256, Args: args})
}

// parts takes every part in, each with what lies in it. When one is damaged the folder's files and findings are as before.
func (u *unpacking) parts(ctx context.Context, h holder) (whole bool, err error) {
	before, left, outer := len(*u.files), u.left, u.bench
	notes := &pending{Bench: outer}
	u.bench = notes
	defer func() { u.bench = outer }()
	u.left.parts -= int64(len(h.held.parts))
	u.left.bytes -= h.held.bytes
	noise, beside := 0, 0
	for i, part := range h.held.parts {
		at := len(*u.files)
		err := u.part(ctx, h, i+1, part)
		if errors.Is(err, fs.ErrInvalid) || errors.Is(err, fs.ErrNotExist) { // ErrDamaged, or the file went while it was read
			*u.files, u.left = (*u.files)[:before], left
			return false, nil
		}
		if err != nil {
			return false, err
		}
		switch f := (*u.files)[at]; {
		case f.Verdict == deposit.FormatNoise:
			noise++
		case u.alone[f.SHA256]:
			beside++
		}
	}
	u.unpacked(h, noise, beside)
	notes.settle()
	return true, nil
}

// unpacked tells what became of an archive or a letter.
func (u *unpacking) unpacked(h holder, noise, beside int) {
	f := &(*u.files)[h.at]
	f.Parts = len(h.held.parts)
	all := strconv.Itoa(f.Parts)
	if h.held.letter {
		u.tell(u.bench, h, Attachments, all)
	} else {
		f.Verdict = deposit.FormatUnpacked
		u.tell(u.bench, h, Archive, f.PUID, f.Format, all)
	}
	for _, n := range []struct {
		code  deposit.Code
		count int
	}{{Beside, beside}, {NoiseInside, noise}, {AlikeNames, h.held.alike}} {
		if n.count > 0 {
			u.tell(u.bench, h, n.code, strconv.Itoa(n.count), all)
		}
	}
}

// part takes one part in, and unpacks it when it is an archive or a letter itself.
func (u *unpacking) part(ctx context.Context, h holder, n int, part archive.File) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	holding := (*u.files)[h.at]
	taken := deposit.TakenFile{Ordinal: len(*u.files) + 1, Inside: holding.Place().Next(n), Name: nameOf(part.Name, holding.Name, h.path),
		Verdict: deposit.FormatHeld, Rule: deposit.FormatUnknown}
	at := deposit.PartPath(h.path, n)
	seen, err := u.look(at, taken.Name)
	if err != nil {
		return err
	}
	if seen.read != part.Size {
		return ErrDamaged
	}
	taken.SHA256, taken.Size = seen.sha256, seen.read
	if !h.held.letter && noisy(part.Name) {
		taken.Verdict, taken.Rule = deposit.FormatNoise, deposit.RuleNoise
		*u.files = append(*u.files, taken)
		return nil
	}
	taken = u.room.judge(judging{taken: taken, seen: seen, path: at, made: u.made}, u.bench)
	*u.files = append(*u.files, taken)
	if seen.contents.held == nil {
		return nil
	}
	return u.settle(ctx, holder{len(*u.files) - 1, at, seen.contents.held})
}

func (u *unpacking) look(at, name string) (look, error) {
	file, err := u.room.sources.Open(at)
	if err != nil {
		return look{}, err
	}
	seen, err := u.room.look(file, name)
	return seen, errors.Join(err, file.Close())
}

// nameOf is what people call a part. A file packed with gzip has often no name of its own: then it is that of its archive, without the ending.
func nameOf(own, archives, at string) string {
	if name := archive.Clean(own); name != "" {
		return name
	}
	if archives == "" {
		archives = path.Base(at)
	}
	if name, packed := strings.CutSuffix(archive.Clean(archives), ".gz"); packed {
		return name
	}
	return ""
}

// noisy tells what programs put into an archive beside what people did.
func noisy(name string) bool {
	name = strings.ReplaceAll(name, `\`, "/")
	return strings.HasPrefix(name, "__MACOSX/") || deposit.NoiseKind(path.Base(name)) != ""
}
