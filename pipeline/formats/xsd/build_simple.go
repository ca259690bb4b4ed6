package xsd

import (
	"slices"
	"strconv"
	"strings"
)

func (b *builder) fillSimple(t *typeDef, it *item) error {
	var err error
	if t.final, err = derivations(it, "final", it.doc.final, byRestriction|byList|byUnion); err != nil {
		return err
	}
	t.base, t.method = b.s.types[Name{schemaSpace, "anySimpleType"}], byRestriction
	switch how := it.child("restriction", "list", "union"); how.name.Local {
	case "restriction":
		t.base, err = b.simpleReference(how, "base", byRestriction)
		if err == nil {
			t.simple, err = b.restrictSimple(t, t.base.simple, how)
		}
	case "list":
		t.simple, err = b.listOf(t, how)
	default:
		t.simple, err = b.unionOf(t, how)
	}
	return err
}

// simpleReference gives the simple type that an attribute names, or that stands inside.
func (b *builder) simpleReference(it *item, attr string, method derivation) (*typeDef, error) {
	var def *typeDef
	var err error
	inner := it.child("simpleType")
	_, named := it.attr(attr)
	switch {
	case named == (inner != nil):
		return nil, it.fault("src-simple-type", "either "+attr+" or an inline type is needed")
	case named:
		def, err = b.completeByName(it, attr)
	default:
		def, err = b.complete(Name{}, inner)
	}
	switch {
	case err != nil:
		return nil, err
	case def.complex || def.simple == nil:
		return nil, it.fault("st-props-correct.1", "a simple type is needed")
	case def.final&method != 0:
		return nil, it.fault("st-props-correct.3", "type "+def.name.String()+" is final")
	}
	return def, nil
}

func (b *builder) listOf(t *typeDef, it *item) (*simpleType, error) {
	def, err := b.simpleReference(it, "itemType", byList)
	if err != nil {
		return nil, err
	}
	if hasList(def.simple, 0) {
		return nil, it.fault("cos-list-of-atomic", "a list of lists")
	}
	return &simpleType{def: t, variety: listVariety, itemType: def.simple, white: collapseSpace}, nil
}

func hasList(t *simpleType, depth int) bool {
	return t.variety == listVariety || depth < maxGroupDepth && slices.ContainsFunc(t.members, func(m *simpleType) bool {
		return hasList(m, depth+1)
	})
}

func (b *builder) unionOf(t *typeDef, it *item) (*simpleType, error) {
	s := &simpleType{def: t, variety: unionVariety, white: preserve}
	members, _ := it.attr("memberTypes")
	for name := range strings.FieldsSeq(members) {
		ref := *it
		ref.attrs = []itemAttr{{Name{Local: "memberTypes"}, name}}
		ref.kids = nil
		def, err := b.simpleReference(&ref, "memberTypes", byUnion)
		if err != nil {
			return nil, err
		}
		s.members = append(s.members, def.simple)
	}
	for _, k := range it.kids {
		if !k.is("simpleType") {
			continue
		}
		def, err := b.complete(Name{}, k)
		if err != nil {
			return nil, err
		}
		s.members = append(s.members, def.simple)
	}
	if len(s.members) == 0 {
		return nil, it.fault("src-union-memberTypes-or-simpleTypes", "a union without members")
	}
	return s, nil
}

// restrictSimple makes a copy of base and adds the facets of an xs:restriction (§3.14.2, Part 2 §4.3).
func (b *builder) restrictSimple(def *typeDef, base *simpleType, it *item) (*simpleType, error) {
	if base == nil {
		return nil, it.fault("st-props-correct.1", "a simple type is needed")
	}
	t := *base
	t.def = def
	t.facets.checks = slices.Clip(t.facets.checks)
	r := &restriction{b: b, base: base, t: &t}
	for _, k := range it.kids {
		if slices.Contains(strings.Split(facetNames, "|"), k.name.Local) {
			if err := r.facet(k); err != nil {
				return nil, err
			}
		}
	}
	return &t, r.finish(it)
}

// restriction is one derivation step with its facets.
type restriction struct {
	b        *builder
	base, t  *simpleType
	patterns []string
	allowed  map[string]bool
	seen     []string
}

// facetsFor says which facets a type takes (Part 2 §4.1.5).
func facetsFor(t *simpleType) []string {
	common := []string{"pattern", "enumeration", "whiteSpace"}
	lengths := []string{"length", "minLength", "maxLength"}
	switch {
	case t.variety == unionVariety:
		return common[:2]
	case t.variety == listVariety:
		return append(common, lengths...)
	case t.primitive.compare != nil:
		common = append(common, "minInclusive", "minExclusive", "maxInclusive", "maxExclusive")
		if t.primitive == decimalPrimitive {
			common = append(common, "totalDigits", "fractionDigits")
		}
		return common
	case t.primitive.name == "boolean":
		return []string{"pattern", "whiteSpace"}
	}
	return append(common, lengths...)
}

