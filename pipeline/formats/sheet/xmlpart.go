package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
)

// smallPart bounds the parts that are read whole: workbook, relations, styles.
const smallPart = 16 << 20

// part is one XML part of a workbook, read token by token.
type part struct {
	name  string
	dec   *xml.Decoder
	meter *meter
	close io.Closer
}

// meter counts unpacked bytes, because a zip entry may lie about its size, and
// bytes since the last token, because the decoder holds one token in memory.
type meter struct {
	r                *bufio.Reader
	left             int64
	token, tokenLeft int64
	over             bool
}

// ReadByte makes the decoder read through the meter without a buffer of its own.
func (m *meter) ReadByte() (byte, error) {
	m.left--
	m.tokenLeft--
	if m.left < 0 || m.tokenLeft < 0 {
		m.over = true
		return 0, io.ErrUnexpectedEOF
	}
	return m.r.ReadByte()
}

// Read is there because the decoder asks for a reader; it uses ReadByte alone.
func (m *meter) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	b, err := m.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = b
	return 1, nil
}

func openPart(file *zip.File, size, token int64) (*part, error) {
	body, err := file.Open()
	if err != nil {
		return nil, zipTrouble(file.Name, err)
	}
	m := &meter{r: bufio.NewReaderSize(body, 64<<10), left: size, token: token, tokenLeft: token}
	return &part{name: file.Name, dec: xml.NewDecoder(m), meter: m, close: body}, nil
}

// next gives the next token; io.EOF ends the part. Its bytes hold until the next
// call. Tokens are raw, so a part that ends early is noticed by who waits for an
// end tag.
func (p *part) next() (xml.Token, error) {
	p.meter.tokenLeft = p.meter.token
	token, err := p.dec.RawToken()
	if directive, ok := token.(xml.Directive); ok && bytes.HasPrefix(bytes.TrimSpace(directive), []byte("DOCTYPE")) {
		return nil, &Error{Trouble: Doctype, Part: p.name}
	}
	if err == nil || err == io.EOF {
		return token, err
	}
	if p.meter.over {
		return nil, &Error{Trouble: TooLarge, Part: p.name}
	}
	return nil, zipTrouble(p.name, err)
}

// each calls visit for every start tag of a part that is read whole.
func (p *part) each(visit func(xml.StartElement) error) error {
	defer func() { _ = p.close.Close() }()
	depth := 0
	for {
		token, err := p.next()
		if err == io.EOF {
			if depth != 0 {
				return &Error{Trouble: Truncated, Part: p.name}
			}
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			if err := visit(t); err != nil {
				return err
			}
		case xml.EndElement:
			depth--
		}
	}
}

// prolog reads up to the root element: a DOCTYPE can stand nowhere else.
func (p *part) prolog() (xml.StartElement, error) {
	defer func() { _ = p.close.Close() }()
	for {
		token, err := p.next()
		if err == io.EOF {
			return xml.StartElement{}, &Error{Trouble: Truncated, Part: p.name}
		}
		if err != nil {
			return xml.StartElement{}, err
		}
		if start, ok := token.(xml.StartElement); ok {
			return start, nil
		}
	}
}

// zipTrouble sorts what archive/zip and encoding/xml complain about.
func zipTrouble(name string, err error) error {
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &Error{Trouble: Truncated, Part: name, Err: err}
	case errors.As(err, &syntax) && syntax.Msg == "unexpected EOF":
		return &Error{Trouble: Truncated, Part: name, Err: err}
	case errors.Is(err, zip.ErrAlgorithm):
		return &Error{Trouble: Unsupported, Part: name, Err: err}
	}
	return &Error{Trouble: Damaged, Part: name, Err: err}
}

// attr gives an attribute by its local name; prefix tells r:id from id.
func attr(e xml.StartElement, prefix bool, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local && (a.Name.Space != "") == prefix {
			return a.Value
		}
	}
	return ""
}
