//go:build !windows

package xsd

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestConstructsAgreeWithJudge asks the judge about every document of the suite by clause.
func TestConstructsAgreeWithJudge(t *testing.T) {
	known := knownDisagreements(t)
	documents := 0
	for _, c := range allConstructs() {
		if slices.Contains(notForJudge, c.clause) {
			continue
		}
		s := mustLoad(t, c.schema)
		file := filepath.Join(t.TempDir(), "t.xsd")
		require.NoError(t, os.WriteFile(file, []byte(schemaOf(c.schema)), 0o600))
		var docs [][]byte
		for _, body := range c.valid {
			docs = append(docs, []byte(documentOf(body)))
		}
		for _, b := range c.invalid {
			docs = append(docs, []byte(documentOf(b.doc)))
		}
		for i, theirs := range judge(t, file, catalogPath(t), docs) {
			documents++
			if mine := ours(t, s, docs[i]); mine.valid != theirs.valid {
				known.check(t, c.clause+" "+string(docs[i]), mine, theirs)
			}
		}
	}
	t.Logf("%d documents", documents)
}
