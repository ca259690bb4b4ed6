package reception

import (
	"context"
	"errors"
	"io/fs"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

func TestAnUnchangedSecondRunDoesNothing(t *testing.T) {
	m := newMemory()
	b := book{clients: rows(soundRow("45/79"), soundRow("46/79"))}
	receive(t, b.tray(t, inFolder+"a.pdf"), m)
	require.Equal(t, Report{Unchanged: true}, receive(t, b.tray(t, inFolder+"a.pdf"), m))
	writes := m.writes
	report := receive(t, b.tray(t, inFolder+"a.pdf"), m, func(d *deposit.Deposit) { d.AsOf.Day++ })
	require.False(t, report.Unchanged, "the day that judges is part of the basis")
	require.Zero(t, report.Changed)
	require.Equal(t, writes, m.writes)
}

func TestOneChangedRowChangesOneFolder(t *testing.T) {
	m := newMemory()
	receive(t, book{clients: rows(soundRow("45/79"), soundRow("46/79"), soundRow("47/79"))}.tray(t), m)
	inserted := book{clients: rows(soundRow("44/79"), soundRow("45/79"), soundRow("46/79", "Fornavn", "Rolig"), soundRow("47/79"))}
	report := receive(t, inserted.tray(t), m)
	require.Equal(t, 2, report.Changed, "the new one and the changed one; moved rows are the same")
}

func TestAVanishedFolderGoesAndIsSaid(t *testing.T) {
	m := newMemory()
	receive(t, book{clients: rows(soundRow("45/79"), soundRow("46/79"))}.tray(t, inFolder+"a.pdf"), m)
	report := receive(t, book{clients: rows(soundRow("46/79"))}.tray(t, inFolder+"a.pdf"), m)
	require.Equal(t, 1, report.Removed)
	require.Equal(t, []string{"45/1979"}, m.removed)
	require.Equal(t, []string{string(FileWithoutRow), string(Removed)}, m.codes(), "its file is said too")
}

func TestAVanishedFolderThatPeopleActedOnStays(t *testing.T) {
	m := newMemory()
	receive(t, book{clients: rows(soundRow("45/79"), soundRow("46/79"))}.tray(t), m)
	m.acted = true
	report := receive(t, book{clients: rows(soundRow("46/79"))}.tray(t), m)
	require.Zero(t, report.Removed)
	require.Len(t, m.folders, 2)
	require.Equal(t, []string{string(VanishedAfterActs)}, m.codes())
}

func TestATreeThatChangesWhileItIsReadStopsTheRun(t *testing.T) {
	inbox := &growing{tray: book{clients: rows(soundRow("45/79"))}.tray(t, inFolder+"a.pdf")}
	room := New(inbox, newMemory(), kommune, profile)
	room.kept = 10 // bytes: the listing is longer
	_, err := room.Run(t.Context())
	require.Equal(t, &deposit.Error{Kind: deposit.Conflict, Op: "read inn/", Key: "inbox_changes"}, err)
}

func TestATreeIsWalkedOnceAndTwiceWhenItsListingIsTooLong(t *testing.T) {
	var stores []*memory
	for kept, walks := range map[int]int{listingBytes: 1, 10: 2} {
		inbox, m := &growing{tray: book{clients: rows(soundRow("45/79"))}.tray(t, inFolder+"a.pdf", inFolder+"c.pdf", "mapper/x.pdf"), calm: true}, newMemory()
		room := New(inbox, m, kommune, profile)
		room.kept = kept
		_, err := room.Run(t.Context())
		require.NoError(t, err)
		require.Equal(t, walks, inbox.walks)
		stores = append(stores, m)
	}
	require.Equal(t, stores[0], stores[1])
}

// growing gets a file between two walks, unless it is calm.
type growing struct {
	*tray
	walks int
	calm  bool
}

func (g *growing) Walk(ctx context.Context, visit func(Entry) error) error {
	if g.walks++; g.walks == 2 && !g.calm {
		g.put(inFolder + "b.pdf")
	}
	return g.tray.Walk(ctx, visit)
}

func TestThicknessAndFileNames(t *testing.T) {
	m := newMemory()
	receive(t, book{clients: rows(soundRow("1/79", "Antall ark", "95"), soundRow("2/79"), soundRow("3/1979-80", "Avsluttet", ""))}.tray(t,
		"mapper/3_1979-80/Sakkyndig_vurdering 1981.pdf", "mapper/3_1979-80/rosa/WISC-R.pdf", "mapper/3_1979-80/protestbrev.txt"), m)
	parts := map[string][]deposit.Part{}
	for _, f := range m.folders {
		parts[f.Ref.Journal] = f.Parts
	}
	require.Equal(t, deposit.Paper{Medium: deposit.OnPaper, Volumes: 1, Thickness: 10, Estimated: true}, parts["1/1979"][1])
	require.Equal(t, deposit.Paper{Medium: deposit.OnPaper, Volumes: 1, Thickness: 12, Estimated: true}, parts["2/1979"][1])
	require.Equal(t, deposit.Paper{Medium: deposit.Digital}, parts["3/1979"][1])
	card := parts["3/1979"][0].(deposit.Card)
	require.Equal(t, deposit.Date{Year: 1980, Month: 7, Day: 31}, card.Closed)
	require.Equal(t, deposit.ClosedByYear, card.ClosedFrom)
	require.Equal(t, []deposit.Document{
		{Number: 1, Title: "Sakkyndig_vurdering 1981", Kind: "sakkyndig vurdering", Medium: deposit.Digital, File: 1, FromFileName: true},
		{Number: 2, Title: "protestbrev", Medium: deposit.Digital, File: 2, FromFileName: true},
		{Number: 3, Title: "WISC-R", Kind: "test", Zone: deposit.PinkCover, Medium: deposit.Digital, File: 3, FromFileName: true},
	}, parts["3/1979"][2].(deposit.Documents).Documents)
}

func TestCorrectionsAreKeptWithTheirFolder(t *testing.T) {
	m := newMemory()
	receive(t, book{clients: rows(soundRow("45/79")), changes: rows(map[string]string{"Journalnummer": "45/1979", "Dato": "01.02.2023", "Hvem": "arkivleder",
		"Felt": "F.dato", "Gammel verdi": "1970", "Ny verdi": "12.05.1971", "Begrunnelse": "feilskrift"})}.tray(t), m)
	folder := m.only(t)
	require.Equal(t, deposit.Changes{Changes: []deposit.Change{{Folder: folder.Ref.ID, Field: "fodselsdato", Old: "1970", New: "12.05.1971",
		At: deposit.Date{Year: 2023, Month: 2, Day: 1}, By: "arkivleder", Because: "feilskrift"}}}, folder.Parts[4])
}

func TestLooseFilesAreHashedOnce(t *testing.T) {
	m := newMemory()
	b := book{clients: rows(soundRow("45/79"))}
	first, second := b.tray(t, "mapper/x/a.pdf"), b.tray(t, "mapper/x/a.pdf", "mapper/x/b.pdf")
	receive(t, first, m)
	receive(t, second, m)
	require.Equal(t, []string{"mapper/x/a.pdf"}, first.opened)
	require.Equal(t, []string{"mapper/x/b.pdf"}, second.opened)
	require.Equal(t, deposit.DigestOf([]byte("mapper/x/a.pdf")), m.loose["mapper/x/a.pdf"].SHA256)
}

func TestNothingOfAPersonStandsInAnError(t *testing.T) {
	inbox := book{clients: rows(soundRow("45/79"))}.tray(t, "mapper/Fjell Rask/a.pdf")
	_, err := New(&unopened{inbox}, newMemory(), kommune, profile).Run(t.Context())
	require.Error(t, err)
	require.NotContains(t, err.Error(), "Fjell")
}

// unopened gives files that cannot be read.
type unopened struct{ *tray }

func (u *unopened) Open(path string) (fs.File, error) {
	file, err := u.tray.Open(path)
	return broken{file}, err
}

type broken struct{ fs.File }

func (broken) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: "mapper/Fjell Rask/a.pdf", Err: errors.New("input/output error")}
}
