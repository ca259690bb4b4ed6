package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

func TestTroubleSaysWhereInTheWorkspaceAndNothingElse(t *testing.T) {
	root := t.TempDir()
	d := Open(root, nil)
	for path, where := range map[string]string{
		filepath.Join(root, ".arkivdepot", "lock"):                     ".arkivdepot/lock",
		filepath.Join(root, "ut", "rapport", "report.json"):            "ut/rapport/report.json",
		filepath.Join(root, "register.xlsx.tmp"):                       "register.xlsx",
		filepath.Join(root, "inn", "mapper", "Etternavn, Fornavn"):     "",
		filepath.Join(filepath.Dir(root), "somewhere", "else", "lock"): "",
		root: "",
	} {
		var e *deposit.Error
		require.ErrorAs(t, d.trouble("write file", &fs.PathError{Op: "open", Path: path, Err: syscall.EACCES}), &e)
		require.Equal(t, where, e.At)
		require.Equal(t, deposit.Disk, e.Kind)
		require.ErrorIs(t, e, fs.ErrPermission)
		require.NotContains(t, e.Error(), root)
		require.ErrorAs(t, d.trouble("rename", &os.LinkError{Op: "rename", Old: path + ".tmp", New: path, Err: syscall.EROFS}), &e)
		require.Equal(t, where, e.At)
		require.NotContains(t, e.Error(), root)
	}
	known := &deposit.Error{Kind: deposit.Locked}
	require.Same(t, known, d.trouble("write file", known).(*deposit.Error))
	require.NoError(t, d.trouble("write file", nil))
}

func TestALockThatCannotBeTakenSaysWhichFile(t *testing.T) {
	root := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(root, ".arkivdepot", "lock"), 0o700)) // a folder stands where the file should
	_, err := Open(root, nil).Lock("arkivdepot run", time.Now())
	var e *deposit.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, ".arkivdepot/lock", e.At)
	require.Equal(t, "lock workspace", e.Op)
}

func TestAWriteThatFailsSaysWhichFile(t *testing.T) {
	root := t.TempDir()
	full := errors.New("full")
	d := Open(root, func(op string) error {
		if op == "write file" {
			return full
		}
		return nil
	})
	err := d.WriteOutput("rapport/report.json", func(w io.Writer) error {
		_, err := w.Write([]byte("x"))
		return err
	})
	var e *deposit.Error
	require.ErrorAs(t, err, &e)
	require.ErrorIs(t, err, full)
	require.Equal(t, "ut/rapport/report.json", e.At)
}
