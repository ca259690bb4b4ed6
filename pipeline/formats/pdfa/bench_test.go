package pdfa_test

import (
	"fmt"
	"io"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
)

// BenchmarkTable prints lists of 100,000 and 200,000 rows and reports, beside the time,
// the pages, the size of the file and the largest heap that was in use.
func BenchmarkTable(b *testing.B) {
	for _, rows := range []int{100_000, 200_000} {
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			for range b.N {
				benchmarkRows(b, rows)
			}
		})
	}
}

type countingWriter struct{ n int64 }

func (c *countingWriter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}

var _ io.Writer = (*countingWriter)(nil)

func benchmarkRows(b *testing.B, rows int) {
	runtime.GC()
	var size countingWriter
	pages := 0
	doc, err := pdfa.New(&size, pdfa.Options{
		Title: "Mappeliste – Ålesund kommune", Author: "Ålesund kommune", Lang: "nb-NO",
		Created: time.Date(2026, 11, 21, 12, 0, 0, 0, time.FixedZone("", 3600)),
		Furniture: func(page, n int) pdfa.Furniture {
			pages = page
			return pdfa.Furniture{
				Header: []pdfa.FurnitureLine{{Left: "Mappeliste – Ålesund kommune", Right: "1/3 første boks"}},
				Footer: []pdfa.FurnitureLine{{Center: fmt.Sprintf("Side %d av %d", page, n)}},
			}
		},
	})
	require.NoError(b, err)
	doc.Heading(1, "Mappeliste – Ålesund kommune, arkivdel ÆØÅ, Kárášjohka")
	table := doc.Table(pdfa.Table{Columns: []pdfa.Column{
		{Title: "Stykke", Width: 22}, {Title: "Saksnr.", Width: 24}, {Title: "Tittel", Width: 86}, {Title: "Periode", Width: 26}, {Title: "Boks", Width: 22},
	}})
	var heap uint64
	var mem runtime.MemStats
	for i := range rows {
		title := fmt.Sprintf("Byggesak gnr. %d bnr. %d – Øvre Åsgård, søknad", i%200, i%50)
		if i%25 == 7 {
			title += " om rammetillatelse til tilbygg og bruksendring av eksisterende driftsbygning"
		}
		table.Row(fmt.Sprintf("%05d", i+1), fmt.Sprintf("%d/%d", i%900+1, 1960+i%40), title,
			fmt.Sprintf("%d–%d", 1960+i%40, 1965+i%40), fmt.Sprintf("B-%04d", i/12))
		if i%10_000 == 0 {
			runtime.ReadMemStats(&mem)
			heap = max(heap, mem.HeapInuse)
		}
	}
	table.End()
	require.NoError(b, doc.Close())
	runtime.ReadMemStats(&mem)
	b.ReportMetric(float64(max(heap, mem.HeapInuse))/(1<<20), "heap-MB")
	b.ReportMetric(float64(mem.Sys)/(1<<20), "sys-MB")
	b.ReportMetric(float64(pages), "pages")
	b.ReportMetric(float64(size.n)/(1<<20), "file-MB")
}
