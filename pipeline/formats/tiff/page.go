package tiff

import (
	"errors"
	"fmt"
)

// Tags (TIFF 6.0, appendix A, and technical note 2).
const (
	tagSubfile      = 254
	tagOldSubfile   = 255
	tagWidth        = 256
	tagHeight       = 257
	tagBits         = 258
	tagCompression  = 259
	tagPhotometric  = 262
	tagFillOrder    = 266
	tagStrips       = 273
	tagOrientation  = 274
	tagSamples      = 277
	tagRows         = 278
	tagStripBytes   = 279
	tagXResolution  = 282
	tagYResolution  = 283
	tagPlanar       = 284
	tagT4           = 292
	tagUnit         = 296
	tagPredictor    = 317
	tagPalette      = 320
	tagTileWidth    = 322
	tagTileHeight   = 323
	tagTiles        = 324
	tagTileBytes    = 325
	tagInkSet       = 332
	tagSubFiles     = 330
	tagExtra        = 338
	tagSampleFormat = 339
	tagJPEGTables   = 347
	tagJPEGFile     = 513
	tagJPEGBytes    = 514
	tagJPEGRestart  = 515
	tagJPEGQ        = 519
	tagJPEGDC       = 520
	tagJPEGAC       = 521
	tagSubsampling  = 530
)

// Compressions.
const (
	plain      = 1
	faxRows    = 2
	fax3       = 3
	fax4       = 4
	lzwCoded   = 5
	oldJPEG    = 6
	newJPEG    = 7
	deflate    = 8
	oldDeflate = 32946
	packBits   = 32773
)

// Photometric interpretations.
const (
	whiteIsZero = 0
	blackIsZero = 1
	rgb         = 2
	palette     = 3
	cmyk        = 5
	yCbCr       = 6
)

// Page is one page of a file: its directory, read and bounded.
type Page struct {
	Width, Height int // pixels, as stored
	// XDPI and YDPI are dots an inch; zero where the file does not say.
	XDPI, YDPI float64
	// Orientation is 1 to 8 as in TIFF and Exif: 1 is upright, 6 wants a quarter turn to the right.
	Orientation int

	s                                     *source
	fields                                map[uint16]field
	bits, samples, compression, photo     int
	planar, predictor, fillOrder, t4, ink int
	extra                                 int // kind of the first sample beyond the colour, -1 when there is none
	chunkWidth, chunkHeight               int
	tiled                                 bool
	offsets, counts                       []int
	subH, subV                            int // YCbCr subsampling
}

// newPage reads what a directory says; nil is a directory that is no page.
func newPage(s *source, fields map[uint16]field, limits Limits) (*Page, error) {
	p := &Page{s: s, fields: fields, extra: -1}
	var kind, oldKind, unit int
	for _, f := range []struct {
		tag   uint16
		into  *int
		usual int
	}{
		{tagSubfile, &kind, 0}, {tagOldSubfile, &oldKind, 1}, {tagWidth, &p.Width, 0}, {tagHeight, &p.Height, 0}, {tagBits, &p.bits, 1}, {tagCompression, &p.compression, plain},
		{tagPhotometric, &p.photo, -1}, {tagFillOrder, &p.fillOrder, 1}, {tagOrientation, &p.Orientation, 1}, {tagSamples, &p.samples, 1}, {tagPlanar, &p.planar, 1},
		{tagPredictor, &p.predictor, 1}, {tagT4, &p.t4, 0}, {tagInkSet, &p.ink, 1}, {tagUnit, &unit, 2}, {tagExtra, &p.extra, -1},
	} {
		values, err := s.numbers(fields, f.tag)
		if err != nil {
			return nil, err
		}
		if *f.into = f.usual; len(values) > 0 {
			*f.into = values[0]
		}
	}
	if kind&5 != 0 || oldKind == 2 { // a smaller copy of another page, or a mask
		return nil, nil
	}
	p.resolution(unit)
	if p.Orientation < 1 || p.Orientation > 8 {
		p.Orientation = 1
	}
	if err := errors.Join(p.check(limits), p.checkInner()); err != nil {
		return nil, err
	}
	return p, p.chunks()
}

