package xsd

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"
)

// TestSchemasThatAreRefused has one wrong schema a row; every one is refused with the line of the fault and the clause.
func TestSchemasThatAreRefused(t *testing.T) {
	rows := []struct{ name, schema, clause, reason string }{
		{"unknown element of XSD 1.1", `<xs:element name="r"><xs:complexType><xs:sequence/>` + "\n" + `<xs:assert test="x"/></xs:complexType></xs:element>`, "", "assert"},
		{"unknown attribute", "\n" + `<xs:element name="r" minOccur="1"/>`, "", "minOccur"},
		{"wrong order", `<xs:element name="r"><xs:complexType><xs:attribute name="a"/>` + "\n" + `<xs:sequence/></xs:complexType></xs:element>`, "", "sequence"},
		{"text between elements", "\n" + `<xs:element name="r">text</xs:element>`, "", "text"},
		{"type that is not there", "\n" + `<xs:element name="r" type="none"/>`, "src-resolve.1", "none"},
		{"element that is not there", "\n" + root(`<xs:sequence><xs:element ref="none"/></xs:sequence>`), "src-resolve.1", "none"},
		{"prefix that is not bound", "\n" + `<xs:element name="r" type="u:x"/>`, "src-resolve", "u"},
		{"namespace not imported", "\n" + `<xs:element name="r" xmlns:o="urn:o" type="o:x"/>`, "src-resolve.4", "urn:o"},
		{"declared twice", `<xs:element name="r"/>` + "\n" + `<xs:element name="r"/>`, "sch-props-correct.2", "r"},
		{"type derived from itself", "\n" + `<xs:complexType name="x"><xs:complexContent><xs:extension base="x"/></xs:complexContent></xs:complexType>`, "ct-props-correct.3", "x"},
		{"group in itself", "\n" + `<xs:group name="g"><xs:sequence><xs:group ref="g"/></xs:sequence></xs:group>`, "mg-props-correct.2", "g"},
		{"attribute group in itself", "\n" + `<xs:attributeGroup name="g"><xs:attributeGroup ref="g"/></xs:attributeGroup>`, "src-attribute_group.3", "g"},
		{"substitution groups in a circle", `<xs:element name="a" substitutionGroup="b"/>` + "\n" + `<xs:element name="b" substitutionGroup="a"/>`, "e-props-correct.6", "circle"},
		{"substitution by a stranger", `<xs:element name="a" type="xs:date"/>` + "\n" + `<xs:element name="b" type="xs:string" substitutionGroup="a"/>`, "e-props-correct.4", "derived"},
		{"all inside sequence", "\n" + root(`<xs:sequence><xs:group ref="g"/></xs:sequence>`) + `<xs:group name="g"><xs:all><xs:element name="a"/></xs:all></xs:group>`, "cos-all-limited.1", "all"},
		{"all with many", root(`<xs:all>` + "\n" + `<xs:element name="a" maxOccurs="2"/></xs:all>`), "cos-all-limited.2", "once"},
		{"more least than most", root(`<xs:sequence>` + "\n" + `<xs:element name="a" minOccurs="3" maxOccurs="2"/></xs:sequence>`), "p-props-correct.2.1", "less"},
		{"facet that does not apply", simple("string", "\n"+`<xs:minInclusive value="1"/>`), "cos-applicable-facets", "minInclusive"},
		{"pattern out of form", simple("string", "\n"+`<xs:pattern value="a["/>`), "src-pattern-value", "pattern"},
		{"pattern with an unknown escape", simple("string", "\n"+`<xs:pattern value="\q"/>`), "src-pattern-value", "escape"},
		{"pattern with an unknown block", simple("string", "\n"+`<xs:pattern value="\p{IsNowhere}"/>`), "src-pattern-value", "IsNowhere"},
		{"enumeration outside the base", simple("integer", "\n"+`<xs:enumeration value="x"/>`), "enumeration-valid-restriction", "x"},
		{"bounds that exclude all", simple("integer", `<xs:minInclusive value="3"/><xs:maxInclusive value="2"/>`), "minInclusive-less-than-equal-to-maxInclusive", "bounds"},
		{"default that is no value", "\n" + `<xs:element name="r" type="xs:date" default="x"/>`, "cos-valid-default.1", "default"},
		{"default and fixed", "\n" + `<xs:element name="r" type="xs:date" default="2020-01-01" fixed="2020-01-01"/>`, "src-element.1", "exclude"},
		{"list of lists", "\n" + `<xs:simpleType name="l"><xs:list itemType="xs:NMTOKENS"/></xs:simpleType>`, "cos-list-of-atomic", "list"},
		{"base is final", `<xs:complexType name="b" final="extension"><xs:sequence/></xs:complexType>` + "\n" + `<xs:complexType name="x"><xs:complexContent><xs:extension base="b"/></xs:complexContent></xs:complexType>`, "cos-ct-extends.1.1", "final"},
		{"mixed base, other extension", `<xs:complexType name="b" mixed="true"><xs:sequence><xs:element name="a"/></xs:sequence></xs:complexType><xs:complexType name="x"><xs:complexContent>` + "\n" +
			`<xs:extension base="b"><xs:sequence><xs:element name="c"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>`, "cos-ct-extends.1.4.2.2.2.1", "mixed"},
		{"two IDs", "\n" + root(`<xs:attribute name="a" type="xs:ID"/><xs:attribute name="b" type="xs:ID"/>`), "ct-props-correct.5", "ID"},
		{"keyref to nothing", `<xs:element name="r">` + "\n" + `<xs:keyref name="k" refer="none"><xs:selector xpath="a"/><xs:field xpath="b"/></xs:keyref></xs:element>`, "src-resolve.1", "none"},
		{"path outside the subset", `<xs:element name="r"><xs:key name="k">` + "\n" + `<xs:selector xpath="a[1]"/><xs:field xpath="b"/></xs:key></xs:element>`, "c-selector-xpath", "subset"},
		{"import of nowhere", "\n" + `<xs:import namespace="urn:x" schemaLocation="http://example.org/x.xsd"/>`, "", "catalog"},
		{"include outside", "\n" + `<xs:include schemaLocation="../../x.xsd"/>`, "", "outside"},
		{"include that is not there", "\n" + `<xs:include schemaLocation="x.xsd"/>`, "", "open schema"},
		{"form out of form", root("\n" + `<xs:attribute name="a" form="Qualified"/>`), "", "form"},
		{"DOCTYPE", "<!DOCTYPE x>", "", "markup"},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			text := schemaOf(r.schema)
			_, err := loadText(t, text)
			var fault *SchemaError
			require.ErrorAs(t, err, &fault)
			require.Equal(t, r.clause, fault.Clause, "%v", err)
			if r.name != "DOCTYPE" {
				require.Contains(t, err.Error(), r.reason)
			}
			require.Positive(t, fault.Line, "%v", err)
			if strings.Contains(r.schema, "\n") && r.name != "substitution groups in a circle" {
				require.Equal(t, 2, fault.Line, "%v", err)
			}
		})
	}
}

