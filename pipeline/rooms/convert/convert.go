// Package convert decides for every source file of a folder what of it goes into the package, and gives each exactly one fate. Formats that the policy
// accepts go as they are; the others go as a rendition where a converter makes one, as they are where a person accepted that, and not at all where a
// person left them out. A file on which nobody has decided stays held; one that an executed purge plan destroyed is out by the rule of its class. The
// room itself destroys nothing and changes no source file.
package convert

import (
	"context"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

const revision = 3

// In is what the room reads of a folder.
type In struct {
	Taken     deposit.Taken
	Files     deposit.Files
	Documents deposit.Documents
	Answers   deposit.Answers
	Purged    deposit.Purged
}

// Source is a file to be converted.
type Source struct {
	Path   string // below inn/
	SHA256 deposit.Digest
	PUID   string
}

// Rendition is what a converter made; its content is stored under its digest before it is returned.
type Rendition struct {
	SHA256    deposit.Digest
	Size      int64
	PUID      string
	MIME      string
	Extension string
	Tool      string // with version: recorded, no part of the basis
}

// Converter makes long-term renditions. Its error is machine trouble; what cannot be converted is ok == false.
type Converter interface {
	Can(puid string) bool
	Convert(ctx context.Context, s Source) (r Rendition, ok bool, err error)
	// Basis names the converters and their options, without tool versions.
	Basis() string
}

// Options decide the room's results besides its input.
type Options struct {
	AsOf         deposit.Date
	KeepOriginal bool      // a rendition is packed beside its original
	Converter    Converter // nil: nothing is converted, and what needs it stays held
}

// Room is the map room.
type Room struct{ o Options }

// New makes the room.
func New(o Options) Room { return Room{o} }

// Name is the room's name.
func (Room) Name() stage.Name { return "convert" }

// Basis is what decides besides the input.
func (r Room) Basis() stage.Basis {
	b := stage.Basis{"revision": strconv.Itoa(revision), "as_of": r.o.AsOf.String(), "keep_original": strconv.FormatBool(r.o.KeepOriginal)}
	if r.o.Converter != nil {
		b["converter"] = r.o.Converter.Basis()
	}
	return b
}

// Run gives every file its fate.
func (r Room) Run(ctx context.Context, in In, b stage.Bench) (deposit.Renditions, error) {
	var out deposit.Renditions
	for _, f := range in.Taken.Files {
		if ctx.Err() != nil {
			return out, ctx.Err()
		}
		packed, fate, err := r.file(ctx, in, f)
		if err != nil {
			return out, fmt.Errorf("file %d: %w", f.Ordinal, err)
		}
		out.Packed = append(out.Packed, packed...)
		out.Fates = append(out.Fates, fate)
	}
	return out, nil
}

// file is one file's way: what of it is packed, and its fate.
func (r Room) file(ctx context.Context, in In, f deposit.TakenFile) ([]deposit.PackedFile, deposit.FileFate, error) {
	fate := deposit.FileFate{Ordinal: f.Ordinal, SHA256: f.SHA256, Size: f.Size, Because: string(f.Finding)}
	if gone, ok := in.Purged.File(in.Files.Path(f.Ordinal)); ok {
		fate.Fate, fate.Because = deposit.FateExcludedByRule, gone.Rule
		return nil, fate, nil
	}
	answer, answered := in.Answers.For(f.Finding)
	asIs := packedAsIs(in, f)
	switch {
	case answered && f.Finding != "" && answer.Kind == deposit.Exclude:
		fate.Fate = deposit.FateExcludedByDecision
		return nil, fate, nil
	case f.Verdict == deposit.FormatAccepted && f.Finding == "", answered && f.Finding != "" && answer.Kind == deposit.Accept:
		fate.Fate = deposit.FatePackaged
		if f.Verdict != deposit.FormatAccepted { // the depot must be able to read in the package that a person took it along
			asIs.ByDecision, asIs.Format = f.Finding, f.Format
		}
		return []deposit.PackedFile{asIs}, fate, nil
	case f.Verdict == deposit.FormatConvert && r.o.Converter != nil && r.o.Converter.Can(f.PUID):
		return r.convert(ctx, in, f, asIs, fate)
	}
	fate.Fate = deposit.FateHeld
	return nil, fate, nil
}

func (r Room) convert(ctx context.Context, in In, f deposit.TakenFile, asIs deposit.PackedFile, fate deposit.FileFate) ([]deposit.PackedFile, deposit.FileFate, error) {
	made, ok, err := r.o.Converter.Convert(ctx, Source{Path: pathOf(in.Files, f.Ordinal), SHA256: f.SHA256, PUID: f.PUID})
	if err != nil || !ok {
		fate.Fate = deposit.FateHeld
		return nil, fate, err
	}
	rendition := deposit.PackedFile{Ordinal: f.Ordinal, Document: asIs.Document, Source: f.SHA256, SHA256: made.SHA256, Size: made.Size, PUID: made.PUID,
		MIME: made.MIME, Extension: made.Extension, Rendition: true, Tool: made.Tool, From: f.PUID}
	if !r.o.KeepOriginal {
		fate.Fate = deposit.FateRendition
		return []deposit.PackedFile{rendition}, fate, nil
	}
	fate.Fate = deposit.FateBoth
	return []deposit.PackedFile{asIs, rendition}, fate, nil
}

func packedAsIs(in In, f deposit.TakenFile) deposit.PackedFile {
	return deposit.PackedFile{Ordinal: f.Ordinal, Document: documentOf(in.Documents, f.Ordinal), Source: f.SHA256, SHA256: f.SHA256, Size: f.Size,
		PUID: f.PUID, MIME: f.MIME, Extension: extension(pathOf(in.Files, f.Ordinal))}
}

func documentOf(d deposit.Documents, ordinal int) int {
	for _, doc := range d.Documents {
		if doc.File == ordinal {
			return doc.Number
		}
	}
	return 0
}

func pathOf(files deposit.Files, ordinal int) string {
	for _, f := range files.Files {
		if f.Ordinal == ordinal {
			return f.Path
		}
	}
	return ""
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
