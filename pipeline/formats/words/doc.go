// Package words gives the text of documents: what a person who opens the file reads, with an empty line after each paragraph and the cells of a table's row
// on one line, parted by tabs. It tells what else the file holds, since text is not all of a document. It is no converter: fonts and places are lost.
//
// Files come from strangers. Sizes, unpacked sizes, ratios and depths are bounded by [Limits]; a DOCTYPE is refused; what cannot be read is a [Reason],
// never half a text. Errors are those of the reader alone. PDF and letters need more than this package has: they come through two ports of [Reader].
package words

import (
	"context"
	"errors"
	"io"
	"strings"
)

// Text is what a document says.
type Text struct {
	Body   string
	Title  string   // of the file's own properties; may be empty
	Pages  int      // of a PDF, 0 where the format has none
	Beside []Beside // by kind, in the order of the kinds; kinds without any are left out

	Rough     bool       // deleted and hidden text is in Body too: that some of it stands nowhere else says little
	Cells     []CellText // of a workbook, each with the text that Body has of it
	CellNotes []CellNote // comments on cells of a workbook, in their order; not in Body
}

// Kind is what a file may hold beside its text.
type Kind string

// The kinds, in the order in which they are given.
const (
	Pictures    Kind = "pictures"
	Objects     Kind = "objects" // embedded files, charts, drawings made of parts
	Attachments Kind = "attachments"
	Macros      Kind = "macros"
	Comments    Kind = "comments"   // not in Body
	Insertions  Kind = "insertions" // tracked; in Body
	Deletions   Kind = "deletions"  // tracked; not in Body
	Hidden      Kind = "hidden"     // runs of text that are not shown; not in Body
	TextBoxes   Kind = "text_boxes" // in Body, after or before the paragraph that they stand at
	Forms       Kind = "forms"      // annotations and fields of a PDF whose text is not in Body
)

var kinds = []Kind{Pictures, Objects, Attachments, Macros, Comments, Insertions, Deletions, Hidden, TextBoxes, Forms}

// Beside is how many of a kind there are, and the SHA-256 of the bytes of those that lie in the file as bytes of their own, sorted, in hex. When there
// are fewer digests than Count the rest cannot be compared.
type Beside struct {
	Kind   Kind
	Count  int
	SHA256 []string
}

// Reason is why a document has no text that could be compared.
type Reason string

// The reasons.
const (
	Empty       Reason = "empty"       // no bytes
	Unsupported Reason = "unsupported" // nothing here reads the format
	Unreadable  Reason = "unreadable"  // damaged, or not what it was identified as
	Locked      Reason = "locked"      // a password or encryption
	TooLarge    Reason = "too_large"   // larger, deeper or more tightly packed than the limits allow
	NoText      Reason = "no_text"     // read, and no word in it: a scan, a picture
)

// Error makes a Reason an error inside this package and its adapters; [Reader.Of] gives it as a value.
func (r Reason) Error() string { return string(r) }

// Limits bound one file. Zero fields take the value of [DefaultLimits].
type Limits struct {
	Bytes    int64 // the file
	Unpacked int64 // all that is unpacked from it
	Ratio    int64 // unpacked to packed, for parts over 1 MiB
	Parts    int   // in the container
	Depth    int   // elements, groups or tables in each other
}

// DefaultLimits fits a report of a thousand pages with its pictures.
func DefaultLimits() Limits {
	return Limits{Bytes: 256 << 20, Unpacked: 512 << 20, Ratio: 200, Parts: 10_000, Depth: 500}
}

func (l Limits) filled() Limits {
	d := DefaultLimits()
	for _, v := range []struct{ have, want *int64 }{{&l.Bytes, &d.Bytes}, {&l.Unpacked, &d.Unpacked}, {&l.Ratio, &d.Ratio}} {
		if *v.have <= 0 {
			*v.have = *v.want
		}
	}
	for _, v := range []struct{ have, want *int }{{&l.Parts, &d.Parts}, {&l.Depth, &d.Depth}} {
		if *v.have <= 0 {
			*v.have = *v.want
		}
	}
	return l
}

// Source is a file.
type Source struct {
	R    io.ReaderAt
	Size int64 // bytes
}

// Section reads the file from its beginning to its end.
func (s Source) Section() *io.SectionReader { return io.NewSectionReader(s.R, 0, s.Size) }

// Letter is a message as its reader gives it.
type Letter struct {
	Head     []string // lines of the header, without their names
	Bodies   []Body
	Attached [][]byte // content of what is attached
	Loose    int      // what is attached and has no bytes of its own, such as a letter in an Outlook item
}

// Body is one text of a letter in the forms that it has.
type Body struct {
	Plain, HTML string
	RTF         []byte
}

// Reader reads texts. The ports may be nil: their formats are then Unsupported. A port gives a Reason as its error when the file is to blame.
type Reader struct {
	Limits Limits
	PDF    func(context.Context, Source) (Text, error)
	Letter func(context.Context, Source, Outlook) (Letter, error)
	// Compound reads the streams of a compound file, by name: the documents of Office 97 to 2003 (MS-CFB).
	Compound func(context.Context, Source) (map[string][]byte, error)
}

// Outlook tells a letter's reader that the file is an Outlook item (.msg) rather than an Internet message (.eml).
type Outlook bool

