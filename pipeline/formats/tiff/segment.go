package tiff

import (
	"encoding/binary"
	"fmt"
)

// Markers of JPEG (ITU-T T.81, table B.1).
const (
	markSOI   = 0xD8
	markEOI   = 0xD9
	markSOS   = 0xDA
	markDQT   = 0xDB
	markDRI   = 0xDD
	markSOF0  = 0xC0
	markDHT   = 0xC4
	markRST0  = 0xD0
	markAPP14 = 0xEE
	markCOM   = 0xFE
)

// segment is a marker with its parameters.
type segment struct {
	marker byte
	body   []byte // without marker and length
}

func (s segment) append(out []byte) []byte {
	out = append(out, 0xFF, s.marker)
	out = binary.BigEndian.AppendUint16(out, uint16(len(s.body)+2))
	return append(out, s.body...)
}

// stream is a JPEG stream taken apart: the segments up to the first scan, and what follows.
type stream struct {
	segments []segment // the last one is SOS, unless the stream holds tables only
	scan     []byte
}

// takeApart reads the segments of a JPEG stream. Remarks and application data are left out: tables and frame are what counts here.
func takeApart(data []byte) (stream, error) {
	var s stream
	if len(data) < 2 || data[0] != 0xFF || data[1] != markSOI {
		return s, fmt.Errorf("%w: no JPEG stream", ErrDamaged)
	}
	for data = data[2:]; len(data) >= 4 && data[0] == 0xFF; {
		marker := data[1]
		switch {
		case marker == 0xFF:
			data = data[1:]
			continue
		case marker == markEOI:
			return s, nil
		}
		size := int(binary.BigEndian.Uint16(data[2:]))
		if size < 2 || 2+size > len(data) {
			return s, fmt.Errorf("%w: a JPEG segment is cut short", ErrDamaged)
		}
		body := data[4 : 2+size]
		data = data[2+size:]
		if marker>>4 != 0xE && marker != markCOM || marker == markAPP14 {
			s.segments = append(s.segments, segment{marker, body})
		}
		if marker == markSOS {
			s.scan = data
			return s, nil
		}
	}
	return s, nil
}

func (s stream) find(marker byte) (segment, bool) {
	for _, g := range s.segments {
		if g.marker == marker {
			return g, true
		}
	}
	return segment{}, false
}

// frame is what a frame header says of the grid of blocks.
type frame struct {
	width, height, components int
	unitW, unitH              int // pixels of a minimum coded unit
}

func readFrame(body []byte) (frame, error) {
	if len(body) < 6 || len(body) < 6+3*int(body[5]) || body[5] == 0 {
		return frame{}, fmt.Errorf("%w: a JPEG frame header is cut short", ErrDamaged)
	}
	f := frame{height: int(binary.BigEndian.Uint16(body[1:])), width: int(binary.BigEndian.Uint16(body[3:])), components: int(body[5]), unitW: 8, unitH: 8}
	for i := range f.components {
		if sampling := body[6+3*i+1]; f.components > 1 {
			f.unitW, f.unitH = max(f.unitW, 8*int(sampling>>4)), max(f.unitH, 8*int(sampling&15))
		}
	}
	return f, nil
}

// entropy is the coded data of a scan up to the marker that ends it; false when there are restarts or further scans within.
func entropy(scan []byte) ([]byte, bool) {
	for i := 0; i+1 < len(scan); i++ {
		if scan[i] != 0xFF || scan[i+1] == 0 {
			continue
		}
		switch scan[i+1] {
		case 0xFF:
			continue
		case markEOI:
			return scan[:i], true
		}
		return nil, false
	}
	return scan, true // old writers leave the end out
}
