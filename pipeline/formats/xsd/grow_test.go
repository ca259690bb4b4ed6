package xsd

import (
	"encoding/xml"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// grower makes documents out of a schema, for the families that have few samples or none. It walks the content
// models at random; the judge says whether what grew is valid, so the grower need not be right.
type grower struct {
	s    *Schema
	r    *rand.Rand
	out  strings.Builder
	left int // elements that may still begin before only the shortest way out is taken
	id   int
}

// grown makes one document with the given root.
func grown(s *Schema, root *elementDecl, seed uint64) []byte {
	g := &grower{s: s, r: rand.New(rand.NewPCG(seed, 7)), left: 60}
	g.element(root, 0)
	return []byte(g.out.String())
}

func (g *grower) element(e *elementDecl, depth int) {
	g.left--
	fmt.Fprintf(&g.out, "<%s xmlns=\"%s\"", e.name.Local, e.name.Space)
	typ := e.typ
	for i, u := range typ.uses {
		if u.required || g.r.IntN(4) == 0 {
			g.attribute(u, i)
		}
	}
	g.out.WriteString(">")
	switch {
	case typ.simple != nil:
		g.text(typ.simple, e.value)
	case typ.model != nil && depth < 30:
		g.content(typ.model, depth)
	}
	fmt.Fprintf(&g.out, "</%s>\n", e.name.Local)
}

func (g *grower) attribute(u *attributeUse, i int) {
	name := u.decl.name.Local
	switch u.decl.name.Space {
	case "":
	case xmlSpace:
		name = "xml:" + name
	default:
		fmt.Fprintf(&g.out, ` xmlns:n%d="%s"`, i, u.decl.name.Space)
		name = fmt.Sprintf("n%d:%s", i, name)
	}
	g.out.WriteString(" " + name + `="`)
	g.text(u.decl.typ, u.value)
	g.out.WriteString(`"`)
}

// content takes leaves at random until the model may end and chance, or the bound, says so.
func (g *grower) content(m *model, depth int) {
	st := m.start
	for steps := 0; steps < 200; steps++ {
		if st.accepts && (g.left <= 0 || depth > 12 || g.r.IntN(5) == 0) {
			return
		}
		var leaves []int32
		w := walker{m: m, visit: func(leaf int32, _ []uint32) { leaves = append(leaves, leaf) }}
		for _, c := range st.configs {
			w.follow(c)
		}
		if len(leaves) == 0 {
			return
		}
		pick := leaves[g.r.IntN(len(leaves))]
		if g.left <= 0 {
			pick = leaves[len(leaves)-1] // later leaves lead out of a sequence
		}
		n := &m.nodes[pick]
		if n.element == nil {
			return // what a wildcard lets in is left to the samples
		}
		next, _, tooMany := m.step(st, n.element.symbol)
		if next == nil || tooMany {
			return
		}
		st = next
		g.element(n.element, depth+1)
	}
}

var usualValues = []string{
	"", "a", "1", "0", "12", "2020-01-01", "2020-01-01T12:00:00", "true", "nb", "nor", "SIP", "2352ef5c-44d7-11e9-aa7c-c3509cea2e16", "http://example.org/",
	"12:00:00", "2020", "QQ==", "00ff", "x@example.org", "123456789", "MD5", "simple", "1.0", "P1D", "NO", "20200101", "MD500112233445566778899aabbccddeeff",
}

func (g *grower) text(t *simpleType, fixed *valueConstraint) {
	text := ""
	for try := 0; try < 40; try++ {
		text = usualValues[g.r.IntN(len(usualValues))]
		if fixed != nil && g.r.IntN(2) == 0 {
			text = fixed.text
		}
		for _, c := range t.facets.checks {
			if len(c.allowed) > 0 {
				keys := slices.Sorted(maps.Keys(c.allowed))
				_, text, _ = strings.Cut(keys[g.r.IntN(len(keys))], "\x01")
			}
		}
		if t.identity == isID {
			g.id++
			text = fmt.Sprintf("id%d", g.id)
		}
		sc := scope{resolve: func(string) (string, bool) { return "", false }}
		if _, flaw := t.check(text, &sc); flaw == nil {
			break
		}
	}
	_ = xml.EscapeText(&g.out, []byte(text))
}

// sortedElements gives the global elements that hold other elements, in the order of their names.
func (s *Schema) sortedElements() []Name {
	var names []Name
	for n, e := range s.elements {
		if e.typ.complex && e.typ.model != nil && len(e.typ.model.nodes) > 1 {
			names = append(names, n)
		}
	}
	slices.SortFunc(names, func(a, b Name) int { return strings.Compare(a.String(), b.String()) })
	return names
}
