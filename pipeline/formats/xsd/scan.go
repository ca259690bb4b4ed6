package xsd

import (
	"bytes"
	"context"
	"errors"
	"io"
	"unicode/utf8"
)

// tokenKind is what the tokenizer found next.
type tokenKind uint8

const (
	tokenStart tokenKind = iota + 1
	tokenEnd
	tokenText
	tokenDone
)

const bufferSize = 64 << 10

// syntaxError is a fault of the text itself: not well-formed, or over a limit.
type syntaxError struct {
	code         Code
	reason       string
	line, column int
}

// Error gives the reason.
func (e *syntaxError) Error() string { return e.reason }

// rawAttr is one attribute of a start tag. value is normalised and lives until the next token.
type rawAttr struct {
	name  *spelling
	value []byte
	at    int // offset of the name from the start of the tag
}

// scanner reads XML 1.0 with namespaces, without DTD, from a stream. It keeps one token in memory.
// Comments and processing instructions are checked and passed over.
type scanner struct {
	ctx    context.Context
	src    io.Reader
	limits Limits

	buf           []byte
	tok, pos, end int // start of the token, next byte, end of what was read
	failed        error

	name  *spelling // of a start tag
	attrs []rawAttr
	text  []byte
	norm  []byte // normalised attribute values and text with carriage returns

	names     map[string]*spelling
	recent    [recentNames]*spelling
	open      []*spelling
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

func newScanner(ctx context.Context, r io.Reader, limits Limits) (*scanner, error) {
	src, unknown, err := decoded(r)
	if err != nil {
		return nil, err
	}
	s := &scanner{
		ctx: ctx, src: src, limits: limits, line: 1, col: 1,
		buf: make([]byte, bufferSize), names: map[string]*spelling{},
	}
	if unknown != "" {
		return s, s.fault("encoding " + unknown)
	}
	return s, nil
}

// more reads on, keeping the token from tok. False means the end of the input or a failed read.
func (s *scanner) more() bool {
	if s.failed != nil {
		return false
	}
	s.count(s.tok)
	if s.tok > 0 {
		copy(s.buf, s.buf[s.tok:s.end])
		s.pos -= s.tok
		s.end -= s.tok
		s.mark -= s.tok
		s.tok = 0
	}
	if s.end == len(s.buf) {
		if len(s.buf) >= 2*max(s.limits.Tag, bufferSize) { // whatever the token is, it is no honest one
			s.failed = s.faultCode(TagTooLong, "tag too long")
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
func (s *scanner) stopped() error {
	if errors.Is(s.failed, io.EOF) {
		return s.fault("unexpected end")
	}
	return s.failed
}

// count moves the counted position to at. Columns are characters, lines end with '\n'.
func (s *scanner) count(at int) {
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

// position gives line and column of the byte at offset from the start of the token.
func (s *scanner) position(offset int) (line, column int) {
	s.count(s.tok)
	kept := [3]int{s.mark, s.line, s.col}
	s.count(s.tok + offset)
	line, column = s.line, s.col
	s.mark, s.line, s.col = kept[0], kept[1], kept[2]
	return line, column
}

// tagLines counts the line ends inside the tag that was just read.
func (s *scanner) tagLines() int { return bytes.Count(s.buf[s.tok:s.pos], newline) }

func (s *scanner) fault(reason string) error { return s.faultCode(NotWellFormed, reason) }

func (s *scanner) faultCode(code Code, reason string) error {
	line, column := s.position(max(s.pos-s.tok, 0))
	return &syntaxError{code: code, reason: reason, line: line, column: column}
}

// next finds the next token. Errors are *syntaxError, or what the reader or the context said.
func (s *scanner) next() (tokenKind, error) {
	if s.closing {
		s.closing = false
		s.tok = s.pos
		s.open = s.open[:len(s.open)-1]
		return tokenEnd, nil
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
		var kind tokenKind
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

func (s *scanner) finish() (tokenKind, error) {
	if !errors.Is(s.failed, io.EOF) {
		return 0, s.failed
	}
	if len(s.open) > 0 || !s.rooted {
		return 0, s.fault("unexpected end")
	}
	return tokenDone, nil
}

// chars reads character data up to the next markup or the end of the buffer.
func (s *scanner) chars() (tokenKind, error) {
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
func (s *scanner) emit(text []byte) (tokenKind, error) {
	if len(text) == 0 {
		return 0, nil
	}
	if len(s.open) == 0 {
		if !allSpace(text) {
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
	return tokenText, nil
}

func (s *scanner) unixLines(text []byte) []byte {
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
func (s *scanner) run(class *[256]byte) (byte, error) {
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
func (s *scanner) rune() (waiting bool, err error) {
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
