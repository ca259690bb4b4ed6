package tiff

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/image/tiff"
)

func opened(t *testing.T, data []byte) *File {
	f, err := Open(bytes.NewReader(data), int64(len(data)), Limits{})
	require.NoError(t, err)
	return f
}

// shade is a picture in which every pixel differs from its neighbours.
func shade(x, y, c int) int { return (x*7 + y*13 + c*50) % 256 }

// expected is the pixel that a spec of eight bits means.
func (s spec) expected(x, y int) [3]int {
	v := func(c int) int { return s.pixel(x, y, c) }
	switch s.photo {
	case whiteIsZero:
		return [3]int{255 - v(0), 255 - v(0), 255 - v(0)}
	case blackIsZero:
		return [3]int{v(0), v(0), v(0)}
	case cmyk:
		r, g, b := color.CMYKToRGB(uint8(v(0)), uint8(v(1)), uint8(v(2)), uint8(v(3)))
		return [3]int{int(r), int(g), int(b)}
	case yCbCr:
		r, g, b := color.YCbCrToRGB(uint8(v(0)), uint8(v(1)), uint8(v(2)))
		return [3]int{int(r), int(g), int(b)}
	}
	return [3]int{v(0), v(1), v(2)}
}

func TestEveryKindOfPage(t *testing.T) {
	for name, s := range map[string]spec{
		"gray":                       {photo: blackIsZero},
		"gray, white is zero":        {photo: whiteIsZero, compression: packBits, rows: 5},
		"big-endian":                 {order: binary.BigEndian, photo: rgb, samples: 3, rows: 7},
		"RGB, LZW, predictor":        {photo: rgb, samples: 3, compression: lzwCoded, predictor: 2, rows: 4},
		"RGB, deflate, tiles":        {photo: rgb, samples: 3, compression: deflate, tile: 16},
		"RGB, old deflate, planes":   {photo: rgb, samples: 3, compression: oldDeflate, planes: 2, rows: 9},
		"RGB, planes in tiles":       {photo: rgb, samples: 3, planes: 2, tile: 16, predictor: 2},
		"RGB with a sample too many": {photo: rgb, samples: 4},
		"CMYK":                       {photo: cmyk, samples: 4, compression: lzwCoded},
		"YCbCr, not subsampled":      {photo: yCbCr, samples: 3, tags: map[uint16][]uint32{tagSubsampling: {1, 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			s.width, s.height, s.pixel = 37, 23, shade
			page := opened(t, file(t, s)).Pages[0]
			require.False(t, page.IsBilevel())
			img, err := page.Image()
			require.NoError(t, err)
			require.Equal(t, image.Rect(0, 0, 37, 23), img.Bounds())
			for y := range 23 {
				for x := range 37 {
					require.Equal(t, s.expected(x, y), rgbOf(img, x, y), "%d, %d", x, y)
				}
			}
		})
	}
}

func TestOtherDepths(t *testing.T) {
	for _, bits := range []int{1, 2, 4, 6, 8, 12, 16} {
		for _, order := range []byteOrder{binary.LittleEndian, binary.BigEndian} {
			most := 1<<bits - 1
			s := spec{order: order, width: 19, height: 5, bits: bits, samples: 3, photo: rgb, pixel: func(x, y, c int) int { return (x*977 + y*61 + c*5003) % (most + 1) }}
			if bits == 16 || bits == 8 {
				s.predictor = 2
			}
			img, err := opened(t, file(t, s)).Pages[0].Image()
			require.NoError(t, err)
			for x := range 19 {
				for c, v := range rgbOf(img, x, 3) {
					require.InDelta(t, s.pixel(x, 3, c)*255/most, v, 1, "%d bits", bits)
				}
			}
		}
	}
}

func TestPalette(t *testing.T) {
	colours := make([]uint32, 3*16)
	for i := range 16 {
		colours[i], colours[16+i], colours[32+i] = uint32(i)*0x1111, uint32(15-i)*0x1111, 0x8000
	}
	s := spec{width: 16, height: 2, bits: 4, photo: palette, pixel: func(x, _, _ int) int { return x }, tags: map[uint16][]uint32{tagPalette: colours}}
	img, err := opened(t, file(t, s)).Pages[0].Image()
	require.NoError(t, err)
	require.Equal(t, [3]int{0x33, 0xCC, 0x80}, rgbOf(img, 3, 1))
	s.tags = nil
	_, err = opened(t, file(t, s)).Pages[0].Image()
	require.ErrorIs(t, err, ErrDamaged, "without its palette it cannot be shown")
}

func TestAlphaIsLaidOnWhite(t *testing.T) {
	for extra, want := range map[int][3]int{1: {255, 127, 127}, 2: {227, 177, 127}} {
		s := spec{width: 1, height: 1, photo: rgb, samples: 4, extra: extra, pixel: func(_, _, c int) int { return [4]int{200, 100, 0, 128}[c] }}
		img, err := opened(t, file(t, s)).Pages[0].Image()
		require.NoError(t, err)
		got := rgbOf(img, 0, 0)
		if extra == 1 {
			want = [3]int{255, 227, 127}
		}
		require.Equal(t, want, got, "extra sample of kind %d", extra)
	}
}

// ink is a page that is black on its diagonal and in a margin.
func ink(x, y, _ int) int {
	if x == y || x < 3 {
		return 1
	}
	return 0
}

func TestBlackAndWhite(t *testing.T) {
	for name, s := range map[string]spec{
		"plain":                   {},
		"black is zero":           {photo: blackIsZero, pixel: func(x, y, c int) int { return 1 - ink(x, y, c) }},
		"PackBits in strips":      {compression: packBits, rows: 4},
		"Group 4 in strips":       {compression: fax4, rows: 4},
		"Group 4, low bit first":  {compression: fax4, fillOrder: 2},
		"LZW":                     {compression: lzwCoded},
		"low bit first":           {fillOrder: 2},
		"tiles":                   {tile: 16, compression: deflate},
		"Group 4, black is zero":  {compression: fax4, photo: blackIsZero, pixel: func(x, y, c int) int { return 1 - ink(x, y, c) }},
		"Group 4 in tiles, other": {compression: fax4, tile: 32, order: binary.BigEndian},
	} {
		t.Run(name, func(t *testing.T) {
			s.width, s.height, s.bits = 45, 30, 1
			if s.pixel == nil {
				s.pixel = ink
			}
			page := opened(t, file(t, s)).Pages[0]
			require.True(t, page.IsBilevel())
			rows, err := page.Bilevel()
			require.NoError(t, err)
			for y := range 30 {
				for x := range 45 {
					require.Equal(t, ink(x, y, 0), int(rows[y*6+x/8]>>(7-x%8)&1), "%d, %d", x, y)
				}
			}
		})
	}
}

func TestEveryPageIsFound(t *testing.T) {
	page := func(v int) spec {
		return spec{width: 4 + v, height: 3, photo: blackIsZero, dpi: uint32(100 + v), orientation: 1 + v, pixel: func(int, int, int) int { return v * 20 }}
	}
	thumbnail := page(1)
	thumbnail.tags = map[uint16][]uint32{tagSubfile: {1}}
	f := opened(t, file(t, page(0), thumbnail, page(2), page(5)))
	require.Len(t, f.Pages, 3)
	require.Equal(t, 1, f.Passed)
	for i, v := range []int{0, 2, 5} {
		p := f.Pages[i]
		require.Equal(t, [2]int{4 + v, 3}, [2]int{p.Width, p.Height})
		require.Equal(t, []any{float64(100 + v), float64(100 + v), 1 + v}, []any{p.XDPI, p.YDPI, p.Orientation})
		img, err := p.Image()
		require.NoError(t, err)
		require.Equal(t, v*20, rgbOf(img, 3, 2)[0])
	}
}

func TestAThumbnailIsNotTakenForThePicture(t *testing.T) {
	for width, refused := range map[int]bool{20: true, 5: false} {
		inner := file(t, spec{width: width, height: 3, photo: blackIsZero, pixel: shade})
		outer := spec{width: 10, height: 3, photo: blackIsZero, pixel: shade, tags: map[uint16][]uint32{tagSubFiles: {0}}}
		end := len(file(t, outer))
		outer.tags[tagSubFiles][0] = uint32(end + 8) // behind the header of the other file
		data := append(file(t, outer), inner...)
		_, err := Open(bytes.NewReader(data), int64(len(data)), Limits{})
		if refused {
			require.ErrorIs(t, err, ErrUnsupported)
		} else {
			require.NoError(t, err)
		}
	}
}

func TestADirectoryThatLeadsBackIsRefused(t *testing.T) {
	data := file(t, spec{width: 2, height: 2, photo: blackIsZero, pixel: shade})
	n := int(binary.LittleEndian.Uint16(data[8:]))
	copy(data[8+2+12*n:], data[4:8])
	_, err := Open(bytes.NewReader(data), int64(len(data)), Limits{})
	require.ErrorIs(t, err, ErrDamaged)
	require.ErrorContains(t, err, "circle")
}

func TestLimits(t *testing.T) {
	big := spec{width: 2000, height: 2000, photo: blackIsZero, compression: deflate, pixel: func(int, int, int) int { return 7 }}
	data := file(t, big, big)
	_, err := Open(bytes.NewReader(data), int64(len(data)), Limits{Pixels: 3_999_999})
	require.ErrorIs(t, err, ErrTooLarge)
	_, err = Open(bytes.NewReader(data), int64(len(data)), Limits{Pages: 1})
	require.ErrorIs(t, err, ErrTooLarge)
}

func TestAFileCutShortIsDamaged(t *testing.T) {
	data := file(t, spec{width: 60, height: 40, photo: blackIsZero, compression: deflate, pixel: shade})
	for n := range len(data) {
		f, err := Open(bytes.NewReader(data[:n]), int64(n), Limits{})
		if err == nil {
			_, err = f.Pages[0].Image()
		}
		require.ErrorIs(t, err, ErrDamaged, "after %d bytes", n)
	}
}

// jpegStrips codes each strip as a JPEG stream; with tables apart they are abbreviated, as libtiff writes them.
func jpegStrips(t *testing.T, s spec, apart bool) spec {
	s = s.completed()
	for y := 0; y < s.height; y += s.rows {
		img := image.NewRGBA(image.Rect(0, 0, s.width, min(s.rows, s.height-y)))
		for i := range img.Rect.Dy() {
			for x := range s.width {
				img.SetRGBA(x, i, color.RGBA{uint8(x * 4), uint8((y + i) * 4), 90, 255})
			}
		}
		var b bytes.Buffer
		require.NoError(t, jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}))
		whole, err := takeApart(b.Bytes())
		require.NoError(t, err)
		var tables, own stream
		for _, g := range whole.segments {
			if apart && (g.marker == markDQT || g.marker == markDHT) {
				tables.segments = append(tables.segments, g)
				continue
			}
			own.segments = append(own.segments, g)
		}
		s.chunks = append(s.chunks, append(own.headAs(), whole.scan...))
		if apart {
			s.tags = map[uint16][]uint32{tagJPEGTables: nil, tagSubsampling: {2, 2}}
			for _, v := range append(tables.headAs(), 0xFF, markEOI) {
				s.tags[tagJPEGTables] = append(s.tags[tagJPEGTables], uint32(v))
			}
		}
	}
	return s
}

