package catalogue

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

func open(t *testing.T, before func(string) error) *Catalogue {
	c, err := Open(t.Context(), filepath.Join(t.TempDir(), "katalog å #1.sqlite"), Options{Now: func() time.Time { return time.Unix(1_700_000_000, 0) }, Before: before})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, c.Close()) })
	return c
}

func addFolder(t *testing.T, c *Catalogue, id string) {
	require.NoError(t, c.change(t.Context(), "test", func(tx *sql.Tx) error {
		_, err := tx.Exec(`INSERT INTO folder (id, journal, fate, because, key_name, key_birth, key_journal, collation) VALUES ($1,$2,'packaged','','','',$2,'t')`, id, "J"+id)
		return err
	}))
}

func done(id string, findings ...deposit.Finding) stage.Done {
	body := []byte(`{"files":null}`)
	return stage.Done{Folder: deposit.FolderRef{ID: deposit.FolderID(id), Journal: "J" + id}, Room: "intake", Makes: deposit.Taken{}.Part(), Body: body,
		Seal: stage.Seal{Basis: "b", Input: "i", Output: deposit.DigestOf(body)}, Findings: findings}
}

func TestCommittedWorkIsWhatTasksAndPartsGiveBack(t *testing.T) {
	c := open(t, nil)
	addFolder(t, c, "1")
	addFolder(t, c, "2")
	require.NoError(t, c.Commit(t.Context(), []stage.Done{done("1")}))
	tasks, err := c.Tasks(t.Context(), stage.Ask{Most: 10, Parts: []string{"taken", "answers"}, Rooms: []stage.Name{"intake"}})
	require.NoError(t, err)
	require.Len(t, tasks, 2)
	require.Equal(t, stage.Seal{Basis: "b", Input: "i", Output: deposit.DigestOf([]byte(`{"files":null}`))}, tasks[0].Seals["intake"])
	require.Empty(t, tasks[1].Seals)
	require.Equal(t, 1, tasks[0].Parts["taken"].Revision)
	require.Contains(t, tasks[1].Parts, "answers", "a folder nobody decided on still has its answers: none")
	other, err := c.Tasks(t.Context(), stage.Ask{After: "1", Most: 10, Parts: []string{"card"}, Rooms: []stage.Name{"box"}})
	require.NoError(t, err)
	require.Len(t, other, 1)
	require.Empty(t, other[0].Seals)
	require.NotContains(t, other[0].Parts, "taken", "what nobody asks for is not read")
	parts, err := c.Parts(t.Context(), "1", []string{"taken", "answers", "verdict"})
	require.NoError(t, err)
	require.Equal(t, `{"files":null}`, string(parts["taken"].Body))
	require.NotContains(t, parts, "verdict")
}

func TestAFailedCommitLeavesNothing(t *testing.T) {
	full := errors.New("full")
	fail := false
	c := open(t, func(string) error {
		if fail {
			return full
		}
		return nil
	})
	addFolder(t, c, "1")
	fail = true
	err := c.Commit(t.Context(), []stage.Done{done("1", deposit.Finding{Code: "X"})})
	require.ErrorIs(t, err, full)
	require.Equal(t, deposit.Disk, deposit.KindOf(err))
	tally, err := c.TallyFindings(t.Context())
	require.NoError(t, err)
	require.Zero(t, tally)
}

func TestADeferredFolderIsNoLongerHeldAndItsAnswerIsAPart(t *testing.T) {
	c := open(t, nil)
	addFolder(t, c, "1")
	require.NoError(t, c.Commit(t.Context(), []stage.Done{done("1", deposit.Finding{Code: "unknown code holds", Journal: "J1"})}))
	tally, err := c.TallyFindings(t.Context())
	require.NoError(t, err)
	require.Equal(t, deposit.Tally{Holds: 1, Open: 1}, tally)

	found, err := c.FindingsLike(t.Context(), "F-")
	require.NoError(t, err)
	require.True(t, found[0].Open())
	decision := deposit.Decision{Found: found[0], Answer: deposit.Defer, By: "kari", At: "2024-10-01T12:00:00Z"}
	require.NoError(t, c.Decide(t.Context(), []deposit.Decision{decision}))
	decision.At = "2025-01-01T00:00:00Z"
	require.NoError(t, c.Decide(t.Context(), []deposit.Decision{decision}), "the same decision again")

	found, err = c.FindingsLike(t.Context(), string(found[0].ID))
	require.NoError(t, err)
	require.False(t, found[0].Open())
	require.Equal(t, "2024-10-01T12:00:00Z", found[0].At, "a repeated decision keeps its first time")
	require.Equal(t, deposit.FateDeferred, found[0].Fate)
	parts, err := c.Parts(t.Context(), "1", []string{"answers"})
	require.NoError(t, err)
	require.Contains(t, string(parts["answers"].Body), `"kind":"defer"`)
}

