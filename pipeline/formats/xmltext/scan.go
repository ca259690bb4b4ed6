package xmltext

import (
	"bytes"
	"context"
	"errors"
	"io"
	"unicode/utf8"
)

// Kind is what the scanner found next.
type Kind uint8

// The kinds. The end tag of <a/> comes as a token of its own, and one text may come in several pieces.
const (
	Start Kind = iota + 1
	End
	Text
	Done
)

const bufferSize = 64 << 10

// Attr is one attribute of a start tag.
type Attr struct {
	// Name is as the document writes it.
	Name *Spelling
	// Value is normalised (XML 1.0 §3.3.3) and holds until the next token.
	Value []byte
	// At is the offset of the name from the start of the tag, for [Scanner.Position].
	At int
}

// Scanner reads XML 1.0 with namespaces, without DTD, from a stream. It keeps one token in memory.
// Comments and processing instructions are checked and passed over.
type Scanner struct {
	ctx    context.Context
	src    io.Reader
	limits Limits

	onlyUTF8 bool

	buf           []byte
	tok, pos, end int   // start of the token, next byte, end of what was read
	passed        int64 // bytes before buf
	failed        error

	name  *Spelling // of a start tag
	attrs []Attr
	text  []byte
	norm  []byte // normalised attribute values and text with carriage returns

	names     map[string]*Spelling
	recent    [recentNames]*Spelling
	open      []*Spelling
	closing   bool // the tag was <a/>: an end follows
	rooted    bool
	inCDATA   bool
	brackets  int // how many ']' stand just before pos
	afterCR   bool
	spans     []attrSpan
	ref       [utf8.UTFMax]byte
	mark      int // everything before mark is counted in line and column
	line, col int
}

// New reads a document in any encoding that it names itself: UTF-8, UTF-16 and the one-byte encodings of western
// Europe. The error is a [*Fault] for an encoding that is not read here, or what r said.
func New(ctx context.Context, r io.Reader, limits Limits) (*Scanner, error) {
	src, unknown, err := decoded(r)
	if err != nil {
		return nil, err
	}
	s := newScanner(ctx, src, limits)
	if unknown != "" {
		return s, s.fault("encoding " + unknown)
	}
	return s, nil
}

// NewUTF8 reads a document in UTF-8, and takes one that names another encoding for not well-formed.
func NewUTF8(ctx context.Context, r io.Reader, limits Limits) *Scanner {
	s := newScanner(ctx, unmarked(r), limits)
	s.onlyUTF8 = true
	return s
}

func newScanner(ctx context.Context, src io.Reader, limits Limits) *Scanner {
	return &Scanner{
		ctx: ctx, src: src, limits: limits, line: 1, col: 1,
		buf: make([]byte, bufferSize), names: map[string]*Spelling{},
	}
}

// Name is the name of the start tag that was just read.
func (s *Scanner) Name() *Spelling { return s.name }

// Attrs are the attributes of the start tag that was just read; they hold until the next token.
func (s *Scanner) Attrs() []Attr { return s.attrs }

// Text is the piece of text that was just read, its line ends made '\n'; it holds until the next token.
func (s *Scanner) Text() []byte { return s.text }

// Ended is the name of the element whose end was just read.
func (s *Scanner) Ended() *Spelling { return s.open[:len(s.open)+1][len(s.open)] }

// Span gives the first byte of the token that was just read and the one after it, as offsets into the document in
// UTF-8. What lies between two tokens are comments, processing instructions and the signs around CDATA.
func (s *Scanner) Span() (from, to int64) { return s.passed + int64(s.tok), s.passed + int64(s.pos) }