func TestJPEGStripsAreJoinedWithoutLoss(t *testing.T) {
	for name, apart := range map[string]bool{"tables of their own": false, "tables apart": true} {
		for _, rows := range []int{50, 32, 16} {
			s := jpegStrips(t, spec{width: 60, height: 50, rows: rows, samples: 3, photo: yCbCr, compression: newJPEG}, apart)
			page := opened(t, file(t, s)).Pages[0]
			data, ok, err := page.JPEG()
			require.NoError(t, err)
			require.True(t, ok, name)
			joined, err := jpeg.Decode(bytes.NewReader(data))
			require.NoError(t, err)
			require.Equal(t, image.Rect(0, 0, 60, 50), joined.Bounds())
			decoded, err := page.Image()
			require.NoError(t, err)
			for y := range 50 {
				for x := range 60 {
					require.Equal(t, rgbOf(decoded, x, y), rgbOf(joined, x, y), "%d rows, %d, %d", rows, x, y)
				}
			}
		}
	}
}

func TestJPEGStripsThatDoNotJoinAreDecoded(t *testing.T) {
	s := jpegStrips(t, spec{width: 60, height: 50, rows: 12, samples: 3, photo: yCbCr, compression: newJPEG}, false) // not a multiple of the coded units
	page := opened(t, file(t, s)).Pages[0]
	_, ok, err := page.JPEG()
	require.NoError(t, err)
	require.False(t, ok)
	img, err := page.Image()
	require.NoError(t, err)
	for c, v := range rgbOf(img, 30, 40) {
		require.InDelta(t, [3]int{120, 160, 90}[c], v, 6)
	}
}

