package workshop

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/words"
)

// zipOf is a container of parts, the first one stored.
func zipOf(t testing.TB, parts ...[2]string) string {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i, part := range parts {
		how := zip.Deflate
		if i == 0 {
			how = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: part[0], Method: how})
		require.NoError(t, err)
		_, err = w.Write([]byte(part[1]))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return out.String()
}

const (
	xmlHead  = `<?xml version="1.0" encoding="UTF-8"?>`
	packages = "http://schemas.openxmlformats.org/package/2006/"
	office   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	sheetML  = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + office + `"`
)

func relations(lines ...[3]string) string {
	all := xmlHead + `<Relationships xmlns="` + packages + `relationships">`
	for _, l := range lines {
		all += `<Relationship Id="` + l[0] + `" Type="` + office + "/" + l[1] + `" Target="` + l[2] + `"/>`
	}
	return all + `</Relationships>`
}

// commented is a workbook with a sheet that is seen and one that is not, and comments on both.
func commented(t testing.TB, rows int) string {
	data := `<row r="1"><c r="A1" t="inlineStr"><is><t>Timer i uken</t></is></c><c r="B1"><v>5</v></c></row>`
	for range rows {
		data += `<row><c t="inlineStr"><is><t>Eleven leser godt og regner raskt hver eneste dag</t></is></c></row>`
	}
	const app = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	return zipOf(t, [2]string{"[Content_Types].xml", xmlHead + `<Types xmlns="` + packages + `content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + app + `sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + app + `worksheet+xml"/>` +
		`<Override PartName="/xl/worksheets/sheet2.xml" ContentType="` + app + `worksheet+xml"/><Override PartName="/xl/comments1.xml" ContentType="` + app + `comments+xml"/></Types>`},
		[2]string{"_rels/.rels", relations([3]string{"rId1", "officeDocument", "xl/workbook.xml"})},
		[2]string{"xl/workbook.xml", xmlHead + `<workbook ` + sheetML + `><sheets><sheet name="Plan" sheetId="1" r:id="rId1"/><sheet name="Gjemt" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>`},
		[2]string{"xl/_rels/workbook.xml.rels", relations([3]string{"rId1", "worksheet", "worksheets/sheet1.xml"}, [3]string{"rId2", "worksheet", "worksheets/sheet2.xml"})},
		[2]string{"xl/worksheets/sheet1.xml", xmlHead + `<worksheet ` + sheetML + `><sheetData>` + data + `</sheetData></worksheet>`},
		[2]string{"xl/worksheets/sheet2.xml", xmlHead + `<worksheet ` + sheetML + `><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Bak sløret</t></is></c></row></sheetData></worksheet>`},
		[2]string{"xl/worksheets/_rels/sheet1.xml.rels", relations([3]string{"rId1", "comments", "../comments1.xml"})},
		[2]string{"xl/comments1.xml", xmlHead + `<comments ` + sheetML + `><authors><author>Prøveperson</author></authors><commentList><comment ref="B1" authorId="0"><text><r><t>Avtalt i møtet på Kárášjohka skole.</t></r></text></comment>` +
			`<comment ref="A1" authorId="0"><text><t>Etter skoleruta` + strings.Repeat(" og alt som hører til der", rows*2) + `.</t></text></comment></commentList></comments>`})
}

// pagesOf is the text of each page.
func pagesOf(t testing.TB, pdf []byte) []string {
	path := filepath.Join(t.TempDir(), "a.pdf")
	require.NoError(t, os.WriteFile(path, pdf, 0o600))
	out, err := exec.Command("qpdf", "--check", path).CombinedOutput()
	require.NoError(t, err, "qpdf (make tools): %s", out)
	require.NotContains(t, string(out), "WARNING")
	out, err = exec.Command("pdftotext", "-layout", path, "-").Output()
	require.NoError(t, err, "pdftotext: make tools")
	return strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
}

