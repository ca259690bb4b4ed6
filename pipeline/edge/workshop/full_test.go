package workshop

import (
	"context"
	"io"
	"io/fs"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/convert"
)

// torn is a source whose disk gives up while it is read.
type torn struct{ fs.File }

func (torn) Open(string) (fs.File, error) { return torn{}, nil }
func (torn) Close() error                 { return nil }
func (torn) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: "mapper/1/Ola.doc", Err: syscall.EIO}
}

// A disk that gives up says so with what was attempted and what to do, and without the file's name, wherever it gives up.
func TestADiskThatGivesUpIsTroubleOfTheDisk(t *testing.T) {
	w := &work{done: filepath.Join(t.TempDir(), "1.pdf")}
	p := &place{shop: New(Options{Dir: t.TempDir(), Sources: torn{}})}
	_, copied := p.copied(convert.Job{Path: "mapper/1/Ola.doc"}, filepath.Join(t.TempDir(), "1"))
	written := w.write(func(io.Writer) error { return &fs.PathError{Op: "write", Path: w.done, Err: syscall.ENOSPC} })
	for _, err := range []error{copied, written} {
		var told *deposit.Error
		require.ErrorAs(t, err, &told)
		require.Equal(t, deposit.Disk, told.Kind)
		require.Equal(t, "disk", told.Key, "a sentence with a remedy")
		require.NotContains(t, err.Error(), "Ola")
	}
	require.ErrorIs(t, w.write(func(io.Writer) error { return context.Canceled }), context.Canceled)
	require.NotErrorAs(t, w.write(func(io.Writer) error { return context.Canceled }), new(*deposit.Error), "what the writer says is not the disk's")
}
