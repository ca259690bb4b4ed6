package loan

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// walked is the model once more, as an archivist reads it: a row an act, a column a state; a state where the act leads, or the code of the refusal.
// Columns: inne, ute, dagligarkiv, skadet, ikke mottatt, digital.
var walked = map[Act][6]string{
	Lend:          {"ute", "LOA-001", "LOA-001", "LOA-003", "LOA-005", "LOA-004"},
	Onward:        {"LOA-002", "ute", "LOA-022", "LOA-002", "LOA-005", "LOA-004"},
	ToDay:         {"LOA-002", "dagligarkiv", "LOA-022", "LOA-002", "LOA-005", "LOA-004"},
	FromDay:       {"LOA-002", "LOA-023", "ute", "LOA-002", "LOA-005", "LOA-004"},
	Return:        {"LOA-002", "inne", "inne", "LOA-002", "LOA-005", "LOA-004"},
	ReturnDamaged: {"LOA-002", "skadet", "skadet", "LOA-002", "LOA-005", "LOA-004"},
	Remind:        {"LOA-002", "ute", "LOA-022", "LOA-002", "LOA-005", "LOA-004"},
	Escalate:      {"LOA-002", "ute", "LOA-022", "LOA-002", "LOA-005", "LOA-004"},
	Copy:          {"LOA-020", "LOA-020", "LOA-020", "LOA-020", "LOA-005", "digital"},
	Damage:        {"skadet", "LOA-024", "LOA-024", "skadet", "LOA-005", "LOA-004"},
	Mend:          {"LOA-021", "LOA-021", "LOA-021", "inne", "LOA-005", "LOA-004"},
}

func TestEveryActInEveryStateLeadsWhereTheTableSays(t *testing.T) {
	require.Len(t, walked, len(Acts()), "every act is walked")
	for _, act := range Acts() {
		for i, state := range States() {
			next, why := Next(state, act)
			want := walked[act][i]
			if why != "" {
				require.Equal(t, want, string(why), "%s when %s", act, state)
				require.Equal(t, state, next, "a refusal changes nothing")
				require.Contains(t, deposit.Codes(), why)
				continue
			}
			require.Equal(t, want, string(next), "%s when %s", act, state)
		}
	}
}

func TestAnUnknownStateOrActIsNeverAllowed(t *testing.T) {
	for _, state := range States() {
		next, why := Next(state, "eaten")
		require.NotEmpty(t, why, state)
		require.Equal(t, state, next)
	}
	_, why := Next("nowhere", Lend)
	require.Equal(t, NotHere, why)
}

func seqOf(entries ...deposit.LedgerEntry) func(func(deposit.LedgerEntry, error) bool) {
	return func(yield func(deposit.LedgerEntry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func chained(n int) []deposit.LedgerEntry {
	var all []deposit.LedgerEntry
	var head deposit.Digest
	for i := 1; i <= n; i++ {
		e := deposit.LedgerEntry{Seq: int64(i), At: fmt.Sprintf("2026-01-%02dT12:00:00Z", i), Recorded: "2026-02-01T12:00:00Z", Kind: string(Lend), By: "ola", Loan: int64(i),
			Subject: "box 1", Pieces: []deposit.PieceID{1, 2}, Body: `{"a":1}`, Previous: head}
		e.Hash = Link(e)
		head = e.Hash
		all = append(all, e)
	}
	return all
}

func TestTheChainNamesTheFirstEntryThatWasTouched(t *testing.T) {
	count, head, broken, err := Chain(seqOf(chained(6)...))
	require.NoError(t, err)
	require.Zero(t, broken)
	require.EqualValues(t, 6, count)
	require.Equal(t, chained(6)[5].Hash, head)
	for name, touch := range map[string]func(all []deposit.LedgerEntry) []deposit.LedgerEntry{
		"time":      func(a []deposit.LedgerEntry) []deposit.LedgerEntry { a[2].At = "2025-01-01T00:00:00Z"; return a },
		"recorded":  func(a []deposit.LedgerEntry) []deposit.LedgerEntry { a[2].Recorded += "x"; return a },
		"person":    func(a []deposit.LedgerEntry) []deposit.LedgerEntry { a[2].By = "kari"; return a },
		"kind":      func(a []deposit.LedgerEntry) []deposit.LedgerEntry { a[2].Kind = string(Return); return a },
		"loan":      func(a []deposit.LedgerEntry) []deposit.LedgerEntry { a[2].Loan = 1; return a },
		"subject":   func(a []deposit.LedgerEntry) []deposit.LedgerEntry { a[2].Subject = "box 2"; return a },
		"takes":     func(a []deposit.LedgerEntry) []deposit.LedgerEntry { a[2].Takes = 1; return a },
		"pieces":    func(a []deposit.LedgerEntry) []deposit.LedgerEntry { a[2].Pieces = []deposit.PieceID{12}; return a },
		"body":      func(a []deposit.LedgerEntry) []deposit.LedgerEntry { a[2].Body = `{"a":2}`; return a },
		"removed":   func(a []deposit.LedgerEntry) []deposit.LedgerEntry { return append(a[:2], a[3:]...) },
		"reordered": func(a []deposit.LedgerEntry) []deposit.LedgerEntry { a[2], a[3] = a[3], a[2]; return a },
		"put in": func(a []deposit.LedgerEntry) []deposit.LedgerEntry {
			return append(a[:3:3], append(chained(3)[2:], a[3:]...)...)
		},
		"put in anew": func(a []deposit.LedgerEntry) []deposit.LedgerEntry {
			a[2] = deposit.LedgerEntry{Seq: 3, Previous: a[1].Hash}
			return a
		},
	} {
		_, _, broken, err := Chain(seqOf(touch(chained(6))...))
		require.NoError(t, err)
		want := int64(3)
		if name == "put in" {
			want = 4
		}
		require.Equal(t, want, broken, name)
	}
}
