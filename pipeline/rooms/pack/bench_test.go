//go:build bench

package pack

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/verify"
)

// BenchmarkPackAgainstTar packs and judges 30,000 files of 50 kB, all that lies between two folders and a package, and compares with `tar | sha256sum` over the
// same files in the same run.
func BenchmarkPackAgainstTar(b *testing.B) {
	s, inn := manyFiles(b, 300, 100, 50_000)
	var ours, theirs time.Duration
	for b.Loop() {
		theirs += timed(b, func() error {
			return exec.Command("sh", "-c", `tar -cf - -C "$0" . | sha256sum`, inn).Run()
		})
		draft := folderDraft(b.TempDir())
		ours += timed(b, func() error {
			result, err := New(Ports{Source: s, Files: onDisk(inn), Draft: draft}, Options{Deposit: theDeposit()}).Run(b.Context())
			require.NoError(b, err)
			tar, err := os.Open(draft.Path(result.Tar))
			require.NoError(b, err)
			defer tar.Close()
			summary, err := verify.Run(b.Context(), verify.Package{Name: string(result.ID) + ".tar", Tar: tar}, verify.Options{}, func(deposit.Finding) error { return nil })
			require.NoError(b, err)
			return result.Describe(summary.Digest)
		})
		require.NoError(b, os.RemoveAll(string(draft)))
	}
	b.ReportMetric(ours.Seconds()/float64(b.N), "s/pack")
	b.ReportMetric(theirs.Seconds()/float64(b.N), "s/tar")
	b.ReportMetric(ours.Seconds()/theirs.Seconds(), "ratio")
}

func timed(b *testing.B, do func() error) time.Duration {
	start := time.Now()
	require.NoError(b, do())
	return time.Since(start)
}

// onDisk opens source files below a folder.
type onDisk string

func (d onDisk) Source(path string) (io.ReadCloser, error) {
	return os.Open(filepath.Join(string(d), path))
}

func (d onDisk) Kept(deposit.Digest) (io.ReadCloser, error) { return nil, os.ErrNotExist }

// manyFiles writes a tree of files and describes it.
func manyFiles(b *testing.B, folders, each, size int) (*shelf, string) {
	s, inn := newShelf(), b.TempDir()
	source := rand.NewChaCha8([32]byte{1})
	content := make([]byte, size)
	for i := range folders {
		c := client{number: fmt.Sprintf("%d/2004-05", i+1), last: "Eksempel", medium: deposit.Digital}
		for j := range each {
			_, _ = source.Read(content)
			c.contents = append(c.contents, string(content))
			c.files = append(c.files, j+1)
			c.records = append(c.records, deposit.DescribedRecord{Number: j + 1, Title: "Rapport", Kind: "rapport", Created: date("2005-01-10"), Medium: deposit.Digital})
		}
		s.add(b, c)
		for path, data := range s.sources {
			require.NoError(b, os.MkdirAll(filepath.Dir(filepath.Join(inn, path)), 0o755))
			require.NoError(b, os.WriteFile(filepath.Join(inn, path), bytes.Clone(data), 0o600))
			delete(s.sources, path)
		}
	}
	return s, inn
}
