package sheet

import (
	"archive/zip"
	"bytes"
	"iter"
	"os"
	"path/filepath"
	"sort"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var written = time.Date(2024, 6, 1, 12, 0, 0, 0, time.UTC)

// open reads bytes as a file of that name.
func open(data []byte, name string, limits Limits) (*Book, error) {
	return Read(Source{Reader: bytes.NewReader(data), Size: int64(len(data)), Name: name}, limits)
}

// all collects a stream up to its error.
func all(rows iter.Seq2[Row, error]) ([]Row, error) {
	var list []Row
	for row, err := range rows {
		if err != nil {
			return list, err
		}
		list = append(list, row)
	}
	return list, nil
}

// readAll reads one sheet and demands that it can be read.
func readAll(t require.TestingT, data []byte, name, sheet string) []Row {
	book, err := open(data, name, Limits{})
	require.NoError(t, err)
	rows, err := all(book.Rows(sheet))
	require.NoError(t, err)
	return rows
}

// readError gives the error of opening or reading the first sheet.
func readError(data []byte, name string, limits Limits) error {
	book, err := open(data, name, limits)
	if err != nil {
		return err
	}
	_, err = all(book.Rows(""))
	return err
}

func texts(row Row) []string {
	var list []string
	for _, c := range row.Cells {
		list = append(list, c.Text)
	}
	return list
}

func cellsOf(texts ...string) []Cell {
	list := make([]Cell, len(texts))
	for i, s := range texts {
		list[i] = Cell{Text: s, Kind: Text}
	}
	return list
}

const (
	xmlHead      = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	nsMain       = `xmlns="` + mainSpace + `"`
	nsRel        = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	nsPackage    = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	relationBase = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
)

// bookParts is a hand-made workbook with one sheet, for what no writer makes.
func bookParts(sheetData string) map[string]string {
	return map[string]string{
		"[Content_Types].xml": xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
		"_rels/.rels":         xmlHead + `<Relationships ` + nsPackage + `><Relationship Id="rId1" Type="` + relationBase + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":     xmlHead + `<workbook ` + nsMain + ` ` + nsRel + `><workbookPr/><sheets><sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": xmlHead + `<Relationships ` + nsPackage + `><Relationship Id="rId1" Type="` + relationBase + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + relationBase + `/styles" Target="/xl/styles.xml"/><Relationship Id="rId3" Type="` + relationBase + `/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		"xl/styles.xml": xmlHead + `<styleSheet ` + nsMain + `><numFmts count="4"><numFmt numFmtId="164" formatCode="dd\.mm\.yyyy"/><numFmt numFmtId="165" formatCode="000000\ 00000"/>` +
			`<numFmt numFmtId="166" formatCode="[$-414]d\.\ mmmm\ yyyy;@"/><numFmt numFmtId="167" formatCode="0&quot; dager&quot;"/></numFmts>` +
			`<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="8"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>` +
			`<xf numFmtId="167"/><xf numFmtId="20"/><xf numFmtId="49"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml": xmlHead + `<sst ` + nsMain + `><si><t>delt</t></si><si><r><t xml:space="preserve">rik </t></r><r><rPr><b/></rPr><t>tekst</t></r><rPh sb="0" eb="1"><t>lyd</t></rPh></si>` +
			`<si><t>a_x000D_b_x005F_x0041_</t></si></sst>`,
		"xl/worksheets/sheet1.xml": xmlHead + `<worksheet ` + nsMain + `><sheetData>` + sheetData + `</sheetData></worksheet>`,
	}
}

func zipped(t require.TestingT, parts map[string]string) []byte {
	var names []string
	for name := range parts {
		names = append(names, name)
	}
	sort.Strings(names)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range names {
		part, err := w.Create(name)
		require.NoError(t, err)
		_, err = part.Write([]byte(parts[name]))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return out.Bytes()
}

// handMade is a workbook of hand-made rows.
func handMade(t require.TestingT, sheetData string) []byte { return zipped(t, bookParts(sheetData)) }

func saved(t *testing.T, data []byte, name string) string {
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, data, 0o600))
	return path
}

// listed writes one sheet.
func listed(t require.TestingT, layout Layout, rows ...[]Cell) []byte {
	var out bytes.Buffer
	n, err := Template{Properties: Properties{Title: "Liste", Created: written}, Sheets: []TemplateSheet{{Layout: layout, Rows: rows}}}.WriteTo(&out)
	require.NoError(t, err)
	require.EqualValues(t, out.Len(), n)
	return out.Bytes()
}
