package xsd

import (
	"strconv"
	"strings"
)

// maxOccurrence is the largest maxOccurs that is counted; a larger one is as good as unbounded for any document
// that a machine can hold, yet it is refused rather than read as something else.
const maxOccurrence = 1<<31 - 1

// contentOf builds the model group of a complex type, extension or restriction; nil when there is none.
func (b *builder) contentOf(it *item) (*particle, error) {
	child := it.child("group", "all", "choice", "sequence")
	if child == nil {
		return nil, nil
	}
	p, err := b.particle(child)
	if err != nil {
		return nil, err
	}
	return p, noInnerAll(p, true)
}

// noInnerAll is cos-all-limited.1: xs:all may only be the whole content.
func noInnerAll(p *particle, top bool) error {
	if p.kind == allParticle && (!top || p.max > 1) {
		return p.item.fault("cos-all-limited.1", "xs:all must be the whole content of a type")
	}
	if p.kind != allParticle {
		for _, k := range p.kids {
			if k.kind == allParticle {
				return noInnerAll(k, false)
			}
		}
	}
	return nil
}

func (b *builder) particle(it *item) (*particle, error) {
	leave, err := b.enter(it)
	if err != nil {
		return nil, err
	}
	defer leave()
	p := &particle{item: it}
	if p.min, p.max, err = occurrence(it); err != nil {
		return nil, err
	}
	switch it.name.Local {
	case "element":
		p.kind = elementParticle
		p.element, err = b.element(it)
	case "any":
		p.kind = wildcardParticle
		p.wildcard, err = b.wildcard(it)
	case "group":
		err = b.groupRef(p, it)
	default:
		p.kind = map[string]particleKind{"sequence": sequenceParticle, "choice": choiceParticle, "all": allParticle}[it.name.Local]
		p.kids, err = b.particles(it)
	}
	return p, err
}

func (b *builder) particles(it *item) ([]*particle, error) {
	var kids []*particle
	for _, k := range it.kids {
		if k.is("annotation") {
			continue
		}
		p, err := b.particle(k)
		if err != nil {
			return nil, err
		}
		if it.is("all") && (p.max > 1 || p.max == unbounded) {
			return nil, k.fault("cos-all-limited.2", "an element of xs:all may occur once at most")
		}
		if p.kind == allParticle {
			return nil, k.fault("cos-all-limited.1", "xs:all must be the whole content of a type")
		}
		kids = append(kids, p)
	}
	return kids, nil
}

func (b *builder) groupRef(p *particle, it *item) error {
	n, c, err := b.reference(it, "ref", groupSpace)
	if err != nil {
		return err
	}
	group, err := b.group(n, c.item)
	if err != nil {
		return err
	}
	p.kind, p.kids = group.kind, group.kids
	return nil
}

// group builds a named model group, once (§3.7).
func (b *builder) group(n Name, it *item) (*particle, error) {
	if p := b.groups[it]; p != nil {
		return p, nil
	}
	if b.busy[it] {
		return nil, it.fault("mg-props-correct.2", "group "+n.String()+" contains itself")
	}
	b.busy[it] = true
	p, err := b.particle(it.child("all", "choice", "sequence"))
	if err != nil {
		return nil, err
	}
	b.groups[it] = p
	return p, nil
}

// occurrence reads minOccurs and maxOccurs (p-props-correct).
func occurrence(it *item) (least, most int, err error) {
	if least, err = nonNegative(it, "minOccurs", it.attrOr("minOccurs", "1")); err != nil {
		return 0, 0, err
	}
	text := it.attrOr("maxOccurs", "1")
	if text == "unbounded" {
		return least, unbounded, nil
	}
	if most, err = nonNegative(it, "maxOccurs", text); err == nil && most < least {
		err = it.fault("p-props-correct.2.1", "maxOccurs is less than minOccurs")
	}
	return least, most, err
}

func nonNegative(it *item, what, text string) (int, error) {
	n, err := strconv.ParseInt(strings.TrimPrefix(text, "+"), 10, 64)
	if err != nil || n < 0 {
		return 0, it.fault("", what+" is not a number: "+text)
	}
	if n > maxOccurrence {
		return 0, it.fault("", what+" is larger than is supported: "+text)
	}
	return int(n), nil
}

// wildcard reads xs:any or xs:anyAttribute (§3.10.2).
func (b *builder) wildcard(it *item) (*wildcard, error) {
	w := &wildcard{spaces: map[string]bool{}}
	switch it.attrOr("processContents", "strict") {
	case "strict":
	case "lax":
		w.process = lax
	case "skip":
		w.process = skip
	default:
		return nil, it.fault("", "unknown processContents")
	}
	target := it.doc.target
	switch text := it.attrOr("namespace", "##any"); text {
	case "##any":
		w.not = true
	case "##other":
		w.not = true
		w.spaces[target], w.spaces[""] = true, true
	default:
		for word := range strings.FieldsSeq(text) {
			switch {
			case word == "##targetNamespace":
				word = target
			case word == "##local":
				word = ""
			case strings.HasPrefix(word, "##"):
				return nil, it.fault("", "unknown namespace word "+word)
			}
			w.spaces[word] = true
		}
	}
	for space := range w.spaces {
		b.s.symbols.addSpace(space)
	}
	return w, nil
}
