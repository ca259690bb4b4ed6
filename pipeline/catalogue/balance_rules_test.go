package catalogue

import (
	"database/sql"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

func TestWhatIsExcludedByRuleIsCountedByRule(t *testing.T) {
	c := open(t, nil)
	receiveInto(t, c, clients(2))
	require.NoError(t, c.change(t.Context(), "test", func(tx *sql.Tx) error {
		rows, err := tx.Query(`SELECT id FROM folder ORDER BY id`)
		require.NoError(t, err)
		var ids []deposit.FolderID
		for rows.Next() {
			var id deposit.FolderID
			require.NoError(t, rows.Scan(&id))
			ids = append(ids, id)
		}
		require.NoError(t, rows.Close())
		_, err = tx.Exec(`UPDATE folder SET fate = 'excluded_by_rule', because = 'R2.1-2' WHERE id = $1`, string(ids[0]))
		require.NoError(t, err)
		r := deposit.Renditions{Fates: []deposit.FileFate{{Ordinal: 1, Size: 1000, Fate: deposit.FatePackaged},
			{Ordinal: 2, Size: 1000, Fate: deposit.FateExcludedByRule, Because: "r5-klasse-2"}, {Ordinal: 3, Size: 1000, Fate: deposit.FateExcludedByRule, Because: "r5-klasse-3"}}}
		body, err := stage.Encode(r)
		require.NoError(t, err)
		return putPart(t.Context(), tx, ids[1], r.Part(), body, deposit.DigestOf(body))
	}))
	b, err := c.Balance(t.Context())
	require.NoError(t, err)
	require.True(t, b.Adds())
	require.Equal(t, []deposit.RuleAmount{{Rule: "R2.1-2", Folders: 1, Files: 3, Bytes: 3000}, {Rule: "r5-klasse-2", Files: 1, Bytes: 1000}, {Rule: "r5-klasse-3", Files: 1, Bytes: 1000}}, b.Rules)
}
