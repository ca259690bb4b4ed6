//go:build !windows

package xsd

import (
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
)

// TestGrownDocumentsAgreeWithJudge grows documents from every official schema, changes some of them, and compares.
func TestGrownDocumentsAgreeWithJudge(t *testing.T) {
	known := knownDisagreements(t)
	fsys, catalog := standards(t), standardsCatalog(t)
	documents, valid, listed, invalid, sameLine := 0, 0, 0, 0, 0
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".xsd" || strings.HasPrefix(name, "samples/") {
			return err
		}
		s, err := Load(fsys, catalog, name)
		require.NoError(t, err)
		docs := grownFor(s)
		if len(docs) == 0 {
			return nil
		}
		for i, theirs := range judge(t, filepath.Join(oracle.Standards(t), name), catalogPath(t), docs) {
			documents++
			mine := ours(t, s, docs[i])
			switch {
			case mine.valid != theirs.valid:
				if known.check(t, name+"\n"+string(docs[i][:min(len(docs[i]), 600)]), mine, theirs) != "" {
					listed++
				}
			case mine.valid:
				valid++
			default:
				invalid++
				if mine.line() == theirs.line() {
					sameLine++
				}
			}
		}
		return nil
	})
	require.NoError(t, err)
	t.Logf("%d documents: %d valid, %d invalid (first line the same in %d), %d listed", documents, valid, invalid, sameLine, listed)
}

// grownFor grows documents for a few roots, and mutants of each.
func grownFor(s *Schema) [][]byte {
	var docs [][]byte
	for _, n := range s.sortedElements() {
		e := s.elements[n]
		if e.abstract || len(docs) >= grownPerSchema {
			continue
		}
		for seed := range uint64(grownPerRoot) {
			doc := grown(s, e, seed)
			docs = append(docs, doc)
			for _, m := range mutants(sample{content: doc}, grownMutants, mutantSeed+seed) {
				docs = append(docs, m.doc)
			}
		}
	}
	return docs
}
