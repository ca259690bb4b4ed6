package xsd

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// construct is one rule of the standard with documents that keep and break it. Bodies go into <t:r xmlns:t="urn:t">…
// where they do not begin with one of their own.
type construct struct {
	clause  string
	schema  string
	valid   []string
	invalid []breach
}

// notForJudge are clauses that the judge cannot load: it knows the xml attributes only from a document.
var notForJudge = []string{"xml attributes without a schema document"}

// breach is a document with exactly the findings that it must give.
type breach struct {
	doc   string
	codes []Code
}

func wrong(doc string, codes ...Code) breach { return breach{doc, codes} }

// allConstructs is every table of constructs.
func allConstructs() []construct {
	var all []construct
	for _, table := range [][]construct{particleConstructs, elementConstructs, attributeConstructs, identityConstructs, wildcardConstructs} {
		all = append(all, table...)
	}
	return all
}

func documentOf(body string) string {
	if len(body) > 5 && body[:5] == "<?xml" {
		return body
	}
	return `<r xmlns="urn:t" xmlns:t="urn:t" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:o="urn:o"` +
		body + `</r>`
}

// TestConstructs is the suite by clause: every document gives exactly the codes it must.
func TestConstructs(t *testing.T) {
	for _, c := range allConstructs() {
		t.Run(c.clause, func(t *testing.T) {
			s := mustLoad(t, c.schema)
			for _, body := range c.valid {
				require.Empty(t, findings(t, s, documentOf(body), Options{}), body)
			}
			for _, b := range c.invalid {
				found := findings(t, s, documentOf(b.doc), Options{})
				require.Equal(t, b.codes, codes(found), "%s\n%+v", b.doc, found)
			}
		})
	}
}

func root(content string) string {
	return `<xs:element name="r"><xs:complexType>` + content + `</xs:complexType></xs:element>`
}

// model is a root with a content model.
func modelOf(content string) string { return root(content) }

const abc = `<xs:element name="a"/><xs:element name="b"/><xs:element name="c"/>`

