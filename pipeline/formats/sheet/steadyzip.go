package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"sort"
)

// steadyZip is the zip writer that excelize gets: it holds the packed parts and
// writes them sorted by name with one constant time. On its own excelize writes
// streamed sheets in the order of a map, so a book of two would differ from run
// to run.
type steadyZip struct {
	out     io.Writer
	parts   []*packedPart
	current *packedPart
}

type packedPart struct {
	name   string
	packed bytes.Buffer
	flate  *flate.Writer
	sum    hash.Hash32
	size   uint64
}

// Write packs more of the part.
func (p *packedPart) Write(b []byte) (int, error) {
	_, _ = p.sum.Write(b)
	p.size += uint64(len(b))
	return p.flate.Write(b)
}

// Create begins a part and ends the one before.
func (z *steadyZip) Create(name string) (io.Writer, error) {
	if err := z.endPart(); err != nil {
		return nil, err
	}
	p := &packedPart{name: name, sum: crc32.NewIEEE()}
	var err error
	// A list is a third larger than at the usual level, and packed in a quarter of the time.
	if p.flate, err = flate.NewWriter(&p.packed, flate.BestSpeed); err != nil {
		return nil, err
	}
	z.parts, z.current = append(z.parts, p), p
	return p, nil
}

// AddFS belongs to excelize's interface; nothing here is added from a disk.
func (z *steadyZip) AddFS(fs.FS) error { return &Error{Trouble: Misuse} }

func (z *steadyZip) endPart() error {
	if z.current == nil {
		return nil
	}
	err := z.current.flate.Close()
	z.current = nil
	return err
}

const (
	contentTypes = "[Content_Types].xml"
	zipVersion   = 20
	zipDay       = 1<<5 | 1 // 1980-01-01, the first day a zip can name
)

// Close writes the whole archive: the content types first, as readers that
// guess by the first bytes expect it.
func (z *steadyZip) Close() error {
	if err := z.endPart(); err != nil {
		return err
	}
	sort.SliceStable(z.parts, func(i, j int) bool {
		a, b := z.parts[i].name, z.parts[j].name
		if (a == contentTypes) != (b == contentTypes) {
			return a == contentTypes
		}
		return a < b
	})
	w := zip.NewWriter(z.out)
	for _, p := range z.parts {
		if err := p.writeTo(w); err != nil {
			return err
		}
	}
	return w.Close()
}

func (p *packedPart) writeTo(w *zip.Writer) error {
	header := &zip.FileHeader{Name: p.name, Method: zip.Deflate, CRC32: p.sum.Sum32(),
		ReaderVersion: zipVersion, CreatorVersion: zipVersion,
		CompressedSize64: uint64(p.packed.Len()), UncompressedSize64: p.size}
	//lint:ignore SA1019 a raw entry takes the packed date as it is
	header.ModifiedDate = zipDay
	entry, err := w.CreateRaw(header)
	if err != nil {
		return err
	}
	_, err = p.packed.WriteTo(entry)
	return err
}
