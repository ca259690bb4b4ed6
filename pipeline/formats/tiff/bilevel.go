package tiff

import "errors"

var errNotBilevel = errors.New("tiff: the page is not black and white")

// Bilevel is a black and white page as packed rows, the leftmost pixel in the highest bit of a byte; a set bit is black.
func (p *Page) Bilevel() ([]byte, error) {
	if !p.IsBilevel() {
		return nil, errNotBilevel
	}
	stride, chunkStride := (p.Width+7)/8, (p.chunkWidth+7)/8
	page := make([]byte, stride*p.Height)
	for y := range p.down() {
		for x := range p.across() {
			data, err := p.unpacked(y*p.across()+x, p.rows(y), chunkStride)
			if err != nil {
				return nil, err
			}
			p.place(page, data, x, y)
		}
	}
	if p.photo == blackIsZero {
		for i, b := range page {
			page[i] = ^b
		}
	}
	return page, nil
}

// place copies a chunk into the page. Tiles begin at a whole byte: their width is a multiple of sixteen (TIFF 6.0, section 15).
func (p *Page) place(page, data []byte, x, y int) {
	stride, chunkStride := (p.Width+7)/8, (p.chunkWidth+7)/8
	left, top := x*p.chunkWidth/8, y*p.chunkHeight
	width := min(chunkStride, stride-left)
	for row := range min(p.rows(y), p.Height-top) {
		copy(page[(top+row)*stride+left:][:width], data[row*chunkStride:])
	}
}
