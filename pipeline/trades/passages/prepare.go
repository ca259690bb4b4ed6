package passages

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Marks of a token.
const (
	markWord  uint8 = 1 << iota // a word or number; else punctuation
	markLine                    // a line began before it: a paragraph, or only the edge of the paper
	markHard                    // a paragraph certainly began before it: an empty line, a bullet, the beginning of the text
	markUpper                   // it began with a capital letter
	markDigit                   // it began with a digit
	markItem                    // a bullet stood before it
)

// Prepared is a text made ready for comparison. It does not change after [Prepare].
type Prepared struct {
	text  string   // tokens one after another
	ends  []uint32 // where each ends in text
	marks []uint8
	words int
}

// Prepare makes a text ready. A new line is a passage where a sentence ends with it; an empty line always ends one. Cells of a table's row are best parted
// by tabs, so that the row stays one passage.
func Prepare(text string) *Prepared {
	s := scanner{in: even(text), next: markHard | markLine, out: &Prepared{}}
	s.built.Grow(len(s.in))
	for s.at < len(s.in) {
		s.step()
	}
	s.out.text = s.built.String()
	return s.out
}

// Words is the number of words and numbers.
func (p *Prepared) Words() int { return p.words }

func (p *Prepared) token(i int) string {
	if i == 0 {
		return p.text[:p.ends[0]]
	}
	return p.text[p.ends[i-1]:p.ends[i]]
}

func (p *Prepared) has(i int, mark uint8) bool { return p.marks[i]&mark != 0 }

// scanner cuts an even text into tokens.
type scanner struct {
	in    string
	at    int
	next  uint8 // marks that the next token inherits from the space before it
	built strings.Builder
	out   *Prepared
}

func (s *scanner) rune(at int) (rune, int) { return utf8.DecodeRuneInString(s.in[at:]) }

// step reads one space, word or punctuation mark.
func (s *scanner) step() {
	r, size := s.rune(s.at)
	switch {
	case r == '\n':
		s.line()
	case unicode.IsSpace(r):
		s.at += size
	case s.bullet(r, size):
		s.at += size
	case inWord(r):
		s.word()
	default:
		s.emit(s.in[s.at:s.at+size], 0)
		s.at += size
	}
}

// line reads a line end; a second one before anything else makes the next token a paragraph's first.
func (s *scanner) line() {
	if s.next&markLine != 0 {
		s.next |= markHard
	}
	s.next |= markLine
	s.at++
}

// bullet tells whether a mark before an item of a list stands here: first on its line, a space after it. A dash is one too, unless a number follows,
// whose sign it could be; since a dash in running text may come first on a line, the item after it does not count as a paragraph for certain.
func (s *scanner) bullet(r rune, size int) bool {
	if s.next&markLine == 0 || r != '-' && !isBullet(r) {
		return false
	}
	after, width := s.rune(s.at + size)
	if width == 0 || after != ' ' && after != '\t' {
		return false
	}
	if r != '-' {
		s.next |= markHard | markItem
		return true
	}
	rest := strings.TrimLeft(s.in[s.at+size:], " \t")
	first, _ := utf8.DecodeRuneInString(rest)
	if !unicode.IsLetter(first) {
		return false
	}
	s.next |= markItem
	return true
}

// word reads a word or a number. Hyphens between letters vanish, whether they stand within a line or at its end; a number keeps the signs between its
// digits.
func (s *scanner) word() {
	start, first := s.built.Len(), s.at
	last := rune(0)
	for s.at < len(s.in) {
		r, size := s.rune(s.at)
		if inWord(r) {
			s.lower(r)
			last = r
			s.at += size
			continue
		}
		if skip := s.hyphen(r, last); skip > 0 {
			s.at += skip
			continue
		}
		if !s.inNumber(r, last) {
			break
		}
		s.built.WriteRune(r)
		last = r
		s.at += size
	}
	initial, _ := s.rune(first)
	mark := markWord
	if unicode.IsUpper(initial) {
		mark |= markUpper
	}
	if unicode.IsDigit(initial) {
		mark |= markDigit
	}
	s.close(start, mark)
}

func (s *scanner) lower(r rune) { s.built.WriteRune(unicode.ToLower(r)) }

// hyphen is how much to skip of a hyphen within a word: the sign, and the line end and indent after it. 0 when it is none.
func (s *scanner) hyphen(r, last rune) int {
	if r != '-' || !unicode.IsLetter(last) && !unicode.IsMark(last) {
		return 0
	}
	rest := s.in[s.at+1:]
	trimmed := strings.TrimLeft(rest, " \t")
	if line, is := strings.CutPrefix(trimmed, "\n"); is {
		trimmed = strings.TrimLeft(line, " \t")
	} else {
		trimmed = rest
	}
	if first, _ := utf8.DecodeRuneInString(trimmed); !unicode.IsLetter(first) {
		return 0
	}
	return 1 + len(rest) - len(trimmed)
}

// inNumber tells whether the sign stands between two digits and belongs to the number: 3,5 and 12.05.2019 and 10:30 and 24/117.
func (s *scanner) inNumber(r, last rune) bool {
	if !strings.ContainsRune(".,:/", r) || !unicode.IsDigit(last) {
		return false
	}
	after, _ := s.rune(s.at + 1)
	return unicode.IsDigit(after)
}

func (s *scanner) emit(text string, mark uint8) {
	start := s.built.Len()
	s.built.WriteString(text)
	s.close(start, mark)
}

// close ends the token that began at start.
func (s *scanner) close(start int, mark uint8) {
	if s.built.Len() == start {
		return
	}
	if mark&markWord != 0 {
		s.out.words++
	}
	s.out.ends = append(s.out.ends, uint32(s.built.Len()))
	s.out.marks = append(s.out.marks, mark|s.next)
	s.next = 0
}
