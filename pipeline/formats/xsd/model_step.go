package xsd

import (
	"encoding/binary"
	"slices"
	"sync/atomic"
)

// configuration is a place in a model: the leaf matched last (-1 before the first), and the occurrences
// begun of the counted particles around it, outermost first. In an xs:all counts is a bit set of what was seen.
type configuration struct {
	leaf   int32
	counts []uint32
}

// state is a set of configurations.
type state struct {
	configs []configuration
	accepts bool
	kept    bool
	edges   atomic.Pointer[[]edge]
}

// edge is a step that was taken before. next is nil when nothing accepts the symbol.
type edge struct {
	symbol symbol
	next   *state
	step
}

// step is what a symbol met in the model.
type step struct {
	element  *elementDecl
	wildcard *wildcard
}

// walker finds what may follow a configuration.
type walker struct {
	m       *model
	counts  []uint32
	visit   func(leaf int32, counts []uint32)
	accepts bool
	relaxed bool // everything may be left out: used to go on after a mistake
}

// after goes on when one occurrence of node id is complete.
func (w *walker) after(id int32) {
	n := &w.m.nodes[id]
	if w.again(id, n) {
		w.exit(n)
	}
}

// again begins another occurrence where that is allowed, and says whether the particle may also be left.
func (w *walker) again(id int32, n *node) bool {
	if n.slot < 0 {
		if n.max == unbounded {
			w.enter(id)
		}
		return true
	}
	count := w.counts[n.slot]
	if n.max == unbounded || count < uint32(n.max) {
		w.counts[n.slot] = count + 1
		if n.max == unbounded {
			w.counts[n.slot] = min(count+1, uint32(n.min)) // more than enough is enough
		}
		w.enter(id)
		w.counts[n.slot] = count
	}
	return w.relaxed || n.empty || count >= uint32(n.min)
}

// exit goes on in the parent of a complete node.
func (w *walker) exit(n *node) {
	if n.parent < 0 {
		w.accepts = true
		return
	}
	p := &w.m.nodes[n.parent]
	if p.kind == sequenceParticle {
		for _, k := range p.kids[n.index+1:] {
			w.first(k)
			if !w.relaxed && !w.m.nodes[k].nullable() {
				return
			}
		}
	}
	w.after(n.parent)
}

// first begins node id.
func (w *walker) first(id int32) {
	if n := &w.m.nodes[id]; n.slot >= 0 {
		w.counts[n.slot] = 1
	}
	w.enter(id)
}

// enter visits the leaves with which one occurrence of node id can begin.
func (w *walker) enter(id int32) {
	n := &w.m.nodes[id]
	switch n.kind {
	case elementParticle, wildcardParticle:
		width := n.width
		if n.slot >= 0 {
			width++
		}
		w.visit(id, w.counts[:width])
	case sequenceParticle:
		for _, k := range n.kids {
			w.first(k)
			if !w.relaxed && !w.m.nodes[k].nullable() {
				return
			}
		}
	default:
		for _, k := range n.kids {
			w.first(k)
		}
	}
}

// follow visits every leaf that may come after c.
func (w *walker) follow(c configuration) {
	if w.m.all {
		w.followAll(c)
		return
	}
	if w.counts == nil {
		w.counts = make([]uint32, w.m.width)
	}
	copy(w.counts, c.counts)
	if c.leaf >= 0 {
		w.after(c.leaf)
		return
	}
	w.first(0)
	if w.relaxed || w.m.nodes[0].nullable() {
		w.accepts = true
	}
}

// followAll does the same for an xs:all, whose state is the set of what was seen (§3.8.4 clause 3).
func (w *walker) followAll(c configuration) {
	root := &w.m.nodes[0]
	complete, untouched := true, true
	for i, k := range root.kids {
		if c.counts[i/32]&(1<<(i%32)) != 0 {
			untouched = false
			continue
		}
		if w.m.nodes[k].min > 0 {
			complete = false
		}
		seen := slices.Clone(c.counts)
		seen[i/32] |= 1 << (i % 32)
		w.visit(k, seen)
	}
	if complete || w.relaxed || untouched && root.nullable() {
		w.accepts = true
	}
}

