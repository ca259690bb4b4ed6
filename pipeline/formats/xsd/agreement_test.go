//go:build !windows

package xsd

import (
	"path/filepath"
	"testing"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
)

// TestSamplesAgreeWithJudge compares the verdict on every sample with every schema that declares its root.
func TestSamplesAgreeWithJudge(t *testing.T) {
	known := knownDisagreements(t)
	pairs, lines, sameLine := 0, 0, 0
	for _, f := range families(t) {
		docs := make([][]byte, len(f.samples))
		for i, s := range f.samples {
			docs[i] = s.content
		}
		theirs := judge(t, filepath.Join(oracle.Standards(t), f.file), catalogPath(t), docs)
		for i, s := range f.samples {
			pairs++
			mine := ours(t, f.schema, s.content)
			if mine.valid != theirs[i].valid {
				known.check(t, f.file+" "+s.name, mine, theirs[i])
				continue
			}
			if !mine.valid {
				lines++
				if mine.line() == theirs[i].line() {
					sameLine++
				} else if testing.Verbose() {
					t.Logf("line: %s %s\n  ours:   %s\n  theirs: %s", f.file, s.name, mine.readable(), theirs[i].readable())
				}
			}
		}
	}
	t.Logf("%d pairs of schema and sample; first line the same in %d of %d invalid ones", pairs, sameLine, lines)
}