// TestCommentsOnCellsStandBehindTheSheets is for workbooks of which a rendition shows no comment by itself.
func TestCommentsOnCellsStandBehindTheSheets(t *testing.T) {
	s := sources{"a.xlsx": commented(t, 0), "lang.xlsx": commented(t, 200)}
	all := jobs(s, "fmt/214", "a.xlsx", "lang.xlsx")
	got, contents := made(t, shop(t, s, nil), all)
	for i, r := range got {
		require.Equal(t, deposit.RenditionMade, r.Outcome, "%+v", r)
		require.Equal(t, "fmt/477", r.PUID)
		require.Equal(t, deposit.RenditionCheck{What: "comments", Seen: "annexed", N: 2}, checked(t, r, "comments"))
		require.Equal(t, deposit.RenditionCheck{What: "text", Seen: "ok", N: 1000}, checked(t, r, "text"), "comments and all")
		require.Equal(t, deposit.RenditionCheck{What: "cut_cells", Seen: "annexed", N: 1}, checked(t, r, "cut_cells"), "LibreOffice prints «Timer i uke»")
		pages := pagesOf(t, contents[i])
		require.Len(t, pages, checked(t, r, "pages").N)
		annex := slices.IndexFunc(pages, func(p string) bool { return strings.Contains(p, "Merknader til celler") })
		require.Positive(t, annex)
		require.Regexp(t, `Plan\s+A1\s+Prøveperson\s+Etter skoleruta`, strings.Join(pages[annex:], ""))
		require.Regexp(t, `(?s)A1.*Plan\s+B1\s+Prøveperson\s+Avtalt i møtet på Kárášjohka skole`, strings.Join(pages[annex:], ""))
	}
	require.Regexp(t, `Tekst som ikke får plass i cellen(?s).*Plan\s+A1\s+Timer i uken`, strings.Join(pagesOf(t, contents[0]), ""))
	require.Greater(t, len(pagesOf(t, contents[1])), 6, "comments that fill pages")
	_, again := made(t, shop(t, s, nil), all[:1])
	require.Equal(t, contents[0], again[0])
}

// resaved has LibreOffice write a document in another format.
func resaved(t *testing.T, content, ending, infilter, to string) string {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a"+ending), []byte(content), 0o600))
	out, err := exec.Command("soffice", "--headless", "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(dir, "profil")), "--infilter="+infilter,
		"--convert-to", to, "--outdir", filepath.Join(dir, "ut"), filepath.Join(dir, "a"+ending)).CombinedOutput()
	require.NoError(t, err, "LibreOffice (make tools): %s", out)
	ending, _, _ = strings.Cut(to, ":")
	data, err := os.ReadFile(filepath.Join(dir, "ut", "a."+ending))
	require.NoError(t, err, "%s", out)
	return string(data)
}

