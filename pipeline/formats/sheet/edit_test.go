package sheet

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/charmap"
)

func edited(t *testing.T, data []byte, name string, e Edits) []byte {
	path := saved(t, data, name)
	var out bytes.Buffer
	require.NoError(t, Edit(path, e, &out))
	after, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, data, after, "the file itself is not touched")
	return out.Bytes()
}

func TestEditWorkbookKeepsTheRest(t *testing.T) {
	layout := Layout{Name: "Register", InputRows: 50, Columns: []Column{{Heading: "Nummer", Kind: Text}, {Heading: "Født", Kind: Date}, {Heading: "Medium", Choices: []string{"papir", "digital"}}, {Heading: "Mål"}}}
	before := listed(t, layout, []Cell{{"1/1979", Text}, {"1970-01-01", Date}, {"papir", Text}, {"3", Number}}, []Cell{{"2/1979_x0041_", Text}, {}, {" a\r\nb ", Text}})
	e := Edits{
		Changes: []Change{{"Register", 3, 1, Cell{"1971-02-03", Date}}, {"Register", 2, 0, Cell{"=1/1980", Text}}, {"Register", 2, 3, Cell{"1972-02-03", Date}}, {"Register", 2, 2, Cell{}}},
		Additions: []Addition{{Sheet: "Register", Cells: []Cell{{"3/1979", Text}, {"1980-05-06", Date}, {"7", Number}}},
			{Sheet: "Register", Cells: []Cell{{"4/1979", Text}}}, {Sheet: "Endringer", Headings: []string{"Felt", "Ny"}, Cells: cellsOf("x", "y")}},
	}
	after := edited(t, before, "r.xlsx", e)
	rows := readAll(t, after, "r.xlsx", "Register")
	require.Equal(t, []Row{
		{Number: 1, Cells: cellsOf("Nummer", "Født", "Medium", "Mål")},
		{Number: 2, Cells: []Cell{{"=1/1980", Text}, {"1970-01-01", Date}, {}, {"1972-02-03", Date}}},
		{Number: 3, Cells: []Cell{{"2/1979_x0041_", Text}, {"1971-02-03", Date}, {" a\r\nb ", Text}}},
		{Number: 4, Cells: []Cell{{"3/1979", Text}, {"1980-05-06", Date}, {"7", Number}}},
		{Number: 5, Cells: []Cell{{"4/1979", Text}}},
	}, rows)
	require.Equal(t, []string{"Felt", "Ny"}, texts(readAll(t, after, "r.xlsx", "Endringer")[0]))
	require.Contains(t, partsOf(t, after)["xl/worksheets/sheet1.xml"], `sqref="C2:C51"`)
	for name, text := range partsOf(t, after) {
		require.NotContains(t, text, "<dimension", name)
	}
	require.Equal(t, after, edited(t, before, "r.xlsx", e), "same edits, same bytes")
}

func TestEditKeepsFormulasAndSystem1904(t *testing.T) {
	parts := bookParts(`<row r="1"><c r="A1" s="1"><f>B1+1</f><v>10</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" s="1"><v>10</v></c></row>`)
	parts["xl/workbook.xml"] = strings.Replace(parts["xl/workbook.xml"], "<workbookPr/>", `<workbookPr date1904="1"/>`, 1)
	after := edited(t, zipped(t, parts), "r.xlsx", Edits{Changes: []Change{{"Ark1", 2, 0, Cell{"1980-01-01", Date}}, {"Ark1", 2, 1, Cell{"1903-01-01", Date}}}[:1]})
	require.Equal(t, []Row{{Number: 1, Cells: []Cell{{"1904-01-11", Formula}, {"rik tekst", Text}}}, {Number: 2, Cells: []Cell{{"1980-01-01", Date}}}}, readAll(t, after, "r.xlsx", ""))
}

func TestEditTextKeepsOtherBytes(t *testing.T) {
	source := "Nummer;\"Navn\" ;Født\n1/1979;Bjørg \"B\";1970\n\n\"2\"\"x\";Åse;1971"
	latin, err := charmap.Windows1252.NewEncoder().String(source)
	require.NoError(t, err)
	after := edited(t, []byte(latin), "r.csv", Edits{Changes: []Change{{"", 2, 1, Cell{"Bjørg; Ås", Text}}},
		Additions: []Addition{{Cells: cellsOf("3/1979", "Øyvind")}, {Cells: cellsOf("=x")}}})
	back, err := charmap.Windows1252.NewDecoder().String(string(after))
	require.NoError(t, err)
	require.Equal(t, "Nummer;\"Navn\" ;Født\n1/1979;\"Bjørg; Ås\";1970\n\n\"2\"\"x\";Åse;1971\n3/1979;Øyvind\n\"=x\"\n", back)
	for _, encoding := range [][]byte{[]byte("\xEF\xBB\xBFa;b\r\n"), []byte("\xFF\xFEa\x00;\x00b\x00\r\x00\n\x00"), []byte("\xFE\xFF\x00a\x00;\x00b\x00\r\x00\n")} {
		require.Equal(t, encoding, edited(t, encoding, "r.csv", Edits{}))
	}
}

func TestEditTroubles(t *testing.T) {
	book := saved(t, handMade(t, oneRow), "r.xlsx")
	text := saved(t, []byte("a;\xE5\n"), "r.csv")
	set := func(sheet string, row, column int, s string) Edits {
		return Edits{Changes: []Change{{sheet, row, column, Cell{s, Text}}}}
	}
	for _, c := range []struct {
		path  string
		edits Edits
		want  Trouble
	}{
		{book, set("Nei", 1, 0, "x"), NoSheet},
		{book, set("Ark1", 0, 0, "x"), Unwritable},
		{book, set("Ark1", 1, -1, "x"), Unwritable},
		{book, set("Ark1", 1, 1<<14, "x"), Unwritable},
		{book, set("Ark1", 1, 0, "\x01"), Unwritable},
		{book, Edits{Additions: []Addition{{Sheet: "Nei", Cells: cellsOf("x")}}}, NoSheet},
		{book, Edits{Additions: []Addition{{Cells: cellsOf("x")}}}, NoSheet},
		{book, Edits{Additions: []Addition{{Sheet: "a/b", Headings: []string{"x"}}}}, Misuse},
		{text, set("Ark1", 1, 0, "x"), NoSheet},
		{text, set("", 9, 0, "x"), Misuse},
		{text, set("", 1, 0, "Čáhppe"), Unwritable},
		{text, set("", 1, 99999, "x"), Unwritable},
		{text, Edits{Additions: []Addition{{Sheet: "x"}}}, NoSheet},
		{text, Edits{Additions: []Addition{{Cells: cellsOf("\x01")}}}, Unwritable},
	} {
		require.ErrorIs(t, Edit(c.path, c.edits, &bytes.Buffer{}), c.want)
	}
}
