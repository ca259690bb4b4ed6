package tiff

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"math/bits"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/tiff/fax"
)

// byteOrder is one of the two.
type byteOrder interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

// spec is a page to be written, in one of the ways that programs have.
type spec struct {
	order                             byteOrder
	width, height                     int
	bits, samples, photo, compression int
	planes, predictor, rows, tile     int
	fillOrder, orientation, t4, extra int
	dpi                               uint32
	pixel                             func(x, y, c int) int // a sample
	tags                              map[uint16][]uint32   // further ones
	chunks                            [][]byte              // already coded
}

func (s spec) completed() spec {
	if s.order == nil {
		s.order = binary.LittleEndian
	}
	for _, v := range []struct{ at, usual *int }{{&s.bits, ptr(8)}, {&s.samples, ptr(1)}, {&s.compression, ptr(plain)}, {&s.planes, ptr(1)}, {&s.predictor, ptr(1)},
		{&s.rows, &s.height}, {&s.fillOrder, ptr(1)}, {&s.orientation, ptr(1)}} {
		if *v.at == 0 {
			*v.at = *v.usual
		}
	}
	return s
}

func ptr(v int) *int { return &v }

// file writes pages one after the other: a directory, its values, its chunks.
func file(t *testing.T, pages ...spec) []byte {
	var out bytes.Buffer
	link := 4
	for i, s := range pages {
		s = s.completed()
		if i == 0 {
			out.WriteString(map[byteOrder]string{binary.LittleEndian: "II", binary.BigEndian: "MM"}[s.order])
			out.Write(s.order.AppendUint16(nil, 42))
			out.Write(make([]byte, 4))
		}
		s.order.PutUint32(out.Bytes()[link:], uint32(out.Len()))
		link = s.write(t, &out)
	}
	return out.Bytes()
}

// write returns the place of the link to the next directory.
func (s spec) write(t *testing.T, out *bytes.Buffer) int {
	if s.chunks == nil {
		s.chunks = s.coded(t)
	}
	fields := map[uint16][]uint32{tagWidth: {uint32(s.width)}, tagHeight: {uint32(s.height)}, tagCompression: {uint32(s.compression)}, tagPhotometric: {uint32(s.photo)},
		tagSamples: {uint32(s.samples)}, tagPlanar: {uint32(s.planes)}, tagPredictor: {uint32(s.predictor)}, tagFillOrder: {uint32(s.fillOrder)},
		tagOrientation: {uint32(s.orientation)}, tagT4: {uint32(s.t4)}}
	for range s.samples {
		fields[tagBits] = append(fields[tagBits], uint32(s.bits))
	}
	if s.extra > 0 {
		fields[tagExtra] = []uint32{uint32(s.extra)}
	}
	where, how := uint16(tagStrips), uint16(tagStripBytes)
	if s.tile > 0 {
		where, how = tagTiles, tagTileBytes
		fields[tagTileWidth], fields[tagTileHeight] = []uint32{uint32(s.tile)}, []uint32{uint32(s.tile)}
	} else {
		fields[tagRows] = []uint32{uint32(s.rows)}
	}
	for _, c := range s.chunks {
		fields[where], fields[how] = append(fields[where], 0), append(fields[how], uint32(len(c)))
	}
	for tag, v := range s.tags {
		fields[tag] = v
	}
	return s.directory(out, fields, where)
}

func (s spec) directory(out *bytes.Buffer, fields map[uint16][]uint32, where uint16) int {
	n := len(fields)
	if s.dpi > 0 {
		n += 2
	}
	start := out.Len()
	at := start + 2 + 12*n + 4
	var entries, values []byte
	place := func(tag, kind uint16, count int, data []byte) {
		entries = s.order.AppendUint16(entries, tag)
		entries = s.order.AppendUint16(entries, kind)
		entries = s.order.AppendUint32(entries, uint32(count))
		if len(data) <= 4 {
			entries = append(entries, append(data, make([]byte, 4-len(data))...)...)
			return
		}
		entries = s.order.AppendUint32(entries, uint32(at+len(values)))
		values = append(values, data...)
	}
	chunksAt := at
	for tag, v := range fields {
		size := 4 * len(v)
		if tag == tagJPEGTables {
			size = len(v)
		}
		if size > 4 {
			chunksAt += size
		}
	}
	if s.dpi > 0 {
		chunksAt += 16
	}
	for _, tag := range sortedTags(fields) {
		v := fields[tag]
		if tag == where {
			for i := range v {
				v[i] = uint32(chunksAt)
				chunksAt += len(s.chunks[i])
			}
		}
		var data []byte
		kind := uint16(typeLong)
		for _, x := range v {
			if tag == tagJPEGTables {
				kind, data = typeUndefined, append(data, byte(x))
				continue
			}
			data = s.order.AppendUint32(data, x)
		}
		place(tag, kind, len(v), data)
	}
	if s.dpi > 0 {
		for _, tag := range []uint16{tagXResolution, tagYResolution} {
			place(tag, typeRational, 1, s.order.AppendUint32(s.order.AppendUint32(nil, s.dpi), 1))
		}
	}
	out.Write(s.order.AppendUint16(nil, uint16(n)))
	out.Write(entries)
	link := out.Len()
	out.Write(make([]byte, 4))
	out.Write(values)
	for _, c := range s.chunks {
		out.Write(c)
	}
	return link
}

