// Package tiff reads TIFF files (TIFF 6.0 with its technical notes) the way scanners, fax servers and old archive systems wrote them: every page, not only
// the first; strips and tiles, both byte orders; no compression, PackBits, LZW, deflate, T.4 and T.6, JPEG in its old and its new form; black and white,
// gray, palette, RGB, CMYK and YCbCr, 1 to 16 bits a sample.
//
// It decodes to what a page needs on paper: black and white as packed rows, the rest with eight bits a sample. JPEG is handed out as a JPEG file wherever
// the strips can be joined without decoding them.
//
// A file is foreign input. Directories that lead in a circle, places outside the file and sizes that nobody scans are answered with an error; nothing is
// allocated by what a field claims before the claim has been bounded.
package tiff

import "errors"

// What can be wrong with a file. Every error of the package wraps one of them, unless it is the reader's own.
var (
	ErrDamaged     = errors.New("damaged TIFF file")
	ErrUnsupported = errors.New("a kind of TIFF file that is not read")
	ErrTooLarge    = errors.New("TIFF file beyond the limits")
)

// Limits bound what a file may ask for. Zero fields take the defaults.
type Limits struct {
	Pages  int // pages of a file; 5,000
	Pixels int // pixels of a page; 150 million take A2 at 600 dots an inch. Black and white pages may have eight times as many,
	// pages of more than four samples as many fewer
}

func (l Limits) completed() Limits {
	if l.Pages <= 0 {
		l.Pages = 5000
	}
	if l.Pixels <= 0 {
		l.Pixels = 150_000_000
	}
	return l
}
