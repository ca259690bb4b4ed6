package words

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// printedOf reads a file as a print shows it.
func printedOf(t testing.TB, puid string, parts map[string]string) (Text, Reason) {
	data := zipped(t, parts)
	text, why, err := Reader{}.Printed(t.Context(), puid, Source{R: bytes.NewReader(data), Size: int64(len(data))})
	require.NoError(t, err)
	return text, why
}

func relationsTo(lines ...[3]string) string {
	all := `<Relationships>`
	for _, l := range lines {
		all += `<Relationship Id="` + l[0] + `" Type="http://x/` + l[1] + `" Target="` + l[2] + `"/>`
	}
	return all + `</Relationships>`
}

func workbookOf(sheets string, more map[string]string) map[string]string {
	parts := map[string]string{
		"_rels/.rels": relationsTo([3]string{"r", "officeDocument", "xl/workbook.xml"}),
		"xl/workbook.xml": `<workbook><sheets>` + sheets + `</sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">Plan!$1:$1</definedName>` +
			`<definedName name="_xlnm.Print_Area" localSheetId="1">'To, tre'!$A$1:$B$2,'To, tre'!$D:$D</definedName></definedNames></workbook>`,
		"xl/_rels/workbook.xml.rels": relationsTo([3]string{"r1", "worksheet", "worksheets/a.xml"}, [3]string{"r2", "worksheet", "/xl/worksheets/b.xml"},
			[3]string{"r3", "worksheet", "worksheets/c.xml"}, [3]string{"r4", "sharedStrings", "sharedStrings.xml"}, [3]string{"r5", "person", "persons/person.xml"}),
		"xl/sharedStrings.xml":    `<sst><si><t>Første</t></si><si><r><t>To </t></r><r><t>deler_x000A_her</t></r><rPh><t>uttale</t></rPh></si></sst>`,
		"xl/persons/person.xml":   `<personList><person displayName="Prøve Person" id="{1}"/></personList>`,
		"xl/worksheets/c.xml":     `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>`,
		"xl/worksheets/b.xml":     `<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>regnet ut</v></c><c r="C1" t="s"><v>0</v></c><c r="D9" t="s"><v>0</v></c></row></sheetData></worksheet>`,
		"xl/worksheets/a.xml":     `<worksheet/>`,
		"docProps/core.xml":       `<c><dc:title>Timeplan</dc:title></c>`,
		"xl/worksheets/other.xml": `<worksheet/>`,
	}
	for name, part := range more {
		parts[name] = part
	}
	return parts
}

const threeSheets = `<sheet name="Plan" sheetId="1" r:id="r1"/><sheet name="To, tre" r:id="r2"/><sheet name="Gjemt" state="veryHidden" r:id="r3"/>`

func TestXlsx(t *testing.T) {
	text, why := printedOf(t, "fmt/214", workbookOf(threeSheets, map[string]string{
		"xl/worksheets/a.xml": `<worksheet><cols><col min="3" max="4" hidden="1"/></cols><sheetData><row r="2"><c r="A2" t="s"><v>0</v></c><c t="s"><v>1</v></c><c r="C2" t="s"><v>0</v></c>` +
			`<c r="E2"><v>42</v></c><c r="F2" t="s"><v>77</v></c></row><row hidden="1"><c t="inlineStr"><is><t>borte</t></is></c></row><row><c t="inlineStr"><is><t>med</t></is></c></row></sheetData></worksheet>`,
		"xl/worksheets/_rels/a.xml.rels": relationsTo([3]string{"n", "comments", "../comments1.xml"}, [3]string{"t", "threadedComment", "../threadedComments/t.xml"}),
		"xl/comments1.xml": `<comments><authors><author>Noen</author><author>tc={2}</author></authors><commentList><comment ref="B2" authorId="1"><text><t>[Tråd] Svar</t></text></comment>` +
			`<comment ref="A2" authorId="0"><text><r><t>En </t></r><r><t>merknad</t></r></text></comment></commentList></comments>`,
		"xl/threadedComments/t.xml": `<ThreadedComments><threadedComment ref="B2" personId="{1}"><text>Spørsmål</text></threadedComment><threadedComment ref="B2" personId="{1}"><text>Svar</text></threadedComment></ThreadedComments>`,
	}))
	require.Empty(t, why)
	require.Equal(t, []string{"Første", "To deler\nher", "med", "regnet ut", "Første"}, texts(text.Cells))
	require.Equal(t, []CellText{{"Plan", "A2", "Første"}, {"Plan", "B2", "To deler\nher"}, {"Plan", "A4", "med"}, {"To, tre", "A1", "regnet ut"}, {"To, tre", "D9", "Første"}}, text.Cells)
	require.Equal(t, []CellNote{{"Plan", "A2", "Noen", "En merknad"}, {"Plan", "B2", "Prøve Person", "Spørsmål"}, {"Plan", "B2", "Prøve Person", "Svar"}}, text.CellNotes)
	require.Equal(t, []Beside{{Kind: Comments, Count: 3}, {Kind: Hidden, Count: 4}}, text.Beside, "a column, a row, outside what is printed, a sheet")
	require.Equal(t, "Timeplan", text.Title)
}

