package noark5

import (
	"bytes"
	"testing"
)

// countingWriter measures the document, for figures in bytes.
type countingWriter struct{ n int64 }

func (c *countingWriter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}

// BenchmarkStructureWriter writes folders with one digital document each; one operation is one folder.
func BenchmarkStructureWriter(b *testing.B) {
	out := &countingWriter{}
	w, err := NewStructureWriter(out, archive())
	if err != nil {
		b.Fatal(err)
	}
	if err := w.StartSeries(series()); err != nil {
		b.Fatal(err)
	}
	f := full()
	b.ReportAllocs()
	for b.Loop() {
		if err := w.WriteFolder(f); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := w.Close(); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(out.n / int64(max(1, b.N)))
}

// BenchmarkReadStructure reads the same back; one operation is 100 folders.
func BenchmarkReadStructure(b *testing.B) {
	folders := make([]*Folder, 100)
	for i := range folders {
		folders[i] = full()
	}
	doc, _ := write(b, folders...)
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ReadStructure(bytes.NewReader(doc), Visitor{Folder: func(*Folder) error { return nil }}); err != nil {
			b.Fatal(err)
		}
	}
}