// checkInner refuses a page that is only the small view of a larger one in a directory of its own, as raw files of cameras have it: what would be taken
// for the picture is its thumbnail. Smaller inner pages are what they should be, and passed over.
func (p *Page) checkInner() error {
	const most = 64
	places, err := p.s.numbers(p.fields, tagSubFiles)
	if err != nil {
		return err
	}
	for _, at := range places[:min(len(places), most)] {
		fields, _, err := p.s.directory(int64(at))
		if err != nil {
			return err
		}
		width, err := p.s.numbers(fields, tagWidth)
		if err != nil {
			return err
		}
		if len(width) > 0 && width[0] > p.Width {
			return fmt.Errorf("%w: the picture lies in an inner directory", ErrUnsupported)
		}
	}
	return nil
}

func (p *Page) resolution(unit int) {
	scale := map[int]float64{2: 1, 3: 2.54}[unit] // dots a centimetre; without unit it is only a proportion
	p.XDPI, p.YDPI = scale*p.s.fraction(p.fields, tagXResolution), scale*p.s.fraction(p.fields, tagYResolution)
}

// check refuses what is not read, before anything is allocated for it.
func (p *Page) check(limits Limits) error {
	if p.Width < 1 || p.Height < 1 {
		return fmt.Errorf("%w: %d × %d pixels", ErrDamaged, p.Width, p.Height)
	}
	most := limits.Pixels
	if p.bits == 1 && p.samples == 1 {
		most *= 8
	}
	if p.samples > 4 {
		most = most * 4 / p.samples
	}
	if p.Width > most/p.Height {
		return fmt.Errorf("%w: %d × %d pixels", ErrTooLarge, p.Width, p.Height)
	}
	if p.photo < 0 { // left out by some fax servers, which mean paper
		p.photo = whiteIsZero
	}
	depths, err := p.s.numbers(p.fields, tagBits)
	if err != nil {
		return err
	}
	for _, d := range depths {
		if d != p.bits {
			return fmt.Errorf("%w: samples of different sizes", ErrUnsupported)
		}
	}
	formats, err := p.s.numbers(p.fields, tagSampleFormat)
	if err != nil {
		return err
	}
	if len(formats) > 0 && formats[0] != 1 && formats[0] != 4 {
		return fmt.Errorf("%w: samples that are no unsigned numbers", ErrUnsupported)
	}
	return p.checkColour()
}

func (p *Page) checkColour() error {
	least, known := map[int]int{whiteIsZero: 1, blackIsZero: 1, rgb: 3, palette: 1, cmyk: 4, yCbCr: 3}[p.photo]
	switch {
	case !known || p.photo == cmyk && p.ink != 1:
		return fmt.Errorf("%w: colours of kind %d", ErrUnsupported, p.photo)
	case p.samples < least || p.samples > 8:
		return fmt.Errorf("%w: %d samples a pixel", ErrDamaged, p.samples)
	case p.bits < 1 || p.bits > 16 || p.photo == palette && p.bits > 8 || p.photo == yCbCr && p.bits != 8:
		return fmt.Errorf("%w: %d bits a sample", ErrUnsupported, p.bits)
	case p.planar != 1 && p.planar != 2 || p.planar == 2 && p.photo == yCbCr:
		return fmt.Errorf("%w: planes of kind %d", ErrUnsupported, p.planar)
	case p.predictor != 1 && (p.predictor != 2 || p.bits != 8 && p.bits != 16):
		return fmt.Errorf("%w: predictor %d", ErrUnsupported, p.predictor)
	}
	if p.samples == least {
		p.extra = -1
	}
	sub, err := p.s.numbers(p.fields, tagSubsampling)
	if p.subH, p.subV = 2, 2; len(sub) == 2 {
		p.subH, p.subV = sub[0], sub[1]
	}
	if err == nil && p.photo == yCbCr && (p.subH != 1 && p.subH != 2 && p.subH != 4 || p.subV != 1 && p.subV != 2 && p.subV != 4) {
		err = fmt.Errorf("%w: subsampling of %d × %d", ErrDamaged, p.subH, p.subV)
	}
	return err
}

// IsBilevel tells whether the page is black and white.
func (p *Page) IsBilevel() bool {
	return p.bits == 1 && p.samples == 1 && (p.photo == whiteIsZero || p.photo == blackIsZero)
}

// IsJPEG tells whether the page is kept as JPEG.
func (p *Page) IsJPEG() bool { return p.compression == oldJPEG || p.compression == newJPEG }

// IsCMYK tells whether the page is in printing colours, which Image converts.
func (p *Page) IsCMYK() bool { return p.photo == cmyk }
