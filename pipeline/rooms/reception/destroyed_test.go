package reception

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// theFolder is the one folder that a ledger has.
func theFolder(t *testing.T, m *memory) Folder {
	t.Helper()
	require.Len(t, m.folders, 1)
	for _, f := range m.folders {
		return f
	}
	return Folder{}
}

// destroy records that the folder's file of an ordinal was destroyed.
func destroy(m *memory, f Folder, ordinal int) {
	file := f.Files[ordinal-1]
	m.gone = map[deposit.FolderID]deposit.Purged{f.Ref.ID: {Documents: []deposit.PurgedDocument{
		{Document: 2, Ordinal: ordinal, Path: file.Path, Size: file.Size, Modified: file.Modified, SHA256: "bb"}, {Document: 9, Paper: true}}}}
}

func TestADestroyedFileSurvivesEveryReception(t *testing.T) {
	m := newMemory()
	b := book{clients: rows(soundRow("45/79"))}
	receive(t, b.tray(t, inFolder+"a.pdf", inFolder+"b.pdf", inFolder+"c.pdf"), m)
	before := theFolder(t, m)
	destroy(m, before, 2)
	writes := m.writes
	report := receive(t, b.tray(t, inFolder+"a.pdf", inFolder+"c.pdf"), m)
	require.False(t, report.Unchanged, "the tree is another")
	require.Equal(t, []int{3, 0, 0}, []int{report.Files, report.Changed, report.Loose})
	require.Equal(t, writes, m.writes)
	require.Equal(t, before, theFolder(t, m), "files, ordinals, stamp: nothing differs")

	added := receive(t, b.tray(t, inFolder+"a.pdf", inFolder+"aa.pdf", inFolder+"c.pdf"), m)
	require.Equal(t, 4, added.Files)
	files := theFolder(t, m).Files
	require.Equal(t, before.Files[1].Path, files[2].Path, "a new file moves its ordinal, not its path")
}

func TestAFileWhereADestroyedOneLayHoldsAndIsNotTakenForIt(t *testing.T) {
	m := newMemory()
	b := book{clients: rows(soundRow("45/79"))}
	both := b.tray(t, inFolder+"a.pdf", inFolder+"b.pdf")
	receive(t, both, m)
	before := theFolder(t, m)
	destroy(m, before, 2)
	receive(t, b.tray(t, inFolder+"a.pdf"), m)
	require.Empty(t, theFolder(t, m).Findings)
	receive(t, both, m)
	again := theFolder(t, m)
	require.Equal(t, before.Files, again.Files)
	require.Equal(t, []deposit.Code{DestroyedAgain}, []deposit.Code{again.Findings[0].Code})
	require.Equal(t, inFolder+"b.pdf", again.Findings[0].File)
	receive(t, b.tray(t, inFolder+"a.pdf"), m)
	require.Empty(t, theFolder(t, m).Findings, "taken away again, nothing holds")
}
