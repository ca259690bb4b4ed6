package pdfa_test

import (
	"fmt"
	"io"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
)

// Box labels of 80 × 175 mm: one on a page of its own, and three on a sheet of A4 with a page to test the printer's scale.
func Example_labels() {
	if err := labels(io.Discard, pdfa.A2aUA1); err != nil {
		fmt.Println(err)
	}
	// Output:
}

const labelWidth, labelHeight = 80, 175

type labelText struct{ Owner, Letters, Numbers, Births, Box, ID string }

func labels(w io.Writer, flavour pdfa.Flavour) error {
	doc, err := pdfa.New(w, pdfa.Options{
		Flavour: flavour,
		Title:   "Etiketter, avlevering 2026-014",
		Lang:    "nb-NO",
		Created: time.Date(2026, 11, 21, 12, 0, 0, 0, time.FixedZone("", 3600)),
	})
	if err != nil {
		return err
	}
	text := labelText{"Karasjok kommune", "A - G", "journalnummer\n1 - 45/1979-80", "etter fødselsdato\n1/1 - 30/3", "Boks 1 av 7", "2026-014-001"}
	if err := putLabel(doc.Sheet(pdfa.PageSize{W: labelWidth, H: labelHeight}), text); err != nil {
		return err
	}
	calibrate(doc.Sheet(pdfa.A4Landscape()))
	sheet := doc.Sheet(pdfa.A4Landscape())
	for i := range 3 {
		text.Box, text.ID = fmt.Sprintf("Boks %d av 7", i+1), fmt.Sprintf("2026-014-%03d", i+1)
		sheet.Area(place(i), func(s *pdfa.Sheet) { err = putLabel(s, text) })
		if err != nil {
			return err
		}
	}
	return doc.Close()
}

func putLabel(s *pdfa.Sheet, t labelText) error {
	bars, err := pdfa.Code128(t.ID, "Strekkode "+t.ID, 0.33, 11)
	if err != nil {
		return err
	}
	square, err := pdfa.QR(t.ID, "QR-kode "+t.ID, 0.9)
	if err != nil {
		return err
	}
	s.Decorate(func(g *pdfa.Drawing) {
		g.Frame(pdfa.Rect{X: 1, Y: 1, W: labelWidth - 2, H: labelHeight - 2}, 0.4)
	})
	line := func(y, h, size float64, text string, bold bool, level int) {
		face := pdfa.Sans
		if bold {
			face = pdfa.SansBold
		}
		s.Text(pdfa.TextBox{
			Rect: pdfa.Rect{X: 5, Y: y, W: labelWidth - 10, H: h}, Text: text,
			Font: face, Size: size, MinSize: 9, Align: pdfa.Center, Middle: true, Level: level,
		})
	}
	line(5, 12, 16, t.Owner, true, 0)
	line(17, 8, 12, "PPT-kontoret", false, 0)
	line(30, 20, 40, t.Letters, true, 1)
	line(52, 20, 18, t.Numbers, false, 0)
	line(74, 20, 18, t.Births, false, 0)
	line(97, 14, 24, t.Box, true, 0)
	s.Figure(pdfa.Point{X: (labelWidth - square.W) / 2, Y: 114}, square)
	s.Figure(pdfa.Point{X: (labelWidth - bars.W) / 2, Y: 150}, bars)
	line(162, 8, 11, t.ID, false, 0)
	return nil
}

// calibrate prints the cutting lines and, in the first of them, a ruler: if its 150 mm are not 150 mm, the printer scales.
func calibrate(s *pdfa.Sheet) {
	s.Text(pdfa.TextBox{
		Rect: pdfa.Rect{X: 35, Y: 25, W: 50}, Size: 12,
		Text: "Skriv ut i 100 %.\n\nMål linjen: den skal være 150 mm lang. Er den ikke det, skalerer skriveren.\n\n" +
			"Legg arket over et etikettark og se mot lyset: rammene skal følge etikettene.",
	})
	s.Decorate(func(g *pdfa.Drawing) {
		g.Line(pdfa.Point{X: 20, Y: 25}, pdfa.Point{X: 20, Y: 175}, 0.2)
		for mm := 0; mm <= 150; mm++ {
			tick := 2.0
			if mm%10 == 0 {
				tick = 5
			}
			g.Line(pdfa.Point{X: 20, Y: 25 + float64(mm)}, pdfa.Point{X: 20 + tick, Y: 25 + float64(mm)}, 0.1)
		}
		for i := range 3 {
			g.Frame(place(i), 0.1)
		}
	})
}

// place is where label i of a sheet stands.
func place(i int) pdfa.Rect {
	return pdfa.Rect{X: 10 + float64(i)*(labelWidth+5), Y: 15, W: labelWidth, H: labelHeight}
}
