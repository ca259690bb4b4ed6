//go:build bench

package workshop

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/edge/soffice"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/convert"
)

const (
	benchDocuments = 40
	leastBatchGain = 4.0 // times the rate of one LibreOffice process per document
	leastTwoGain   = 1.6 // times the rate of one worker, on two idle cores
	benchTries     = 5   // of batches; the best counts, since others use the machine too. ARKIVDEPOT_BENCH_TRIES asks for fewer
)

// bestOf is the shortest of some tries.
func bestOf(b *testing.B, work func() time.Duration) time.Duration {
	tries := benchTries
	if text := os.Getenv("ARKIVDEPOT_BENCH_TRIES"); text != "" {
		n, err := strconv.Atoi(text)
		require.NoError(b, err)
		tries = n
	}
	least := work()
	for range tries - 1 {
		least = min(least, work())
	}
	return least
}

// load is how busy the machine is, as far as it says so.
func load() string {
	said, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(said))
}

// BenchmarkOffice converts the same forty documents with a process each, in batches, and in batches by two workers, and prints the ratios. What is
// promised of batches is asked for; of two workers only where the machine says that it is idle (ARKIVDEPOT_IDLE), since they share it with everybody.
func BenchmarkOffice(b *testing.B) {
	s, all := benchCorpus()
	for b.Loop() {
		each := oneByOne(b, s, all)
		one := bestOf(b, func() time.Duration { return inBatches(b, s, all, 1) })
		two := bestOf(b, func() time.Duration { return inBatches(b, s, all, 2) })
		batch, workers := each.Seconds()/one.Seconds(), one.Seconds()/two.Seconds()
		fmt.Printf("\n%d office documents: a process each %.1fs, batches %.1fs (%.1f times), two workers %.1fs (%.2f times); load %s\n",
			benchDocuments, each.Seconds(), one.Seconds(), batch, two.Seconds(), workers, load())
		b.ReportMetric(batch, "batch-gain")
		b.ReportMetric(workers, "two-workers-gain")
		require.GreaterOrEqual(b, batch, leastBatchGain)
		if os.Getenv("ARKIVDEPOT_IDLE") != "" {
			require.GreaterOrEqual(b, workers, leastTwoGain)
		}
	}
}

func benchCorpus() (sources, []convert.Job) {
	s := sources{}
	var paths []string
	for i := range benchDocuments {
		path := fmt.Sprintf("%02d.rtf", i)
		s[path] = fmt.Sprintf(`{\rtf1\ansi Dokument %d om eleven som leser godt.\par %s}`, i, rtfText)
		paths = append(paths, path)
	}
	return s, jobs(s, "fmt/50", paths...)
}

// oneByOne starts LibreOffice for each document, as a script would: the same program, profile and filter, and nothing of what we do around it.
func oneByOne(b *testing.B, s sources, all []convert.Job) time.Duration {
	office, err := soffice.Find("")
	require.NoError(b, err)
	desk, err := office.Desk(filepath.Join(b.TempDir(), "kontor"))
	require.NoError(b, err)
	family, _ := soffice.FamilyOf("fmt/50")
	dir := b.TempDir()
	convertOne := func(i int, job convert.Job) {
		path := filepath.Join(dir, family.NameOf(i))
		require.NoError(b, os.WriteFile(path, []byte(s[job.Path]), 0o600))
		got, err := desk.Convert(b.Context(), family, []soffice.Document{{Path: path, Size: job.Size}})
		require.NoError(b, err)
		require.Empty(b, got[0].Trouble)
	}
	convertOne(0, all[0]) // the profile's first start is nobody's
	start := time.Now()
	for i, job := range all {
		convertOne(i, job)
	}
	return time.Since(start)
}

// inBatches is the workshop with everything that it does, by so many workers.
func inBatches(b *testing.B, s sources, all []convert.Job, workers int) time.Duration {
	w := shop(b, s, nil)
	way, _ := w.Way("fmt/50")
	places := make([]convert.Place, workers)
	for i := range places {
		place, err := w.Place(b.Context())
		require.NoError(b, err)
		defer place.Close()
		_, err = place.Make(b.Context(), way, all[:1]) // started and warm, as after the first batch of a deposit
		require.NoError(b, err)
		places[i] = place
	}
	start := time.Now()
	var group sync.WaitGroup
	share := len(all) / workers
	for i, place := range places {
		group.Go(func() {
			for at := i * share; at < (i+1)*share; at += 20 {
				answers, err := place.Make(b.Context(), way, all[at:min(at+20, (i+1)*share)])
				if err != nil || len(answers) == 0 {
					b.Error(err)
				}
			}
		})
	}
	group.Wait()
	return time.Since(start)
}
