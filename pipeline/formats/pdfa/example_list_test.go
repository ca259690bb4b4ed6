package pdfa_test

import (
	"fmt"
	"io"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
)

// An index list on A4 landscape: a title block, groups by letter with bookmarks, and on every page whose list it is.
func Example_indexList() {
	if err := indexList(io.Discard, "1/3 første boks"); err != nil {
		fmt.Println(err)
	}
	// Output:
}

func indexList(w io.Writer, copyMark string) error {
	doc, err := pdfa.New(w, pdfa.Options{
		Title:   "Alfabetisk liste – Kárášjohka PPT",
		Author:  "Karasjok kommune",
		Lang:    "nb-NO",
		Created: time.Date(2026, 11, 21, 12, 0, 0, 0, time.FixedZone("", 3600)),
		Page:    pdfa.A4Landscape(),
		Furniture: func(page, pages int) pdfa.Furniture {
			return pdfa.Furniture{
				Header: []pdfa.FurnitureLine{
					{Left: "Karasjok kommune · PPT-kontoret · Alfabetisk liste", Right: copyMark, Bold: true},
					{Left: "Unntatt offentlighet, jf. offentleglova § 13", Right: "Avlevering 2026-014"},
				},
				Footer: []pdfa.FurnitureLine{{
					Left:   "Liste 3f9a 07c2 51e8 88d0",
					Center: "Interkommunalt arkiv",
					Right:  fmt.Sprintf("Side %d av %d", page, pages),
				}},
			}
		},
	})
	if err != nil {
		return err
	}
	doc.Heading(1, "Alfabetisk liste")
	doc.KeyValues(pdfa.KeyValues{Columns: 2, Pairs: []pdfa.Pair{
		{Key: "Eier", Value: "Karasjok kommune – Kárášjoga gielda"}, {Key: "Arkivskaper", Value: "PPT-kontoret"},
		{Key: "Depot", Value: "Interkommunalt arkiv"}, {Key: "Avlevering", Value: "2026-014"},
		{Key: "Ordning", Value: "alfabetisk etter etternavn"}, {Key: "Antall mapper", Value: "232"},
		{Key: "Eksemplar", Value: copyMark},
	}})
	table := doc.Table(pdfa.Table{Columns: []pdfa.Column{
		{Title: "Navn", Head: true}, {Title: "Født", Width: 24}, {Title: "Journalnummer", Width: 32},
		{Title: "Periode", Width: 28}, {Title: "Boks", Width: 18, Align: pdfa.Right},
	}})
	for i, letter := range []string{"A", "B", "D", "H", "S", "Æ", "Ø", "Å"} {
		table.Group(2, letter)
		for n := range 29 {
			name := letter + "nes, Čeavlli Eŋŋor"
			if n%13 == 5 {
				name += " Hansen-Olsen med et navn som er så langt at det må fortsette på neste linje, og som likevel ikke skal kuttes noe sted"
			}
			table.Row(name, fmt.Sprintf("%02d.%02d.19%02d", n%28+1, n%12+1, 60+n), fmt.Sprintf("%d/%d", n+1, 1979+i), "1979–1985", fmt.Sprint(i+1))
		}
	}
	table.End()
	return doc.Close()
}
