package reception

import (
	"maps"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// edited is a deposit that somebody works on: a register of three sheets, and a tree with the times of its files.
type edited struct {
	sheets [3][]map[string]string
	files  map[string]int64
}

// cellsToTry is what may come to stand in columns of the three sheets: enough for two rows with one number, two numbers of one person, two rows with one
// place, other owners, documents that name files, and columns that nobody fills in.
var cellsToTry = [3]map[string][]string{
	{"Journalnummer": {"45/79", "45/1979-80", "46/79", "47/79", "45b/79", "1979/80"}, "Fornavn": {"Rask", "Rolig", ""}, "Adresse": {"", "Lia 1"}, "Bortsatt": {"ja", "nei", ""},
		"Fødselsnummer": {"", "12857149921"}, "Mappesti": {"", "mapper/x", "mapper/1979-80/45", "../y"}, "Eier": {"", "1103 Stavanger", "4601 Bergen"}},
	{"Journalnummer": {"45/79", "46/79", "99/79"}, "Dokumentnummer": {"1", "2", ""}, "Fil": {"", "a.pdf", "b.pdf"}, "Tittel": {"Brev", "Notat"}, "Omslag": {"", "rosa"}},
	{"Journalnummer": {"45/79", "46/79", "99/79"}, "Felt": {"Fødselsdato", "Noe"}, "Begrunnelse": {"feil", ""}},
}

var filesToTry = []string{"mapper/1979-80/45/a.pdf", "mapper/1979-80/45/b.pdf", "mapper/1979-80/45/B.pdf", "mapper/46_1979/a.pdf", "mapper/46_1979/Thumbs.db", "mapper/1979/47/a.pdf",
	"mapper/45_1979/a.pdf", "mapper/x/a.pdf", "mapper/x/y/b.pdf", "mapper/a.pdf"}

// newRow is a row with any of them.
func newRow(rt *rapid.T, sheet int) map[string]string {
	row := []func(...string) map[string]string{func(c ...string) map[string]string { return soundRow("45/79", c...) }, doc, correction}[sheet]()
	for _, column := range slices.Sorted(maps.Keys(cellsToTry[sheet])) {
		row[column] = rapid.SampledFrom(cellsToTry[sheet][column]).Draw(rt, column)
	}
	return row
}

// edit changes one thing: a file, a cell, a column, or rows.
func (e *edited) edit(rt *rapid.T) {
	sheet := rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(rt, "sheet")
	rows := e.sheets[sheet]
	what := rapid.SampledFrom([]string{"file", "file", "add", "cell", "cell", "cell", "cell", "column", "column", "drop", "swap"}).Draw(rt, "edit")
	if what == "file" {
		name := rapid.SampledFrom(filesToTry).Draw(rt, "file")
		e.files[name] = rapid.Int64Range(-1, 2).Draw(rt, "time") // before 0: it goes
		return
	}
	if what == "add" || len(rows) == 0 {
		rows = append(rows, newRow(rt, sheet))
	}
	i := rapid.IntRange(0, len(rows)-1).Draw(rt, "row")
	switch what {
	case "drop":
		rows = slices.Delete(rows, i, i+1)
	case "swap":
		rows[0], rows[i] = rows[i], rows[0]
	default:
		columns := cellsToTry[sheet]
		column := rapid.SampledFrom(slices.Sorted(maps.Keys(columns))).Draw(rt, "column")
		text := rapid.SampledFrom(columns[column]).Draw(rt, "cell")
		for n, row := range rows {
			if n == i || what == "column" && column != "Journalnummer" {
				row[column] = text
			}
		}
	}
	e.sheets[sheet] = rows
}

func (e *edited) tray(t *testing.T) *tray {
	inbox := book{clients: e.sheets[0], documents: e.sheets[1], changes: e.sheets[2]}.tray(t)
	for name, at := range e.files {
		if at >= 0 {
			inbox.files[name] = &fstest.MapFile{Data: []byte(name), ModTime: time.Unix(at, 0)}
		}
	}
	return inbox
}

// TestSmallEditsGiveWhatAFreshReceptionGives: whatever little somebody changes in register and tree, reception on top of what stood gives what it gives
// where nothing stood – stamps included, so that nothing of a folder is old.
func TestSmallEditsGiveWhatAFreshReceptionGives(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		e, m := &edited{files: map[string]int64{}}, newMemory()
		for range rapid.IntRange(2, 6).Draw(rt, "edits") {
			e.sheets[0] = append(e.sheets[0], newRow(rt, 0))
			e.edit(rt)
		}
		receive(t, e.tray(t), m)
		for range rapid.IntRange(1, 2).Draw(rt, "receptions") {
			for range rapid.IntRange(1, 3).Draw(rt, "edits") {
				e.edit(rt)
			}
			inbox, fresh := e.tray(t), newMemory()
			receive(t, inbox, m)
			receive(t, inbox, fresh)
			maps.DeleteFunc(m.found, func(_ deposit.FindingID, f deposit.Finding) bool { return f.Code == Removed })
			require.Equal(rt, fresh.folders, m.folders)
			require.Equal(rt, fresh.found, m.found)
			require.Equal(rt, fresh.loose, m.loose)
			require.Equal(rt, fresh.mark, m.mark)
		}
	})
}
