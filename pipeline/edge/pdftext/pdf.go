package pdftext

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"image/png"
	"io"
	"slices"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/words"
)

// Text reads a PDF: its pages as [words.Pages] joins them, and how many pictures, notes, form fields and attached files it has. The file is held in memory.
// Its errors are words.Reason where the file is to blame.
func (r *Reader) Text(ctx context.Context, s words.Source) (words.Text, error) {
	raw, err := io.ReadAll(io.NewSectionReader(s.R, 0, s.Size))
	if err != nil {
		return words.Text{}, err
	}
	var text words.Text
	err = r.with(ctx, func(p pdfium.Pdfium) error {
		d, err := r.load(p, raw)
		if err != nil {
			return err
		}
		text, err = d.text()
		return err
	})
	return text, err
}

// PNG draws a page, from 0, at dots an inch.
func (r *Reader) PNG(ctx context.Context, raw []byte, page, dpi int) ([]byte, error) {
	var out bytes.Buffer
	err := r.with(ctx, func(p pdfium.Pdfium) error {
		d, err := r.load(p, raw)
		if err != nil {
			return err
		}
		drawn, err := p.RenderPageInDPI(&requests.RenderPageInDPI{DPI: dpi, Page: d.page(page)})
		if err != nil {
			return words.Unreadable
		}
		defer drawn.Cleanup()
		return png.Encode(&out, drawn.Result.Image)
	})
	return out.Bytes(), err
}

// document is a PDF that is open in a worker.
type document struct {
	pdfium.Pdfium
	options Options
	ref     references.FPDF_DOCUMENT
	pages   int
	counts  map[words.Kind]int
	sums    []string // of pictures
}

// load opens a PDF. It closes with its worker.
func (r *Reader) load(p pdfium.Pdfium, raw []byte) (*document, error) {
	opened, err := p.OpenDocument(&requests.OpenDocument{File: &raw})
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return nil, words.Locked
	case err != nil:
		return nil, words.Unreadable
	}
	d := &document{Pdfium: p, options: r.options, ref: opened.Document, counts: map[words.Kind]int{}}
	count, err := p.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
	if err != nil {
		return nil, words.Unreadable
	}
	if d.pages = count.PageCount; d.pages > r.options.Pages {
		return nil, words.TooLarge
	}
	return d, nil
}

func (d *document) page(i int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: d.ref, Index: i}}
}

// text reads all pages, and fails as a whole where one cannot be read: half a document carries nothing.
func (d *document) text() (words.Text, error) {
	var pages []string
	for i := range d.pages {
		page, err := d.GetPageText(&requests.GetPageText{Page: d.page(i)})
		if err != nil {
			return words.Text{}, words.Unreadable
		}
		pages = append(pages, page.Text)
		if err := d.drawn(i); err != nil {
			return words.Text{}, err
		}
		if err := d.notes(i); err != nil {
			return words.Text{}, err
		}
	}
	text := words.Text{Body: words.Pages(pages), Pages: d.pages}
	if title, err := d.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: d.ref, Tag: "Title"}); err == nil {
		text.Title = title.Value
	}
	if attached, err := d.FPDFDoc_GetAttachmentCount(&requests.FPDFDoc_GetAttachmentCount{Document: d.ref}); err == nil {
		d.counts[words.Attachments] = attached.AttachmentCount
	}
	slices.Sort(d.sums)
	for _, kind := range []words.Kind{words.Pictures, words.Attachments, words.Forms} {
		if n := d.counts[kind]; n > 0 {
			beside := words.Beside{Kind: kind, Count: n}
			if kind == words.Pictures {
				beside.SHA256 = d.sums
			}
			text.Beside = append(text.Beside, beside)
		}
	}
	return text, nil
}

// drawn counts the pictures of a page. A picture inside a form, which a page may draw many times, is counted as one that cannot be compared.
func (d *document) drawn(i int) error {
	count, err := d.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: d.page(i)})
	switch {
	case err != nil:
		return words.Unreadable
	case count.Count > d.options.Objects:
		return words.TooLarge
	}
	for k := range count.Count {
		object, err := d.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: d.page(i), Index: k})
		if err != nil {
			return words.Unreadable
		}
		kind, err := d.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		if err != nil {
			return words.Unreadable
		}
		switch kind.Type {
		case enums.FPDF_PAGEOBJ_IMAGE:
			d.picture(object.PageObject)
		case enums.FPDF_PAGEOBJ_FORM:
			if d.hasPicture(object.PageObject, 0) {
				d.counts[words.Pictures]++
			}
		}
	}
	return nil
}

// picture counts one, with the digest of its bytes as they lie in the file.
func (d *document) picture(object references.FPDF_PAGEOBJECT) {
	d.counts[words.Pictures]++
	raw, err := d.FPDFImageObj_GetImageDataRaw(&requests.FPDFImageObj_GetImageDataRaw{ImageObject: object})
	if err != nil || len(raw.Data) == 0 {
		return
	}
	sum := sha256.Sum256(raw.Data)
	d.sums = append(d.sums, hex.EncodeToString(sum[:]))
}

// formDepth is how deep forms in forms are looked into; what lies deeper counts as a picture.
const formDepth = 8

func (d *document) hasPicture(form references.FPDF_PAGEOBJECT, depth int) bool {
	count, err := d.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: form})
	if err != nil || depth > formDepth || count.Count > d.options.Objects {
		return true
	}
	for k := range count.Count {
		object, err := d.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: form, Index: uint64(k)})
		if err != nil {
			return true
		}
		kind, err := d.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		switch {
		case err != nil, kind.Type == enums.FPDF_PAGEOBJ_IMAGE:
			return true
		case kind.Type == enums.FPDF_PAGEOBJ_FORM && d.hasPicture(object.PageObject, depth+1):
			return true
		}
	}
	return false
}

// notes counts what lies on a page and is not in its text: notes, stamps, form fields. Links say nothing of their own.
func (d *document) notes(i int) error {
	count, err := d.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: d.page(i)})
	switch {
	case err != nil:
		return words.Unreadable
	case count.Count > d.options.Objects:
		return words.TooLarge
	}
	for k := range count.Count {
		note, err := d.FPDFPage_GetAnnot(&requests.FPDFPage_GetAnnot{Page: d.page(i), Index: k})
		if err != nil {
			d.counts[words.Forms]++
			continue
		}
		kind, err := d.FPDFAnnot_GetSubtype(&requests.FPDFAnnot_GetSubtype{Annotation: note.Annotation})
		if err != nil || kind.Subtype != enums.FPDF_ANNOT_SUBTYPE_LINK {
			d.counts[words.Forms]++
		}
	}
	return nil
}
