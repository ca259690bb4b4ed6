package pdfa_test

import (
	"fmt"
	"io"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
)

// A receipt: headings, running text in several languages, facts, lists, a link and lines to sign on.
func Example_receipt() {
	if err := receipt(io.Discard, pdfa.A2aUA1); err != nil {
		fmt.Println(err)
	}
	// Output:
}

func receipt(w io.Writer, flavour pdfa.Flavour) error {
	doc, err := pdfa.New(w, pdfa.Options{
		Flavour: flavour,
		Title:   "Kvittering for avlevering 2026-014",
		Author:  "Interkommunalt arkiv",
		Subject: "Mottak av arkiv fra PPT-kontoret",
		Creator: "arkivdepot",
		Lang:    "nb-NO",
		Created: time.Date(2026, 11, 21, 12, 0, 0, 0, time.FixedZone("", 3600)),
		Margins: pdfa.Margins{Top: 20, Right: 25, Bottom: 20, Left: 25},
		Size:    11,
		Furniture: func(page, pages int) pdfa.Furniture {
			return pdfa.Furniture{Footer: []pdfa.FurnitureLine{{Left: "Avlevering 2026-014", Right: fmt.Sprintf("Side %d av %d", page, pages)}}}
		},
	})
	if err != nil {
		return err
	}
	doc.Heading(1, "Kvittering for avlevering")
	doc.KeyValues(pdfa.KeyValues{Pairs: []pdfa.Pair{
		{Key: "Avlevering", Value: "2026-014"}, {Key: "Arkivskaper", Value: "PPT-kontoret, Karasjok kommune"},
		{Key: "Mottatt", Value: "21.11.2026"}, {Key: "Omfang", Value: "232 mapper i 7 bokser, 1,2 hyllemeter"},
	}})
	doc.Paragraph("Depotet har mottatt arkivet og kontrollert det mot listen. Ærlig talt: alt var på plass. " +
		"Opplysningene er unntatt offentlighet, og innsyn gis bare etter reglene i forvaltningsloven.")
	doc.Text(pdfa.Style{}, pdfa.Run{Text: "Samisk: "}, pdfa.Run{Text: "Kárášjoga gielda lea sádden vuorká. ", Lang: "se-NO", Font: pdfa.SansBold},
		pdfa.Run{Text: "English: "}, pdfa.Run{Text: "the archive has been received and is kept for ever. ", Lang: "en"},
		pdfa.Run{Text: "Les mer hos "}, pdfa.Run{Text: "Arkivverket om avlevering av arkiv", Link: "https://www.arkivverket.no/"}, pdfa.Run{Text: "."})
	doc.Heading(2, "Kontrollert")
	doc.List(pdfa.Bullets, "antall bokser og mapper", "at navn og fødselsdato stemmer med listen, også når teksten er så lang at den må gå over på neste linje i punktet",
		"at ingen mappe mangler")
	doc.Heading(2, "Videre gang")
	doc.List(pdfa.Numbers, "Arkivet ordnes.", "Boksene får etiketter.", "Listen skrives ut i tre eksemplarer.")
	doc.Signatures("For depotet, dato og navn", "For arkivskaper, dato og navn", "Vitne")
	return doc.Close()
}
