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

// piece is passages that cannot be parted.
type piece struct {
	from, body, to int     // body is the first token after a heading that the piece begins with, else from
	words          int     // all of them
	under          passage // the heading that stands over it, its own or an earlier one; empty where there is none
}

// pieces joins passages that cannot be parted.
func (p *Prepared) pieces() []piece {
	all := p.passages()
	var out []piece
	var under passage
	led := false
	for i, next := range all {
		heading := p.isHeading(next) && i+1 < len(all)
		if i > 0 && !p.canPart(all, i, led) {
			joined := &out[len(out)-1]
			joined.to, joined.words = next.to, joined.words+next.words(p)
		} else {
			switch {
			case heading:
				under = next
			case p.isGreeting(next):
				under = passage{}
			}
			whole := piece{from: next.from, body: next.from, to: next.to, words: next.words(p), under: under}
			if heading && all[i+1].words(p) >= alone {
				whole.body = next.to
			}
			out = append(out, whole)
		}
		led = p.leads(next) || led && !heading && (next.words(p) < item || p.has(next.from, markItem))
	}
	return out
}

// item is how long a passage after a lead is at least when it is no item of the list that the lead began.
const item = 20

// leads tells whether a passage begins something that must be read with it: it ends no sentence, and is no heading. An announcement, a row, a question.
func (p *Prepared) leads(a passage) bool {
	return p.token(a.to-1) == ":" || !p.endsSentence(a.to-1) && !p.isHeading(a)
}

// canPart tells whether passage i can be parted from the one before it: that one is made of sentences and stands alone, and i stands alone and is no item
// of a list, or is a heading or the greeting at the end. A letterhead and what follows it can be parted too.
func (p *Prepared) canPart(all []passage, i int, led bool) bool {
	before, next := all[i-1], all[i]
	if p.endsLetterhead(all, i) {
		return true
	}
	if before.words(p) < alone || !p.states(before) {
		return false
	}
	return next.words(p) >= alone && !led && !p.has(next.from, markItem) || p.isHeading(next) && i+1 < len(all) || p.isGreeting(next)
}

// states tells whether a passage ends as a statement, and not as a question.
func (p *Prepared) states(a passage) bool {
	return p.endsSentence(a.to-1) && p.token(a.to-1) != "?"
}

// endsLetterhead tells whether the passages before all[i] are the letterhead: short lines that the document begins with, the last of them no announcement
// or question; then a heading with its paragraph.
func (p *Prepared) endsLetterhead(all []passage, i int) bool {
	if i+1 >= len(all) || !p.isHeading(all[i]) || all[i+1].words(p) < alone || !p.has(all[i].from, markHard) || !p.has(all[i].from-1, markWord) {
		return false
	}
	return !slices.ContainsFunc(all[:i], func(a passage) bool { return a.words(p) >= alone })
}

// isGreeting tells of the words before a signature.
func (p *Prepared) isGreeting(a passage) bool {
	last := p.token(a.to - 1)
	return p.has(a.from, markHard) && a.words(p) <= 3 && (last == "hilsen" || last == "helsing")
}

// isHeading tells whether a short passage is one: a paragraph for certain, a capital first, perhaps a number before it, no other number, no end of a
// sentence, no answer.
func (p *Prepared) isHeading(a passage) bool {
	from := a.from
	for from < a.to && (p.has(from, markDigit) || strings.Contains(".)", p.token(from))) {
		from++
	}
	if from == a.to || a.words(p) >= alone || !p.has(from, markUpper) || !p.has(a.from, markHard) || p.has(a.from, markItem) || p.endsSentence(a.to-1) {
		return false
	}
	for i := from; i < a.to; i++ {
		if p.has(i, markDigit) || bare[p.token(i)] {
			return false
		}
	}
	return !p.isGreeting(a)
}
