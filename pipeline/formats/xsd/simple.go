package xsd

import (
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
)

// variety is the {variety} of a simple type (§3.14.1).
type variety uint8

const (
	atomicVariety variety = iota
	listVariety
	unionVariety
)

// whiteSpace is the facet of that name (Part 2 §4.3.6).
type whiteSpace uint8

const (
	preserve whiteSpace = iota
	replaceSpace
	collapseSpace
)

// identity says what a type means for cvc-id and its kin.
type identity uint8

const (
	noIdentity identity = iota
	isID
	isIDREF
	isEntity
)

// simpleType is a simple type definition with everything that its bases demand.
type simpleType struct {
	def       *typeDef
	variety   variety
	primitive *primitive // of an atomic type
	itemType  *simpleType
	members   []*simpleType
	white     whiteSpace
	identity  identity
	lexical   func(string) bool // for the built-in types that narrow the lexical form
	facets    facets
}

// scope is what the place of a value lends to its judgement, and what the judgement leaves there.
type scope struct {
	resolve   func(prefix string) (space string, ok bool)
	notations map[Name]bool
	marks     []mark // IDs and references that were met
}

// mark is one ID or IDREF value.
type mark struct {
	identity identity
	value    string
}

// flaw says why a value is not of a type.
type flaw struct {
	code  Code
	typ   *simpleType
	facet string
	limit string
}

// free says whether every text at all is a value, so that it need not be kept.
func (t *simpleType) free() bool {
	return t.variety == atomicVariety && t.primitive.free && t.lexical == nil && t.identity == noIdentity &&
		len(t.facets.checks) == 0
}

// name gives the name of the type, or of the nearest base that has one.
func (t *simpleType) name() string {
	for d := t.def; d != nil; d = d.base {
		if d.name.Local != "" {
			return d.name.Local
		}
	}
	return "anySimpleType"
}

// check judges a value as written (cvc-simple-type, cvc-datatype-valid) and gives its value.
func (t *simpleType) check(raw string, at *scope) (value, *flaw) {
	text := t.white.apply(raw)
	var v value
	var f *flaw
	switch t.variety {
	case listVariety:
		v, f = t.checkList(text, at)
	case unionVariety:
		v, f = t.checkUnion(raw, at)
	default:
		v, f = t.checkAtomic(text, at)
	}
	if f != nil {
		return value{}, f
	}
	return v, t.facets.check(t, text, &v)
}

func (t *simpleType) checkAtomic(text string, at *scope) (value, *flaw) {
	if t.lexical != nil && !t.lexical(text) {
		return value{}, &flaw{code: WrongType, typ: t}
	}
	v, code := t.primitive.parse(text, at)
	if code != "" {
		return value{}, &flaw{code: code, typ: t}
	}
	v.primitive = t.primitive
	switch t.identity {
	case noIdentity:
	case isEntity: // there is no DTD, so there is no unparsed entity that it could name
		return value{}, &flaw{code: UnparsedEntity, typ: t}
	default:
		at.marks = append(at.marks, mark{t.identity, text})
	}
	return v, nil
}

func (t *simpleType) checkList(text string, at *scope) (value, *flaw) {
	v := value{primitive: listPrimitive}
	for _, part := range strings.Fields(text) {
		item, f := t.itemType.check(part, at)
		if f != nil {
			return value{}, f
		}
		v.items = append(v.items, item)
	}
	return v, nil
}

// checkUnion takes the first member that accepts the text (Part 2 §2.5.1.3).
func (t *simpleType) checkUnion(raw string, at *scope) (value, *flaw) {
	marked := len(at.marks)
	for _, m := range t.members {
		v, f := m.check(raw, at)
		if f == nil {
			return v, nil
		}
		at.marks = at.marks[:marked]
	}
	return value{}, &flaw{code: NoMemberOfUnion, typ: t}
}

// apply normalises white space (Part 2 §4.3.6).
func (w whiteSpace) apply(s string) string {
	switch w {
	case replaceSpace:
		if strings.ContainsAny(s, "\t\n\r") {
			return spaces.Replace(s)
		}
	case collapseSpace:
		return collapse(s)
	}
	return s
}

var spaces = strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")

// collapse makes runs of white space one space, and none at the ends.
func collapse(s string) string {
	tidy := true
	for i := 0; i < len(s); i++ {
		if xmltext.IsSpace(s[i]) && (s[i] != ' ' || i == 0 || i == len(s)-1 || s[i+1] == ' ') {
			tidy = false
			break
		}
	}
	if tidy {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r < 0x80 && xmltext.IsSpace(byte(r)) }), " ")
}
