package sheet

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// small keeps a fuzzed file from costing more than a moment.
var small = Limits{FileBytes: 1 << 20, PartBytes: 1 << 20, TotalBytes: 4 << 20, SharedBytes: 1 << 18, RecordBytes: 1 << 14, Rows: 5000, Columns: 64}

// mustHold checks what every reader may rely on.
func mustHold(t *testing.T, data []byte, name string) {
	book, err := open(data, name, small)
	if err != nil {
		var e *Error
		require.ErrorAs(t, err, &e)
		return
	}
	for _, s := range book.Sheets() {
		last := 0
		for row, err := range book.Rows(s.Name) {
			if err != nil {
				var e *Error
				require.ErrorAs(t, err, &e)
				break
			}
			require.Greater(t, row.Number, last)
			require.LessOrEqual(t, len(row.Cells), small.Columns)
			last = row.Number
			for _, c := range row.Cells {
				require.Equal(t, c.Kind == Empty, c.Kind != Formula && c.Text == "")
				require.True(t, c.Kind != Date || isISODate(c.Text))
			}
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, seed := range []string{"", "a;b\n1;2\n", "\xEF\xBB\xBFa,b\r\n\"x\r\ny\",\"\"\"\"\r\n", "a\tb\r1\t2\r", "\xFF\xFEa\x00;\x00", "\xE5;\xF8\n", "sep=,\na,b", "\"", "a;\x00", "\"a\"b;c", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"} {
		f.Add([]byte(seed))
	}
	f.Add(oleWith("Workbook"))
	f.Fuzz(func(t *testing.T, data []byte) { mustHold(t, data, "r.csv") })
}

// FuzzSheet fuzzes the rows inside an intact workbook, where the reader's own
// work is; flipped bytes of a zip only reach the checksum.
func FuzzSheet(f *testing.F) {
	for _, seed := range []string{oneRow, `<row r="2" hidden="1"><c r="B2" t="s"><v>1</v></c></row>`, `<row><c t="inlineStr"><is><r><t>_x000D_</t></r><rPh><t>x</t></rPh></is></c></row>`,
		`<row><c s="1"><f>A1</f><v>36526.5</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2000-01-01</v></c></row>`,
		`<row r="1048576"><c r="XFD1048576" s="3"><v>1</v></c></row>`, `</sheetData><sheetData>`, `<!DOCTYPE a>`, `<row><c s="99"><v>1e308</v></c>`, `<row><c s="2"><v>-1E308</v></c></row>`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, rows string) { mustHold(t, handMade(t, rows), "r.xlsx") })
}

func FuzzWorkbook(f *testing.F) {
	parts := bookParts(oneRow)
	f.Add(parts["xl/workbook.xml"], parts["xl/_rels/workbook.xml.rels"], parts["xl/styles.xml"], parts["xl/sharedStrings.xml"])
	f.Add("", "", "", "")
	f.Fuzz(func(t *testing.T, book, relations, styles, strings string) {
		parts := bookParts(oneRow)
		parts["xl/workbook.xml"], parts["xl/_rels/workbook.xml.rels"] = book, relations
		parts["xl/styles.xml"], parts["xl/sharedStrings.xml"] = styles, strings
		mustHold(t, zipped(t, parts), "r.xlsx")
	})
}

func FuzzBytes(f *testing.F) {
	f.Add(handMade(f, oneRow))
	f.Add(oleWith("EncryptedPackage"))
	f.Fuzz(func(t *testing.T, data []byte) { mustHold(t, data, "r.xlsx") })
}

func FuzzFormatCode(f *testing.F) {
	for _, seed := range []string{"General", `[$-414]d\. mmmm yyyy;@`, "000000 00000", `"a`, `\`, "[", "_"} {
		f.Add(seed, 1.5)
	}
	f.Fuzz(func(t *testing.T, code string, v float64) {
		w := &workbook{formats: []format{formatCode(code)}}
		_ = w.numberCell(&rawCell{value: []byte(numberText(v))})
	})
}
