package words

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
)

func fontsOf(t testing.TB, puid string, data []byte) []string {
	names, ok, err := Reader{}.Fonts(t.Context(), puid, Source{R: bytes.NewReader(data), Size: int64(len(data))})
	require.NoError(t, err)
	require.True(t, ok)
	return names
}

func TestFontsThatTextAsksFor(t *testing.T) {
	font := func(name string) string {
		return `<w:rPr><w:rFonts w:ascii="` + name + `" w:hAnsi="` + name + `"/></w:rPr>`
	}
	styles := `<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:ascii="Ubrukt"/></w:rPr></w:rPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="N"/><w:style w:styleId="O"><w:basedOn w:val="G"/></w:style><w:style w:styleId="G"><w:basedOn w:val="O"/>` + font("Georgia") + `</w:style>` +
		`<w:style w:styleId="Ringvei"><w:basedOn w:val="Ringvei"/></w:style><w:style w:styleId="Ubrukt">` + font("Wide Latin") + `</w:style></w:styles>`
	data := docxOf(t, p(run("minste felles"))+p(`<w:pPr><w:pStyle w:val="O"/></w:pPr>`+run("overskrift"))+p(`<w:pPr><w:rPr><w:rFonts w:ascii="Merket"/></w:rPr></w:pPr><w:r>`+font("Comic Sans MS")+`<w:t>x</w:t></w:r>`)+
		p(`<w:pPr><w:pStyle w:val="Ringvei"/></w:pPr>`+run("rundt"))+p(`<w:r>`+font("Tom")+`<w:t> </w:t></w:r>`),
		map[string]string{"word/styles.xml": styles, "word/fontTable.xml": `<w:fonts><w:font w:name="Cambria"/></w:fonts>`,
			"word/theme/theme1.xml":        `<a:theme><a:majorFont><a:latin typeface="Calibri Light"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/></a:minorFont></a:theme>`,
			"word/_rels/document.xml.rels": relationsTo([3]string{"t", "theme", "theme/theme1.xml"})})
	require.Equal(t, []string{"Calibri", "Comic Sans MS", "Georgia"}, fontsOf(t, "fmt/412", data))

	require.Equal(t, []string{"Arial", "Verdana"}, fontsOf(t, "fmt/53", []byte(`{\rtf1\deff1{\fonttbl{\f0\froman Times New Roman;}{\f1\fswiss\fcharset0 Arial{\*\falt Helvetica};}{\f2 Verdana;}}{\f0  }hei {\f2 du}\f0\plain !}`)))

	odf := `<d><office:font-face-decls><style:font-face style:name="Cambria1" svg:font-family="'Cambria'"/></office:font-face-decls><style:default-style style:family="paragraph"><style:text-properties style:font-name="Liberation Serif" style:font-name-asian="Noto"/></style:default-style>` +
		`<style:style style:name="A"><style:text-properties style:font-name="Cambria1"/></style:style><style:style style:name="B" style:parent-style-name="A"/><style:style style:name="C"><style:text-properties style:font-name="Ubrukt"/></style:style>` +
		`<office:body><text:p text:style-name="B">hei <text:span text:style-name="D">du</text:span></text:p><text:p text:style-name="D">der</text:p><text:p text:style-name="C"/></office:body></d>`
	require.Equal(t, []string{"Cambria", "Liberation Serif"}, fontsOf(t, "fmt/291", zipped(t, map[string]string{"content.xml": odf})))

	require.Equal(t, []string{"Calibri", "Tahoma"}, fontsOf(t, "fmt/214", zipped(t, workbookOf(threeSheets, map[string]string{
		"xl/_rels/workbook.xml.rels": relationsTo([3]string{"r1", "worksheet", "worksheets/a.xml"}, [3]string{"s", "styles", "styles.xml"}),
		"xl/styles.xml":              `<styleSheet><fonts><font><name val="Calibri"/></font><font><name val="Ubrukt"/></font><font><name val="Tahoma"/></font></fonts><cellStyleXfs><xf fontId="1"/></cellStyleXfs><cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs></styleSheet>`,
		"xl/worksheets/a.xml":        `<worksheet><sheetData><row><c><v>1</v></c><c s="1"/><c s="2"><v>1</v></c><c s="99"><v>1</v></c></row></sheetData></worksheet>`}))))

	slide := `<p:sld><p:sp><p:nvPr><p:ph type="ctrTitle"/></p:nvPr><a:p><a:r><a:t>T</a:t></a:r></a:p></p:sp><p:sp><a:p><a:r><a:t>x</a:t></a:r><a:r><a:rPr><a:latin typeface="Verdana"/></a:rPr><a:t>y</a:t></a:r></a:p></p:sp></p:sld>`
	require.Equal(t, []string{"Calibri", "Cambria", "Verdana"}, fontsOf(t, "fmt/215", zipped(t, map[string]string{"_rels/.rels": relationsTo([3]string{"r", "officeDocument", "ppt/presentation.xml"}),
		"ppt/presentation.xml": `<p/>`, "ppt/_rels/presentation.xml.rels": relationsTo([3]string{"t", "theme", "theme/theme1.xml"}), "ppt/slides/slide1.xml": slide,
		"ppt/theme/theme1.xml": `<a:theme><a:majorFont><a:latin typeface="Cambria"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/></a:minorFont></a:theme>`})))

	for puid, data := range map[string]string{"fmt/40": "x", "fmt/412": "ikke zip", "fmt/53": "{\\rtf", "fmt/291": ""} {
		_, ok, err := Reader{}.Fonts(t.Context(), puid, Source{R: bytes.NewReader([]byte(data)), Size: int64(len(data))})
		require.NoError(t, err)
		require.False(t, ok, puid)
	}
}
