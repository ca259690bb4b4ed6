package xsd

// typeByName finds a type and starts building it later, so that elements may be of the type they stand in.
func (b *builder) typeByName(it *item, attr string) (*typeDef, error) {
	text, _ := it.attr(attr)
	n, err := it.qname(text)
	if err != nil {
		return nil, err
	}
	if t := b.builtin(n); t != nil {
		return t, nil
	}
	c, err := b.find(typeSpace, n, it)
	if err != nil {
		return nil, err
	}
	t := b.typeShell(n, c.item)
	if b.typeState[t] == unbuilt {
		b.waiting = append(b.waiting, func() error {
			_, err := b.complete(n, c.item)
			return err
		})
	}
	return t, nil
}

// builtin gives a type of the standard; a schema that is the schema for schemas itself may not replace them.
func (b *builder) builtin(n Name) *typeDef {
	if n.Space != schemaSpace {
		return nil
	}
	return b.s.types[n]
}

// typeShell gives the definition that belongs to an item, perhaps still empty.
func (b *builder) typeShell(n Name, it *item) *typeDef {
	t := b.types[it]
	if t == nil {
		t = &typeDef{name: n}
		b.types[it] = t
	}
	return t
}

// completeByName finds a type and builds it now, as bases need it.
func (b *builder) completeByName(it *item, attr string) (*typeDef, error) {
	text, ok := it.attr(attr)
	if !ok {
		return nil, it.fault("", it.name.Local+" without "+attr)
	}
	n, err := it.qname(text)
	if err != nil {
		return nil, err
	}
	if t := b.builtin(n); t != nil {
		return t, nil
	}
	c, err := b.find(typeSpace, n, it)
	if err != nil {
		return nil, err
	}
	if b.typeState[b.typeShell(n, c.item)] == building {
		return nil, it.fault("ct-props-correct.3", "type "+n.String()+" is derived from itself")
	}
	return b.complete(n, c.item)
}

// complete builds a simple or complex type from its item, once.
func (b *builder) complete(n Name, it *item) (*typeDef, error) {
	t := b.typeShell(n, it)
	if b.typeState[t] != unbuilt {
		return t, nil
	}
	b.typeState[t] = building
	leave, err := b.enter(it)
	if err != nil {
		return nil, err
	}
	defer leave()
	if it.is("simpleType") {
		err = b.fillSimple(t, it)
	} else {
		err = b.fillComplex(t, it)
	}
	b.typeState[t] = built
	return t, err
}

// complexBody is what a complex type definition says, whichever way it is written.
type complexBody struct {
	it     *item // holds the attributes: complexType, extension or restriction
	base   *typeDef
	method derivation
	mixed  bool
}

func (b *builder) fillComplex(t *typeDef, it *item) error {
	t.complex = true
	var err error
	if t.abstract, err = it.flag("abstract"); err != nil {
		return err
	}
	if t.block, err = derivations(it, "block", it.doc.block, byExtension|byRestriction); err != nil {
		return err
	}
	if t.final, err = derivations(it, "final", it.doc.final, byExtension|byRestriction); err != nil {
		return err
	}
	body, err := b.complexBody(it)
	if err != nil {
		return err
	}
	t.base, t.method = body.base, body.method
	if body.base.final&body.method != 0 {
		return it.fault("cos-ct-extends.1.1", "the base type is final")
	}
	if it.child("simpleContent") != nil {
		err = b.fillSimpleContent(t, body)
	} else {
		err = b.fillElementContent(t, body)
	}
	if err != nil {
		return err
	}
	return b.fillAttributes(t, body)
}

func (b *builder) complexBody(it *item) (complexBody, error) {
	body := complexBody{it: it, base: b.s.anyType, method: byRestriction}
	var err error
	if body.mixed, err = it.flag("mixed"); err != nil {
		return body, err
	}
	content := it.child("simpleContent", "complexContent")
	if content == nil {
		return body, nil
	}
	if _, ok := content.attr("mixed"); ok {
		if body.mixed, err = content.flag("mixed"); err != nil {
			return body, err
		}
	}
	if body.it = content.child("extension", "restriction"); body.it.is("extension") {
		body.method = byExtension
	}
	body.base, err = b.completeByName(body.it, "base")
	if err == nil && content.is("complexContent") && !body.base.complex {
		err = body.it.fault("src-ct.1", "the base of a complexContent must be a complex type")
	}
	return body, err
}

// fillSimpleContent is the first half of §3.4.2: complex types with simple content.
func (b *builder) fillSimpleContent(t *typeDef, body complexBody) error {
	t.kind = simpleContent
	base := body.base
	if body.method == byExtension {
		if t.simple = base.simple; t.simple == nil {
			return body.it.fault("src-ct.2", "the base of a simpleContent must have a simple type")
		}
		return nil
	}
	inner := body.it.child("simpleType")
	open := base.kind == elementContent && base.mixed && (base.particle == nil || emptiable(base.particle))
	switch {
	case !base.complex || base.kind != simpleContent && !(open && inner != nil):
		return body.it.fault("src-ct.2", "a simpleContent can only restrict simple content")
	case inner != nil:
		def, err := b.complete(Name{}, inner)
		if err != nil {
			return err
		}
		base = def
	}
	def := &typeDef{base: base, method: byRestriction}
	var err error
	t.simple, err = b.restrictSimple(def, base.simple, body.it)
	def.simple = t.simple
	return err
}

// emptiable is §3.9.6, Particle Emptiable.
func emptiable(p *particle) bool {
	if p.min == 0 || p.max == 0 {
		return true
	}
	switch p.kind {
	case elementParticle, wildcardParticle:
		return false
	case choiceParticle:
		for _, k := range p.kids {
			if emptiable(k) {
				return true
			}
		}
		return false
	}
	for _, k := range p.kids {
		if !emptiable(k) {
			return false
		}
	}
	return true
}

// fillElementContent is the second half of §3.4.2: the effective content, and what extension adds it to.
func (b *builder) fillElementContent(t *typeDef, body complexBody) error {
	own, err := b.contentOf(body.it)
	if err != nil {
		return err
	}
	if own != nil && nothing(own) {
		own = nil
	}
	t.mixed = body.mixed
	if own != nil || body.mixed {
		t.kind = elementContent
	}
	t.particle = own
	if body.method == byRestriction {
		return nil
	}
	return b.extendContent(t, body)
}

// nothing says whether the explicit content is empty (§3.4.2).
func nothing(p *particle) bool {
	if p.max == 0 {
		return true
	}
	return len(p.kids) == 0 && (p.kind == sequenceParticle || p.kind == allParticle || p.kind == choiceParticle && p.min == 0)
}

func (b *builder) extendContent(t *typeDef, body complexBody) error {
	base := body.base
	switch {
	case base.kind == simpleContent:
		return body.it.fault("cos-ct-extends.1.4", "a complexContent cannot extend simple content")
	case t.particle == nil:
		t.kind, t.mixed, t.particle = base.kind, base.mixed, base.particle
		return nil
	case base.kind == emptyContent:
		return nil
	case base.mixed != t.mixed:
		return body.it.fault("cos-ct-extends.1.4.2.2.2.1", "base and extension must both be mixed, or none")
	case base.particle == nil:
		return nil
	case base.particle.kind == allParticle || t.particle.kind == allParticle:
		return body.it.fault("cos-all-limited.1", "xs:all cannot be extended")
	}
	t.particle = &particle{kind: sequenceParticle, min: 1, max: 1, kids: []*particle{base.particle, t.particle}, item: body.it}
	return nil
}
