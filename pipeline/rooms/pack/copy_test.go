package pack

import (
	"context"
	"io/fs"
	"iter"
	"os"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/verify/gauge"
)

// counting counts how often the folders are read from the store.
type counting struct {
	*shelf
	walks int
}

func (c *counting) Folders(ctx context.Context) iter.Seq2[Folder, error] {
	c.walks++
	return c.shelf.Folders(ctx)
}

func TestTheStoreIsReadOnceAndNoCopyIsLeft(t *testing.T) {
	s := &counting{shelf: believable(t)}
	draft := folderDraft(t.TempDir())
	result, err := New(Ports{Source: s, Files: s, Draft: draft}, options(t)).Run(t.Context())
	require.NoError(t, err)
	require.Equal(t, 3, result.Folders)
	require.Equal(t, 1, s.walks)
	require.NoFileExists(t, draft.Path(foldersCopy))
}

// copying is a room that has copied the folders of a shelf.
func copying(t testing.TB, s *shelf) *work {
	t.Helper()
	w := &work{room: New(Ports{Source: s}, Options{}), ctx: t.Context(), draft: folderDraft(t.TempDir()), set: gauge.NewSet()}
	require.NoError(t, w.copyFolders(func(Folder) error { return nil }))
	return w
}

// TestTheCopyHoldsTheFoldersToTheLetter: whatever a folder holds, the walks see what the store gave, but for what convert said.
func TestTheCopyHoldsTheFoldersToTheLetter(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := &shelf{folders: rapid.SliceOfN(rapid.Make[Folder](), 0, 3).Draw(r, "folders")}
		w := copying(t, s)
		n := 0
		for f, err := range w.folders(t.Context()) {
			require.NoError(t, err)
			want := s.folders[n]
			want.Packed = nil
			withoutEmpty(reflect.ValueOf(&want).Elem())
			require.Equal(t, want, f)
			n++
		}
		require.Len(t, s.folders, n)
	})
}

// withoutEmpty makes lists of nothing no lists: the room knows no difference.
func withoutEmpty(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			withoutEmpty(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			withoutEmpty(v.Field(i))
		}
	case reflect.Slice:
		if v.Len() == 0 {
			v.SetZero()
		}
		for i := range v.Len() {
			withoutEmpty(v.Index(i))
		}
	}
}

// TestACopyThatIsNotWholeStopsTheRoom: cut inside a folder or between two, it is no shorter package.
func TestACopyThatIsNotWholeStopsTheRoom(t *testing.T) {
	s := believable(t)
	w := copying(t, s)
	whole, err := os.ReadFile(w.draft.Path(foldersCopy))
	require.NoError(t, err)
	var cuts []int
	for n := range s.folders {
		shorter, err := os.ReadFile(copying(t, &shelf{folders: s.folders[:n]}).draft.Path(foldersCopy))
		require.NoError(t, err)
		require.Equal(t, whole[:len(shorter)], shorter)
		cuts = append(cuts, len(shorter), len(shorter)+1, len(shorter)+200)
	}
	for _, size := range append(cuts, len(whole)-1) {
		require.NoError(t, os.WriteFile(w.draft.Path(foldersCopy), whole[:size], 0o600))
		require.Error(t, walked(w), "%d of %d bytes", size, len(whole))
	}
	require.NoError(t, os.WriteFile(w.draft.Path(foldersCopy), whole, 0o600))
	require.NoError(t, walked(w))
	require.NoError(t, w.dropCopy())
	require.NoError(t, w.dropCopy(), "there is nothing more to remove")
	require.ErrorIs(t, walked(w), fs.ErrNotExist)
}

func walked(w *work) error {
	for _, err := range w.folders(w.ctx) {
		if err != nil {
			return err
		}
	}
	return nil
}
