package xsd

import (
	"regexp"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
)

// derived describes a built-in type that comes from another one (Part 2 §3.3).
type derived struct {
	name, base string
	white      whiteSpace
	identity   identity
	lexical    func(string) bool
	low, high  string // bounds of the integer types
}

var languageTag = regexp.MustCompile(`\A[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*\z`)

var derivedTypes = []derived{
	{name: "normalizedString", base: "string", white: replaceSpace},
	{name: "token", base: "normalizedString", white: collapseSpace},
	{name: "language", base: "token", white: collapseSpace, lexical: languageTag.MatchString},
	{name: "NMTOKEN", base: "token", white: collapseSpace, lexical: xmltext.IsNMToken},
	{name: "Name", base: "token", white: collapseSpace, lexical: xmltext.IsName},
	{name: "NCName", base: "Name", white: collapseSpace, lexical: xmltext.IsNCName},
	{name: "ID", base: "NCName", white: collapseSpace, lexical: xmltext.IsNCName, identity: isID},
	{name: "IDREF", base: "NCName", white: collapseSpace, lexical: xmltext.IsNCName, identity: isIDREF},
	{name: "ENTITY", base: "NCName", white: collapseSpace, lexical: xmltext.IsNCName, identity: isEntity},
	{name: "integer", base: "decimal", lexical: isInteger},
	{name: "nonPositiveInteger", base: "integer", high: "0"},
	{name: "negativeInteger", base: "nonPositiveInteger", high: "-1"},
	{name: "long", base: "integer", low: "-9223372036854775808", high: "9223372036854775807"},
	{name: "int", base: "long", low: "-2147483648", high: "2147483647"},
	{name: "short", base: "int", low: "-32768", high: "32767"},
	{name: "byte", base: "short", low: "-128", high: "127"},
	{name: "nonNegativeInteger", base: "integer", low: "0"},
	{name: "unsignedLong", lexical: onlyDigits, base: "nonNegativeInteger", high: "18446744073709551615"},
	{name: "unsignedInt", lexical: onlyDigits, base: "unsignedLong", high: "4294967295"},
	{name: "unsignedShort", lexical: onlyDigits, base: "unsignedInt", high: "65535"},
	{name: "unsignedByte", lexical: onlyDigits, base: "unsignedShort", high: "255"},
	{name: "positiveInteger", base: "nonNegativeInteger", low: "1"},
}

// addBuiltins declares the types of the standard (Part 1 §3.4.7, Part 2 §3).
func (b *builder) addBuiltins() {
	everything := &particle{kind: wildcardParticle, max: unbounded, wildcard: &wildcard{not: true, process: lax}}
	b.s.anyType = &typeDef{
		complex: true, kind: elementContent, mixed: true, particle: everything,
		anyAttr: &wildcard{not: true, process: lax},
	}
	b.s.anyType.model, _ = compile(everything, b.s.symbols, nil)
	b.addType("anyType", b.s.anyType)
	root := &typeDef{base: b.s.anyType, method: byRestriction}
	root.simple = &simpleType{def: root, primitive: primitives["anySimpleType"], white: preserve}
	b.addType("anySimpleType", root)
	for name, p := range primitives {
		if name == "anySimpleType" {
			continue
		}
		t := &typeDef{base: root, method: byRestriction}
		t.simple = &simpleType{def: t, primitive: p, white: collapseSpace}
		if name == "string" {
			t.simple.white = preserve
		}
		b.addType(name, t)
	}
	for i := range derivedTypes {
		b.addDerived(&derivedTypes[i])
	}
	b.addList("NMTOKENS", "NMTOKEN", root)
	b.addList("IDREFS", "IDREF", root)
	b.addList("ENTITIES", "ENTITY", root)
}

func (b *builder) addType(local string, t *typeDef) {
	t.name = Name{schemaSpace, local}
	b.s.types[t.name] = t
}

func (b *builder) addDerived(d *derived) {
	base := b.s.types[Name{schemaSpace, d.base}]
	s := *base.simple
	t := &typeDef{base: base, method: byRestriction, simple: &s}
	s.def, s.white = t, max(s.white, d.white)
	if d.lexical != nil {
		s.lexical, s.identity = d.lexical, d.identity
	}
	checks := s.facets.checks
	s.facets.checks = nil
	for _, c := range checks { // the narrower bound takes the place of the wider one: one comparison, not four
		if c.name == "minInclusive" && d.low == "" || c.name == "maxInclusive" && d.high == "" {
			s.facets.checks = append(s.facets.checks, c)
		}
	}
	for name, limit := range map[string]string{"minInclusive": d.low, "maxInclusive": d.high} {
		if limit != "" {
			v, _ := parseDecimal(limit, nil)
			s.facets.checks = append(s.facets.checks, facetCheck{name: name, limit: limit, bound: v})
		}
	}
	b.addType(d.name, t)
}

func (b *builder) addList(name, item string, root *typeDef) {
	t := &typeDef{base: root, method: byRestriction}
	t.simple = &simpleType{
		def: t, variety: listVariety, itemType: b.s.types[Name{schemaSpace, item}].simple, white: collapseSpace,
		facets: facets{checks: []facetCheck{{name: "minLength", limit: "1", count: 1}}},
	}
	b.addType(name, t)
}

// describe gives a type's name as messages use it.
func (t *typeDef) describe() string {
	if t.name.Space == schemaSpace {
		return "xs:" + strings.TrimSpace(t.name.Local)
	}
	return t.name.Local
}
