package render

import (
	"bytes"
	"errors"
	"image/jpeg"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/tiff"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/tiff/fax"
)

// pages renders a TIFF file, page by page; one page is in memory at a time.
func (p *press) pages() error {
	file, err := tiff.Open(p.source.R, p.source.Size, tiff.Limits{Pages: p.o.Limits.Pages, Pixels: p.o.Limits.Pixels})
	if err != nil {
		return ofTIFF(err)
	}
	if err := p.begin(pdfa.A4(), 0); err != nil {
		return err
	}
	for i, page := range file.Pages {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		if err := p.scanned(page, i+1, len(file.Pages)); err != nil {
			return ofTIFF(err)
		}
	}
	p.made.Pages = len(file.Pages)
	p.note(Passed, file.Passed)
	return p.end()
}

// ofTIFF is the reason in an error of package tiff; other errors stay as they are.
func ofTIFF(err error) error {
	for kind, reason := range map[error]Reason{tiff.ErrDamaged: Damaged, tiff.ErrUnsupported: Unsupported, tiff.ErrTooLarge: TooLarge} {
		if errors.Is(err, kind) {
			return reason
		}
	}
	return err
}

// scanned puts page n on paper: black and white as Group 4, JPEG as it is, the rest without loss.
func (p *press) scanned(page *tiff.Page, n, of int) error {
	s := stored{density: density{page.XDPI, page.YDPI}, orientation: page.Orientation}
	if page.IsBilevel() && page.Orientation == 1 {
		rows, err := page.Bilevel()
		if err != nil {
			return err
		}
		data := fax.Encode(rows, page.Width)
		return p.show(p.doc.CCITT(pdfa.G4{Data: data, Width: page.Width, Height: page.Height}), s.density, p.say.Say("render.page", n, of))
	}
	data, ok, err := page.JPEG()
	if err != nil {
		return err
	}
	if ok {
		if s.img, err = jpeg.Decode(bytes.NewReader(data)); err == nil {
			s.jpeg = data
			return p.store(s, n, of)
		}
	}
	if s.img, err = page.Image(); err != nil {
		return err
	}
	p.note(Decoded, count(page.IsJPEG()))
	p.note(Converted, count(page.IsCMYK()))
	return p.store(s, n, of)
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}
