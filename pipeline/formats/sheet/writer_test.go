package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var listLayout = Layout{
	Name:   "Mappeliste & mer's",
	Lines:  []Line{{"Alfabetisk liste", true}, {"Eier: Eksempel & sønner kommune", false}, {"2/3 arkivskaper", false}},
	Header: "DEMO – syntetiske personer & 2/3",
	Footer: Footer{Left: "0f3a9c", Page: "Side", Of: "av"},
	Columns: []Column{{Heading: "Nummer", Kind: Text, Width: 14}, {Heading: "Navn", Width: 30, Wrap: true},
		{Heading: "Født", Kind: Date}, {Heading: "Eske", Kind: Number, Width: 6}},
}

func listRows() [][]Cell {
	return [][]Cell{
		{{"1/1979", Text}, {"Åse =cmd|' /C calc'!A0", Text}, {"1972-05-01", Date}, {"1", Number}},
		{{"007", Number}, {"=1+1", Formula}, {"1899-12-31", Date}, {"007", Number}},
		{{"45/79", Text}, {}, {"1972", Text}, {"true", Bool}},
	}
}

// partsOf unpacks what was written.
func partsOf(t *testing.T, data []byte) map[string]string {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	parts := map[string]string{}
	for _, f := range r.File {
		body, err := f.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(body)
		require.NoError(t, err)
		parts[f.Name] = string(text)
		require.Equal(t, 1980, f.Modified.Year(), f.Name)
	}
	return parts
}

func TestListIsReadBack(t *testing.T) {
	data := listed(t, listLayout, listRows()...)
	rows := readAll(t, data, "l.xlsx", listLayout.Name)
	require.Len(t, rows, 7)
	require.Equal(t, []string{"Nummer", "Navn", "Født", "Eske"}, texts(rows[3]))
	require.Equal(t, 5, rows[3].Number)
	require.Equal(t, []Row{
		{Number: 6, Cells: []Cell{{"1/1979", Text}, {"Åse =cmd|' /C calc'!A0", Text}, {"1972-05-01", Date}, {"1", Number}}},
		{Number: 7, Cells: []Cell{{"007", Text}, {"=1+1", Text}, {"1899-12-31", Date}, {"007", Text}}},
		{Number: 8, Cells: []Cell{{"45/79", Text}, {}, {"1972", Text}, {"true", Bool}}},
	}, rows[4:])
}

func TestListIsLaidOutForPrint(t *testing.T) {
	parts := partsOf(t, listed(t, listLayout, listRows()...))
	sheet, book, styles := parts["xl/worksheets/sheet1.xml"], parts["xl/workbook.xml"], parts["xl/styles.xml"]
	for _, want := range []string{`orientation="landscape"`, `paperSize="9"`, `fitToHeight="0"`, `fitToPage="true"`, `ySplit="5"`, `topLeftCell="A6"`, `state="frozen"`,
		`<autoFilter ref="$A$5:$D$8"`, `&amp;RSide &amp;P av &amp;N`, `&amp;LDEMO – syntetiske personer &amp;&amp; 2/3`, `<col min="1" max="1" width="14" customWidth="1"/><col min="2" max="2" width="30"`} {
		require.Contains(t, sheet, want)
	}
	require.Contains(t, book, `_xlnm.Print_Titles`)
	require.Contains(t, book, `$5:$5`)
	require.NotContains(t, sheet, "<f>")
	require.NotContains(t, sheet, "<dimension", "one that is not true makes other readers stop at A1")
	require.Contains(t, styles, "dd.mm.yyyy")
	require.NotContains(t, styles, "Calibri")
	require.Contains(t, parts["docProps/core.xml"], "2024-06-01T12:00:00Z")
	require.NotContains(t, parts["docProps/core.xml"], "2006-")
}