func simple(base, facets string) string {
	return fmt.Sprintf(`<xs:simpleType name="t"><xs:restriction base="xs:%s">%s</xs:restriction></xs:simpleType>`, base, facets)
}

// TestSchemasInManyDocuments is XML Schema Part 1 §4.2: include, chameleon include, import, circles.
func TestSchemasInManyDocuments(t *testing.T) {
	doc := func(attrs, body string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified" ` + attrs + `>` + body + `</xs:schema>`)}
	}
	fsys := fstest.MapFS{
		"a/main.xsd": doc(`targetNamespace="urn:t" xmlns="urn:t" xmlns:o="urn:o"`, `<xs:include schemaLocation="parts/local.xsd"/>`+
			`<xs:import namespace="urn:o" schemaLocation="http://example.org/other.xsd"/>`+
			`<xs:element name="r"><xs:complexType><xs:sequence><xs:element name="a" type="local"/><xs:element ref="o:x"/></xs:sequence></xs:complexType></xs:element>`),
		"a/parts/local.xsd": doc(``, `<xs:include schemaLocation="../parts/more.xsd"/><xs:complexType name="local"><xs:sequence><xs:element name="n" type="more"/></xs:sequence></xs:complexType>`),
		"a/parts/more.xsd":  doc(``, `<xs:include schemaLocation="local.xsd"/><xs:simpleType name="more"><xs:restriction base="xs:integer"/></xs:simpleType>`),
		"b/other.xsd": doc(`targetNamespace="urn:o" xmlns:t="urn:t"`, `<xs:import namespace="urn:t" schemaLocation="../a/main.xsd"/>`+
			`<xs:element name="x" type="t:more"/>`),
		"catalog.xml": {Data: []byte(`<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"><uri name="http://example.org/other.xsd" uri="b/other.xsd"/></catalog>`)},
	}
	catalog, err := ReadCatalog(fsys, "catalog.xml")
	require.NoError(t, err)
	s, err := Load(fsys, catalog, "a/main.xsd")
	require.NoError(t, err)
	require.Empty(t, findings(t, s, `<r xmlns="urn:t"><a><n>1</n></a><x xmlns="urn:o">2</x></r>`, Options{}))
	require.Equal(t, []Code{WrongType, WrongType}, codes(findings(t, s, `<r xmlns="urn:t"><a><n>x</n></a><x xmlns="urn:o">y</x></r>`, Options{})))
	require.ElementsMatch(t, []Name{{"urn:t", "r"}, {"urn:o", "x"}}, s.Elements())
	_, err = Load(fsys, nil, "a/main.xsd")
	require.ErrorContains(t, err, "a/main.xsd:1: the catalog does not know http://example.org/other.xsd")
	_, err = Load(fsys, nil, "none.xsd")
	require.ErrorIs(t, err, fs.ErrNotExist)
}

