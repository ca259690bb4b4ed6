package xmltext

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ahead gives the byte n places on from pos; false at the end of the input.
func (s *Scanner) ahead(n int) (byte, bool) {
	for s.pos+n >= s.end {
		if !s.more() {
			return 0, false
		}
	}
	return s.buf[s.pos+n], true
}

// follows says whether the input goes on with text, and passes it when it does.
func (s *Scanner) follows(text string) bool {
	for i := range len(text) {
		if c, ok := s.ahead(i); !ok || c != text[i] {
			return false
		}
	}
	s.pos += len(text)
	return true
}

// tag reads what begins with '<'.
func (s *Scanner) tag() (Kind, error) {
	s.afterCR = false
	c, ok := s.ahead(1)
	if !ok {
		s.pos = s.end
		return 0, s.stopped()
	}
	switch c {
	case '/':
		return s.endTag()
	case '!':
		return 0, s.declaration()
	case '?':
		return 0, s.instruction()
	}
	return s.startTag()
}

func (s *Scanner) declaration() error {
	if s.follows("<!--") {
		return s.comment()
	}
	if s.follows("<![CDATA[") {
		if len(s.open) == 0 {
			return s.fault("text outside the root element")
		}
		s.inCDATA, s.brackets = true, 0
		return nil
	}
	if s.follows("<!DOCTYPE") {
		s.pos = s.tok
		return s.faultOf(Doctype, "DOCTYPE")
	}
	return s.stoppedOr("markup that XML does not know")
}

// stoppedOr prefers the trouble of the reader to the fault that it would look like.
func (s *Scanner) stoppedOr(reason string) error {
	if s.failed != nil && s.pos >= s.end {
		return s.stopped()
	}
	return s.fault(reason)
}

// cdata reads a part of a CDATA section; kind 0 means that the section ended without text.
func (s *Scanner) cdata() (Kind, error) {
	for {
		stop, err := s.run(cdataClass)
		if err != nil {
			return 0, err
		}
		if s.pos > s.tok {
			return s.emit(s.buf[s.tok:s.pos])
		}
		if stop == bracket {
			if s.follows("]]>") {
				s.inCDATA, s.brackets, s.afterCR = false, 0, false
				return 0, nil
			}
			if s.failed != nil && s.pos+2 >= s.end {
				s.pos = s.end
				return 0, s.stopped()
			}
			s.pos++
			return s.emit(s.buf[s.tok:s.pos])
		}
		if !s.more() {
			return 0, s.stopped()
		}
	}
}

// comment passes a comment; "--" may only stand at its end (XML 1.0 §2.5).
func (s *Scanner) comment() error {
	for {
		if err := s.passTo(commentClass); err != nil {
			return err
		}
		switch {
		case s.follows("-->"):
			return nil
		case s.follows("--"):
			return s.stoppedOr("-- inside a comment")
		}
		s.pos++
	}
}

// instruction passes a processing instruction; the XML declaration may only stand first (XML 1.0 §2.6, §2.8).
func (s *Scanner) instruction() error {
	first := s.tok == 0 && s.mark == 0 && s.line == 1 && s.col == 1 && !s.rooted
	s.pos += 2
	name, err := s.spelling()
	if err != nil {
		return err
	}
	if bytes.EqualFold([]byte(name.Raw), []byte("xml")) {
		if !first || name.Raw != "xml" {
			return s.fault("XML declaration that does not stand first")
		}
		return s.xmlDeclaration()
	}
	if name.Prefix != "" {
		return s.fault("colon in the name of a processing instruction")
	}
	if c, ok := s.ahead(0); !ok || !IsSpace(c) && c != '?' {
		return s.stoppedOr("processing instruction without space after its name")
	} else if c == '?' {
		if s.follows("?>") {
			return nil
		}
		return s.stoppedOr("processing instruction without space after its name")
	}
	for {
		if err := s.passTo(instrClass); err != nil {
			return err
		}
		if s.follows("?>") {
			return nil
		}
		s.pos++
	}
}

