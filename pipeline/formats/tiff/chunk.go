package tiff

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"math/bits"

	"golang.org/x/image/tiff/lzw"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/tiff/fax"
)

// A page's pixels lie in chunks: strips as wide as the page, or tiles. Planes have chunks of their own, one plane after the other.

// chunks reads where they are.
func (p *Page) chunks() error {
	where, how := uint16(tagStrips), uint16(tagStripBytes)
	size := [2]int{p.Width, p.Height}
	if _, p.tiled = p.fields[tagTileWidth]; p.tiled {
		where, how = tagTiles, tagTileBytes
	}
	var err error
	for i, tag := range map[bool][]uint16{true: {tagTileWidth, tagTileHeight}, false: {0, tagRows}}[p.tiled] {
		values, e := p.s.numbers(p.fields, tag)
		if err = errors.Join(err, e); len(values) > 0 {
			size[i] = values[0]
		}
	}
	p.chunkWidth, p.chunkHeight = size[0], size[1]
	if !p.tiled { // a strip may claim more rows than there are: 2³²−1 is usual
		p.chunkHeight = min(p.chunkHeight, p.Height)
	}
	if p.chunkHeight < 1 && !p.tiled {
		p.chunkHeight = p.Height
	}
	const mostTile = 1 << 16
	if p.chunkWidth < 1 || p.chunkHeight < 1 || p.tiled && (p.chunkWidth > mostTile || p.chunkHeight > mostTile || p.chunkWidth*p.chunkHeight > 1<<26) {
		return fmt.Errorf("%w: tiles of %d × %d pixels", ErrDamaged, p.chunkWidth, p.chunkHeight)
	}
	if p.offsets, err = p.s.numbers(p.fields, where); err != nil {
		return err
	}
	if p.counts, err = p.s.numbers(p.fields, how); err != nil {
		return err
	}
	return p.checkChunks()
}

func (p *Page) checkChunks() error {
	want := p.across() * p.down()
	if p.planar == 2 {
		want *= p.samples
	}
	if p.compression == oldJPEG && len(p.offsets) == 0 { // the JPEG stream is a field of its own
		return nil
	}
	if len(p.offsets) < want {
		return fmt.Errorf("%w: %d of %d strips", ErrDamaged, len(p.offsets), want)
	}
	if len(p.counts) == 0 && len(p.offsets) == 1 { // left out by old writers
		p.counts = []int{int(p.s.size) - p.offsets[0]}
	}
	if len(p.counts) < want {
		return fmt.Errorf("%w: the sizes of %d of %d strips", ErrDamaged, len(p.counts), want)
	}
	return nil
}

func (p *Page) across() int { return (p.Width + p.chunkWidth - 1) / p.chunkWidth }
func (p *Page) down() int   { return (p.Height + p.chunkHeight - 1) / p.chunkHeight }

// rows is how many rows chunk row y has: the last strip has what is left, tiles are always whole.
func (p *Page) rows(y int) int {
	if p.tiled {
		return p.chunkHeight
	}
	return min(p.chunkHeight, p.Height-y*p.chunkHeight)
}

// raw is the bytes of a chunk with the first pixel in the highest bit. Fill order 2 turns every byte around, whatever the compression, as libtiff does; the
// standard has it for black and white alone.
func (p *Page) raw(i int) ([]byte, error) {
	data, err := p.s.read(int64(p.offsets[i]), p.counts[i])
	if err == nil && p.fillOrder == 2 && !p.IsJPEG() {
		for k, b := range data {
			data[k] = bits.Reverse8(b)
		}
	}
	return data, err
}

// unpacked is chunk i of so many rows and bytes a row, without its compression.
func (p *Page) unpacked(i, rows, stride int) ([]byte, error) {
	data, err := p.raw(i)
	if err != nil {
		return nil, err
	}
	want := rows * stride
	switch p.compression {
	case plain:
	case faxRows, fax3, fax4:
		return p.faxed(data, rows)
	case packBits:
		data, err = unpackBits(data, want)
	case lzwCoded:
		data, err = flow(lzw.NewReader(bytes.NewReader(data), lzw.MSB, 8), want)
	case deflate, oldDeflate:
		var z io.ReadCloser
		if z, err = zlib.NewReader(bytes.NewReader(data)); err == nil {
			data, err = flow(z, want)
		}
	default:
		return nil, fmt.Errorf("%w: compression %d", ErrUnsupported, p.compression)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: strip %d: %w", ErrDamaged, i+1, err)
	}
	if len(data) < want {
		return nil, fmt.Errorf("%w: strip %d is cut short", ErrDamaged, i+1)
	}
	return data[:want], nil
}

// flow reads exactly what is wanted, whatever more a stream would give.
func flow(r io.ReadCloser, want int) ([]byte, error) {
	data := make([]byte, want)
	_, err := io.ReadFull(r, data)
	return data, errors.Join(err, r.Close())
}

func (p *Page) faxed(data []byte, rows int) ([]byte, error) {
	if !p.IsBilevel() {
		return nil, fmt.Errorf("%w: fax coding of colours", ErrUnsupported)
	}
	scheme := map[int]fax.Scheme{faxRows: fax.Rows, fax3: fax.Group3, fax4: fax.Group4}[p.compression]
	if p.compression == fax3 && p.t4&1 != 0 {
		scheme = fax.Group3Two
	}
	out, err := fax.Decode(data, fax.Coding{Scheme: scheme, Width: p.chunkWidth, Height: rows})
	switch {
	case errors.Is(err, fax.ErrUncompressed):
		return nil, fmt.Errorf("%w: %w", ErrUnsupported, err)
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return out, nil
}

// unpackBits reads PackBits (TIFF 6.0, section 9) until so many bytes are there.
func unpackBits(data []byte, want int) ([]byte, error) {
	out := make([]byte, 0, want)
	for len(out) < want && len(data) > 1 {
		n := int(int8(data[0]))
		switch {
		case n >= 0:
			end := min(n+2, len(data))
			out = append(out, data[1:end]...)
			data = data[end:]
		case n == -128:
			data = data[1:]
		default:
			for range 1 - n {
				out = append(out, data[1])
			}
			data = data[2:]
		}
	}
	if len(out) < want {
		return nil, io.ErrUnexpectedEOF
	}
	return out, nil
}