// TestHostileSchemas must be refused, or loaded, soon: nothing may grow out of bounds.
func TestHostileSchemas(t *testing.T) {
	var doubling strings.Builder
	doubling.WriteString(`<xs:group name="g0"><xs:sequence><xs:element name="a"/></xs:sequence></xs:group>`)
	for i := 1; i < 60; i++ {
		fmt.Fprintf(&doubling, `<xs:group name="g%d"><xs:sequence><xs:group ref="g%d"/><xs:group ref="g%d"/></xs:sequence></xs:group>`, i, i-1, i-1)
	}
	doubling.WriteString(root(`<xs:group ref="g59"/>`))
	cases := map[string]string{
		"groups that double":        doubling.String(),
		"deep particles":            root(strings.Repeat(`<xs:sequence>`, 120) + strings.Repeat(`</xs:sequence>`, 120)),
		"deeper particles":          root(strings.Repeat(`<xs:sequence>`, 5000) + strings.Repeat(`</xs:sequence>`, 5000)),
		"pattern that doubles":      simple("string", `<xs:pattern value="`+strings.Repeat("(", 30)+"a"+strings.Repeat("{9}){9}", 30)+`"/>`),
		"pattern with large counts": simple("string", `<xs:pattern value="(a{1000}){1000}"/>`),
		"pattern of brackets":       simple("string", `<xs:pattern value="`+strings.Repeat("(", 10000)+`"/>`),
		"union of itself":           `<xs:simpleType name="u"><xs:union memberTypes="u u"/></xs:simpleType>`,
	}
	for name, schema := range cases {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			_, err := loadText(t, schemaOf(schema))
			if name != "deep particles" {
				require.Error(t, err)
			}
			require.Less(t, time.Since(began), 30*time.Second)
		})
	}
}

// TestRedefineMustDeriveFromItself is src-redefine.5, and that there must be something to redefine.
func TestRedefineMustDeriveFromItself(t *testing.T) {
	base := &fstest.MapFile{Data: []byte(schemaOf(`<xs:simpleType name="code"><xs:restriction base="xs:string"/></xs:simpleType>`))}
	for body, clause := range map[string]string{
		`<xs:simpleType name="code"><xs:restriction base="code"><xs:length value="2"/></xs:restriction></xs:simpleType>`: "",
		`<xs:simpleType name="code"><xs:restriction base="xs:string"/></xs:simpleType>`:                                  "src-redefine.5",
		`<xs:simpleType name="other"><xs:restriction base="other"/></xs:simpleType>`:                                     "src-redefine",
	} {
		fsys := fstest.MapFS{"base.xsd": base, "main.xsd": {Data: []byte(schemaOf(`<xs:redefine schemaLocation="base.xsd">` + body + `</xs:redefine><xs:element name="r" type="code"/>`))}}
		s, err := Load(fsys, nil, "main.xsd")
		if clause == "" {
			require.NoError(t, err)
			require.Equal(t, []Code{WrongLength}, codes(findings(t, s, `<r xmlns="urn:t">abc</r>`, Options{})))
			continue
		}
		var fault *SchemaError
		require.ErrorAs(t, err, &fault)
		require.Equal(t, clause, fault.Clause)
	}
}
