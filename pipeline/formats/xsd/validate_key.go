package xsd

import (
	"hash/maphash"
	"strconv"
	"strings"
)

// keyScope is an identity constraint of an open element, with the table of what it found (§3.11.4).
type keyScope struct {
	c        *constraint
	depth    int
	progress [][]uint64 // by path of the selector, then by depth below the element
	entries  map[keyHash]int32
	refs     []reference
}

// reference is one key-sequence of a keyref.
type reference struct {
	hash keyHash
	at   place
}

// target is an element that a selector found, while it is open.
type target struct {
	scope    *keyScope
	depth    int
	at       place
	progress [][]uint64 // by path of all fields in order, then by depth below the element
	values   []fieldValue
	broken   bool // something is wrong with a field and was told already
}

// fieldValue is what a field gave.
type fieldValue struct {
	found bool
	key   string
}

// pendingField is a field whose element is open: its value is known at the end tag.
type pendingField struct {
	target *target
	field  int
	depth  int
}

// nodeTables are the keys found in an element and below, for the keyrefs that look there. A false entry was found in
// two children and counts in neither (§3.11.5).
type nodeTables map[*constraint]map[keyHash]bool

func (v *validator) hash(s string) keyHash {
	return keyHash{maphash.String(v.seed[0], s), maphash.String(v.seed[1], s)}
}

// overfull ends the validation when the tables hold more than is allowed.
func (v *validator) overfull() error {
	if v.keys > v.options.Limits.Keys {
		return v.fault(TooManyKeys, "too many keys")
	}
	return nil
}

// openConstraints moves the selectors that are looking, and begins those of the element's own declaration.
func (v *validator) openConstraints(f *frame) {
	depth := len(v.frames) - 1
	for _, s := range v.tables {
		hit := false
		for i := range s.c.selector {
			p := &s.c.selector[i]
			progress := p.advance(s.progress[i][len(s.progress[i])-1], f.name.name)
			s.progress[i] = append(s.progress[i], progress)
			hit = hit || p.done(progress)
		}
		if hit {
			v.openTarget(s, f, depth)
		}
	}
	if f.decl == nil || f.treatment == ignored {
		return
	}
	for _, c := range f.decl.constraints {
		s := &keyScope{c: c, depth: depth, entries: map[keyHash]int32{}}
		hit := false
		for i := range c.selector {
			s.progress = append(s.progress, []uint64{1})
			hit = hit || c.selector[i].done(1)
		}
		v.tables = append(v.tables, s)
		if c.kind == keyrefConstraint {
			v.wanted[c.refers]++
		}
		if hit {
			v.openTarget(s, f, depth)
		}
	}
}

func (v *validator) openTarget(s *keyScope, f *frame, depth int) {
	t := &target{scope: s, depth: depth, values: make([]fieldValue, len(s.c.fields))}
	t.at = place{line: f.line, column: f.col, tagEnd: f.tagEnd, element: f.name.name.Local}
	for i := range s.c.fields {
		t.progress = append(t.progress, make([][]uint64, len(s.c.fields[i].paths))...)
	}
	v.targets = append(v.targets, t)
}

// matchFields moves the fields of all open targets to the element at hand.
func (v *validator) matchFields(f *frame) {
	depth := len(v.frames) - 1
	for _, t := range v.targets {
		at := 0
		for i := range t.scope.c.fields {
			paths := t.scope.c.fields[i].paths
			for j := range paths {
				now := uint64(1)
				if past := t.progress[at]; t.depth < depth {
					now = paths[j].advance(past[len(past)-1], f.name.name)
				}
				t.progress[at] = append(t.progress[at], now)
				at++
				if paths[j].done(now) {
					v.fieldHere(t, i, &paths[j], f)
				}
			}
		}
	}
}

// fieldHere takes the value of a field that ends at the element at hand, or at an attribute of it.
func (v *validator) fieldHere(t *target, i int, p *xpath, f *frame) {
	if p.attribute == nil {
		v.elementField(t, i, f)
		return
	}
	for j := range v.attrs {
		if !p.attribute.matches(v.attrs[j].name.name) {
			continue
		}
		key := ""
		if f.treatment == judged && j < len(v.attrKeys) {
			key = v.attrKeys[j]
		}
		v.setField(t, i, key)
	}
	if f.treatment == ignored || p.attribute.anyName || p.attribute.anyLocal {
		return
	}
	for k, u := range f.typ.uses { // a default value is there as if it were written (cvc-assess-attr)
		if u.decl.name == p.attribute.name && !v.seen[k] && u.value != nil {
			v.setField(t, i, u.value.key)
		}
	}
}

func (v *validator) elementField(t *target, i int, f *frame) {
	switch {
	case f.treatment == ignored:
		t.broken = true
		return
	case f.typ.simple == nil:
		v.tellField(t, i, FieldNotValue)
		return
	case f.decl != nil && f.decl.nillable && t.scope.c.kind == keyConstraint:
		v.tellField(t, i, NillableKey)
		return
	}
	v.pending = append(v.pending, pendingField{t, i, len(v.frames) - 1})
}

