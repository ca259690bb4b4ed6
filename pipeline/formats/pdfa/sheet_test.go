package pdfa_test

import (
	"bytes"
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
)

var reRect = regexp.MustCompile(`(?m)^([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re\nS$`)

const mm = 72 / 25.4

// frames returns the frames drawn on a page, in mm: x and y of the lower left corner, width and height.
func frames(t *testing.T, content string) (out [][4]float64) {
	for _, m := range reRect.FindAllStringSubmatch(content, -1) {
		var f [4]float64
		for i := range f {
			v, err := strconv.ParseFloat(m[i+1], 64)
			require.NoError(t, err)
			f[i] = v / mm
		}
		out = append(out, f)
	}
	return out
}

func TestLabelMeasuresOnPaper(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, labels(&b, pdfa.A1b))
	file := readPDF(t, b.Bytes())
	pages := file.with("/Type/Page/")
	require.Len(t, pages, 3)
	require.Contains(t, string(file.objects[pages[0]]), "/MediaBox[0 0 226.772 496.063]", "80 × 175 mm")
	require.Contains(t, string(file.objects[pages[2]]), "/MediaBox[0 0 841.89 595.276]", "297 × 210 mm")

	contents := file.contents()
	single := frames(t, contents[0])
	require.Len(t, single, 1)
	require.InDeltaSlice(t, []float64{1, 1, 78, 173}, single[0][:], 0.001)
	grid := frames(t, contents[1])
	require.Len(t, grid, 3)
	for i, f := range grid {
		require.InDeltaSlice(t, []float64{10 + 85*float64(i), 210 - 15 - 175, 80, 175}, f[:], 0.001)
	}
	for i, f := range frames(t, contents[2]) {
		require.InDeltaSlice(t, []float64{11 + 85*float64(i), 210 - 15 - 174, 78, 173}, f[:], 0.001)
	}
}

func TestTextBoxShrinksBeforeItBreaksAWord(t *testing.T) {
	box := pdfa.TextBox{Rect: pdfa.Rect{X: 5, Y: 5, W: 70, H: 40}, Text: "Mellomromsløshet", Size: 60, MinSize: 8}
	file, _ := printed(t, func(doc *pdfa.Document) { doc.Sheet(pdfa.PageSize{W: 80, H: 175}).Text(box) })
	require.Contains(t, file.contents()[0], "/F0 24 Tf")
	box.MinSize = 55
	doc, err := pdfa.New(&bytes.Buffer{}, options(pdfa.A2aUA1))
	require.NoError(t, err)
	doc.Sheet(pdfa.PageSize{W: 80, H: 175}).Text(box)
	require.EqualError(t, doc.Close(), "pdfa: a text of 55 points needs 69.9 mm of height, its box has 40.0 mm")
}

func TestReadingOrderIsTheOrderOfCalls(t *testing.T) {
	file, _ := printed(t, func(doc *pdfa.Document) {
		sheet := doc.Sheet(pdfa.A4())
		sheet.Area(pdfa.Rect{X: 10, Y: 150, W: 80, H: 100}, func(s *pdfa.Sheet) {
			s.Text(pdfa.TextBox{Rect: pdfa.Rect{Y: 10, W: 80}, Text: "først, nederst", Level: 1})
		})
		sheet.Text(pdfa.TextBox{Rect: pdfa.Rect{X: 10, Y: 10, W: 80}, Text: "sist, øverst", Lang: "nn-NO"})
	})
	require.Equal(t, "først, nederstsist, øverst", file.text())
	require.Len(t, file.with("/S/Sect/"), 1)
	require.Len(t, file.with("/Lang(nn-NO)"), 1)
}

func TestBarcodeSizes(t *testing.T) {
	bars, err := pdfa.Code128("2026-014-001", "Strekkode", 0, 0)
	require.NoError(t, err)
	require.InDelta(t, 0, bars.W-0.33*float64(int(bars.W/0.33+0.5)), 1e-9, "whole modules")
	require.Equal(t, 12.0, bars.H)
	square, err := pdfa.QR("2026-014-001", "QR-kode", 0.5)
	require.NoError(t, err)
	require.Equal(t, (21+2*4)*0.5, square.W, "version 1 with its quiet zone")
}
