package tiff

import (
	"fmt"
	"image"
	"image/color"
	"math"
)

// picture is a decoded page: its samples with eight bits each, turned into colours when they are asked for.
type picture struct {
	width, height, samples int
	data                   []byte
	colour                 func(s []byte) color.RGBA
	gray                   bool
}

// ColorModel is that of what At gives.
func (m *picture) ColorModel() color.Model {
	if m.gray {
		return color.GrayModel
	}
	return color.RGBAModel
}

// Bounds begin at the origin.
func (m *picture) Bounds() image.Rectangle { return image.Rect(0, 0, m.width, m.height) }

// At is the colour of a pixel over white paper.
func (m *picture) At(x, y int) color.Color {
	at := (y*m.width + x) * m.samples
	c := m.colour(m.data[at : at+m.samples])
	if m.gray {
		return color.Gray{Y: c.R}
	}
	return c
}

// Image decodes a page that is not black and white, or not to be treated as such. What shines through is laid on white. Colours are taken as they are: no
// profile is applied, and CMYK is converted the plain way.
func (p *Page) Image() (image.Image, error) {
	m := &picture{width: p.Width, height: p.Height, samples: p.samples, gray: p.photo == whiteIsZero || p.photo == blackIsZero}
	var err error
	if m.colour, err = p.colours(); err != nil {
		return nil, err
	}
	switch p.compression {
	case oldJPEG, newJPEG:
		return p.jpegImage()
	}
	m.data = make([]byte, p.Width*p.Height*p.samples)
	planes := 1
	if p.planar == 2 {
		planes = p.samples
	}
	for plane := range planes {
		if err := p.plane(m, plane, planes); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// plane decodes the chunks of one plane into the picture.
func (p *Page) plane(m *picture, plane, planes int) error {
	inChunk := p.samples / planes // samples of a pixel in a chunk
	for y := range p.down() {
		for x := range p.across() {
			rows := p.rows(y)
			samples, err := p.chunkSamples(plane*p.across()*p.down()+y*p.across()+x, rows, inChunk)
			if err != nil {
				return err
			}
			left, top := x*p.chunkWidth, y*p.chunkHeight
			for row := range min(rows, p.Height-top) {
				from := samples[row*p.chunkWidth*inChunk:]
				for col := range min(p.chunkWidth, p.Width-left) {
					to := ((top+row)*p.Width+left+col)*m.samples + plane
					copy(m.data[to:to+inChunk], from[col*inChunk:])
				}
			}
		}
	}
	return nil
}

// chunkSamples is a chunk with eight bits a sample.
func (p *Page) chunkSamples(i, rows, samples int) ([]byte, error) {
	if p.photo == yCbCr && (p.subH > 1 || p.subV > 1) {
		return p.subsampled(i, rows)
	}
	inRow := p.chunkWidth * samples
	stride := (inRow*p.bits + 7) / 8
	data, err := p.unpacked(i, rows, stride)
	if err != nil {
		return nil, err
	}
	if p.predictor == 2 {
		p.undo(data, rows, stride, samples)
	}
	switch p.bits {
	case 8:
		return data, nil
	case 16:
		return p.highBytes(data), nil
	}
	out := make([]byte, 0, rows*inRow)
	for row := range rows {
		out = p.widened(out, data[row*stride:(row+1)*stride], inRow)
	}
	return out, nil
}

// undo adds up the differences that the predictor left (TIFF 6.0, section 14).
func (p *Page) undo(data []byte, rows, stride, samples int) {
	for row := range rows {
		line := data[row*stride : (row+1)*stride]
		if p.bits == 8 {
			for i := samples; i < len(line); i++ {
				line[i] += line[i-samples]
			}
			continue
		}
		for i := 2 * samples; i+1 < len(line); i += 2 {
			p.s.order.PutUint16(line[i:], p.s.order.Uint16(line[i:])+p.s.order.Uint16(line[i-2*samples:]))
		}
	}
}

func (p *Page) highBytes(data []byte) []byte {
	out := data[:0]
	for i := 0; i+1 < len(data); i += 2 {
		out = append(out, byte(p.s.order.Uint16(data[i:])>>8))
	}
	return out
}

// widened appends a row of samples of another size than eight bits; indexes into a palette keep their value.
func (p *Page) widened(out, row []byte, n int) []byte {
	most := uint32(1)<<p.bits - 1
	var held uint32
	var have int
	for range n {
		for have < p.bits {
			held, have, row = held<<8|uint32(row[0]), have+8, row[1:]
		}
		have -= p.bits
		v := held >> have & most
		if p.photo != palette {
			v = v * 255 / most
		}
		out = append(out, byte(v))
	}
	return out
}

// subsampled is a chunk in YCbCr of which a group of pixels shares its colour (TIFF 6.0, section 21).
func (p *Page) subsampled(i, rows int) ([]byte, error) {
	across, down := (p.chunkWidth+p.subH-1)/p.subH, (rows+p.subV-1)/p.subV
	unit := p.subH*p.subV + 2
	data, err := p.unpacked(i, down, across*unit)
	if err != nil {
		return nil, err
	}
	if p.samples != 3 || p.predictor != 1 {
		return nil, fmt.Errorf("%w: YCbCr with %d samples", ErrUnsupported, p.samples)
	}
	out := make([]byte, rows*p.chunkWidth*3)
	for y := range rows {
		for x := range p.chunkWidth {
			u := data[((y/p.subV)*across+x/p.subH)*unit:]
			at := (y*p.chunkWidth + x) * 3
			out[at], out[at+1], out[at+2] = u[y%p.subV*p.subH+x%p.subH], u[unit-2], u[unit-1]
		}
	}
	return out, nil
}

// colours is how a pixel's samples become a colour over white.
func (p *Page) colours() (func([]byte) color.RGBA, error) {
	opaque, err := p.opaqueColours()
	if err != nil || p.extra != 1 && p.extra != 2 {
		return opaque, err
	}
	at := map[int]int{whiteIsZero: 1, blackIsZero: 1, rgb: 3, palette: 1, cmyk: 4, yCbCr: 3}[p.photo]
	return func(s []byte) color.RGBA {
		c, alpha := opaque(s), s[at]
		white := 255 - int(alpha)
		lay := func(v byte) byte {
			if p.extra == 2 { // not multiplied with alpha yet
				v = byte(int(v) * int(alpha) / 255)
			}
			return byte(min(int(v)+white, 255))
		}
		return color.RGBA{lay(c.R), lay(c.G), lay(c.B), 255}
	}, nil
}

func (p *Page) opaqueColours() (func([]byte) color.RGBA, error) {
	switch p.photo {
	case whiteIsZero:
		return func(s []byte) color.RGBA { return color.RGBA{255 - s[0], 255 - s[0], 255 - s[0], 255} }, nil
	case blackIsZero:
		return func(s []byte) color.RGBA { return color.RGBA{s[0], s[0], s[0], 255} }, nil
	case rgb:
		return func(s []byte) color.RGBA { return color.RGBA{s[0], s[1], s[2], 255} }, nil
	case cmyk:
		return func(s []byte) color.RGBA {
			r, g, b := color.CMYKToRGB(s[0], s[1], s[2], s[3])
			return color.RGBA{r, g, b, 255}
		}, nil
	case yCbCr:
		return func(s []byte) color.RGBA {
			r, g, b := color.YCbCrToRGB(s[0], s[1], s[2])
			return color.RGBA{r, g, b, 255}
		}, nil
	}
	return p.paletteColours()
}

func (p *Page) paletteColours() (func([]byte) color.RGBA, error) {
	n := 1 << p.bits
	values, err := p.s.numbers(p.fields, tagPalette)
	if err != nil || len(values) < 3*n {
		return nil, damaged(err, "the palette is cut short")
	}
	scale := func(v int) byte { return byte(v >> 8) }
	if most(values) <= math.MaxUint8 { // written by programs that overlooked the sixteen bits
		scale = func(v int) byte { return byte(v) }
	}
	var colours [256]color.RGBA
	for i := range n {
		colours[i] = color.RGBA{scale(values[i]), scale(values[n+i]), scale(values[2*n+i]), 255}
	}
	return func(s []byte) color.RGBA { return colours[s[0]] }, nil
}

func most(values []int) int {
	m := 0
	for _, v := range values {
		m = max(m, v)
	}
	return m
}
