package xsd

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// standards opens the folder of official schemas and samples. It is no part of the repository; without it the
// tests that need it fail, for an agreement that was not checked is not an agreement.
func standards(t testing.TB) fs.FS {
	t.Helper()
	return os.DirFS(standardsPath(t))
}

func standardsPath(t testing.TB) string {
	t.Helper()
	folder := os.Getenv("ARKIVDEPOT_STANDARDS")
	if folder == "" {
		folder = filepath.Join(moduleRoot(t), "..", "shared", "standards")
	}
	if _, err := os.Stat(filepath.Join(folder, "catalog.xml")); err != nil {
		t.Fatalf("the folder of standards is not at %s: set ARKIVDEPOT_STANDARDS", folder)
	}
	return folder
}

func moduleRoot(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	require.NoError(t, err)
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		require.NotEqual(t, parent, dir, "no go.mod above the test")
		dir = parent
	}
}

func standardsCatalog(t testing.TB) Catalog {
	t.Helper()
	c, err := ReadCatalog(standards(t), "catalog.xml")
	require.NoError(t, err)
	require.NotEmpty(t, c)
	return c
}

func TestEveryOfficialSchemaLoads(t *testing.T) {
	fsys, catalog := standards(t), standardsCatalog(t)
	count := 0
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".xsd") {
			return err
		}
		count++
		if _, err := Load(fsys, catalog, name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return nil
	})
	require.NoError(t, err)
	require.GreaterOrEqual(t, count, 109)
}
