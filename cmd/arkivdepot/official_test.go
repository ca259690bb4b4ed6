//go:build unix

package main

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/fixtures"
)

// standards is folders of the official schemas; without them nothing is proved.
func standards(t testing.TB) []string {
	root := os.Getenv("ARKIVDEPOT_STANDARDS")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "standards")
	}
	var folders []string
	for _, name := range []string{"noark5/5.5", "addml/8.3", "dias/mets/latest", "dias/premis/2.0", "dias/submissionDescription/1.0"} {
		folder := filepath.Join(root, filepath.FromSlash(name))
		_, err := os.Stat(folder)
		require.NoError(t, err, "the official schemas are missing: set ARKIVDEPOT_STANDARDS")
		folders = append(folders, folder)
	}
	return folders
}

// TestTheDemoPackageIsValidByTheOfficialSchemas walks the demo with the schemas imported: pack judges every file that it writes, transfer the package, and
// verify the same again, with nothing left unjudged and no schema missing.
func TestTheDemoPackageIsValidByTheOfficialSchemas(t *testing.T) {
	folders := standards(t)
	workspace := filepath.Join(t.TempDir(), "demo")
	p := program{t: t}
	imported := false
	w := fixtures.Walker{
		Workspace: workspace,
		Run: func(_ context.Context, args []string, out io.Writer) (int, error) {
			if !imported && args[0] == "run" {
				p.must(exitDone, append([]string{"schemas", "import", workspace}, folders...)...)
				imported = true
			}
			r := p.run(args...)
			_, err := io.WriteString(out, r.out)
			return r.code, err
		},
	}
	require.NoError(t, w.Walk(t.Context(), fixtures.DemoSteps()))
	require.True(t, imported)
	tars, err := filepath.Glob(filepath.Join(workspace, "ut", "pakke", "*.tar"))
	require.NoError(t, err)
	require.Len(t, tars, 1)

	args := []string{"verify", "--json", "--schemas", filepath.Join(workspace, "regler", "skjema"), tars[0]}
	said := verdictOf(t, p.must(exitDone, args...))
	require.True(t, said.Valid)
	require.Empty(t, said.Findings, "nothing is left unjudged")
	require.Empty(t, said.Summary.SchemasMissing)
}

func verdictOf(t *testing.T, r ran) (v verdict) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(r.out), &v))
	return v
}

// TestVerifySaysWhichSchemasItCannotUse: a folder without schemas, and one with a file that is none.
func TestVerifySaysWhichSchemasItCannotUse(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "x.tar")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	p := program{t: t}
	require.Contains(t, p.must(exitUsage, "verify", "--schemas", dir, file).err, "fant ingen offisielle skjema")
	schema := `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a" type="none"/></xs:schema>`
	require.NoError(t, os.WriteFile(filepath.Join(dir, "addml.xsd"), []byte(schema), 0o600))
	r := p.must(exitUsage, "verify", "--schemas", dir, file)
	require.Contains(t, r.err, "addml.xsd")
	require.Contains(t, r.err, "linje 1")
}
