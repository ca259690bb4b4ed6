package words

import (
	"context"
	"encoding/binary"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// word97 is the two streams of a document whose text lies in a narrow and a wide piece.
func word97(narrow, wide string, change func(main, table []byte)) map[string][]byte {
	le := binary.LittleEndian
	units := utf16.Encode([]rune(wide))
	main := make([]byte, 2048+len(narrow)+2*len(units))
	copy(main[1024:], narrow)
	for i, u := range units {
		le.PutUint16(main[2048+len(narrow)+2*i:], u)
	}
	count := uint32(len(narrow) + len(units))
	table := []byte{1, 2, 0, 9, 9, 2} // formatting that is passed over, then the pieces
	table = le.AppendUint32(table, 3*4+2*8)
	for _, n := range []uint32{0, uint32(len(narrow)), count} {
		table = le.AppendUint32(table, n)
	}
	for _, at := range []uint32{1024*2 | 1<<30, uint32(2048 + len(narrow))} {
		table = append(le.AppendUint32(append(table, 0, 0), at), 0, 0)
	}
	le.PutUint16(main, wordMark)
	le.PutUint16(main[2:], 0x0101)
	le.PutUint16(main[10:], wordOneTable)
	le.PutUint32(main[wordCount:], count)
	le.PutUint32(main[wordPieces+4:], uint32(len(table)))
	if change != nil {
		change(main, table)
	}
	return map[string][]byte{"WordDocument": main, "1Table": table}
}

func word97Of(t require.TestingT, streams map[string][]byte) (Text, Reason) {
	rd := Reader{Compound: func(context.Context, Source) (map[string][]byte, error) { return streams, nil }}
	text, why, err := rd.Printed(context.Background(), "fmt/40", Source{R: nothing{}, Size: 1})
	require.NoError(t, err)
	return text, why
}

// nothing is a file that nobody reads.
type nothing struct{}

func (nothing) ReadAt(p []byte, _ int64) (int, error) { return len(p), nil }

func TestWord97(t *testing.T) {
	text, why := word97Of(t, word97("Bl\xE5b\xE6r \x96 \x13HYPERLINK \x13PAGE\x141\x15 x\x14lenke\x15\rcelle\x07\x01\x02", "Kárášjohka\x0B\x1Eslutt\x1F.\r", nil))
	require.Empty(t, why)
	require.Equal(t, "Blåbær – lenke\ncelle\nKárášjohka\n\u2011slutt.\n", text.Body)
	require.True(t, text.Rough)
	le := binary.LittleEndian
	for reason, changes := range map[Reason][]func(main, table []byte){
		Locked:      {func(main, _ []byte) { main[11] |= 1 }},
		Unsupported: {func(main, _ []byte) { le.PutUint16(main[2:], 0x68) }},
		TooLarge:    {func(main, _ []byte) { le.PutUint32(main[wordCount:], 1<<31) }},
		Unreadable: {func(main, _ []byte) { main[0] = 0 }, func(main, _ []byte) { le.PutUint32(main[wordPieces:], 1<<31) }, func(_, table []byte) { table[0] = 7 },
			func(_, table []byte) { le.PutUint16(table[1:], 60000) }, func(_, table []byte) { le.PutUint32(table[6:], 3) }, func(_, table []byte) { le.PutUint32(table[32:], 1<<29) }},
	} {
		for i, change := range changes {
			_, why := word97Of(t, word97("abc", "def", change))
			require.Equal(t, reason, why, "%s %d", reason, i)
		}
	}
	_, why, err := Reader{}.Printed(t.Context(), "fmt/40", Source{R: nothing{}, Size: 1})
	require.NoError(t, err)
	require.Equal(t, Unsupported, why, "without a reader of compound files")
}

// TestNoBytesOfAWord97DocumentAreHarmful changes any of them.
func TestNoBytesOfAWord97DocumentAreHarmful(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		streams := word97("abc\x13d", "def\x15", nil)
		for range rapid.IntRange(1, 20).Draw(t, "changes") {
			of := streams[rapid.SampledFrom([]string{"WordDocument", "1Table"}).Draw(t, "stream")]
			at := rapid.OneOf(rapid.IntRange(0, len(of)-1), rapid.SampledFrom([]int{0, 2, 10, wordCount % len(of), wordPieces % len(of), (wordPieces + 4) % len(of)})).Draw(t, "at")
			of[at] = rapid.Byte().Draw(t, "byte")
		}
		word97Of(t, streams)
	})
}
