package pack

import (
	"errors"
	"fmt"
	"io"
	"path"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
)

var errFull = &deposit.Error{Kind: deposit.Disk, Op: "write output", Key: "disk", Err: errors.New("no space left on device")}

// fullDraft is a disk that is full when the tar is written.
type fullDraft struct{ folderDraft }

func (d fullDraft) Create(name string) (io.WriteCloser, error) {
	out, err := d.folderDraft.Create(name)
	if err != nil || path.Ext(name) != ".tar" {
		return out, err
	}
	return fullFile{out}, nil
}

type fullFile struct{ io.WriteCloser }

func (fullFile) Write([]byte) (int, error) { return 0, errFull }

func TestAFullDiskIsToldAsTheDisksTroubleAndLeavesNoTar(t *testing.T) {
	draft := fullDraft{folderDraft(t.TempDir())}
	s := believable(t)
	_, err := New(Ports{Source: s, Files: s, Draft: draft}, options(t)).Run(t.Context())
	require.ErrorIs(t, err, errFull)
	require.NoFileExists(t, draft.Path("pakke/"+string(PackageID(options(t).Deposit.ID, 1))+".tar"))
}

func TestTroubleWithTheTarIsNoTroubleOfTheFileThatMeetsIt(t *testing.T) {
	file := &toPack{journal: "12/2009", ordinal: 3}
	var told *deposit.Error
	require.ErrorAs(t, fileTrouble(file, fmt.Errorf("%w: %w", dias.ErrOutput, errFull)), &told)
	require.Equal(t, errFull, told)
	require.ErrorAs(t, fileTrouble(file, errors.New("input/output error")), &told)
	require.Equal(t, "file_unread", told.Key)
	require.Equal(t, "12/2009, fil 3", told.At)
}
