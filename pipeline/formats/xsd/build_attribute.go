package xsd

import "github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"

// attributeSet is what an attribute group, or the attributes of a type, come to (§3.6).
type attributeSet struct {
	uses       []*attributeUse
	prohibited map[Name]bool
	wildcard   *wildcard
}

func (b *builder) globalAttribute(n Name, it *item) (*attributeDecl, error) {
	if a := b.attributes[it]; a != nil {
		return a, nil
	}
	return b.declareAttribute(n, it)
}

func (b *builder) declareAttribute(n Name, it *item) (*attributeDecl, error) {
	if n.Local == "xmlns" {
		return nil, it.fault("no-xmlns", "an attribute cannot be named xmlns")
	}
	if n.Space == instanceSpace {
		return nil, it.fault("no-xsi", "the xsi namespace is not for declarations")
	}
	a := &attributeDecl{name: n}
	b.attributes[it] = a
	var err error
	if a.value, err = valueConstraintOf(it); err != nil {
		return nil, err
	}
	def := b.s.types[Name{schemaSpace, "anySimpleType"}]
	inline := it.child("simpleType")
	_, named := it.attr("type")
	switch {
	case named && inline != nil:
		return nil, it.fault("src-attribute.4", "type and an inline type exclude each other")
	case named:
		def, err = b.completeByName(it, "type")
	case inline != nil:
		def, err = b.complete(Name{}, inline)
	}
	if err != nil {
		return nil, err
	}
	if def.complex {
		return nil, it.fault("src-resolve", "the type of an attribute must be simple")
	}
	if a.typ = def.simple; a.value != nil && a.typ.identity == isID {
		return nil, it.fault("a-props-correct.3", "an ID cannot have a default")
	}
	return a, nil
}

// attributeUse builds xs:attribute inside a type or group; nil stands for use="prohibited" (§3.2.2).
func (b *builder) attributeUse(it *item) (*attributeUse, Name, error) {
	use := it.attrOr("use", "optional")
	if use != "optional" && use != "required" && use != "prohibited" {
		return nil, Name{}, it.fault("", "unknown use: "+use)
	}
	decl, err := b.attributeOf(it)
	if err != nil {
		return nil, Name{}, err
	}
	u := &attributeUse{decl: decl, symbol: b.s.symbols.add(decl.name), required: use == "required", value: decl.value}
	if own, err := valueConstraintOf(it); err != nil {
		return nil, decl.name, err
	} else if own != nil {
		if use == "required" && !own.fixed {
			return nil, decl.name, it.fault("src-attribute.2", "a required attribute cannot have a default")
		}
		u.value = own
		if err := b.checkValue(it, decl.typ, own); err != nil {
			return nil, decl.name, err
		}
	}
	if use == "prohibited" {
		return nil, decl.name, nil
	}
	return u, decl.name, nil
}

func (b *builder) attributeOf(it *item) (*attributeDecl, error) {
	local, named := it.attr("name")
	_, referring := it.attr("ref")
	if named == referring {
		return nil, it.fault("src-attribute.3.1", "an attribute needs either name or ref")
	}
	if referring {
		return b.attributeRef(it)
	}
	if !xmltext.IsNCName(local) {
		return nil, it.fault("", "attribute without a proper name")
	}
	if a := b.attributes[it]; a != nil {
		return a, nil
	}
	n := Name{Local: local}
	if it.qualified(it.doc.attributesQualified) {
		n.Space = it.doc.target
	}
	return b.declareAttribute(n, it)
}

func (b *builder) attributeRef(it *item) (*attributeDecl, error) {
	for _, other := range []string{"type", "form"} {
		if _, has := it.attr(other); has {
			return nil, it.fault("src-attribute.3.2", "ref excludes "+other)
		}
	}
	text, _ := it.attr("ref")
	n, err := it.qname(text)
	if err != nil {
		return nil, err
	}
	if n.Space == xmlSpace && b.l.found[attributeSpace][n] == nil {
		if a := b.xmlAttribute(n.Local); a != nil {
			return a, nil
		}
	}
	c, err := b.find(attributeSpace, n, it)
	if err != nil {
		return nil, err
	}
	return b.globalAttribute(n, c.item)
}

// xmlAttribute declares the attributes of the xml namespace for schemas whose import of it names no document.
func (b *builder) xmlAttribute(local string) *attributeDecl {
	n := Name{xmlSpace, local}
	if a := b.s.attributes[n]; a != nil {
		return a
	}
	typ, ok := map[string]string{"lang": "language", "space": "NCName", "base": "anyURI", "id": "ID"}[local]
	if !ok {
		return nil
	}
	a := &attributeDecl{name: n, typ: b.s.types[Name{schemaSpace, typ}].simple}
	b.s.attributes[n] = a
	return a
}