// Two streamed sheets came in the order of a map before.
func TestSameRowsSameBytes(t *testing.T) {
	second := listLayout
	second.Name, second.Columns = "To", []Column{{Heading: "Valg", Choices: []string{"a", "b,c"}}}
	second.InputRows = 10
	write := func() []byte {
		var out bytes.Buffer
		_, err := Template{Properties{Created: written, Title: "T", Creator: "C", Program: "P", Language: "nb-NO"},
			[]TemplateSheet{{listLayout, listRows()}, {second, nil}}}.WriteTo(&out)
		require.NoError(t, err)
		return out.Bytes()
	}
	first := write()
	for range 10 {
		require.Equal(t, first, write())
	}
	require.Contains(t, string(first[:200]), contentTypes)
}

func TestTemplateHasHelp(t *testing.T) {
	long := make([]string, 40)
	for i := range long {
		long[i] = "Verdi nummer " + strings.Repeat("x", i)
	}
	layout := Layout{Name: "Register", InputRows: 500, Columns: []Column{
		{Heading: "Journalnummer", Kind: Text, Prompt: "Som det står på mappen, for eksempel 1/1979"},
		{Heading: "Medium", Choices: []string{"papir", "digital", "begge"}, Closed: true},
		{Heading: "Skole", Choices: long}, {Heading: "Avsluttet", Kind: Date}}}
	explain := Layout{Name: "Forklaring", NoFilter: true, Portrait: true, Columns: []Column{{Heading: "Kolonne"}, {Heading: "Hva", Width: 80, Wrap: true}}}
	var out bytes.Buffer
	_, err := Template{Properties{Created: written}, []TemplateSheet{{Layout: layout}, {explain, [][]Cell{cellsOf("Medium", "papir, digital eller begge")}}}}.WriteTo(&out)
	require.NoError(t, err)
	parts := partsOf(t, out.Bytes())
	sheet := parts["xl/worksheets/sheet1.xml"]
	for _, want := range []string{`sqref="B2:B501"`, `"papir,digital,begge"`, `errorStyle="stop"`, `sqref="A2:A501"`, `promptTitle="Journalnummer"`, `'_valg'!$A$1:$A$40`,
		`<col min="1" max="1" width="12" customWidth="1" style="4"/><col min="2"`} {
		require.Contains(t, sheet, want)
	}
	book, err := open(out.Bytes(), "m.xlsx", Limits{})
	require.NoError(t, err)
	require.Equal(t, []Sheet{{"Register", false}, {"Forklaring", false}, {"_valg", true}}, book.Sheets())
	rows, err := all(book.Rows("Register"))
	require.NoError(t, err)
	require.Len(t, rows, 1)
}

func TestWritersMistakesAreErrors(t *testing.T) {
	_, err := NewWorkbook(Properties{})
	require.ErrorIs(t, err, Misuse)
	book, err := NewWorkbook(Properties{Created: written})
	require.NoError(t, err)
	defer func() { require.NoError(t, book.Close()) }()
	_, err = book.WriteTo(io.Discard)
	require.ErrorIs(t, err, Misuse)
	for _, bad := range []Layout{{}, {Name: "x"}, {Name: "a/b", Columns: []Column{{}}}, {Name: strings.Repeat("x", 40), Columns: []Column{{}}},
		{Name: "x", Hidden: true, Columns: []Column{{}}}, {Name: "h", Header: strings.Repeat("x", 300), Columns: []Column{{}}}} {
		_, err = book.Sheet(bad)
		require.ErrorIs(t, err, Misuse, bad.Name)
	}
	w, err := book.Sheet(Layout{Name: "Ark", Columns: []Column{{Heading: "a"}, {Heading: "b"}}})
	require.NoError(t, err)
	require.Equal(t, 1, w.Heading())
	for _, bad := range []string{"a\x00", "a\x0b", "\xff", "\uFFFE", strings.Repeat("a", maxCellUnits+1), strings.Repeat("😀", maxCellUnits/2+1)} {
		err = w.Write(cellsOf("ok", bad))
		require.ErrorIs(t, err, Unwritable)
		require.EqualError(t, err, string(Unwritable)+" (Ark, row 2, column 2)")
	}
	require.ErrorIs(t, w.Write(cellsOf("a", "b", "c")), Misuse)
	require.NoError(t, w.Write(cellsOf(strings.Repeat("å", maxCellUnits))))
	require.NoError(t, w.Close())
	require.NoError(t, w.Close())
	require.ErrorIs(t, w.Write(cellsOf("a")), Misuse)
	_, err = book.Sheet(Layout{Name: "ark", Columns: []Column{{Heading: "a"}}})
	require.ErrorIs(t, err, Misuse)
}

