package xmltext

import (
	"bytes"
	"unicode/utf8"
)

// Spelling is a name as a document writes it, met at least once and judged then. A document that uses no more than
// some thousand names has one Spelling of each.
type Spelling struct {
	Raw, Prefix, Local string
	// Meaning is the caller's: what it found out about the name, kept for the next time.
	Meaning any
}

// spellingsKept bounds the cache of names; a document with more different names only gets slower.
const spellingsKept = 1 << 14

// attrSpan is an attribute while its tag is still being read: offsets from the start of the tag.
type attrSpan struct {
	name           *Spelling
	at             int
	from, to       int
	rough, foreign bool // needs normalising; has bytes above ASCII
}

// spelling reads a name at pos.
func (s *Scanner) spelling() (*Spelling, error) {
	start := s.pos - s.tok
	for {
		i := s.pos
		for i < s.end && nameByte[s.buf[i]] {
			i++
		}
		s.pos = i
		if i-s.tok-start > s.limits.Name {
			return nil, s.faultOf(NameTooLong, "name too long")
		}
		if i < s.end || !s.more() {
			break
		}
	}
	raw := s.buf[s.tok+start : s.pos]
	if len(raw) == 0 {
		return nil, s.stoppedOr("name expected")
	}
	// Documents use few names again and again: a small table in front of the map saves most of its work.
	slot := &s.recent[(uint(raw[0])*31+uint(raw[len(raw)-1])*7+uint(raw[len(raw)/2])*3+uint(len(raw)))%recentNames]
	if *slot != nil && (*slot).Raw == string(raw) {
		return *slot, nil
	}
	known, ok := s.names[string(raw)]
	if !ok {
		var err error
		if known, err = s.newSpelling(raw, start); err != nil {
			return nil, err
		}
	}
	*slot = known
	return known, nil
}

// recentNames is the size of the table of names met lately.
const recentNames = 256

// newSpelling judges a name that was not met before.
func (s *Scanner) newSpelling(raw []byte, start int) (*Spelling, error) {
	prefix, local, ok := SplitQName(string(raw))
	if !ok {
		s.pos = s.tok + start
		return nil, s.stoppedOr("name expected")
	}
	if len(s.names) >= spellingsKept {
		clear(s.names)
	}
	n := &Spelling{Raw: string(raw), Prefix: prefix, Local: local}
	s.names[n.Raw] = n
	return n, nil
}

func (s *Scanner) endTag() (Kind, error) {
	s.pos += 2
	if n := len(s.open); n > 0 { // nearly always the whole tag is there, and is the right one
		raw := s.open[n-1].Raw
		if end := s.pos + len(raw); end < s.end && s.buf[end] == '>' && string(s.buf[s.pos:end]) == raw {
			s.pos = end + 1
			s.open = s.open[:n-1]
			return End, nil
		}
	}
	name, err := s.spelling()
	if err != nil {
		return 0, err
	}
	s.skipSpace()
	if c, ok := s.ahead(0); !ok || c != '>' {
		return 0, s.stoppedOr("end tag out of form")
	}
	if len(s.open) == 0 || s.open[len(s.open)-1].Raw != name.Raw {
		return 0, s.fault("end tag without its start tag")
	}
	s.pos++
	s.open = s.open[:len(s.open)-1]
	return End, nil
}

func (s *Scanner) startTag() (Kind, error) {
	if len(s.open) == 0 && s.rooted {
		return 0, s.fault("second root element")
	}
	if len(s.open) >= s.limits.Depth {
		return 0, s.faultOf(TooDeep, "too deep")
	}
	s.pos++
	name, err := s.spelling()
	if err != nil {
		return 0, err
	}
	s.spans = s.spans[:0]
	for {
		spaced := s.skipSpace()
		if s.pos == s.end {
			return 0, s.stopped()
		}
		c := s.buf[s.pos]
		if c == '>' {
			s.pos++
			break
		}
		if c == '/' {
			if !s.follows("/>") {
				return 0, s.stoppedOr("/ without > in a tag")
			}
			s.closing = true
			break
		}
		if !spaced {
			return 0, s.fault("space missing before an attribute")
		}
		if err := s.attribute(); err != nil {
			return 0, err
		}
	}
	s.name, s.rooted = name, true
	s.open = append(s.open, name)
	return Start, s.settle()
}

