package passages

import "sort"

// maxTries bounds how many places of a carrier set one piece is compared with. More places than this have the same five words only in texts that repeat
// themselves without end; a piece that is not found among them is kept.
const maxTries = 4096

// Index is the carriers, ready to be asked. It may be asked from several goroutines.
type Index struct {
	carriers []*Prepared
	starts   []int32          // of each carrier in tokens
	tokens   []int32          // all carriers, a separator after each
	ids      map[string]int32 // of words
	runs     map[uint64]run
	after    []int32 // the next place of the same run, -1 at the end
}

// run is where five tokens stand in a row: the first place, the last, and how many there are.
type run struct{ first, last, count int32 }

// separator stands between carriers and is no word's id; absent is a word that no carrier has.
const (
	separator = -1
	absent    = -2
)

// NewIndex indexes carriers. They may hold 2^31 tokens in all. Its time and memory grow with the words of the carriers.
func NewIndex(carriers ...*Prepared) *Index {
	total := 0
	for _, c := range carriers {
		total += len(c.marks) + 1
	}
	x := &Index{carriers: carriers, tokens: make([]int32, 0, total), ids: map[string]int32{}, runs: make(map[uint64]run, total), after: make([]int32, total)}
	for _, c := range carriers {
		x.starts = append(x.starts, int32(len(x.tokens)))
		x.add(c)
	}
	return x
}

// add appends a carrier's tokens and its runs.
func (x *Index) add(c *Prepared) {
	start := len(x.tokens)
	for i := range c.marks {
		word := c.token(i)
		id, have := x.ids[word]
		if !have {
			id = int32(len(x.ids))
			x.ids[word] = id
		}
		x.tokens = append(x.tokens, id)
	}
	for at := start; at+shingle <= len(x.tokens); at++ {
		x.place(hashOf(x.tokens[at:at+shingle]), int32(at))
	}
	x.tokens = append(x.tokens, separator)
}

func (x *Index) place(key uint64, at int32) {
	x.after[at] = -1
	r, have := x.runs[key]
	if !have {
		r.first = at
	} else {
		x.after[r.last] = at
	}
	r.last, r.count = at, r.count+1
	x.runs[key] = r
}

// hashOf mixes five ids. Two runs of one hash only cost a comparison.
func hashOf(ids []int32) uint64 {
	h := uint64(14695981039346656037)
	for _, id := range ids {
		h = (h ^ uint64(uint32(id))) * 0x9E3779B97F4A7C15
		h ^= h >> 29
	}
	return h
}

// idsOf are a document's words as the index numbers them.
func (x *Index) idsOf(p *Prepared) []int32 {
	ids := make([]int32, len(p.marks))
	for i := range ids {
		id, have := x.ids[p.token(i)]
		if !have {
			id = absent
		}
		ids[i] = id
	}
	return ids
}

// carrierAt is the carrier of a place and the place's token in it.
func (x *Index) carrierAt(at int32) (carrier, token int) {
	carrier = sort.Search(len(x.starts), func(i int) bool { return x.starts[i] > at }) - 1
	return carrier, int(at - x.starts[carrier])
}

// opensAt tells whether what begins at the token of a carrier begins there as a sentence of its own: nothing before it can turn it or claim it for
// somebody else.
func (c *Prepared) opensAt(i int) bool {
	return i == 0 || c.has(i, markHard) && !opensQuote(c.token(i-1)) || c.endsSentence(i-1)
}

// opensQuote tells of a sign after which a paragraph is part of what came before it.
func opensQuote(token string) bool { return token == ":" || token == `"` || token == "," }

// closesAt tells whether what ends before token i of a carrier ends there as a sentence of its own, and is not followed by the end of a quotation.
func (c *Prepared) closesAt(i int) bool {
	if i == len(c.marks) {
		return true
	}
	return c.token(i) != `"` && (c.has(i, markHard) || c.endsSentence(i-1))
}
