package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
)

// stricter are the rules of XML that encoding/xml does not hold its raw tokens to, by what xmltext says of them: a part that breaks one is refused. Where
// there is a function, it proves that the part does.
var stricter = map[string]func(part string) bool{
	"end tag without its start tag": mismatched,
	"second root element":           nil, "text outside the root element": nil, "unexpected end": nil, "DOCTYPE": has("<!DOCTYPE"),
	"markup that XML does not know": has("<!"), "space missing before an attribute": nil, "name expected": nil,
	"/ without > in a tag":                                func(part string) bool { return strings.HasSuffix(part, "/") }, // cut there
	"colon in the name of a processing instruction":       has("<?"),
	"processing instruction without space after its name": has("<?"),
	"XML declaration that does not stand first":           has("<?"),
	"XML declaration out of form":                         has("<?xml"),
	"XML declaration without version":                     has("<?xml"),
	"XML declaration with a wrong version":                has("<?xml"),
	"XML declaration with a wrong encoding":               has("<?xml"),
	"XML declaration with a wrong standalone":             has("<?xml"),
	"reference that XML does not know":                    has("&#"), // of half a character
	"character that XML does not allow":                   outlawed,  // in a comment or an instruction
	"bytes that are not in the encoding":                  func(part string) bool { return !utf8.ValidString(part) },
}

// newer is how encoding/xml begins to speak of names that only the fifth edition of XML 1.0 allows, and of later versions.
var newer = []string{"invalid XML name", "expected element name after <", "expected attribute name in element", "expected target name after <?", "unsupported version"}

func has(text string) func(string) bool {
	return func(part string) bool { return strings.Contains(part, text) }
}

func outlawed(part string) bool {
	return !utf8.ValidString(part) || strings.ContainsFunc(part, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF }) || has("&#")(part)
}

// mismatched asks encoding/xml, which compares tags when it is asked for more than raw tokens.
func mismatched(part string) bool {
	dec := xml.NewDecoder(strings.NewReader(part))
	for {
		if _, err := dec.Token(); err != nil {
			return !errors.Is(err, io.EOF)
		}
	}
}

// reading is what came of a sheet.
type reading struct {
	rows []Row
	err  error
}

// ours reads with the package.
func ours(t require.TestingT, sheet, shared string) (reading, *workbook) {
	parts := bookParts("")
	parts["xl/worksheets/sheet1.xml"], parts["xl/sharedStrings.xml"] = sheet, shared
	limits := Limits{Columns: 8}
	book, err := open(stored(t, parts), "r.xlsx", limits)
	if err != nil {
		return reading{err: err}, &workbook{limits: limits.filled()}
	}
	rows, err := all(book.Rows("Ark1"))
	return reading{rows, err}, book.source.(*workbook)
}

// stored packs parts without making them smaller, which would take most of a fuzzer's time.
func stored(t require.TestingT, parts map[string]string) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, text := range parts {
		part, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		require.NoError(t, err)
		_, err = io.WriteString(part, text)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return out.Bytes()
}

// theirs reads with the oracle, strings first, unless it was the sheet that ours stopped at.
func theirs(book *workbook, sheet, shared, stopped string) reading {
	o := &oracle{book: book}
	if err := o.readShared(shared); err != nil && !strings.Contains(stopped, "sheet1") {
		return reading{err: err}
	}
	err := o.readRows(sheet)
	return reading{o.rows, err}
}

// mustAgree holds the package to what encoding/xml reads: the same rows, or the same trouble after them. It may refuse what breaks a rule of XML or is deeper
// than any sheet, and it may read what only a later XML allows.
func mustAgree(t require.TestingT, sheet, shared string) {
	mine, book := ours(t, sheet, shared)
	var e Error
	if mine.err != nil {
		e = *mine.err.(*Error)
	}
	other := theirs(book, sheet, shared, e.Part)
	for i := range min(len(mine.rows), len(other.rows)) {
		require.Equal(t, other.rows[i], mine.rows[i])
	}
	var fault *xmltext.Fault
	switch {
	case e.Trouble == Strict:
		require.Contains(t, sheet+shared, strictPrefix)
	case errors.As(mine.err, &fault) && (refuses(fault, sheet) || refuses(fault, shared)):
	case other.err != nil && slices.ContainsFunc(newer, func(said string) bool { return strings.Contains(other.err.Error(), said) }):
	default:
		require.Equal(t, formerly(other.err), e.Trouble, "%v: %v", other.err, mine.err)
		require.Equal(t, len(other.rows), len(mine.rows))
	}
}

