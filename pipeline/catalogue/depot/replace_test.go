package depot

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/ledgers/loan"
)

// paperFolder is a folder on paper with a volume in each of some boxes.
func paperFolder(id, journal string, boxes ...int) deposit.KeptFolder {
	f := deposit.KeptFolder{ID: deposit.ID(id), Journal: journal, Medium: deposit.OnPaper}
	for i, b := range boxes {
		f.Pieces = append(f.Pieces, deposit.KeptPiece{Volume: i + 1, Box: b, Position: 1})
	}
	return f
}

// register registers a package of some folders; it replaces another where one is named. It tells how many pieces on loan it does not have.
func register(t *testing.T, s *Store, id, of deposit.ID, folders ...deposit.KeptFolder) (x deposit.Exchange, out int) {
	p := deposit.Delivered{ID: id, Status: deposit.NewPackage, Of: of, At: moment(1), Digest: deposit.DigestOf([]byte(id))}
	if of != "" {
		p.Status = deposit.Replacement
	}
	_, x, err := s.Register(t.Context(), deposit.Registration{
		Package: p, Code: func(d deposit.ID, n int) string { return fmt.Sprintf("%s.%03d", d, n) },
		Walk: func(add func(deposit.KeptFolder, deposit.ID) error) error {
			for _, f := range folders {
				if err := add(f, "avl"); err != nil {
					return err
				}
			}
			return nil
		},
		Judge: func(_ deposit.Delivered, r deposit.Rivals) error { out = r.Out; return nil },
		Body:  func(deposit.Delivered, deposit.Exchange) (string, error) { return "{}", nil },
		Entry: deposit.LedgerEntry{Kind: "package received", By: "ola", Recorded: moment(1)},
	})
	require.NoError(t, err)
	return x, out
}

// shelved lets every box of a package come and stand side by side.
func shelved(t *testing.T, s *Store, id deposit.ID) {
	came, err := s.Boxes(t.Context(), id)
	require.NoError(t, err)
	for i, box := range came {
		came[i].State, came[i].Place = deposit.BoxCame, deposit.Place{Room: "M", Bay: "A", Shelf: "1", Position: box.Number}
	}
	require.NoError(t, s.PutBoxes(t.Context(), came, nil, nil))
}

// TestAReplacementTakesOverPiecesBoxesAndWhatTheLedgerHasOfThem: by the id of the folder, else by its journal number; box for box.
func TestAReplacementTakesOverPiecesBoxesAndWhatTheLedgerHasOfThem(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "depot.sqlite"))
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	register(t, s, "first", "", paperFolder("a", "1/1979", 1, 2), paperFolder("b", "2/1979", 3), paperFolder("c", "3/1979", 4), paperFolder("d", "4/1979", 4))
	shelved(t, s, "first")
	piecesOf := func(journal string) (ids []deposit.PieceID, boxes []int) {
		found, err := s.Find(t.Context(), deposit.Sought{Journal: journal})
		require.NoError(t, err)
		require.Len(t, found, 1, journal)
		for _, p := range found[0].Pieces {
			ids, boxes = append(ids, p.ID), append(boxes, p.Box)
		}
		return ids, boxes
	}
	a, _ := piecesOf("1/1979")
	b, _ := piecesOf("2/1979")
	d, _ := piecesOf("4/1979")
	e := lend(a...)
	e.Recorded = moment(2)
	e, err := s.Enter(t.Context(), e)
	require.NoError(t, err)
	_, err = s.Enter(t.Context(), deposit.LedgerEntry{Kind: string(loan.Damage), By: "ola", Recorded: moment(3), Pieces: b, Body: "{}"})
	require.NoError(t, err)
	lost := lend(d...)
	lost.Recorded = moment(4)
	_, err = s.Enter(t.Context(), lost)
	require.NoError(t, err)

	// 2/1979 has another id, 3/1979 has moved to box 3, 4/1979 is no longer there, 9/1979 is new.
	x, out := register(t, s, "second", "first", paperFolder("a", "1/1979", 1, 2), paperFolder("other", "2/1979", 3), paperFolder("c", "3/1979", 3), paperFolder("n", "9/1979", 2))
	require.Equal(t, 1, out, "4/1979 is on loan and has no place any longer")
	require.Equal(t, deposit.Exchange{Other: []int{2, 3}, Unlisted: []int{4}, Gone: 1}, x)

	again, boxes := piecesOf("1/1979")
	require.Equal(t, a, again, "the same pieces")
	require.Equal(t, []int{1, 2}, boxes)
	again, _ = piecesOf("2/1979")
	require.Equal(t, b, again)
	standings, err := s.Standings(t.Context(), append(a, b...))
	require.NoError(t, err)
	require.Equal(t, e.Seq, standings[a[1]].Loan)
	require.Equal(t, loan.Damaged, standings[b[0]].State)
	_, boxes = piecesOf("3/1979")
	require.Equal(t, []int{3}, boxes)
	fresh, _ := piecesOf("9/1979")
	require.NotContains(t, append(append(a, b...), d...), fresh[0])

	kept, err := s.Boxes(t.Context(), "second")
	require.NoError(t, err)
	var states []deposit.BoxState
	for i, box := range kept {
		require.Equal(t, i+1, box.Place.Position, "every box stands where it stood")
		states = append(states, box.State)
	}
	require.Equal(t, []deposit.BoxState{deposit.BoxCame, deposit.BoxExpected, deposit.BoxExpected, deposit.BoxExtra}, states)
	old, known, err := s.Package(t.Context(), "first")
	require.NoError(t, err)
	require.True(t, known)
	require.EqualValues(t, "second", old.Replaced)
	require.NoError(t, s.Again(t.Context()), "the indexes are what the ledger says")
	standings, err = s.Standings(t.Context(), a)
	require.NoError(t, err)
	require.Equal(t, e.Seq, standings[a[0]].Loan)
}
