package fax

// Encode writes packed rows of a width in T.6 (Group 4), the leftmost pixel in the highest bit, and ends with the end-of-block word. Bits right of the
// width are passed over.
func Encode(rows []byte, width int) []byte {
	stride := (width + 7) / 8
	e := &encoder{width: width}
	for ; len(rows) >= stride && stride > 0; rows = rows[stride:] {
		e.now = changesOf(e.now[:0], rows[:stride], width)
		e.row()
		e.above, e.now = e.now, e.above
	}
	e.put(word{1, 12})
	e.put(word{1, 12})
	if e.free > 0 {
		e.put(word{0, e.free})
	}
	return e.out
}

type encoder struct {
	width      int
	out        []byte
	free       uint8 // bits of the last byte
	above, now []int
}

// row codes a row against the one above (T.6, 2.2.5).
func (e *encoder) row() {
	a0, isBlack := -1, false
	fromNow, fromAbove := 0, 0
	var a1, a2, b1, b2 int
	for a0 < e.width {
		a1, a2, fromNow = next(e.now, fromNow, a0, e.width, isBlack)
		b1, b2, fromAbove = next(e.above, fromAbove, a0, e.width, isBlack)
		switch away := a1 - b1; {
		case b2 < a1:
			e.put(modes[pass])
			a0 = b2
		case away >= -3 && away <= 3:
			e.put(modes[vertical(away)])
			a0, isBlack = a1, !isBlack
		default:
			e.put(modes[horizontal])
			e.run(a1-max(a0, 0), isBlack)
			e.run(a2-a1, !isBlack)
			a0 = a2
		}
	}
}

func vertical(away int) int {
	switch {
	case away > 0:
		return right1 + away - 1
	case away < 0:
		return left1 - away - 1
	}
	return vertical0
}

const longRun = 2560 // the longest that one word stands for

func (e *encoder) run(length int, isBlack bool) {
	words := white
	if isBlack {
		words = black
	}
	for ; length >= longRun+64; length -= longRun {
		e.put(words[63+longRun/64])
	}
	if length >= 64 {
		e.put(words[63+length/64])
		length %= 64
	}
	e.put(words[length])
}

func (e *encoder) put(w word) {
	for w.size > 0 {
		if e.free == 0 {
			e.out, e.free = append(e.out, 0), 8
		}
		n := min(e.free, w.size)
		part := byte(w.bits >> (w.size - n) & (1<<n - 1))
		e.free -= n
		e.out[len(e.out)-1] |= part << e.free
		w.size -= n
	}
}
