package pdfa_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
)

// A rendition: an image on a page of its own size, and old text files in Mono.
func Example_rendition() {
	if err := rendition(io.Discard, pdfa.A2aUA1); err != nil {
		fmt.Println(err)
	}
	// Output:
}

func rendition(w io.Writer, flavour pdfa.Flavour) error {
	doc, err := pdfa.New(w, pdfa.Options{
		Flavour: flavour,
		Title:   "Vedlegg",
		Lang:    "nb-NO",
		Created: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC),
	})
	if err != nil {
		return err
	}
	photo := image.NewRGBA(image.Rect(0, 0, 300, 200))
	for y := range 200 {
		for x := range 300 {
			photo.Set(x, y, color.RGBA{uint8(x * 255 / 300), uint8(y * 255 / 200), 120, 255})
		}
	}
	var file bytes.Buffer
	if err := jpeg.Encode(&file, photo, nil); err != nil {
		return err
	}
	scan := doc.JPEG(file.Bytes())
	width, height := scan.Size(150)
	doc.Sheet(pdfa.PageSize{W: width, H: height}).Figure(pdfa.Point{}, scan.Figure("Fargeprøve", width, height))

	doc.Heading(1, "Bilder")
	doc.Figure(scan.Figure("Fargeprøve som JPEG", 60, 0), pdfa.Left)
	doc.Figure(doc.Image(photo).Figure("Fargeprøve uten tap", 60, 0), pdfa.Center)

	doc.Heading(1, "LESMEG.TXT")
	doc.Preformatted(0, "Navn\tFødt\tBoks\r\nÅse\t1979\t12\r\n\r\n┌────────┐\n│ gammel │\n└────────┘\n\n"+
		"en svært lang linje som ikke får plass på en linje i Mono og derfor må fortsette på den neste, uten at noe går tapt")
	return doc.Close()
}