func TestDateSerialsAndBack(t *testing.T) {
	day := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
	for ; day.Year() < 2101; day = day.AddDate(0, 0, 1) {
		text := day.Format(time.DateOnly)
		serial, ok := dateSerial(text)
		require.True(t, ok)
		back, ok := serialDate(float64(serial), false)
		require.True(t, ok)
		require.Equal(t, text, back)
	}
}

// anyText leans towards what goes wrong: escapes, line ends, blanks at the edges.
func anyText() *rapid.Generator[string] {
	piece := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"_x", "_x0041_", "_x005F_", "005F_", "_", "\r", "\n", "\r\n", "\t", " ", "<&>\"'", "]]>", "&#xA;", "=", "+", "-", "@", "'", ";", ",",
		"1/1979", "1979-05-01", "1.50", "00", "1E5", "true", "sep=", "Æøå", "a\u030A", "😀", "\uFEFF", "\u2028", "ID", "PK\x03\x04", "%PDF-", "<?xml"}))
	return rapid.Map(rapid.SliceOfN(piece, 0, 5), func(p []string) string { return strings.Join(p, "") })
}

func TestAnyTextIsReadBack(t *testing.T) {
	kinds := rapid.SampledFrom([]Kind{Text, Number, Date, Bool, Formula})
	rapid.Check(t, func(rt *rapid.T) {
		cell := rapid.Custom(func(r *rapid.T) Cell {
			return Cell{Text: anyText().Filter(Writable).Draw(r, "text"), Kind: kinds.Draw(r, "kind")}
		})
		row := rapid.SliceOfN(cell, 2, 2).Draw(rt, "row")
		data := listed(rt, Layout{Name: "A", Columns: []Column{{Heading: "a", Kind: Text}, {Heading: "b"}}}, row)
		require.Equal(rt, []string{row[0].Text, row[1].Text}, readRow(readAll(rt, data, "l.xlsx", "A"), 2, 2))
	})
}

func TestAnyCSVTextIsReadBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		o := CSVOptions{Separator: rapid.SampledFrom([]rune{';', ',', '\t'}).Draw(rt, "separator"), BOM: rapid.Bool().Draw(rt, "mark")}
		rows := rapid.SliceOfN(rapid.SliceOfN(anyText(), 2, 4), 1, 4).Draw(rt, "rows")
		var out bytes.Buffer
		w, err := NewCSVWriter(&out, o)
		require.NoError(rt, err)
		for _, row := range rows {
			if strings.ContainsRune(strings.Join(row, ""), 0) {
				require.ErrorIs(rt, w.Write(cellsOf(row...)), Unwritable)
				return
			}
			require.NoError(rt, w.Write(cellsOf(row...)))
		}
		require.NoError(rt, w.Flush())
		read := readAll(rt, out.Bytes(), "l.csv", "")
		for i, row := range rows {
			want := make([]string, len(row))
			for j, text := range row {
				want[j] = Guard(text)
			}
			require.Equal(rt, want, readRow(read, i+1, len(row)))
		}
	})
}

// readRow gives the texts of a row by number, padded: empty rows are not read.
func readRow(rows []Row, number, width int) []string {
	list := make([]string, width)
	for _, row := range rows {
		if row.Number == number {
			copy(list, texts(row))
		}
	}
	return list
}
