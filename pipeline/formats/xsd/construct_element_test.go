package xsd

const baseAndMore = `<xs:complexType name="base"><xs:sequence><xs:element name="a" type="xs:integer"/></xs:sequence></xs:complexType>` +
	`<xs:complexType name="more"><xs:complexContent><xs:extension base="base"><xs:sequence><xs:element name="b"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>` +
	`<xs:complexType name="less"><xs:complexContent><xs:restriction base="base"><xs:sequence><xs:element name="a" type="xs:byte"/></xs:sequence></xs:restriction></xs:complexContent></xs:complexType>` +
	`<xs:complexType name="other"><xs:sequence/></xs:complexType>`

var elementConstructs = []construct{
	{
		"3.3.4 cvc-elt.2 abstract element", modelOf(`<xs:sequence><xs:element ref="head" maxOccurs="3"/></xs:sequence>`) +
			`<xs:element name="head" abstract="true"/><xs:element name="one" substitutionGroup="head"/><xs:element name="two" substitutionGroup="one"/>`,
		[]string{`><one/>`, `><two/><one/>`}, []breach{wrong(`><head/>`, AbstractElement), wrong(`><three/>`, UnexpectedElement)},
	},
	{
		"3.3.4 cvc-elt.3 nil", modelOf(`<xs:sequence><xs:element name="a" type="xs:date" nillable="true"/><xs:element name="b" type="xs:date" minOccurs="0"/></xs:sequence>`),
		[]string{`><a xsi:nil="true"/>`, `><a xsi:nil="1"></a>`, `><a xsi:nil="false">2020-01-01</a>`},
		[]breach{
			wrong(`><a xsi:nil="true">2020-01-01</a>`, NilWithContent), wrong(`><a xsi:nil="true"> </a>`, NilWithContent),
			wrong(`><a xsi:nil="true"><x/></a>`, NilWithContent), wrong(`><a/>`, WrongType),
			wrong(`><a xsi:nil="true"/><b xsi:nil="true"/>`, NotNillable, WrongType), wrong(`><a xsi:nil="maybe">2020-01-01</a>`, WrongType),
		},
	},
	{
		"3.3.4 cvc-elt.3.2.2 nil with a fixed value", modelOf(`<xs:sequence><xs:element name="a" type="xs:string" nillable="true" fixed="x"/></xs:sequence>`),
		[]string{`><a/>`}, []breach{wrong(`><a xsi:nil="true"/>`, NilWithFixed)},
	},
	{
		"3.3.4 cvc-elt.4 xsi:type", `<xs:element name="r" type="base"/>` + baseAndMore,
		[]string{`><a>1</a>`, ` xsi:type="more"><a>1</a><b/>`, ` xsi:type="t:less"><a>1</a>`, ` xsi:type=" base "><a>1</a>`},
		[]breach{
			wrong(` xsi:type="more"><a>1</a>`, MissingElement), wrong(` xsi:type="less"><a>999</a>`, TooLarge),
			wrong(` xsi:type="none"><a>1</a>`, UnknownType), wrong(` xsi:type="u:more"><a>1</a>`, UnknownType),
			wrong(` xsi:type="other">`, TypeNotDerived), wrong(` xsi:type="xs:string">`, TypeNotDerived),
		},
	},
	{
		"3.3.4 cvc-elt.4.3 block", `<xs:element name="r" type="base" block="extension"/>` + baseAndMore,
		[]string{` xsi:type="less"><a>1</a>`}, []breach{wrong(` xsi:type="more"><a>1</a><b/>`, TypeNotDerived)},
	},
	{
		"3.4.4 cvc-type.2 abstract type", `<xs:element name="r" type="base"/><xs:complexType name="base" abstract="true"><xs:sequence/></xs:complexType>` +
			`<xs:complexType name="real"><xs:complexContent><xs:extension base="base"/></xs:complexContent></xs:complexType>`,
		[]string{` xsi:type="real">`}, []breach{wrong(`>`, AbstractType)},
	},
	{
		"3.3.4 cvc-elt.5.1 default", `<xs:element name="r" type="xs:date" default="2020-01-01"/>`, []string{`>`, `>2021-01-01`}, []breach{wrong(`> `, WrongType)},
	},
	{
		"3.3.4 cvc-elt.5.2.2 fixed", `<xs:element name="r" type="xs:decimal" fixed="1.0"/>`, []string{`>`, `>1`, `> 01.00 `}, []breach{wrong(`>2`, WrongElementFixed)},
	},
	{
		"3.3.4 cvc-elt.5.2.2 fixed in mixed content", `<xs:element name="r" fixed="x y"><xs:complexType mixed="true"><xs:sequence><xs:element name="a" minOccurs="0"/></xs:sequence></xs:complexType></xs:element>`,
		[]string{`>`, `>x y`}, []breach{wrong(`>x  y`, WrongElementFixed), wrong(`>x<a/> y`, WrongElementFixed)},
	},
	{
		"3.3.6 substitution needs no blocking", modelOf(`<xs:sequence><xs:element ref="head"/></xs:sequence>`) + baseAndMore +
			`<xs:element name="head" type="base" block="extension"/><xs:element name="ext" type="more" substitutionGroup="head"/><xs:element name="res" type="less" substitutionGroup="head"/>`,
		[]string{`><head><a>1</a></head>`, `><res><a>1</a></res>`}, []breach{wrong(`><ext><a>1</a><b/></ext>`, UnexpectedElement)},
	},
	{
		"3.3.6 substitution blocked altogether", modelOf(`<xs:sequence><xs:element ref="head"/></xs:sequence>`) +
			`<xs:element name="head" block="substitution"/><xs:element name="one" substitutionGroup="head"/>`,
		[]string{`><head/>`}, []breach{wrong(`><one/>`, UnexpectedElement)},
	},
	{
		"3.4.7 anyType", `<xs:element name="r"/>`, []string{`>`, ` any="1">text<a><b x="y"/></a>`, `><t:r/>`}, nil,
	},
	{
		"3.4.7 anyType finds declarations below", `<xs:element name="r"/><xs:element name="n" type="xs:integer"/>`,
		[]string{`><n>1</n>`}, []breach{wrong(`><x><n>no</n></x>`, WrongType)},
	},
	{
		"3.4.2 simple content extended and restricted", `<xs:complexType name="sum"><xs:simpleContent><xs:extension base="xs:decimal"><xs:attribute name="currency" use="required"/></xs:extension></xs:simpleContent></xs:complexType>` +
			`<xs:element name="r"><xs:complexType><xs:simpleContent><xs:restriction base="sum"><xs:maxInclusive value="100"/></xs:restriction></xs:simpleContent></xs:complexType></xs:element>`,
		[]string{` currency="NOK">12.50`}, []breach{wrong(`>1`, MissingAttribute), wrong(` currency="NOK">101`, TooLarge), wrong(` currency="NOK">x`, WrongType)},
	},
	{
		"3.4.2 simple content out of mixed content", `<xs:complexType name="m" mixed="true"><xs:sequence><xs:element name="a" minOccurs="0"/></xs:sequence></xs:complexType>` +
			`<xs:element name="r"><xs:complexType><xs:simpleContent><xs:restriction base="m"><xs:simpleType><xs:restriction base="xs:token"><xs:maxLength value="2"/></xs:restriction></xs:simpleType></xs:restriction></xs:simpleContent></xs:complexType></xs:element>`,
		[]string{`>ab`}, []breach{wrong(`>abc`, TooLong), wrong(`><a/>`, ElementInValue)},
	},
	{
		"3.14.6 xsi:type with a member of a union", `<xs:element name="r" type="u"/><xs:simpleType name="u"><xs:union memberTypes="xs:integer xs:date"/></xs:simpleType>`,
		[]string{` xsi:type="xs:integer">1`, ` xsi:type="xs:int">1`}, []breach{wrong(` xsi:type="xs:integer">2020-01-01`, WrongType), wrong(` xsi:type="xs:string">x`, TypeNotDerived)},
	},
	{
		"3.2.18 QName in content", `<xs:element name="r" type="xs:QName"/>`, []string{`>t:x`, `>x`}, []breach{wrong(`>u:x`, UnboundPrefix), wrong(`>a:b:c`, WrongType)},
	},
	{
		"3.2.19 NOTATION", `<xs:notation name="jpeg" public="image/jpeg"/><xs:element name="r"><xs:simpleType><xs:restriction base="xs:NOTATION"><xs:enumeration value="t:jpeg"/></xs:restriction></xs:simpleType></xs:element>`,
		[]string{`>jpeg`, `>t:jpeg`}, []breach{wrong(`>gif`, NotationUnknown)},
	},
	{
		"3.3.11 ENTITY without DTD", `<xs:element name="r" type="xs:ENTITY"/>`, nil, []breach{wrong(`>x`, UnparsedEntity)},
	},
}

