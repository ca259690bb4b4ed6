package catalogue

import (
	"database/sql"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// TestWhatCameOutOfFilesIsCountedBesideThem: what intake took out is held against what convert said of each, and no hole on either side goes unseen.
func TestWhatCameOutOfFilesIsCountedBesideThem(t *testing.T) {
	c := open(t, nil)
	receiveInto(t, c, clients(1))
	taken := deposit.Taken{Files: []deposit.TakenFile{{Ordinal: 1, Size: 1000, Parts: 2, SHA256: "aa"}, {Ordinal: 2, Size: 1000, SHA256: "bb"}, {Ordinal: 3, Size: 1000, SHA256: "cc"},
		{Ordinal: 4, Size: 30, Inside: deposit.Inside{1, 1}, SHA256: "dd"}, {Ordinal: 5, Size: 40, Inside: deposit.Inside{1, 2}, SHA256: "ee"}}}
	fates := deposit.Renditions{Fates: []deposit.FileFate{{Ordinal: 1, Size: 1000, Fate: deposit.FateUnpacked}, {Ordinal: 2, Size: 1000, Fate: deposit.FatePackaged},
		{Ordinal: 3, Size: 1000, Fate: deposit.FatePackaged}, {Ordinal: 4, Size: 30, Fate: deposit.FatePackaged, Inside: deposit.Inside{1, 1}},
		{Ordinal: 5, Size: 40, Fate: deposit.FateExcludedByRule, Because: deposit.RuleNoise, Inside: deposit.Inside{1, 2}}}}
	balance := func(parts ...deposit.Part) deposit.Balance {
		require.NoError(t, c.change(t.Context(), "test", func(tx *sql.Tx) error {
			var id deposit.FolderID
			require.NoError(t, tx.QueryRow(`SELECT id FROM folder`).Scan(&id))
			for _, p := range parts {
				body, err := stage.Encode(p)
				require.NoError(t, err)
				require.NoError(t, putPart(t.Context(), tx, id, p.Part(), body, deposit.DigestOf(body)))
			}
			return nil
		}))
		b, err := c.Balance(t.Context())
		require.NoError(t, err)
		return b
	}
	b := balance(taken)
	require.Equal(t, []deposit.Amount{{Fate: deposit.FateUnderway, Files: 2, Bytes: 70}}, b.Unpacked.Went)
	b = balance(fates)
	require.True(t, b.Adds())
	require.Equal(t, []deposit.Amount{{Fate: deposit.FatePackaged, Folders: 1, Files: 2, Bytes: 2000}, {Fate: deposit.FateUnpacked, Files: 1, Bytes: 1000}}, b.Went)
	require.Equal(t, deposit.UnpackedAccount{From: 1, Came: deposit.Amount{Files: 2, Bytes: 70},
		Went: []deposit.Amount{{Fate: deposit.FatePackaged, Files: 1, Bytes: 30}, {Fate: deposit.FateExcludedByRule, Files: 1, Bytes: 40}}}, b.Unpacked)

	lost := fates
	lost.Fates = fates.Fates[:4]
	b = balance(lost)
	require.Contains(t, b.Unpacked.Went, deposit.Amount{Fate: deposit.FateUnderway, Files: 1, Bytes: 40}, "a part that no room spoke of is underway")
	more := deposit.Taken{Files: taken.Files[:4]}
	b = balance(more, fates)
	require.False(t, b.Adds(), "a fate of a part that never came out")

	hashes := 0
	require.NoError(t, c.FileHashes(t.Context(), func(_, line string) error { hashes++; return nil }))
	require.Equal(t, 4, hashes, "the folder and its three files: what came out of them is decided by them")
}