// Of reads the text of a file that was identified as puid (PRONOM). Either there are words, or there is a reason, or there is an error of the reader or
// of ctx.
func (rd Reader) Of(ctx context.Context, puid string, s Source) (Text, Reason, error) {
	return rd.read(ctx, s, families[puid])
}

// Printed is Of for formats too whose text is less than what they say: of workbooks and presentations it gives the text that a print shows, and as hidden what
// it does not show. Formulas, numbers and the order of things are not in it, so it proves nothing but that a print lost no text.
func (rd Reader) Printed(ctx context.Context, puid string, s Source) (Text, Reason, error) {
	family := families[puid]
	if family == "" {
		family = printedFamilies[puid]
	}
	return rd.read(ctx, s, family)
}

// read reads a file as one of a family.
func (rd Reader) read(ctx context.Context, s Source, family string) (Text, Reason, error) {
	disk := &watched{ReaderAt: s.R}
	text, err := rd.of(ctx, family, Source{R: disk, Size: s.Size})
	if disk.failed != nil {
		return Text{}, "", disk.failed
	}
	if err == nil && strings.TrimSpace(text.Body) == "" {
		err = NoText
	}
	var why Reason
	if errors.As(err, &why) {
		return Text{Title: text.Title, Pages: text.Pages, Rough: text.Rough, Beside: text.Beside, CellNotes: text.CellNotes}, why, nil
	}
	if err != nil {
		return Text{}, "", err
	}
	return text, "", nil
}

// watched keeps the reader's own error apart from what a format makes of it: a disk that fails is no damaged document.
type watched struct {
	io.ReaderAt
	failed error
}

// ReadAt implements io.ReaderAt.
func (w *watched) ReadAt(p []byte, off int64) (int, error) {
	n, err := w.ReaderAt.ReadAt(p, off)
	if err != nil && !errors.Is(err, io.EOF) {
		w.failed = err
	}
	return n, err
}

func (rd Reader) of(ctx context.Context, family string, s Source) (Text, error) {
	limits := rd.Limits.filled()
	if err := ctx.Err(); err != nil {
		return Text{}, err
	}
	switch {
	case s.Size == 0:
		return Text{}, Empty
	case s.Size > limits.Bytes:
		return Text{}, TooLarge
	}
	switch family {
	case "pdf":
		if rd.PDF == nil {
			return Text{}, Unsupported
		}
		return rd.PDF(ctx, s)
	case "eml", "msg":
		if rd.Letter == nil {
			return Text{}, Unsupported
		}
		letter, err := rd.Letter(ctx, s, family == "msg")
		if err != nil {
			return Text{}, err
		}
		return ofLetter(letter), nil
	case "doc":
		return rd.ofWord97(ctx, s)
	case "locked":
		return Text{}, Locked
	default:
		read := readers[family]
		if read == nil {
			return Text{}, Unsupported
		}
		return read(s, limits)
	}
}

// readers are the formats that this package reads itself.
var readers = map[string]func(Source, Limits) (Text, error){"docx": ofDocx, "odt": ofOdt, "rtf": ofRTF, "text": ofPlain, "html": ofHTML,
	"xlsx": ofXlsx, "ods": ofOds, "pptx": ofPptx, "odp": ofOdp}

// families are the PRONOM ids by the reader that takes them.
var families = byPUID(map[string]string{
	"docx":   "fmt/412 fmt/523 fmt/597 fmt/599",
	"odt":    "fmt/136 fmt/290 fmt/291 fmt/1756",
	"rtf":    "fmt/45 fmt/50 fmt/51 fmt/52 fmt/53 fmt/355 fmt/969",
	"text":   "x-fmt/111 x-fmt/16 x-fmt/18 x-fmt/22 x-fmt/282",
	"html":   "fmt/96 fmt/97 fmt/98 fmt/99 fmt/100 fmt/471 fmt/102 fmt/103",
	"eml":    "fmt/278 fmt/950",
	"msg":    "x-fmt/430",
	"locked": "fmt/494 fmt/754 fmt/755",
	"pdf": "fmt/14 fmt/15 fmt/16 fmt/17 fmt/18 fmt/19 fmt/20 fmt/276 fmt/95 fmt/354 fmt/476 fmt/477 fmt/478 fmt/479 fmt/480 fmt/481 fmt/1129 fmt/144 fmt/145 fmt/146 " +
		"fmt/147 fmt/148 fmt/157 fmt/158 fmt/488 fmt/489 fmt/490 fmt/491 fmt/492 fmt/493 fmt/1910 fmt/1911 fmt/1912",
})

// printedFamilies are those whose text is only what a print shows.
var printedFamilies = byPUID(map[string]string{
	"xlsx": "fmt/214 fmt/445 fmt/598 fmt/627 fmt/1828",
	"ods":  "fmt/137 fmt/294 fmt/295 fmt/1755",
	"pptx": "fmt/215 fmt/487 fmt/629 fmt/630 fmt/631 fmt/632 fmt/633 fmt/636 fmt/1829",
	"odp":  "fmt/138 fmt/292 fmt/293 fmt/1754",
	"doc":  "fmt/40 fmt/609 x-fmt/45",
})

func byPUID(lists map[string]string) map[string]string {
	out := map[string]string{}
	for family, list := range lists {
		for _, puid := range strings.Fields(list) {
			out[puid] = family
		}
	}
	return out
}
