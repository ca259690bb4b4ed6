package xsd

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"
)

// flat is a document as both tokenizers can tell it: starts with attributes, ends, and text joined.
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

// ownTokens reads with this package's tokenizer.
func ownTokens(doc []byte) (string, error) {
	s, err := newScanner(context.Background(), bytes.NewReader(doc), Limits{}.withDefaults())
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

// FuzzTokenizer: what this tokenizer accepts, the standard library's reads as the same tokens. The other way round
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
	s, err := newScanner(context.Background(), bytes.NewReader(doc), Limits{}.withDefaults())
	for err == nil {
		var kind tokenKind
		if kind, err = s.next(); kind == tokenStart {
			for _, span := range s.spans {
				if bytes.ContainsAny(s.buf[s.tok+span.from:s.tok+span.to], "\t\r\n") {
					return false
				}
			}
		}
		if kind == tokenDone {
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
		s, err := newScanner(context.Background(), &pieces{doc, 1 + size&7}, Limits{}.withDefaults())
		if err == nil {
			parts, err = drainTokens(s)
		}
		if (err == nil) != (wholeErr == nil) || whole != parts {
			t.Fatalf("whole: %q %v\nin pieces: %q %v", whole, wholeErr, parts, err)
		}
	})
}

func drainTokens(s *scanner) (string, error) {
	var f flat
	for {
		kind, err := s.next()
		switch {
		case err != nil:
			return "", err
		case kind == tokenDone:
			f.flush()
			return f.b.String(), nil
		case kind == tokenText:
			f.text.Write(s.text)
		case kind == tokenEnd:
			f.flush()
			f.b.WriteString("E\n")
		default:
			f.flush()
			f.b.WriteString("S" + s.name.raw)
			for _, a := range s.attrs {
				f.b.WriteString(" " + a.name.raw + "=" + string(a.value))
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

// FuzzLoad: no schema makes the loader panic or hang, and what loads can be used.
func FuzzLoad(f *testing.F) {
	for _, c := range allConstructs() {
		f.Add([]byte(schemaOf(c.schema)))
	}
	f.Fuzz(func(t *testing.T, schema []byte) {
		defer soon(t)()
		s, err := Load(fstest.MapFS{"t.xsd": {Data: schema}}, nil, "t.xsd")
		if err != nil {
			var fault *SchemaError
			if !errors.As(err, &fault) {
				t.Fatalf("not a SchemaError: %v", err)
			}
			return
		}
		_ = s.Validate(context.Background(), strings.NewReader(documentOf(`><a/><b/>text`)), Options{}, func(Finding) bool { return true })
	})
}

// FuzzValidate: no document makes the validator panic or hang, and its findings are in the table.
func FuzzValidate(f *testing.F) {
	all := allConstructs()
	schemas := make([]*Schema, len(all))
	known := Codes()
	for i, c := range all {
		schemas[i] = mustLoad(f, c.schema)
		for _, body := range c.valid {
			f.Add(uint8(i), []byte(documentOf(body)))
		}
		for _, b := range c.invalid {
			f.Add(uint8(i), []byte(documentOf(b.doc)))
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, doc []byte) {
		defer soon(t)()
		err := schemas[int(which)%len(schemas)].Validate(context.Background(), bytes.NewReader(doc), Options{}, func(f Finding) bool {
			if _, ok := known[f.Code]; !ok || f.Line < 1 || f.Column < 1 {
				t.Fatalf("%+v", f)
			}
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzPattern: no expression makes the translation panic or hang.
func FuzzPattern(f *testing.F) {
	for _, p := range patterns {
		f.Add(p.expression)
	}
	f.Fuzz(func(t *testing.T, pattern string) {
		defer soon(t)()
		if re, err := compilePattern([]string{pattern}); err == nil {
			re.MatchString("abc123æøå")
		}
	})
}

// soon fails the test when its function is not done in a while.
func soon(t *testing.T) func() {
	began := time.Now()
	return func() {
		if took := time.Since(began); took > 10*time.Second {
			t.Fatalf("took %v", took)
		}
	}
}
