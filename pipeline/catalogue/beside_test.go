package catalogue

import (
	"database/sql"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/box"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/lists"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// ofFolders are the tables that balances and rows are read from.
var ofFolders = []string{"folder", "part", "seal", "source", "decision", "purge_outcome", "rendition"}

// tableText is all that stands in a table.
func tableText(t *testing.T, c *Catalogue, table string) string {
	t.Helper()
	text := ""
	require.NoError(t, c.each(t.Context(), func(rows *sql.Rows) error {
		columns, err := rows.Columns()
		require.NoError(t, err)
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		err = rows.Scan(values...)
		for _, v := range values {
			text += fmt.Sprintf("%v|", *v.(*any))
		}
		return err
	}, `SELECT * FROM `+table+` ORDER BY 1, 2`))
	return text
}

func TestWhatIsWrittenBesideSaysNothingOfFolders(t *testing.T) {
	c := open(t, nil)
	shelve(t, c, 40)
	before := map[string]string{}
	for _, table := range ofFolders {
		before[table] = tableText(t, c, table)
	}
	at := c.folders.Load()
	require.NoError(t, c.SealHall(t.Context(), "box", stage.Seal{Output: "d"}))
	require.NoError(t, c.Record(t.Context(), "noted", nil))
	require.NoError(t, c.PutFindings(t.Context(), "lists", []deposit.Finding{{Code: lists.NoGlyph, Args: []string{"U+0000"}}}))
	_, err := roomOf(c, box.Options{}).Run(t.Context())
	require.NoError(t, err)
	require.Equal(t, at, c.folders.Load())
	for _, table := range ofFolders {
		require.Equal(t, before[table], tableText(t, c, table), table)
	}
}

func TestRowsThatAreKeptFollowTheFolders(t *testing.T) {
	c := open(t, nil)
	shelve(t, c, 3)
	names := func() (names []string) {
		for row, err := range c.ListRows().List(t.Context(), deposit.ByJournalNo) {
			require.NoError(t, err)
			names = append(names, row.LastName)
		}
		return names
	}
	require.Equal(t, []string{"Prøve00002", "Prøve00001", "Prøve00000"}, names())
	body, err := stage.Encode(deposit.Card{LastName: "Ny"})
	require.NoError(t, err)
	require.NoError(t, c.change(t.Context(), "test", func(tx *sql.Tx) error {
		return putPart(t.Context(), tx, "id15838", deposit.Card{}.Part(), body, deposit.DigestOf(body))
	}))
	require.Equal(t, []string{"Prøve00002", "Ny", "Prøve00000"}, names())
}

// A thing that holds a folder moves its files in the balance, whoever found it and whenever it goes.
func TestABoxThatHoldsMovesTheBalance(t *testing.T) {
	c := open(t, nil)
	addFolder(t, c, "a")
	codes := deposit.Codes()
	hold := codes[slices.IndexFunc(codes, func(c deposit.Code) bool { return deposit.Lookup(c).Severity == deposit.Hold })]
	held := func() int64 {
		b, err := c.Balance(t.Context())
		require.NoError(t, err)
		for _, a := range b.Went {
			if a.Fate == deposit.FateHeld {
				return a.Folders
			}
		}
		return 0
	}
	require.Zero(t, held())
	plan := func(found ...deposit.Finding) {
		require.NoError(t, c.BoxShelf().Replace(t.Context(), box.Result{}, func(to box.Sink) error { return to.Find("a", found) }))
	}
	plan(deposit.Finding{Code: hold, Journal: "1/2003"})
	require.EqualValues(t, 1, held())
	plan()
	require.Zero(t, held())
}
