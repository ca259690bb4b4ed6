//go:build !windows

package xsd

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
)

// verdict is what somebody says of one document.
type verdict struct {
	valid bool
	lines []int    // of the faults as the judge counts them, in the order they were told
	exact []int    // as we tell them
	said  []string // what was told, for people
}

func (v verdict) line() int {
	if len(v.lines) == 0 {
		return 0
	}
	return v.lines[0]
}

// judge asks xmllint, which reads the whole document into a tree before it validates, as its streaming mode misses
// duplicate IDs. Documents are judged in one call.
func judge(t testing.TB, schema, catalog string, docs [][]byte) []verdict {
	t.Helper()
	program, err := exec.LookPath("xmllint")
	require.NoError(t, err, "xmllint is the judge of this test: install libxml2-utils")
	dir, err := os.MkdirTemp("", "judge") // a plain name: the judge escapes what is special in addresses
	require.NoError(t, err)
	defer os.RemoveAll(dir)
	args := []string{"--nonet", "--noout", "--schema", schema}
	for i, d := range docs {
		name := filepath.Join(dir, strconv.Itoa(i)+".xml")
		require.NoError(t, os.WriteFile(name, d, 0o600))
		args = append(args, name)
	}
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), "XML_CATALOG_FILES="+catalog)
	var said bytes.Buffer
	cmd.Stderr = &said
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil {
		require.ErrorAs(t, err, &exit)
		require.NotEqual(t, 5, exit.ExitCode(), "the judge did not load %s: %s", schema, said.String())
	}
	return verdicts(t, dir, said.String(), len(docs))
}

var (
	judgedFault = regexp.MustCompile(`(?m)^(.*?/(\d+)\.xml):(\d+): (.*)$`)
	judgedLast  = regexp.MustCompile(`/(\d+)\.xml (validates|fails to validate)$`)
)

func verdicts(t testing.TB, dir, said string, count int) []verdict {
	t.Helper()
	out := make([]verdict, count)
	told := make([]bool, count)
	last := &verdict{said: []string{""}}
	for line := range strings.Lines(said) {
		line = strings.TrimRight(line, "\n")
		if m := judgedFault.FindStringSubmatch(line); m != nil && strings.HasPrefix(m[1], dir) {
			i, _ := strconv.Atoi(m[2])
			if !strings.Contains(m[4], "error") {
				continue
			}
			n, _ := strconv.Atoi(m[3])
			out[i].lines = append(out[i].lines, n)
			out[i].said = append(out[i].said, m[4])
			last = &out[i]
			told[i] = true // not well-formed: no last word follows
		} else if m := judgedLast.FindStringSubmatch(line); m != nil {
			i, _ := strconv.Atoi(m[1])
			out[i].valid = m[2] == "validates"
			told[i] = true
		} else if n := len(last.said); n > 0 {
			last.said[n-1] += "\n" + line // a value that runs over several lines
		}
	}
	for i := range told {
		require.True(t, told[i], "the judge said nothing of document %d: %s", i, said)
	}
	return out
}

// ours is what this package says; warnings do not make a document invalid.
func ours(t testing.TB, s *Schema, doc []byte) verdict {
	t.Helper()
	v := verdict{valid: true}
	err := s.Validate(context.Background(), bytes.NewReader(doc), Options{}, func(f Finding) bool {
		if f.Severity == Warning {
			return true
		}
		v.valid = false
		v.exact = append(v.exact, f.Line)
		v.lines = append(v.lines, max(f.Line, f.TagEnd))
		v.said = append(v.said, fmt.Sprintf("%d:%d %s %s %v %v", f.Line, f.Column, f.Code, f.Path, f.Args, f.Expected))
		return true
	})
	require.NoError(t, err)
	return v
}

// readable lists at most three things that were told.
func (v verdict) readable() string {
	said := v.said
	if len(said) > 3 {
		said = said[:3]
	}
	return fmt.Sprintf("valid=%t lines=%v\n      %s", v.valid, v.lines[:min(len(v.lines), 5)], strings.Join(said, "\n      "))
}

func catalogPath(t testing.TB) string { return filepath.Join(oracle.Standards(t), "catalog.xml") }

// ownSchemas gives the schemas of testdata/own for what no official schema uses, each with its documents.
func ownSchemas(t testing.TB) []family {
	t.Helper()
	fsys := os.DirFS("testdata/own")
	files, err := fs.Glob(fsys, "*.xsd")
	require.NoError(t, err)
	var all []family
	for _, file := range files {
		docs, err := fs.Glob(fsys, strings.TrimSuffix(file, ".xsd")+"*.xml")
		require.NoError(t, err)
		if len(docs) == 0 {
			continue // only included by others
		}
		s, err := Load(fsys, nil, file)
		require.NoError(t, err)
		f := family{file: file, schema: s}
		for _, d := range docs {
			b, err := fs.ReadFile(fsys, d)
			require.NoError(t, err)
			f.samples = append(f.samples, sample{name: d, content: b})
		}
		all = append(all, f)
	}
	require.NotEmpty(t, all)
	return all
}
