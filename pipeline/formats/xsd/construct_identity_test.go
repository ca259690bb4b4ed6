package xsd

const rows = `<xs:complexType><xs:sequence><xs:element name="row" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>` +
	`<xs:element name="k" type="xs:decimal" minOccurs="0" maxOccurs="2"/></xs:sequence><xs:attribute name="a" type="xs:integer"/><xs:attribute name="b"/><xs:attribute name="ref" type="xs:integer"/></xs:complexType></xs:element></xs:sequence></xs:complexType>`

var identityConstructs = []construct{
	{
		"3.11.4 clause 4.1 unique", `<xs:element name="r">` + rows + `<xs:unique name="u"><xs:selector xpath="t:row"/><xs:field xpath="@a"/></xs:unique></xs:element>`,
		[]string{`><row a="1"/><row a="2"/>`, `><row/><row/>`},
		[]breach{wrong(`><row a="1"/><row a="01"/>`, DuplicateKey), wrong(`><row a="1"/><row a="1"/><row a="1"/>`, DuplicateKey, DuplicateKey)},
	},
	{
		"3.11.4 clause 4.2 key", `<xs:element name="r">` + rows + `<xs:key name="u"><xs:selector xpath="t:row"/><xs:field xpath="@a"/><xs:field xpath="t:k"/></xs:key></xs:element>`,
		[]string{`><row a="1"><k>1</k></row><row a="1"><k>2</k></row>`},
		[]breach{
			wrong(`><row a="1"/>`, MissingKey), wrong(`><row a="1"><k>1</k></row><row a="+1"><k>1.0</k></row>`, DuplicateKey),
			wrong(`><row a="1"><k>1</k><k>2</k></row>`, AmbiguousField),
		},
	},
	{
		"3.11.4 clause 4.3 keyref", `<xs:element name="r">` + rows + `<xs:key name="u"><xs:selector xpath="t:row"/><xs:field xpath="@a"/></xs:key><xs:keyref name="f" refer="u"><xs:selector xpath="*"/><xs:field xpath="@ref"/></xs:keyref></xs:element>`,
		[]string{`><row a="1" ref="2"/><row a="2"/>`, `><row a="1" ref="+01"/>`}, []breach{wrong(`><row a="1" ref="3"/>`, UnknownReference)},
	},
	{
		"3.11.6 paths", `<xs:element name="r"><xs:complexType><xs:sequence><xs:any minOccurs="0" maxOccurs="unbounded" processContents="lax"/></xs:sequence></xs:complexType>` +
			`<xs:unique name="u"><xs:selector xpath=".//t:x | t:y/t:*"/><xs:field xpath="@i|t:i"/></xs:unique></xs:element>` +
			`<xs:element name="x"><xs:complexType><xs:sequence><xs:any minOccurs="0" maxOccurs="unbounded"/></xs:sequence><xs:attribute name="i" type="xs:string"/></xs:complexType></xs:element>` +
			`<xs:element name="i" type="xs:string"/><xs:element name="y"><xs:complexType><xs:sequence><xs:any maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>`,
		[]string{`><x i="1"/><x i="2"><x i="3"/></x><y><x i="4"/></y>`, `><x><i>1</i></x><x><i>2</i></x>`},
		[]breach{wrong(`><x i="1"><x i="1"/></x>`, DuplicateKey), wrong(`><y><x i="1"/></y><x i="1"/>`, DuplicateKey), wrong(`><x><i>1</i></x><x i="1"/>`, DuplicateKey)},
	},
	{
		"3.11.4 clause 4.2.3 nillable key", `<xs:element name="r"><xs:complexType><xs:sequence><xs:element name="k" type="xs:int" nillable="true"/></xs:sequence></xs:complexType><xs:key name="u"><xs:selector xpath="."/><xs:field xpath="t:k"/></xs:key></xs:element>`,
		nil, []breach{wrong(`><k xsi:nil="true"/>`, NillableKey)},
	},
	{
		"3.11.4 clause 3 a field is a value", `<xs:element name="r"><xs:complexType><xs:sequence><xs:element name="k"><xs:complexType><xs:sequence/></xs:complexType></xs:element></xs:sequence></xs:complexType><xs:key name="u"><xs:selector xpath="."/><xs:field xpath="t:k"/></xs:key></xs:element>`,
		nil, []breach{wrong(`><k/>`, FieldNotValue)},
	},
	{
		"3.11.5 keys of inner elements", `<xs:element name="r"><xs:complexType><xs:sequence><xs:element ref="g" maxOccurs="unbounded"/><xs:element name="use" minOccurs="0" maxOccurs="9"><xs:complexType><xs:attribute name="ref" type="xs:integer"/></xs:complexType></xs:element></xs:sequence></xs:complexType>` +
			`<xs:keyref name="f" refer="inner"><xs:selector xpath="t:use"/><xs:field xpath="@ref"/></xs:keyref></xs:element>` +
			`<xs:element name="g"><xs:complexType><xs:sequence><xs:element name="x" maxOccurs="9"><xs:complexType><xs:attribute name="i" type="xs:integer"/></xs:complexType></xs:element></xs:sequence></xs:complexType><xs:key name="inner"><xs:selector xpath="t:x"/><xs:field xpath="@i"/></xs:key></xs:element>`,
		[]string{`><g><x i="1"/></g><g><x i="2"/></g><use ref="2"/>`, `><g><x i="1"/></g><g><x i="1"/></g>`},
		[]breach{wrong(`><g><x i="1"/></g><use ref="2"/>`, UnknownReference), wrong(`><g><x i="1"/></g><g><x i="1"/></g><use ref="1"/>`, UnknownReference)},
	},
	{
		"3.11.4 a default value is a key", `<xs:element name="r"><xs:complexType><xs:sequence><xs:element name="x" maxOccurs="9"><xs:complexType><xs:attribute name="i" default="d"/></xs:complexType></xs:element></xs:sequence></xs:complexType><xs:unique name="u"><xs:selector xpath="t:x"/><xs:field xpath="@i"/></xs:unique></xs:element>`,
		[]string{`><x/><x i="e"/>`}, []breach{wrong(`><x/><x i="d"/>`, DuplicateKey)},
	},
	{
		"3.3.8 ID", modelOf(`<xs:sequence><xs:element name="a" maxOccurs="9"><xs:complexType><xs:attribute name="id" type="xs:ID"/><xs:attribute name="ref" type="xs:IDREF"/><xs:attribute name="refs" type="xs:IDREFS"/></xs:complexType></xs:element></xs:sequence>`),
		[]string{`><a id="x"/><a id="y" ref="x"/>`, `><a ref="y"/><a id="y" refs="y y"/>`},
		[]breach{wrong(`><a id="x"/><a id=" x "/>`, DuplicateID), wrong(`><a id="1"/>`, WrongType), wrong(`><a refs=""/>`, TooShort)},
	},
}

