package mail

import (
	"bytes"
	"io"
	"net/mail"
	"strings"
)

// ReadEML reads an Internet message. The file is read into memory, Limits.Bytes at most. It refuses what has not one of the headers that every letter
// has; broken structure inside a letter is read as far as it goes and told in Letter.Damaged.
func ReadEML(r io.Reader, limits Limits) (Letter, error) {
	b := &budget{limits: limits.filled()}
	raw, err := io.ReadAll(io.LimitReader(r, b.limits.Bytes+1))
	if err != nil {
		return Letter{}, err
	}
	if int64(len(raw)) > b.limits.Bytes {
		return Letter{}, TooLarge
	}
	if bytes.HasPrefix(raw, []byte("From ")) { // the line that mbox puts before a letter
		_, raw = cutLine(raw)
	}
	return readMessage(bytes.TrimPrefix(raw, []byte("\xEF\xBB\xBF")), b, 0)
}

// readMessage reads a letter that lies open.
func readMessage(raw []byte, b *budget, depth int) (Letter, error) {
	e := split(raw)
	if !e.isLetter() {
		return Letter{}, NotLetter
	}
	reading := emlReading{budget: b, letter: Letter{Header: e.letterHead()}}
	err := reading.part(e, place{depth: depth})
	return reading.letter, err
}

// isLetter asks for one of the headers that a letter cannot do without.
func (e entity) isLetter() bool {
	for _, name := range []string{"from", "sender", "to", "subject", "date", "message-id", "received", "mime-version"} {
		if _, have := e.header[name]; have {
			return true
		}
	}
	return false
}

func (e entity) letterHead() Header {
	h := Header{From: decodeHeader(e.header["from"]), To: decodeHeader(e.header["to"]), Cc: decodeHeader(e.header["cc"]),
		Subject: decodeHeader(e.header["subject"]), DateText: decodeHeader(e.header["date"])}
	if date, err := mail.ParseDate(h.DateText); err == nil {
		h.Date = date
	}
	return h
}

// emlReading gathers a letter from its parts.
type emlReading struct {
	*budget
	letter Letter
}

// place is where a part stands.
type place struct {
	depth   int
	body    int  // 1-based: the body that a part gives another form of, 0 when it begins a new one
	related bool // in a multipart/related: shown in the body
}

// part reads one entity and those in it.
func (r *emlReading) part(e entity, at place) error {
	if err := r.take(at.depth); err != nil {
		return err
	}
	switch {
	case strings.HasPrefix(e.kind, "multipart/") && e.params["boundary"] != "":
		return r.multipart(e, at)
	case e.kind == "message/rfc822" || e.kind == "message/global":
		return r.attachedLetter(e, at)
	case e.isBody():
		r.body(e, at)
		return nil
	}
	r.attach(r.attachment(e, at))
	return nil
}

func (r *emlReading) multipart(e entity, at place) error {
	parts, whole := e.parts(r.limits.Parts)
	r.letter.Damaged = r.letter.Damaged || !whole
	inner := place{depth: at.depth + 1, body: at.body, related: at.related || e.kind == "multipart/related"}
	if e.kind == "multipart/alternative" && inner.body == 0 {
		r.letter.Bodies = append(r.letter.Bodies, Body{})
		inner.body = len(r.letter.Bodies)
	}
	if e.kind == "multipart/encrypted" {
		r.letter.Encrypted = true
	}
	for _, part := range parts {
		if err := r.part(split(part), inner); err != nil {
			return err
		}
	}
	return nil
}

// isBody tells whether the part is text to read with the letter, not beside it.
func (e entity) isBody() bool {
	disposition, _ := mediaType(string(e.header["content-disposition"]))
	return (e.kind == "" || e.kind == "text/plain" || e.kind == "text/html") && disposition != "attachment" && e.fileName() == ""
}

func (r *emlReading) body(e entity, at place) {
	raw, whole := e.content()
	r.letter.Damaged = r.letter.Damaged || !whole
	text := decode(raw, codecOf(e.params["charset"]))
	if at.body == 0 {
		r.letter.Bodies = append(r.letter.Bodies, Body{})
		at.body = len(r.letter.Bodies)
	}
	body := &r.letter.Bodies[at.body-1]
	form := &body.Plain
	if e.kind == "text/html" {
		form = &body.HTML
	}
	if *form != "" {
		*form += "\n"
	}
	*form += text
}

// fileName is the name of an attachment; RFC 2231 is undone by the standard library, RFC 2047, which is not allowed there and common, here.
func (e entity) fileName() string {
	_, params := mediaType(string(e.header["content-disposition"]))
	if name := params["filename"]; name != "" {
		return decodeHeader([]byte(name))
	}
	return decodeHeader([]byte(e.params["name"]))
}

func (r *emlReading) attachment(e entity, at place) Attachment {
	content, whole := e.content()
	r.letter.Damaged = r.letter.Damaged || !whole
	disposition, _ := mediaType(string(e.header["content-disposition"]))
	if strings.HasSuffix(e.kind, "pkcs7-mime") && e.params["smime-type"] != "signed-data" {
		r.letter.Encrypted = true
	}
	inline := disposition == "inline" || disposition == "" && at.related
	return Attachment{Name: e.fileName(), MIME: e.kind, Inline: inline, Content: content}
}

// attachedLetter reads a letter in the letter; one that is not to be read stays an attachment of bytes.
func (r *emlReading) attachedLetter(e entity, at place) error {
	found := r.attachment(e, at)
	inner, err := readMessage(found.Content, r.budget, at.depth+1)
	switch {
	case err == nil:
		found.Message = &inner
	case err != NotLetter:
		return err
	}
	r.attach(found)
	return nil
}

func (r *emlReading) attach(a Attachment) { r.letter.Attachments = append(r.letter.Attachments, a) }