func (v *validator) setField(t *target, i int, key string) {
	if t.values[i].found {
		v.tellField(t, i, AmbiguousField)
		return
	}
	t.values[i] = fieldValue{true, key}
	t.broken = t.broken || key == ""
}

func (v *validator) tellField(t *target, i int, code Code) {
	if t.broken {
		return
	}
	t.broken = true
	v.tellElement(code, map[string]string{"constraint": t.scope.c.name.Local, "field": t.scope.c.fields[i].text})
}

// closeFields gives the value of a closing element to the fields that wait for it.
func (v *validator) closeFields(f *frame, key string) {
	depth := len(v.frames) - 1
	for len(v.pending) > 0 && v.pending[len(v.pending)-1].depth == depth {
		p := v.pending[len(v.pending)-1]
		v.pending = v.pending[:len(v.pending)-1]
		if !f.nilled {
			v.setField(p.target, p.field, key)
		}
	}
}

// closeTargets finishes the targets of a closing element, and moves those above it back up.
func (v *validator) closeTargets(f *frame) {
	for _, t := range v.targets[f.targets:] {
		v.enterKey(t)
	}
	clear(v.targets[f.targets:])
	v.targets = v.targets[:f.targets]
	for _, t := range v.targets {
		for i := range t.progress {
			t.progress[i] = t.progress[i][:len(t.progress[i])-1]
		}
	}
}

// enterKey puts a key-sequence into its table (cvc-identity-constraint.4).
func (v *validator) enterKey(t *target) {
	if t.broken {
		return
	}
	var parts strings.Builder
	for i := range t.values {
		if !t.values[i].found {
			if t.scope.c.kind == keyConstraint {
				v.tellField(t, i, MissingKey)
			}
			return
		}
		parts.WriteString(strconv.Itoa(len(t.values[i].key)))
		parts.WriteByte(':')
		parts.WriteString(t.values[i].key)
	}
	h := v.hash(parts.String())
	if t.scope.c.kind == keyrefConstraint {
		t.at.path = v.keptPath(len(t.scope.refs))
		t.scope.refs = append(t.scope.refs, reference{h, t.at})
		v.keys++
		return
	}
	if first, twice := t.scope.entries[h]; twice {
		v.tellElement(DuplicateKey, map[string]string{
			"constraint": t.scope.c.name.Local, "first": strconv.Itoa(int(first)),
		})
		return
	}
	t.scope.entries[h] = int32(t.at.line)
	v.keys++
}

// closeConstraints settles what the closing element declared, and hands its keys up to the keyrefs that wait.
func (v *validator) closeConstraints(f *frame) {
	own := v.tables[f.tables:]
	for _, s := range own {
		if s.c.kind == keyrefConstraint {
			continue
		}
		if v.wanted[s.c] == 0 {
			v.keys -= len(s.entries)
			continue
		}
		f.take(s.c)
		for h := range s.entries {
			f.nodes[s.c][h] = true
		}
	}
	for _, s := range own {
		if s.c.kind == keyrefConstraint {
			v.checkReferences(f, s)
			v.wanted[s.c.refers]--
		}
	}
	clear(own)
	v.tables = v.tables[:f.tables]
	for _, s := range v.tables {
		for i := range s.progress {
			s.progress[i] = s.progress[i][:len(s.progress[i])-1]
		}
	}
	v.handUp(f)
}

func (f *frame) take(c *constraint) {
	if f.nodes == nil {
		f.nodes = nodeTables{}
	}
	if f.nodes[c] == nil {
		f.nodes[c] = map[keyHash]bool{}
	}
}

// checkReferences is cvc-identity-constraint.4.3.
func (v *validator) checkReferences(f *frame, s *keyScope) {
	for _, r := range s.refs {
		if !f.nodes[s.c.refers][r.hash] {
			v.tell(Finding{
				Code: UnknownReference, Line: r.at.line, Column: r.at.column, TagEnd: r.at.tagEnd, Path: r.at.path,
				Args: map[string]string{"element": r.at.element, "constraint": s.c.name.Local, "refers": s.c.refers.name.Local},
			})
		}
	}
	v.keys -= len(s.refs)
}

// handUp merges the node tables into those of the parent; what two children hold counts in neither.
func (v *validator) handUp(f *frame) {
	for c, table := range f.nodes {
		if v.wanted[c] == 0 || len(v.frames) < 2 {
			v.keys -= len(table)
			continue
		}
		p := &v.frames[len(v.frames)-2]
		if p.nodes[c] == nil && !hasConflict(table) {
			if p.nodes == nil {
				p.nodes = nodeTables{}
			}
			p.nodes[c] = table
			continue
		}
		p.take(c)
		for h, good := range table {
			if good {
				_, there := p.nodes[c][h]
				p.nodes[c][h] = !there
			}
		}
	}
}

func hasConflict(table map[keyHash]bool) bool {
	for _, good := range table {
		if !good {
			return true
		}
	}
	return false
}
