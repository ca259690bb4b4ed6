package xsd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
)

const anything = `<xs:element name="r"/>`

// TestDocumentsThatAreRefused: every fault of the text is one finding, with its place, and it is the last one.
func TestDocumentsThatAreRefused(t *testing.T) {
	s := mustLoad(t, anything)
	rows := []struct {
		doc          string
		code         Code
		line, column int
	}{
		{``, NotWellFormed, 1, 1},
		{`text`, NotWellFormed, 1, 1},
		{`<r xmlns="urn:t">`, NotWellFormed, 1, 18},
		{`<r xmlns="urn:t"></x>`, NotWellFormed, 1, 21},
		{"<r xmlns='urn:t'/>\n<r/>", NotWellFormed, 2, 1},
		{"<r xmlns='urn:t'/>\n x", NotWellFormed, 1, 19},
		{`<r xmlns="urn:t">&lol;</r>`, NotWellFormed, 1, 18},
		{`<r xmlns="urn:t">&#0;</r>`, NotWellFormed, 1, 18},
		{`<r xmlns="urn:t">&#xD800;</r>`, NotWellFormed, 1, 18},
		{"<r xmlns='urn:t'>\næ\x01</r>", NotWellFormed, 2, 2},
		{"<r xmlns='urn:t'>\xff</r>", NotWellFormed, 1, 18},
		{"<r xmlns='urn:t'>\xef\xbf\xbf</r>", NotWellFormed, 1, 18},
		{`<r xmlns="urn:t" a="1" a="2"/>`, NotWellFormed, 1, 31},
		{`<r xmlns="urn:t" xmlns:a="u" xmlns:b="u" a:x="" b:x=""/>`, NotWellFormed, 1, 57},
		{`<r xmlns="urn:t" a=1/>`, NotWellFormed, 1, 20},
		{`<r xmlns="urn:t" a="<"/>`, NotWellFormed, 1, 21},
		{`<r xmlns="urn:t" a="&x;"/>`, NotWellFormed, 1, 21},
		{`<r xmlns="urn:t"><p:x/></r>`, NotWellFormed, 1, 24},
		{`<r xmlns="urn:t" xmlns:p=""/>`, NotWellFormed, 1, 30},
		{`<r xmlns="urn:t"><!-- -- --></r>`, NotWellFormed, 1, 25},
		{`<r xmlns="urn:t">]]></r>`, NotWellFormed, 1, 20},
		{`<r xmlns="urn:t"><?xml version="1.0"?></r>`, NotWellFormed, 1, 23},
		{` <?xml version="1.0"?><r/>`, NotWellFormed, 1, 7},
		{`<?xml version="2.0"?><r/>`, NotWellFormed, 1, 20},
		{`<?xml version="1.0" encoding="EBCDIC"?><r/>`, NotWellFormed, 1, 1},
		{`<?xml version="1.0" encoding="UTF-16"?><r/>`, NotWellFormed, 1, 1},
		{`<!DOCTYPE r><r/>`, DoctypeRefused, 1, 1},
		{`<?xml version="1.0"?>` + "\n" + `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r/>`, DoctypeRefused, 2, 1},
		{`<r xmlns="urn:t">` + strings.Repeat("<a>", 300), TooDeep, 1, 783},
	}
	for _, r := range rows {
		found := findings(t, s, r.doc, Options{})
		require.NotEmpty(t, found, r.doc)
		last := found[len(found)-1]
		require.Equal(t, r.code, last.Code, "%s: %+v", r.doc, found)
		require.Equal(t, []int{r.line, r.column}, []int{last.Line, last.Column}, "%s: %+v", r.doc, last)
	}
}

func TestLimits(t *testing.T) {
	s := mustLoad(t, modelOf(`<xs:sequence><xs:element name="i" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:simpleContent><xs:extension base="xs:integer"><xs:attribute name="id" type="xs:ID"/><xs:anyAttribute processContents="skip"/></xs:extension></xs:simpleContent></xs:complexType></xs:element></xs:sequence>`))
	var attrs, ids strings.Builder
	for i := range 600 {
		fmt.Fprintf(&attrs, ` a%d=""`, i)
		fmt.Fprintf(&ids, `<i id="x%d">1</i>`, i)
	}
	rows := map[Code]struct {
		doc    string
		limits Limits
	}{
		TooManyAttributes: {`<i` + attrs.String() + `>1</i>`, Limits{}},
		NameTooLong:       {`<` + strings.Repeat("n", 2000) + `/>`, Limits{}},
		TagTooLong:        {`<i id="` + strings.Repeat("x", 300_000) + `">1</i>`, Limits{Tag: 1000}},
		TextTooLong:       {`<i>` + strings.Repeat("1", 300_000) + `</i>`, Limits{Text: 1000}},
		TooManyKeys:       {ids.String(), Limits{Keys: 100}},
		TooDeep:           {`<x><x><x><x/></x></x></x>`, Limits{Depth: 3}},
	}
	for code, r := range rows {
		found := findings(t, s, documentOf(">"+r.doc), Options{Limits: r.limits})
		require.NotEmpty(t, found, code)
		require.Equal(t, code, found[len(found)-1].Code, "%+v", found)
		require.NotEmpty(t, found[len(found)-1].Args["limit"])
	}
	found := findings(t, s, documentOf(">"+strings.Repeat("<i/>", 50)), Options{MaxFindings: 7})
	require.Len(t, found, 8)
	require.Equal(t, TooManyFindings, found[7].Code)
	spaces := findings(t, s, `<r xmlns="urn:t"`+strings.Repeat(" ", 1_000_000)+`/>`, Options{Limits: Limits{Tag: 10_000}})
	require.Equal(t, []Code{TagTooLong}, codes(spaces))
}

