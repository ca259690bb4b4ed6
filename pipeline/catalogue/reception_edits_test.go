package catalogue

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/reception"
)

// worked is a deposit that somebody works on: rows of a register, and files with their times.
type worked struct {
	rows  []string
	files map[string]int64
}

// edit changes one row or one file.
func (w *worked) edit(rt *rapid.T) {
	if rapid.Bool().Draw(rt, "file") {
		name := fmt.Sprintf("mapper/1970/%d/%s", rapid.IntRange(1, 5).Draw(rt, "dir"), rapid.SampledFrom([]string{"a.pdf", "b.pdf", "Thumbs.db"}).Draw(rt, "name"))
		if w.files[name] = rapid.Int64Range(0, 2).Draw(rt, "time"); w.files[name] == 0 {
			delete(w.files, name)
		}
		return
	}
	row := clientRow(rapid.IntRange(0, 4).Draw(rt, "number"), rapid.SampledFrom([]string{"Rask", "Rolig", ""}).Draw(rt, "name")) +
		rapid.SampledFrom([]string{";", ";mapper/1970/1", ";mapper/1970/2", ";mapper/x"}).Draw(rt, "place")
	switch i := rapid.IntRange(0, len(w.rows)).Draw(rt, "row"); {
	case i == len(w.rows):
		w.rows = append(w.rows, row)
	case rapid.Bool().Draw(rt, "gone"):
		w.rows = slices.Delete(w.rows, i, i+1)
	default:
		w.rows[i] = row
	}
}

func (w *worked) inbox() *handedIn {
	text := "Journalnummer;Etternavn;Fornavn;Fødselsdato;Bortsatt;Henvist;Klienttype;Sist brukt;Avsluttet;Mappesti\n" + strings.Join(w.rows, "\n") + "\n"
	return &handedIn{bytes: []byte(text), tree: func(visit func(reception.Entry) error) error {
		last := ""
		for _, name := range slices.Sorted(maps.Keys(w.files)) {
			dir := name[:strings.LastIndex(name, "/")]
			if dir != last {
				if err := visit(reception.Entry{Path: dir, Kind: reception.Directory}); err != nil {
					return err
				}
			}
			last = dir
			if err := visit(reception.Entry{Path: name, Kind: reception.PlainFile, Size: 3, Modified: w.files[name]}); err != nil {
				return err
			}
		}
		return nil
	}}
}

// TestSmallEditsLeaveTheStoreOfAFreshReception: after any small change of register and tree the store holds what it would hold if nothing had stood,
// besides the log and the finding that says that a folder went.
func TestSmallEditsLeaveTheStoreOfAFreshReception(t *testing.T) {
	c, fresh := open(t, nil), open(t, nil)
	rapid.Check(t, func(rt *rapid.T) {
		w := &worked{files: map[string]int64{"mapper/1970/1/a.pdf": 1, "mapper/1970/2/a.pdf": 1, "mapper/1970/2/b.pdf": 1}}
		for i := range 5 {
			w.rows = append(w.rows, clientRow(i, "Rask")+";")
		}
		emptied(t, c)
		receiveInto(t, c, w.inbox())
		for range rapid.IntRange(1, 3).Draw(rt, "receptions") {
			for range rapid.IntRange(1, 3).Draw(rt, "edits") {
				w.edit(rt)
			}
			emptied(t, fresh)
			receiveInto(t, c, w.inbox())
			receiveInto(t, fresh, w.inbox())
			run(t, c, `DELETE FROM finding WHERE code = '`+string(reception.Removed)+`'`)
			require.Equal(rt, dump(t, fresh), dump(t, c))
		}
	})
}

// emptied makes a store as good as new.
func emptied(t *testing.T, c *Catalogue) {
	t.Helper()
	run(t, c, `DELETE FROM folder`, `DELETE FROM part`, `DELETE FROM source`, `DELETE FROM finding`, `DELETE FROM hall`, `DELETE FROM meta WHERE key LIKE 'left %'`)
}

func run(t *testing.T, c *Catalogue, texts ...string) {
	t.Helper()
	require.NoError(t, c.change(t.Context(), "test", func(tx *sql.Tx) error {
		for _, text := range texts {
			if _, err := tx.Exec(text); err != nil {
				return err
			}
		}
		return nil
	}))
}

// counted counts the folders of each question.
type counted struct {
	reception.Ledger
	asked []int
}

func (l *counted) Receive(ctx context.Context, work func(reception.Sitting) error) error {
	return l.Ledger.Receive(ctx, func(s reception.Sitting) error { return work(&countedSitting{s, l}) })
}

type countedSitting struct {
	reception.Sitting
	l *counted
}

func (s *countedSitting) Standing(asked ...reception.Asked) ([]deposit.Fate, error) {
	s.l.asked = append(s.l.asked, len(asked))
	return s.Sitting.Standing(asked...)
}

// TestFoldersAreAskedForByThePage, and one by one after one that was made anew: what it took may have been theirs.
func TestFoldersAreAskedForByThePage(t *testing.T) {
	c := open(t, nil)
	receiveInto(t, c, clients(600))
	l := &counted{Ledger: c.Reception()}
	report, err := reception.New(clients(600, 250), l, received, deposit.Profile{MeanThickness: 12}).Run(t.Context())
	require.NoError(t, err)
	require.Equal(t, reception.Report{Rows: 600, Folders: 600, Changed: 1, Files: 1800}, report)
	require.Equal(t, []int{256, 1, 1, 1, 1, 1, 256, 88}, l.asked)
	fresh := open(t, nil)
	receiveInto(t, fresh, clients(600, 250))
	require.Equal(t, dump(t, fresh), dump(t, c))
}
