//go:build conformance

package pipeline

// What other people's programs say of the report (Nu HTML checker, axe-core):
//
//	go test -tags conformance -run Judges ./pipeline
//
// The judges are found in the directory that ARKIVDEPOT_ORACLES names, or beside the module in ../shared/oracles. With ARKIVDEPOT_KEEP set to a folder,
// the pages stay there to be looked at.

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestReportBeforeTheJudges(t *testing.T) {
	judge := filepath.Join("..", "..", "shared", "oracles", "html")
	if dir := os.Getenv("ARKIVDEPOT_ORACLES"); dir != "" {
		judge = filepath.Join(dir, "html")
	}
	dir := t.TempDir()
	if keep := os.Getenv("ARKIVDEPOT_KEEP"); keep != "" {
		dir = keep
	}
	args := []string{}
	for _, lang := range []string{"nb", "en"} {
		o, r, s := reportSample()
		o.Deposit.Language = lang
		require.NoError(t, o.report(t.Context(), s))
		path := filepath.Join(dir, "report-"+lang+".html")
		require.NoError(t, os.WriteFile(path, r.out[reportHTML].Bytes(), 0o600))
		args = append(args, path)
	}
	out, err := exec.Command(judge, args...).CombinedOutput()
	require.NoError(t, err, "%s", out)
}
