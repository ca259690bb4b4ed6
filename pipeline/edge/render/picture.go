package render

import (
	"bytes"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/bmp"
	"golang.org/x/image/webp"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
)

// picture renders a file of one image. It is decoded in every case, to see that it is whole; a JPEG file that a document may hold then goes in as it is.
func (p *press) picture() error {
	data, err := p.whole(p.o.Limits.Bytes)
	if err != nil {
		return err
	}
	kind := pictures[p.source.PUID]
	img, err := p.decode(kind, data)
	if err != nil {
		return err
	}
	if err := p.begin(pdfa.A4(), 0); err != nil {
		return err
	}
	d, orientation := inside(kind, data)
	if err := p.store(stored{img: img, jpeg: asJPEG(kind, data), density: d, orientation: orientation}, 1, 1); err != nil {
		return err
	}
	p.made.Pages = 1
	return p.end()
}

func asJPEG(kind format, data []byte) []byte {
	if kind == formatJPEG {
		return data
	}
	return nil
}

// decode reads a picture that is within the limits.
func (p *press) decode(kind format, data []byte) (image.Image, error) {
	config, full := decoders(kind)
	size, err := config(data)
	if err != nil {
		return nil, decoding(err)
	}
	if size.Width < 1 || size.Height < 1 {
		return nil, Damaged
	}
	if size.Width > p.o.Limits.Pixels/size.Height {
		return nil, TooLarge
	}
	img, err := full(data)
	return img, decoding(err)
}

// decoders are the two readings of a format: the size alone, and everything.
func decoders(kind format) (func([]byte) (image.Config, error), func([]byte) (image.Image, error)) {
	switch kind {
	case formatPNG:
		return func(b []byte) (image.Config, error) { return png.DecodeConfig(bytes.NewReader(b)) }, func(b []byte) (image.Image, error) {
			if chunk(b, "acTL") != nil {
				return nil, Moving
			}
			return png.Decode(bytes.NewReader(b))
		}
	case formatGIF:
		return func(b []byte) (image.Config, error) { return gif.DecodeConfig(bytes.NewReader(b)) }, firstOfGIF
	case formatBMP:
		return func(b []byte) (image.Config, error) { return bmp.DecodeConfig(bytes.NewReader(b)) }, func(b []byte) (image.Image, error) { return bmp.Decode(bytes.NewReader(b)) }
	case formatWebP:
		return func(b []byte) (image.Config, error) { return webp.DecodeConfig(bytes.NewReader(b)) }, func(b []byte) (image.Image, error) { return webp.Decode(bytes.NewReader(b)) }
	}
	return func(b []byte) (image.Config, error) { return jpeg.DecodeConfig(bytes.NewReader(b)) }, func(b []byte) (image.Image, error) { return jpeg.Decode(bytes.NewReader(b)) }
}

// decoding sorts a decoder's error: what it does not know, or what is wrong with the file. The file is in memory, so that there is no other trouble.
func decoding(err error) error {
	var reason Reason
	var inJPEG jpeg.UnsupportedError
	var inPNG png.UnsupportedError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &reason):
		return reason
	case errors.As(err, &inJPEG), errors.As(err, &inPNG), errors.Is(err, bmp.ErrUnsupported):
		return Unsupported
	}
	return Damaged
}

// firstOfGIF is the only picture of a file, on its whole screen.
func firstOfGIF(data []byte) (image.Image, error) {
	frames, err := pictureBlocks(data)
	if err != nil {
		return nil, err
	}
	if frames > 1 {
		return nil, Moving
	}
	return gif.Decode(bytes.NewReader(data))
}

// pictureBlocks counts the pictures of a GIF file without decoding them (GIF89a, 20).
func pictureBlocks(data []byte) (n int, err error) {
	const header, descriptor = 13, 10
	if len(data) < header {
		return 0, Damaged
	}
	at := header + colourTable(data[10])
	for at < len(data) {
		switch data[at] {
		case 0x3B: // the end
			return n, nil
		case 0x21: // extension
			at += 2
		case 0x2C:
			if n++; at+descriptor > len(data) {
				return n, Damaged
			}
			at += descriptor + colourTable(data[at+9]) + 1 // the size of the first code
		default:
			return n, Damaged
		}
		for at < len(data) && data[at] != 0 { // sub-blocks
			at += int(data[at]) + 1
		}
		at++
	}
	return n, nil
}

// colourTable is the bytes of a colour table by its packed field.
func colourTable(packed byte) int {
	if packed&0x80 == 0 {
		return 0
	}
	return 3 << (packed&7 + 1)
}

// stored is an image on its way into the document.
type stored struct {
	img         image.Image // nil where only jpeg is given and was looked at before
	jpeg        []byte      // the same as a JPEG file, if it is one
	density     density
	orientation int
}

// store puts an image onto page n of so many.
func (p *press) store(s stored, n, of int) error {
	alt := p.say.Say("render.page", n, of)
	_, four := s.img.(*image.CMYK)
	if four {
		p.note(Converted, 1)
	}
	if s.jpeg != nil && s.orientation <= 1 && !four {
		if passable(s.jpeg) {
			return p.show(p.doc.JPEG(s.jpeg), s.density, alt)
		}
		p.note(Decoded, 1)
	}
	if s.orientation > 1 {
		p.note(Turned, 1)
	}
	img, d := turned(s.img, s.density, s.orientation)
	return p.show(p.doc.Image(img), d, alt)
}