// slides is a presentation of two pages, of which one is hidden, with notes to the speaker.
func slides(t *testing.T) string {
	const ns = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" ` +
		`xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.2"`
	frame := func(words string) string {
		return `<draw:frame svg:x="2cm" svg:y="2cm" svg:width="20cm" svg:height="5cm"><draw:text-box><text:p>` + words + `</text:p></draw:text-box></draw:frame>`
	}
	return zipOf(t, [2]string{"mimetype", "application/vnd.oasis.opendocument.presentation"},
		[2]string{"content.xml", xmlHead + `<office:document-content ` + ns + `><office:automatic-styles><style:style style:name="dp2" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style></office:automatic-styles>` +
			`<office:body><office:presentation><draw:page draw:name="a">` + frame("Tiltak på Kárášjohka skole: to timer i uken.") + `<presentation:notes>` + frame("Husk å spørre.") + `</presentation:notes></draw:page>` +
			`<draw:page draw:name="b" draw:style-name="dp2">` + frame("Bak sløret") + `</draw:page></office:presentation></office:body></office:document-content>`},
		[2]string{"META-INF/manifest.xml", xmlHead + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:version="1.2" ` +
			`manifest:media-type="application/vnd.oasis.opendocument.presentation"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`})
}

// TestTextIsComparedForEveryOfficeFormat that somebody here reads; of the one that nobody reads the record says so.
func TestTextIsComparedForEveryOfficeFormat(t *testing.T) {
	odp, xlsx := slides(t), commented(t, 0)
	for _, c := range []struct {
		puid, ending, content, text string
		comments, hidden            int
	}{
		{"fmt/293", "odp", odp, "ok", 0, 2}, {"fmt/215", "pptx", resaved(t, odp, ".odp", "impress8", "pptx:Impress MS PowerPoint 2007 XML"), "ok", 0, 2},
		{"fmt/126", "ppt", resaved(t, odp, ".odp", "impress8", "ppt:MS PowerPoint 97"), "not_compared", 0, 0},
		{"fmt/61", "xls", resaved(t, xlsx, ".xlsx", "Calc MS Excel 2007 XML", "xls:MS Excel 97"), "ok", 2, 1},
		{"fmt/295", "ods", resaved(t, xlsx, ".xlsx", "Calc MS Excel 2007 XML", "ods:calc8"), "ok", 2, 1},
		{"fmt/40", "doc", resaved(t, rtfText, ".rtf", "Rich Text Format", "doc:MS Word 97"), "ok", 0, 0},
	} {
		s := sources{"a." + c.ending: c.content}
		got, contents := made(t, shop(t, s, nil), jobs(s, c.puid, "a."+c.ending))
		require.Equal(t, deposit.RenditionMade, got[0].Outcome, "%s %+v", c.ending, got[0])
		require.Equal(t, c.text, checked(t, got[0], "text").Seen, c.ending)
		said, _ := got[0].Check("comments")
		require.Equal(t, c.comments, said.N, c.ending)
		hidden, _ := got[0].Check("hidden")
		require.Equal(t, c.hidden, hidden.N, c.ending)
		if c.comments > 0 {
			require.Contains(t, strings.Join(pagesOf(t, contents[0]), ""), "Etter skoleruta", c.ending)
		}
	}
}

// TestPagesThatLackMostOfAWorkbookAreNotItsPages is for an annex that would make everything good.
func TestPagesThatLackMostOfAWorkbookAreNotItsPages(t *testing.T) {
	cells := []words.CellText{{Sheet: "Plan", Cell: "A1", Text: "Timer i uken"}, {Sheet: "Plan", Cell: "A2", Text: "fire timer"}}
	require.Empty(t, cut(cells, "Timer i uken\nfire timer"))
	require.Equal(t, cells[1:], cut(cells, "Timer i uken timer"))
	require.Equal(t, cells, cut(cells, "i uken fire timer"), "which of the two lacks it cannot be known")
	require.Empty(t, cut(cells, "timer i"))
}

// TestCommentsThatFindNoPlaceAreTold is a rendition of a shape behind which nothing can be written: it stays as it is.
func TestCommentsThatFindNoPlaceAreTold(t *testing.T) {
	w := &work{done: filepath.Join(t.TempDir(), "a.pdf"), text: words.Text{CellNotes: []words.CellNote{{Sheet: "Plan", Cell: "A1", Text: "x"}}}}
	require.NoError(t, os.WriteFile(w.done, []byte(plainPDF(1, "(x)")), 0o600))
	rd, closed, err := reader(t.Context())
	require.NoError(t, err)
	defer func() { require.NoError(t, closed()) }()
	require.NoError(t, (&place{shop: New(Options{}), reader: rd}).annex(t.Context(), []*work{w}))
	require.Equal(t, []deposit.RenditionCheck{{What: "annex", Seen: "left_out", N: 1}}, w.checks)
	data, err := os.ReadFile(w.done)
	require.NoError(t, err)
	require.Equal(t, plainPDF(1, "(x)"), string(data))
}

// TestARoughTextHoldsNobodyForWhatMayBeHidden: of a Word 97 document nobody here knows what is deleted or hidden.
func TestARoughTextHoldsNobodyForWhatMayBeHidden(t *testing.T) {
	var all []string
	for _, about := range strings.Fields("lesing skriving regning samspill turer søvn språk lek trening musikk") {
		said := about
		for n := range 20 { // none of them stands in another paragraph
			said += fmt.Sprintf(" %s%d", about, n)
		}
		all = append(all, said)
	}
	whole := strings.Join(all, "\n\n")
	for _, c := range []struct {
		rough   bool
		shows   int
		trouble deposit.RenditionTrouble
		seen    string
	}{{true, 10, "", "ok"}, {true, 7, "", "unknown"}, {false, 7, deposit.TroubleText, ""}, {true, 2, deposit.TroubleText, ""}} {
		w := &work{text: words.Text{Body: whole, Rough: c.rough}}
		w.job.PUID = "fmt/40"
		require.Equal(t, c.trouble, w.says(words.Text{Body: strings.Join(all[:c.shows], "\n\n")}, ""), c)
		if c.seen != "" {
			require.Equal(t, c.seen, w.checks[0].Seen, c)
		}
	}
}
