package passages

import (
	"slices"
	"strings"
)

// endsSentence tells whether a sentence ends with token i.
func (p *Prepared) endsSentence(i int) bool {
	switch p.token(i) {
	case "!", "?":
		return true
	case ".":
		return i > 0 && p.stops(i)
	}
	return false
}

// stops tells whether a full stop ends a sentence rather than an abbreviation, an initial or an ordinal. After a number of one or two digits it does only
// where a paragraph ends for certain, or where the number itself begins a line, as the numbers of paragraphs do.
func (p *Prepared) stops(i int) bool {
	before := p.token(i - 1)
	switch {
	case !p.has(i-1, markWord):
		return strings.ContainsAny(before, `"')]%.`)
	case p.has(i-1, markDigit):
		return len(before) > 2 || p.has(i-1, markLine) || i+1 == len(p.marks) || p.has(i+1, markHard)
	case len([]rune(before)) == 1 || abbreviations[before]:
		return i+1 == len(p.marks) || p.has(i+1, markHard)
	}
	return true
}

// passage is a stretch of tokens between two places where a passage may end.
type passage struct{ from, to int }

func (a passage) words(p *Prepared) int { return p.count(a.from, a.to) }

// passages cuts a text at every empty line or bullet, and at every line end that ends a sentence.
func (p *Prepared) passages() []passage {
	var out []passage
	from := 0
	for i := 1; i <= len(p.marks); i++ {
		if i == len(p.marks) || p.has(i, markHard) || p.has(i, markLine) && p.endsSentence(i-1) && p.opens(i) {
			out = append(out, passage{from, i})
			from = i
		}
	}
	return out
}

// opens tells whether a sentence may begin with token i: not with a small letter.
func (p *Prepared) opens(i int) bool {
	return !p.has(i, markWord) || p.marks[i]&(markUpper|markDigit) != 0
}

// count is the words of tokens.
func (p *Prepared) count(from, to int) int {
	n := 0
	for i := from; i < to; i++ {
		if p.has(i, markWord) {
			n++
		}
	}
	return n
}

// piece is passages that cannot be parted. Where they begin with a heading, body is the first token after it, else it is from.
type piece struct{ from, body, to, words int }

// pieces joins passages that cannot be parted.
func (p *Prepared) pieces() []piece {
	all := p.passages()
	var out []piece
	for i := 0; i < len(all); {
		to := i + 1
		for to < len(all) && !p.canPart(all[to-1], all[to]) && !p.endsLetterhead(all, to) {
			to++
		}
		next := piece{from: all[i].from, body: all[i].from, to: all[to-1].to}
		next.words = p.count(next.from, next.to)
		switch {
		case i > 0 && next.words < alone && !p.isHeading(all[i]):
			joined := &out[len(out)-1]
			joined.to, joined.words = next.to, joined.words+next.words
		case to-i > 1 && p.isHeading(all[i]) && all[i+1].words(p) >= alone:
			next.body = all[i].to
			fallthrough
		default:
			out = append(out, next)
		}
		i = to
	}
	return out
}

// canPart tells whether two neighbours can be parted: the first stands alone and is closed, and the second stands alone, or is a heading, which belongs
// to what follows it, or is the first row or line of something.
func (p *Prepared) canPart(first, second passage) bool {
	return first.words(p) >= alone && p.closed(first) && (second.words(p) >= alone || p.isHeading(second) || p.isLabel(first, second))
}

// endsLetterhead tells whether the passages before all[to] are the letterhead: short lines that the document begins with, the
// last of them no question or announcement; then a heading with its paragraph.
func (p *Prepared) endsLetterhead(all []passage, to int) bool {
	if to+1 >= len(all) || !p.isHeading(all[to]) || all[to+1].words(p) < alone || !p.closed(all[to-1]) {
		return false
	}
	return !slices.ContainsFunc(all[:to], func(a passage) bool { return a.words(p) >= alone })
}

// isLabel tells whether a short passage is the first of several rather than the answer to what stands before it, which is a sentence: it begins with a
// word and has no word that answers. Its piece must stand alone as a whole ([Prepared.pieces]).
func (p *Prepared) isLabel(before, a passage) bool {
	return p.has(a.from, markHard) && p.has(a.from, markWord) && !p.has(a.from, markDigit) && p.endsSentence(before.to-1) && !p.answers(a)
}

// answers tells whether a passage has a word that turns what stands before it.
func (p *Prepared) answers(a passage) bool {
	for i := a.from; i < a.to; i++ {
		if bare[p.token(i)] {
			return true
		}
	}
	return false
}

// closed tells whether nothing that follows is needed to understand the passage: it is no question, no announcement. A line without a full stop is closed
// only where the paragraph ends for certain, as items of lists do.
func (p *Prepared) closed(a passage) bool {
	last := p.token(a.to - 1)
	if last == "." || last == "!" {
		return p.endsSentence(a.to - 1)
	}
	hard := a.to == len(p.marks) || p.has(a.to, markHard)
	return hard && (p.has(a.to-1, markWord) || last == ")")
}

// isHeading tells whether a short passage is one: a capital first, perhaps a number before it, no other number, no end of a sentence, no answer.
func (p *Prepared) isHeading(a passage) bool {
	from := a.from
	for from < a.to && (p.has(from, markDigit) || strings.Contains(".)", p.token(from))) {
		from++
	}
	if from == a.to || a.words(p) >= alone || !p.has(from, markUpper) || p.endsSentence(a.to-1) {
		return false
	}
	for i := from; i < a.to; i++ {
		if p.has(i, markDigit) {
			return false
		}
	}
	return !p.answers(a)
}