var wildcardConstructs = []construct{
	{
		"3.10.4 ##other, strict", modelOf(`<xs:sequence><xs:any namespace="##other"/></xs:sequence>`),
		nil, []breach{wrong(`><o:x/>`, UndeclaredElement), wrong(`><x/>`, UnexpectedElement), wrong(`><x xmlns=""/>`, UnexpectedElement)},
	},
	{
		"3.10.4 lax", modelOf(`<xs:sequence><xs:any processContents="lax" maxOccurs="2"/></xs:sequence>`) + `<xs:element name="n" type="xs:integer"/>`,
		[]string{`><o:x><o:y/>text</o:x>`, `><n>1</n>`, `><o:x><n>2</n></o:x>`}, []breach{wrong(`><n>x</n>`, WrongType), wrong(`><o:x><n>x</n></o:x>`, WrongType)},
	},
	{
		"3.10.4 skip", modelOf(`<xs:sequence><xs:any processContents="skip"/></xs:sequence>`) + `<xs:element name="n" type="xs:integer"/>`,
		[]string{`><n>x</n>`, `><o:x o:y="1"/>`}, nil,
	},
	{
		"3.10.4 list of namespaces", modelOf(`<xs:sequence><xs:any namespace="##local urn:o" processContents="skip" maxOccurs="9"/></xs:sequence>`),
		[]string{`><o:x/>`, `><x xmlns=""/>`}, []breach{wrong(`><x/>`, UnexpectedElement)},
	},
	{
		"3.10.4 ##targetNamespace", modelOf(`<xs:sequence><xs:any namespace="##targetNamespace" processContents="skip"/></xs:sequence>`),
		[]string{`><x/>`}, []breach{wrong(`><o:x/>`, UnexpectedElement)},
	},
	{
		"3.10.4 anyAttribute strict and lax", `<xs:attribute name="g" type="xs:integer"/>` +
			modelOf(`<xs:sequence><xs:element name="s" minOccurs="0"><xs:complexType><xs:anyAttribute/></xs:complexType></xs:element><xs:element name="l" minOccurs="0"><xs:complexType><xs:anyAttribute processContents="lax"/></xs:complexType></xs:element></xs:sequence>`),
		[]string{`><s t:g="1"/><l o:x="1" y="2" t:g="3"/>`}, []breach{wrong(`><s x="1"/>`, UndeclaredAttr), wrong(`><l t:g="x"/>`, WrongType)},
	},
	{
		"3.4.2 anyAttribute of two groups is what both allow", `<xs:attributeGroup name="g"><xs:anyAttribute namespace="urn:o urn:p" processContents="skip"/></xs:attributeGroup><xs:attributeGroup name="h"><xs:anyAttribute namespace="urn:o urn:q" processContents="skip"/></xs:attributeGroup>` +
			root(`<xs:attributeGroup ref="g"/><xs:attributeGroup ref="h"/>`), []string{` o:x="1">`}, []breach{wrong(` xmlns:p="urn:p" p:x="1">`, UnknownAttribute)},
	},
	{
		"3.4.2 anyAttribute of an extension is what one of both allows", `<xs:complexType name="base"><xs:anyAttribute namespace="urn:p" processContents="skip"/></xs:complexType>` +
			root(`<xs:complexContent><xs:extension base="base"><xs:anyAttribute namespace="urn:o" processContents="skip"/></xs:extension></xs:complexContent>`),
		[]string{` o:x="1" xmlns:p="urn:p" p:x="1">`}, []breach{wrong(` x="1">`, UnknownAttribute)},
	},
}
