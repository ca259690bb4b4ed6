package catalogue

import (
	"context"
	"database/sql"

	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/reception"
)

// register is an inbox of paper folders, a row for each.
func register(rows ...string) *handedIn {
	return &handedIn{
		rows: func(yield func(string) bool) {
			for _, row := range rows {
				if !yield(row) {
					return
				}
			}
		},
		tree: func(func(reception.Entry) error) error { return nil },
	}
}

func rowsOf(t *testing.T, c *Catalogue) deposit.RowAccount {
	t.Helper()
	b, err := c.Balance(t.Context())
	require.NoError(t, err)
	return b.Rows
}

func TestEveryRowOfTheRegisterIsInTheAccount(t *testing.T) {
	c := open(t, nil)
	require.True(t, rowsOf(t, c).Adds(), "nothing came in yet")
	without := ";Fjell;Rar;12.05.1971;ja;01.09.1979;grunnskole;01.06.1987;15.06.1987"
	receiveInto(t, c, register(clientRow(0, "Rask"), clientRow(0, "Rolig"), clientRow(0, "Rolig"), clientRow(1, "Rask"), without, without))
	a := rowsOf(t, c)
	require.Equal(t, deposit.RowAccount{Came: 6, Folders: 4, Unnumbered: 2}, a)
	require.True(t, a.Adds())
	require.Equal(t, 1, count(t, c, `SELECT count(*) FROM event WHERE kind = 'received' AND data LIKE '%"rows":"6"%'`))
}

func TestALostRowShows(t *testing.T) {
	c := open(t, nil)
	receiveInto(t, c, register(clientRow(0, "Rask"), clientRow(1, "Rask"), clientRow(2, "Rask")))
	require.NoError(t, c.change(t.Context(), "test", func(tx *sql.Tx) error {
		_, err := tx.Exec(`DELETE FROM folder WHERE id = (SELECT MIN(id) FROM folder)`)
		return err
	}))
	b, err := c.Balance(t.Context())
	require.NoError(t, err)
	require.Equal(t, deposit.RowAccount{Came: 3, Folders: 2}, b.Rows)
	require.False(t, b.Adds(), "paper only: nothing but the rows can show it")
}

// forgetful loses the second folder that it is given.
type forgetful struct{ reception.Ledger }

func (f forgetful) Receive(ctx context.Context, work func(reception.Sitting) error) error {
	return f.Ledger.Receive(ctx, func(s reception.Sitting) error { return work(&forgetfulSitting{Sitting: s}) })
}

type forgetfulSitting struct {
	reception.Sitting
	kept int
}

func (s *forgetfulSitting) Keep(f reception.Folder) (bool, error) {
	if s.kept++; s.kept == 2 {
		return true, nil
	}
	return s.Sitting.Keep(f)
}

func TestARowThatReceptionLosesShows(t *testing.T) {
	c := open(t, nil)
	inbox := register(clientRow(0, "Rask"), clientRow(0, "Rolig"), clientRow(1, "Rask"))
	_, err := reception.New(inbox, forgetful{c.Reception()}, received, deposit.Profile{MeanThickness: 12}).Run(t.Context())
	require.NoError(t, err)
	require.Equal(t, deposit.RowAccount{Came: 3, Folders: 2}, rowsOf(t, c))
}

func TestAFolderWithoutARowIsNoRow(t *testing.T) {
	c := open(t, nil)
	receiveInto(t, c, register(clientRow(0, "Rask"), clientRow(1, "Rask")))
	_, err := c.PutAct(t.Context(), deposit.Act{Gate: "weeding", By: "kari", At: "2024-01-01T00:00:00Z"})
	require.NoError(t, err)
	receiveInto(t, c, register(clientRow(1, "Rask")))
	require.Equal(t, 2, count(t, c, `SELECT count(*) FROM folder`))
	require.Equal(t, deposit.RowAccount{Came: 1, Folders: 1}, rowsOf(t, c))
}

func TestADecisionOnOneRowOfANumberLeavesTheOtherAlone(t *testing.T) {
	c := open(t, nil)
	receiveInto(t, c, register(clientRow(0, "Rask"), clientRow(0, "Rolig")))
	found, err := c.FindingsLike(t.Context(), string(reception.TwoPersons))
	require.NoError(t, err)
	require.Len(t, found, 2)
	require.NoError(t, c.Decide(t.Context(), []deposit.Decision{{Found: found[0], Answer: deposit.Exclude, By: "kari", Because: "…", At: "2024-01-01T00:00:00Z"}}))
	b, err := c.Balance(t.Context())
	require.NoError(t, err)
	require.True(t, b.Adds())
	require.Equal(t, int64(2), b.Came.Folders)
	tally, err := c.TallyFindings(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, tally.Open, "the other one holds still")
	receiveInto(t, c, register(clientRow(1, "Rask"), clientRow(0, "Rolig"), clientRow(0, "Rask")))
	require.Equal(t, 1, count(t, c, `SELECT count(*) FROM folder WHERE fate = 'excluded_by_decision' AND id = $1`, string(found[0].Folder)), "rows may move")
}

func TestAFolderThatComesBackHasTheFateThatPeopleDecided(t *testing.T) {
	c := open(t, nil)
	nameless := clientRow(0, "")
	receiveInto(t, c, register(nameless, clientRow(1, "Rask")))
	found, err := c.FindingsLike(t.Context(), string(reception.NameMissing))
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.NoError(t, c.Decide(t.Context(), []deposit.Decision{{Found: found[0], Answer: deposit.Defer, By: "kari", Because: "…", At: "2024-01-01T00:00:00Z"}}))
	receiveInto(t, c, register(nameless, clientRow(0, "Rolig"), clientRow(1, "Rask")))
	require.Zero(t, count(t, c, `SELECT count(*) FROM folder WHERE fate <> 'packaged'`), "which of the two it was about nobody knows; both hold")
	receiveInto(t, c, register(nameless, clientRow(1, "Rask")))
	require.Equal(t, 1, count(t, c, `SELECT count(*) FROM folder WHERE fate = 'deferred' AND because = $1`, string(found[0].ID)))
	require.Zero(t, count(t, c, `SELECT count(*) FROM meta WHERE key LIKE 'left %'`))
}