func (r *restriction) facet(it *item) error {
	name := it.name.Local
	if !slices.Contains(facetsFor(r.base), name) {
		return it.fault("cos-applicable-facets", "facet "+name+" does not apply to this type")
	}
	raw, ok := it.lookup(Name{Local: "value"})
	if !ok {
		return it.fault("", name+" without value")
	}
	if name != "pattern" && name != "enumeration" {
		if slices.Contains(r.seen, name) {
			return it.fault("", "facet "+name+" twice")
		}
		r.seen = append(r.seen, name)
	}
	switch name {
	case "pattern":
		r.patterns = append(r.patterns, raw)
		return nil
	case "enumeration":
		return r.enumerate(it, raw)
	case "whiteSpace":
		return r.whiteSpace(it, collapse(raw))
	case "minInclusive", "minExclusive", "maxInclusive", "maxExclusive":
		return r.bound(it, raw)
	}
	n, err := nonNegative(it, name, collapse(raw))
	if err == nil && name == "totalDigits" && n == 0 {
		err = it.fault("", "totalDigits must be positive")
	}
	r.t.facets.checks = append(r.t.facets.checks, facetCheck{name: name, limit: strconv.Itoa(n), count: n})
	return err
}

// enumerate adds a value; it must be one of the base type (enumeration-valid-restriction).
func (r *restriction) enumerate(it *item, raw string) error {
	v, flaw := r.base.check(raw, r.b.scopeAt(it))
	if flaw != nil {
		return it.fault("enumeration-valid-restriction", "not a value of the base type: "+raw)
	}
	if r.allowed == nil {
		r.allowed = map[string]bool{}
	}
	r.allowed[v.key()] = true
	return nil
}

func (r *restriction) whiteSpace(it *item, text string) error {
	white, ok := map[string]whiteSpace{"preserve": preserve, "replace": replaceSpace, "collapse": collapseSpace}[text]
	if !ok || white < r.base.white {
		return it.fault("whiteSpace-valid-restriction", "whiteSpace cannot be "+text+" here")
	}
	r.t.white = white
	return nil
}

func (r *restriction) bound(it *item, raw string) error {
	text := collapse(raw)
	// A bound may equal an exclusive bound of the base, so it is judged as a value of the primitive type.
	v, code := r.base.primitive.parse(text, r.b.scopeAt(it))
	if code != "" {
		return it.fault(it.name.Local+"-valid-restriction", "not a value of the base type: "+raw)
	}
	v.primitive = r.base.primitive
	r.t.facets.checks = append(r.t.facets.checks, facetCheck{name: it.name.Local, limit: text, bound: v})
	return nil
}

// finish adds patterns and enumeration, each one check, and looks for facets that contradict each other.
func (r *restriction) finish(it *item) error {
	checks := &r.t.facets.checks
	if r.patterns != nil {
		re, err := compilePattern(r.patterns)
		if err != nil {
			return it.child("pattern").fault("src-pattern-value", err.Error())
		}
		*checks = append(*checks, facetCheck{name: "pattern", limit: strings.Join(r.patterns, "|"), pattern: re})
	}
	if r.allowed != nil {
		*checks = append(*checks, facetCheck{name: "enumeration", allowed: r.allowed})
	}
	if low, high := r.find("minInclusive", "minExclusive"), r.find("maxInclusive", "maxExclusive"); low != nil && high != nil {
		if order, ok := r.t.primitive.compare(low.bound, high.bound); ok && order > 0 {
			return it.fault("minInclusive-less-than-equal-to-maxInclusive", "the bounds exclude every value")
		}
	}
	if low, high := r.find("minLength"), r.find("maxLength"); low != nil && high != nil && low.count > high.count {
		return it.fault("minLength-less-than-equal-to-maxLength", "the lengths exclude every value")
	}
	for _, pair := range [][2]string{{"minInclusive", "minExclusive"}, {"maxInclusive", "maxExclusive"}} {
		if slices.Contains(r.seen, pair[0]) && slices.Contains(r.seen, pair[1]) {
			return it.fault(pair[0]+"-"+pair[1], pair[0]+" and "+pair[1]+" exclude each other")
		}
	}
	return nil
}

func (r *restriction) find(names ...string) *facetCheck {
	for i := range r.t.facets.checks {
		if c := &r.t.facets.checks[i]; slices.Contains(names, c.name) && slices.Contains(r.seen, c.name) {
			return c
		}
	}
	return nil
}