func texts(cells []CellText) (all []string) {
	for _, c := range cells {
		all = append(all, c.Text)
	}
	return all
}

func TestOds(t *testing.T) {
	text, why := printedOf(t, "fmt/295", map[string]string{"content.xml": `<d><office:automatic-styles><style:style style:name="ta1"><style:table-properties table:display="true"/></style:style>` +
		`<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:spreadsheet>` +
		`<table:tracked-changes><table:table-cell office:value-type="string"><text:p>før</text:p></table:table-cell></table:tracked-changes>` +
		`<table:table table:name="Plan" table:style-name="ta1"><table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>` +
		`<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1000"/></table:table-row>` +
		`<table:table-row><table:table-cell office:value-type="string"><office:annotation><dc:creator>Noen</dc:creator><dc:date>2012</dc:date><text:p>En</text:p><text:p>merknad</text:p></office:annotation>` +
		`<text:p>Første <text:span>del</text:span></text:p></table:table-cell><table:table-cell office:value-type="float"><text:p>42</text:p></table:table-cell>` +
		`<table:table-cell office:value-type="string"><text:p>skjult</text:p></table:table-cell><table:covered-table-cell office:value-type="string"><text:p>dekket</text:p></table:covered-table-cell>` +
		`<table:table-cell office:value-type="string"><text:p>sist</text:p></table:table-cell></table:table-row>` +
		`<table:table-row table:visibility="filter"><table:table-cell office:value-type="string"><text:p>silt bort</text:p></table:table-cell></table:table-row></table:table>` +
		`<table:table table:name="Gjemt" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="string"><text:p>gjemt</text:p></table:table-cell></table:table-row></table:table>` +
		`<table:table table:name="Utvalg" table:print-ranges="Utvalg.A1:Utvalg.A1"><table:table-row><table:table-cell office:value-type="string"><text:p>inne</text:p></table:table-cell>` +
		`<table:table-cell office:value-type="string"><text:p>ute</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></d>`,
		"meta.xml": `<m><dc:title>Plan</dc:title></m>`})
	require.Empty(t, why)
	require.Equal(t, []CellText{{"Plan", "A4", "Første del"}, {"Plan", "E4", "sist"}, {"Utvalg", "A1", "inne"}}, text.Cells)
	require.Equal(t, []CellNote{{"Plan", "A4", "Noen", "En\nmerknad"}}, text.CellNotes)
	require.Equal(t, []Beside{{Kind: Comments, Count: 1}, {Kind: Hidden, Count: 5}}, text.Beside)
	_, why = printedOf(t, "fmt/295", map[string]string{"content.xml": "<x/>", "META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"})
	require.Equal(t, Locked, why)
}

