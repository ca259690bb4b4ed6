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
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
)

func TestReportBeforeTheJudges(t *testing.T) {
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
	oracle.Run(t, oracle.Tool(t, "html"), args...)
}
