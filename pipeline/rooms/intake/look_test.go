package intake

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// TestALargeFileIsHashedAndIdentifiedAtOnce: what comes out is the same as one after the other, and the trouble of either is told.
func TestALargeFileIsHashedAndIdentifiedAtOnce(t *testing.T) {
	body := "jpeg " + strings.Repeat("\x01\x02\xfe\xff", sideBySide/4)
	s := &shelf{files: fstest.MapFS{at: {Data: []byte(body), ModTime: then}}}
	in := In{Files: deposit.Files{Files: []deposit.SourceFile{{Ordinal: 1, Path: at, Size: int64(len(body)), Modified: then.UnixNano()}}}}
	taken, err := New(s, reader{}, policy).Run(t.Context(), in, &bench{})
	require.NoError(t, err)
	require.Equal(t, deposit.DigestOf([]byte(body)), taken.Files[0].SHA256)
	require.Equal(t, "fmt/43", taken.Files[0].PUID)
	require.Equal(t, int64(len(body)), taken.Files[0].Size)
	require.Equal(t, 1, s.opened[at], "one opening")
	_, err = New(s, reader{err: errors.New("disk")}, policy).Run(t.Context(), in, &bench{})
	require.Error(t, err)
}
