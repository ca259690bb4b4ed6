package fax

import (
	"bytes"
	"io"
	"math/bits"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/image/ccitt"
	"pgregory.net/rapid"
)

// sheet draws a page: rows made of runs, often like the row above, as print is.
type sheet struct {
	width, height int
	rows          []byte
}

func drawn(t *rapid.T) sheet {
	s := sheet{width: rapid.IntRange(1, 5300).Draw(t, "width"), height: rapid.IntRange(1, 12).Draw(t, "height")}
	stride := (s.width + 7) / 8
	var changes []int
	for range s.height {
		if len(changes) == 0 || rapid.IntRange(0, 3).Draw(t, "new") == 0 {
			changes = changes[:0]
			for at := rapid.IntRange(0, 70).Draw(t, "at"); at < s.width && len(changes) < 60; at += rapid.SampledFrom([]int{1, 2, 3, 7, 63, 64, 65, 700, 2559, 2560, 2624}).Draw(t, "run") {
				changes = append(changes, at)
			}
		} else {
			for i := range changes {
				changes[i] = min(changes[i]+rapid.IntRange(-1, 1).Draw(t, "shift")*i%2, s.width)
			}
		}
		row := make([]byte, stride)
		paint(row, settled(append([]int(nil), sorted(changes)...), s.width), s.width)
		s.rows = append(s.rows, row...)
	}
	return s
}

func sorted(changes []int) []int {
	for i := 1; i < len(changes); i++ {
		changes[i] = max(changes[i], changes[i-1])
	}
	return changes
}

// TestGroup4IsReadByOthers lets another decoder read what Encode writes, and Decode too.
func TestGroup4IsReadByOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawn(t)
		data := Encode(s.rows, s.width)
		theirs, err := io.ReadAll(ccitt.NewReader(bytes.NewReader(data), ccitt.MSB, ccitt.Group4, s.width, s.height, &ccitt.Options{Invert: true}))
		require.NoError(t, err)
		require.Equal(t, masked(s), masked(sheet{s.width, s.height, theirs}))
		ours, err := Decode(data, Coding{Scheme: Group4, Width: s.width, Height: s.height})
		require.NoError(t, err)
		require.Equal(t, s.rows, ours)
	})
}

// masked has no bits right of the width.
func masked(s sheet) []byte {
	stride, out := (s.width+7)/8, append([]byte(nil), s.rows...)
	for y := range s.height {
		if s.width%8 != 0 {
			out[(y+1)*stride-1] &= 0xFF << (8 - s.width%8)
		}
	}
	return out
}

// machine is how a fax machine or scanner writes T.4.
type machine struct {
	scheme  Scheme
	noEOL   bool
	aligned bool // fill bits before each end-of-line word, so that it ends with a byte
	low     bool
}

func (m machine) encode(s sheet) []byte {
	e := &encoder{width: s.width}
	stride := (s.width + 7) / 8
	for y := range s.height {
		e.now = changesOf(e.now[:0], s.rows[y*stride:(y+1)*stride], s.width)
		two := m.scheme == Group3Two && y%4 != 0
		m.start(e, two)
		if two {
			e.row()
		} else {
			oneRow(e)
		}
		e.above, e.now = e.now, e.above
	}
	if m.scheme != Rows && !m.noEOL {
		for range 6 {
			m.start(e, false)
		}
	}
	if m.low {
		for i, b := range e.out {
			e.out[i] = bits.Reverse8(b)
		}
	}
	return e.out
}

func (m machine) start(e *encoder, two bool) {
	switch {
	case m.scheme == Rows:
		e.put(word{0, e.free})
		return
	case m.noEOL:
		return
	}
	for m.aligned && e.free != 4 {
		e.put(word{0, 1})
	}
	e.put(word{1, 12})
	if m.scheme == Group3Two && two {
		e.put(word{0, 1})
	} else if m.scheme == Group3Two {
		e.put(word{1, 1})
	}
}

func oneRow(e *encoder) {
	x, isBlack := 0, false
	for _, at := range append(append([]int(nil), e.now...), e.width) {
		e.run(at-x, isBlack)
		x, isBlack = at, !isBlack
	}
}

func TestEveryMachineIsRead(t *testing.T) {
	machines := map[string]machine{
		"rows": {scheme: Rows}, "group 3": {scheme: Group3}, "group 3 without end-of-line words": {scheme: Group3, noEOL: true}, "group 3, filled": {scheme: Group3, aligned: true},
		"group 3, two dimensions": {scheme: Group3Two}, "group 3, two dimensions, filled": {scheme: Group3Two, aligned: true}, "low bit first": {scheme: Group3, low: true},
	}
	for name, m := range machines {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				s := drawn(t)
				rows, err := Decode(m.encode(s), Coding{Scheme: m.scheme, Width: s.width, Height: s.height, LowBitFirst: m.low})
				require.NoError(t, err)
				require.Equal(t, s.rows, rows)
			})
		})
	}
}

func TestDataThatEndsIsDamaged(t *testing.T) {
	s := sheet{width: 100, height: 50, rows: bytes.Repeat([]byte{0, 0x3C, 0, 0xFF, 0, 1, 2, 3, 4, 5, 6, 7, 0x80}, 50)}
	for _, m := range []machine{{scheme: Rows}, {scheme: Group3}, {scheme: Group3Two}} {
		data := m.encode(s)
		_, err := Decode(data[:len(data)/2], Coding{Scheme: m.scheme, Width: s.width, Height: s.height})
		require.ErrorIs(t, err, ErrDamaged)
		_, err = Decode(data, Coding{Scheme: m.scheme, Width: s.width, Height: s.height + 1})
		require.ErrorIs(t, err, ErrDamaged, "a row too few is not hidden")
		_, err = Decode(data, Coding{Scheme: m.scheme, Width: s.width - 1, Height: s.height})
		require.ErrorIs(t, err, ErrDamaged, "nor is another width")
	}
	_, err := Decode([]byte{0x02, 0x00, 0x00}, Coding{Scheme: Group4, Width: 8, Height: 1})
	require.ErrorIs(t, err, ErrUncompressed)
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte{0x36, 0xFF, 0xFF, 0x00, 0x10, 0x01}, byte(Group4), uint16(8), uint16(8))
	f.Add([]byte{0x00, 0x10, 0x00, 0x80}, byte(Group3Two), uint16(1728), uint16(3))
	f.Fuzz(func(t *testing.T, data []byte, scheme byte, width, height uint16) {
		rows, err := Decode(data, Coding{Scheme: Scheme(scheme % 4), Width: int(width%3000) + 1, Height: int(height%300) + 1, LowBitFirst: scheme > 127})
		if err == nil {
			require.Len(t, rows, (int(width%3000)+8)/8*(int(height%300)+1))
		}
	})
}
