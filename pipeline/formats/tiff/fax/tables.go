package fax

import "strings"

// word is a code word: its bits, right-aligned, and how many they are.
type word struct {
	bits uint16
	size uint8
}

// meaning is what a table says of the next bits: a value and how many bits say it. No bits is no word.
type meaning struct {
	value int16
	size  uint8
}

const longest = 13 // bits of the longest code word

// The words of each colour and of the modes, to write with, and tables over the next 13 bits, to read with.
var (
	white, black, modes       = parse(whiteWords + longWords), parse(blackWords + longWords), parse(modeWords)
	whiteRuns, blackRuns, two = table(white, runOf), table(black, runOf), table(modes, func(i int) int { return i })
)

// runOf is the length of run that word i stands for.
func runOf(i int) int {
	if i < 64 {
		return i
	}
	return (i - 63) * 64
}

func parse(list string) []word {
	var words []word
	for _, text := range strings.Fields(list) {
		w := word{size: uint8(len(text))}
		for _, bit := range text {
			w.bits = w.bits<<1 | uint16(bit-'0')
		}
		words = append(words, w)
	}
	return words
}

// table has the meaning of every row of 13 bits.
func table(words []word, value func(int) int) []meaning {
	t := make([]meaning, 1<<longest)
	for i, w := range words {
		free := longest - w.size
		first := int(w.bits) << free
		for k := range 1 << free {
			t[first+k] = meaning{int16(value(i)), w.size}
		}
	}
	return t
}
