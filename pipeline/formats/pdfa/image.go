package pdfa

import (
	"bytes"
	"errors"
	"fmt"
	"image"
)

// Image is a raster image in a document's file (ISO 32000-1, 8.9.5). It may be shown many times, in this document only.
type Image struct {
	d   *Document
	ref ref
	// Width and Height are in pixels. Both are zero when the image was refused; Document.Err tells why.
	Width, Height int
}

// The most pixels of an image that is decoded: 400 million take a scan of A2 at 600 dpi.
const mostPixels = 400_000_000

func (m *Image) name() string { return fmt.Sprintf("Im%d", m.ref) }

// Size is the image's width and height in millimetres at so many dots per inch.
func (m *Image) Size(dpi float64) (w, h float64) {
	return float64(m.Width) * 25.4 / dpi, float64(m.Height) * 25.4 / dpi
}

// Figure shows the image in a size in millimetres; where one of them is zero, it follows from the other.
func (m *Image) Figure(alt string, w, h float64) Figure {
	switch {
	case m.Width == 0 || m.Height == 0:
	case w == 0:
		w = h * float64(m.Width) / float64(m.Height)
	case h == 0:
		h = w * float64(m.Height) / float64(m.Width)
	}
	return Figure{Alt: alt, W: w, H: h, Draw: func(g *Drawing) { g.Image(m, Rect{0, 0, w, h}) }}
}

// uses notes the image among the page's resources.
func (p *page) uses(m *Image) {
	entry := appendRef([]byte("/"+m.name()+" "), m.ref)
	if !bytes.Contains(p.images, append([]byte{}, entry...)) {
		p.images = append(p.images, entry...)
	}
}

// Image stores a decoded image without loss, in the smallest of black and white, gray and RGB that holds it.
// What shines through is laid on white: PDF/A-1 knows no transparency (ISO 19005-1, 6.4), and paper is white.
// Colours are taken as sRGB. CMYK is converted.
func (d *Document) Image(img image.Image) *Image {
	if !d.readyForImage() {
		return &Image{d: d}
	}
	if img == nil {
		d.fail(errors.New("pdfa: no image"))
		return &Image{d: d}
	}
	size := img.Bounds()
	if d.fail(checkPixels(size.Dx(), size.Dy())); d.err != nil {
		return &Image{d: d}
	}
	class := classify(img)
	data := raster(img, class)
	space, bits := "/DeviceRGB", 8
	switch class {
	case bilevel:
		space, bits = "/DeviceGray", 1
	case gray:
		space = "/DeviceGray"
	}
	m := &Image{d: d, ref: d.out.alloc(), Width: size.Dx(), Height: size.Dy()}
	d.out.deflated(m.ref, m.dictionary(space, bits), data)
	return m
}

// readyForImage is ready without regard to a table under way: storing an image prints nothing.
func (d *Document) readyForImage() bool {
	if d.Err() == nil && d.closed {
		d.fail(errors.New("pdfa: an image after Close"))
	}
	return d.err == nil
}

func checkPixels(w, h int) error {
	if w < 1 || h < 1 || w > mostPixels/h {
		return fmt.Errorf("pdfa: an image of %d × %d pixels: must be at least one and at most %d in all", w, h, mostPixels)
	}
	return nil
}

func (m *Image) dictionary(space string, bits int) string {
	return fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%s/BitsPerComponent %d", m.Width, m.Height, space, bits)
}

type class int

const (
	bilevel class = iota
	gray
	colour
)

// classify finds the poorest class that loses nothing.
func classify(img image.Image) class {
	size := img.Bounds()
	found := bilevel
	for y := size.Min.Y; y < size.Max.Y; y++ {
		for x := size.Min.X; x < size.Max.X; x++ {
			r, g, b := onWhite(img, x, y)
			if r != g || g != b {
				return colour
			}
			if r != 0 && r != 255 {
				found = gray
			}
		}
	}
	return found
}

// onWhite is a pixel as 8-bit RGB over white paper.
func onWhite(img image.Image, x, y int) (r, g, b byte) {
	r16, g16, b16, a16 := img.At(x, y).RGBA() // premultiplied
	white := 0xFFFF - a16
	return byte((r16 + white) >> 8), byte((g16 + white) >> 8), byte((b16 + white) >> 8)
}

// raster is the image's samples row by row, every row filled up to a byte.
func raster(img image.Image, c class) []byte {
	size := img.Bounds()
	width := map[class]int{bilevel: (size.Dx() + 7) / 8, gray: size.Dx(), colour: 3 * size.Dx()}[c]
	out := make([]byte, 0, width*size.Dy())
	for y := size.Min.Y; y < size.Max.Y; y++ {
		var bits, n byte
		for x := size.Min.X; x < size.Max.X; x++ {
			r, g, b := onWhite(img, x, y)
			switch c {
			case colour:
				out = append(out, r, g, b)
			case gray:
				out = append(out, r)
			case bilevel:
				bits = bits<<1 | r&1
				if n++; n == 8 {
					out = append(out, bits)
					bits, n = 0, 0
				}
			}
		}
		if n > 0 {
			out = append(out, bits<<(8-n))
		}
	}
	return out
}
