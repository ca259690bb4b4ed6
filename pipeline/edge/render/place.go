package render

import (
	"image"
	"image/color"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
)

// density is dots an inch across and down; zero is unknown.
type density struct{ x, y float64 }

// Bounds of what a file may be believed to say of its size on paper.
const (
	coarsest    = 60.0   // dots an inch; less is a proportion, not a density
	finest      = 4800.0 // scanners of film
	widest      = 1300.0 // mm: a little more than A0
	screenDots  = 100.0  // below this a camera or a screen has spoken,
	screenPaper = 430.0  // and a page beyond A3 is not meant
	narrowest   = 20.0   // mm: a stamp, not a page
	margin      = 15.0   // mm around what is laid on A4
	usualDots   = 150.0  // of a picture whose size on paper is unknown, at most
)

// believed tells whether the densities give a page of a size that paper has.
func (d density) believed(width, height int) (w, h float64, ok bool) {
	if min(d.x, d.y) < coarsest || max(d.x, d.y) > finest {
		return 0, 0, false
	}
	w, h = float64(width)/d.x*25.4, float64(height)/d.y*25.4
	largest := max(w, h)
	return w, h, min(w, h) >= narrowest && largest <= widest && (min(d.x, d.y) >= screenDots || largest <= screenPaper)
}

// show puts an image on a page of its own: of its own size where the file says a believable one, otherwise on A4 as large as it fits.
func (p *press) show(m *pdfa.Image, d density, alt string) error {
	if err := p.doc.Err(); err != nil {
		return err
	}
	if w, h, ok := d.believed(m.Width, m.Height); ok {
		p.doc.Sheet(pdfa.PageSize{W: w, H: h}).Figure(pdfa.Point{}, m.Figure(alt, w, h))
		return p.doc.Err()
	}
	page := pdfa.A4()
	if m.Width > m.Height {
		page = pdfa.A4Landscape()
	}
	w, h := m.Size(usualDots)
	if shrink := min((page.W-2*margin)/w, (page.H-2*margin)/h); shrink < 1 {
		w, h = w*shrink, h*shrink
	}
	w, h = max(w, 0.5), max(h, 0.5) // mm: something to see of a single pixel, or of a picture like a line
	p.doc.Sheet(page).Figure(pdfa.Point{X: margin, Y: margin}, m.Figure(alt, w, h))
	return p.doc.Err()
}

// upright is an image turned as its orientation asks (TIFF 6.0, tag 274; the same numbers in Exif).
type upright struct {
	image.Image
	orientation int
}

// Bounds are those of the turned image, from the origin.
func (u upright) Bounds() image.Rectangle {
	size := u.Image.Bounds().Size()
	if u.orientation >= 5 {
		size.X, size.Y = size.Y, size.X
	}
	return image.Rectangle{Max: size}
}

// At is the pixel that is shown at x, y.
func (u upright) At(x, y int) color.Color {
	b := u.Image.Bounds()
	if u.orientation >= 5 { // rows and columns change places
		x, y = y, x
	}
	switch u.orientation {
	case 2, 3, 7, 8:
		x = b.Dx() - 1 - x
	}
	switch u.orientation {
	case 3, 4, 6, 7:
		y = b.Dy() - 1 - y
	}
	return u.Image.At(b.Min.X+x, b.Min.Y+y)
}

// turned is the image upright; one that is stands as it is.
func turned(m image.Image, d density, orientation int) (image.Image, density) {
	if orientation < 2 || orientation > 8 {
		return m, d
	}
	if orientation >= 5 {
		d.x, d.y = d.y, d.x
	}
	return upright{m, orientation}, d
}