// TestHostileModels: models that would explode when written out, or that are ambiguous, are matched in reasonable time.
func TestHostileModels(t *testing.T) {
	optional := strings.Repeat(`<xs:element name="a" minOccurs="0"/>`, 200)
	cases := []struct {
		name, model string
		count       int
		valid       bool
	}{
		{"many optional particles of one name", `<xs:sequence>` + optional + `</xs:sequence>`, 200, true},
		{"one too many", `<xs:sequence>` + optional + `</xs:sequence>`, 201, false},
		{"counters inside counters", `<xs:sequence minOccurs="3" maxOccurs="1000000"><xs:sequence minOccurs="0" maxOccurs="1000000"><xs:element name="a" minOccurs="0" maxOccurs="1000000"/></xs:sequence></xs:sequence>`, 3000, true},
		{"stars inside stars", `<xs:choice minOccurs="0" maxOccurs="unbounded"><xs:sequence minOccurs="0" maxOccurs="unbounded"><xs:element name="a" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:choice>`, 3000, true},
		{"a million and more", `<xs:sequence><xs:element name="a" minOccurs="0" maxOccurs="1000000"/></xs:sequence>`, 20000, true},
		{"all of many", `<xs:all>` + manyElements(200) + `</xs:all>`, 0, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := mustLoad(t, modelOf(c.model))
			began := time.Now()
			found := findings(t, s, documentOf(">"+strings.Repeat("<a/>", c.count)), Options{})
			require.Equal(t, c.valid, len(found) == 0, "%v", found)
			require.Less(t, time.Since(began), 30*time.Second)
		})
	}
}

func manyElements(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `<xs:element name="e%d" minOccurs="0"/>`, i)
	}
	return b.String()
}

// TestModelThatNeedsTooManyConfigurations is told as such, and no verdict on the content is made up.
func TestModelThatNeedsTooManyConfigurations(t *testing.T) {
	s := mustLoad(t, modelOf(`<xs:sequence maxOccurs="5000"><xs:element name="a" minOccurs="2" maxOccurs="5000"/><xs:element name="a" minOccurs="0" maxOccurs="5000"/></xs:sequence>`))
	found := findings(t, s, documentOf(">"+strings.Repeat("<a/>", 3000)), Options{})
	require.Equal(t, []Code{ModelTooComplex}, codes(found))
}