func (m *model) firstCounts() []uint32 {
	if !m.all {
		return nil
	}
	return make([]uint32, len(m.nodes[0].kids)/32+1)
}

// state finds or makes the state of a set of configurations.
func (m *model) state(configs []configuration) *state {
	configs = distinct(configs)
	key := stateKey(configs)
	if s := m.kept[string(key)]; s != nil {
		return s
	}
	s := &state{configs: configs}
	w := walker{m: m, visit: func(int32, []uint32) {}}
	for _, c := range configs {
		w.follow(c)
	}
	s.accepts = w.accepts
	if len(m.kept) < maxStatesKept {
		s.kept = true
		m.kept[string(key)] = s
	}
	return s
}

// distinct sorts configurations and leaves out those that are there twice.
func distinct(configs []configuration) []configuration {
	slices.SortFunc(configs, func(a, b configuration) int {
		if a.leaf != b.leaf {
			return int(a.leaf - b.leaf)
		}
		return slices.Compare(a.counts, b.counts)
	})
	return slices.CompactFunc(configs, func(a, b configuration) bool {
		return a.leaf == b.leaf && slices.Equal(a.counts, b.counts)
	})
}

func stateKey(configs []configuration) []byte {
	var key []byte
	for _, c := range configs {
		key = binary.AppendVarint(key, int64(c.leaf))
		key = binary.AppendUvarint(key, uint64(len(c.counts)))
		for _, n := range c.counts {
			key = binary.AppendUvarint(key, uint64(n))
		}
	}
	return key
}

// step goes from s with a symbol. next is nil when nothing there accepts it, and tooMany is set when the model
// would need more configurations at once than are kept.
func (m *model) step(s *state, sym symbol) (next *state, met step, tooMany bool) {
	if edges := s.edges.Load(); edges != nil {
		for i := range *edges {
			if e := &(*edges)[i]; e.symbol == sym {
				return e.next, e.step, false
			}
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	next, met, tooMany = m.advance(s, sym, false)
	if !tooMany && s.kept && (next == nil || next.kept) {
		var edges []edge
		if old := s.edges.Load(); old != nil {
			edges = slices.Clone(*old)
		}
		edges = append(edges, edge{sym, next, met})
		s.edges.Store(&edges)
	}
	return next, met, tooMany
}

// recover finds where sym could stand further on, as if what lies between were there. It is asked after a mistake.
func (m *model) recover(s *state, sym symbol) (*state, step) {
	m.mu.Lock()
	defer m.mu.Unlock()
	next, met, tooMany := m.advance(s, sym, true)
	if tooMany {
		return nil, step{}
	}
	return next, met
}

func (m *model) advance(s *state, sym symbol, relaxed bool) (*state, step, bool) {
	var met step
	var to []configuration
	overflow := false
	w := walker{m: m, relaxed: relaxed}
	w.visit = func(leaf int32, counts []uint32) {
		e, wild, ok := m.matches(&m.nodes[leaf], sym)
		if !ok {
			return
		}
		if len(to) >= 2*maxConfigurations {
			if to = distinct(to); len(to) > maxConfigurations {
				overflow = true
				return
			}
		}
		if e != nil && met.element == nil {
			met.element = e
		}
		if wild != nil && met.wildcard == nil {
			met.wildcard = wild
		}
		to = append(to, configuration{leaf, slices.Clone(counts)})
	}
	for _, c := range s.configs {
		w.follow(c)
	}
	if len(to) == 0 {
		return nil, met, false
	}
	next := m.state(to)
	return next, met, overflow || len(next.configs) > maxConfigurations
}

// expected lists names that could follow s, at most limit of them.
func (m *model) expected(s *state, limit int) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var names []string
	w := walker{m: m}
	w.visit = func(leaf int32, _ []uint32) {
		name := "*"
		if e := m.nodes[leaf].element; e != nil {
			name = e.name.Local
		}
		if len(names) < limit && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, c := range s.configs {
		w.follow(c)
	}
	return names
}
