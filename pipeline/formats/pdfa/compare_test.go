package pdfa_test

import (
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// BenchmarkAgainstFpdf prints 100,000 rows here and, untagged, with fpdf, each in a process of its own, and 200,000 rows here.
// It reports CPU seconds, how many times fpdf's they are, and how many times the shorter list's the longer one's are:
// at most 3.5 and 2.2. The first run fetches fpdf (testdata/fpdf is a module of its own).
func BenchmarkAgainstFpdf(b *testing.B) {
	other := filepath.Join(b.TempDir(), "fpdf")
	out, err := exec.Command("go", "build", "-C", filepath.Join("testdata", "fpdf"), "-o", other, ".").CombinedOutput()
	require.NoError(b, err, string(out))
	for range b.N {
		fpdf := cpuSeconds(b, other, "100000")
		ours := ownSeconds(b, "100000")
		long := ownSeconds(b, "200000")
		b.ReportMetric(ours, "cpu-s")
		b.ReportMetric(fpdf, "fpdf-cpu-s")
		b.ReportMetric(ours/fpdf, "times-fpdf")
		b.ReportMetric(long/ours, "times-for-double")
		require.LessOrEqual(b, ours/fpdf, 3.5)
		require.LessOrEqual(b, long/ours, 2.2)
	}
}

// ownSeconds runs one of BenchmarkTable's lists in another process of this test program.
func ownSeconds(b *testing.B, rows string) float64 {
	return cpuSeconds(b, os.Args[0], "-test.run=^$", "-test.bench=^BenchmarkTable$/^"+rows+"$", "-test.benchtime=1x")
}

// cpuSeconds is the best of three runs: processes that share the machine make the others dearer.
func cpuSeconds(b *testing.B, command string, args ...string) float64 {
	best := math.Inf(1)
	for range 3 {
		cmd := exec.Command(command, args...)
		out, err := cmd.CombinedOutput()
		require.NoError(b, err, string(out))
		best = min(best, (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds())
	}
	return best
}
