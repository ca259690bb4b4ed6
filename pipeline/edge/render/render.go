// Package render makes long-term renditions without any other program: images, plain text, CSV and e-mail become PDF/A-2a with the writer of formats/pdfa.
//
// The same bytes in give the same bytes out: the only time in a rendition is the one that the caller gives. A source is foreign input and bounded by Limits
// before anything is decoded. What cannot be rendered is a Reason, not an error; an error is trouble with reading the source or writing the rendition. Then,
// and with a Reason, what was written is no document and must be thrown away.
//
//	if kind, ok := render.KindOf(puid); ok {
//		made, reason, err := render.Render(ctx, render.Source{PUID: puid, R: file, Size: size}, w, render.Options{Title: "…", Created: produced})
//	}
package render

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// Revision is raised when the same source may give other bytes; it belongs into the key under which renditions are kept.
const Revision = 1

// Tool names the renderer in the record of a conversion.
const Tool = "arkivdepot render 1"

// Rendition facts: what every document made here is.
const (
	PUID      = "fmt/476" // PDF/A-2a
	MIME      = "application/pdf"
	Extension = ".pdf"
)

// Source is the file to be rendered.
type Source struct {
	PUID string // decides how it is read
	R    io.ReaderAt
	Size int64 // bytes
}

// Options decide the rendition besides its source. Title and Created are required (pdfa.Options).
type Options struct {
	Title   string    // of the document, for viewers and screen readers
	Lang    text.Lang // of the few words that are added: headings above an e-mail, what an image is called; empty is bokmål
	Creator string    // the program that asks
	Created time.Time
	Limits  Limits
	// HTML and RTF make plain text of the body of an e-mail that has no plain one (formats/words has both). Where one is nil, such a letter is Unsupported.
	HTML func(string) string
	RTF  func([]byte) string
}

// Limits bound one source. Zero fields take the defaults.
type Limits struct {
	Bytes  int64 // of a source that is read into memory; 256 MiB
	Pixels int   // of one picture; 150 million take A2 at 600 dots an inch
	Pages  int   // of one image file; 5,000
	Text   int64 // bytes of a text file; 32 MiB are some 10,000 pages
}

func (l Limits) completed() Limits {
	for _, v := range []struct {
		at    *int64
		usual int64
	}{{&l.Bytes, 256 << 20}, {&l.Text, 32 << 20}} {
		if *v.at <= 0 {
			*v.at = v.usual
		}
	}
	if l.Pixels <= 0 {
		l.Pixels = 150_000_000
	}
	if l.Pages <= 0 {
		l.Pages = 5000
	}
	return l
}

// Made is what a rendition holds.
type Made struct {
	Pages int
	Notes []Note
}

// Note is what the rendition does not show as the source has it.
type Note struct {
	Code  NoteCode
	Count int    // how many
	Value string // the character set
}

// NoteCode is a kind of note.
type NoteCode string

// The notes.
const (
	Glyphs     NoteCode = "glyphs"     // characters that no font of ours shows; they can still be searched and copied
	Charset    NoteCode = "charset"    // the text says nothing of its character set: Value was judged from the bytes
	Turned     NoteCode = "turned"     // pages turned upright, as the file asks; stored without further loss
	Converted  NoteCode = "converted"  // pages whose CMYK colours became RGB
	Decoded    NoteCode = "decoded"    // JPEG pages that could not be taken over as they are, and are stored decoded, without further loss
	Passed     NoteCode = "passed"     // thumbnails and masks of other pages, left out
	Incomplete NoteCode = "incomplete" // letters of which a part could not be decoded
)

// Reason says why there is no rendition; empty is that there is one.
type Reason string

// The reasons.
const (
	Empty       Reason = "empty"       // no byte, or nothing to show
	Damaged     Reason = "damaged"     // the file is not whole
	Unsupported Reason = "unsupported" // a kind that is not read here
	TooLarge    Reason = "too_large"   // beyond the limits
	Locked      Reason = "locked"      // encrypted
	NotText     Reason = "not_text"    // bytes that are no text
	Moving      Reason = "moving"      // several pictures that are one moving picture
)

// Error makes a reason an error within the package.
func (r Reason) Error() string { return string(r) }

// Render writes the rendition of a source to w.
func Render(ctx context.Context, s Source, w io.Writer, o Options) (Made, Reason, error) {
	kind, ok := KindOf(s.PUID)
	switch {
	case !ok:
		return Made{}, Unsupported, nil
	case s.Size == 0:
		return Made{}, Empty, nil
	}
	o.Limits = o.Limits.completed()
	out := &watched{w: w}
	p := &press{ctx: ctx, source: s, o: o, out: out, say: text.Parse(string(o.Lang))}
	err := p.print(kind)
	if out.err != nil {
		return Made{}, "", out.err
	}
	var reason Reason
	if errors.As(err, &reason) {
		return Made{}, reason, nil
	}
	return p.made, "", err
}

// watched remembers the error of the writer below, to tell it from the document's own.
type watched struct {
	w   io.Writer
	err error
}

func (w *watched) Write(b []byte) (int, error) {
	n, err := w.w.Write(b)
	w.err = err
	return n, err
}

// press is one rendition under way.
type press struct {
	ctx    context.Context
	source Source
	o      Options
	out    io.Writer
	say    text.Lang
	doc    *pdfa.Document
	made   Made
}

func (p *press) print(kind Kind) error {
	switch kind {
	case Picture:
		return p.picture()
	case Pages:
		return p.pages()
	case Text, Table:
		return p.text(kind)
	}
	return p.letter()
}

// begin starts the document.
func (p *press) begin(page pdfa.PageSize, size float64) (err error) {
	p.doc, err = pdfa.New(p.out, pdfa.Options{Title: p.o.Title, Lang: langTag(p.say), Creator: p.o.Creator, Created: p.o.Created, Page: page, Size: size,
		Furniture: func(_, pages int) pdfa.Furniture { // nothing is printed: this is how the number of pages is known
			p.made.Pages = pages
			return pdfa.Furniture{}
		}})
	return err
}

// end closes the document.
func (p *press) end() error {
	if err := p.doc.Close(); err != nil {
		return err
	}
	glyphs := 0
	for _, m := range p.doc.Missing() {
		glyphs += m.Count
	}
	p.note(Glyphs, glyphs)
	return p.ctx.Err()
}

// note adds to a note's count.
func (p *press) note(code NoteCode, n int) {
	if n == 0 {
		return
	}
	for i := range p.made.Notes {
		if p.made.Notes[i].Code == code {
			p.made.Notes[i].Count += n
			return
		}
	}
	p.made.Notes = append(p.made.Notes, Note{Code: code, Count: n})
}

// whole is the source in memory.
func (p *press) whole(most int64) ([]byte, error) {
	if p.source.Size > most {
		return nil, TooLarge
	}
	data := make([]byte, p.source.Size)
	_, err := io.ReadFull(io.NewSectionReader(p.source.R, 0, p.source.Size), data)
	return data, err
}
