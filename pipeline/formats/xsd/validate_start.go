package xsd

import (
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
)

// docAttr is an attribute of the element at hand, its name resolved.
type docAttr struct {
	raw  *xmltext.Attr
	name *docName
}

// start takes a start tag.
func (v *validator) start() error {
	if len(v.frames) == cap(v.frames) {
		v.frames = append(v.frames, frame{})
	} else {
		v.frames = v.frames[:len(v.frames)+1]
	}
	f := &v.frames[len(v.frames)-1]
	*f = frame{
		counts: f.counts[:0], spaces: len(v.spaces), gen: v.gen, spelling: v.src.Name(), typ: v.schema.anyType,
		tables: len(v.tables), targets: len(v.targets),
	}
	f.line, f.col = v.src.Position(0)
	f.tagEnd = f.line + v.src.TagLines()
	v.number(f)
	if err := v.bind(); err != nil {
		v.frames = v.frames[:len(v.frames)-1]
		return err
	}
	if err := v.resolveNames(f); err != nil {
		v.frames = v.frames[:len(v.frames)-1]
		return err
	}
	v.place(f)
	v.settleType(f)
	v.openConstraints(f)
	if f.treatment == judged {
		v.checkAttributes(f)
		v.prepareContent(f)
	}
	v.matchFields(f)
	return v.overfull()
}

// number counts the element among its siblings of the same name.
func (v *validator) number(f *frame) {
	f.number = 1
	if len(v.frames) == 1 {
		return
	}
	parent := &v.frames[len(v.frames)-2]
	for i := range parent.counts {
		if parent.counts[i].spelling == f.spelling {
			parent.counts[i].n++
			f.number = parent.counts[i].n
			return
		}
	}
	if len(parent.counts) >= namesCounted {
		f.number = 0
		return
	}
	parent.counts = append(parent.counts, childCount{f.spelling, 1})
}

// bind puts the namespace declarations of the tag in force (Namespaces in XML §2, §3).
func (v *validator) bind() error {
	attrs := v.src.Attrs()
	for i := range attrs {
		a := &attrs[i]
		prefix := a.Name.Local
		switch {
		case a.Name.Prefix == "xmlns":
		case a.Name.Raw == "xmlns":
			prefix = ""
		default:
			continue
		}
		space := string(a.Value)
		if prefix == "xmlns" || space == xmlnsSpace || (prefix == "xml") != (space == xmlSpace) || space == "" && prefix != "" {
			return v.fault(NotWellFormed, "namespace declaration that is not allowed")
		}
		v.spaces = append(v.spaces, binding{prefix, space})
	}
	if len(v.spaces) > v.frames[len(v.frames)-1].spaces {
		v.top++
		v.gen = v.top
	}
	return nil
}

// lookup finds the namespace of a prefix.
func (v *validator) lookup(prefix string) (string, bool) {
	for i := len(v.spaces) - 1; i >= 0; i-- {
		if v.spaces[i].prefix == prefix {
			return v.spaces[i].space, true
		}
	}
	if prefix == "xml" {
		return xmlSpace, true
	}
	return "", prefix == ""
}

// resolveNames resolves the element and its attributes, and refuses an attribute that stands twice.
func (v *validator) resolveNames(f *frame) error {
	known := v.resolve(f.spelling)
	if known == nil {
		return v.fault(NotWellFormed, "prefix "+f.spelling.Prefix+" is not bound")
	}
	f.name = known.element
	v.attrs = v.attrs[:0]
	attrs := v.src.Attrs()
	for i := range attrs {
		a := &attrs[i]
		if a.Name.Prefix == "xmlns" || a.Name.Raw == "xmlns" {
			for j := range i {
				if attrs[j].Name == a.Name {
					return v.fault(NotWellFormed, "attribute "+a.Name.Raw+" twice")
				}
			}
			continue
		}
		if known = v.resolve(a.Name); known == nil {
			return v.fault(NotWellFormed, "prefix "+a.Name.Prefix+" is not bound")
		}
		name := known.attribute
		for j := range v.attrs {
			if v.attrs[j].name.name == name.name {
				return v.fault(NotWellFormed, "attribute "+a.Name.Raw+" twice")
			}
		}
		v.attrs = append(v.attrs, docAttr{a, name})
	}
	return nil
}

