package words

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// of reads bytes as a format.
func of(t testing.TB, puid string, raw []byte) (Text, Reason) {
	text, why, err := Reader{}.Of(t.Context(), puid, Source{bytes.NewReader(raw), int64(len(raw))})
	require.NoError(t, err)
	return text, why
}

// zipped makes a container of parts.
func zipped(t testing.TB, parts map[string]string) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		w, err := z.Create(name)
		require.NoError(t, err)
		_, err = w.Write([]byte(parts[name]))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return out.Bytes()
}

func sum(content string) string {
	s := sha256.Sum256([]byte(content))
	return hex.EncodeToString(s[:])
}

const relation = `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`

func docxOf(t testing.TB, body string, more map[string]string) []byte {
	parts := map[string]string{"_rels/.rels": relation, "word/document.xml": `<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`}
	maps.Copy(parts, more)
	return zipped(t, parts)
}

func p(runs string) string   { return "<w:p>" + runs + "</w:p>" }
func run(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }

func TestDocx(t *testing.T) {
	body := p(run("Første")+run(" avsnitt &amp; mer.")) +
		"<w:tbl><w:tr><w:tc>" + p(run("Lesing")) + "</w:tc><w:tc>" + p(run("42")) + "</w:tc></w:tr><w:tr><w:tc>" + p(run("En")) + p(run("To")) + "</w:tc><w:tc>" + p(run("Tre")) + "</w:tc></w:tr></w:tbl>" +
		p(run("Før ")+`<w:ins w:id="1">`+run("satt inn ")+`</w:ins><w:del w:id="2"><w:r><w:delText>slettet</w:delText></w:r></w:del>`+run("etter.")) +
		p(`<w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r>`+run("synlig")+`<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> også</w:t></w:r>`) +
		p(`<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>`+p(run("I boks."))+`</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>`+p(run("I boks."))+`</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`+run("Ved boks.")) +
		p(run("Side ")+`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`+run("7")+`<w:r><w:fldChar w:fldCharType="end"/></w:r>`+
			run(" av ")+`<w:fldSimple w:instr="NUMPAGES">`+run("9")+`</w:fldSimple>`+`<w:fldSimple w:instr="DATE">`+run(" 2004")+`</w:fldSimple>`) +
		p(`<w:pPr><w:tabs><w:tab w:pos="1"/></w:tabs><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t></w:r>`)
	text, why := of(t, "fmt/412", docxOf(t, body, map[string]string{
		"word/header1.xml":   `<w:hdr xmlns:w="w">` + p(run("Topp")) + `</w:hdr>`,
		"word/footnotes.xml": `<w:footnotes xmlns:w="w"><w:footnote>` + p(run("Fotnote.")) + `</w:footnote></w:footnotes>`,
		"word/comments.xml":  `<w:comments xmlns:w="w"><w:comment>` + p(run("En merknad")) + `</w:comment></w:comments>`,
		"word/settings.xml":  `<w:settings>ikke tekst</w:settings>`, "word/media/image1.png": "bilde", "word/embeddings/ark.xlsx": "ark",
		"word/vbaProject.bin": "kode", "docProps/core.xml": `<c><dc:title>En tittel</dc:title></c>`}))
	require.Empty(t, why)
	require.Equal(t, []string{"Første avsnitt & mer.", "Lesing\t42", "En", "To", "Tre", "Før satt inn etter.", "synlig også", "I boks.", "Ved boks.", "Side  av  2004", "A\tB\nC", "Fotnote.", "Topp"},
		paragraphs(text))
	require.Equal(t, "En tittel", text.Title)
	require.Equal(t, []Beside{{Pictures, 1, []string{sum("bilde")}}, {Objects, 1, []string{sum("ark")}}, {Macros, 1, []string{sum("kode")}}, {Comments, 1, nil}, {Insertions, 1, nil},
		{Deletions, 1, nil}, {Hidden, 1, nil}, {TextBoxes, 1, nil}}, text.Beside)
}

func paragraphs(text Text) []string {
	return strings.Split(strings.TrimSuffix(text.Body, "\n\n"), "\n\n")
}

func TestAFieldWithoutEndSwallowsNothing(t *testing.T) {
	open := `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`
	text, _ := of(t, "fmt/412", docxOf(t, p(open+run("1"))+p(run("Ikke borte.")), nil))
	require.Equal(t, []string{"Ikke borte."}, paragraphs(text))
}

