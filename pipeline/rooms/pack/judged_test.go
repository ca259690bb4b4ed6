package pack

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/verify"
)

// sealedFiles are the three files that a depot gets.
type sealedFiles struct {
	name            string
	tar, info, sums []byte
}

func filesOf(t testing.TB, draft folderDraft, r Result) sealedFiles {
	t.Helper()
	read := func(name string) []byte {
		data, err := os.ReadFile(draft.Path(name))
		require.NoError(t, err)
		return data
	}
	return sealedFiles{string(r.ID) + ".tar", read(r.Tar), read(r.Info), read(r.Sums)}
}

func (s sealedFiles) judge(t testing.TB) (verify.Summary, []deposit.Finding) {
	t.Helper()
	return judged(t, s)
}

func TestEveryPackageThatIsMadeIsJudgedValid(t *testing.T) {
	bare := newShelf()
	bare.add(t, client{number: "45/1979-80", last: "Eksempel", medium: deposit.OnPaper, placings: []deposit.Placing{{Volume: 1, Volumes: 1, Box: 1, Position: 1, Size: 14}}})
	without := options(t)
	without.Schemas = nil
	small := options(t)
	small.Profile.DocumentFolder = "dokumenter"
	for name, c := range map[string]struct {
		shelf *shelf
		o     Options
		found []deposit.Code
	}{
		"believable":              {believable(t), options(t), nil},
		"Arkade's folder name":    {believable(t), small, nil},
		"paper only":              {bare, options(t), []deposit.Code{verify.NoJournals, verify.NoChangeLog}},
		"without imported schema": {believable(t), without, []deposit.Code{verify.SchemaMissing}},
	} {
		t.Run(name, func(t *testing.T) {
			draft, result := packed(t, c.shelf, c.o)
			summary, found := filesOf(t, draft, result).judge(t)
			require.True(t, summary.Valid(), "%v", found)
			require.Equal(t, verify.NoarkDIAS, summary.Kind)
			require.Equal(t, []any{string(result.ID), result.Size, result.Members, result.Folders, result.Records, result.Documents},
				[]any{summary.ID, summary.Size, summary.Members, summary.Folders, summary.Records, summary.Objects})
			for _, f := range found {
				require.Contains(t, c.found, f.Code, "%v", f.Args)
			}
			require.Equal(t, len(c.found) == 0, len(found) == 0)
		})
	}
}
