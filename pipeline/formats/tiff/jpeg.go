package tiff

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
)

// JPEG is a page as a JPEG file of its own that shows the same pixels, without anything having been decoded: strips are joined with restart markers
// between them. The answer is false for a page that is not kept as JPEG, or whose strips cannot be joined (tiles, other tables in each strip, colours that
// a JPEG file would not be taken to have); then Image is the way.
func (p *Page) JPEG() ([]byte, bool, error) {
	switch {
	case p.compression == oldJPEG:
		data, err := p.oldStream()
		return data, err == nil && p.jpegColours(data), err
	case p.compression != newJPEG || p.tiled || p.planar != 1 || p.Width > 0xFFFF || p.Height > 0xFFFF:
		return nil, false, nil
	}
	data, err := p.joined()
	return data, data != nil && p.jpegColours(data), err
}

// jpegColours tells whether a JPEG file is taken to have the page's colours: gray with zero as black, or YCbCr.
func (p *Page) jpegColours(data []byte) bool {
	s, err := takeApart(data)
	if err != nil {
		return false
	}
	g, ok := s.frameHeader()
	if !ok {
		return false
	}
	f, err := readFrame(g.body)
	return err == nil && f.width == p.Width && f.height == p.Height && (f.components == 1 && p.photo == blackIsZero || f.components == 3 && p.photo == yCbCr)
}

func (s stream) frameHeader() (segment, bool) {
	for _, g := range s.segments {
		if g.marker >= markSOF0 && g.marker <= 0xCF && g.marker != markDHT && g.marker != 0xC8 && g.marker != 0xCC {
			return g, true
		}
	}
	return segment{}, false
}

// strip is one chunk of a page in new JPEG: the page's tables and the chunk's own stream.
func (p *Page) strip(i int) (stream, error) {
	var s stream
	if f, ok := p.fields[tagJPEGTables]; ok {
		raw, err := p.s.bytes(f)
		if err == nil {
			s, err = takeApart(raw)
		}
		if err != nil {
			return s, err
		}
	}
	raw, err := p.raw(i)
	if err != nil {
		return s, err
	}
	own, err := takeApart(raw)
	return stream{append(s.segments, own.segments...), own.scan}, err
}

// joined is all strips as one stream; nil when they do not fit together.
func (p *Page) joined() ([]byte, error) {
	first, err := p.strip(0)
	if err != nil {
		return nil, err
	}
	header, ok := first.frameHeader()
	if !ok {
		return nil, fmt.Errorf("%w: a strip without frame", ErrDamaged)
	}
	f, err := readFrame(header.body)
	if err != nil {
		return nil, err
	}
	if p.down() == 1 {
		return append(first.head(p, 0), first.scan...), nil
	}
	units := (f.width + f.unitW - 1) / f.unitW * (p.chunkHeight / f.unitH)
	if _, restarts := first.find(markDRI); restarts || header.marker > markSOF0+1 || p.chunkHeight%f.unitH != 0 || units < 1 || units > 0xFFFF {
		return nil, nil
	}
	head := first.head(p, units)
	out := head
	for i := range p.down() {
		s, err := p.strip(i)
		if err != nil {
			return nil, err
		}
		scan, ok := entropy(s.scan)
		if !ok || !bytes.Equal(s.head(p, units), head) {
			return nil, nil
		}
		if i > 0 {
			out = append(out, 0xFF, markRST0+byte((i-1)%8))
		}
		out = append(out, scan...)
	}
	return append(out, 0xFF, markEOI), nil
}

// head is the stream up to its first scan, with the page's height in the frame and so many units between restarts; none when that is 0.
func (s stream) head(p *Page, units int) []byte {
	out := []byte{0xFF, markSOI}
	for _, g := range s.segments {
		if f, ok := s.frameHeader(); ok && f.marker == g.marker && len(g.body) >= 6 {
			g.body = append([]byte(nil), g.body...)
			binary.BigEndian.PutUint16(g.body[1:], uint16(p.Height))
		}
		if g.marker == markSOS && units > 0 {
			out = segment{markDRI, binary.BigEndian.AppendUint16(nil, uint16(units))}.append(out)
		}
		out = g.append(out)
	}
	return out
}

// jpegImage decodes a page that is kept as JPEG.
func (p *Page) jpegImage() (image.Image, error) {
	if p.compression == oldJPEG {
		data, err := p.oldStream()
		if err != nil {
			return nil, err
		}
		return p.decoded(data, p.Width, [2]int{p.Height, p.Height})
	}
	if p.planar != 1 {
		return nil, fmt.Errorf("%w: JPEG in planes", ErrUnsupported)
	}
	page := image.NewRGBA(image.Rect(0, 0, p.Width, p.Height))
	for y := range p.down() {
		for x := range p.across() {
			s, err := p.strip(y*p.across() + x)
			if err != nil {
				return nil, err
			}
			at := image.Pt(x*p.chunkWidth, y*p.chunkHeight)
			img, err := p.decoded(append(s.adobe(p).headAs(), s.scan...), p.chunkWidth, [2]int{min(p.rows(y), p.Height-at.Y), p.chunkHeight})
			if err != nil {
				return nil, err
			}
			draw.Draw(page, image.Rectangle{at, at.Add(img.Bounds().Size())}, img, image.Point{}, draw.Src)
		}
	}
	return page, nil
}

// headAs is the stream's segments as they are.
func (s stream) headAs() []byte {
	out := []byte{0xFF, markSOI}
	for _, g := range s.segments {
		out = g.append(out)
	}
	return out
}

// adobe adds the remark that tells a decoder which colours three or four components are, since TIFF says so outside the stream.
func (s stream) adobe(p *Page) stream {
	if _, has := s.find(markAPP14); has || p.photo != rgb && p.photo != cmyk && p.photo != yCbCr {
		return s
	}
	body := append([]byte("Adobe\x00\x64\x00\x00\x00\x00"), 0)
	if p.photo == yCbCr {
		body[len(body)-1] = 1
	}
	return stream{append([]segment{{markAPP14, body}}, s.segments...), s.scan}
}

// decoded is a stream as an image with the page's colours. It must have the width of its strip, and at least the rows that are needed.
func (p *Page) decoded(data []byte, width int, rows [2]int) (image.Image, error) {
	size, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", jpegKind(err), err)
	}
	if size.Width != width || size.Height < rows[0] || size.Height > rows[1] {
		return nil, fmt.Errorf("%w: a JPEG stream of another size than its strip", ErrDamaged)
	}
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", jpegKind(err), err)
	}
	switch m := img.(type) {
	case *image.CMYK: // the decoder takes four components to be inverted, as Adobe writes JPEG files; in TIFF they are not (technical note 2)
		for i, v := range m.Pix {
			m.Pix[i] = 255 - v
		}
	case *image.Gray:
		if p.photo == whiteIsZero {
			for i, v := range m.Pix {
				m.Pix[i] = 255 - v
			}
		}
	}
	return img, nil
}

func jpegKind(err error) error {
	if _, ok := err.(jpeg.UnsupportedError); ok {
		return ErrUnsupported
	}
	return ErrDamaged
}