// refuses says whether a part may be refused for the fault, whatever encoding/xml thinks of it.
func refuses(fault *xmltext.Fault, part string) bool {
	switch fault.Trouble {
	case xmltext.TooDeep, xmltext.TooManyAttributes, xmltext.NameTooLong:
		return len(part) > maxDepth
	}
	proof, known := stricter[fault.Reason]
	return known && (proof == nil || proof(part))
}

const (
	sheetRoot  = xmlHead + "\r\n" + `<worksheet ` + nsMain + ` ` + nsRel + `><sheetData>`
	sheetFoot  = `</sheetData></worksheet>`
	sharedRoot = xmlHead + `<sst ` + nsMain + ` count="2" uniqueCount="2">`
)

// savedSheets are rows as programs save them, and as none does.
var savedSheets = []string{
	// Excel
	`<row r="1" spans="1:6" s="1" customFormat="1" ht="15" x14ac:dyDescent="0.25"><c r="A1" s="2" t="s"><v>0</v></c><c r="B1" s="1" t="s"><v>1</v></c></row><row r="2" spans="1:6" x14ac:dyDescent="0.25"><c r="A2"><v>1</v></c><c r="C2" s="1"><v>36526</v></c><c r="D2" t="str"><f>CONCATENATE(A2,"&amp;",B2)</f><v>1&amp;</v></c><c r="E2" t="b"><v>1</v></c><c r="F2" t="e"><f>NA()</f><v>#N/A</v></c></row>`,
	// LibreOffice
	`<row r="1" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false"><c r="A1" s="0" t="s"><v>1</v></c><c r="B1" s="0" t="n"><v>1979</v></c><c r="C1" s="3" t="n"><f aca="false">1+1</f><v>2</v></c></row><row r="1048576" customFormat="false" ht="12.8" hidden="false"/>`,
	// excelize, openpyxl, and others that write text into the sheet
	`<row r="3"><c r="A3" t="inlineStr"><is><t xml:space="preserve"> 1/1979 </t></is></c><c r="B3" t="inlineStr"><is><r><rPr><b/></rPr><t>Nord</t></r><r><t xml:space="preserve">mann</t></r><rPh sb="0" eb="1"><t>lyd</t></rPh></is></c></row>`,
	`<x:row r="2" hidden="1"><x:c r="B2" t="s"><x:v>1</x:v></x:c></x:row>`,
	`<row><c t="inlineStr"><is><t>a_x000D_b_x005F_&#x41;&lt;&#65;&quot;&apos;&gt;&amp;æ€😀</t></is></c></row>`,
	"<row><c t=\"str\"><v>a\r\nb\rc\n</v></c>\r\n<c t='str'><v><![CDATA[<&]]]]><![CDATA[>]]>x<!-- c -->y<?p i?>z]]&gt;</v></c></row>",
	`<row><c><v>1</v></c><c/><c><v> 2 </v></c><c r="H1"><v>3</v></c><c r="I1"><v>4</v></c></row><row hidden="true"/><row r="9" hidden="on"><c t="s"><v> 0 </v></c><c t="s"><v/></c></row>`,
	`<mc:AlternateContent><mc:Choice Requires="x"><row><c><v>1</v></c></row></mc:Choice></mc:AlternateContent><row><c><f t="shared" ref="A1" si="0">B1</f><v>1e3</v></c><c t="d"><v>2000-01-01T00:00:00</v></c></row>`,
	`<row><row><c><v>1</v></c></row></row>`, `<row><c><c><v>1</v></c></c></row>`, `<row><c><v><v>1</v>2</v></c></row>`, `<row><c><is><is><t>1</t></is></is></c></row>`,
	// what is no sheet
	`</sheetData><sheetData>`, `<!DOCTYPE a>`, `<row r="2"/><row r="1"/>`, `<row><c t="s"><v>7</v></c></row>`, `<row r="1`, `<row><c><v>1</c></row>`, `<row><c t="inlineStr"><is><t>&b;</t></is></c></row>`,
	"<row><c><v>\x01</v></c></row>", "<row><c><v>\xff</v></c></row>", `<row a="<"/>`, `<row a=1/>`, `<row a/>`, `<row><!-- -- --></row>`, `<row>]]></row>`, `<row r="1"r="2"/>`, `<row>&#xD800;</row>`, `<!ELEMENT a>`, `<row/><?xml version="1.0"?>`,
}

