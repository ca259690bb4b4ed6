//go:build unix

package main

import (
	"archive/tar"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"
)

// restate writes a package once more under another id and with another RECORDSTATUS, as a sender's later package; old=>new changes more of its header.
// Nothing else in it changes, so that it is valid by itself.
func restate(t testing.TB, from, to, id, status, change string) {
	data, err := os.ReadFile(from)
	require.NoError(t, err)
	old := strings.TrimSuffix(filepath.Base(from), ".tar")
	members := tar.NewReader(bytes.NewReader(data))
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for {
		h, err := members.Next()
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		content, err := io.ReadAll(members)
		require.NoError(t, err)
		if strings.HasSuffix(h.Name, "/dias-mets.xml") {
			text := strings.ReplaceAll(string(content), old, id)
			require.Contains(t, text, `RECORDSTATUS="NEW"`)
			text = strings.Replace(text, `RECORDSTATUS="NEW"`, `RECORDSTATUS="`+status+`"`, 1)
			if was, is, ok := strings.Cut(change, "=>"); ok {
				require.Contains(t, text, was)
				text = strings.ReplaceAll(text, was, is)
			}
			content = []byte(text)
			h.Size = int64(len(content))
		}
		h.Name = strings.Replace(h.Name, old, id, 1)
		require.NoError(t, w.WriteHeader(h))
		_, err = w.Write(content)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	require.NoError(t, os.MkdirAll(to, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(to, id+".tar"), out.Bytes(), 0o600))
}

func scriptRestate(t testing.TB) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, _ bool, args []string) {
		change := ""
		if len(args) > 4 {
			change = args[4]
		}
		restate(t, ts.MkAbs(args[0]), ts.MkAbs(args[1]), args[2], args[3], change)
	}
}