// TestOldJPEG reads the kinds of the withdrawn way. What lies behind the page is found by its place.
func TestOldJPEG(t *testing.T) {
	whole := jpegStrips(t, spec{width: 60, height: 50, samples: 3, photo: yCbCr, compression: newJPEG}, false).chunks[0]
	parts, err := takeApart(whole)
	require.NoError(t, err)
	want, err := jpeg.Decode(bytes.NewReader(whole))
	require.NoError(t, err)
	tables, places := oldTables(parts)
	for name, kind := range map[string]struct {
		strip, behind []byte
		tags          map[uint16][]uint32 // places behind the page
	}{
		"a whole file in the strip":   {strip: whole},
		"a whole file behind a field": {strip: whole, behind: whole, tags: map[uint16][]uint32{tagJPEGFile: {0}}},
		"head and scan apart":         {strip: parts.scan, behind: parts.headAs(), tags: map[uint16][]uint32{tagJPEGFile: {0}}},
		"tables and scan":             {strip: parts.scan, behind: tables, tags: places},
	} {
		t.Run(name, func(t *testing.T) {
			s := spec{width: 60, height: 50, samples: 3, photo: yCbCr, compression: oldJPEG, chunks: [][]byte{kind.strip}, tags: kind.tags}
			if kind.tags == nil {
				s.tags = map[uint16][]uint32{}
			}
			end := uint32(len(file(t, s)))
			for _, v := range kind.tags {
				for i := range v {
					v[i] += end
				}
			}
			page := opened(t, append(file(t, s), kind.behind...)).Pages[0]
			got, ok, err := page.JPEG()
			require.NoError(t, err)
			require.True(t, ok)
			img, err := jpeg.Decode(bytes.NewReader(got))
			require.NoError(t, err)
			require.Equal(t, want, img)
		})
	}
}