// attributeGroup builds a named attribute group, once.
func (b *builder) attributeGroup(n Name, it *item) (*attributeSet, error) {
	if set := b.attrGroups[it]; set != nil {
		return set, nil
	}
	if b.busy[it] {
		return nil, it.fault("src-attribute_group.3", "attribute group "+n.String()+" contains itself")
	}
	b.busy[it] = true
	set, err := b.attributeSet(it)
	b.attrGroups[it] = set
	return set, err
}

// attributeSet collects the attributes written in an item (§3.4.2, {attribute uses}).
func (b *builder) attributeSet(it *item) (*attributeSet, error) {
	set := &attributeSet{prohibited: map[Name]bool{}}
	for _, k := range it.kids {
		var err error
		switch k.name.Local {
		case "attribute":
			var u *attributeUse
			var n Name
			if u, n, err = b.attributeUse(k); err == nil {
				err = set.add(u, n, k)
			}
		case "attributeGroup":
			err = b.addGroup(set, k)
		case "anyAttribute":
			var w *wildcard
			if w, err = b.wildcard(k); err == nil {
				set.addWildcard(w, true)
			}
		}
		if err != nil {
			return nil, err
		}
	}
	return set, nil
}

func (b *builder) addGroup(set *attributeSet, it *item) error {
	n, c, err := b.reference(it, "ref", attrGroupSpace)
	if err != nil {
		return err
	}
	group, err := b.attributeGroup(n, c.item)
	if err != nil {
		return err
	}
	for _, u := range group.uses {
		if err := set.add(u, u.decl.name, it); err != nil {
			return err
		}
	}
	if group.wildcard != nil {
		set.addWildcard(group.wildcard, false)
	}
	return nil
}

func (s *attributeSet) add(u *attributeUse, n Name, it *item) error {
	if u == nil {
		s.prohibited[n] = true
		return nil
	}
	for _, there := range s.uses {
		if there.decl.name == n {
			if there == u {
				return nil
			}
			return it.fault("ct-props-correct.4", "attribute "+n.String()+" is declared twice")
		}
	}
	s.uses = append(s.uses, u)
	return nil
}

// addWildcard makes the complete wildcard: what all of them allow, judged as the one written here says, else the
// first group's.
func (s *attributeSet) addWildcard(w *wildcard, own bool) {
	switch {
	case s.wildcard == nil:
		s.wildcard = w
	case own:
		s.wildcard = w.intersect(s.wildcard)
	default:
		s.wildcard = s.wildcard.intersect(w)
	}
}

// fillAttributes adds what the base type hands down (§3.4.2).
func (b *builder) fillAttributes(t *typeDef, body complexBody) error {
	set, err := b.attributeSet(body.it)
	if err != nil {
		return err
	}
	base := body.base
	if body.method == byExtension {
		for _, u := range base.uses {
			if err := set.add(u, u.decl.name, body.it); err != nil {
				return err
			}
		}
		switch {
		case set.wildcard == nil:
			set.wildcard = base.anyAttr
		case base.anyAttr != nil:
			set.wildcard = set.wildcard.union(base.anyAttr)
		}
	} else if err := set.inherit(base, body.it); err != nil {
		return err
	}
	t.uses, t.anyAttr = set.uses, set.wildcard
	return t.countAttributes(body.it)
}

// inherit keeps what a restriction does not mention; what it does mention must be there to restrict
// (derivation-ok-restriction.2, .3).
func (s *attributeSet) inherit(base *typeDef, it *item) error {
	own := map[Name]*attributeUse{}
	for _, u := range s.uses {
		own[u.decl.name] = u
		if !base.hasAttribute(u.decl.name) {
			return it.fault("derivation-ok-restriction.2.2", "the base has no attribute "+u.decl.name.String())
		}
	}
	for _, u := range base.uses {
		n := u.decl.name
		switch {
		case own[n] != nil:
			if u.required && !own[n].required {
				return it.fault("derivation-ok-restriction.2.1.1", "attribute "+n.String()+" is required in the base")
			}
		case s.prohibited[n]:
			if u.required {
				return it.fault("derivation-ok-restriction.3", "attribute "+n.String()+" is required in the base")
			}
		default:
			s.uses = append(s.uses, u)
		}
	}
	return nil
}

func (t *typeDef) hasAttribute(n Name) bool {
	for _, u := range t.uses {
		if u.decl.name == n {
			return true
		}
	}
	return t.anyAttr != nil && t.anyAttr.allows(n.Space)
}

// countAttributes notes how many are required, and refuses a second ID (ct-props-correct.5).
func (t *typeDef) countAttributes(it *item) error {
	ids := 0
	for _, u := range t.uses {
		if u.required {
			t.required++
		}
		if u.decl.typ.identity == isID {
			ids++
		}
	}
	if ids > 1 {
		return it.fault("ct-props-correct.5", "two attributes of type ID")
	}
	return nil
}