// meaning is what a spelling stands for: as the name of an element and as that of an attribute. It holds while the
// namespace bindings of generation gen hold.
type meaning struct {
	gen                uint32
	element, attribute *docName
}

// resolve gives the meaning of a spelling under the bindings in force, and keeps it there; nil for a prefix that is not
// bound.
func (v *validator) resolve(s *xmltext.Spelling) *meaning {
	known, _ := s.Meaning.(*meaning)
	if known != nil && known.gen == v.gen {
		return known
	}
	space, ok := v.lookup(s.Prefix)
	if !ok || s.Prefix == "xmlns" {
		return nil
	}
	if known == nil {
		known = &meaning{}
		s.Meaning = known
	}
	known.gen, known.element = v.gen, v.intern(Name{space, s.Local})
	if known.attribute = known.element; s.Prefix == "" {
		known.attribute = v.intern(Name{"", s.Local})
	}
	return known
}

// namesKept bounds the table of resolved names; a document with more different names only gets slower.
const namesKept = 1 << 14

func (v *validator) intern(n Name) *docName {
	if d := v.names[n]; d != nil {
		return d
	}
	if len(v.names) >= namesKept {
		clear(v.names)
	}
	d := &docName{n, v.schema.symbols.of(n)}
	v.names[n] = d
	return d
}

// place finds the declaration of the element by its parent (cvc-complex-type.2.4, cvc-assess-elt).
func (v *validator) place(f *frame) {
	if len(v.frames) == 1 {
		if f.decl = v.schema.elements[f.name.name]; f.decl == nil {
			v.giveUp(f, UnknownRoot, nil)
		}
		return
	}
	p := &v.frames[len(v.frames)-2]
	p.hasKids = true
	switch {
	case p.treatment == ignored:
		f.treatment = ignored
	case p.nilled:
		v.giveUpOnce(p, f, NilWithContent)
	case p.typ.simple != nil:
		p.broken = true
		v.giveUpOnce(p, f, ElementInValue)
	case p.typ.kind == emptyContent:
		v.giveUpOnce(p, f, ContentInEmpty)
	case p.typ.model == nil: // mixed without a model: only text may stand there
		v.giveUp(f, UnexpectedElement, nil)
	case p.state == nil:
		f.treatment = ignored
	default:
		v.stepInto(p, f)
	}
}

// giveUp reports that an element has no business where it stands, and leaves it and all below unjudged.
func (v *validator) giveUp(f *frame, code Code, expected []string) {
	f.treatment = ignored
	args := map[string]string{"namespace": f.name.name.Space}
	if len(v.frames) > 1 {
		args["parent"] = v.frames[len(v.frames)-2].name.name.Local
	}
	v.tellElement(code, args, expected...)
}

func (v *validator) giveUpOnce(p, f *frame, code Code) {
	f.treatment = ignored
	if !p.told {
		p.told = true
		v.giveUp(f, code, nil)
	}
}

// expectedShown is how many names a finding suggests.
const expectedShown = 6

// calm is how many children must be accepted after a mistake before the next one is taken for a new one.
const calm = 3

// stepInto moves the parent's content model. After a mistake it goes on where the element could have stood, so
// that one mistake is one finding.
func (v *validator) stepInto(p, f *frame) {
	m := p.typ.model
	next, met, tooMany := m.step(p.state, f.name.symbol)
	if tooMany {
		p.state = nil
		v.giveUp(f, ModelTooComplex, nil)
		return
	}
	if next != nil {
		p.state = next
		p.quiet = max(p.quiet-1, 0)
		v.adopt(f, met)
		return
	}
	if p.quiet == 0 {
		args := map[string]string{"namespace": f.name.name.Space, "parent": p.name.name.Local}
		v.tellElement(UnexpectedElement, args, m.expected(p.state, expectedShown)...)
	}
	p.quiet = calm
	if next, met = m.recover(p.state, f.name.symbol); next != nil {
		p.state = next
		v.adopt(f, met)
		return
	}
	if decl := m.known[f.name.symbol]; decl != nil {
		f.decl = decl
		return
	}
	f.treatment = ignored
}

