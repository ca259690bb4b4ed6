package lists

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

func unzipped(t testing.TB, data []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	f, err := z.Open(name)
	require.NoError(t, err)
	part, err := io.ReadAll(f)
	require.NoError(t, err)
	return part
}

// endless makes n rows out of nothing, so that what is measured is the room's own memory.
type endless int

func (n endless) List(context.Context, deposit.Ordering) iter.Seq2[deposit.ListRow, error] {
	return func(yield func(deposit.ListRow, error) bool) {
		for i := range int(n) {
			row := deposit.ListRow{Journal: fmt.Sprintf("%d/2003-04", i+1), LastName: fmt.Sprintf("Prøvesen%05d", i), FirstName: "Test Person", Medium: deposit.OnPaper,
				Birth: deposit.Date{Year: 1998, Month: 1 + i%12, Day: 1 + i%28}, Opened: deposit.Date{Year: 2003, Month: 9, Day: 1}, Closed: deposit.Date{Year: 2014, Month: 6, Day: 20},
				Placings: []deposit.Placing{{Volume: 1, Volumes: 1, Box: i/4 + 1, Position: i%4 + 1, Size: 20}}}
			if !yield(row, nil) {
				return
			}
		}
	}
}

func (n endless) Boxes(context.Context) iter.Seq2[Contents, error] {
	return func(yield func(Contents, error) bool) {
		for i := range int(n) / 4 {
			if !yield(Contents{Box: deposit.Box{Number: i + 1, Folders: 4}, Rows: make([]deposit.ListRow, 4)}, nil) {
				return
			}
		}
	}
}

// sink throws files away, noting the most memory that was in use when one was closed.
type sink struct{ most uint64 }

func (s *sink) Create(string) (io.WriteCloser, error) { return s, nil }
func (s *sink) Write(b []byte) (int, error)           { return len(b), nil }
func (s *sink) Close() error {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	s.most = max(s.most, m.HeapInuse)
	return nil
}

func BenchmarkLists20000(b *testing.B) {
	o := options()
	o.TempDir = b.TempDir()
	for b.Loop() {
		draft, err := New(endless(20_000), &sink{}, o).Run(b.Context())
		require.NoError(b, err)
		o.Approved = draft.Digest
		to := &sink{}
		_, err = New(endless(20_000), to, o).Run(b.Context())
		require.NoError(b, err)
		o.Approved = ""
		b.ReportMetric(float64(to.most)/1e6, "heap-MB")
	}
}
