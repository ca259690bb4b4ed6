package pipeline

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/verify"
)

func TestAPackageThatIsNotValidIsToldByItsCodes(t *testing.T) {
	found := []deposit.Finding{{Code: verify.TarDamaged}, {Code: verify.SchemaMissing}, {Code: verify.TarDamaged}, {Code: verify.InfoUnfit}}
	var told *deposit.Error
	require.ErrorAs(t, notShown(&deposit.Error{Kind: deposit.NotValid, Op: "transfer", Key: "package_not_valid"}, found), &told)
	require.Equal(t, []any{deposit.NotValid, "own_package", []string{string(verify.TarDamaged) + " " + string(verify.InfoUnfit)}}, []any{told.Kind, told.Key, told.Args})
}

func TestTroubleWithTheMachineIsNotSaidToBeThePackages(t *testing.T) {
	full := &deposit.Error{Kind: deposit.Disk, Op: "write output", Key: "disk_full"}
	require.Equal(t, full, notShown(full, nil))
	stopped := &deposit.Error{Kind: deposit.Interrupted, Op: "verify"}
	require.Equal(t, stopped, notShown(stopped, []deposit.Finding{{Code: verify.TarDamaged}}))
}
