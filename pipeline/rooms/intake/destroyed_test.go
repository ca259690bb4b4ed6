package intake

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

type noted struct{ found []deposit.Finding }

func (noted) Folder() deposit.FolderRef { return deposit.FolderRef{ID: "1", Journal: "2009-00001"} }
func (n *noted) Find(f deposit.Finding) { n.found = append(n.found, f) }

func TestADestroyedFileStandsWithItsHashAndIsNotOpened(t *testing.T) {
	sources := &shelf{files: fstest.MapFS{"a/1.txt": {Data: []byte("text er her")}, "a/2.txt": {Data: []byte("text lagt tilbake")}}}
	files := deposit.Files{Files: []deposit.SourceFile{{Ordinal: 1, Path: "a/1.txt", Size: 11}, {Ordinal: 2, Path: "a/2.txt", Size: 9}}}
	info, err := sources.files.Stat("a/1.txt")
	require.NoError(t, err)
	files.Files[0].Modified = info.ModTime().UnixNano()
	gone := deposit.Purged{Documents: []deposit.PurgedDocument{{Document: 4, Rule: "r5-klasse-3", Path: "a/2.txt", SHA256: "bb", Size: 9}}}
	b := &noted{}
	taken, err := New(sources, reader{}, policy).Run(t.Context(), In{Files: files, Purged: gone}, b)
	require.NoError(t, err)
	require.Equal(t, map[string]int{"a/1.txt": 1}, sources.opened, "not even when a file lies there again")
	require.Equal(t, deposit.TakenFile{Ordinal: 2, SHA256: "bb", Size: 9, Verdict: deposit.FormatPurged, Rule: "r5-klasse-3"}, taken.Files[1])
	for _, f := range b.found {
		require.NotEqual(t, "a/2.txt", f.File)
	}
}
