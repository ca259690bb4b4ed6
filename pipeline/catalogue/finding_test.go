package catalogue

import (
	"database/sql"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// TestAFindingBearsTheNumberAsTheRegisterWritesIt: beside the key, which is one for all ways to write it.
func TestAFindingBearsTheNumberAsTheRegisterWritesIt(t *testing.T) {
	c := open(t, nil)
	inbox := clients(1)
	inbox.rows = func(yield func(string) bool) { yield(strings.Replace(clientRow(0, "Rask"), "1/1970", "1/1970-71", 1)) }
	receiveInto(t, c, inbox)
	tasks, err := c.Tasks(t.Context(), stage.Ask{Most: 1})
	require.NoError(t, err)
	ref := tasks[0].Ref
	require.Equal(t, "1/1970", ref.Journal)
	finding := deposit.Finding{Code: "RET-001", Journal: ref.Journal}
	require.NoError(t, c.change(t.Context(), "store findings", func(tx *sql.Tx) error {
		return errors.Join(putFindings(t.Context(), tx, ref.ID, "retention", []deposit.Finding{finding}), putFindings(t.Context(), tx, "", "box", []deposit.Finding{{Code: "BOX-001"}}))
	}))
	numbers := map[deposit.Code]string{}
	require.NoError(t, c.Findings(t.Context(), func(f deposit.Found) error {
		numbers[f.Finding.Code] = f.Number
		return nil
	}))
	require.Equal(t, map[deposit.Code]string{"RET-001": "1/1970-71", "BOX-001": ""}, numbers)
	of, err := c.FindingsOf(t.Context(), ref.ID)
	require.NoError(t, err)
	require.Equal(t, "1/1970-71", of[0].Shown())
}
