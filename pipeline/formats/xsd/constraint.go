package xsd

import (
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
)

// constraintKind is the {identity-constraint category} (Part 1 §3.11.1).
type constraintKind uint8

const (
	uniqueConstraint constraintKind = iota
	keyConstraint
	keyrefConstraint
)

// constraint is an identity constraint definition.
type constraint struct {
	name     Name
	kind     constraintKind
	selector []xpath
	fields   []field
	refers   *constraint
	item     *item
}

// field is one {field}, with the text it was written as.
type field struct {
	text  string
	paths []xpath
}

// xpath is one path of the subset that selectors and fields may use (§3.11.6).
type xpath struct {
	descend   bool // begins with .//
	steps     []nameTest
	attribute *nameTest
}

// nameTest is a QName, prefix:* or *.
type nameTest struct {
	anyName, anyLocal bool
	name              Name
}

func (t *nameTest) matches(n Name) bool {
	return t.anyName || t.name.Space == n.Space && (t.anyLocal || t.name.Local == n.Local)
}

// maxPathSteps is the number of bits that a path's progress is kept in, less one for its end.
const maxPathSteps = 63

// advance moves the progress of a path one element down: bit i says that i steps are done.
func (p *xpath) advance(progress uint64, n Name) uint64 {
	var next uint64
	if p.descend {
		next = 1
	}
	for i := range p.steps {
		if progress&(1<<i) != 0 && p.steps[i].matches(n) {
			next |= 1 << (i + 1)
		}
	}
	return next
}

func (p *xpath) done(progress uint64) bool { return progress&(1<<len(p.steps)) != 0 }

// constraintsOf builds the identity constraints of an element declaration.
func (b *builder) constraintsOf(it *item) ([]*constraint, error) {
	var all []*constraint
	for _, k := range it.kids {
		kind, ok := map[string]constraintKind{"unique": uniqueConstraint, "key": keyConstraint, "keyref": keyrefConstraint}[k.name.Local]
		if !ok {
			continue
		}
		c, err := b.constraint(k, kind)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

func (b *builder) constraint(it *item, kind constraintKind) (*constraint, error) {
	local, ok := it.attr("name")
	if !ok || !xmltext.IsNCName(local) {
		return nil, it.fault("", it.name.Local+" without a proper name")
	}
	c := &constraint{name: Name{it.doc.target, local}, kind: kind, item: it}
	if there := b.constraints[c.name]; there != nil {
		return nil, it.fault("sch-props-correct.2", "identity constraint "+local+" is declared twice")
	}
	b.constraints[c.name] = c
	var err error
	selector := it.child("selector")
	if c.selector, err = parsePaths(selector, false); err != nil {
		return nil, err
	}
	for _, k := range it.kids {
		if !k.is("field") {
			continue
		}
		f := field{text: k.attrOr("xpath", "")}
		if f.paths, err = parsePaths(k, true); err != nil {
			return nil, err
		}
		c.fields = append(c.fields, f)
	}
	return c, nil
}

// checkConstraints resolves what keyrefs refer to (c-props-correct).
func (b *builder) checkConstraints() error {
	byItem := map[*item]*constraint{}
	for _, c := range b.constraints {
		byItem[c.item] = c
	}
	for _, it := range inOrder(byItem) {
		c := byItem[it]
		if c.kind != keyrefConstraint {
			continue
		}
		text, _ := c.item.attr("refer")
		n, err := c.item.qname(text)
		if err != nil {
			return err
		}
		c.refers = b.constraints[n]
		switch {
		case c.refers == nil:
			return c.item.fault("src-resolve.1", "identity constraint "+n.String()+" does not exist")
		case c.refers.kind == keyrefConstraint:
			return c.item.fault("c-props-correct.1", "a keyref cannot refer to a keyref")
		case len(c.refers.fields) != len(c.fields):
			return c.item.fault("c-props-correct.2", "keyref and key differ in their number of fields")
		}
	}
	return nil
}

// parsePaths reads Path ( '|' Path )*; only fields may end with an attribute.
func parsePaths(it *item, attributes bool) ([]xpath, error) {
	text, _ := it.attr("xpath")
	var paths []xpath
	for part := range strings.SplitSeq(text, "|") {
		p, ok := parsePath(it, strings.Join(strings.Fields(part), ""), attributes)
		if !ok {
			return nil, it.fault("c-selector-xpath", "path outside the subset that identity constraints know: "+text)
		}
		paths = append(paths, p)
	}
	return paths, nil
}

func parsePath(it *item, text string, attributes bool) (xpath, bool) {
	var p xpath
	text, p.descend = strings.CutPrefix(text, ".//")
	steps := strings.Split(text, "/")
	if len(steps) > maxPathSteps {
		return p, false
	}
	for i, step := range steps {
		name, isAttribute := strings.CutPrefix(step, "@")
		if !isAttribute {
			name, isAttribute = strings.CutPrefix(step, "attribute::")
		}
		name = strings.TrimPrefix(name, "child::")
		if name == "." && !isAttribute {
			continue
		}
		test, ok := parseNameTest(it, name)
		if !ok || isAttribute && (!attributes || i < len(steps)-1) {
			return p, false
		}
		if isAttribute {
			p.attribute = &test
		} else {
			p.steps = append(p.steps, test)
		}
	}
	return p, true
}

// parseNameTest reads a name; without prefix it means no namespace, whatever the default namespace is.
func parseNameTest(it *item, text string) (nameTest, bool) {
	if text == "*" {
		return nameTest{anyName: true}, true
	}
	prefix, local, prefixed := strings.Cut(text, ":")
	if !prefixed {
		return nameTest{name: Name{Local: text}}, xmltext.IsNCName(text)
	}
	n, ok := it.resolve(prefix, local)
	if local == "*" {
		return nameTest{anyLocal: true, name: n}, ok && xmltext.IsNCName(prefix)
	}
	return nameTest{name: n}, ok && xmltext.IsNCName(prefix) && xmltext.IsNCName(local)
}
