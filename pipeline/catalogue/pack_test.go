package catalogue

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// described gives every folder of shelve a description, with a journal post in each fifth, numbered against the order of the folders.
func described(t testing.TB, c *Catalogue, n int) {
	t.Helper()
	require.NoError(t, c.change(t.Context(), "test", func(tx *sql.Tx) error {
		for i := 1; i <= n; i++ {
			id := deposit.FolderID(fmt.Sprintf("id%05d", i*7919%99991))
			d := deposit.Description{Number: fmt.Sprintf("%d/2003-04", i), Records: []deposit.DescribedRecord{{Number: 1}}}
			if i%5 == 0 {
				d.Records = append(d.Records, deposit.DescribedRecord{Number: 2, Post: &deposit.DescribedPost{Year: 2003 + i%2, Sequence: n - i/10*10 + 1}})
			}
			for _, part := range []deposit.Part{d, deposit.Renditions{Packed: []deposit.PackedFile{{SHA256: digestNo(i)}}}, deposit.Files{Files: []deposit.SourceFile{{Ordinal: 1, Path: fmt.Sprintf("mapper/%d.pdf", i)}}}} {
				body, err := stage.Encode(part)
				if err != nil {
					return err
				}
				if err := putPart(t.Context(), tx, id, part.Part(), body, deposit.DigestOf(body)); err != nil {
					return err
				}
			}
		}
		_, err := tx.Exec(`INSERT INTO placing (folder, volume, volumes, box, position, mm) SELECT id, 2, 2, 9, 1, 5 FROM folder UNION ALL SELECT id, 1, 2, 8, 1, 5 FROM folder`)
		return err
	}))
}

func digestNo(n int) deposit.Digest { return deposit.DigestOf(fmt.Append(nil, n)) }

func TestPackageStreamsFoldersByJournalNumberOverPages(t *testing.T) {
	c := open(t, nil)
	shelve(t, c, 1203)
	described(t, c, 1203)
	_, err := c.writer.Exec(`UPDATE folder SET fate = 'deferred' WHERE journal = '3/2003-04'`)
	require.NoError(t, err)
	for range 2 { // the stream can be walked again
		want := 0
		for f, err := range c.PackSource().Folders(t.Context()) {
			require.NoError(t, err)
			if want++; want == 3 {
				want++
			}
			require.Equal(t, fmt.Sprintf("%d/2003-04", want), f.Description.Number)
			require.Equal(t, fmt.Sprintf("mapper/%d.pdf", want), f.Files.Files[0].Path)
			require.Equal(t, []deposit.Digest{digestNo(want)}, f.Packed)
			require.Equal(t, []deposit.Placing{{Volume: 1, Volumes: 2, Box: 8, Position: 1, Size: 5}, {Volume: 2, Volumes: 2, Box: 9, Position: 1, Size: 5}}, f.Placings)
		}
		require.Equal(t, 1203, want)
	}
}

func TestPackageStreamsPostsByYearAndNumberOverPages(t *testing.T) {
	c := open(t, nil)
	shelve(t, c, 3005)
	described(t, c, 3005)
	last, n := "", 0
	for p, err := range c.PackSource().Posts(t.Context()) {
		require.NoError(t, err)
		key := fmt.Sprintf("%04d-%06d-%s", p.Record.Post.Year, p.Record.Post.Sequence, strings.TrimSpace(fmt.Sprintf("%9s", p.Folder.Number)))
		require.LessOrEqual(t, last[:min(11, len(last))], key[:11])
		require.Empty(t, p.Folder.Records)
		require.Equal(t, 2, p.Record.Number)
		last, n = key, n+1
	}
	require.Equal(t, 601, n)
}

func TestAFolderWithoutADescriptionStopsThePackage(t *testing.T) {
	c := open(t, nil)
	shelve(t, c, 3)
	described(t, c, 2)
	var stopped error
	for _, err := range c.PackSource().Folders(t.Context()) {
		if err != nil {
			stopped = err
		}
	}
	require.ErrorContains(t, stopped, "3/2003-04", "nobody falls out of a package silently")
}
