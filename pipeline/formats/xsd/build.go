package xsd

import (
	"slices"
	"strings"
)

// maxGroupDepth bounds how deep named groups and types may refer to each other.
const maxGroupDepth = 500

// builder turns registered components into a schema.
type builder struct {
	l           *loader
	s           *Schema
	types       map[*item]*typeDef
	typeState   map[*typeDef]progress
	elements    map[*item]*elementDecl
	attributes  map[*item]*attributeDecl
	groups      map[*item]*particle
	attrGroups  map[*item]*attributeSet
	busy        map[*item]bool // groups being built, to find circles
	redefined   map[*item]*component
	waiting     []func() error       // types that were referred to before they were built
	constraints map[Name]*constraint // by name
	depth       int
}

// progress of a type definition.
type progress uint8

const (
	unbuilt progress = iota
	building
	built
)

func newBuilder(l *loader) *builder {
	b := &builder{
		l: l, types: map[*item]*typeDef{}, typeState: map[*typeDef]progress{}, elements: map[*item]*elementDecl{},
		attributes: map[*item]*attributeDecl{}, groups: map[*item]*particle{}, attrGroups: map[*item]*attributeSet{},
		busy: map[*item]bool{}, constraints: map[Name]*constraint{}, redefined: map[*item]*component{},
		s: &Schema{
			elements: map[Name]*elementDecl{}, attributes: map[Name]*attributeDecl{}, types: map[Name]*typeDef{},
			notations: map[Name]bool{}, symbols: newSymbolTable(),
		},
	}
	b.s.symbols.addSpace("")
	b.addBuiltins()
	for _, byName := range l.found {
		for _, c := range byName {
			for ; c.original != nil; c = c.original {
				b.redefined[c.item] = c
			}
		}
	}
	return b
}

// build makes every component, then what needs all of them: substitution groups, content models, keyrefs.
func (b *builder) build() (*Schema, error) {
	steps := []func() error{
		b.buildNotations, b.buildTypes, b.buildElements, b.buildAttributes, b.buildGroups,
		b.drain, b.joinSubstitutions, b.compileModels, b.checkConstraints,
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return b.s, nil
}

// sorted gives the components of a space in an order that does not change from run to run, so that of several
// faults the same one is always told.
func (b *builder) sorted(space symbolSpace) []Name {
	byItem := map[*item]Name{}
	for n, c := range b.l.found[space] {
		byItem[c.item] = n
	}
	names := make([]Name, 0, len(byItem))
	for _, it := range inOrder(byItem) {
		names = append(names, byItem[it])
	}
	return names
}

// inOrder gives items by file and line, so that of several faults the same one is told in every run.
func inOrder[T any](m map[*item]T) []*item {
	items := make([]*item, 0, len(m))
	for it := range m {
		items = append(items, it)
	}
	slices.SortFunc(items, func(a, c *item) int {
		if a.doc != c.doc {
			return strings.Compare(a.doc.file, c.doc.file)
		}
		return a.line - c.line
	})
	return items
}

func (b *builder) buildNotations() error {
	for n := range b.l.found[notationSpace] {
		b.s.notations[n] = true
	}
	return nil
}

func (b *builder) buildTypes() error {
	for _, n := range b.sorted(typeSpace) {
		t, err := b.complete(n, b.l.found[typeSpace][n].item)
		if err != nil {
			return err
		}
		b.s.types[n] = t
	}
	return nil
}

func (b *builder) buildElements() error {
	for _, n := range b.sorted(elementSpace) {
		e, err := b.globalElement(n, b.l.found[elementSpace][n].item)
		if err != nil {
			return err
		}
		b.s.elements[n] = e
	}
	return nil
}

func (b *builder) buildAttributes() error {
	for _, n := range b.sorted(attributeSpace) {
		a, err := b.globalAttribute(n, b.l.found[attributeSpace][n].item)
		if err != nil {
			return err
		}
		b.s.attributes[n] = a
		b.s.symbols.add(n)
	}
	return nil
}

// buildGroups builds groups that nothing refers to as well, so that their faults are told.
func (b *builder) buildGroups() error {
	for _, n := range b.sorted(groupSpace) {
		if _, err := b.group(n, b.l.found[groupSpace][n].item); err != nil {
			return err
		}
	}
	for _, n := range b.sorted(attrGroupSpace) {
		if _, err := b.attributeGroup(n, b.l.found[attrGroupSpace][n].item); err != nil {
			return err
		}
	}
	return nil
}

// drain builds what was put off, and what that puts off in turn.
func (b *builder) drain() error {
	for len(b.waiting) > 0 {
		next := b.waiting[len(b.waiting)-1]
		b.waiting = b.waiting[:len(b.waiting)-1]
		if err := next(); err != nil {
			return err
		}
	}
	return nil
}

// find resolves a reference at an item (src-resolve). Inside a redefinition its own name means what it redefines.
func (b *builder) find(space symbolSpace, n Name, at *item) (*component, error) {
	doc := at.doc
	if n.Space != doc.target && !doc.imports[n.Space] && n.Space != schemaSpace {
		return nil, at.fault("src-resolve.4", "namespace of "+n.String()+" is not imported")
	}
	top := at
	for top.parent != nil && !top.parent.is("schema") && !top.parent.is("redefine") {
		top = top.parent
	}
	if c := b.redefined[top]; c != nil && spaceOf[top.name.Local] == space && n == (Name{doc.target, top.attrOr("name", "")}) {
		return c.original, nil
	}
	c := b.l.found[space][n]
	if c == nil {
		return nil, at.fault("src-resolve.1", string(space)+" "+n.String()+" does not exist")
	}
	return c, nil
}

// reference reads a QName attribute and finds what it names.
func (b *builder) reference(it *item, attr string, space symbolSpace) (Name, *component, error) {
	text, _ := it.attr(attr)
	n, err := it.qname(text)
	if err != nil {
		return n, nil, err
	}
	c, err := b.find(space, n, it)
	return n, c, err
}

// enter guards the recursion over what the schema nests.
func (b *builder) enter(at *item) (leave func(), err error) {
	if b.depth++; b.depth > maxGroupDepth {
		return nil, at.fault("", "components nested too deeply")
	}
	return func() { b.depth-- }, nil
}

// derivations reads a block or final attribute; the schema's default applies where it is not written.
func derivations(it *item, attr, otherwise string, allowed derivation) (derivation, error) {
	var set derivation
	for word := range strings.FieldsSeq(it.attrOr(attr, otherwise)) {
		bit, ok := map[string]derivation{
			"#all": allowed, "extension": byExtension, "restriction": byRestriction,
			"substitution": bySubstitution, "list": byList, "union": byUnion,
		}[word]
		if !ok {
			return 0, it.fault("", attr+" has an unknown word: "+word)
		}
		set |= bit & allowed
	}
	return set, nil
}

// valueConstraintOf reads default and fixed (src-element.1, src-attribute.1).
func valueConstraintOf(it *item) (*valueConstraint, error) {
	fixed, isFixed := it.lookup(Name{Local: "fixed"})
	otherwise, isDefault := it.lookup(Name{Local: "default"})
	switch {
	case isFixed && isDefault:
		return nil, it.fault("src-element.1", "default and fixed exclude each other")
	case isFixed:
		return &valueConstraint{text: fixed, fixed: true}, nil
	case isDefault:
		return &valueConstraint{text: otherwise}, nil
	}
	return nil, nil
}
