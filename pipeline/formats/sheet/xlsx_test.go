package sheet

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCellsAsAPersonSeesThem(t *testing.T) {
	for _, c := range []struct {
		name, cell string
		want       Cell
	}{
		{"shared", `<c r="A1" t="s"><v>0</v></c>`, Cell{"delt", Text}},
		{"rich without phonetics", `<c r="A1" t="s"><v>1</v></c>`, Cell{"rik tekst", Text}},
		{"escapes", `<c r="A1" t="s"><v>2</v></c>`, Cell{"a\rb_x0041_", Text}},
		{"inline", `<c r="A1" t="inlineStr"><is><r><t>1/</t></r><r><t>1979</t></r></is></c>`, Cell{"1/1979", Text}},
		{"built-in date", `<c r="A1" s="1"><v>36526</v></c>`, Cell{"2000-01-01", Date}},
		{"own date", `<c r="A1" s="2"><v>29221.75</v></c>`, Cell{"1980-01-01", Date}},
		{"date with locale", `<c r="A1" s="4"><v>60.0</v></c>`, Cell{"60", Number}},
		{"day before the false leap day", `<c r="A1" s="1"><v>59</v></c>`, Cell{"1900-02-28", Date}},
		{"day after it", `<c r="A1" s="1"><v>61</v></c>`, Cell{"1900-03-01", Date}},
		{"date just short of midnight", `<c r="A1" s="1"><v>36525.999999999</v></c>`, Cell{"2000-01-01", Date}},
		{"date below zero", `<c r="A1" s="1"><v>-3</v></c>`, Cell{"-3", Number}},
		{"date past the end", `<c r="A1" s="1"><v>1E+30</v></c>`, Cell{"1000000000000000000000000000000", Number}},
		{"ISO cell", `<c r="A1" t="d"><v>1999-12-31T00:00:00Z</v></c>`, Cell{"1999-12-31", Date}},
		{"ISO text", `<c r="A1" t="inlineStr"><is><t>1999-12-31</t></is></c>`, Cell{"1999-12-31", Date}},
		{"no such day", `<c r="A1" t="inlineStr"><is><t>1999-02-31</t></is></c>`, Cell{"1999-02-31", Text}},
		{"leading zeros of the format", `<c r="A1" s="3"><v>1019912345</v></c>`, Cell{"010199 12345", Number}},
		{"literal d is no day", `<c r="A1" s="5"><v>12</v></c>`, Cell{"12", Number}},
		{"clock", `<c r="A1" s="6"><v>0.5</v></c>`, Cell{"12:00", Text}},
		{"float noise", `<c r="A1"><v>0.30000000000000004</v></c>`, Cell{"0.3", Number}},
		{"exponent", `<c r="A1"><v>1.5E+3</v></c>`, Cell{"1500", Number}},
		{"small", `<c r="A1"><v>1E-5</v></c>`, Cell{"0.00001", Number}},
		{"birth number", `<c r="A1"><v>13097248022</v></c>`, Cell{"13097248022", Number}},
		{"number in a text cell", `<c r="A1" s="7"><v>1979</v></c>`, Cell{"1979", Number}},
		{"not a number", `<c r="A1"><v>0x1p4</v></c>`, Cell{"0x1p4", Text}},
		{"bool", `<c r="A1" t="b"><v>1</v></c>`, Cell{"true", Bool}},
		{"error", `<c r="A1" t="e"><v>#N/A</v></c>`, Cell{"#N/A", Fault}},
		{"formula", `<c r="A1" t="str"><f>HYPERLINK("http://x","y")</f><v>y</v></c>`, Cell{"y", Formula}},
		{"formula of a date", `<c r="A1" s="1"><f>TODAY()</f><v>36526</v></c>`, Cell{"2000-01-01", Formula}},
		{"formula never calculated", `<c r="A1"><f>1+1</f></c>`, Cell{"", Formula}},
		{"shared formula", `<c r="A1"><f t="shared" si="0"/><v>4</v></c>`, Cell{"4", Formula}},
		{"array formula in another name space prefix", `<x:c r="A1"><x:f>1</x:f><x:v>4</x:v></x:c>`, Cell{"4", Formula}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows := readAll(t, handMade(t, `<row r="1">`+c.cell+`</row>`), "r.xlsx", "Ark1")
			require.Len(t, rows, 1)
			require.Equal(t, []Cell{c.want}, rows[0].Cells)
		})
	}
}

func TestDates1904(t *testing.T) {
	parts := bookParts(`<row r="1"><c r="A1" s="1"><v>0</v></c><c r="B1" s="1"><v>35064</v></c></row>`)
	parts["xl/workbook.xml"] = strings.Replace(parts["xl/workbook.xml"], "<workbookPr/>", `<workbookPr date1904="1"/>`, 1)
	data := zipped(t, parts)
	require.Equal(t, []string{"1904-01-01", "2000-01-01"}, texts(readAll(t, data, "r.xlsx", "")[0]))
	book, err := open(data, "r.xlsx", Limits{})
	require.NoError(t, err)
	require.True(t, book.Info().Date1904)
}

