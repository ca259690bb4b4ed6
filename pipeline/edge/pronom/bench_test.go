//go:build bench && linux

package pronom

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/intake"
)

// leastIntake is the rate of taking files in – one opening: hash, format, a look inside – as a part of that of `cat FILES | sha256sum` on the same large
// files.
const leastIntake = 0.7

const (
	largeFiles = 6
	largeSize  = 48 << 20 // bytes
	tries      = 5        // the best counts: others use the machine too
)

// BenchmarkLargeFilesBesideSha256sum prints the ratio for each kind of file, and asks for that of all of them together where the machine says that it
// is idle (ARKIVDEPOT_IDLE).
func BenchmarkLargeFilesBesideSha256sum(b *testing.B) {
	identifier, err := New()
	require.NoError(b, err)
	for b.Loop() {
		var ours, theirs time.Duration
		for _, kind := range []string{"jpg", "pdf", "tif", "wav"} {
			dir, files := largeOf(b, kind)
			here := best(b, func() { takeIn(b, identifier, dir, files) })
			there := best(b, func() {
				cat := exec.Command("sh", "-c", `cat * | sha256sum`)
				cat.Dir = dir
				require.NoError(b, cat.Run())
			})
			ours, theirs = ours+here, theirs+there
			mb := float64(largeFiles*largeSize) / (1 << 20)
			fmt.Printf("\n%s: taken in %.0f MB/s, cat | sha256sum %.0f MB/s (%.2f)", kind, mb/here.Seconds(), mb/there.Seconds(), there.Seconds()/here.Seconds())
		}
		load, err := os.ReadFile("/proc/loadavg")
		require.NoError(b, err)
		ratio := theirs.Seconds() / ours.Seconds()
		fmt.Printf("\nall: %.2f of the rate of cat | sha256sum; load %s", ratio, load)
		b.ReportMetric(ratio, "of-sha256sum")
		if os.Getenv("ARKIVDEPOT_IDLE") != "" {
			require.GreaterOrEqual(b, ratio, leastIntake)
		}
	}
}

func best(b *testing.B, work func()) time.Duration {
	least := time.Hour
	for range tries {
		start := time.Now()
		work()
		least = min(least, time.Since(start))
	}
	return least
}

// largeOf is large files of a kind: a head and an end that say what they are, and bytes without order between, as in what is compressed.
func largeOf(b *testing.B, kind string) (string, deposit.Files) {
	head, end := "\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00", "\xFF\xD9"
	switch kind {
	case "pdf":
		head, end = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<</Length 1>>\nstream\n", "\nendstream\nendobj\nxref\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"
	case "tif":
		head, end = "II*\x00\x08\x00\x00\x00\x01\x00\x00\x01\x03\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00", ""
	case "wav":
		head, end = "RIFF\xFF\xFF\xFF\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x02\x00\x44\xAC\x00\x00\x10\xB1\x02\x00\x04\x00\x10\x00data\xFF\xFF\xFF\x00", ""
	}
	random := rand.NewChaCha8([32]byte{1})
	dir := b.TempDir()
	var files deposit.Files
	for i := range largeFiles {
		body := make([]byte, largeSize-len(head)-len(end))
		_, _ = random.Read(body) // it never fails
		if kind == "jpg" {       // within the picture no byte FF stands alone
			body = bytes.ReplaceAll(body, []byte{0xFF}, []byte{0xFE})
		}
		name := fmt.Sprintf("%d.%s", i, kind)
		path := filepath.Join(dir, name)
		require.NoError(b, os.WriteFile(path, []byte(strings.Join([]string{head, string(body), end}, "")), 0o600))
		info, err := os.Stat(path)
		require.NoError(b, err)
		files.Files = append(files.Files, deposit.SourceFile{Ordinal: i + 1, Path: name, Size: info.Size(), Modified: info.ModTime().UnixNano()})
	}
	return dir, files
}

type folder struct{ fs.FS }

// silent is a bench on which nothing is noted.
type silent struct{}

func (silent) Folder() deposit.FolderRef { return deposit.FolderRef{ID: "1", Journal: "1/2001"} }
func (silent) Find(deposit.Finding)      {}

func takeIn(b *testing.B, identifier *Identifier, dir string, files deposit.Files) {
	room := intake.New(folder{os.DirFS(dir)}, identifier, deposit.FormatPolicy{})
	taken, err := room.Run(context.Background(), intake.In{Files: files}, silent{})
	require.NoError(b, err)
	for _, f := range taken.Files {
		require.Len(b, f.SHA256, 64)
	}
}
