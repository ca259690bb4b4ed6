package xsd

import (
	"slices"
	"sync"
)

// A content model is matched by following its particles: a configuration says which leaf was matched last and how
// often each counted particle around it has begun. Sets of configurations are the states of an automaton that is
// built as documents ask for it, and kept up to a bound; nothing is ever unrolled, so maxOccurs="1000000" costs one
// counter.

const (
	maxLeaves         = 20_000 // of one content model
	maxConfigurations = 512    // of one state
	maxStatesKept     = 4096   // of one content model
)

// node is a particle inside a compiled model.
type node struct {
	kind     particleKind
	min, max int
	parent   int32
	index    int32 // among the parent's kids
	kids     []int32
	slot     int32 // index of its counter; -1 when occurrences need no counting
	width    int32 // number of counters of its ancestors
	empty    bool  // one occurrence may match nothing
	element  *elementDecl
	wildcard *wildcard
}

func (n *node) nullable() bool { return n.min == 0 || n.empty }

// model is the compiled content model of one complex type.
type model struct {
	nodes   []node
	symbols *symbolTable
	width   int32 // the most counters around one leaf
	all     bool  // the model is an xs:all: order is free, a bit set is the state
	start   *state

	mu    sync.Mutex
	kept  map[string]*state
	known map[symbol]*elementDecl
}

// compile builds a model of a particle; the error is a schema error at the item to blame.
func compile(p *particle, symbols *symbolTable, at *item) (*model, error) {
	if p == nil {
		return nil, nil
	}
	if n := leaves(p, map[*particle]int{}); n > maxLeaves {
		return nil, at.fault("", "content model with too many particles")
	}
	m := &model{symbols: symbols, kept: map[string]*state{}, known: map[symbol]*elementDecl{}}
	m.all = p.kind == allParticle
	if m.all && len(p.kids) > maxConfigurations {
		return nil, at.fault("", "xs:all with too many elements")
	}
	if m.add(p, -1, 0, 0) < 0 {
		return nil, nil
	}
	m.start = m.state([]configuration{{leaf: -1, counts: m.firstCounts()}})
	return m, nil
}

// leaves counts the leaves a particle has when its groups are written out, without writing them out.
func leaves(p *particle, done map[*particle]int) int {
	if n, ok := done[p]; ok {
		return n
	}
	n := 0
	if p.kind == elementParticle || p.kind == wildcardParticle {
		n = 1
	}
	for _, k := range p.kids {
		n = min(n+leaves(k, done)+1, maxLeaves+1)
	}
	done[p] = n
	return n
}

// add appends a particle and what is below it; particles that can never occur are left out (-1).
func (m *model) add(p *particle, parent, index, width int32) int32 {
	p = joined(p)
	if p.max == 0 {
		return -1
	}
	id := int32(len(m.nodes))
	n := node{
		kind: p.kind, min: p.min, max: p.max, parent: parent, index: index, slot: -1, width: width,
		element: p.element, wildcard: p.wildcard,
	}
	if p.max > 1 || p.max == unbounded && p.min > 1 {
		n.slot = width
		width++
	}
	m.width = max(m.width, width)
	m.nodes = append(m.nodes, n)
	m.learn(p)
	var kids []int32
	for _, k := range p.kids {
		if kid := m.add(k, id, int32(len(kids)), width); kid >= 0 {
			kids = append(kids, kid)
		}
	}
	m.nodes[id].kids = kids
	m.nodes[id].empty = m.bodyEmpty(id)
	return id
}

// joined turns a repeated particle that holds nothing but another repeated one into one, where that is the same.
// So (a{0,1}){0,unbounded} needs one counter, and one way to match.
func joined(p *particle) *particle {
	for (p.kind == sequenceParticle || p.kind == choiceParticle) && len(p.kids) == 1 {
		in := p.kids[0]
		once := p.min == 1 && p.max == 1 || in.min == 1 && in.max == 1
		if !once && in.min > 1 || in.kind == allParticle || in.max == 0 {
			return p
		}
		out := *in
		out.min = min(p.min*in.min, 1<<30)
		switch {
		case p.max == 0:
			out.max = 0
		case p.max == unbounded || in.max == unbounded:
			out.max = unbounded
		default:
			out.max = min(p.max*in.max, 1<<30)
		}
		p = &out
	}
	return p
}

// learn remembers by which declaration a name is known in this model, for judging elements in the wrong place.
func (m *model) learn(p *particle) {
	if p.kind == elementParticle {
		for s, e := range p.element.members {
			if m.known[s] == nil {
				m.known[s] = e
			}
		}
	}
}

// bodyEmpty says whether one occurrence can match nothing. A choice without branches matches nothing at all,
// not even nothing (§3.8.4).
func (m *model) bodyEmpty(id int32) bool {
	n := &m.nodes[id]
	switch n.kind {
	case elementParticle, wildcardParticle:
		return false
	case choiceParticle:
		return slices.ContainsFunc(n.kids, func(k int32) bool { return m.nodes[k].nullable() })
	}
	return !slices.ContainsFunc(n.kids, func(k int32) bool { return !m.nodes[k].nullable() })
}

// matches gives the declaration or wildcard by which a leaf accepts a symbol.
func (m *model) matches(n *node, s symbol) (*elementDecl, *wildcard, bool) {
	if n.kind == elementParticle {
		e, ok := n.element.members[s]
		return e, nil, ok
	}
	return nil, n.wildcard, n.wildcard.allows(m.symbols.spaces[s])
}
