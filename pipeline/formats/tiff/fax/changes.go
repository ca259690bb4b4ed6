package fax

// A row is kept as the places where the colour changes: the first to black, the next to white, and so on. The row above is the reference of
// two-dimensional coding (T.4, 4.2.1).

// next finds the first two changes right of a0 of which the first is away from the colour black says; width where there is none. from is where the search
// may begin, since a0 only grows; it is returned for the next search.
func next(changes []int, from, a0, width int, isBlack bool) (b1, b2, at int) {
	for from > 0 && changes[from-1] > a0 {
		from--
	}
	for from < len(changes) && changes[from] <= a0 {
		from++
	}
	at = from
	if (at%2 == 1) != isBlack {
		at++
	}
	return place(changes, at, width), place(changes, at+1, width), from
}

func place(changes []int, i, width int) int {
	if i < len(changes) {
		return changes[i]
	}
	return width
}

// settled takes out runs of no pixels, and what lies at the right edge, where nothing changes any more.
func settled(changes []int, width int) []int {
	kept := changes[:0]
	for _, at := range changes {
		if n := len(kept); n > 0 && kept[n-1] == at {
			kept = kept[:n-1]
			continue
		}
		kept = append(kept, at)
	}
	for n := len(kept); n > 0 && kept[n-1] >= width; n-- {
		kept = kept[:n-1]
	}
	return kept
}

// paint blackens a packed row between its changes.
func paint(row []byte, changes []int, width int) {
	for i := 0; i < len(changes); i += 2 {
		fill(row, changes[i], place(changes, i+1, width))
	}
}

func fill(row []byte, from, to int) {
	for ; from < to && from%8 != 0; from++ {
		row[from/8] |= 0x80 >> (from % 8)
	}
	for ; from+8 <= to; from += 8 {
		row[from/8] = 0xFF
	}
	for ; from < to; from++ {
		row[from/8] |= 0x80 >> (from % 8)
	}
}

// changesOf appends the changes of a packed row.
func changesOf(changes []int, row []byte, width int) []int {
	var last byte // 0x00 or 0xFF: the colour of the pixel before
	for x := 0; x < width; {
		b := row[x/8]
		if x%8 == 0 && b == last { // eight pixels like the one before
			x += 8
			continue
		}
		if black := b<<(x%8)&0x80 != 0; black != (last != 0) {
			changes = append(changes, x)
			last = ^last
		}
		x++
	}
	return changes
}
