package sheet

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A token may have as many bytes as a record, whatever it is, and no more.
func TestTokensAreBounded(t *testing.T) {
	const limit = 20_000
	for name, row := range map[string]func(n int) string{
		"text":       func(n int) string { return `<row><c><v>` + strings.Repeat("1", n) + `</v></c></row>` },
		"characters": func(n int) string { return `<row><c><v>` + strings.Repeat("&lt;", n/4) + `</v></c></row>` },
		"no cell":    func(n int) string { return `<row>` + strings.Repeat(" ", n) + `</row>` },
		"formula":    func(n int) string { return `<row><c><f>` + strings.Repeat("1", n) + `</f></c></row>` },
		"tag":        func(n int) string { return `<row a="` + strings.Repeat("1", n-len(`<row a="">`)) + `"></row>` },
		"comment":    func(n int) string { return `<row><!--` + strings.Repeat("1", n-len(`<!---->`)) + `--></row>` },
		"CDATA": func(n int) string {
			return `<row><c t="str"><v><![CDATA[` + strings.Repeat("1", n-len(`<![CDATA[]]>`)) + `]]></v></c></row>`
		},
		"a word of XML": func(n int) string { return `<row><?p ` + strings.Repeat("1", n-len(`<?p ?>`)) + `?></row>` },
	} {
		limits := Limits{RecordBytes: limit, PartBytes: 1 << 20}
		require.NoError(t, readError(handMade(t, row(limit)), "r.xlsx", limits), name)
		require.ErrorIs(t, readError(handMade(t, row(limit+4)), "r.xlsx", limits), TooLarge, name)
	}
}

// A part may have exactly the bytes that are allowed, also where it lies about them.
func TestPartsAreBounded(t *testing.T) {
	const limit = 100_000
	part := func(size int) []byte {
		parts := bookParts("")
		name := "xl/worksheets/sheet1.xml"
		head, foot, _ := strings.Cut(parts[name], "</sheetData>")
		parts[name] = head + strings.Repeat(" ", size-len(parts[name])) + "</sheetData>" + foot
		return zipped(t, parts)
	}
	limits := Limits{PartBytes: limit, RecordBytes: limit}
	require.NoError(t, readError(part(limit), "r.xlsx", limits))
	require.ErrorIs(t, readError(part(limit+1), "r.xlsx", limits), TooLarge)
	m := &meter{r: strings.NewReader(strings.Repeat("x", limit+1)), left: limit}
	buf := make([]byte, limit+100)
	n, err := m.Read(buf)
	require.Equal(t, limit, n)
	require.ErrorIs(t, err, TooLarge)
	_, err = m.Read(buf)
	require.ErrorIs(t, err, TooLarge)
}

// What no spreadsheet writes fills no memory.
func TestHostileTagsAreTooLarge(t *testing.T) {
	var attrs strings.Builder
	for i := range maxAttributes + 1 {
		attrs.WriteString(" a" + ColumnName(i) + `=""`)
	}
	for name, rows := range map[string]string{
		"depth":      strings.Repeat("<row>", maxDepth),
		"attributes": "<row" + attrs.String() + "/>",
		"name":       "<" + strings.Repeat("n", maxName+100) + "/>",
	} {
		require.ErrorIs(t, readError(handMade(t, rows), "r.xlsx", Limits{}), TooLarge, name)
	}
}

// Rows are the caller's: what is read later changes none of them.
func TestRowsMayBeKept(t *testing.T) {
	rows := readAll(t, handMade(t, strings.Repeat(`<row><c t="str"><v>a</v></c><c t="inlineStr"><is><t>b</t></is></c><c><v>3</v></c></row><row><c t="str"><v>cc</v></c></row>`, 3)), "r.xlsx", "")
	require.Len(t, rows, 6)
	for i, row := range rows {
		_ = append(row.Cells, Cell{Text: "x", Kind: Text})
		want := []Cell{{"a", Text}, {"b", Text}, {"3", Number}}
		if i%2 == 1 {
			want = []Cell{{"cc", Text}}
		}
		require.Equal(t, want, row.Cells)
	}
}
