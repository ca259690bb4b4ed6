// Command fpdf prints the rows of the package's benchmark with codeberg.org/go-pdf/fpdf, untagged and without wrapping,
// as the measure of what a list costs. It is a module of its own, so that nothing else depends on fpdf.
//
//	fpdf ROWS
package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"strconv"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/liberation/liberationsansregular"
)

func main() {
	rows, err := strconv.Atoi(os.Args[len(os.Args)-1])
	if err != nil {
		log.Fatal("usage: fpdf ROWS")
	}
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.AddUTF8FontFromBytes("sans", "", liberationsansregular.TTF)
	pdf.SetFont("sans", "", 9)
	pdf.SetFooterFunc(func() { pdf.Text(95, 290, fmt.Sprintf("Side %d av {nb}", pdf.PageNo())) })
	pdf.AliasNbPages("")
	pdf.AddPage()
	widths := []float64{22, 24, 86, 26, 22}
	for i := range rows {
		title := fmt.Sprintf("Byggesak gnr. %d bnr. %d – Øvre Åsgård, søknad", i%200, i%50)
		second := ""
		if i%25 == 7 {
			second = "om rammetillatelse til tilbygg og bruksendring"
		}
		for j, text := range []string{fmt.Sprintf("%05d", i+1), fmt.Sprintf("%d/%d", i%900+1, 1960+i%40), title,
			fmt.Sprintf("%d–%d", 1960+i%40, 1965+i%40), fmt.Sprintf("B-%04d", i/12)} {
			pdf.CellFormat(widths[j], 5.2, text, "1", 0, "L", false, 0, "")
		}
		pdf.Ln(-1)
		if second != "" {
			pdf.CellFormat(180, 5.2, second, "1", 1, "L", false, 0, "")
		}
	}
	if err := pdf.Output(io.Discard); err != nil {
		log.Fatal(err)
	}
}
