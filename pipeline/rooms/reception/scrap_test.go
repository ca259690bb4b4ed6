package reception

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
)

// TestARowComesBackFromTheScratchAsItWas, cut anywhere it is an error, and nothing else.
func TestARowComesBackFromTheScratchAsItWas(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.Just("\xf8\x00"))
		tab := &table{}
		tab.head(sheet.Mapping{Columns: map[string]int{"etternavn": 3, "fornavn": 1, "journalnr": 7}})
		n := noted{Row: rapid.Int().Draw(rt, "row"), Ragged: rapid.Bool().Draw(rt, "ragged"), Place: deposit.Code(text.Draw(rt, "place")),
			Number: deposit.JournalNo{Written: text.Draw(rt, "written"), Sequence: rapid.Int().Draw(rt, "sequence"), Suffix: text.Draw(rt, "suffix"),
				Start: rapid.Int().Draw(rt, "start"), Split: rapid.Bool().Draw(rt, "split")}}
		if places := rapid.SliceOf(text).Draw(rt, "places"); len(places) > 0 {
			n.Places = places
		}
		for range tab.fields {
			c := cell{text.Draw(rt, "cell"), rapid.SampledFrom([]sheet.Kind{sheet.Empty, sheet.Text, sheet.Date, sheet.Formula, sheet.Fault}).Draw(rt, "kind")}
			n.cells = append(n.cells, c)
		}
		var p pen
		n.write(&p)
		back, err := tab.noted(p)
		require.NoError(rt, err)
		require.Nil(rt, back.cells)
		require.NoError(rt, back.read())
		require.Equal(rt, p, pen(back.scrap))
		back.table, back.scrap, back.unread = nil, nil, nil
		require.Equal(rt, n, back)

		cut, err := tab.noted(p[:rapid.IntRange(0, len(p)-1).Draw(rt, "cut")])
		if err == nil {
			err = cut.read()
		}
		require.ErrorIs(rt, err, errScrap)
	})
}

// FuzzScrap reads anything as a scrap: it is a row or an entry, or an error.
func FuzzScrap(f *testing.F) {
	var p pen
	p.entry(Entry{Path: "mapper/a", Kind: PlainFile, Size: 3, Modified: -4})
	f.Add([]byte(p))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1})
	tab := &table{}
	tab.head(sheet.Mapping{Columns: map[string]int{"etternavn": 0, "fornavn": 1}})
	f.Fuzz(func(t *testing.T, body []byte) {
		if n, err := tab.noted(body); err == nil {
			_ = n.read()
		}
		e, err := entryOf(Scrap{Body: body})
		if err == nil {
			var p pen
			p.entry(e)
			again, err := entryOf(Scrap{Body: p})
			require.NoError(t, err)
			require.Equal(t, e, again)
		}
	})
}
