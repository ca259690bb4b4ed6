package sheet

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func TestEncodingsAndSeparators(t *testing.T) {
	const body = "Nummer;Navn;Født\r\n1/1979;Bjørg Åsen;1972-05-01\r\n"
	utf16 := func(e unicode.Endianness, b unicode.BOMPolicy) []byte {
		out, err := unicode.UTF16(e, b).NewEncoder().String(body)
		require.NoError(t, err)
		return []byte(out)
	}
	latin, err := charmap.Windows1252.NewEncoder().String(body)
	require.NoError(t, err)
	for _, c := range []struct {
		name string
		data []byte
		want Info
	}{
		{"utf-8", []byte(body), Info{"csv", "utf-8", ';', false}},
		{"mark", []byte("\xEF\xBB\xBF" + body), Info{"csv", "utf-8-bom", ';', false}},
		{"windows", []byte(latin), Info{"csv", "windows-1252", ';', false}},
		{"utf-16le with mark", utf16(unicode.LittleEndian, unicode.UseBOM), Info{"csv", "utf-16le", ';', false}},
		{"utf-16be with mark", utf16(unicode.BigEndian, unicode.UseBOM), Info{"csv", "utf-16be", ';', false}},
		{"utf-16le without", utf16(unicode.LittleEndian, unicode.IgnoreBOM), Info{"csv", "utf-16le", ';', false}},
		{"utf-16be without", utf16(unicode.BigEndian, unicode.IgnoreBOM), Info{"csv", "utf-16be", ';', false}},
		{"comma", []byte(strings.ReplaceAll(body, ";", ",")), Info{"csv", "utf-8", ',', false}},
		{"tab", []byte(strings.ReplaceAll(body, ";", "\t")), Info{"csv", "utf-8", '\t', false}},
		{"LF", []byte(strings.ReplaceAll(body, "\r\n", "\n")), Info{"csv", "utf-8", ';', false}},
		{"CR", []byte(strings.ReplaceAll(body, "\r\n", "\r")), Info{"csv", "utf-8", ';', false}},
		{"no end of line", []byte(strings.TrimSpace(body)), Info{"csv", "utf-8", ';', false}},
	} {
		t.Run(c.name, func(t *testing.T) {
			book, err := open(c.data, "register.csv", Limits{})
			require.NoError(t, err)
			require.Equal(t, c.want, book.Info())
			rows, err := all(book.Rows(""))
			require.NoError(t, err)
			require.Equal(t, []Row{
				{Number: 1, Line: 1, Cells: cellsOf("Nummer", "Navn", "Født")},
				{Number: 2, Line: 2, Cells: []Cell{{"1/1979", Text}, {"Bjørg Åsen", Text}, {"1972-05-01", Date}}},
			}, rows)
		})
	}
}

