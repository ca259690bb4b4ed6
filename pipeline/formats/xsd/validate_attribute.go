package xsd

import "strconv"

// tellAttr reports a finding at an attribute.
func (v *validator) tellAttr(a *docAttr, code Code, args map[string]string) {
	f := &v.frames[len(v.frames)-1]
	if args == nil {
		args = map[string]string{}
	}
	args["element"], args["attribute"] = f.name.name.Local, a.name.name.Local
	if a.name.name.Space != "" {
		args["namespace"] = a.name.name.Space
	}
	line, col := v.src.Position(a.raw.At)
	v.tell(Finding{Code: code, Line: line, Column: col, TagEnd: f.tagEnd, Path: v.path(), Args: args})
}

// checkAttributes is cvc-complex-type.3–5 and cvc-attribute; a simple type takes none but xsi's (cvc-type.3.1.1).
func (v *validator) checkAttributes(f *frame) {
	v.attrKeys = v.attrKeys[:0]
	v.seen = append(v.seen[:0], make([]bool, len(f.typ.uses))...)
	required, wildIDs := 0, 0
	for i := range v.attrs {
		a := &v.attrs[i]
		v.attrKeys = append(v.attrKeys, "")
		if a.name.name.Space == instanceSpace && isInstanceName(a.name.name.Local) {
			continue
		}
		if at, use := f.typ.use(a.name.symbol); use != nil && use.decl.name == a.name.name {
			v.seen[at] = true
			if use.required {
				required++
			}
			v.attrKeys[i] = v.checkAttribute(a, use.decl.typ, use.value)
			continue
		}
		decl, ok := v.wildAttribute(f, a)
		if !ok || decl == nil {
			continue
		}
		if decl.typ.identity == isID {
			if wildIDs++; wildIDs > 1 || f.typ.ownsID() {
				v.tellAttr(a, SecondIDAttribute, nil)
			}
		}
		v.attrKeys[i] = v.checkAttribute(a, decl.typ, decl.value)
	}
	if required < f.typ.required {
		v.tellMissing(f)
	}
}

// ownsID says whether the type declares an attribute of type ID itself (cvc-complex-type.5.2).
func (t *typeDef) ownsID() bool {
	for _, u := range t.uses {
		if u.decl.typ.identity == isID {
			return true
		}
	}
	return false
}

func isInstanceName(local string) bool {
	return local == "type" || local == "nil" || local == "schemaLocation" || local == "noNamespaceSchemaLocation"
}

// wildAttribute judges an attribute that the type does not name; decl is nil where it need not be judged.
func (v *validator) wildAttribute(f *frame, a *docAttr) (decl *attributeDecl, ok bool) {
	w := f.typ.anyAttr
	if w == nil || !w.allows(a.name.name.Space) {
		v.tellAttr(a, UnknownAttribute, nil)
		return nil, false
	}
	if w.process == skip {
		return nil, true
	}
	decl = v.schema.attributes[a.name.name]
	if decl == nil && w.process == strict {
		v.tellAttr(a, UndeclaredAttr, nil)
		return nil, false
	}
	return decl, true
}

// checkAttribute judges the value (cvc-attribute.3, .4, cvc-au) and gives its key where a field may want it.
func (v *validator) checkAttribute(a *docAttr, t *simpleType, fixed *valueConstraint) string {
	mustEqual := fixed != nil && fixed.fixed
	if !mustEqual && t.free() && len(v.targets) == 0 {
		return ""
	}
	text := string(a.raw.Value)
	val, flaw := t.check(text, &v.scope)
	if flaw != nil {
		v.scope.marks = v.scope.marks[:0]
		v.tellAttr(a, flaw.code, v.flawArgs(flaw, text))
		return ""
	}
	if mustEqual && val.key() != fixed.key {
		v.tellAttr(a, WrongAttrFixed, v.fixedArgs(fixed, text))
	}
	if len(v.scope.marks) > 0 {
		line, col := v.src.Position(a.raw.At)
		v.takeMarks(line, col)
	}
	if len(v.targets) == 0 {
		return ""
	}
	return val.key()
}

// tellMissing reports every required attribute that is not there (cvc-complex-type.4).
func (v *validator) tellMissing(f *frame) {
	for i, u := range f.typ.uses {
		if u.required && !v.seen[i] {
			v.tellElement(MissingAttribute, map[string]string{"attribute": u.decl.name.Local, "namespace": u.decl.name.Space})
		}
	}
}

// flawArgs says why a value is wrong; the value itself only where it was asked for.
func (v *validator) flawArgs(f *flaw, text string) map[string]string {
	args := map[string]string{"type": f.typ.name()}
	if f.facet != "" {
		args["facet"] = f.facet
	}
	if f.limit != "" {
		args["limit"] = f.limit
	}
	v.show(args, text)
	return args
}

func (v *validator) fixedArgs(c *valueConstraint, text string) map[string]string {
	args := map[string]string{"fixed": c.text}
	v.show(args, text)
	return args
}

// valueShown is how much of a value is shown, in bytes.
const valueShown = 200

func (v *validator) show(args map[string]string, text string) {
	if !v.options.ShowValues {
		return
	}
	if len(text) > valueShown {
		text = string([]rune(text[:valueShown+4])[:valueShown/4]) + "…"
	}
	args["value"] = text
}

// takeMarks registers the IDs and references of a value that was valid (cvc-id).
func (v *validator) takeMarks(line, col int) {
	for _, m := range v.scope.marks {
		h := v.hash(m.value)
		if m.identity == isID {
			v.takeID(h, m, line, col)
			continue
		}
		if _, known := v.ids[h]; known || v.options.NoReferenceCheck {
			continue
		}
		if _, waiting := v.refs[h]; !waiting {
			f := &v.frames[len(v.frames)-1]
			v.refs[h] = place{line, col, f.tagEnd, v.keptPath(len(v.refs)), f.name.name.Local}
			v.keys++
		}
	}
	v.scope.marks = v.scope.marks[:0]
}

func (v *validator) takeID(h keyHash, m mark, line, col int) {
	first, twice := v.ids[h]
	if !twice {
		v.ids[h] = int32(line)
		v.keys++
		if _, waiting := v.refs[h]; waiting {
			delete(v.refs, h)
			v.keys--
		}
		return
	}
	f := &v.frames[len(v.frames)-1]
	args := map[string]string{"element": f.name.name.Local, "first": strconv.Itoa(int(first))}
	v.show(args, m.value)
	v.tell(Finding{Code: DuplicateID, Line: line, Column: col, TagEnd: f.tagEnd, Path: v.path(), Args: args})
}
