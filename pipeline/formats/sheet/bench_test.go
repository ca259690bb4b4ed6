package sheet

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

const benchRows = 100_000

var benchColumns = []Column{{Heading: "Nummer", Kind: Text}, {Heading: "Navn"}, {Heading: "Født", Kind: Date}, {Heading: "Eske", Kind: Number}, {Heading: "Åpnet", Kind: Date}, {Heading: "Medium"}}

func benchRow(i int) []Cell {
	return []Cell{{fmt.Sprintf("%d/%d", i, 1975+i%40), Text}, {fmt.Sprintf("Etternavn%d, Fornavn", i), Text}, {fmt.Sprintf("19%02d-%02d-%02d", 70+i%30, 1+i%12, 1+i%28), Date},
		{fmt.Sprint(i/20 + 1), Number}, {"1999-08-15", Date}, {"papir", Text}}
}

// large writes a workbook of many rows to a file.
func large(t testing.TB, rows int) string {
	path := filepath.Join(t.TempDir(), "stor.xlsx")
	out, err := os.Create(path)
	require.NoError(t, err)
	require.NoError(t, writeLarge(out, rows, t.TempDir()))
	require.NoError(t, out.Close())
	return path
}

func writeLarge(out io.Writer, rows int, temp string) error {
	book, err := NewWorkbook(Properties{Created: written, TempDir: temp})
	if err != nil {
		return err
	}
	defer func() { _ = book.Close() }()
	w, err := book.Sheet(Layout{Name: "Liste", Columns: benchColumns})
	if err != nil {
		return err
	}
	for i := range rows {
		if err := w.Write(benchRow(i)); err != nil {
			return err
		}
	}
	_, err = book.WriteTo(out)
	return err
}

// The heap while rows stream by stays near what one row needs: the list's
// own strings are inline, and nothing of a row is kept.
func TestReadingIsBounded(t *testing.T) {
	const count = benchRows / 10
	book, err := Open(large(t, count), Limits{})
	require.NoError(t, err)
	defer func() { require.NoError(t, book.Close()) }()
	runtime.GC()
	var start, now runtime.MemStats
	runtime.ReadMemStats(&start)
	var peak uint64
	rows := 0
	for row, err := range book.Rows("Liste") {
		require.NoError(t, err)
		if rows++; rows%2_000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&now)
			peak = max(peak, now.HeapAlloc)
		}
		if row.Number == count+1 {
			require.Equal(t, benchRow(count-1), row.Cells)
		}
	}
	require.Equal(t, count+1, rows)
	require.Less(t, peak, start.HeapAlloc+8<<20)
}

func BenchmarkRead100k(b *testing.B) {
	path := large(b, benchRows)
	b.ReportAllocs()
	for b.Loop() {
		book, err := Open(path, Limits{})
		require.NoError(b, err)
		n := 0
		for _, err := range book.Rows("") {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		require.Equal(b, benchRows+1, n)
		require.NoError(b, book.Close())
	}
}

func BenchmarkWrite100k(b *testing.B) {
	b.ReportAllocs()
	temp := b.TempDir()
	for b.Loop() {
		require.NoError(b, writeLarge(io.Discard, benchRows, temp))
	}
}

func BenchmarkCSV100k(b *testing.B) {
	var out bytes.Buffer
	w, err := NewCSVWriter(&out, CSVOptions{})
	require.NoError(b, err)
	for i := range benchRows {
		require.NoError(b, w.Write(benchRow(i)))
	}
	require.NoError(b, w.Flush())
	b.SetBytes(int64(out.Len()))
	b.ReportAllocs()
	for b.Loop() {
		book, err := open(out.Bytes(), "r.csv", Limits{})
		require.NoError(b, err)
		for _, err := range book.Rows("") {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