var particleConstructs = []construct{
	{
		"3.8.4 sequence", modelOf(`<xs:sequence>` + abc + `</xs:sequence>`),
		[]string{`><a/><b/><c/>`, `> <a/> <!-- c --><b/><?p?><c/>`},
		[]breach{
			wrong(`>`, MissingElement), wrong(`><a/><b/>`, MissingElement), wrong(`><a/><c/>`, UnexpectedElement),
			wrong(`><b/><c/>`, UnexpectedElement), wrong(`><a/><b/><c/><c/>`, UnexpectedElement), wrong(`><a/><x/><b/><c/>`, UnexpectedElement),
			wrong(`><a/><c/><b/>`, UnexpectedElement), wrong(`><a/><b/>text<c/>`, UnexpectedText),
		},
	},
	{
		"3.8.4 choice", modelOf(`<xs:choice>` + abc + `</xs:choice>`), []string{`><a/>`, `><c/>`},
		[]breach{wrong(`>`, MissingElement), wrong(`><a/><b/>`, UnexpectedElement), wrong(`><d/>`, UnexpectedElement)},
	},
	{
		"3.8.4 all", modelOf(`<xs:all><xs:element name="a"/><xs:element name="b" minOccurs="0"/><xs:element name="c"/></xs:all>`),
		[]string{`><a/><c/>`, `><c/><b/><a/>`},
		[]breach{wrong(`><a/>`, MissingElement), wrong(`><a/><a/><c/>`, UnexpectedElement), wrong(`>`, MissingElement)},
	},
	{
		"3.8.4 all, optional as a whole", modelOf(`<xs:all minOccurs="0"><xs:element name="a"/><xs:element name="b"/></xs:all>`),
		[]string{`>`, `><b/><a/>`}, []breach{wrong(`><a/>`, MissingElement)},
	},
	{
		"3.9.4 occurrence", modelOf(`<xs:sequence><xs:element name="a" minOccurs="2" maxOccurs="3"/><xs:element name="b" minOccurs="0"/></xs:sequence>`),
		[]string{`><a/><a/>`, `><a/><a/><a/><b/>`},
		[]breach{wrong(`><a/><b/>`, UnexpectedElement), wrong(`><a/>`, MissingElement), wrong(`><a/><a/><a/><a/>`, UnexpectedElement)},
	},
	{
		"3.9.4 occurrence of a group", modelOf(`<xs:sequence minOccurs="2" maxOccurs="3"><xs:element name="a"/><xs:element name="b" minOccurs="0"/></xs:sequence>`),
		[]string{`><a/><a/>`, `><a/><b/><a/><a/><b/>`},
		[]breach{wrong(`><a/><b/>`, MissingElement), wrong(`><a/><a/><a/><a/>`, UnexpectedElement), wrong(`><a/><b/><b/>`, UnexpectedElement)},
	},
	{
		"3.9.4 large occurrence without unrolling", modelOf(`<xs:sequence><xs:element name="a" minOccurs="3" maxOccurs="1000000"/><xs:element name="b"/></xs:sequence>`),
		[]string{`><a/><a/><a/><a/><b/>`}, []breach{wrong(`><a/><a/><b/>`, UnexpectedElement)},
	},
	{
		"3.9.4 occurrences inside each other", modelOf(`<xs:sequence maxOccurs="2"><xs:sequence minOccurs="2" maxOccurs="3"><xs:element name="a" minOccurs="2" maxOccurs="2"/></xs:sequence><xs:element name="b"/></xs:sequence>`),
		[]string{`><a/><a/><a/><a/><b/>`, `><a/><a/><a/><a/><a/><a/><b/><a/><a/><a/><a/><b/>`},
		[]breach{wrong(`><a/><a/><a/><b/>`, UnexpectedElement), wrong(`><a/><a/><a/><a/><a/><b/>`, UnexpectedElement)},
	},
	{
		"3.9.2 maxOccurs 0 is no particle", modelOf(`<xs:choice><xs:element name="a"/><xs:element name="b" minOccurs="0" maxOccurs="0"/></xs:choice>`),
		[]string{`><a/>`}, []breach{wrong(`><b/>`, UnexpectedElement), wrong(`>`, MissingElement)},
	},
	{
		"3.7 group", `<xs:group name="g"><xs:choice><xs:element name="a"/><xs:element name="b"/></xs:choice></xs:group>` +
			modelOf(`<xs:sequence><xs:group ref="g" minOccurs="0" maxOccurs="2"/><xs:element name="c"/></xs:sequence>`),
		[]string{`><c/>`, `><a/><b/><c/>`}, []breach{wrong(`><a/><a/><b/><c/>`, UnexpectedElement)},
	},
	{
		"3.4.4 clause 2.1 empty content", root(``), []string{`>`, `><!-- c -->`},
		[]breach{wrong(`> `, ContentInEmpty), wrong(`>x`, ContentInEmpty), wrong(`><a/>`, ContentInEmpty)},
	},
	{
		"3.4.4 clause 2.2 simple content", `<xs:element name="r" type="xs:integer"/>`, []string{`>1`, `> 2 `, `><![CDATA[3]]>`, `>1<!-- c -->2`},
		[]breach{wrong(`>x`, WrongType), wrong(`>1<a/>`, ElementInValue), wrong(`>`, WrongType)},
	},
	{
		"3.4.4 clause 2.3 element-only content", modelOf(`<xs:sequence><xs:element name="a" minOccurs="0"/></xs:sequence>`),
		[]string{`>`, "> \n\t", `><a/>`}, []breach{wrong(`>x<a/>y`, UnexpectedText), wrong(`>&#65;`, UnexpectedText)},
	},
	{
		"3.4.2 mixed content", `<xs:element name="r"><xs:complexType mixed="true"><xs:sequence><xs:element name="a"/></xs:sequence></xs:complexType></xs:element>`,
		[]string{`>x<a/>y`, `><a/>`}, []breach{wrong(`>x`, MissingElement)},
	},
	{
		"3.4.2 mixed content without model", `<xs:element name="r"><xs:complexType mixed="true"/></xs:element>`,
		[]string{`>x`, `>`}, []breach{wrong(`>x<a/>`, UnexpectedElement)},
	},
	{
		"3.4.2 extension", `<xs:complexType name="base"><xs:sequence><xs:element name="a"/></xs:sequence></xs:complexType>` +
			modelOf(`<xs:complexContent><xs:extension base="base"><xs:sequence><xs:element name="b"/></xs:sequence></xs:extension></xs:complexContent>`),
		[]string{`><a/><b/>`}, []breach{wrong(`><b/>`, UnexpectedElement), wrong(`><a/>`, MissingElement)},
	},
	{
		"3.4.2 restriction", `<xs:complexType name="base"><xs:sequence><xs:element name="a"/><xs:element name="b" minOccurs="0"/></xs:sequence><xs:attribute name="x"/><xs:attribute name="y"/></xs:complexType>` +
			modelOf(`<xs:complexContent><xs:restriction base="base"><xs:sequence><xs:element name="a"/></xs:sequence><xs:attribute name="y" use="prohibited"/></xs:restriction></xs:complexContent>`),
		[]string{` x="1"><a/>`}, []breach{wrong(`><a/><b/>`, UnexpectedElement), wrong(` y="1"><a/>`, UnknownAttribute)},
	},
	{
		"one mistake is one finding", modelOf(`<xs:sequence><xs:element name="a"/><xs:element name="b"/><xs:element name="c"/><xs:element name="d"/><xs:element name="e" minOccurs="0" maxOccurs="9"/></xs:sequence>`),
		nil, []breach{
			wrong(`><a/><c/><d/><e/><e/>`, UnexpectedElement), wrong(`><a/><b/><b/><c/><d/>`, UnexpectedElement),
			wrong(`><b/><a/><c/><d/>`, UnexpectedElement), wrong(`><a/><x><y/><z/></x><b/><c/><d/>`, UnexpectedElement),
			wrong(`><a/><x/><b/><c/><d/><e/><x/>`, UnexpectedElement, UnexpectedElement),
		},
	},
}