// more reads on, keeping the token from tok. False means the end of the input or a failed read.
func (s *Scanner) more() bool {
	if s.failed != nil {
		return false
	}
	s.count(s.tok)
	if s.tok > 0 {
		copy(s.buf, s.buf[s.tok:s.end])
		s.pos -= s.tok
		s.end -= s.tok
		s.mark -= s.tok
		s.passed += int64(s.tok)
		s.tok = 0
	}
	if s.end == len(s.buf) {
		if len(s.buf) >= 2*max(s.limits.Tag, bufferSize) { // whatever the token is, it is no honest one
			s.failed = s.faultOf(TagTooLong, "tag too long")
			return false
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	if s.failed = s.ctx.Err(); s.failed != nil {
		return false
	}
	for range 100 {
		n, err := s.src.Read(s.buf[s.end:])
		s.end += n
		s.failed = err
		if n > 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
	s.failed = io.ErrNoProgress
	return false
}

// stopped turns "no more bytes" into the machine's error, or a fault of the document that ended too soon.
func (s *Scanner) stopped() error {
	if errors.Is(s.failed, io.EOF) {
		return s.faultOf(CutShort, "unexpected end")
	}
	return s.failed
}

// count moves the counted position to at. Columns are characters, lines end with '\n'.
func (s *Scanner) count(at int) {
	if at <= s.mark {
		return
	}
	seen := s.buf[s.mark:at]
	if n := bytes.Count(seen, newline); n > 0 {
		s.line += n
		s.col = 1
		seen = seen[bytes.LastIndexByte(seen, '\n')+1:]
	}
	s.col += utf8.RuneCount(seen)
	s.mark = at
}

var newline = []byte{'\n'}

// Position gives line and column of the byte at offset from the start of the token.
func (s *Scanner) Position(offset int) (line, column int) {
	s.count(s.tok)
	kept := [3]int{s.mark, s.line, s.col}
	s.count(s.tok + offset)
	line, column = s.line, s.col
	s.mark, s.line, s.col = kept[0], kept[1], kept[2]
	return line, column
}

// TagLines counts the line ends inside the tag that was just read.
func (s *Scanner) TagLines() int { return bytes.Count(s.buf[s.tok:s.pos], newline) }

// Here is how far reading has come: where a fault of the token that was just read is noticed.
func (s *Scanner) Here() (line, column int) { return s.Position(max(s.pos-s.tok, 0)) }

func (s *Scanner) fault(reason string) error { return s.faultOf(NotWellFormed, reason) }

func (s *Scanner) faultOf(trouble Trouble, reason string) error {
	line, column := s.Here()
	return &Fault{Trouble: trouble, Reason: reason, Line: line, Column: column}
}

// Next finds the next token. The error is a [*Fault], or what the reader or the context said.
func (s *Scanner) Next() (Kind, error) {
	if s.closing {
		s.closing = false
		s.tok = s.pos
		s.open = s.open[:len(s.open)-1]
		return End, nil
	}
	for {
		s.tok = s.pos
		if s.inCDATA {
			if kind, err := s.cdata(); kind != 0 || err != nil {
				return kind, err
			}
			continue
		}
		if s.pos == s.end && !s.more() {
			return s.finish()
		}
		var kind Kind
		var err error
		switch s.buf[s.pos] {
		case '<':
			kind, err = s.tag()
		case '&':
			kind, err = s.reference()
		default:
			kind, err = s.chars()
		}
		if kind != 0 || err != nil {
			return kind, err
		}
	}
}

func (s *Scanner) finish() (Kind, error) {
	if !errors.Is(s.failed, io.EOF) {
		return 0, s.failed
	}
	if len(s.open) > 0 || !s.rooted {
		return 0, s.faultOf(CutShort, "unexpected end")
	}
	return Done, nil
}

// chars reads character data up to the next markup or the end of the buffer.
func (s *Scanner) chars() (Kind, error) {
	stop, err := s.run(textClass)
	if err != nil {
		return 0, err
	}
	for stop == bracket {
		c := s.buf[s.pos]
		if c == '>' && s.brackets >= 2 {
			return 0, s.fault("]]> in text")
		}
		s.brackets = min(s.brackets+1, 2)
		if c == '>' {
			s.brackets = 0
		}
		s.pos++
		if stop, err = s.run(textClass); err != nil {
			return 0, err
		}
	}
	if stop == markup {
		s.brackets = 0
	}
	return s.emit(s.buf[s.tok:s.pos]) // reading on may have moved the token
}

// emit hands out text with its line ends made '\n' (XML 1.0 §2.11); outside the root only space may stand.
func (s *Scanner) emit(text []byte) (Kind, error) {
	if len(text) == 0 {
		return 0, nil
	}
	if len(s.open) == 0 {
		if !AllSpace(text) {
			s.pos = s.tok
			return 0, s.fault("text outside the root element")
		}
		return 0, nil
	}
	if s.afterCR || bytes.IndexByte(text, '\r') >= 0 {
		if text = s.unixLines(text); len(text) == 0 {
			return 0, nil
		}
	}
	s.text = text
	return Text, nil
}

func (s *Scanner) unixLines(text []byte) []byte {
	out := s.norm[:0]
	for _, c := range text {
		if c == '\n' && s.afterCR {
			s.afterCR = false
			continue
		}
		s.afterCR = c == '\r'
		if s.afterCR {
			c = '\n'
		}
		out = append(out, c)
	}
	s.norm = out
	return out
}

// run passes over characters of no interest to class and gives the class of the byte that stopped it.
// At the end of the buffer it gives plain; the caller emits what it has, or asks for more.
func (s *Scanner) run(class *[256]byte) (byte, error) {
	for {
		buf := s.buf[:s.end]
		from, i := s.pos, s.pos
		for i < len(buf) && class[buf[i]] == plain {
			i++
		}
		if s.pos = i; i > from {
			s.brackets = 0
		}
		if i == len(buf) {
			return plain, nil
		}
		switch c := class[buf[i]]; c {
		case carry:
			s.brackets = 0
			s.pos++
		case control:
			return 0, s.fault("character that XML does not allow")
		case multi:
			s.brackets = 0
			if waiting, err := s.rune(); waiting || err != nil {
				return plain, err
			}
		default:
			return c, nil
		}
	}
}

// rune passes one character above ASCII. When the buffer ends inside it and something stands before it in
// the token, waiting is true; otherwise more is read.
func (s *Scanner) rune() (waiting bool, err error) {
	for !utf8.FullRune(s.buf[s.pos:s.end]) {
		if s.pos > s.tok {
			return true, nil
		}
		if !s.more() {
			break
		}
	}
	r, size := utf8.DecodeRune(s.buf[s.pos:s.end])
	if r == utf8.RuneError && size <= 1 {
		if s.failed != nil && !errors.Is(s.failed, io.EOF) {
			return false, s.failed
		}
		return false, s.fault("bytes that are not in the encoding")
	}
	if !isChar(r) {
		return false, s.fault("character that XML does not allow")
	}
	s.pos += size
	return false, nil
}