func TestRowsKeepTheirNumbers(t *testing.T) {
	data := handMade(t, `<row r="3" hidden="1"><c r="B3"><v>1</v></c></row><row><c><v>2</v></c><c><v>3</v></c></row><row r="9"><c r="A9" s="1"/></row><row r="12"><c t="inlineStr"><is><t>x</t></is></c></row>`)
	rows := readAll(t, data, "r.xlsx", "")
	require.Equal(t, []Row{
		{Number: 3, Hidden: true, Cells: []Cell{{}, {"1", Number}}},
		{Number: 4, Cells: []Cell{{"2", Number}, {"3", Number}}},
		{Number: 12, Cells: []Cell{{"x", Text}}},
	}, rows)
	require.Equal(t, Cell{}, rows[2].Cell(7))
	require.Equal(t, Cell{}, rows[2].Cell(-1))
}

func TestOneCellInTheLastCornerIsOneRow(t *testing.T) {
	rows := readAll(t, handMade(t, `<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>`), "r.xlsx", "")
	require.Len(t, rows, 2)
	require.Equal(t, 1048576, rows[1].Number)
	require.True(t, rows[1].Has(Beyond))
	require.Empty(t, rows[1].Cells)
}

func TestSheetsAreListedWithTheHiddenOnes(t *testing.T) {
	parts := bookParts(`<row r="1"><c r="A1"><v>1</v></c></row>`)
	parts["xl/workbook.xml"] = xmlHead + `<workbook ` + nsMain + ` ` + nsRel + `><sheets><sheet name="Skjult" sheetId="2" state="veryHidden" r:id="rId1"/><sheet name="Diagram" sheetId="4" r:id="rId9"/><sheet name="Synlig &amp; åpen" sheetId="3" r:id="rId1"/></sheets></workbook>`
	parts["xl/_rels/workbook.xml.rels"] = strings.Replace(parts["xl/_rels/workbook.xml.rels"], "</Relationships>", `<Relationship Id="rId9" Type="`+relationBase+`/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>`, 1)
	book, err := open(zipped(t, parts), "r.xlsx", Limits{})
	require.NoError(t, err)
	require.Equal(t, []Sheet{{"Skjult", true}, {"Synlig & åpen", false}}, book.Sheets())
	_, err = all(book.Rows(""))
	require.NoError(t, err)
	_, err = all(book.Rows("Diagram"))
	require.ErrorIs(t, err, NoSheet)
}

// A file that LibreOffice saves: absent sheet references aside, its marks are the
// trailing rows of styled empty cells, repeated to the end of the sheet, and
// strings that are all shared.
func TestTrailingStyledRowsAreNotRows(t *testing.T) {
	var data strings.Builder
	data.WriteString(`<row r="1" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false"><c r="A1" s="0" t="s"><v>0</v></c></row>`)
	for range 2000 {
		data.WriteString(`<row ht="12.8" hidden="false"><c s="1"/><c s="2"/></row>`)
	}
	data.WriteString(`<row r="1048576" customFormat="false" ht="12.8" hidden="false"/>`)
	require.Len(t, readAll(t, handMade(t, data.String()), "r.xlsx", ""), 1)
}

func TestBookIsReadTwiceAndBrokenOff(t *testing.T) {
	book, err := open(handMade(t, `<row><c><v>1</v></c></row><row><c><v>2</v></c></row>`), "r.xlsx", Limits{})
	require.NoError(t, err)
	for range book.Rows("") {
		break
	}
	rows, err := all(book.Rows(""))
	require.NoError(t, err)
	require.Len(t, rows, 2)
	require.NoError(t, book.Close())
}

func TestColumnNames(t *testing.T) {
	for n, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		require.Equal(t, want, ColumnName(n))
		got, ok := columnOf([]byte(want + "7"))
		require.True(t, ok)
		require.Equal(t, n, got)
	}
	for _, bad := range []string{"", "7", "A", "Å1", "XFE1", "AAAAAAAAAAAA1"} {
		_, ok := columnOf([]byte(bad))
		require.False(t, ok, bad)
	}
}

func TestFormatCodes(t *testing.T) {
	for code, want := range map[string]shape{
		"General": plainShape, "@": plainShape, "0.00": plainShape, "# ##0": plainShape, "0": plainShape, "0%": plainShape,
		"yyyy-mm-dd": dateShape, `dd\.mm\.yyyy`: dateShape, "mmm": dateShape, "[$-409]d/m/yy h:mm AM/PM;@": dateShape, "DD.MM.ÅÅÅÅ": dateShape,
		"[Red]0.00": plainShape, `"år "0`: plainShape, `0" d"`: plainShape, "[h]:mm": plainShape, "hh:mm": timeShape, "mm:ss": timeShape,
		"000000 00000": maskShape, `000000\-00000`: maskShape, `"`: plainShape, `\`: plainShape, "[": plainShape, `_-* # ##0_-`: plainShape,
	} {
		require.Equal(t, want, formatCode(code).shape, code)
	}
}
