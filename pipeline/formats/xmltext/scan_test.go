package xmltext

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTokensHaveNamesValuesAndPlaces(t *testing.T) {
	doc := "<?xml version='1.0'?>\n<p:a b='1 &amp;\n2'>x<!-- c --><c/>\r\nyæ</p:a>"
	s, err := scanned(strings.NewReader(doc))
	require.NoError(t, err)
	next := func(want Kind, written string) {
		kind, err := s.Next()
		require.NoError(t, err)
		require.Equal(t, want, kind)
		from, to := s.Span()
		require.Equal(t, written, doc[from:to])
	}
	next(Start, "<p:a b='1 &amp;\n2'>")
	require.Equal(t, []string{"p:a", "p", "a"}, []string{s.Name().Raw, s.Name().Prefix, s.Name().Local})
	require.Len(t, s.Attrs(), 1)
	require.Equal(t, "1 & 2", string(s.Attrs()[0].Value))
	line, column := s.Position(s.Attrs()[0].At)
	require.Equal(t, []int{2, 6}, []int{line, column})
	require.Equal(t, 1, s.TagLines())
	line, column = s.Here()
	require.Equal(t, []int{3, 4}, []int{line, column})
	root := s.Name()
	root.Meaning = "kept"
	next(Text, "x")
	next(Start, "<c/>")
	require.Equal(t, "c", s.Name().Local)
	next(End, "")
	require.Equal(t, "c", s.Ended().Local)
	next(Text, "\r\nyæ")
	require.Equal(t, "\nyæ", string(s.Text()))
	next(End, "</p:a>")
	require.Same(t, root, s.Ended())
	require.Equal(t, "kept", s.Ended().Meaning)
	next(Done, "")
}

// The span of a token is its place in the document also when the document is many buffers long.
func TestSpansCountFromTheFirstByte(t *testing.T) {
	doc := "<a>" + strings.Repeat("<b c='d'>text</b><!-- e -->", 3*bufferSize/20) + "</a>"
	s, err := scanned(strings.NewReader(doc))
	require.NoError(t, err)
	for {
		kind, err := s.Next()
		require.NoError(t, err)
		from, to := s.Span()
		switch kind {
		case Start:
			require.Equal(t, "<"+s.Name().Raw, doc[from:from+2])
			require.Equal(t, byte('>'), doc[to-1])
		case Text:
			require.Equal(t, string(s.Text()), doc[from:to])
		case Done:
			require.EqualValues(t, len(doc), to)
			return
		}
	}
}

// faultOfAll reads to the end and gives the fault.
func faultOfAll(s *Scanner) *Fault {
	for {
		kind, err := s.Next()
		var fault *Fault
		if errors.As(err, &fault) || kind == Done {
			return fault
		}
	}
}

func TestTroubles(t *testing.T) {
	limits := Limits{Depth: 2, Attributes: 1, Name: 4, Tag: 1000}
	for doc, want := range map[string]Trouble{
		`<a>`: CutShort, ``: CutShort, `<a`: CutShort, `<a>x`: CutShort, `<a b="`: CutShort, `<a><!-- `: CutShort, `<a><![CDATA[`: CutShort,
		`<a></b>`: NotWellFormed, `<a/><a/>`: NotWellFormed, `<a>&x;</a>`: NotWellFormed, "<a>\x00</a>": NotWellFormed, "<a>\xff</a>": NotWellFormed, `a`: NotWellFormed,
		`<!DOCTYPE a><a/>`: Doctype, `<a><a><a>`: TooDeep, `<a b="" c=""/>`: TooManyAttributes, `<abcde/>`: NameTooLong,
		`<a b="` + strings.Repeat("x", 3*bufferSize): TagTooLong,
	} {
		s := NewUTF8(context.Background(), strings.NewReader(doc), limits)
		fault := faultOfAll(s)
		require.NotNil(t, fault, doc[:min(len(doc), 20)])
		require.Equal(t, want, fault.Trouble, doc[:min(len(doc), 20)])
		require.NotEmpty(t, fault.Error())
		require.Positive(t, fault.Line*fault.Column)
	}
}

func TestOnlyUTF8(t *testing.T) {
	for doc, taken := range map[string]bool{
		`<a>æ</a>`: true, "\ufeff<a/>": true, `<?xml version="1.0" encoding="utf-8"?><a/>`: true, "\ufeff" + `<?xml version="1.0" encoding="UTF-8"?><a/>`: true,
		`<?xml version="1.0" encoding="ISO-8859-1"?><a/>`: false, `<?xml version="1.0" encoding="US-ASCII"?><a/>`: false, `<?xml version="1.0" encoding="UTF-16"?><a/>`: false,
		`<?xml version="1.0"` + strings.Repeat(" ", 2*sniffLength) + `encoding="windows-1252"?><a/>`: false,
		"\xff\xfe<\x00a\x00/\x00>\x00": false, "<\x00?\x00": false, "<a>\xe6</a>": false,
	} {
		fault := faultOfAll(NewUTF8(context.Background(), strings.NewReader(doc), ample))
		require.Equal(t, taken, fault == nil, "%q: %v", doc, fault)
	}
}

// What the reader says is not taken for a fault of the document.
func TestErrorsOfTheReaderArePassedOn(t *testing.T) {
	broken := errors.New("disk")
	for _, doc := range []string{"", "<", "<a", "<a>", "<a>x", "<a b='", "<a>&am"} {
		s := NewUTF8(context.Background(), io.MultiReader(strings.NewReader(doc), failing{broken}), ample)
		var err error
		for err == nil {
			_, err = s.Next()
		}
		require.ErrorIs(t, err, broken, doc)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	_, err := NewUTF8(ctx, strings.NewReader("<a/>"), ample).Next()
	require.ErrorIs(t, err, context.Canceled)
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