var savedStrings = []string{
	`<si><t>delt</t></si><si><r><t xml:space="preserve">rik </t></r><r><rPr><b/></rPr><t>tekst</t></r><rPh sb="0" eb="1"><t>lyd</t></rPh><phoneticPr fontId="1"/></si></sst>`,
	`<si/><si><t/></si><si><t>_x000D_</t></si></sst>`, `<si><t>a</t><t>b</t></si></sst>`, `<si><t>a`, `</sst><si><t>a</t></si>`, `<si><rPh><t>a</t></si>`,
}

func TestRowsAreThoseOfEncodingXML(t *testing.T) {
	for _, rows := range savedSheets {
		for _, shared := range savedStrings {
			mustAgree(t, sheetRoot+rows+sheetFoot, sharedRoot+shared)
		}
	}
}

// FuzzRowsAsEncodingXML: whatever stands in the two parts, the rows are those of the standard decoder.
func FuzzRowsAsEncodingXML(f *testing.F) {
	for i, rows := range savedSheets {
		f.Add(sheetRoot+rows+sheetFoot, sharedRoot+savedStrings[i%len(savedStrings)])
	}
	f.Add("\ufeff"+sheetRoot+oneRow+sheetFoot, sharedRoot+savedStrings[0])
	f.Add(strings.Replace(sheetRoot, "UTF-8", "utf-8", 1)+oneRow+sheetFoot, sharedRoot+savedStrings[0])
	for _, encoding := range []string{"UTF8", "ISO-8859-1", "US-ASCII", "UTF-16", "x"} {
		f.Add(strings.Replace(sheetRoot, "UTF-8", encoding, 1)+oneRow+sheetFoot, sharedRoot+savedStrings[0])
	}
	f.Fuzz(func(t *testing.T, sheet, shared string) { mustAgree(t, sheet, shared) })
}

// pieces are what FuzzRowsOfPieces puts together.
var pieces = []string{
	"<row>", "</row>", `<row r="2">`, `<row r="5" hidden="1">`, "<row/>", "<c>", "</c>", `<c t="s">`, `<c t="str">`, `<c t="inlineStr">`, `<c t="b">`, `<c t="d">`, `<c t='e' r="C1">`, `<c r="B2" s="1">`, `<c s="3">`, "<c/>",
	"<v>", "</v>", "<v/>", "<v>1</v>", "<v>36526</v>", "<v>2000-01-01</v>", "<f>", "</f>", "<f/>", "<is>", "</is>", "<t>", "</t>", "<t/>", `<t xml:space="preserve"> `, "<r>", "</r>", "<rPh>", "</rPh>", "<si>", "</si>", "</sst>",
	"0", "1", " ", "a", "æ", "😀", "\r", "\n", "\r\n", "\t", "_x000D_", "_x", "0041_", "&amp;", "&lt;", "&#65;", "&#13;", "&#x", ";", "&", "<![CDATA[", "]]>", "]]", "]", ">", "<!-- ", "-->", "--", "<?p ", "?>", "<", "</", "/>", "\"", "<x:c>", "</x:c>",
	"<x:row>", "</x:row>", "</sheetData>", "</worksheet>", "<sheetData>", "<row><c><v>1</v></c></row>", `<c t="inlineStr"><is><t>`, "</t></is></c>", `<c t="str"><v>`, "</v></c>", "</c></row>", "<row><c>",
}

// FuzzRowsOfPieces puts a sheet together from pieces that mean something, which bytes by chance seldom do.
func FuzzRowsOfPieces(f *testing.F) {
	f.Add([]byte{0, 8, 16, 41, 17, 6, 1}, []byte{35, 27, 41, 28, 36})
	f.Add([]byte{79, 84, 41, 56, 61, 57, 85, 1}, []byte{})
	f.Fuzz(func(t *testing.T, rows, shared []byte) {
		mustAgree(t, sheetRoot+joined(rows)+sheetFoot, sharedRoot+joined(shared)+"</sst>")
	})
}

func joined(choice []byte) string {
	var b strings.Builder
	for _, c := range choice {
		b.WriteString(pieces[int(c)%len(pieces)])
	}
	return b.String()
}
