package catalogue

import (
	"database/sql"
	"encoding/json"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// part reads a folder's part.
func part[P deposit.Part](t *testing.T, c *Catalogue, folder deposit.FolderID) (p P) {
	t.Helper()
	stored, err := c.Parts(t.Context(), folder, []string{p.Part().Name})
	require.NoError(t, err)
	if body := stored[p.Part().Name].Body; body != nil {
		require.NoError(t, json.Unmarshal(body, &p))
	}
	return p
}

func TestAHoldStandsUntilItIsLiftedAndOutlivesTheFoldersRow(t *testing.T) {
	c := open(t, nil)
	receiveInto(t, c, clients(2))
	number, err := deposit.ParseJournalNo("2/1970", 1900)
	require.NoError(t, err)
	ref, _, ok, err := c.Folder(t.Context(), deposit.FolderIDOf(received.ID, number))
	require.NoError(t, err)
	require.True(t, ok)
	hold := deposit.HoldRecord{Folder: ref, Document: 3, By: "kari", Because: "Klage.", At: "2024-01-01T00:00:00Z"}
	for _, want := range []bool{true, false} {
		changed, err := c.PutHold(t.Context(), hold)
		require.NoError(t, err)
		require.Equal(t, want, changed, "a repeated hold keeps its first time")
	}
	require.True(t, part[deposit.Holds](t, c, ref.ID).On(3))
	require.False(t, part[deposit.Holds](t, c, ref.ID).On(4))

	receiveInto(t, c, clients(1))
	_, _, ok, err = c.Folder(t.Context(), ref.ID)
	require.NoError(t, err)
	require.False(t, ok, "the row has left the register")
	receiveInto(t, c, clients(2))
	require.True(t, part[deposit.Holds](t, c, ref.ID).On(3), "and came back guarded")

	hold.Lifted = true
	changed, err := c.PutHold(t.Context(), hold)
	require.NoError(t, err)
	require.True(t, changed)
	require.False(t, part[deposit.Holds](t, c, ref.ID).On(3))
	records, err := c.Holds(t.Context())
	require.NoError(t, err)
	require.Len(t, records, 2, "the record keeps both")
	require.False(t, records[0].Stands || records[1].Stands)
}

// weighed makes a folder with its proposals.
func weighed(t *testing.T, c *Catalogue, id string, lines ...deposit.PurgeLine) {
	t.Helper()
	addFolder(t, c, id)
	require.NoError(t, c.change(t.Context(), "test", func(tx *sql.Tx) error {
		_, err := tx.Exec(`UPDATE folder SET key_journal = $2 WHERE id = $1`, id, []byte(id))
		return err
	}))
	w := deposit.Weeding{Lines: lines}
	body, err := stage.Encode(w)
	require.NoError(t, err)
	require.NoError(t, c.Commit(t.Context(), []stage.Done{{Folder: deposit.FolderRef{ID: deposit.FolderID(id), Journal: "J" + id}, Room: "purge", Makes: w.Part(), Body: body,
		Seal: stage.Seal{Output: deposit.DigestOf(body)}}}))
}

func proposedIn(t *testing.T, c *Catalogue) (all []deposit.PlannedLine) {
	t.Helper()
	require.NoError(t, c.Proposed(t.Context(), func(l deposit.PlannedLine) error {
		all = append(all, l)
		return nil
	}))
	return all
}

func TestALineIsProposedUntilItsOutcomeAndAgainWhenTheApprovalIsTakenBack(t *testing.T) {
	c := open(t, nil)
	for _, id := range []string{"2", "1"} {
		weighed(t, c, id, deposit.PurgeLine{Document: 4, Class: 3, Medium: deposit.Digital, Ordinal: 1, Size: 7}, deposit.PurgeLine{Document: 5, Class: 2, Medium: deposit.OnPaper})
	}
	lines := proposedIn(t, c)
	require.Len(t, lines, 4)
	require.Equal(t, "J1 dok. 4", lines[0].Place(), "by journal number")
	act, err := c.PutAct(t.Context(), deposit.Act{Gate: "purge", Role: deposit.RoleArchivist, By: "kari", Digest: "p", At: "2024-01-01T00:00:00Z"})
	require.NoError(t, err)

	intent := deposit.PurgeIntent{Approval: act.Seq, Plan: "p", Line: lines[0].ID, Side: deposit.FileSide, Folder: "1", Path: "a/b", Modified: 9, By: "kari", At: "2024-01-02T00:00:00Z"}
	require.NoError(t, c.Intend(t.Context(), intent))
	have, ok, err := c.Intent(t.Context(), act.Seq, lines[0].ID, deposit.FileSide)
	require.NoError(t, err)
	require.True(t, ok)
	require.Equal(t, intent, have)
	open, err := c.Unsettled(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, open)

	done := deposit.OutcomeOf(act.Seq, "p", lines[0], deposit.FileSide)
	done.Done, done.Purged = true, &deposit.PurgedDocument{Document: 4, Path: "a/b", Ordinal: 1}
	kept := deposit.OutcomeOf(act.Seq, "p", lines[1], deposit.PaperSide)
	kept.Why = deposit.NotByPerson
	require.NoError(t, c.PutOutcomes(t.Context(), []deposit.PurgeOutcome{done, kept}))
	require.NoError(t, c.PutOutcomes(t.Context(), []deposit.PurgeOutcome{done, kept}), "the same again changes nothing")
	require.Len(t, part[deposit.Purged](t, c, "1").Documents, 1)
	require.Len(t, proposedIn(t, c), 2)
	progress, err := c.Progress(t.Context(), act.Seq)
	require.NoError(t, err)
	require.Equal(t, deposit.PurgeProgress{Intended: 1, Files: 1, Papers: 1, FilesDone: 1}, progress)

	require.NoError(t, c.Reopen(t.Context(), []string{"purge"}, deposit.Act{Role: "purge", By: "kari", Because: "x"}))
	again := proposedIn(t, c)
	require.Len(t, again, 3, "what was not done is proposed again, what was destroyed never")
	require.Equal(t, "J1 dok. 5", again[0].Place())
	_, broken, err := c.Audit(t.Context())
	require.NoError(t, err)
	require.Zero(t, broken)
}

// TestAnOutcomeIsAllOrNothing: the row, what the folder remembers, and the event.
func TestAnOutcomeIsAllOrNothing(t *testing.T) {
	full := errors.New("full")
	fail := false
	c := open(t, func(op string) error {
		if fail && op == "store purge outcome" {
			return full
		}
		return nil
	})
	weighed(t, c, "1", deposit.PurgeLine{Document: 4, Class: 3, Medium: deposit.Digital, Ordinal: 1})
	fail = true
	done := deposit.OutcomeOf(1, "p", proposedIn(t, c)[0], deposit.FileSide)
	done.Done, done.Purged = true, &deposit.PurgedDocument{Document: 4, Path: "a"}
	require.ErrorIs(t, c.PutOutcomes(t.Context(), []deposit.PurgeOutcome{done}), full)
	require.Empty(t, part[deposit.Purged](t, c, "1").Documents)
	done2, kept, err := c.OutcomeTally(t.Context())
	require.NoError(t, err)
	require.Zero(t, done2+kept)
}
