package xsd

import (
	"slices"
	"strings"
)

// shape says what one element of the schema language may hold: attributes, and children as steps in order,
// each "a|b|c" followed by ? (at most one), * (any number), + (at least one) or nothing (exactly one).
type shape struct{ attrs, kids string }

const (
	occurs      = " minOccurs maxOccurs"
	attrSteps   = " attribute|attributeGroup* anyAttribute?"
	modelSteps  = " group|all|choice|sequence?"
	nested      = " element|group|choice|sequence|any*"
	facetNames  = "minExclusive|minInclusive|maxExclusive|maxInclusive|totalDigits|fractionDigits|length|minLength|maxLength|enumeration|whiteSpace|pattern"
	definitions = "simpleType|complexType|group|attributeGroup|element|attribute|notation|annotation*"
)

// shapes is the schema for schemas, as far as one table can tell it (XML Schema Part 1, appendix A). The key
// is the element, with its parent before it where the parent matters.
var shapes = map[string]shape{
	"schema":                     {"targetNamespace version finalDefault blockDefault attributeFormDefault elementFormDefault", "include|import|redefine|annotation* " + definitions},
	"include":                    {"schemaLocation", "annotation?"},
	"import":                     {"schemaLocation namespace", "annotation?"},
	"redefine":                   {"schemaLocation", "annotation|simpleType|complexType|group|attributeGroup*"},
	"annotation":                 {"", "appinfo|documentation*"},
	"notation":                   {"name public system", "annotation?"},
	"schema/element":             {"name type substitutionGroup default fixed nillable abstract final block", "annotation? simpleType|complexType? unique|key|keyref*"},
	"element":                    {"name ref type default fixed nillable block form" + occurs, "annotation? simpleType|complexType? unique|key|keyref*"},
	"schema/attribute":           {"name type default fixed", "annotation? simpleType?"},
	"attribute":                  {"name ref type use default fixed form", "annotation? simpleType?"},
	"schema/complexType":         {"name mixed abstract final block", "annotation? simpleContent|complexContent|group|all|choice|sequence?" + attrSteps},
	"complexType":                {"mixed", "annotation? simpleContent|complexContent|group|all|choice|sequence?" + attrSteps},
	"complexContent":             {"mixed", "annotation? restriction|extension"},
	"simpleContent":              {"", "annotation? restriction|extension"},
	"complexContent/restriction": {"base", "annotation?" + modelSteps + attrSteps},
	"complexContent/extension":   {"base", "annotation?" + modelSteps + attrSteps},
	"simpleContent/restriction":  {"base", "annotation? simpleType? " + facetNames + "*" + attrSteps},
	"simpleContent/extension":    {"base", "annotation?" + attrSteps},
	"schema/simpleType":          {"name final", "annotation? restriction|list|union"},
	"simpleType":                 {"", "annotation? restriction|list|union"},
	"simpleType/restriction":     {"base", "annotation? simpleType? " + facetNames + "*"},
	"list":                       {"itemType", "annotation? simpleType?"},
	"union":                      {"memberTypes", "annotation? simpleType*"},
	"schema/group":               {"name", "annotation? all|choice|sequence"},
	"group":                      {"ref" + occurs, "annotation?"},
	"schema/attributeGroup":      {"name", "annotation?" + attrSteps},
	"attributeGroup":             {"ref", "annotation?"},
	"all":                        {occurs, "annotation? element*"},
	"group/all":                  {"", "annotation? element*"},
	"choice":                     {occurs, "annotation?" + nested},
	"group/choice":               {"", "annotation?" + nested},
	"sequence":                   {occurs, "annotation?" + nested},
	"group/sequence":             {"", "annotation?" + nested},
	"any":                        {"namespace processContents" + occurs, "annotation?"},
	"anyAttribute":               {"namespace processContents", "annotation?"},
	"unique":                     {"name", "annotation? selector field+"},
	"key":                        {"name", "annotation? selector field+"},
	"keyref":                     {"name refer", "annotation? selector field+"},
	"selector":                   {"xpath", "annotation?"},
	"field":                      {"xpath", "annotation?"},
	"enumeration":                {"value", "annotation?"},
	"pattern":                    {"value", "annotation?"},
}

// facetShape is that of the facets that can be fixed.
var facetShape = shape{"value fixed", "annotation?"}

// shapeOf finds the row for an element by itself and its parent.
func shapeOf(it *item) (shape, bool) {
	local, parent := it.name.Local, ""
	if it.parent != nil {
		parent = it.parent.name.Local
	}
	if parent == "redefine" {
		parent = "schema"
	}
	if s, ok := shapes[parent+"/"+local]; ok {
		return s, true
	}
	if s, ok := shapes[local]; ok {
		return s, true
	}
	return facetShape, slices.Contains(strings.Split(facetNames, "|"), local)
}

// checkShape refuses what the schema language of XSD 1.0 does not know, at its line.
func checkShape(it *item) error {
	s, ok := shapeOf(it)
	if it.name.Space != schemaSpace || !ok {
		return it.fault("", it.name.Local+" is not an element of XML Schema 1.0")
	}
	known := strings.Fields(s.attrs)
	for _, a := range it.attrs {
		if a.name.Space == schemaSpace || a.name.Space == "" && a.name.Local != "id" && !slices.Contains(known, a.name.Local) {
			return it.fault("", "attribute "+a.name.Local+" is not allowed on "+it.name.Local)
		}
	}
	for _, local := range []string{"form", "elementFormDefault", "attributeFormDefault"} {
		if v, ok := it.attr(local); ok && v != "qualified" && v != "unqualified" {
			return it.fault("", local+" must be qualified or unqualified")
		}
	}
	if it.is("annotation") { // what people and programs write for each other is no business of ours
		it.kids = nil
		return nil
	}
	if err := checkSteps(it, strings.Fields(s.kids)); err != nil {
		return err
	}
	for _, k := range it.kids {
		if err := checkShape(k); err != nil {
			return err
		}
	}
	return nil
}

// checkSteps matches the children with the steps, in order.
func checkSteps(it *item, steps []string) error {
	at := 0
	for _, step := range steps {
		names := strings.TrimRight(step, "?*+")
		count := 0
		for at < len(it.kids) && it.kids[at].name.Space == schemaSpace && slices.Contains(strings.Split(names, "|"), it.kids[at].name.Local) {
			at++
			if count++; count == 1 && !strings.HasSuffix(step, "*") && !strings.HasSuffix(step, "+") {
				break
			}
		}
		if count == 0 && !strings.HasSuffix(step, "?") && !strings.HasSuffix(step, "*") {
			return it.fault("", it.name.Local+" without "+names)
		}
	}
	if at < len(it.kids) {
		return it.kids[at].fault("", it.kids[at].name.Local+" is not allowed here in "+it.name.Local)
	}
	return nil
}
