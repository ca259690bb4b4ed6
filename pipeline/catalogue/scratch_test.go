package catalogue

import (
	"database/sql"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/rooms/reception"
)

// TestScratchIsOneWhereverItLies puts the same scraps into a plain map, and into scratches that lie in memory, in the table and in both: whatever is asked
// in between, the answers are the same.
func TestScratchIsOneWhereverItLies(t *testing.T) {
	c := open(t, nil)
	words := rapid.StringOfN(rapid.RuneFrom([]rune("ab/ø")), 0, 4, -1)
	rapid.Check(t, func(rt *rapid.T) {
		err := c.change(t.Context(), "test", func(tx *sql.Tx) error {
			plain := map[string]reception.Scrap{}
			var all []*sitting
			for _, most := range []int{0, 300, 1 << 20} {
				s := &sitting{c: c, ctx: t.Context(), tx: tx, prepared: map[string]*sql.Stmt{}, scratch: scratch{most: most}}
				defer s.release()
				all = append(all, s)
			}
			for step := range rapid.IntRange(0, 40).Draw(rt, "steps") {
				kind := rapid.SampledFrom([]string{"x", "y"}).Draw(rt, "kind")
				p := reception.Scrap{Kind: kind, Key: words.Draw(rt, "key"), Seq: rapid.Int64Range(0, 2).Draw(rt, "seq"), Body: []byte(fmt.Sprint(step))}
				plain[fmt.Sprintf("%s %q %d", p.Kind, p.Key, p.Seq)] = p
				r := reception.Range{Kind: kind, From: words.Draw(rt, "from"), Before: words.Draw(rt, "before"), Limit: rapid.IntRange(1, 5).Draw(rt, "limit")}
				keys := []string{words.Draw(rt, "asked"), p.Key}
				for i, s := range all {
					own := p
					own.Kind, r.Kind = fmt.Sprint(i, kind), fmt.Sprint(i, kind) // the three have one table
					require.NoError(rt, s.Jot(own))
					require.Equal(rt, inPlain(plain, kind, r), read(rt, s, r), "from %q before %q", r.From, r.Before)
					have, err := s.Have(own.Kind, keys)
					require.NoError(rt, err)
					require.Equal(rt, inPlain(plain, kind, reception.Range{From: keys[0], Before: keys[0] + "\x00"}) != nil, have[keys[0]])
					require.True(rt, have[p.Key])
				}
			}
			return sql.ErrTxDone // nothing of it is kept
		})
		require.ErrorIs(rt, err, sql.ErrTxDone)
	})
}

// inPlain is what a range holds, as text.
func inPlain(plain map[string]reception.Scrap, kind string, r reception.Range) []string {
	var all []reception.Scrap
	for _, p := range plain {
		if p.Kind == kind && p.Key >= r.From && (r.Before == "" || p.Key < r.Before) {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, orderOf)
	return told(all)
}

func told(scraps []reception.Scrap) []string {
	var all []string
	for _, p := range scraps {
		all = append(all, fmt.Sprintf("%q %d %s", p.Key, p.Seq, p.Body))
	}
	return all
}

// read reads a range page by page.
func read(rt *rapid.T, s *sitting, r reception.Range) []string {
	var all []reception.Scrap
	for {
		page, err := s.Look(r)
		require.NoError(rt, err)
		all = append(all, page...)
		if len(page) < r.Limit {
			return told(all)
		}
		last := page[len(page)-1]
		r.After = &last
	}
}
