//go:build unix

package main

import (
	"archive/tar"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// restated is a package written once more by hand, as another program's or a sender's later one.
type restated struct {
	id, status string
	header     string   // old=>new in dias-mets.xml
	structure  []string // expression=>new in arkivstruktur.xml; what gets shorter is filled up with spaces, so that sizes stay
}

// member is one file of a package.
type tarMember struct {
	head *tar.Header
	data []byte
}

// restate writes a package under another id and with another RECORDSTATUS, and with every checksum right again: it is valid by itself.
func restate(t testing.TB, from, to string, r restated) {
	all := readTar(t, from)
	old := strings.TrimSuffix(filepath.Base(from), ".tar")
	for i, m := range all {
		if m.head.Name = strings.Replace(m.head.Name, old, r.id, 1); strings.HasSuffix(m.head.Name, "/arkivstruktur.xml") {
			for _, change := range r.structure {
				all[i].data = reworded(t, all[i].data, change)
			}
		}
	}
	for i, m := range all {
		if !strings.HasSuffix(m.head.Name, "/dias-mets.xml") {
			continue
		}
		text := strings.ReplaceAll(string(m.data), old, r.id)
		require.Regexp(t, statusWord, text)
		text = statusWord.ReplaceAllString(text, `RECORDSTATUS="`+r.status+`"`)
		if was, is, ok := strings.Cut(r.header, "=>"); ok {
			require.Contains(t, text, was)
			text = strings.ReplaceAll(text, was, is)
		}
		all[i].data = []byte(text)
	}
	writeTar(t, filepath.Join(to, r.id+".tar"), summed(t, from, all))
}

var statusWord = regexp.MustCompile(`RECORDSTATUS="[A-Z]+"`)

// reworded is the XML with what fits the expression put otherwise, of the same length.
func reworded(t testing.TB, data []byte, change string) []byte {
	was, is, ok := strings.Cut(change, "=>")
	require.True(t, ok, change)
	form := regexp.MustCompile(was)
	require.Regexp(t, form, string(data))
	return form.ReplaceAllFunc(data, func(found []byte) []byte {
		put := form.ReplaceAll(found, []byte(is))
		require.LessOrEqual(t, len(put), len(found), "sizes must stay")
		return append(put, bytes.Repeat([]byte(" "), len(found)-len(put))...)
	})
}

// summed puts right the checksums that files of the package have for each other, as often as that changes one of them.
func summed(t testing.TB, from string, all []tarMember) []tarMember {
	sums := make([]deposit.Digest, len(all))
	for i, m := range readTar(t, from) {
		sums[i] = deposit.DigestOf(m.data)
	}
	for again := true; again; {
		again = false
		for i, m := range all {
			now := deposit.DigestOf(m.data)
			if now == sums[i] {
				continue
			}
			for k := range all {
				if strings.HasSuffix(all[k].head.Name, ".xml") {
					all[k].data = bytes.ReplaceAll(all[k].data, []byte(sums[i]), []byte(now))
				}
			}
			sums[i], again = now, true
		}
	}
	return all
}

func readTar(t testing.TB, path string) (all []tarMember) {
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	members := tar.NewReader(bytes.NewReader(data))
	for {
		h, err := members.Next()
		if err == io.EOF {
			return all
		}
		require.NoError(t, err)
		content, err := io.ReadAll(members)
		require.NoError(t, err)
		all = append(all, tarMember{h, content})
	}
}

func writeTar(t testing.TB, path string, all []tarMember) {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, m := range all {
		m.head.Size = int64(len(m.data))
		require.NoError(t, w.WriteHeader(m.head))
		_, err := w.Write(m.data)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
	require.NoError(t, os.WriteFile(path, out.Bytes(), 0o600))
}

// scriptRestate is: restate PACKAGE FOLDER ID STATUS [HEADER [STRUCTURE…]]
func scriptRestate(t testing.TB) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, _ bool, args []string) {
		r := restated{id: args[2], status: args[3]}
		if len(args) > 4 {
			r.header = args[4]
		}
		if len(args) > 5 {
			r.structure = args[5:]
		}
		restate(t, ts.MkAbs(args[0]), ts.MkAbs(args[1]), r)
	}
}