var attributeConstructs = []construct{
	{
		"3.4.4 cvc-complex-type.3 and .4", root(`<xs:attribute name="a" type="xs:integer"/><xs:attribute name="b" use="required"/>`),
		[]string{` b="">`, ` a="1" b="x">`, ` b="" xsi:schemaLocation="urn:t nowhere.xsd">`},
		[]breach{wrong(`>`, MissingAttribute), wrong(` b="" c="">`, UnknownAttribute), wrong(` b="" a="x">`, WrongType), wrong(` b="" t:a="1">`, UnknownAttribute), wrong(` b="" xsi:other="1">`, UnknownAttribute)},
	},
	{
		"3.2.4 cvc-attribute.4 fixed", root(`<xs:attribute name="a" type="xs:decimal" fixed="1.0"/>`), []string{`>`, ` a="1">`}, []breach{wrong(` a="2">`, WrongAttrFixed)},
	},
	{
		"3.2.2 form and qualified attributes", root(`<xs:attribute name="a" form="qualified"/><xs:attribute ref="g"/>`) + `<xs:attribute name="g" type="xs:date"/>`,
		[]string{` t:a="" t:g="2020-01-01">`}, []breach{wrong(` a="">`, UnknownAttribute), wrong(` g="2020-01-01">`, UnknownAttribute), wrong(` t:g="x">`, WrongType)},
	},
	{
		"3.6 attribute group", `<xs:attributeGroup name="g"><xs:attribute name="a"/><xs:attributeGroup ref="h"/></xs:attributeGroup><xs:attributeGroup name="h"><xs:attribute name="b" use="required"/></xs:attributeGroup>` +
			root(`<xs:attributeGroup ref="g"/>`), []string{` a="" b="">`}, []breach{wrong(` a="">`, MissingAttribute)},
	},
	{
		"3.4.2 attributes of extension", `<xs:complexType name="base"><xs:attribute name="a" use="required"/></xs:complexType>` +
			root(`<xs:complexContent><xs:extension base="base"><xs:attribute name="b"/></xs:extension></xs:complexContent>`),
		[]string{` a="" b="">`}, []breach{wrong(` b="">`, MissingAttribute)},
	},
	{
		"cvc-type.3.1.1 a simple type takes no attributes", `<xs:element name="r" type="xs:string"/>`, []string{` xsi:type="xs:token">x`}, []breach{wrong(` a="1">x`, UnknownAttribute)},
	},
	{
		"attribute values are normalised", root(`<xs:attribute name="a"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="x y"/></xs:restriction></xs:simpleType></xs:attribute>`),
		[]string{" a='x\ty'>", " a='x\ny'>", ` a="x&#32;y">`, ` a="x&#x20;y">`}, []breach{wrong(` a="x&#9;y">`, WrongPattern), wrong(` a="x  y">`, WrongPattern)},
	},
	{
		"xml attributes without a schema document", `<xs:import namespace="http://www.w3.org/XML/1998/namespace"/>` + root(`<xs:attribute ref="xml:lang"/>`),
		[]string{` xml:lang="nb-NO">`}, []breach{wrong(` xml:lang="n b">`, WrongType), wrong(` xml:space="preserve">`, UnknownAttribute)},
	},
}