func (s *Scanner) attribute() error {
	if len(s.spans) >= s.limits.Attributes {
		return s.faultOf(TooManyAttributes, "too many attributes")
	}
	span := attrSpan{at: s.pos - s.tok}
	var err error
	if span.name, err = s.spelling(); err != nil {
		return err
	}
	s.skipSpace()
	if s.pos == s.end || s.buf[s.pos] != '=' {
		return s.stoppedOr("attribute without value")
	}
	s.pos++
	s.skipSpace()
	if s.pos == s.end || s.buf[s.pos] != '"' && s.buf[s.pos] != '\'' {
		return s.stoppedOr("attribute value without quotes")
	}
	quote := s.buf[s.pos]
	s.pos++
	span.from = s.pos - s.tok
	if err := s.value(quote, &span); err != nil {
		return err
	}
	span.to = s.pos - s.tok
	s.pos++
	s.spans = append(s.spans, span)
	return nil
}

// value goes to the closing quote and notes what the value needs before it can be used.
func (s *Scanner) value(quote byte, span *attrSpan) error {
	for {
		buf := s.buf[:s.end]
		i := s.pos
		for i < len(buf) && valueClass[buf[i]] == plain {
			i++
		}
		s.pos = i
		if i == len(buf) {
			if i-s.tok > s.limits.Tag {
				return s.faultOf(TagTooLong, "tag too long")
			}
			if !s.more() {
				return s.stopped()
			}
			continue
		}
		switch c := buf[i]; valueClass[c] {
		case bracket:
			if c == quote {
				return nil
			}
		case control:
			return s.fault("character that XML does not allow")
		case multi:
			span.foreign = true
		default:
			if c == '<' {
				return s.fault("< in an attribute value")
			}
			span.rough = true
		}
		s.pos++
	}
}

// settle makes the attributes usable once the whole tag is in the buffer.
func (s *Scanner) settle() error {
	s.attrs = s.attrs[:0]
	s.norm = s.norm[:0]
	need := 0
	for i := range s.spans {
		if s.spans[i].rough {
			need += s.spans[i].to - s.spans[i].from
		}
	}
	if cap(s.norm) < need { // values are slices of norm, so it may not move while they are made
		s.norm = make([]byte, 0, need)
	}
	for i := range s.spans {
		span := &s.spans[i]
		value := s.buf[s.tok+span.from : s.tok+span.to]
		if span.foreign {
			if bad := firstBadRune(value); bad >= 0 {
				s.pos = s.tok + span.from + bad
				return s.fault("character that XML does not allow")
			}
		}
		if span.rough {
			from := len(s.norm)
			if bad := s.normalise(value); bad >= 0 {
				s.pos = s.tok + span.from + bad
				return s.fault("reference that XML does not know")
			}
			value = s.norm[from:]
		}
		s.attrs = append(s.attrs, Attr{Name: span.name, Value: value, At: span.at})
	}
	return nil
}

func firstBadRune(b []byte) int {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 || !isChar(r) {
			return i
		}
		i += size
	}
	return -1
}

// normalise appends the value as XML 1.0 §3.3.3 wants it: white space as spaces, references resolved. The
// result is never longer than the source. It gives the offset of a reference that does not exist, or -1.
func (s *Scanner) normalise(value []byte) int {
	for i := 0; i < len(value); i++ {
		c := value[i]
		switch {
		case c == '\r' && i+1 < len(value) && value[i+1] == '\n':
			continue
		case IsSpace(c):
			c = ' '
		case c == '&':
			end := bytes.IndexByte(value[i:], ';')
			if end < 0 {
				return i
			}
			r, ok := resolveReference(value[i+1 : i+end])
			if !ok {
				return i
			}
			s.norm = utf8.AppendRune(s.norm, r)
			i += end
			continue
		}
		s.norm = append(s.norm, c)
	}
	return -1
}
