package catalogue

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// answersOf is the folder's part of answers.
func answersOf(t *testing.T, c *Catalogue, folder deposit.FolderID) (a deposit.Answers) {
	t.Helper()
	parts, err := c.Parts(t.Context(), folder, []string{a.Part().Name})
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(parts[a.Part().Name].Body, &a))
	return a
}

func TestWhoVouchesForPaperAndWithWhatIsKept(t *testing.T) {
	c := open(t, nil)
	receiveInto(t, c, clients(1))
	tasks, err := c.Tasks(t.Context(), stage.Ask{Most: 1})
	require.NoError(t, err)
	ref := tasks[0].Ref
	finding := deposit.Finding{Code: "PUR-023", Journal: ref.Journal, Field: "kassasjonsklasse", Args: []string{"4", "3"}}
	decide := func(kind deposit.AnswerKind, carriers ...int) {
		found := deposit.Found{ID: finding.ID(), Folder: ref.ID, Finding: finding}
		require.NoError(t, c.Decide(t.Context(), []deposit.Decision{{Found: found, Answer: kind, By: "signe", Because: "…", At: "2024-01-01T00:00:00Z", Carriers: carriers}}))
	}
	decide(deposit.Weed, 2, 7)
	require.Equal(t, []deposit.Answer{{Finding: finding.ID(), Code: "PUR-023", Kind: deposit.Weed, Carriers: []int{2, 7}, By: "signe"}}, answersOf(t, c, ref.ID).Answers)
	decide(deposit.Weed, 3)
	require.Equal(t, []int{3}, answersOf(t, c, ref.ID).Answers[0].Carriers, "the same answer with other carriers is another one")
	require.Equal(t, 1, count(t, c, `SELECT count(*) FROM decision WHERE carriers = '3'`))
	decide(deposit.Keep)
	require.Equal(t, deposit.Answer{Finding: finding.ID(), Code: "PUR-023", Kind: deposit.Keep}, answersOf(t, c, ref.ID).Answers[0])
	require.Equal(t, 1, count(t, c, `SELECT count(*) FROM event WHERE data LIKE '%"carriers":"2 7"%'`))
}
