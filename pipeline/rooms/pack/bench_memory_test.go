//go:build bench

package pack

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/verify"
)

// endless makes folders while they are asked for, each with three small files and a journal post.
type endless int

func (n endless) folder(i int) Folder {
	place := fmt.Sprintf("%04d-%05d", 2000+i/90_000, i%90_000+1)
	d := deposit.Description{ID: depositID.Derive("mappe", place), Number: place, Title: "Klientmappe " + place, PublicTitle: "*****", Place: place, Medium: deposit.Digital,
		Opened: date("2005-08-20"), Closed: date("2011-06-17"), Restriction: theDeposit().Restriction, Client: deposit.DescribedClient{Name: "Kari Eksempel", Number: place},
		Case: &deposit.DescribedCase{Year: 2005, Sequence: i + 1}}
	f := Folder{Ref: deposit.FolderRef{ID: deposit.FolderID(d.ID), Journal: place}}
	for j := 1; j <= 3; j++ {
		content := fmt.Sprintf("%s %d", place, j)
		r := deposit.DescribedRecord{ID: depositID.Derive("registrering", content), DocumentID: depositID.Derive("dokumentbeskrivelse", content), Number: j, Title: "Rapport", Kind: "rapport",
			Created: date("2005-08-20"), Medium: deposit.Digital}
		if j == 1 {
			r.Direction, r.Counterpart, r.Post = deposit.Incoming, "Eksempel skole", &deposit.DescribedPost{Year: 2005, Sequence: i + 1, Date: date("2005-08-20")}
		}
		r.Objects = []deposit.DescribedObject{{ID: depositID.Derive("dokumentobjekt", content), Ordinal: j, Name: fmt.Sprintf("%s/%04d.pdf", place, j), SHA256: deposit.DigestOf([]byte(content)),
			Size: int64(len(content)), PUID: "fmt/95"}}
		d.Records = append(d.Records, r)
		f.Files.Files = append(f.Files.Files, deposit.SourceFile{Ordinal: j, Path: content})
		f.Packed = append(f.Packed, r.Objects[0].SHA256)
	}
	f.Description = d
	return f
}

func (n endless) Folders(context.Context) iter.Seq2[Folder, error] {
	return func(yield func(Folder, error) bool) {
		for i := range int(n) {
			if !yield(n.folder(i), nil) {
				return
			}
		}
	}
}

func (n endless) Posts(context.Context) iter.Seq2[Post, error] {
	return func(yield func(Post, error) bool) {
		for i := range int(n) {
			d := n.folder(i).Description
			r := d.Records[0]
			d.Records = nil
			if !yield(Post{d, r}, nil) {
				return
			}
		}
	}
}

func (endless) Source(path string) (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader([]byte(path))), nil
}
func (endless) Kept(deposit.Digest) (io.ReadCloser, error) { return nil, os.ErrNotExist }

// BenchmarkPackManyFolders packs and judges 20,000 folders with 60,000 small files, and twice as many: memory of its own and time (issue: 300 MB, 2.2).
func BenchmarkPackManyFolders(b *testing.B) {
	for _, n := range []endless{20_000, 40_000} {
		b.Run(fmt.Sprint(int(n)), func(b *testing.B) {
			for b.Loop() {
				draft := folderDraft(b.TempDir())
				stop := make(chan struct{})
				peak := make(chan uint64)
				go watchMemory(stop, peak)
				start := time.Now()
				result, err := New(Ports{Source: n, Files: n, Draft: draft}, Options{Deposit: theDeposit()}).Run(b.Context())
				require.NoError(b, err)
				packing := time.Since(start)
				tar, err := os.Open(draft.Path(result.Tar))
				require.NoError(b, err)
				start = time.Now()
				summary, err := verify.Run(b.Context(), verify.Package{Name: string(result.ID) + ".tar", Tar: tar}, verify.Options{}, func(deposit.Finding) error { return nil })
				require.NoError(b, err)
				require.True(b, summary.Valid())
				b.ReportMetric(time.Since(start).Seconds(), "s/verify")
				b.ReportMetric(packing.Seconds(), "s/pack")
				close(stop)
				b.ReportMetric(float64(<-peak)/(1<<20), "MB/peak")
				require.NoError(b, tar.Close())
			}
		})
	}
}

func watchMemory(stop <-chan struct{}, peak chan<- uint64) {
	var most uint64
	for {
		select {
		case <-stop:
			peak <- most
			return
		case <-time.After(50 * time.Millisecond):
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse+m.StackInuse)
		}
	}
}