func TestAuditFindsTheFirstEventThatWasChangedRemovedOrAdded(t *testing.T) {
	for name, tamper := range map[string]struct {
		sql   string
		first int64
	}{
		"changed":  {`UPDATE event SET data = '{"by":"ola"}' WHERE seq = 3`, 3},
		"removed":  {`DELETE FROM event WHERE seq = 3`, 3},
		"inserted": {`UPDATE event SET seq = -seq WHERE seq > 3; INSERT INTO event SELECT 4, at, kind, folder, data, previous, hash FROM event WHERE seq = 2; UPDATE event SET seq = 1 - seq WHERE seq < 0`, 4},
		"swapped":  {`UPDATE event SET seq = -3 WHERE seq = 3; UPDATE event SET seq = 3 WHERE seq = 4; UPDATE event SET seq = 4 WHERE seq = -3`, 3},
		"cut off":  {`DELETE FROM event WHERE seq = 5`, 5},
	} {
		t.Run(name, func(t *testing.T) {
			c := open(t, nil)
			for range 5 {
				require.NoError(t, c.Record(t.Context(), "test", map[string]string{"by": "kari"}))
			}
			n, broken, err := c.Audit(t.Context())
			require.NoError(t, err)
			require.Equal(t, []int64{5, 0}, []int64{n, broken})
			_, err = c.writer.Exec(tamper.sql)
			require.NoError(t, err)
			_, broken, err = c.Audit(t.Context())
			require.NoError(t, err)
			require.Equal(t, tamper.first, broken)
		})
	}
}

func TestActsKeepTheirFirstTimeAndReopenTakesThemBack(t *testing.T) {
	c := open(t, nil)
	a, err := c.PutAct(t.Context(), deposit.Act{Gate: "list", By: "kari", Digest: "d", At: "t1"})
	require.NoError(t, err)
	again, err := c.PutAct(t.Context(), deposit.Act{Gate: "list", By: "kari", Digest: "d", At: "t2"})
	require.NoError(t, err)
	require.Equal(t, a, again)
	require.NoError(t, c.Reopen(t.Context(), []string{"list", "boxes"}, deposit.Act{By: "kari", Because: "feil tykkelse", At: "t3"}))
	acts, err := c.Acts(t.Context())
	require.NoError(t, err)
	require.Len(t, acts, 2)
	require.Equal(t, acts[1].Seq, acts[0].Undone)
}

func TestAnActInOtherWordsIsAnotherAct(t *testing.T) {
	c := open(t, nil)
	said := deposit.Act{Gate: "contact", Role: "ika", By: "kari", For: "IKA", Ref: "24/100", Because: "varsel", Basis: "instruksen", Digest: "d", Number: 1, At: "t1"}
	first, err := c.PutAct(t.Context(), said)
	require.NoError(t, err)
	for word, change := range map[string]func(*deposit.Act){
		"for": func(a *deposit.Act) { a.For = "kommunen" }, "ref": func(a *deposit.Act) { a.Ref = "24/101" },
		"because": func(a *deposit.Act) { a.Because = "svar" }, "basis": func(a *deposit.Act) { a.Basis = "forskriften" },
		"number": func(a *deposit.Act) { a.Number = 2 },
	} {
		t.Run(word, func(t *testing.T) {
			other := said
			other.At = "t2"
			change(&other)
			second, err := c.PutAct(t.Context(), other)
			require.NoError(t, err)
			require.Greater(t, second.Seq, first.Seq)
			require.Equal(t, "t2", second.At)
			again, err := c.PutAct(t.Context(), other)
			require.NoError(t, err)
			require.Equal(t, second, again)
		})
	}
}

func TestReadersAndTheWriterDoNotBlockEachOther(t *testing.T) {
	c := open(t, nil)
	addFolder(t, c, "1")
	ctx, stop := context.WithCancel(t.Context())
	readers := make(chan error, 4)
	for range 4 {
		go func() {
			for ctx.Err() == nil {
				if _, err := c.Tasks(context.Background(), stage.Ask{Most: 10, Parts: []string{"taken"}, Rooms: []stage.Name{"intake"}}); err != nil {
					readers <- err
					return
				}
			}
			readers <- nil
		}()
	}
	for range 50 {
		require.NoError(t, c.Commit(t.Context(), []stage.Done{done("1")}))
	}
	stop()
	for range 4 {
		require.NoError(t, <-readers)
	}
}
