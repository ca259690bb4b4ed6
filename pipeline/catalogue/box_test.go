package catalogue

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/box"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/lists"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// shelve puts n folders into the catalogue, number i born on a day that goes round the year; the keys have the layout of trades/order. Every tenth folder
// is digital only.
func shelve(t testing.TB, c *Catalogue, n int) {
	t.Helper()
	require.NoError(t, c.change(t.Context(), "test", func(tx *sql.Tx) error {
		for i := 1; i <= n; i++ {
			card := deposit.Card{Journal: deposit.JournalNo{Written: fmt.Sprintf("%d/03", i), Sequence: i, Start: 2003, Split: true}, LastName: fmt.Sprintf("Prøve%05d", n-i), FirstName: "Test",
				Birth: deposit.Date{Year: 1998 + i%3, Month: 1 + i%12, Day: 1 + i%28}}
			paper := deposit.Paper{Medium: deposit.OnPaper, Volumes: 1, Thickness: 10 + i%30}
			if i%10 == 0 {
				paper = deposit.Paper{Medium: deposit.Digital}
			}
			birth := []byte{1, byte(card.Birth.Year >> 8), byte(card.Birth.Year), 0, byte(card.Birth.Month), 0, byte(card.Birth.Day)}
			switch {
			case i%100 == 7:
				card.Birth, birth = deposit.Date{}, []byte{2}
			case i%100 == 8:
				card.Birth, birth = deposit.Date{Year: 1998}, []byte{1, 7, 206, 0, 0, 0, 0}
			}
			id := fmt.Sprintf("id%05d", i*7919%99991)
			if _, err := tx.Exec(`INSERT INTO folder (id, journal, fate, because, key_name, key_birth, key_journal, collation) VALUES ($1,$2,'packaged','',$3,$4,$5,'t')`,
				id, card.Journal.String(), []byte(card.LastName), birth, []byte(card.Journal.Key())); err != nil {
				return err
			}
			for _, part := range []deposit.Part{card, paper} {
				body, err := stage.Encode(part)
				if err != nil {
					return err
				}
				if err := putPart(t.Context(), tx, deposit.FolderID(id), part.Part(), body, deposit.DigestOf(body)); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

func TestFoldersStreamInEveryOrderOverPages(t *testing.T) {
	c := open(t, nil)
	shelve(t, c, 1203)
	_, err := c.writer.Exec(`UPDATE folder SET fate = 'deferred' WHERE journal = '3/2003-04'`)
	require.NoError(t, err)
	for _, line := range []box.Line{{Ordering: deposit.ByJournalNo}, {Ordering: deposit.ByName}, {Ordering: deposit.ByBirth}, {Ordering: deposit.ByBirth, MonthDay: true}} {
		seen := map[string]bool{}
		before := ""
		for row, err := range c.BoxShelf().Folders(t.Context(), line) {
			require.NoError(t, err)
			require.False(t, seen[row.Ref.Journal])
			seen[row.Ref.Journal] = true
			key := keyOf(row, line)
			require.LessOrEqual(t, before, key)
			before = key
		}
		require.Len(t, seen, 1202, "%v", line)
		require.NotContains(t, seen, "3/2003-04")
	}
}

// keyOf is a text that sorts as the line should; what is unknown stands last.
func keyOf(row deposit.FolderRow, line box.Line) string {
	b := row.Card.Birth
	switch {
	case line.Ordering == deposit.ByJournalNo:
		return row.Card.Journal.Key()
	case line.Ordering == deposit.ByName:
		return row.Card.LastName
	case b.IsZero() || line.MonthDay && b.Month == 0:
		return "~"
	case line.MonthDay:
		return fmt.Sprintf("%02d-%02d-%04d", b.Month, b.Day, b.Year)
	}
	return fmt.Sprintf("%04d-%02d-%02d", b.Year, b.Month, b.Day)
}

func roomOf(c *Catalogue, o box.Options) box.Room {
	o.Profile = deposit.Profile{Ordering: deposit.ByJournalNo, BoxCapacity: 85, MeanThickness: 20}
	return box.New(c.BoxShelf(), o)
}

func TestABoxPlanIsWrittenWholeAndReadBackAsItWasPlanned(t *testing.T) {
	c := open(t, nil)
	shelve(t, c, 1203)
	var text, again strings.Builder
	result, err := roomOf(c, box.Options{Text: &text}).Run(t.Context())
	require.NoError(t, err)
	require.Greater(t, result.Boxes, 2*boxPage)
	for f, err := range c.BoxShelf().Stored(t.Context()) {
		require.NoError(t, err)
		require.Equal(t, result.Boxes, f.Box.Of)
		again.WriteString(box.Lines(f))
	}
	require.Equal(t, text.String(), again.String()+fmt.Sprintf("end\t%d\n", result.Boxes))
	second, err := roomOf(c, box.Options{Pinned: result.Digest}).Run(t.Context())
	require.NoError(t, err)
	require.Equal(t, result, second)
	events, broken, err := c.Audit(t.Context())
	require.NoError(t, err)
	require.Equal(t, []int64{2, 0}, []int64{events, broken})
}

func TestAPlanThatFailsOrConflictsLeavesTheOneBefore(t *testing.T) {
	full := errors.New("full")
	fail := false
	c := open(t, func(op string) error {
		if fail {
			return full
		}
		return nil
	})
	shelve(t, c, 40)
	result, err := roomOf(c, box.Options{}).Run(t.Context())
	require.NoError(t, err)
	_, err = c.writer.Exec(`DELETE FROM folder WHERE journal = '1/2003-04'`)
	require.NoError(t, err)
	_, err = roomOf(c, box.Options{Pinned: result.Digest}).Run(t.Context())
	require.Equal(t, deposit.Conflict, deposit.KindOf(err))
	fail = true
	_, err = roomOf(c, box.Options{}).Run(t.Context())
	require.ErrorIs(t, err, full)
	boxes := 0
	for _, err := range c.BoxShelf().Stored(t.Context()) {
		require.NoError(t, err)
		boxes++
	}
	require.Equal(t, result.Boxes, boxes)
}

func TestAFolderWithoutItsPartsIsAnErrorAndNeverLeftOut(t *testing.T) {
	c := open(t, nil)
	addFolder(t, c, "1")
	_, err := c.writer.Exec(`UPDATE folder SET key_journal = $1`, []byte("1"))
	require.NoError(t, err)
	_, err = roomOf(c, box.Options{}).Run(t.Context())
	require.ErrorContains(t, err, "no card or paper part")
	for _, err := range c.ListRows().List(t.Context(), deposit.ByJournalNo) {
		require.ErrorContains(t, err, "J1 has no card or paper part")
	}
	for _, err := range c.ListRows().List(t.Context(), deposit.ByName) {
		require.ErrorContains(t, err, "0 of 1 folders stand in the order", "the key is no bytes, so no page holds the folder")
	}
}

func TestListsHoldEveryFolderWithItsPlacesInEveryOrder(t *testing.T) {
	c := open(t, nil)
	shelve(t, c, 1203)
	result, err := roomOf(c, box.Options{}).Run(t.Context())
	require.NoError(t, err)
	for _, ordering := range deposit.Orderings() {
		rows, placed := 0, 0
		for row, err := range c.ListRows().List(t.Context(), ordering) {
			require.NoError(t, err)
			rows++
			placed += len(row.Placings)
			require.Equal(t, row.Medium == deposit.Digital, len(row.Placings) == 0)
		}
		require.Equal(t, 1203, rows)
		require.Equal(t, result.Volumes, placed)
	}
	folders, boxes := 0, 0
	var last lists.Contents
	for contents, err := range c.ListRows().Boxes(t.Context()) {
		require.NoError(t, err)
		boxes++
		require.Equal(t, boxes, contents.Box.Number)
		require.Len(t, contents.Rows, contents.Box.Folders)
		require.NotEmpty(t, contents.Rows[0].LastName)
		require.Equal(t, contents.Box.Number, contents.Rows[0].Placings[0].Box)
		folders += len(contents.Rows)
		last = contents
	}
	require.Equal(t, result.Boxes, boxes)
	require.Equal(t, result.Folders, folders)
	require.Equal(t, "1203/03", last.Rows[len(last.Rows)-1].Journal, "the number stands in the list as it was written")
}

func BenchmarkBoxes20000(b *testing.B) {
	c, err := Open(context.Background(), b.TempDir()+"/catalogue.sqlite", Options{Now: func() time.Time { return time.Unix(1_700_000_000, 0) }})
	require.NoError(b, err)
	defer c.Close()
	shelve(b, c, 20_000)
	for b.Loop() {
		_, err := roomOf(c, box.Options{}).Run(b.Context())
		require.NoError(b, err)
	}
}
