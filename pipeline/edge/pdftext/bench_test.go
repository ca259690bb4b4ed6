//go:build bench

package pdftext

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/words"
)

// BenchmarkPDF reads a report of about 20 pages.
func BenchmarkPDF(b *testing.B) {
	var long []string
	for i := range 470 {
		long = append(long, fmt.Sprintf("Dette er avsnitt %d i rapporten. %s %s", i, said[i%3], said[(i+1)%3]))
	}
	raw := report(b, long, true)
	var text words.Text
	for b.Loop() {
		text, _ = of(b, "fmt/476", raw)
	}
	require.NotEmpty(b, text.Body)
	b.ReportMetric(float64(text.Pages), "pages")
}

// BenchmarkOpen starts pdfium with its code compiled before.
func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		r, err := Open(b.Context(), Options{CacheDir: cacheDir()})
		require.NoError(b, err)
		require.NoError(b, r.Close(b.Context()))
	}
}
