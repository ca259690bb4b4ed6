//go:build unix

package main

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/fixtures"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
)

// standards is folders of the official schemas; without them nothing is proved.
func standards(t testing.TB) []string {
	var folders []string
	for _, name := range []string{"noark5/5.5", "addml/8.3", "dias/mets/latest", "dias/premis/2.0", "dias/submissionDescription/1.0"} {
		folders = append(folders, oracle.Standards(t, filepath.FromSlash(name)))
	}
	return folders
}

// TestTheDemoPackageIsValidByTheOfficialSchemas walks the demo with the schemas imported: pack judges every file that it writes, transfer the package, and
// verify the same again, with nothing left unjudged and no schema missing.
func TestTheDemoPackageIsValidByTheOfficialSchemas(t *testing.T) {
	folders := standards(t)
	workspace := filepath.Join(t.TempDir(), "demo")
	p := program{t: t, env: withOffice}
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

// TestAReplacementNamesWhatItReplacesAndIsValid: after a reopening the package has an id of its own, says which one it replaces, and the official schemas
// take it.
func TestAReplacementNamesWhatItReplacesAndIsValid(t *testing.T) {
	dir, p := offeredOf(t, fixtures.Options{Kind: fixtures.Mixed, Folders: 3}), program{t: t}
	p.must(exitDone, append([]string{"schemas", "import", dir}, standards(t)...)...)
	names := map[string]bool{}
	for _, step := range mixedScenario() {
		r := p.run(step(p, dir)...)
		require.Contains(t, []int{exitDone, exitHeld}, r.code, r.err)
		if all := tree(t, filepath.Join(dir, "ut", "pakke")); len(all) > 0 {
			names[packageOf(t, tree(t, filepath.Join(dir, "ut")))] = true
		}
	}
	require.Len(t, names, 2, "two packages, two ids")
	all := tree(t, filepath.Join(dir, "ut"))
	second := packageOf(t, all)
	delete(names, second)
	info := all["pakke/"+strings.TrimSuffix(second, ".tar")+".xml"]
	require.Contains(t, info, `RECORDSTATUS="REPLACEMENT"`)
	for first := range names {
		require.Contains(t, info, `TYPE="PREVIOUSREFERENCECODE">`+strings.TrimSuffix(first, ".tar")+"<")
	}
	said := verdictOf(t, p.must(exitDone, "verify", "--json", "--schemas", filepath.Join(dir, "regler", "skjema"), filepath.Join(dir, "ut", "pakke", second)))
	require.True(t, said.Valid)
	for _, f := range said.Findings {
		require.Equal(t, deposit.Code("VER-058"), f.Code, "nothing is in a journal here")
	}
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
