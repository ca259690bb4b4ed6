package xsd

import "github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"

// globalElement builds a declaration at the top of a schema, once.
func (b *builder) globalElement(n Name, it *item) (*elementDecl, error) {
	if e := b.elements[it]; e != nil {
		return e, nil
	}
	return b.declare(n, it)
}

// element builds the declaration of a particle: local, or a reference to a global one (§3.3.2).
func (b *builder) element(it *item) (*elementDecl, error) {
	if _, ok := it.attr("ref"); ok {
		for _, other := range []string{"name", "type", "nillable", "default", "fixed", "form", "block"} {
			if _, has := it.attr(other); has {
				return nil, it.fault("src-element.2.2", "ref excludes "+other)
			}
		}
		if len(it.kids) > 0 && it.child("annotation") == nil {
			return nil, it.fault("src-element.2.2", "ref excludes a type")
		}
		n, c, err := b.reference(it, "ref", elementSpace)
		if err != nil {
			return nil, err
		}
		return b.globalElement(n, c.item)
	}
	if e := b.elements[it]; e != nil {
		return e, nil
	}
	local, ok := it.attr("name")
	if !ok || !xmltext.IsNCName(local) {
		return nil, it.fault("src-element.2.1", "element without name or ref")
	}
	n := Name{Local: local}
	if it.qualified(it.doc.elementsQualified) {
		n.Space = it.doc.target
	}
	return b.declare(n, it)
}

// qualified reads form, with the default of the schema document.
func (it *item) qualified(otherwise bool) bool {
	form, ok := it.attr("form")
	return form == "qualified" || !ok && otherwise
}

func (b *builder) declare(n Name, it *item) (*elementDecl, error) {
	e := &elementDecl{name: n, item: it, symbol: b.s.symbols.add(n)}
	e.members = map[symbol]*elementDecl{e.symbol: e}
	b.elements[it] = e
	var err error
	if e.nillable, err = it.flag("nillable"); err != nil {
		return nil, err
	}
	if e.abstract, err = it.flag("abstract"); err != nil {
		return nil, err
	}
	if e.block, err = derivations(it, "block", it.doc.block, byExtension|byRestriction|bySubstitution); err != nil {
		return nil, err
	}
	if e.final, err = derivations(it, "final", it.doc.final, byExtension|byRestriction); err != nil {
		return nil, err
	}
	if e.value, err = valueConstraintOf(it); err != nil {
		return nil, err
	}
	if err = b.setHead(e, it); err != nil {
		return nil, err
	}
	if e.typ, err = b.elementType(e, it); err != nil {
		return nil, err
	}
	e.constraints, err = b.constraintsOf(it)
	return e, err
}

func (b *builder) setHead(e *elementDecl, it *item) error {
	if _, ok := it.attr("substitutionGroup"); !ok {
		return nil
	}
	n, c, err := b.reference(it, "substitutionGroup", elementSpace)
	if err != nil {
		return err
	}
	e.head, err = b.globalElement(n, c.item)
	return err
}

// elementType is the type written, or that of the substitution group, or anyType. The head's type may not be
// known yet when declarations refer to each other in a circle, which is refused later.
func (b *builder) elementType(e *elementDecl, it *item) (*typeDef, error) {
	inline := it.child("simpleType", "complexType")
	_, named := it.attr("type")
	switch {
	case named && inline != nil:
		return nil, it.fault("src-element.3", "type and an inline type exclude each other")
	case named:
		return b.typeByName(it, "type")
	case inline != nil:
		t := b.typeShell(Name{}, inline)
		if b.typeState[t] == unbuilt {
			b.waiting = append(b.waiting, func() error {
				_, err := b.complete(Name{}, inline)
				return err
			})
		}
		return t, nil
	case e.head != nil && e.head.typ == nil:
		return nil, it.fault("e-props-correct.6", "substitution groups in a circle")
	case e.head != nil:
		return e.head.typ, nil
	}
	return b.s.anyType, nil
}

// joinSubstitutions fills the substitution groups (§3.3.6, Substitution Group OK).
func (b *builder) joinSubstitutions() error {
	for _, it := range inOrder(b.elements) {
		e := b.elements[it]
		steps := 0
		for head := e.head; head != nil; head = head.head {
			if steps++; head == e || steps > len(b.elements) {
				return e.item.fault("e-props-correct.6", "substitution groups in a circle")
			}
			if steps == 1 && !e.typ.derivedFrom(head.typ, head.final) {
				return e.item.fault("e-props-correct.4", "type is not derived from that of the substitution group, or the group is final")
			}
			if substitutable(e, head) {
				head.members[e.symbol] = e
			}
		}
	}
	return nil
}

// substitutable is cos-equiv-derived-ok-rec: the derivation may use nothing that head or the types on the way forbid.
func substitutable(e, head *elementDecl) bool {
	blocked := head.block
	if blocked&bySubstitution != 0 {
		return false
	}
	for t := e.typ; t != nil && t != head.typ; t = t.base {
		if t.base != nil {
			blocked |= t.base.block
		}
	}
	return e.typ.derivedFrom(head.typ, blocked)
}

// compileModels makes the content models once all declarations are there.
func (b *builder) compileModels() error {
	for _, it := range inOrder(b.types) {
		t := b.types[it]
		if t.kind != elementContent {
			continue
		}
		var err error
		if t.model, err = compile(t.particle, b.s.symbols, it); err != nil {
			return err
		}
	}
	return b.checkValues()
}

// checkValues is e-props-correct.2 and a-props-correct.2: a default or fixed value must be valid itself.
func (b *builder) checkValues() error {
	for _, it := range inOrder(b.elements) {
		e := b.elements[it]
		if e.value == nil {
			continue
		}
		if e.typ.simple == nil {
			if e.typ.kind != elementContent || !e.typ.mixed {
				return it.fault("cos-valid-default.2.1", "a default needs a simple type or mixed content")
			}
			continue
		}
		if err := b.checkValue(it, e.typ.simple, e.value); err != nil {
			return err
		}
	}
	for _, it := range inOrder(b.attributes) {
		if a := b.attributes[it]; a.value != nil {
			if err := b.checkValue(it, a.typ, a.value); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *builder) checkValue(it *item, t *simpleType, v *valueConstraint) error {
	val, flaw := t.check(v.text, b.scopeAt(it))
	if flaw != nil {
		return it.fault("cos-valid-default.1", "the default or fixed value is not of the type")
	}
	v.key = val.key()
	return nil
}

// scopeAt lets values inside a schema use the prefixes of their place.
func (b *builder) scopeAt(it *item) *scope {
	return &scope{notations: b.s.notations, resolve: func(prefix string) (string, bool) {
		n, ok := it.resolve(prefix, "")
		return n.Space, ok
	}}
}