func TestRecords(t *testing.T) {
	for _, c := range []struct {
		name, data string
		want       []Row
	}{
		{"empty file", "", nil},
		{"blank rows count", "a;b\n\n;\nc;d\n", []Row{{Number: 1, Line: 1, Cells: cellsOf("a", "b")}, {Number: 4, Line: 4, Cells: cellsOf("c", "d")}}},
		{"quoted line breaks", "a;b\r\n\"x\r\ny\";\"sa \"\"hei\"\"\"\r\nc;d", []Row{
			{Number: 1, Line: 1, Cells: cellsOf("a", "b")}, {Number: 2, Line: 2, Cells: cellsOf("x\r\ny", `sa "hei"`)}, {Number: 3, Line: 4, Cells: cellsOf("c", "d")}}},
		{"ragged", "a;b\nc\nd;e;f\n", []Row{{Number: 1, Line: 1, Cells: cellsOf("a", "b")},
			{Number: 2, Line: 2, Cells: cellsOf("c"), Notes: []Note{Ragged}}, {Number: 3, Line: 3, Cells: cellsOf("d", "e", "f"), Notes: []Note{Ragged}}}},
		{"quote inside", "a;b\n5\" disk;x", []Row{{Number: 1, Line: 1, Cells: cellsOf("a", "b")}, {Number: 2, Line: 2, Cells: cellsOf(`5" disk`, "x")}}},
		{"after a quote", "a;b\n\"x\" y;z", []Row{{Number: 1, Line: 1, Cells: cellsOf("a", "b")}, {Number: 2, Line: 2, Cells: cellsOf("x y", "z"), Notes: []Note{LooseQuote}}}},
		{"separator in quotes", "\"a,b,c\";d\nx;y", []Row{{Number: 1, Line: 1, Cells: cellsOf("a,b,c", "d")}, {Number: 2, Line: 2, Cells: cellsOf("x", "y")}}},
		{"directive", "sep=,\r\na,b;c\r\n", []Row{{Number: 2, Line: 2, Cells: cellsOf("a", "b;c")}}},
		{"formula is text", "a;b\n=1+1;x", []Row{{Number: 1, Line: 1, Cells: cellsOf("a", "b")}, {Number: 2, Line: 2, Cells: cellsOf("=1+1", "x")}}},
		{"past the last column", "a;b;c;d;e;f\n", []Row{{Number: 1, Line: 1, Cells: cellsOf("a", "b", "c", "d"), Notes: []Note{Beyond}}}},
		{"heading of SYLK fame", "ID;Person\n1;2", []Row{{Number: 1, Line: 1, Cells: cellsOf("ID", "Person")}, {Number: 2, Line: 2, Cells: cellsOf("1", "2")}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			book, err := open([]byte(c.data), "r.csv", Limits{Columns: 4})
			require.NoError(t, err)
			rows, err := all(book.Rows(""))
			require.NoError(t, err)
			require.Equal(t, c.want, rows)
		})
	}
}

func TestTextTroubles(t *testing.T) {
	for _, c := range []struct {
		name, data string
		want       Trouble
		line       int
	}{
		{"NUL", "a;b\nc;\x00d\n", NulByte, 2},
		{"NUL late", "a;b\n" + strings.Repeat("c;d\n", 5000) + "\x00", NulByte, 5002},
		{"mixed", "navn\nBjørg Åse Øye\n\xE5\n", Charset, 3},
		{"undefined in Windows-1252", "navn\n\x81\n", Charset, 2},
		{"quote never closed", "a;b\nc;\"d\ne;f\n", Truncated, 2},
		{"odd UTF-16", "\xFF\xFEa\x00b", Truncated, 0},
		{"NUL in UTF-16", "\xFF\xFEa\x00\n\x00\x00\x00", NulByte, 2},
		{"long record", "a;b\n" + strings.Repeat("x", 3000), TooLarge, 2},
		{"many rows", strings.Repeat("a;b\n", 200), TooLarge, 101},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := readError([]byte(c.data), "r.csv", Limits{RecordBytes: 2000, Rows: 100})
			require.ErrorIs(t, err, c.want)
			var e *Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, c.line, e.Line)
		})
	}
}

func TestTextHasOneNamelessSheet(t *testing.T) {
	book, err := open([]byte("a;b\n"), "r.csv", Limits{})
	require.NoError(t, err)
	require.Equal(t, []Sheet{{}}, book.Sheets())
	_, err = all(book.Rows("Ark1"))
	require.ErrorIs(t, err, NoSheet)
}

func TestCSVIsGuarded(t *testing.T) {
	var out bytes.Buffer
	w, err := NewCSVWriter(&out, CSVOptions{BOM: true})
	require.NoError(t, err)
	require.NoError(t, w.Write([]Cell{{"a", Text}, {"=1+1", Text}, {"-5", Number}, {"-5", Text}, {"+47", Text}, {"@x", Formula}, {"\tx", Text}, {"\rx", Text}, {" =1", Text}, {"b;c", Text}, {"d\"e", Text}}))
	require.NoError(t, w.Write(cellsOf("Ås", "", "-")))
	require.NoError(t, w.Flush())
	require.Equal(t, "\xEF\xBB\xBFa;'=1+1;-5;'-5;'+47;'@x;\"'\tx\";\"'\rx\";' =1;\"b;c\";\"d\"\"e\"\r\nÅs;;'-\r\n", out.String())
	require.ErrorIs(t, w.Write(cellsOf("ok", "a\x00")), Unwritable)
	_, err = NewCSVWriter(&out, CSVOptions{Separator: '|'})
	require.ErrorIs(t, err, Misuse)
}
