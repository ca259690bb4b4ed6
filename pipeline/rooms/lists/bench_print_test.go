//go:build unix

package lists

import (
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// BenchmarkPrintedList prints the alphabetical list of 100,000 and of 200,000 rows, with letters and bookmarks, as PDF alone. Its figures are processor
// time of this process and the heap in use at the end; twice the rows may cost 2.2 times as much.
func BenchmarkPrintedList(b *testing.B) {
	for b.Loop() {
		half, _ := printedList(b, 100_000)
		whole, heap := printedList(b, 200_000)
		b.ReportMetric(half.Seconds(), "cpu-s/100k")
		b.ReportMetric(whole.Seconds(), "cpu-s/200k")
		b.ReportMetric(whole.Seconds()/half.Seconds(), "times-for-double")
		b.ReportMetric(float64(heap)/1e6, "heap-MB")
		require.LessOrEqual(b, whole.Seconds()/half.Seconds(), 2.2)
		require.Less(b, heap, uint64(100e6))
	}
}

func printedList(b *testing.B, rows int) (cpu time.Duration, heap uint64) {
	o := options()
	o.TempDir = b.TempDir()
	r := New(endless(rows), &sink{}, o)
	r.missing = map[rune]bool{}
	set, err := r.canonical(b.Context(), nil)
	require.NoError(b, err)
	runtime.GC()
	before := processorTime(b)
	require.NoError(b, onlyPrinted(r, []page{r.page(deposit.ByName, set, 1)}))
	cpu = processorTime(b) - before
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return cpu, m.HeapInuse
}

func processorTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