// adopt gives an accepted element its declaration, by name or through a wildcard (cvc-wildcard).
func (v *validator) adopt(f *frame, met step) {
	if met.element != nil {
		f.decl = met.element
		return
	}
	if met.wildcard.process == skip {
		f.treatment = ignored
		return
	}
	f.decl = v.schema.elements[f.name.name]
	if f.decl == nil && met.wildcard.process == strict && v.instanceAttr("type") == nil {
		v.giveUp(f, UndeclaredElement, nil)
	}
}

// instanceAttr finds an attribute of the xsi namespace.
func (v *validator) instanceAttr(local string) *docAttr {
	for i := range v.attrs {
		if a := &v.attrs[i]; a.name.name.Local == local && a.name.name.Space == instanceSpace {
			return a
		}
	}
	return nil
}

// settleType finds the type that governs the element (cvc-elt.2–4, cvc-type.1–2).
func (v *validator) settleType(f *frame) {
	if f.treatment == ignored {
		return
	}
	if f.decl != nil {
		f.typ = f.decl.typ
		if f.decl.abstract {
			v.tellElement(AbstractElement, nil)
		}
	}
	if a := v.instanceAttr("type"); a != nil {
		v.overrideType(f, a)
	}
	if a := v.instanceAttr("nil"); a != nil {
		v.setNil(f, a)
	}
	if f.typ.abstract && f.treatment == judged {
		v.tellElement(AbstractType, map[string]string{"type": f.typ.describe()})
	}
}

// overrideType is xsi:type (cvc-elt.4).
func (v *validator) overrideType(f *frame, a *docAttr) {
	var typ *typeDef
	text := collapse(string(a.raw.Value))
	if prefix, local, ok := xmltext.SplitQName(text); ok {
		if space, bound := v.lookup(prefix); bound {
			typ = v.schema.types[Name{space, local}]
		}
	}
	if typ != nil && (f.decl == nil || typ.derivedFrom(f.typ, f.decl.block|f.typ.block)) {
		f.typ = typ
		return
	}
	f.treatment = ignored
	if typ == nil {
		args := map[string]string{}
		v.show(args, text)
		v.tellElement(UnknownType, args)
		return
	}
	v.tellElement(TypeNotDerived, map[string]string{"type": typ.describe(), "declared": f.typ.describe()})
}

// setNil is xsi:nil (cvc-elt.3).
func (v *validator) setNil(f *frame, a *docAttr) {
	text := strings.TrimSpace(string(a.raw.Value))
	switch {
	case text != "true" && text != "1" && text != "false" && text != "0":
		v.tellAttr(a, WrongType, map[string]string{"type": "xs:boolean"})
	case f.decl == nil: // nil is a matter between an element and its declaration
	case !f.decl.nillable:
		v.tellElement(NotNillable, nil)
	case text == "true" || text == "1":
		f.nilled = true
		if f.decl.value != nil && f.decl.value.fixed {
			v.tellElement(NilWithFixed, nil)
		}
	}
}

// prepareContent readies the frame for what comes between the tags.
func (v *validator) prepareContent(f *frame) {
	if f.nilled {
		return
	}
	switch {
	case f.typ.simple != nil:
		f.collects = !f.typ.simple.free() || f.decl != nil && f.decl.value != nil || len(v.targets) > 0
	case f.typ.kind == elementContent:
		f.collects = f.typ.mixed && f.decl != nil && f.decl.value != nil
		if f.typ.model != nil {
			f.state = f.typ.model.start
		}
	}
	if f.collects {
		v.text = v.text[:0]
	}
}