// oldTables is the tables of a stream without their heads, and where each component's begin.
func oldTables(s stream) ([]byte, map[uint16][]uint32) {
	var out []byte
	at := map[byte]uint32{} // by marker and number of the table
	for _, g := range s.segments {
		for body := g.body; (g.marker == markDQT || g.marker == markDHT) && len(body) > 0; {
			id, n := body[0], 64
			if g.marker == markDHT {
				n = 16
				for _, c := range body[1:17] {
					n += int(c)
				}
				id |= 0x40
			}
			at[id] = uint32(len(out))
			out, body = append(out, body[1:1+n]...), body[1+n:]
		}
	}
	return out, map[uint16][]uint32{tagJPEGQ: {at[0], at[1], at[1]}, tagJPEGDC: {at[0x40], at[0x41], at[0x41]}, tagJPEGAC: {at[0x50], at[0x51], at[0x51]}}
}

// TestOthersAgree compares with golang.org/x/image/tiff where that reads a file.
func TestOthersAgree(t *testing.T) {
	for _, s := range []spec{{photo: rgb, samples: 3, compression: lzwCoded, predictor: 2}, {photo: blackIsZero, compression: packBits}, {photo: rgb, samples: 3, tile: 16, order: binary.BigEndian}} {
		s.width, s.height, s.pixel = 33, 21, shade
		data := file(t, s)
		theirs, err := tiff.Decode(bytes.NewReader(data))
		require.NoError(t, err)
		ours, err := opened(t, data).Pages[0].Image()
		require.NoError(t, err)
		for y := range 21 {
			for x := range 33 {
				require.Equal(t, rgbOf(theirs, x, y), rgbOf(ours, x, y))
			}
		}
	}
}

func FuzzOpen(f *testing.F) {
	for _, s := range []spec{{photo: blackIsZero}, {photo: rgb, samples: 3, compression: lzwCoded}, {bits: 1, compression: fax4}} {
		s.width, s.height, s.pixel = 8, 8, func(x, y, c int) int { return shade(x, y, c) & 1 }
		f.Add(file(&testing.T{}, s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Open(bytes.NewReader(data), int64(len(data)), Limits{Pages: 4, Pixels: 1 << 16})
		if err != nil {
			return
		}
		for _, p := range file.Pages {
			if p.IsBilevel() {
				_, err = p.Bilevel()
			} else if _, _, err = p.JPEG(); err == nil {
				_, err = p.Image()
			}
			_ = err // any answer will do, a panic will not
		}
	})
}
