package xsd

// end takes an end tag.
func (v *validator) end() error {
	f := &v.frames[len(v.frames)-1]
	key := ""
	if f.treatment == judged {
		switch {
		case f.nilled:
		case f.typ.simple != nil:
			key = v.endSimple(f)
		default:
			v.endContent(f)
		}
	}
	v.closeFields(f, key)
	v.closeTargets(f)
	v.closeConstraints(f)
	if len(v.spaces) > f.spaces {
		v.spaces = v.spaces[:f.spaces]
		v.gen = f.gen
	}
	f.nodes = nil
	v.frames = v.frames[:len(v.frames)-1]
	return v.overfull()
}

// endSimple judges the value of an element (cvc-type.3.1.3, cvc-complex-type.2.2, cvc-elt.5), and gives its key.
func (v *validator) endSimple(f *frame) string {
	if f.broken || !f.collects {
		return ""
	}
	text := string(v.text)
	var fixed *valueConstraint
	if f.decl != nil {
		fixed = f.decl.value
	}
	if fixed != nil && text == "" {
		text = fixed.text
	}
	val, flaw := f.typ.simple.check(text, &v.scope)
	if flaw != nil {
		v.scope.marks = v.scope.marks[:0]
		v.tellElement(flaw.code, v.flawArgs(flaw, text))
		return ""
	}
	if len(v.scope.marks) > 0 {
		v.takeMarks(f.line, f.col)
	}
	if fixed != nil && fixed.fixed && val.key() != fixed.key {
		v.tellElement(WrongElementFixed, v.fixedArgs(fixed, text))
	}
	if len(v.targets) == 0 {
		return ""
	}
	return val.key()
}

// endContent asks whether the content may end here (cvc-complex-type.2.4), and compares a fixed value of mixed
// content (cvc-elt.5.2.2.2.1).
func (v *validator) endContent(f *frame) {
	if f.state != nil && !f.state.accepts && f.quiet == 0 {
		v.tellElement(MissingElement, nil, f.typ.model.expected(f.state, expectedShown)...)
	}
	if !f.collects || !f.decl.value.fixed || !f.hasText && !f.hasKids {
		return
	}
	if f.hasKids || string(v.text) != f.decl.value.text {
		v.tellElement(WrongElementFixed, v.fixedArgs(f.decl.value, string(v.text)))
	}
}
