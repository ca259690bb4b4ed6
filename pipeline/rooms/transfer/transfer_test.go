package transfer

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

type folder string

func (f folder) Path(name string) string { return filepath.Join(string(f), filepath.FromSlash(name)) }

var names = Options{Tar: "pakke/x.tar", Info: "pakke/x.xml", Sums: "pakke/x.sha256"}

func TestAPackageThatADepotWouldRefuseIsNotHandedOver(t *testing.T) {
	draft := folder(t.TempDir())
	require.NoError(t, os.Mkdir(draft.Path("pakke"), 0o700))
	for _, name := range []string{names.Tar, names.Info, names.Sums} {
		require.NoError(t, os.WriteFile(draft.Path(name), []byte("ikke en pakke"), 0o600))
	}
	result, err := New(draft, names).Run(t.Context())
	require.Equal(t, deposit.NotValid, deposit.KindOf(err))
	var known *deposit.Error
	require.ErrorAs(t, err, &known)
	require.Equal(t, "package_not_valid", known.Key)
	require.NotEmpty(t, result.Findings, "people are told why")
}

func TestAPackageThatIsNotThereIsTroubleOfTheDisk(t *testing.T) {
	_, err := New(folder(t.TempDir()), names).Run(t.Context())
	require.Equal(t, deposit.Disk, deposit.KindOf(err))
	require.NotContains(t, err.Error(), os.TempDir())
}
