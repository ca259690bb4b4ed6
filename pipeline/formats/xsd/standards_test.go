package xsd

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
)

// standards opens the folder of official schemas and samples. It is no part of the repository; without it the
// tests that need it fail, for an agreement that was not checked is not an agreement.
func standards(t testing.TB) fs.FS {
	t.Helper()
	return os.DirFS(oracle.Standards(t))
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
