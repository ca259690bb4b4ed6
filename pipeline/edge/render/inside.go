package render

import (
	"bytes"
	"encoding/binary"
)

// inside is what a picture says of its density on paper and of how it is to be turned.
func inside(kind format, data []byte) (density, int) {
	switch kind {
	case formatJPEG:
		return insideJPEG(data)
	case formatPNG:
		return insidePNG(data), 1
	case formatBMP:
		return insideBMP(data), 1
	}
	return density{}, 1
}

const (
	dotsPerCM    = 2.54
	dotsPerMetre = 0.0254
)

// insideJPEG reads JFIF's density and what Exif says in its place.
func insideJPEG(data []byte) (d density, orientation int) {
	orientation = 1
	for at := 2; at+4 <= len(data) && data[at] == 0xFF; {
		marker, size := data[at+1], int(data[at+2])<<8|int(data[at+3])
		if marker == 0xDA || size < 2 || at+2+size > len(data) {
			break
		}
		body := data[at+4 : at+2+size]
		switch {
		case marker == 0xE0 && bytes.HasPrefix(body, []byte("JFIF\x00")) && len(body) >= 12:
			scale := map[byte]float64{1: 1, 2: dotsPerCM}[body[7]] // 0 is a proportion only
			d = density{scale * float64(binary.BigEndian.Uint16(body[8:])), scale * float64(binary.BigEndian.Uint16(body[10:]))}
		case marker == 0xE1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")):
			exif, turn := insideExif(body[6:])
			if orientation = turn; exif.x > 0 {
				d = exif
			}
		}
		at += 2 + size
	}
	return d, orientation
}

// passable tells whether a JPEG file that decodes can go into a document as it is: markers without anything between them, eight bits, gray or three
// components, sequential or progressive (ISO 32000-1, 7.4.8), and an end.
func passable(data []byte) bool {
	for at := 2; at+4 <= len(data) && data[at] == 0xFF; {
		marker, size := data[at+1], int(data[at+2])<<8|int(data[at+3])
		if marker == 0xFF { // fills up
			at++
			continue
		}
		if marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC {
			body := data[at+4:]
			return marker <= 0xC2 && len(body) >= 6 && body[0] == 8 && (body[5] == 1 || body[5] == 3) && bytes.Contains(body, []byte{0xFF, 0xD9})
		}
		at += 2 + size
	}
	return false
}

// Tags of Exif that count here; they are TIFF's.
const (
	exifOrientation = 274
	exifX           = 282
	exifY           = 283
	exifUnit        = 296
)

// insideExif reads the first directory of an Exif block (CIPA DC-008, 4.6). A block that is not whole says nothing.
func insideExif(block []byte) (d density, orientation int) {
	orientation = 1
	if len(block) < 8 {
		return d, orientation
	}
	var order binary.ByteOrder = binary.LittleEndian
	if string(block[:2]) == "MM" {
		order = binary.BigEndian
	}
	at := int(order.Uint32(block[4:]))
	if at < 8 || at+2 > len(block) {
		return d, orientation
	}
	n := int(order.Uint16(block[at:]))
	unit := 2
	for i := range n {
		entry := at + 2 + 12*i
		if entry+12 > len(block) {
			break
		}
		value := block[entry+8 : entry+12]
		switch order.Uint16(block[entry:]) {
		case exifOrientation:
			orientation = int(order.Uint16(value))
		case exifUnit:
			unit = int(order.Uint16(value))
		case exifX:
			d.x = fraction(block, order, value)
		case exifY:
			d.y = fraction(block, order, value)
		}
	}
	if unit == 3 {
		d = density{d.x * dotsPerCM, d.y * dotsPerCM}
	}
	if orientation < 1 || orientation > 8 {
		orientation = 1
	}
	return d, orientation
}

func fraction(block []byte, order binary.ByteOrder, value []byte) float64 {
	at := int(order.Uint32(value))
	if at < 0 || at+8 > len(block) || order.Uint32(block[at+4:]) == 0 {
		return 0
	}
	return float64(order.Uint32(block[at:])) / float64(order.Uint32(block[at+4:]))
}

// insidePNG reads pHYs (PNG, 11.3.4.3).
func insidePNG(data []byte) density {
	if b := chunk(data, "pHYs"); len(b) == 9 && b[8] == 1 {
		return density{dotsPerMetre * float64(binary.BigEndian.Uint32(b)), dotsPerMetre * float64(binary.BigEndian.Uint32(b[4:]))}
	}
	return density{}
}

// chunk is the content of the first chunk of a kind before the pixels, nil when there is none.
func chunk(data []byte, kind string) []byte {
	for at := 8; at+12 <= len(data); {
		size := int(binary.BigEndian.Uint32(data[at:]))
		if size < 0 || size > len(data)-at-12 {
			return nil
		}
		switch string(data[at+4 : at+8]) {
		case kind:
			return data[at+8 : at+8+size]
		case "IDAT":
			return nil
		}
		at += 12 + size
	}
	return nil
}

// insideBMP reads the dots a metre of the header.
func insideBMP(data []byte) density {
	if len(data) < 46 {
		return density{}
	}
	le := binary.LittleEndian
	return density{dotsPerMetre * float64(le.Uint32(data[38:])), dotsPerMetre * float64(le.Uint32(data[42:]))}
}
