package noark5

import (
	"bufio"
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
)

// readSample counts a file of the official samples.
func readSample(t *testing.T, elem ...string) Counts {
	t.Helper()
	file, err := os.Open(oracle.Standards(t, append([]string{"samples"}, elem...)...))
	require.NoError(t, err)
	defer file.Close()
	counts, err := ReadStructure(bufio.NewReader(file), Visitor{Folder: func(f *Folder) error {
		assert.NotEmpty(t, f.SystemID)
		assert.NotEmpty(t, f.FolderID)
		return nil
	}})
	require.NoError(t, err)
	return counts
}

// The expected figures are those of samples/README.md.
func TestSamplesOfOthersAreRead(t *testing.T) {
	small := readSample(t, "noark5", "arkade5", "Small", StructureFile)
	assert.Equal(t, [3]int{1, 2, 2}, [3]int{small.Folders, small.Registrations, small.Objects})

	whole := readSample(t, "noark5", "arkade5", "Noark5Archive", StructureFile)
	assert.Equal(t, [3]int{2, 4, 4}, [3]int{whole.Folders, whole.Registrations, whole.Objects})

	nikita := readSample(t, "noark5", "nikita-tester", "noark5-enkel", StructureFile)
	assert.Positive(t, nikita.Folders)
	assert.Positive(t, nikita.FileBytes)

	custom := readSample(t, "noark5", "arkade5", "StructureValidation", "custom", StructureFile)
	assert.Positive(t, custom.OwnMetadata, "its own metadata is another's, and is only counted")
}

func TestSampleJournalsAgree(t *testing.T) {
	for _, dir := range []string{"JournalControl/SharpSeparation", "Noark5Archive", "StructureValidation/correct"} {
		for _, kind := range []JournalKind{RunningJournal, PublicJournal} {
			file, err := os.Open(oracle.Standards(t, "samples", "noark5", "arkade5", dir, kind.root()+".xml"))
			require.NoError(t, err)
			counts, err := ReadJournal(file, kind)
			require.NoError(t, err)
			require.NoError(t, file.Close())
			assert.Equal(t, 4, counts.Found, "%s: N5.59", dir)
			assert.EqualValues(t, counts.Found, counts.Promised, dir)
		}
	}
}

func TestSampleChangeLogIsRead(t *testing.T) {
	file, err := os.Open(oracle.Standards(t, "samples", "noark5", "arkade5", "LogsControl", ChangeLogFile))
	require.NoError(t, err)
	defer file.Close()
	n, err := ReadChangeLog(file, func(c Change) error {
		assert.NotEmpty(t, c.Unit)
		assert.NotEmpty(t, c.Metadata)
		return nil
	})
	require.NoError(t, err)
	assert.Positive(t, n)
}

// Whatever lies among the samples is read or refused, never more.
func TestEverySampleStructureIsReadWithoutCrash(t *testing.T) {
	seen := 0
	err := filepath.WalkDir(oracle.Standards(t, "samples"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != StructureFile {
			return err
		}
		seen++
		doc, err := os.ReadFile(path)
		require.NoError(t, err)
		counts, err := ReadStructure(bytes.NewReader(doc), Visitor{Folder: func(*Folder) error { return nil }})
		if err == nil {
			assert.Positive(t, counts.Series, path)
			return nil
		}
		var fault *markup.ReadError
		require.ErrorAs(t, err, &fault, path)
		return nil
	})
	require.NoError(t, err)
	assert.GreaterOrEqual(t, seen, 10)
}

func FuzzReadStructure(f *testing.F) {
	f.Add([]byte(`<arkiv><arkivdel><mappe><systemID>x</systemID></mappe></arkivdel></arkiv>`))
	f.Add([]byte(`<arkiv><arkivdel><klassifikasjonssystem><klasse><registrering/></klasse></klassifikasjonssystem></arkivdel></arkiv>`))
	f.Add([]byte(`<!DOCTYPE x><arkiv/>`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		counts, err := ReadStructure(bytes.NewReader(doc), Visitor{Folder: func(*Folder) error { return nil }})
		if err == nil && counts.Folders < 0 {
			t.Fatal("a count below zero")
		}
	})
}
