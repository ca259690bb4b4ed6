package xsd

// Schema is a loaded schema: the components of XML Schema Part 1 §2.2, ready for use. It does not change after
// [Load] but for caches that are guarded, so any number of goroutines may validate with it at once.
type Schema struct {
	elements   map[Name]*elementDecl
	attributes map[Name]*attributeDecl
	types      map[Name]*typeDef
	notations  map[Name]bool
	symbols    *symbolTable
	anyType    *typeDef
}

// Elements gives the names of the elements that a document may have as its root, in no order.
func (s *Schema) Elements() []Name {
	names := make([]Name, 0, len(s.elements))
	for n, e := range s.elements {
		if !e.abstract {
			names = append(names, n)
		}
	}
	return names
}

// symbol numbers what a content model can tell apart: the names of the schema, and for every namespace
// that the schema speaks of, "any other name there".
type symbol int32

// symbolTable is the finite alphabet of all content models of a schema.
type symbolTable struct {
	names  map[Name]symbol
	others map[string]symbol // by namespace
	spaces []string          // by symbol
}

// elsewhere is every name in a namespace that the schema does not speak of.
const elsewhere symbol = 0

// elsewhereSpace stands for such a namespace; no document can write it, for a space is not allowed in it.
const elsewhereSpace = "  "

func newSymbolTable() *symbolTable {
	return &symbolTable{names: map[Name]symbol{}, others: map[string]symbol{}, spaces: []string{elsewhereSpace}}
}

func (t *symbolTable) next(space string) symbol {
	t.spaces = append(t.spaces, space)
	return symbol(len(t.spaces) - 1)
}

// add makes a symbol for a name while the schema is built.
func (t *symbolTable) add(n Name) symbol {
	if s, ok := t.names[n]; ok {
		return s
	}
	t.addSpace(n.Space)
	s := t.next(n.Space)
	t.names[n] = s
	return s
}

func (t *symbolTable) addSpace(space string) {
	if _, ok := t.others[space]; !ok {
		t.others[space] = t.next(space)
	}
}

// of gives the symbol of any name at all.
func (t *symbolTable) of(n Name) symbol {
	if s, ok := t.names[n]; ok {
		return s
	}
	if s, ok := t.others[n.Space]; ok {
		return s
	}
	return elsewhere
}

// derivation is a set of the ways in which a component comes from another.
type derivation uint8

const (
	byExtension derivation = 1 << iota
	byRestriction
	bySubstitution
	byList
	byUnion
)

// elementDecl is an element declaration (XML Schema Part 1 §3.3).
type elementDecl struct {
	name        Name
	symbol      symbol
	typ         *typeDef
	nillable    bool
	abstract    bool
	value       *valueConstraint
	block       derivation
	final       derivation
	head        *elementDecl // substitution group affiliation
	members     map[symbol]*elementDecl
	constraints []*constraint
	item        *item
}

// valueConstraint is a default or fixed value.
type valueConstraint struct {
	text  string
	fixed bool
	key   string // of the value, where there is a simple type
}

// attributeDecl is an attribute declaration (§3.2).
type attributeDecl struct {
	name  Name
	typ   *simpleType
	value *valueConstraint
}

// attributeUse is an attribute declaration as a complex type uses it (§3.5).
type attributeUse struct {
	decl     *attributeDecl
	symbol   symbol
	required bool
	value    *valueConstraint // of the use, else of the declaration
}

// processing says how strictly a wildcard judges what it lets in (§3.10.1).
type processing uint8

const (
	strict processing = iota
	lax
	skip
)

// wildcard is xs:any or xs:anyAttribute (§3.10).
type wildcard struct {
	not     bool // every namespace but those of spaces; ##any leaves out none
	spaces  map[string]bool
	process processing
}

// allows is cvc-wildcard-namespace.
func (w *wildcard) allows(space string) bool { return w.spaces[space] != w.not }

// intersect is the namespaces that both allow (cos-aw-intersect), with the processing of w.
func (w *wildcard) intersect(v *wildcard) *wildcard {
	out := &wildcard{process: w.process, not: w.not && v.not, spaces: map[string]bool{}}
	for _, x := range []*wildcard{w, v} {
		for space := range x.spaces {
			if out.not || w.allows(space) && v.allows(space) {
				out.spaces[space] = true
			}
		}
	}
	return out
}

// union is the namespaces that one of the two allows (cos-aw-union), with the processing of w.
func (w *wildcard) union(v *wildcard) *wildcard {
	out := &wildcard{process: w.process, not: w.not || v.not, spaces: map[string]bool{}}
	for _, x := range []*wildcard{w, v} {
		for space := range x.spaces {
			if allowed := w.allows(space) || v.allows(space); allowed != out.not {
				out.spaces[space] = true
			}
		}
	}
	return out
}

// contentKind is the {content type} of a complex type (§3.4.1).
type contentKind uint8

const (
	emptyContent contentKind = iota
	simpleContent
	elementContent
)

// typeDef is a type definition, simple or complex (§3.4, §3.14).
type typeDef struct {
	name     Name // empty for an anonymous type
	complex  bool
	simple   *simpleType // a simple type, or the simple content of a complex one
	base     *typeDef
	method   derivation // how it comes from base
	abstract bool
	block    derivation
	final    derivation
	kind     contentKind
	mixed    bool
	particle *particle
	model    *model
	uses     []*attributeUse
	required int
	anyAttr  *wildcard
}

// use finds the attribute use for a symbol, and its place in the list.
func (t *typeDef) use(s symbol) (int, *attributeUse) {
	for i, u := range t.uses {
		if u.symbol == s {
			return i, u
		}
	}
	return -1, nil
}

// derivedFrom says whether t comes from base by no method in blocked (Type Derivation OK, §3.4.6 and §3.14.6).
func (t *typeDef) derivedFrom(base *typeDef, blocked derivation) bool {
	for at := t; at != nil; at = at.base {
		if at == base {
			return true
		}
		if at.method&blocked != 0 {
			return false
		}
	}
	if base.simple == nil || base.complex || t.complex || base.simple.variety != unionVariety || len(base.simple.facets.checks) > 0 {
		return false
	}
	for _, member := range base.simple.members { // cos-st-derived-ok.2.2.4
		if t.derivedFrom(member.def, blocked) {
			return true
		}
	}
	return false
}

// particleKind is what a particle repeats (§3.9).
type particleKind uint8

const (
	elementParticle particleKind = iota
	wildcardParticle
	sequenceParticle
	choiceParticle
	allParticle
)

// unbounded is the maxOccurs of that name.
const unbounded = -1

// particle is a term with its occurrence.
type particle struct {
	kind     particleKind
	min, max int
	element  *elementDecl
	wildcard *wildcard
	kids     []*particle
	item     *item
}