func TestEncodings(t *testing.T) {
	s := mustLoad(t, `<xs:element name="r"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="æ€"/><xs:enumeration value="æ"/></xs:restriction></xs:simpleType></xs:element>`)
	wide := func(text string, big, mark bool) string {
		var b bytes.Buffer
		if mark {
			text = "\ufeff" + text
		}
		for _, u := range utf16.Encode([]rune(text)) {
			if big {
				b.Write([]byte{byte(u >> 8), byte(u)})
			} else {
				b.Write([]byte{byte(u), byte(u >> 8)})
			}
		}
		return b.String()
	}
	declared := `<?xml version="1.0" encoding="UTF-16"?><r xmlns="urn:t">æ€</r>`
	for name, doc := range map[string]string{
		"UTF-8":          `<r xmlns="urn:t">æ€</r>`,
		"UTF-8 BOM":      "\ufeff" + `<?xml version="1.0" encoding="utf-8"?><r xmlns="urn:t">æ€</r>`,
		"UTF-16LE BOM":   wide(declared, false, true),
		"UTF-16BE BOM":   wide(declared, true, true),
		"UTF-16LE":       wide(declared, false, false),
		"UTF-16BE":       wide(declared, true, false),
		"ISO-8859-1":     `<?xml version="1.0" encoding="ISO-8859-1"?><r xmlns="urn:t">` + "\xe6</r>",
		"windows-1252":   `<?xml version='1.0' encoding='windows-1252'?><r xmlns="urn:t">` + "\xe6\x80</r>",
		"ISO-8859-15":    `<?xml version="1.0" encoding="ISO-8859-15"?><r xmlns="urn:t">` + "\xe6\xa4</r>",
		"declared twice": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><r xmlns="urn:t">æ</r>`,
	} {
		require.Empty(t, findings(t, s, doc, Options{}), name)
	}
	require.Equal(t, []Code{NotWellFormed}, codes(findings(t, s, wide(declared, true, true)[:41], Options{})))
}

// TestValuesAreNotTold: what a document says stays out of findings unless it is asked for.
func TestValuesAreNotTold(t *testing.T) {
	s := mustLoad(t, `<xs:element name="r" type="xs:integer"/>`)
	quiet := findings(t, s, `<r xmlns="urn:t">01017012345 Kari</r>`, Options{})
	require.NotContains(t, fmt.Sprintf("%+v", quiet), "Kari")
	loud := findings(t, s, `<r xmlns="urn:t">01017012345 Kari</r>`, Options{ShowValues: true})
	require.Equal(t, "01017012345 Kari", loud[0].Args["value"])
	long := findings(t, s, `<r xmlns="urn:t">`+strings.Repeat("æ", 1000)+`</r>`, Options{ShowValues: true})
	require.Less(t, len(long[0].Args["value"]), 300)
	mixed := mustLoad(t, modelOf(`<xs:sequence/>`))
	require.NotContains(t, fmt.Sprintf("%+v", findings(t, mixed, `<r xmlns="urn:t">Kari<x/></r>`, Options{})), "Kari")
}

func TestFindingsHaveTheirPlace(t *testing.T) {
	s := mustLoad(t, modelOf(`<xs:sequence><xs:element name="a" type="xs:integer" maxOccurs="9"/></xs:sequence>`))
	found := findings(t, s, "<t:r xmlns:t='urn:t'>\n  <t:a>1</t:a>\n  <t:a>æ</t:a><t:a\n>x</t:a><t:b/></t:r>", Options{})
	require.Equal(t, []Code{WrongType, WrongType, UnexpectedElement}, codes(found))
	require.Equal(t, "/t:r[1]/t:a[2]", found[0].Path)
	require.Equal(t, []int{3, 3, 3}, []int{found[0].Line, found[0].Column, found[0].TagEnd})
	require.Equal(t, []int{3, 15, 4}, []int{found[1].Line, found[1].Column, found[1].TagEnd})
	require.Equal(t, []string{"a"}, found[2].Expected)
	require.Equal(t, "cvc-complex-type.2.4", found[2].Code.Clause())
	require.Equal(t, "integer", found[0].Args["type"])
}

func TestDanglingReferenceIsAWarning(t *testing.T) {
	s := mustLoad(t, root(`<xs:attribute name="ref" type="xs:IDREF"/>`))
	found := findings(t, s, `<r xmlns="urn:t" ref="x"/>`, Options{})
	require.Equal(t, []Code{DanglingIDREF}, codes(found))
	require.Equal(t, Warning, found[0].Severity)
	require.Equal(t, "/r[1]", found[0].Path)
	require.Empty(t, findings(t, s, `<r xmlns="urn:t" ref="x"/>`, Options{NoReferenceCheck: true}))
}

func TestTroubleOfTheMachineIsAnError(t *testing.T) {
	s := mustLoad(t, anything)
	trouble := errors.New("disk")
	r := io.MultiReader(strings.NewReader(`<r xmlns="urn:t">`), iotest.ErrReader(trouble))
	err := s.Validate(context.Background(), r, Options{}, func(f Finding) bool { t.Errorf("%+v", f); return true })
	require.ErrorIs(t, err, trouble)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err = s.Validate(ctx, strings.NewReader(`<r xmlns="urn:t"/>`), Options{}, func(Finding) bool { return true })
	require.ErrorIs(t, err, context.Canceled)
}

// TestManyAtOnce uses one schema from many goroutines; the race detector watches in CI.
func TestManyAtOnce(t *testing.T) {
	s := mustLoad(t, modelOf(`<xs:sequence><xs:choice minOccurs="0" maxOccurs="500"><xs:element name="a"/><xs:element name="b"/></xs:choice></xs:sequence>`))
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			doc := documentOf(">" + strings.Repeat("<a/><b/>", 100+i) + "<c/>")
			count := 0
			err := s.Validate(context.Background(), iotest.OneByteReader(strings.NewReader(doc)), Options{}, func(Finding) bool { count++; return true })
			if err != nil || count != 1 {
				t.Errorf("%v, %d findings", err, count)
			}
		})
	}
	wait.Wait()
	for f, err := range s.Findings(context.Background(), strings.NewReader(documentOf("><c/><c/>")), Options{}) {
		require.NoError(t, err)
		require.Equal(t, UnexpectedElement, f.Code)
		break
	}
}

// TestEveryCodeIsKnown: the table of clauses names every code that the suites meet.
func TestEveryCodeIsKnown(t *testing.T) {
	all := Codes()
	for _, c := range allConstructs() {
		for _, b := range c.invalid {
			for _, code := range b.codes {
				require.Contains(t, all, code)
				require.NotEmpty(t, all[code], code)
			}
		}
	}
}
