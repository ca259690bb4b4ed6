// Package convert decides for every source file of a folder what of it goes into the package, and gives each exactly one fate. Formats that the policy
// accepts go as they are; the others go as a rendition where one could be made, as they are where a person accepted that, and not at all where a
// person left them out. A file on which nobody has decided stays held; one that an executed purge plan destroyed is out by the rule of its class. The
// room itself destroys nothing and changes no source file.
//
// Renditions are made before the room, for files of many folders at once (Preparation), because a converter takes longer to start than to convert. What
// is known of them comes to the room as a part of the folder, so that the room is a function of its input like any other.
package convert

import (
	"context"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

const revision = 6

// In is what the room reads of a folder.
type In struct {
	Taken     deposit.Taken
	Files     deposit.Files
	Documents deposit.Documents
	Rendered  deposit.Rendered
	Answers   deposit.Answers
	Purged    deposit.Purged
}

// Options decide the room's results besides its input.
type Options struct {
	AsOf         deposit.Date
	KeepOriginal bool // a rendition is packed beside its original
}

// Room is the map room.
type Room struct{ o Options }

// New makes the room.
func New(o Options) Room { return Room{o} }

// Name is the room's name.
func (Room) Name() stage.Name { return "convert" }

// Basis is what decides besides the input.
func (r Room) Basis() stage.Basis {
	return stage.Basis{"revision": strconv.Itoa(revision), "as_of": r.o.AsOf.String(), "keep_original": strconv.FormatBool(r.o.KeepOriginal)}
}

// Run gives every file its fate.
func (r Room) Run(ctx context.Context, in In, b stage.Bench) (deposit.Renditions, error) {
	var out deposit.Renditions
	for _, f := range in.Taken.Files {
		if ctx.Err() != nil {
			return out, ctx.Err()
		}
		packed, fate := r.file(in, f, b)
		out.Packed = append(out.Packed, packed...)
		out.Fates = append(out.Fates, fate)
	}
	unpacked(in.Taken, &out)
	return out, nil
}

// file is one file's way: what of it is packed, and its fate.
func (r Room) file(in In, f deposit.TakenFile, b stage.Bench) ([]deposit.PackedFile, deposit.FileFate) {
	fate := deposit.FileFate{Ordinal: f.Ordinal, SHA256: f.SHA256, Size: f.Size, Because: string(f.Finding), Inside: f.Inside}
	if f.Verdict == deposit.FormatNoise {
		fate.Fate, fate.Because = deposit.FateExcludedByRule, f.Rule
		return nil, fate
	}
	if gone, ok := in.Purged.File(in.Files.Path(f.Ordinal)); ok {
		fate.Fate, fate.Because = deposit.FateExcludedByRule, gone.Rule
		return nil, fate
	}
	asIs := packedAsIs(in, f)
	switch {
	case f.Finding != "":
		about{b, asIs, in.Files.At(f.Ordinal, f.Inside)}.mustConvert(f)
		return answered(in, f, asIs, fate)
	case f.Verdict == deposit.FormatUnpacked:
		fate.Fate = deposit.FateUnpacked
		if r.o.KeepOriginal {
			fate.Fate = deposit.FatePackaged
			return []deposit.PackedFile{asIs}, fate
		}
		return nil, fate
	case f.Verdict == deposit.FormatAccepted && !f.Copy && !claims(f):
		fate.Fate = deposit.FatePackaged
		return []deposit.PackedFile{asIs}, fate
	case Wanted(f):
		return r.rendered(in, f, about{b, asIs, in.Files.At(f.Ordinal, f.Inside)}, fate)
	}
	fate.Fate = deposit.FateHeld
	return nil, fate
}

// Wanted tells whether a rendition is to be made of the file, or looked for: the policy says so, or the file claims to be PDF/A, and no hold stands on it.
func Wanted(f deposit.TakenFile) bool {
	return f.Finding == "" && (f.Verdict == deposit.FormatConvert || f.Verdict == deposit.FormatAccepted && (f.Copy || claims(f)))
}

// answered is the way of a file that a hold stands on, by the answer of a person.
func answered(in In, f deposit.TakenFile, asIs deposit.PackedFile, fate deposit.FileFate) ([]deposit.PackedFile, deposit.FileFate) {
	answer, _ := in.Answers.For(deposit.FindingID(fate.Because))
	switch answer.Kind {
	case deposit.Exclude:
		fate.Fate = deposit.FateExcludedByDecision
		return nil, fate
	case deposit.Accept:
		fate.Fate = deposit.FatePackaged
		if f.Verdict != deposit.FormatAccepted { // the depot must be able to read in the package that a person took it along
			asIs.ByDecision, asIs.Format = deposit.FindingID(fate.Because), f.Format
		}
		return []deposit.PackedFile{asIs}, fate
	}
	fate.Fate = deposit.FateHeld
	return nil, fate
}

// about is a file on the bench.
type about struct {
	bench stage.Bench
	asIs  deposit.PackedFile
	path  string
}

// rendered is the way of a file of which a rendition is wanted.
func (r Room) rendered(in In, f deposit.TakenFile, a about, fate deposit.FileFate) ([]deposit.PackedFile, deposit.FileFate) {
	made, _ := in.Rendered.For(f.Ordinal)
	if claims(f) {
		return r.claimed(in, made, judged{f, a, fate})
	}
	switch {
	case made.Outcome == deposit.RenditionMade:
		a.mustConvert(f)
		return r.made(made, f, a, fate)
	case made.Outcome == deposit.RenditionWaiting: // `check`: what a run will make
		a.mustConvert(f)
		if r.o.KeepOriginal || f.Copy {
			fate.Fate = deposit.FateBoth
			return []deposit.PackedFile{a.asIs}, fate
		}
		fate.Fate = deposit.FateRendition
		return nil, fate
	case f.Copy: // it is accepted as it is: a copy that lacks holds nobody, and where there is no program for it nothing is said of each
		if made.Outcome == deposit.RenditionFailed {
			a.find(NoCopy, f.SHA256)
		}
		fate.Fate = deposit.FatePackaged
		return []deposit.PackedFile{a.asIs}, fate
	}
	code, args := troubleOf(made, f)
	fate.Because = string(a.find(code, f.SHA256, args...))
	return answered(in, f, a.asIs, fate)
}

func (r Room) made(made deposit.Rendition, f deposit.TakenFile, a about, fate deposit.FileFate) ([]deposit.PackedFile, deposit.FileFate) {
	a.notice(made.Checks, f)
	rendition := deposit.PackedFile{Ordinal: f.Ordinal, Document: a.asIs.Document, Source: f.SHA256, SHA256: made.SHA256, Size: made.Size, PUID: made.PUID,
		MIME: made.MIME, Extension: made.Extension, Rendition: true, Tool: made.Tool, From: f.PUID, Checks: slices.Clone(made.Checks), Inside: f.Inside}
	if !r.o.KeepOriginal && !f.Copy {
		fate.Fate = deposit.FateRendition
		return []deposit.PackedFile{rendition}, fate
	}
	fate.Fate = deposit.FateBoth
	return []deposit.PackedFile{a.asIs, rendition}, fate
}

// mustConvert tells that the policy takes the file converted only.
func (a about) mustConvert(f deposit.TakenFile) {
	if f.Verdict == deposit.FormatConvert {
		a.find(MustConvert, f.SHA256, f.PUID, f.Format)
	}
}

// find records a finding on the file and returns the identity under which it stands: the bench fills in the folder's journal number, which is part of it.
func (a about) find(code deposit.Code, digest deposit.Digest, args ...string) deposit.FindingID {
	f := deposit.Finding{Code: code, Journal: a.bench.Folder().Journal, File: a.path, SHA256: digest, Args: args}
	a.bench.Find(f)
	return f.ID()
}

func packedAsIs(in In, f deposit.TakenFile) deposit.PackedFile {
	name := f.Name
	if len(f.Inside) == 0 {
		name = in.Files.Path(f.Ordinal)
	}
	return deposit.PackedFile{Ordinal: f.Ordinal, Document: documentOf(in.Documents, f.Place()[0]), Source: f.SHA256, SHA256: f.SHA256, Size: f.Size,
		PUID: f.PUID, MIME: f.MIME, Extension: extension(name), Inside: f.Inside}
}

func documentOf(d deposit.Documents, ordinal int) int {
	for _, doc := range d.Documents {
		if doc.File == ordinal {
			return doc.Number
		}
	}
	return 0
}

// extension is the source's own, lower case; one that is no plain word is left away, because it becomes part of a name in the package.
func extension(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if len(ext) < 2 || len(ext) > 9 {
		return ""
	}
	for _, c := range ext[1:] {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return ""
		}
	}
	return ext
}