// passTo goes to the next byte that class marks, without keeping what it passes.
func (s *Scanner) passTo(class *[256]byte) error {
	for {
		s.tok = s.pos
		stop, err := s.run(class)
		if err != nil {
			return err
		}
		if stop != plain {
			s.tok = s.pos
			return nil
		}
		s.tok = s.pos
		if !utf8.FullRune(s.buf[s.pos:s.end]) && s.pos < s.end {
			continue // the rest of the character is read by rune, now that nothing stands before it
		}
		if !s.more() {
			return s.stopped()
		}
	}
}

// xmlDeclaration reads what follows "<?xml" (XML 1.0 §2.8). Reading the encoding is the decoder's job.
func (s *Scanner) xmlDeclaration() error {
	order := []string{"version", "encoding", "standalone"}
	for {
		spaced := s.skipSpace()
		if s.follows("?>") {
			break
		}
		at := -1
		for i, name := range order {
			if s.follows(name) {
				at = i
				break
			}
		}
		if at < 0 || !spaced || len(order) == 3 && at != 0 {
			return s.stoppedOr("XML declaration out of form")
		}
		if err := s.declared(order[at]); err != nil {
			return err
		}
		order = order[at+1:]
	}
	if len(order) == 3 {
		return s.fault("XML declaration without version")
	}
	return nil
}

// versionNum is VersionNum (XML 1.0, fifth edition, §2.8).
var versionNum = regexp.MustCompile(`^1\.[0-9]+$`)

func (s *Scanner) declared(name string) error {
	value, err := s.quoted()
	if err != nil {
		return err
	}
	ok := true
	switch name {
	case "version":
		ok = versionNum.MatchString(value)
	case "encoding":
		ok = encodingDecl.MatchString(`<?xml encoding="`+value+`"`) && (!s.onlyUTF8 || strings.EqualFold(value, "UTF-8"))
	case "standalone":
		ok = value == "yes" || value == "no"
	}
	if !ok {
		return s.fault("XML declaration with a wrong " + name)
	}
	return nil
}

// quoted reads ="…" in the XML declaration.
func (s *Scanner) quoted() (string, error) {
	s.skipSpace()
	if !s.follows("=") {
		return "", s.stoppedOr("XML declaration out of form")
	}
	s.skipSpace()
	quote, ok := s.ahead(0)
	if !ok || quote != '"' && quote != '\'' {
		return "", s.stoppedOr("XML declaration out of form")
	}
	for n := 1; n < 100; n++ {
		c, ok := s.ahead(n)
		if !ok {
			s.pos = s.end
			return "", s.stopped()
		}
		if c == quote {
			value := string(s.buf[s.pos+1 : s.pos+n])
			s.pos += n + 1
			return value, nil
		}
	}
	return "", s.fault("XML declaration out of form")
}

// skipSpace passes white space inside a tag, keeping the token. The next byte is there after it, or the input has ended.
func (s *Scanner) skipSpace() (some bool) {
	for {
		for s.pos < s.end && IsSpace(s.buf[s.pos]) {
			s.pos++
			some = true
		}
		if s.pos < s.end || !s.more() {
			return some
		}
	}
}

// reference reads &name; or &#number; in text. Only the five names of XML itself exist without a DTD.
func (s *Scanner) reference() (Kind, error) {
	s.afterCR, s.brackets = false, 0
	if len(s.open) == 0 {
		return 0, s.fault("text outside the root element")
	}
	const longest = 32
	for n := 1; n < longest; n++ {
		c, ok := s.ahead(n)
		if !ok {
			s.pos = s.end
			return 0, s.stopped()
		}
		if c != ';' {
			continue
		}
		r, ok := resolveReference(s.buf[s.pos+1 : s.pos+n])
		if !ok {
			return 0, s.fault("reference that XML does not know")
		}
		s.pos += n + 1
		s.text = utf8.AppendRune(s.ref[:0], r)
		return Text, nil
	}
	return 0, s.fault("& that begins no reference")
}

// resolveReference gives the character of what stands between '&' and ';' (XML 1.0 §4.1, §4.6).
func resolveReference(name []byte) (rune, bool) {
	switch string(name) {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "apos":
		return '\'', true
	case "quot":
		return '"', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := string(name[1:]), 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	if digits == "" || digits[0] == '+' || digits[0] == '-' {
		return 0, false
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || !isChar(rune(n)) || n > unicode.MaxRune {
		return 0, false
	}
	return rune(n), true
}
