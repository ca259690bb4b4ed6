package pdfa_test

import (
	"image"
	"image/color"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
)

// stored prints an image and returns its dictionary and data.
func stored(t *testing.T, store func(*pdfa.Document) *pdfa.Image) (*pdfFile, int) {
	file, _ := printed(t, func(doc *pdfa.Document) { doc.Figure(store(doc).Figure("Bilde", 40, 0), pdfa.Left) })
	found := file.with("/Subtype/Image")
	require.Len(t, found, 1)
	return file, found[0]
}

func TestImagesTakeTheSmallestClass(t *testing.T) {
	area := image.Rect(3, 5, 3+10, 5+2) // not at the origin, not a multiple of eight
	for name, c := range map[string]struct {
		set   color.Color
		space string
		data  []byte
	}{
		"black and white": {color.Black, "/ColorSpace/DeviceGray/BitsPerComponent 1", []byte{0x7F, 0xC0, 0xFF, 0xC0}},
		"gray":            {color.Gray{100}, "/ColorSpace/DeviceGray/BitsPerComponent 8", nil},
		"colour":          {color.RGBA{200, 10, 0, 255}, "/ColorSpace/DeviceRGB/BitsPerComponent 8", nil},
	} {
		img := image.NewRGBA(area)
		for i := range img.Pix {
			img.Pix[i] = 255
		}
		img.Set(3, 5, c.set)
		file, n := stored(t, func(d *pdfa.Document) *pdfa.Image { return d.Image(img) })
		require.Contains(t, string(file.objects[n]), c.space, name)
		if c.data != nil {
			require.Equal(t, c.data, file.inflated(n))
		}
	}
}

func TestAlphaIsLaidOnWhite(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 2, 1))
	img.Set(0, 0, color.NRGBA{255, 0, 0, 128})
	file, n := stored(t, func(d *pdfa.Document) *pdfa.Image { return d.Image(img) })
	require.Equal(t, []byte{255, 127, 127, 255, 255, 255}, file.inflated(n))
	require.Empty(t, file.with("/SMask"))
}

func TestCMYKIsConverted(t *testing.T) {
	img := image.NewCMYK(image.Rect(0, 0, 1, 1))
	img.Set(0, 0, color.CMYK{0, 255, 255, 0})
	file, n := stored(t, func(d *pdfa.Document) *pdfa.Image { return d.Image(img) })
	require.Equal(t, []byte{255, 0, 0}, file.inflated(n))

	file, n = stored(t, func(d *pdfa.Document) *pdfa.Image { return d.JPEG(cmykJPEG()) })
	require.Contains(t, string(file.objects[n]), "/Width 8/Height 8/ColorSpace/DeviceGray")
	require.Empty(t, file.with("/DCTDecode"))
}

// cmykJPEG is the smallest JPEG file in four colours: one block of eight by eight, every sample 128.
func cmykJPEG() []byte {
	b := append([]byte{0xFF, 0xD8, 0xFF, 0xEE, 0, 14}, "Adobe\x00\x64\x00\x00\x00\x00\x00"...)
	b = append(b, 0xFF, 0xDB, 0, 67, 0)
	for range 64 {
		b = append(b, 1)
	}
	b = append(b, 0xFF, 0xC0, 0, 20, 8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0)
	for _, table := range []byte{0x00, 0x10} { // one code of one bit: no difference, no coefficients
		b = append(b, 0xFF, 0xC4, 0, 20, table, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	}
	return append(b, 0xFF, 0xDA, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0, 0x00, 0xFF, 0xD9)
}

// g4 is eight rows of four white and four black pixels in Group 4, coded by hand.
func g4() pdfa.G4 {
	return pdfa.G4{Data: []byte{0x36, 0xFF, 0xFF, 0x00, 0x10, 0x01}, Width: 8, Height: 8}
}

func TestGroup4PassesThrough(t *testing.T) {
	file, n := stored(t, func(d *pdfa.Document) *pdfa.Image { return d.CCITT(g4()) })
	require.Contains(t, string(file.objects[n]), "/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 8/Rows 8>>/Length 6>>")
	file, n = stored(t, func(d *pdfa.Document) *pdfa.Image {
		g := g4()
		g.BlackIsZero = true
		return d.CCITT(g)
	})
	require.Contains(t, string(file.objects[n]), "/Decode[1 0]")

	file, _ = printed(t, func(doc *pdfa.Document) {
		m := doc.CCITT(g4())
		doc.Figure(m.Figure("a", 10, 0), pdfa.Left)
		doc.Figure(m.Figure("b", 0, 20), pdfa.Left)
	})
	require.Len(t, file.with("/Subtype/Image"), 1, "stored once, shown twice")
}

func TestDamagedGroup4IsRefused(t *testing.T) {
	for _, data := range [][]byte{nil, {0x36}, {0x00, 0x00, 0x00, 0x00}} {
		d, err := pdfa.New(new(countingWriter), options(pdfa.A2aUA1))
		require.NoError(t, err)
		g := g4()
		g.Data = data
		d.CCITT(g)
		require.ErrorContains(t, d.Err(), "pdfa: group 4: ")
	}
}

func TestImageSizes(t *testing.T) {
	m := &pdfa.Image{Width: 300, Height: 600}
	w, h := m.Size(300)
	require.InDelta(t, 25.4, w, 1e-9)
	require.InDelta(t, 50.8, h, 1e-9)
	require.Equal(t, 20.0, m.Figure("a", 10, 0).H)
	require.Equal(t, 10.0, m.Figure("a", 0, 20).W)
}