func TestOdt(t *testing.T) {
	content := `<office:body><text:tracked-changes><text:changed-region><text:deletion><text:p>slettet</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:h>Overskrift</text:h><text:p>Ett<text:s text:c="2"/>to<text:tab/>tre<text:line-break/>fire<office:annotation><dc:creator>x</dc:creator><text:p>merknad</text:p></office:annotation>
 slutt<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Note.</text:p></text:note-body></text:note></text:p>
<table:table><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row></table:table></office:body>`
	text, why := of(t, "fmt/291", zipped(t, map[string]string{"content.xml": content, "styles.xml": `<s><style:header><text:p>Topp <text:page-number>3</text:page-number></text:p></style:header></s>`,
		"Pictures/1.png": "bilde", "Object 1/content.xml": "<o/>", "meta.xml": "<m><dc:title>Tittel</dc:title></m>"}))
	require.Empty(t, why)
	require.Equal(t, []string{"Overskrift", "Note.", "Ett  to\ttre\nfire  slutt", "A\t1", "Topp"}, paragraphs(text))
	require.Equal(t, "Tittel", text.Title)
	require.Equal(t, []Beside{{Pictures, 1, []string{sum("bilde")}}, {Objects, 1, []string{sum("<o/>")}}, {Comments, 1, nil}, {Deletions, 1, nil}}, text.Beside)
	_, why = of(t, "fmt/291", zipped(t, map[string]string{"content.xml": "x", "META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}))
	require.Equal(t, Locked, why)
}

func TestRTF(t *testing.T) {
	text, why := of(t, "fmt/53", []byte(`{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 Arial;}}{\info{\title Tittel}{\author Ingen}}{\*\generator x}{\header Topp\par}`+
		`Bl\'e5b\'e6r \u8211?\endash  {\b fet}\line ny{\footnote Note.}\par {\v skjult}{\deleted borte}{\revised ny}\par`+
		`\trowd A\cell 1\cell\row {\field{\*\fldinst HYPERLINK}{\fldrslt lenke}}{\pict\pngblip 0a0b}{\*\shppict{\pict ff}}\u-10179?\u-8694?{\*\annotation x}{\bin3 }}}}\par}`))
	require.Empty(t, why)
	require.Equal(t, []string{"Topp", "Note.", "Blåbær –– fet\nny", "ny", "A\t1", "lenke\U0001F60A"}, paragraphs(text))
	require.Equal(t, "Tittel", text.Title)
	require.Equal(t, []Kind{Pictures, Comments, Insertions, Deletions, Hidden}, kindsOf(text))
	for _, raw := range []string{"ikke rtf", `{\rtf1 kuttet`, `{\rtf1 \bin99 x}`} {
		_, why = of(t, "fmt/53", []byte(raw))
		require.Equal(t, Unreadable, why, raw)
	}
	require.Equal(t, "hello world\n\n", RTF([]byte("{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n")))
}

func kindsOf(text Text) []Kind {
	var out []Kind
	for _, b := range text.Beside {
		out = append(out, b.Kind)
	}
	return out
}

func TestPlain(t *testing.T) {
	for name, raw := range map[string]string{"utf-8": "Blåbær\r\nto\n", "mark": "\xEF\xBB\xBFBlåbær\rto\n", "1252": "Bl\xe5b\xe6r\nto\n",
		"utf-16le": "B\x00l\x00\xe5\x00b\x00\xe6\x00r\x00\n\x00t\x00o\x00\n\x00", "utf-16be": "\xFE\xFF\x00B\x00l\x00\xe5\x00b\x00\xe6\x00r\x00\n\x00t\x00o\x00\n"} {
		text, why := of(t, "x-fmt/111", []byte(raw))
		require.Empty(t, why, name)
		require.Equal(t, "Blåbær\nto\n", text.Body, name)
	}
	_, why := of(t, "x-fmt/111", []byte("MZ\x00\x03bin\x00"))
	require.Equal(t, Unreadable, why)
	_, why = of(t, "x-fmt/111", []byte(" \n"))
	require.Equal(t, NoText, why)
}

func TestHTML(t *testing.T) {
	text, why := of(t, "fmt/471", []byte(`<!DOCTYPE html><html><head><title>Tittel</title><style>p{}</style></head><body><h1>Over &aring;</h1><p>En <b>to</b>
 tre<br>fire<p>fem<table><tr><td>A<td>1</tr></table><p hidden>skjult</p><img src="data:x"><script>var a</script><noscript>uten</noscript></body>`))
	require.Empty(t, why)
	require.Equal(t, []string{"Over å", "En to  tre\nfire", "fem", "A\t1", "uten"}, paragraphs(text))
	require.Equal(t, "Tittel", text.Title)
	require.Equal(t, []Kind{Pictures, Hidden}, kindsOf(text))
	text, _ = of(t, "fmt/100", []byte("<meta charset=iso-8859-1><p>bl\xe5"))
	require.Equal(t, "blå\n\n", text.Body)
	_, why = of(t, "fmt/100", []byte("<p>synlig<template>resten er borte"))
	require.Equal(t, Unreadable, why)
}

func TestLetters(t *testing.T) {
	rd := Reader{Letter: func(_ context.Context, s Source, outlook Outlook) (Letter, error) {
		if s.Size == 1 {
			return Letter{}, Locked
		}
		return Letter{Head: []string{"Emne"}, Bodies: []Body{{Plain: "Hei du", HTML: "<p>Hei</p><p>du</p>"}, {Plain: "En", HTML: "<p>To</p>"}}, Attached: [][]byte{[]byte("vedlegg")}}, nil
	}}
	text, why, err := rd.Of(t.Context(), "fmt/278", Source{strings.NewReader("xx"), 2})
	require.NoError(t, err)
	require.Empty(t, why)
	require.Equal(t, []string{"Emne", "Hei du", "En", "To"}, paragraphs(text))
	require.Equal(t, []Beside{{Attachments, 1, []string{sum("vedlegg")}}}, text.Beside)
	_, why, err = rd.Of(t.Context(), "x-fmt/430", Source{strings.NewReader("x"), 1})
	require.NoError(t, err)
	require.Equal(t, Locked, why)
}

func TestReasons(t *testing.T) {
	word := docxOf(t, p(run("x")), nil)
	for name, c := range map[string]struct {
		puid string
		raw  []byte
		want Reason
	}{
		"no bytes":          {"fmt/412", nil, Empty},
		"unknown format":    {"fmt/999", []byte("x"), Unsupported},
		"no port":           {"fmt/18", []byte("%PDF"), Unsupported},
		"no port for mail":  {"fmt/278", []byte("From: x"), Unsupported},
		"encrypted office":  {"fmt/494", []byte("x"), Locked},
		"wrapped in OLE":    {"fmt/412", []byte(compoundMark + "xxxx"), Locked},
		"cut":               {"fmt/412", word[:len(word)/2], Unreadable},
		"another zip":       {"fmt/412", zipped(t, map[string]string{"a": "b"}), Unreadable},
		"nothing written":   {"fmt/412", docxOf(t, p(""), nil), NoText},
		"a doctype":         {"fmt/412", docxOf(t, `<!DOCTYPE a [<!ENTITY b "c">]>`, nil), Unreadable},
		"broken xml":        {"fmt/412", docxOf(t, "<w:p><w:t>x", nil), Unreadable},
		"too deep":          {"fmt/412", docxOf(t, strings.Repeat("<w:p>", 600)+strings.Repeat("</w:p>", 600), nil), TooLarge},
		"packed too tight":  {"fmt/412", docxOf(t, p(run(strings.Repeat(" ", 2<<20))), nil), TooLarge},
		"groups in groups":  {"fmt/53", []byte(`{\rtf1` + strings.Repeat("{", 600) + strings.Repeat("}", 601)), TooLarge},
		"odt, no content":   {"fmt/291", zipped(t, map[string]string{"a": "b"}), Unreadable},
		"picture that bomb": {"fmt/412", docxOf(t, p(run("x")), map[string]string{"word/media/a.png": strings.Repeat("\x00", 2<<20)}), TooLarge},
	} {
		_, why := of(t, c.puid, c.raw)
		require.Equal(t, c.want, why, name)
	}
	_, why, err := Reader{Limits: Limits{Bytes: 3}}.Of(t.Context(), "x-fmt/111", Source{strings.NewReader("xxxx"), 4})
	require.NoError(t, err)
	require.Equal(t, TooLarge, why)
}

// failing is a disk that gives up after some bytes.
type failing struct {
	raw  []byte
	from int64
}

var errDisk = errors.New("disk")

func (f failing) ReadAt(b []byte, off int64) (int, error) {
	if off+int64(len(b)) > f.from {
		return 0, errDisk
	}
	return bytes.NewReader(f.raw).ReadAt(b, off)
}

func TestADiskThatFailsIsNoDamagedDocument(t *testing.T) {
	word := docxOf(t, p(run(strings.Repeat("lang tekst ", 50))), nil)
	for _, c := range []struct {
		puid string
		raw  []byte
	}{{"fmt/412", word}, {"fmt/53", []byte(`{\rtf1 x}`)}, {"x-fmt/111", []byte("tekst")}, {"fmt/471", []byte("<p>x")}} {
		for from := range len(c.raw) {
			_, _, err := Reader{}.Of(t.Context(), c.puid, Source{failing{c.raw, int64(from)}, int64(len(c.raw))})
			require.ErrorIs(t, err, errDisk, "%s at %d", c.puid, from)
		}
	}
}

func fuzz(f *testing.F, puid string, seeds ...[]byte) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		text, why := of(t, puid, raw)
		if (why == "") == (strings.TrimSpace(text.Body) == "") {
			t.Fatalf("words or a reason, not both: %q %q", why, text.Body)
		}
	})
}

func FuzzRTF(f *testing.F) {
	fuzz(f, "fmt/53", []byte(`{\rtf1\ansi A\cell\row{\footnote x\par y}{\pict 00}\u233?\'e5{\v h}}`))
}
func FuzzHTML(f *testing.F) {
	fuzz(f, "fmt/471", []byte(`<p>a<table><tr><td>b<table><tr><td>c</table></table><p hidden>x</p>`))
}
func FuzzDocx(f *testing.F) {
	f.Add(p(run("x")) + "<w:tbl><w:tr><w:tc>" + p(run("y")) + "</w:tc></w:tr></w:tbl>")
	f.Fuzz(func(t *testing.T, body string) { of(t, "fmt/412", docxOf(t, body, nil)) })
}
