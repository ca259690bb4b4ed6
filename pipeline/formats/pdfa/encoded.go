package pdfa

import (
	"bytes"
	"errors"
	"fmt"
	"image/jpeg"
	"io"

	"golang.org/x/image/ccitt"
)

// Images that are already compressed in a way that PDF knows, and go into the file byte for byte.

// JPEG stores a JPEG file as it is, when it is gray or in three colours. In four colours (CMYK) it is decoded
// and stored without loss as RGB, since the document's colours are sRGB (ISO 19005-2, 6.2.4.3).
// The orientation that a camera noted in Exif is not applied.
func (d *Document) JPEG(data []byte) *Image {
	if !d.readyForImage() {
		return &Image{d: d}
	}
	frame, err := jpegFrame(data)
	if err == nil {
		err = checkPixels(frame.width, frame.height)
	}
	if err != nil {
		d.fail(fmt.Errorf("pdfa: JPEG: %w", err))
		return &Image{d: d}
	}
	space := "/DeviceRGB"
	switch frame.components {
	case 1:
		space = "/DeviceGray"
	case 4:
		return d.decodedJPEG(data)
	}
	m := &Image{d: d, ref: d.out.alloc(), Width: frame.width, Height: frame.height}
	d.out.stream(m.ref, m.dictionary(space, 8)+"/Filter/DCTDecode", data)
	return m
}

func (d *Document) decodedJPEG(data []byte) *Image {
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		d.fail(fmt.Errorf("pdfa: JPEG: %w", err))
		return &Image{d: d}
	}
	return d.Image(img)
}

type frame struct{ width, height, components int }

// jpegFrame reads the frame header (ITU-T T.81, B.2.2) and looks for the end marker behind it: a file cut short is refused.
// What cameras append to the file is let be.
func jpegFrame(data []byte) (frame, error) {
	if len(data) < 4 || data[0] != 0xFF || data[1] != 0xD8 {
		return frame{}, errors.New("no JPEG file")
	}
	for at := 2; at+4 <= len(data); {
		if data[at] != 0xFF {
			break
		}
		kind := data[at+1]
		if kind == 0xFF { // fill byte
			at++
			continue
		}
		size := int(data[at+2])<<8 | int(data[at+3])
		// SOF0, SOF1 and SOF2 are what DCTDecode takes (ISO 32000-1, 7.4.8)
		if kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 && kind != 0xC8 && kind != 0xCC {
			if !bytes.Contains(data[at:], []byte{0xFF, 0xD9}) {
				return frame{}, errors.New("the file is cut short")
			}
			return readFrame(kind, data[at+4:])
		}
		at += 2 + size
	}
	return frame{}, errors.New("no frame header")
}

func readFrame(kind byte, b []byte) (frame, error) {
	if kind > 0xC2 {
		return frame{}, errors.New("lossless, hierarchical or arithmetic coding, which PDF does not know")
	}
	if len(b) < 6 {
		return frame{}, errors.New("the frame header is cut short")
	}
	f := frame{height: int(b[1])<<8 | int(b[2]), width: int(b[3])<<8 | int(b[4]), components: int(b[5])}
	if b[0] != 8 {
		return frame{}, fmt.Errorf("%d bits a sample: only 8 are allowed", b[0])
	}
	if f.components != 1 && f.components != 3 && f.components != 4 {
		return frame{}, fmt.Errorf("%d components", f.components)
	}
	return f, nil
}

// G4 is a bilevel image in CCITT Group 4 coding (ITU-T T.6), as in a single-strip TIFF with compression 4 and fill order 1.
type G4 struct {
	Data          []byte
	Width, Height int
	// BlackIsZero is how TIFF writes black (photometric 1); the usual fax image has white as zero.
	BlackIsZero bool
}

// CCITT stores a Group 4 image as it is, after decoding it once to see that it has all its rows.
func (d *Document) CCITT(g G4) *Image {
	if !d.readyForImage() {
		return &Image{d: d}
	}
	err := checkPixels(g.Width, g.Height)
	if err == nil {
		r := ccitt.NewReader(bytes.NewReader(g.Data), ccitt.MSB, ccitt.Group4, g.Width, g.Height, nil)
		_, err = io.Copy(io.Discard, r)
	}
	if err != nil {
		d.fail(fmt.Errorf("pdfa: group 4: %w", err))
		return &Image{d: d}
	}
	m := &Image{d: d, ref: d.out.alloc(), Width: g.Width, Height: g.Height}
	// K below zero is Group 4 (ISO 32000-1, table 11). The decoder gives black as 0 unless BlackIs1.
	dict := m.dictionary("/DeviceGray", 1) + fmt.Sprintf("/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns %d/Rows %d>>", g.Width, g.Height)
	if g.BlackIsZero {
		dict += "/Decode[1 0]"
	}
	d.out.stream(m.ref, dict, g.Data)
	return m
}