func TestPptx(t *testing.T) {
	slide := func(words, more string) string {
		return `<p:sld` + more + `><p:txBody><a:p><a:r><a:t>` + words + `</a:t></a:r><a:fld><a:t>12</a:t></a:fld></a:p></p:txBody></p:sld>`
	}
	text, why := printedOf(t, "fmt/215", map[string]string{
		"_rels/.rels":                      relationsTo([3]string{"r", "officeDocument", "ppt/presentation.xml"}),
		"ppt/presentation.xml":             `<p:presentation><p:sldIdLst><p:sldId r:id="b" id="257"/><p:sldId id="256" r:id="a"/><p:sldId id="258" r:id="c"/></p:sldIdLst></p:presentation>`,
		"ppt/_rels/presentation.xml.rels":  relationsTo([3]string{"a", "slide", "slides/slide1.xml"}, [3]string{"b", "slide", "slides/slide2.xml"}, [3]string{"c", "slide", "slides/slide3.xml"}, [3]string{"m", "slideMaster", "m.xml"}),
		"ppt/slides/slide1.xml":            slide("Ett <a:br/>lysbilde", ""),
		"ppt/slides/slide2.xml":            slide("Det første", ""),
		"ppt/slides/slide3.xml":            slide("Gjemt", ` show="0"`),
		"ppt/slides/_rels/slide1.xml.rels": relationsTo([3]string{"n", "notesSlide", "../notesSlides/n.xml"}, [3]string{"k", "comments", "../comments/c.xml"}),
		"ppt/notesSlides/n.xml":            slide("Husk dette", ""),
		"ppt/comments/c.xml":               `<p:cmLst><p:cm><p:text>Nei</p:text></p:cm></p:cmLst>`})
	require.Empty(t, why)
	require.Equal(t, "Det første\nEtt  lysbilde\n", text.Body)
	require.Equal(t, []Beside{{Kind: Comments, Count: 1}, {Kind: Hidden, Count: 2}}, text.Beside)
}

func TestOdp(t *testing.T) {
	text, why := printedOf(t, "fmt/293", map[string]string{"content.xml": `<d><style:style style:name="dp2"><style:drawing-page-properties presentation:visibility="hidden"/></style:style><office:presentation>` +
		`<draw:page draw:style-name="dp1"><draw:frame><draw:text-box><text:p>Et <text:span>lysbilde</text:span> <text:page-number>1</text:page-number></text:p></draw:text-box></draw:frame>` +
		`<office:annotation><text:p>Nei</text:p></office:annotation><presentation:notes><draw:frame><text:p>Husk</text:p></draw:frame></presentation:notes></draw:page>` +
		`<draw:page draw:style-name="dp2"><text:p>Gjemt</text:p></draw:page></office:presentation></d>`})
	require.Empty(t, why)
	require.Equal(t, "Et lysbilde\n", text.Body)
	require.Equal(t, []Beside{{Kind: Comments, Count: 1}, {Kind: Hidden, Count: 2}}, text.Beside)
}

// TestWhatOnlyPrintsShowProvesNothing keeps workbooks out of the proof that all of a document is said elsewhere: their formulas are not.
func TestWhatOnlyPrintsShowProvesNothing(t *testing.T) {
	for puid := range printedFamilies {
		_, why := of(t, puid, []byte("PK\x03\x04"))
		require.Equal(t, Unsupported, why)
	}
}

func TestATextThatStandsEverywhereIsTooLarge(t *testing.T) {
	shared := "<sst><si><t>" + strings.Repeat("bredt ", 1<<19) + "</t></si></sst>"
	_, why := printedOf(t, "fmt/214", workbookOf(threeSheets, map[string]string{"xl/sharedStrings.xml": shared,
		"xl/worksheets/a.xml": `<worksheet><sheetData><row>` + strings.Repeat(`<c t="s"><v>0</v></c>`, 100) + `</row></sheetData></worksheet>`}))
	require.Equal(t, TooLarge, why)
}

func TestRangesAndPlaces(t *testing.T) {
	require.Equal(t, []cells{{1, 1, 2, 5}, {3, 1, 3, mostRows}, {1, 4, mostColumns, 6}, {27, 1, 27, 1}}, ranges("'Ark, 1'!$A$1:$B$5,A!$C:$C,A!$4:$6,A!AA1", ',', '!'))
	require.Nil(t, ranges("#REF!", ',', '!'))
	for _, address := range []string{"", "A", "A0", "AAAA1", "1A", "A9999999"} {
		_, row, ok := at(address)
		require.False(t, ok && row > 0, address)
	}
	require.Equal(t, "AA10", place(27, 10))
}
