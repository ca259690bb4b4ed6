package transfer

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
	"github.com/arkivdepot/arkivdepot/pipeline/verify"
)

type folder string

func (f folder) Path(name string) string { return filepath.Join(string(f), filepath.FromSlash(name)) }

var names = Options{Tar: "pakke/x.tar", Info: "pakke/x.xml", Sums: "pakke/x.sha256"}

const noPackage = "ikke en pakke"

// laid is a draft in which something lies in the tar's place, and what the room is told of it.
func laid(t *testing.T, text string, describe func(deposit.Digest) error) (folder, Options) {
	t.Helper()
	draft, o := folder(t.TempDir()), names
	require.NoError(t, os.Mkdir(draft.Path("pakke"), 0o700))
	require.NoError(t, os.WriteFile(draft.Path(o.Tar), []byte(text), 0o600))
	written := dias.NewCRC32C()
	_, _ = written.Write([]byte(noPackage))
	o.CRC32C, o.Describe = written.Sum32(), describe
	return draft, o
}

func TestAPackageThatADepotWouldRefuseIsNotHandedOver(t *testing.T) {
	var draft folder
	draft, o := laid(t, noPackage, func(tar deposit.Digest) error {
		require.Equal(t, deposit.DigestOf([]byte(noPackage)), tar, "of what stands on the disk")
		return errors.Join(os.WriteFile(draft.Path(names.Info), []byte(noPackage), 0o600), os.WriteFile(draft.Path(names.Sums), []byte(noPackage), 0o600))
	})
	result, err := New(draft, o).Run(t.Context())
	require.Equal(t, deposit.NotValid, deposit.KindOf(err))
	var known *deposit.Error
	require.ErrorAs(t, err, &known)
	require.Equal(t, "package_not_valid", known.Key)
	require.NotEmpty(t, result.Findings, "people are told why")
	var said []deposit.Code
	for _, f := range result.Findings {
		said = append(said, f.Code)
	}
	require.Contains(t, said, verify.InfoUnfit, "what describes it is judged too")
}

// TestThePackageIsJudgedByTheSchemasThatItCarries: that takes a first look into the tar, before all of it is read.
func TestThePackageIsJudgedByTheSchemasThatItCarries(t *testing.T) {
	var b bytes.Buffer
	w, err := dias.NewWriter(&b, "x", time.Date(2024, 10, 1, 0, 0, 0, 0, time.UTC))
	require.NoError(t, err)
	for _, f := range []struct{ name, text string }{
		{dias.Administrative + "/addml.xml", "<addml/>"}, {dias.Administrative + "/addml.xsd", "ikke et skjema"}} {
		_, err := w.Add(dias.File{Path: f.name, Size: int64(len(f.text))}, strings.NewReader(f.text))
		require.NoError(t, err)
	}
	sealed, err := w.Close()
	require.NoError(t, err)
	draft, o := laid(t, b.String(), nil)
	o.CRC32C = sealed.CRC32C
	o.Describe = func(deposit.Digest) error {
		return errors.Join(os.WriteFile(draft.Path(names.Info), []byte(noPackage), 0o600), os.WriteFile(draft.Path(names.Sums), []byte(noPackage), 0o600))
	}
	result, err := New(draft, o).Run(t.Context())
	require.Equal(t, deposit.NotValid, deposit.KindOf(err))
	require.True(t, slices.ContainsFunc(result.Findings, func(f deposit.Finding) bool { return f.Code == verify.SchemaUnfit }), "%v", result.Findings)
}

func TestATarThatIsNotAsItWasWrittenIsNotDescribed(t *testing.T) {
	for _, text := range []string{"ikke en pakkf", "ikke en pakk", "ikke en pakke ", ""} {
		draft, o := laid(t, text, func(deposit.Digest) error {
			t.Errorf("%q is described", text)
			return nil
		})
		_, err := New(draft, o).Run(t.Context())
		var known *deposit.Error
		require.ErrorAs(t, err, &known)
		require.Equal(t, []any{deposit.Disk, "package_altered"}, []any{known.Kind, known.Key}, text)
	}
}

func TestWhatCannotBeDescribedIsNotHandedOver(t *testing.T) {
	full := &deposit.Error{Kind: deposit.Disk, Op: "write output", Key: "disk_full"}
	draft, o := laid(t, noPackage, func(deposit.Digest) error { return full })
	_, err := New(draft, o).Run(t.Context())
	require.ErrorIs(t, err, full)
	draft, o = laid(t, noPackage, func(deposit.Digest) error { return nil })
	_, err = New(draft, o).Run(t.Context())
	require.Equal(t, deposit.Disk, deposit.KindOf(err), "it says that it is described, and is not")
}

func TestAPackageThatIsNotThereIsTroubleOfTheDisk(t *testing.T) {
	_, err := New(folder(t.TempDir()), names).Run(t.Context())
	require.Equal(t, deposit.Disk, deposit.KindOf(err))
	require.NotContains(t, err.Error(), os.TempDir())
}
