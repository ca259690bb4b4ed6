package xmltext

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

// flat is a document as both can tell it: starts with attributes, ends, and text joined.
type flat struct {
	b    strings.Builder
	text strings.Builder
}

func (f *flat) flush() {
	if f.text.Len() > 0 {
		f.b.WriteString("T" + f.text.String() + "\n")
		f.text.Reset()
	}
}

// ample are limits that no test meets by chance.
var ample = Limits{Depth: 256, Attributes: 512, Name: 1024, Tag: 4 << 20}

func scanned(r io.Reader) (*Scanner, error) { return New(context.Background(), r, ample) }

// ownTokens reads with this package.
func ownTokens(doc []byte) (string, error) {
	s, err := scanned(bytes.NewReader(doc))
	if err != nil {
		return "", err
	}
	return drainTokens(s)
}

// standardTokens reads with encoding/xml.
func standardTokens(doc []byte) (string, error) {
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(doc, []byte("\xEF\xBB\xBF"))))
	var f flat
	depth := 0
	for {
		tok, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			f.flush()
			return f.b.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			depth++
			f.flush()
			f.b.WriteString("S" + qualifiedName(tok.Name))
			for _, a := range tok.Attr {
				// The standard library leaves white space in attribute values as it is written.
				f.b.WriteString(" " + qualifiedName(a.Name) + "=" + a.Value)
			}
			f.b.WriteString("\n")
		case xml.EndElement:
			depth--
			f.flush()
			f.b.WriteString("E\n")
		case xml.CharData:
			if depth > 0 {
				f.text.Write(tok)
			}
		}
	}
}

// FuzzTokenizer: what this scanner accepts, the standard library's reads as the same tokens. The other way round
// does not hold, as encoding/xml lets much pass that is not well-formed.
func FuzzTokenizer(f *testing.F) {
	for _, seed := range []string{
		`<a/>`, `<a b="c" d='e'>text<b/>more</a>`, "<?xml version=\"1.0\"?>\n<!-- c --><a>&lt;&#65;&#x42;<![CDATA[<x>]]>]]</a><?p i?>", "<a>\r\n\r</a>",
		`<a xmlns="u" xmlns:p="v"><p:b p:c="&amp;"/></a>`, "\ufeff<æ ø=\"å\">\u00a0</æ>", `<a b="1 > 2">x]]y></a>`, `<a><!-- - -->-</a>`, "<a>x<![CDATA[]]]]>y</a>",
		`<a`, `<a b=`, `<a>&`, `<!DOCTYPE a><a/>`, `<a></b>`, "<a>\x00</a>", "<a b='\t\n'/>", strings.Repeat("<a>", 10) + strings.Repeat("</a>", 10),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		mine, err := ownTokens(doc)
		if err != nil || !alike(doc) {
			return
		}
		theirs, err := standardTokens(doc)
		if err != nil {
			t.Fatalf("accepted, but encoding/xml says %v", err)
		}
		if mine != theirs {
			t.Fatalf("ours:\n%s\ntheirs:\n%s", mine, theirs)
		}
	})
}

// alike leaves out what encoding/xml is known to see otherwise: encodings and versions, names that only the
// fifth edition allows, white space inside attribute values.
func alike(doc []byte) bool {
	if !utf8.Valid(doc) || bytes.Contains(doc, []byte("<?xml")) && (bytes.Contains(doc, []byte("encoding")) || !bytes.Contains(doc, []byte("1.0"))) {
		return false
	}
	if bytes.ContainsFunc(doc, func(r rune) bool { return r > 0x17F }) {
		return false
	}
	s, err := scanned(bytes.NewReader(doc))
	for err == nil {
		var kind Kind
		if kind, err = s.Next(); kind == Start {
			for _, span := range s.spans {
				if bytes.ContainsAny(s.buf[s.tok+span.from:s.tok+span.to], "\t\r\n") {
					return false
				}
			}
		}
		if kind == Done {
			return true
		}
	}
	return false
}

// FuzzTokenizerInPieces: the size of the reads must not matter.
func FuzzTokenizerInPieces(f *testing.F) {
	f.Add([]byte("<a b='æ'>x\r\ny]]&gt;<![CDATA[z]]></a>"), 1)
	f.Add([]byte("<?xml version='1.0'?><æ>ø</æ>"), 2)
	f.Fuzz(func(t *testing.T, doc []byte, size int) {
		whole, wholeErr := ownTokens(doc)
		var parts string
		s, err := scanned(&pieces{doc, 1 + size&7})
		if err == nil {
			parts, err = drainTokens(s)
		}
		if (err == nil) != (wholeErr == nil) || whole != parts {
			t.Fatalf("whole: %q %v\nin pieces: %q %v", whole, wholeErr, parts, err)
		}
	})
}

func drainTokens(s *Scanner) (string, error) {
	var f flat
	for {
		kind, err := s.Next()
		switch {
		case err != nil:
			return "", err
		case kind == Done:
			f.flush()
			return f.b.String(), nil
		case kind == Text:
			f.text.Write(s.Text())
		case kind == End:
			f.flush()
			f.b.WriteString("E\n")
		default:
			f.flush()
			f.b.WriteString("S" + s.Name().Raw)
			for _, a := range s.Attrs() {
				f.b.WriteString(" " + a.Name.Raw + "=" + string(a.Value))
			}
			f.b.WriteString("\n")
		}
	}
}

// pieces reads a few bytes at a time.
type pieces struct {
	left []byte
	size int
}

func (p *pieces) Read(b []byte) (int, error) {
	if len(p.left) == 0 {
		return 0, io.EOF
	}
	n := copy(b, p.left[:min(p.size, len(p.left))])
	p.left = p.left[n:]
	return n, nil
}

func qualifiedName(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}
