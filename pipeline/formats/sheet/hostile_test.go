package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

const oneRow = `<row r="1"><c r="A1"><v>1</v></c></row>`

// changed is a workbook with some parts set; an empty text takes the part away.
func changed(t *testing.T, set map[string]string) []byte {
	parts := bookParts(oneRow)
	for name, text := range set {
		if parts[name] = text; text == "" {
			delete(parts, name)
		}
	}
	return zipped(t, parts)
}

func encrypted(t *testing.T) []byte {
	plain := handMade(t, oneRow)
	data, err := excelize.Encrypt(plain, &excelize.Options{Password: "hemmelig"})
	require.NoError(t, err)
	return data
}

func TestTroublesAreTold(t *testing.T) {
	good := handMade(t, oneRow)
	sheet1 := "xl/worksheets/sheet1.xml"
	root := `<worksheet ` + nsMain + `><sheetData>`
	many := strings.Repeat(`<si/>`, 5000)
	for _, c := range []struct {
		name string
		file string
		data []byte
		want Trouble
	}{
		{"password", "r.xlsx", encrypted(t), Encrypted},
		{"old xls", "r.xls", oleWith("Workbook"), LegacyXLS},
		{"old xls under a new name", "r.xlsx", oleWith("Book"), LegacyXLS},
		{"Word of old", "r.xlsx", oleWith("WordDocument"), NotWorkbook},
		{"cut container", "r.xls", oleWith("Workbook")[:600], Truncated},
		{"text under a workbook's name", "r.xlsx", []byte("number;name\r\n"), NotWorkbook},
		{"empty under a workbook's name", "r.xlsx", nil, Truncated},
		{"pdf", "r.csv", []byte("%PDF-1.7\n"), NotWorkbook},
		{"web page", "r.xls", []byte("\r\n <HTML><table>"), NotWorkbook},
		{"XML of 2003", "r.xls", []byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>`), Unsupported},
		{"empty zip", "r.xlsx", []byte("PK\x05\x06" + strings.Repeat("\x00", 18)), NotWorkbook},
		{"cut zip", "r.xlsx", good[:len(good)-40], Truncated},
		{"Word", "r.xlsx", changed(t, map[string]string{"word/document.xml": "<w/>"}), NotWorkbook},
		{"any zip", "r.xlsx", zipped(t, map[string]string{"a.txt": "a"}), NotWorkbook},
		{"OpenDocument", "r.ods", zipped(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), Unsupported},
		{"binary workbook", "r.xlsb", changed(t, map[string]string{"xl/workbook.bin": "x"}), Unsupported},
		{"strict", "r.xlsx", changed(t, map[string]string{"xl/workbook.xml": `<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>`}), Strict},
		{"strict relations", "r.xlsx", changed(t, map[string]string{"_rels/.rels": `<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`}), Strict},
		{"DOCTYPE in the sheet", "r.xlsx", changed(t, map[string]string{sheet1: `<!DOCTYPE x [<!ENTITY a "b">]>` + root + `</sheetData></worksheet>`}), Doctype},
		{"DOCTYPE in a part that is not read", "r.xlsx", changed(t, map[string]string{"docProps/core.xml": `<?xml version="1.0"?><!-- c --><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>`}), Doctype},
		{"DOCTYPE after the root", "r.xlsx", changed(t, map[string]string{sheet1: root + `<!DOCTYPE x></sheetData></worksheet>`}), Doctype},
		{"unknown entity", "r.xlsx", changed(t, map[string]string{sheet1: root + `<row><c><v>&b;</v></c></row></sheetData></worksheet>`}), Damaged},
		{"sheet ends early", "r.xlsx", changed(t, map[string]string{sheet1: root + `<row r="1"><c><v>1`}), Truncated},
		{"sheet ends between rows", "r.xlsx", changed(t, map[string]string{sheet1: root + oneRow}), Truncated},
		{"no sheet part", "r.xlsx", changed(t, map[string]string{sheet1: ""}), Damaged},
		{"no relations", "r.xlsx", changed(t, map[string]string{"_rels/.rels": ""}), Damaged},
		{"no strings part", "r.xlsx", changed(t, map[string]string{"xl/sharedStrings.xml": ""}), Damaged},
		{"string out of range", "r.xlsx", handMade(t, `<row><c t="s"><v>99</v></c></row>`), Damaged},
		{"string below zero", "r.xlsx", handMade(t, `<row><c t="s"><v>-1</v></c></row>`), Damaged},
		{"huge row number", "r.xlsx", handMade(t, `<row r="99999999999"><c><v>1</v></c></row>`), Damaged},
		{"rows out of order", "r.xlsx", handMade(t, `<row r="5"/><row r="4"/>`), Damaged},
		{"cells out of order", "r.xlsx", handMade(t, `<row><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>`), Damaged},
		{"column past the end", "r.xlsx", handMade(t, `<row><c r="ZZZZ1"><v>1</v></c></row>`), Damaged},
		{"two sheets of one name", "r.xlsx", changed(t, map[string]string{"xl/workbook.xml": `<workbook ` + nsMain + ` ` + nsRel + `><sheets><sheet name="A" r:id="rId1"/><sheet name="a" r:id="rId1"/></sheets></workbook>`}), Damaged},
		{"another encoding", "r.xlsx", changed(t, map[string]string{sheet1: `<?xml version="1.0" encoding="UTF-16"?>` + root}), Damaged},
		{"too many strings", "r.xlsx", changed(t, map[string]string{"xl/sharedStrings.xml": `<sst>` + many + `</sst>`}), TooLarge},
		{"one long token", "r.xlsx", handMade(t, `<row><c><v>`+strings.Repeat("1", 70000)+`</v></c></row>`), TooLarge},
		{"long text of many tokens", "r.xlsx", handMade(t, `<row><c t="inlineStr"><is>`+strings.Repeat(`<r><t>`+strings.Repeat("a", 30000)+`</t></r>`, 4)+`</is></c></row>`), TooLarge},
		{"too many rows", "r.xlsx", handMade(t, strings.Repeat(`<row><c><v>1</v></c></row>`, 200)), TooLarge},
		{"large part", "r.xlsx", handMade(t, strings.Repeat(`<row/>`, 400_000)), TooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := readError(c.data, c.file, Limits{PartBytes: 2 << 20, RecordBytes: 65536, SharedBytes: 65536, Rows: 100})
			require.ErrorIs(t, err, c.want)
			var e *Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, c.want, e.Trouble)
		})
	}
}

// A bomb is refused by what it claims; one that lies about its size by the meter.
func TestBombs(t *testing.T) {
	rows := strings.Repeat(`<row/>`, 1_500_000)
	require.ErrorIs(t, readError(handMade(t, rows), "r.xlsx", Limits{}), TooLarge, "ratio")

	honest := handMade(t, strings.Repeat(`<row/>`, 50_000))
	limits := Limits{PartBytes: 100_000}
	require.ErrorIs(t, readError(honest, "r.xlsx", limits), TooLarge)
	require.ErrorIs(t, readError(lying(t, honest, 5000), "r.xlsx", limits), Damaged, "archive/zip notices")
	require.ErrorIs(t, readError(honest, "r.xlsx", Limits{FileBytes: 100}), TooLarge)
	require.ErrorIs(t, readError(honest, "r.xlsx", Limits{TotalBytes: 100_000}), TooLarge)
}

// lying writes a small unpacked size into the central directory for the sheet.
func lying(t *testing.T, data []byte, size uint32) []byte {
	out := bytes.Clone(data)
	name := []byte("xl/worksheets/sheet1.xml")
	at := bytes.LastIndex(out, name)
	require.Positive(t, at)
	binary.LittleEndian.PutUint32(out[at-46+24:], size)
	return out
}

func TestDuplicatePartsAreRefused(t *testing.T) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range []string{"[Content_Types].xml", "xl/a.xml", "XL/a.xml"} {
		p, err := w.Create(name)
		require.NoError(t, err)
		_, err = p.Write([]byte("<a/>"))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	require.ErrorIs(t, readError(out.Bytes(), "r.xlsx", Limits{}), Damaged)
}

// One flipped byte in the packed rows is noticed at the latest at the end.
func TestFlippedByteIsNoticed(t *testing.T) {
	parts := bookParts(strings.Repeat(`<row><c t="inlineStr"><is><t>abc</t></is></c></row>`, 50))
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, text := range parts {
		raw, err := w.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(text)),
			CompressedSize64: uint64(len(text)), UncompressedSize64: uint64(len(text))})
		require.NoError(t, err)
		_, err = raw.Write([]byte(text))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	data := bytes.Replace(out.Bytes(), []byte("<t>abc</t>"), []byte("<t>abd</t>"), 1)
	require.ErrorIs(t, readError(data, "r.xlsx", Limits{}), Damaged)
}

func TestErrorsNamePlacesOnly(t *testing.T) {
	err := readError(handMade(t, `<row r="7"><c r="C7" t="s"><v>Kari Nordmann</v></c></row>`), "Kari.xlsx", Limits{})
	require.EqualError(t, err, "file is damaged (xl/worksheets/sheet1.xml, row 7, column 3)")
	_, err = Open(t.TempDir()+"/Kari Nordmann.xlsx", Limits{})
	require.ErrorIs(t, err, fs.ErrNotExist)
	require.NotContains(t, fmt.Sprintf("%v %+v", err, errors.Unwrap(err)), "Kari")
	_, err = Open(t.TempDir(), Limits{})
	require.ErrorIs(t, err, NotWorkbook)
}

// oleWith is the smallest compound file with one stream of that name.
func oleWith(stream string) []byte {
	const sector = 512
	file := make([]byte, 3*sector)
	copy(file, oleMagic)
	put16 := func(at int, v uint16) { binary.LittleEndian.PutUint16(file[at:], v) }
	put32 := func(at int, v uint32) { binary.LittleEndian.PutUint32(file[at:], v) }
	put16(24, 0x3E)
	put16(26, 3)
	put16(28, 0xFFFE)
	put16(30, 9)
	put16(32, 6)
	put32(44, 1) // one FAT sector: 0
	put32(48, 1) // the directory: sector 1
	put32(56, 4096)
	put32(60, 0xFFFFFFFE)
	put32(68, 0xFFFFFFFE)
	for i := range 109 {
		put32(76+4*i, 0xFFFFFFFF)
	}
	put32(76, 0)
	for i := range sector / 4 {
		put32(sector+4*i, 0xFFFFFFFF)
	}
	put32(sector, 0xFFFFFFFD)
	put32(sector+4, 0xFFFFFFFE)
	entry := func(index int, name string, kind byte, child uint32) {
		at := 2*sector + 128*index
		for i, c := range []byte(name) {
			file[at+2*i] = c
		}
		put16(at+64, uint16(2*len(name)+2))
		file[at+66], file[at+67] = kind, 1
		put32(at+68, 0xFFFFFFFF)
		put32(at+72, 0xFFFFFFFF)
		put32(at+76, child)
		put32(at+116, 0xFFFFFFFE)
	}
	entry(0, "Root Entry", 5, 1)
	entry(1, stream, 2, 0xFFFFFFFF)
	return file
}
