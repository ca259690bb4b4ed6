package passages

import "slices"

// Carried judges one document.
func (x *Index) Carried(draft *Prepared) Result {
	j := judging{Index: x, draft: draft, ids: x.idsOf(draft), pieces: draft.pieces(), words: make([]int, len(x.carriers))}
	for i := 0; i < len(j.pieces); {
		i = j.judge(i)
	}
	return j.result()
}

// judging is the work on one document.
type judging struct {
	*Index
	draft  *Prepared
	ids    []int32
	pieces []piece
	words  []int // by carrier
	left   []piece
}

// judge finds the longest row of pieces from i on that stands in one stretch of a carrier, and gives the piece after it. Where a piece with its heading
// stands nowhere, since the carrier has more paragraphs after the heading, the piece without it is looked for under the same heading.
func (j *judging) judge(i int) int {
	whole := j.pieces[i]
	next, carrier := j.longest(i, whole.from)
	if next == i && whole.body > whole.from {
		next, carrier = j.longest(i, whole.body)
	}
	if next == i {
		j.left = append(j.left, whole)
		return i + 1
	}
	for _, stands := range j.pieces[i:next] {
		j.words[carrier] += stands.words
	}
	return next
}

// longest looks for the pieces from i on, the first one from a token on: its first or, without its heading, its body's. Of equally long rows the first
// carrier's first place counts, so that the answer is always the same.
func (j *judging) longest(i, from int) (next, carrier int) {
	next = i
	first := j.pieces[i]
	bound := first.under.to > first.under.from && first.under.from != from
	for _, at := range j.places(passage{from, first.to}) {
		c, token := j.carrierAt(at)
		if !j.carriers[c].opensAt(token) || bound && !j.under(first.under, c, token) {
			continue
		}
		if end := j.extend(start{i, from}, c, token); end > next {
			next, carrier = end, c
		}
	}
	return next, carrier
}

// under tells whether the carrier has the token under the same heading: between them are only whole paragraphs of sentences.
func (j *judging) under(heading passage, carrier, token int) bool {
	c, base := j.carriers[carrier], int(j.starts[carrier])
	for end := token; end > 0 && c.has(end, markHard); {
		begin := c.hardBefore(end)
		if (passage{begin, end}).words(c) >= alone && c.endsSentence(end-1) {
			end = begin
			continue
		}
		return c.has(begin, markHard) && slices.Equal(j.tokens[base+begin:base+end], j.ids[heading.from:heading.to])
	}
	return false
}

// hardBefore is the token with which the paragraph begins that ends before token end. A line that could be one of its own makes it end there.
func (c *Prepared) hardBefore(end int) int {
	i := end - 1
	for i > 0 && c.marks[i]&(markHard|markLine) == 0 {
		i--
	}
	return i
}

// start is a piece and the token of the document with which its comparison begins.
type start struct{ piece, token int }

// extend compares the document from a start on with a carrier from a token on, and gives the piece after the last that can end there.
func (j *judging) extend(s start, carrier, token int) (next int) {
	c, base := j.carriers[carrier], int(j.starts[carrier])
	next = s.piece
	words := 0
	for ours, k := s.token, s.piece; k < len(j.pieces); k++ {
		for ; ours < j.pieces[k].to; ours, token = ours+1, token+1 {
			if j.tokens[base+token] != j.ids[ours] {
				return next
			}
		}
		words += j.pieces[k].words
		if c.closesAt(token) && (words >= alone || c.closesHard(token)) {
			next = k + 1
		}
	}
	return next
}

// closesHard is closesAt for a document that is itself too short to stand alone: it must be a paragraph there too.
func (c *Prepared) closesHard(i int) bool {
	return i == len(c.marks) || c.has(i, markHard)
}

// places are the tokens of carriers where a piece could begin: those of its rarest run. None when one of its runs stands nowhere.
func (j *judging) places(a passage) []int32 {
	if a.to-a.from < shingle {
		return j.shortPlaces(a)
	}
	rarest, offset := run{count: -1}, 0
	for at := a.from; at+shingle <= a.to; at++ {
		r, have := j.runs[hashOf(j.ids[at:at+shingle])]
		if !have {
			return nil
		}
		if rarest.count < 0 || r.count < rarest.count {
			rarest, offset = r, at-a.from
		}
	}
	var out []int32
	for at := rarest.first; at >= 0 && len(out) < maxTries; at = j.after[at] {
		if c, token := j.carrierAt(at); token >= offset && c >= 0 {
			out = append(out, at-int32(offset))
		}
	}
	return out
}

// shortPlaces looks for a piece of fewer tokens than a run has: a whole document of a word or two.
func (j *judging) shortPlaces(a passage) []int32 {
	var out []int32
	for at := 0; at+a.to-a.from < len(j.tokens) && len(out) < maxTries; at++ {
		if j.tokens[at] == j.ids[a.from] {
			out = append(out, int32(at))
		}
	}
	return out
}

func (j *judging) result() Result {
	r := Result{Words: j.draft.words}
	stand := 0
	for carrier, words := range j.words {
		if words > 0 {
			r.By = append(r.By, Share{Index: carrier, Words: words})
			stand += words
		}
	}
	word, token := 0, 0
	for _, a := range j.left {
		word += j.draft.count(token, a.from)
		r.Left = append(r.Left, Span{From: word, To: word + a.words})
		word, token = word+a.words, a.to
		stand += j.known(a)
	}
	r.Carried = r.Words > 0 && len(r.Left) == 0
	if r.Words > 0 {
		r.Score = stand * 1000 / r.Words
	}
	if !r.Carried {
		r.Score = min(r.Score, 999)
	}
	return r
}

// known is how many words of a piece stand in runs that some carrier has.
func (j *judging) known(a piece) int {
	n, until := 0, a.from
	for at := a.from; at+shingle <= a.to; at++ {
		if _, have := j.runs[hashOf(j.ids[at:at+shingle])]; have {
			n += j.draft.count(max(at, until), at+shingle)
			until = at + shingle
		}
	}
	return n
}
