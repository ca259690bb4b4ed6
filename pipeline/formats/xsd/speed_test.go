//go:build bench && linux

package xsd

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
)

// Environment of the child that validates, so that time and memory are those of the work and nothing else.
const (
	childFile   = "XSD_BENCH_FILE"
	childSchema = "noark5/5.5/arkivstruktur.xsd"
)

// sizeMB is that of the generated arkivstruktur; XSD_BENCH_MB asks for another.
const sizeMB = 200

// writeArkivstruktur repeats the first mappe of the one sample that is valid, each with a systemID of its own.
func writeArkivstruktur(t testing.TB, file string, size int) {
	sample, err := fs.ReadFile(standards(t), "samples/noark5/nikita-tester/noark5-enkel/arkivstruktur.xml")
	require.NoError(t, err)
	from := bytes.Index(sample, []byte("<mappe "))
	to := bytes.Index(sample, []byte("</mappe>")) + len("</mappe>")
	require.Positive(t, from)
	head, mappe, tail := sample[:from], sample[from:to], sample[to:]
	id := bytes.Index(mappe, []byte("<systemID>")) + len("<systemID>")
	f, err := os.Create(file)
	require.NoError(t, err)
	w := bufio.NewWriterSize(f, 1<<20)
	_, _ = w.Write(head)
	for n := 0; n*len(mappe) < size; n++ {
		copy(mappe[id:], fmt.Sprintf("%08x", n))
		_, _ = w.Write(mappe)
		_, _ = w.WriteString("\n    ")
	}
	_, _ = w.Write(tail)
	require.NoError(t, w.Flush())
	require.NoError(t, f.Close())
}

// cost is what a process took.
type cost struct {
	cpu  time.Duration
	peak int // MB
}

func costOf(t *testing.T, cmd *exec.Cmd) cost {
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return cost{cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), int(usage.Maxrss / 1024)}
}

// TestSpeedBesideXmllint prints CPU speed and peak memory of this package and of xmllint on the same file, in one run.
func TestSpeedBesideXmllint(t *testing.T) {
	size := sizeMB
	if text := os.Getenv("XSD_BENCH_MB"); text != "" {
		size, _ = strconv.Atoi(text)
	}
	file := filepath.Join(t.TempDir(), "arkivstruktur.xml")
	writeArkivstruktur(t, file, size*1_000_000)
	info, err := os.Stat(file)
	require.NoError(t, err)
	mb := float64(info.Size()) / 1e6
	self, err := os.Executable()
	require.NoError(t, err)
	schema := filepath.Join(oracle.Standards(t), childSchema)
	own := exec.Command(self, "-test.run", "^TestSpeedChild$")
	own.Env = append(os.Environ(), childFile+"="+file, "ARKIVDEPOT_STANDARDS="+oracle.Standards(t))
	rows := []struct {
		name string
		cmd  *exec.Cmd
	}{
		{"xsd", own},
		{"xmllint --stream", exec.Command("xmllint", "--nonet", "--noout", "--stream", "--schema", schema, file)},
	}
	if size <= 300 {
		rows = append(rows, struct {
			name string
			cmd  *exec.Cmd
		}{"xmllint (tree)", exec.Command("xmllint", "--nonet", "--noout", "--schema", schema, file)})
	}
	costs := map[string]cost{}
	for _, row := range rows {
		c := costOf(t, row.cmd)
		costs[row.name] = c
		t.Logf("%-17s %6.1f MB/s of CPU, %5d MB peak (%.0f MB)", row.name, mb/c.cpu.Seconds(), c.peak, mb)
	}
	ratio := costs["xmllint --stream"].cpu.Seconds() / costs["xsd"].cpu.Seconds()
	t.Logf("ratio to xmllint --stream: %.2f", ratio)
	if ratio < 0.6 {
		t.Errorf("slower than 0.6 of xmllint --stream: %.2f", ratio)
	}
	if costs["xsd"].peak >= 20 {
		t.Errorf("peak memory %d MB, not under 20", costs["xsd"].peak)
	}
}

// TestTwoGigabytesGoAsFast validates ten times as much: at the same CPU speed within 15 %, in the same memory. The smaller file goes before and after the
// large one, so that a machine whose clock changes on the way does not decide.
func TestTwoGigabytesGoAsFast(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	speed := func(file string) (float64, int) {
		info, err := os.Stat(file)
		require.NoError(t, err)
		own := exec.Command(self, "-test.run", "^TestSpeedChild$")
		own.Env = append(os.Environ(), childFile+"="+file, "ARKIVDEPOT_STANDARDS="+oracle.Standards(t))
		c := costOf(t, own)
		t.Logf("%5.0f MB: %6.1f MB/s of CPU, %d MB peak", float64(info.Size())/1e6, float64(info.Size())/1e6/c.cpu.Seconds(), c.peak)
		return float64(info.Size()) / 1e6 / c.cpu.Seconds(), c.peak
	}
	small, large := filepath.Join(t.TempDir(), "small.xml"), filepath.Join(t.TempDir(), "large.xml")
	writeArkivstruktur(t, small, sizeMB*1_000_000)
	writeArkivstruktur(t, large, 10*sizeMB*1_000_000)
	before, _ := speed(small)
	then, peak := speed(large)
	after, _ := speed(small)
	require.InEpsilon(t, (before+after)/2, then, 0.15)
	require.Less(t, peak, 20)
}

// TestSpeedChild does the work of TestSpeedBesideXmllint in a process of its own.
func TestSpeedChild(t *testing.T) {
	file := os.Getenv(childFile)
	if file == "" {
		return
	}
	s, err := Load(standards(t), standardsCatalog(t), childSchema)
	require.NoError(t, err)
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	err = s.Validate(context.Background(), f, Options{}, func(f Finding) bool {
		t.Errorf("%+v", f)
		return false
	})
	require.NoError(t, err)
}

// BenchmarkTokenizer is the ceiling: the tokenizer alone.
func BenchmarkTokenizer(b *testing.B) {
	benchmark(b, func(doc []byte) {
		s, _ := newScanner(context.Background(), bytes.NewReader(doc), Limits{}.withDefaults())
		for {
			kind, err := s.Next()
			if err != nil {
				b.Fatal(err)
			}
			if kind == xmltext.Done {
				return
			}
		}
	})
}

// BenchmarkValidate is the whole.
func BenchmarkValidate(b *testing.B) {
	s, err := Load(standards(b), standardsCatalog(b), childSchema)
	require.NoError(b, err)
	benchmark(b, func(doc []byte) {
		if err := s.Validate(context.Background(), bytes.NewReader(doc), Options{}, func(f Finding) bool {
			b.Fatalf("%+v", f)
			return false
		}); err != nil && err != io.EOF {
			b.Fatal(err)
		}
	})
}

func benchmark(b *testing.B, work func([]byte)) {
	file := filepath.Join(b.TempDir(), "doc.xml")
	writeArkivstruktur(b, file, 10_000_000)
	doc, err := os.ReadFile(file)
	require.NoError(b, err)
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		work(doc)
	}
}