func sortedTags(fields map[uint16][]uint32) (tags []uint16) {
	for tag := range 1 << 16 {
		if _, ok := fields[uint16(tag)]; ok {
			tags = append(tags, uint16(tag))
		}
	}
	return tags
}

// coded is the page's chunks.
func (s spec) coded(t *testing.T) (chunks [][]byte) {
	w, h := s.width, s.rows
	if s.tile > 0 {
		w, h = s.tile, s.tile
	}
	inChunk, planes := s.samples, 1
	if s.planes == 2 {
		inChunk, planes = 1, s.samples
	}
	for plane := range planes {
		for y := 0; y < s.height; y += h {
			rows := h
			if s.tile == 0 {
				rows = min(h, s.height-y)
			}
			for x := 0; x < s.width; x += w {
				chunks = append(chunks, s.packed(t, s.samplesOf(image.Rect(x, y, x+w, y+rows), plane, inChunk), w, rows))
			}
		}
	}
	return chunks
}

func (s spec) samplesOf(area image.Rectangle, plane, inChunk int) []byte {
	var out []byte
	for y := area.Min.Y; y < area.Max.Y; y++ {
		var row []int
		for x := area.Min.X; x < area.Max.X; x++ {
			for c := range inChunk {
				v := 0
				if x < s.width && y < s.height {
					v = s.pixel(x, y, plane+c)
				}
				row = append(row, v)
			}
		}
		if s.predictor == 2 {
			for i := len(row) - 1; i >= inChunk; i-- {
				row[i] = (row[i] - row[i-inChunk]) & (1<<s.bits - 1)
			}
		}
		var held, have int
		for _, v := range row {
			if s.bits == 16 {
				out = s.order.AppendUint16(out, uint16(v))
				continue
			}
			held, have = held<<s.bits|v, have+s.bits
			for have >= 8 {
				out, have = append(out, byte(held>>(have-8))), have-8
			}
		}
		if have > 0 {
			out = append(out, byte(held<<(8-have)))
		}
	}
	return out
}

func (s spec) packed(t *testing.T, data []byte, width, rows int) []byte {
	switch s.compression {
	case packBits:
		return packed(data)
	case lzwCoded:
		return lzwOf(data)
	case deflate, oldDeflate:
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		_, err := z.Write(data)
		require.NoError(t, err)
		require.NoError(t, z.Close())
		return b.Bytes()
	case fax4:
		data = fax.Encode(data, width)
	case newJPEG:
		img := image.NewGray(image.Rect(0, 0, width, rows))
		copy(img.Pix, data)
		var b bytes.Buffer
		require.NoError(t, jpeg.Encode(&b, img, &jpeg.Options{Quality: 100}))
		return b.Bytes()
	}
	if s.fillOrder == 2 {
		for i, b := range data {
			data[i] = bits.Reverse8(b)
		}
	}
	return data
}

// packed is PackBits of literals, runs, and a byte that says nothing.
func packed(data []byte) []byte {
	out := []byte{0x80}
	for len(data) > 0 {
		n := 1
		for n < len(data) && n < 128 && data[n] == data[0] {
			n++
		}
		if n > 1 {
			out, data = append(out, byte(1-n), data[0]), data[n:]
			continue
		}
		out, data = append(out, 0, data[0]), data[1:]
	}
	return out
}

// lzwOf is LZW that never lets a code grow beyond nine bits.
func lzwOf(data []byte) (out []byte) {
	held, have := 0, 0
	put := func(code int) {
		held, have = held<<9|code, have+9
		for have >= 8 {
			out, have = append(out, byte(held>>(have-8))), have-8
		}
	}
	for i, b := range data {
		if i%200 == 0 {
			put(256)
		}
		put(int(b))
	}
	put(257)
	return append(out, byte(held<<(8-have)))
}

// rgbOf is a pixel of an image in eight bits.
func rgbOf(img image.Image, x, y int) [3]int {
	c := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)
	return [3]int{int(c.R), int(c.G), int(c.B)}
}
