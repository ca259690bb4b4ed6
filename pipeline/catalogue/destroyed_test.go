package catalogue

import (
	"database/sql"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/reception"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// lacking is an inbox without some paths.
func lacking(h *handedIn, paths ...string) *handedIn {
	tree := h.tree
	h.tree = func(visit func(reception.Entry) error) error {
		return tree(func(e reception.Entry) error {
			for _, p := range paths {
				if e.Path == p {
					return nil
				}
			}
			return visit(e)
		})
	}
	return h
}

// destroyFirst records that the file at the path was destroyed, as an executed plan does.
func destroyFirst(t *testing.T, c *Catalogue, path string) {
	t.Helper()
	gone := deposit.Purged{Documents: []deposit.PurgedDocument{{Document: 1, Class: 3, Rule: "r5-klasse-3", Path: path, SHA256: deposit.DigestOf([]byte(path)), Size: 1000, Modified: 7}}}
	body, err := stage.Encode(gone)
	require.NoError(t, err)
	require.NoError(t, c.change(t.Context(), "test", func(tx *sql.Tx) error {
		var folder string
		require.NoError(t, tx.QueryRow(`SELECT folder FROM source WHERE path = $1`, path).Scan(&folder))
		return putPart(t.Context(), tx, deposit.FolderID(folder), gone.Part(), body, deposit.DigestOf(body))
	}))
}

func TestADestroyedFileKeepsItsRowThroughReceptions(t *testing.T) {
	c := open(t, nil)
	receiveInto(t, c, clients(5))
	const path = "mapper/1970/3/brev 1.pdf"
	destroyFirst(t, c, path)
	before := dump(t, c)
	report := receiveInto(t, c, lacking(clients(5), path))
	require.Equal(t, []int{0, 0, 15}, []int{report.Changed, report.Loose, report.Files})
	require.Equal(t, withoutHall(before), withoutHall(dump(t, c)), "only the mark of the reception is another")
	b, err := c.Balance(t.Context())
	require.NoError(t, err)
	require.True(t, b.Adds())
	require.Equal(t, int64(15), b.Came.Files, "what came in is what came in")
}

func withoutHall(text string) string {
	var kept []string
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "hall ") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

func TestAFolderOfWhichSomethingWasDestroyedDoesNotLeaveSilently(t *testing.T) {
	c := open(t, nil)
	receiveInto(t, c, clients(2))
	destroyFirst(t, c, "mapper/1970/2/brev 0.pdf")
	require.Zero(t, receiveInto(t, c, clients(1)).Removed, "no act stands, and yet its record may not go")
	require.Equal(t, 1, count(t, c, `SELECT count(*) FROM finding WHERE code = $1`, string(reception.VanishedAfterActs)))
}

func TestPartsThatNobodyWroteAreEmpty(t *testing.T) {
	c := open(t, nil)
	receiveInto(t, c, clients(1))
	names := []string{"answers", "holds", "purged", "card", "verdict"}
	tasks, err := c.Tasks(t.Context(), stage.Ask{Most: 5, Parts: names})
	require.NoError(t, err)
	parts, err := c.Parts(t.Context(), tasks[0].Ref.ID, names)
	require.NoError(t, err)
	for name, body := range map[string]string{"answers": `{"answers":null}`, "holds": `{"holds":null}`, "purged": `{"documents":null}`} {
		require.Equal(t, body, string(parts[name].Body))
		require.Equal(t, parts[name].Digest, tasks[0].Parts[name].Digest)
	}
	require.Contains(t, parts, "card")
	require.NotContains(t, parts, "verdict")
}
