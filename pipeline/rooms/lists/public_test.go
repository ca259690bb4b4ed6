package lists

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
)

// asTable is what a spreadsheet sees of a text table.
func asTable(t *testing.T, data []byte) [][]string {
	t.Helper()
	book, err := sheet.Read(sheet.Source{Name: "bokser.csv", Reader: bytes.NewReader(data), Size: int64(len(data))}, sheet.Limits{})
	require.NoError(t, err)
	defer book.Close()
	var rows [][]string
	for row, err := range book.Rows(book.Sheets()[0].Name) {
		require.NoError(t, err)
		var texts []string
		for _, c := range row.Cells {
			texts = append(texts, c.Text)
		}
		rows = append(rows, texts)
	}
	return rows
}

// Boxes are not equally full: what is told of each is its own, and the sum is that of the rows.
func TestShelfMetresOfBoxesAddUp(t *testing.T) {
	_, folder := made(t, &store{rows: people(), boxes: packed(people(), deposit.ByJournalNo)}, options())
	rows := asTable(t, folder["offentlig/bokser.csv"])
	var metres []string
	for _, row := range rows[1:] {
		metres = append(metres, row[4])
	}
	require.Equal(t, []string{"0,071", "0,072", "0,073", "0,074", "0,290"}, metres)
	require.Equal(t, []string{"Sum", "", "", ""}, rows[len(rows)-1][:4])
	var lines []string
	for _, row := range read(t, folder["offentlig/bokser.xlsx"], "") {
		lines = append(lines, row[0])
	}
	require.Contains(t, lines, "Antall bokser: 4, hyllemeter papir: 0,290, plass i hyllen: 0,4 m")
}

func TestEveryRowOfThePublicTableHasTheMark(t *testing.T) {
	_, folder := made(t, &store{rows: people(), boxes: packed(people(), deposit.ByJournalNo)}, options())
	rows := asTable(t, folder["offentlig/bokser.csv"])
	require.Equal(t, []string{"Boks", "Innhold", "År", "Mapper", "Hyllemeter papir", "Merke"}, rows[0])
	for _, row := range rows[1:] {
		require.Equal(t, options().Deposit.Mark, row[5])
	}
	real := options()
	real.Deposit.Mark = ""
	_, folder = made(t, &store{rows: people(), boxes: packed(people(), deposit.ByJournalNo)}, real)
	for _, row := range asTable(t, folder["offentlig/bokser.csv"]) {
		require.Len(t, row, 5, "a real delivery has no such column")
	}
}

func TestAPublicTableWithoutBoxesHasNoSum(t *testing.T) {
	_, folder := made(t, &store{rows: people()[4:5]}, options())
	require.Len(t, asTable(t, folder["offentlig/bokser.csv"]), 1)
}

func TestMetresAreToTheMillimetre(t *testing.T) {
	for mm, want := range map[int]string{0: "0.000", 7: "0.007", 85: "0.085", 1000: "1.000", 12345: "12.345"} {
		require.Equal(t, want, metres(mm))
	}
	require.Equal(t, []string{"0.0", "0.9", "1.0", "2.3"}, []string{shelf(0), shelf(9), shelf(10), shelf(23)})
}
