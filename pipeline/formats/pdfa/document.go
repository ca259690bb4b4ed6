package pdfa

import (
	"errors"
	"fmt"
	"io"
)

// Document is a PDF file being written. Blocks are set one after the other; a finished page leaves memory.
//
// The first error sticks: every later call does nothing, Err tells it and Close returns it.
// A Document is not safe for use by several goroutines.
type Document struct {
	opt    Options
	out    *objectWriter
	err    error
	closed bool

	faces   [faceCount]*face
	missing map[rune]int
	fonts   ref // the fonts' dictionary

	page, spare *page
	fixed       bool // the page under way is a Sheet
	tree        ref
	nodes       []ref
	pages       []ref
	late        []lateFurniture

	root    ref   // structure tree root
	body    *elem // the Document element
	parents []ref // parent tree by key
	level   int   // of the last heading
	marks   []bookmark
	table   *Rows // the table under way, or nil
	drawing bool  // a caller's drawing function is at work

	onto *update // the file behind whose end this goes on, or nil

	glyphs  []glyph // buffers that are used again
	lines   []line
	scratch []byte
}

// New begins a document that is written to w as it grows. The caller closes w after Close.
// It fails when an option is missing or cannot be.
func New(w io.Writer, options Options) (*Document, error) {
	opt, err := options.completed()
	if err != nil {
		return nil, err
	}
	d := &Document{opt: opt, out: newObjectWriter(w, opt.Flavour != A1b), missing: map[rune]int{}, spare: &page{}}
	if d.faces, err = newFaces(); err != nil {
		return nil, err
	}
	d.fonts, d.tree, d.root = d.out.alloc(), d.out.alloc(), d.out.alloc()
	d.body = &elem{ref: d.out.alloc(), parent: d.root, tag: "Document"}
	return d, nil
}

// Err returns the first error so far: what the caller did wrong, or what the writer below answered.
func (d *Document) Err() error {
	if d.err == nil {
		d.fail(d.out.err)
	}
	return d.err
}

func (d *Document) fail(err error) {
	if d.err == nil {
		d.err = err
	}
}

// ready tells whether a block may begin now.
func (d *Document) ready(call string) bool {
	if d.Err() != nil {
		return false
	}
	switch {
	case d.closed:
		d.fail(fmt.Errorf("pdfa: %s after Close", call))
	case d.table != nil:
		d.fail(fmt.Errorf("pdfa: %s before the table's End", call))
	case d.drawing:
		d.fail(fmt.Errorf("pdfa: %s within a drawing", call))
	}
	return d.err == nil
}

// Close writes the last page, the furniture of all pages, fonts, tags, bookmarks and metadata.
// It returns the document's first error; then what was written is no PDF file and must be thrown away.
func (d *Document) Close() error {
	if !d.ready("Close") {
		return d.err
	}
	if len(d.pages) == 0 {
		d.fail(errors.New("pdfa: the document is empty"))
		return d.err
	}
	d.endPage()
	d.putFurniture()
	d.closed = true
	if d.err != nil {
		return d.err
	}
	if d.onto != nil {
		return d.closeAppended()
	}
	d.putPages()
	d.putTree()
	if err := d.embedFonts(); err != nil {
		d.fail(err)
		return err
	}
	d.out.put(d.fonts, d.fontDictionary())
	info := d.out.alloc()
	d.out.put(info, d.info())
	catalog := d.putCatalog()
	d.fail(d.out.finish(catalog, info))
	return d.err
}

// putCatalog writes the catalog (ISO 32000-1, 7.7.2) and what hangs on it alone.
func (d *Document) putCatalog() ref {
	metadata, profile, catalog := d.out.alloc(), d.out.alloc(), d.out.alloc()
	d.out.stream(metadata, "/Type/Metadata/Subtype/XML", d.xmp())
	d.out.deflated(profile, "/N 3", srgbProfile())
	b := appendRef([]byte("<</Type/Catalog/Pages "), d.tree)
	b = appendRef(append(b, "/Metadata "...), metadata)
	b = appendText(append(b, "/Lang"...), d.opt.Lang)
	b = appendRef(append(b, "/MarkInfo<</Marked true>>/StructTreeRoot "...), d.root)
	b = append(b, "/ViewerPreferences<</DisplayDocTitle true>>"...)
	if outlines := d.putBookmarks(); outlines != 0 {
		b = appendRef(append(b, "/PageMode/UseOutlines/Outlines "...), outlines)
	}
	b = append(b, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"+
		"/Info(sRGB IEC61966-2.1)/DestOutputProfile "...)
	b = appendRef(b, profile)
	d.out.put(catalog, append(b, ">>]>>"...))
	return catalog
}
