package fax

import (
	"errors"
	"fmt"
	"math/bits"
)

// Scheme is one of the ways of coding rows.
type Scheme int

// The schemes, with their numbers as TIFF compressions.
const (
	// Rows is compression 2: T.4 in one dimension, each row from a byte on, no end-of-line words.
	Rows Scheme = iota
	// Group3 is compression 3: T.4 in one dimension; end-of-line words may be left out, as some scanners do.
	Group3
	// Group3Two is compression 3 with the two-dimensional option.
	Group3Two
	// Group4 is compression 4: T.6.
	Group4
)

// Coding says how data is coded, and how many pixels it gives.
type Coding struct {
	Scheme        Scheme
	Width, Height int
	LowBitFirst   bool // the first pixel of a byte is in its lowest bit (TIFF fill order 2)
}

// What can be wrong with data. The errors of Decode wrap one of them.
var (
	ErrDamaged      = errors.New("damaged fax data")
	ErrUncompressed = errors.New("fax data with uncompressed parts, which nobody writes")
)

const mostWidth = 1 << 20 // pixels; a scanner's widest bed at 1,200 dots an inch has 60,000

// Decode gives the packed rows. Whoever calls it has bounded width × height.
func Decode(data []byte, c Coding) ([]byte, error) {
	if c.Width < 1 || c.Height < 1 || c.Width > mostWidth {
		return nil, fmt.Errorf("%w: %d × %d pixels", ErrDamaged, c.Width, c.Height)
	}
	stride := (c.Width + 7) / 8
	if c.Height > 8*len(data) {
		return nil, fmt.Errorf("%w: %d bytes cannot be %d rows", ErrDamaged, len(data), c.Height) // a row is at least a bit
	}
	d := &decoder{Coding: c, data: data}
	rows := make([]byte, stride*c.Height)
	for y := range c.Height {
		if err := d.row(); err != nil {
			return nil, fmt.Errorf("row %d of %d: %w", y+1, c.Height, err)
		}
		paint(rows[y*stride:(y+1)*stride], d.now, c.Width)
		d.above, d.now = d.now, d.above
	}
	return rows, nil
}

type decoder struct {
	Coding
	data       []byte
	at         int // in bits
	above, now []int
}

// row reads the next row into now.
func (d *decoder) row() (err error) {
	d.now = d.now[:0]
	two := d.Scheme == Group4
	switch d.Scheme {
	case Rows:
		d.at = (d.at + 7) &^ 7
	case Group3, Group3Two:
		if two, err = d.begin(); err != nil {
			return err
		}
	}
	if two {
		err = d.twoDimensions()
	} else {
		err = d.oneDimension()
	}
	if d.at > 8*len(d.data) && err == nil {
		err = fmt.Errorf("%w: the data ends", ErrDamaged)
	}
	d.now = settled(d.now, d.Width)
	return err
}

const endOfLine = 11 // zeros and a one; more zeros fill up

// begin passes over an end-of-line word and tells whether the row that follows is coded in two dimensions. No code word begins with so many zeros.
func (d *decoder) begin() (two bool, err error) {
	if d.peek(endOfLine) != 0 || d.at+endOfLine > 8*len(d.data) {
		if d.Scheme == Group3Two {
			return false, fmt.Errorf("%w: no end-of-line word", ErrDamaged)
		}
		return false, nil
	}
	for d.peek(1) == 0 {
		if d.at++; d.at >= 8*len(d.data) {
			return false, fmt.Errorf("%w: the data ends", ErrDamaged)
		}
	}
	d.at++
	if d.Scheme == Group3Two {
		two = d.peek(1) == 0
		d.at++
	}
	if d.peek(endOfLine) == 0 { // two in a row end the page
		return false, fmt.Errorf("%w: the data ends", ErrDamaged)
	}
	return two, nil
}

func (d *decoder) oneDimension() error {
	for x, isBlack := 0, false; x < d.Width; isBlack = !isBlack {
		run, err := d.run(isBlack)
		if err != nil {
			return err
		}
		if x += run; x > d.Width {
			return fmt.Errorf("%w: a row that is too long", ErrDamaged)
		}
		d.now = append(d.now, x)
	}
	return nil
}

// run reads make-up words and the one that ends the run.
func (d *decoder) run(isBlack bool) (int, error) {
	table := whiteRuns
	if isBlack {
		table = blackRuns
	}
	for length := 0; length <= d.Width; {
		m := table[d.peek(longest)]
		if m.size == 0 {
			return 0, fmt.Errorf("%w: no code word", ErrDamaged)
		}
		d.at += int(m.size)
		if length += int(m.value); m.value < 64 {
			return length, nil
		}
	}
	return 0, fmt.Errorf("%w: a run that is too long", ErrDamaged)
}

// twoDimensions reads a row coded against the one above (T.4, 4.2.1.3).
func (d *decoder) twoDimensions() error {
	a0, isBlack, from := -1, false, 0
	var b1, b2 int
	for a0 < d.Width {
		b1, b2, from = next(d.above, from, a0, d.Width, isBlack)
		m := two[d.peek(longest)]
		if m.size == 0 {
			return d.noMode()
		}
		d.at += int(m.size)
		before := max(a0, 0)
		switch m.value {
		case pass:
			a0 = b2
			continue
		case horizontal:
			first, err := d.run(isBlack)
			second, then := d.run(!isBlack)
			if err = errors.Join(err, then); err != nil {
				return err
			}
			d.now = append(d.now, before+first)
			a0 = before + first + second
		default:
			a0 = b1 + shift[min(int(m.value), len(shift)-1)]
			isBlack = !isBlack
		}
		if a0 < before || a0 > d.Width {
			return fmt.Errorf("%w: a row that is too long", ErrDamaged)
		}
		d.now = append(d.now, a0)
	}
	return nil
}

func (d *decoder) noMode() error {
	if d.peek(7) == 1 { // the extension word; what may follow it in practice is uncompressed mode (T.6, 2.3)
		return ErrUncompressed
	}
	return fmt.Errorf("%w: no code word", ErrDamaged)
}

// peek is the next n bits, zeros after the end; n is at most 13.
func (d *decoder) peek(n int) int {
	var v uint32
	for i := d.at / 8; i < d.at/8+3; i++ {
		v <<= 8
		if i < len(d.data) {
			b := d.data[i]
			if d.LowBitFirst {
				b = bits.Reverse8(b)
			}
			v |= uint32(b)
		}
	}
	return int(v << (8 + d.at%8) >> (32 - n))
}
