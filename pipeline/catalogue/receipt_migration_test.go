package catalogue

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// TestAReceiptOfAnOlderStoreKeepsItsNumber: before migration 8 the number of the depot's receipt stood where the role of an act stands.
func TestAReceiptOfAnOlderStoreKeepsItsNumber(t *testing.T) {
	path := filepath.Join(t.TempDir(), "catalogue.sqlite")
	o := Options{Now: func() time.Time { return time.Unix(1_700_000_000, 0) }}
	c, err := Open(t.Context(), path, o)
	require.NoError(t, err)
	for _, a := range []deposit.Act{{Gate: "contact", Role: "ika", By: "kari"}, {Gate: "receipt", Role: "2", By: "kari"}, {Gate: "receipt", By: "kari", Ref: "before numbers were kept"}} {
		_, err := c.PutAct(t.Context(), a)
		require.NoError(t, err)
	}
	for _, back := range []string{`ALTER TABLE act DROP COLUMN number`, `DELETE FROM goose_db_version WHERE version_id >= 8`} {
		_, err := c.writer.ExecContext(t.Context(), back)
		require.NoError(t, err)
	}
	require.NoError(t, c.Close())

	c, err = Open(t.Context(), path, o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, c.Close()) })
	acts, err := c.Acts(t.Context())
	require.NoError(t, err)
	require.Len(t, acts, 3)
	require.Equal(t, []any{"ika", 0, "", 2, "", 0}, []any{acts[0].Role, acts[0].Number, acts[1].Role, acts[1].Number, acts[2].Role, acts[2].Number})
}
