package markup

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// narrow is as usual, but quicker to reach.
var narrow = Bounds{Depth: 10, Token: 1 << 12, Nodes: 100, Text: 1 << 10}

// readAll reads a whole document with the root a.
func readAll(r io.Reader) (*Tree, error) {
	scan := NewBoundedScanner(r, narrow)
	start, err := scan.Root("a")
	if err != nil {
		return nil, err
	}
	t, err := scan.Tree(start)
	if err != nil {
		return nil, err
	}
	return t, scan.Rest()
}

// endless is a source that never stops.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestHostileXMLIsRefusedWithItsLineAndWithoutItsContents(t *testing.T) {
	deep := func(n int) string { return "<a>" + strings.Repeat("<b>", n-1) + strings.Repeat("</b>", n-1) + "</a>" }
	wide := func(n int) string { return "<a>" + strings.Repeat("<b/>", n-1) + "</a>" }
	long := func(n int) string {
		return "<a>" + strings.Repeat("<b>"+strings.Repeat("x", 64)+"</b>", n/64) + strings.Repeat("x", n%64) + "</a>"
	}
	for name, c := range map[string]struct {
		doc  io.Reader
		want error
	}{
		"DOCTYPE":               {strings.NewReader("\n\n" + `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`), ErrDoctype},
		"DOCTYPE inside":        {strings.NewReader("\n\n" + `<a><!DOCTYPE a></a>`), ErrDoctype},
		"entity":                {strings.NewReader("\n\n" + `<a>&Ola;</a>`), ErrMalformed},
		"cut off":               {strings.NewReader("\n\n" + `<a><b>Ola`), ErrMalformed},
		"cut off in a tag":      {strings.NewReader("\n\n" + `<a><b Ola="`), ErrMalformed},
		"nothing":               {strings.NewReader("\n\n"), ErrMalformed},
		"bad character":         {strings.NewReader("\n\n<a>Ola\x01</a>"), ErrMalformed},
		"rubbish after the end": {strings.NewReader("\n\n<a></a><"), ErrMalformed},
		"another root":          {strings.NewReader("\n\n<Ola/>"), ErrForeign},
		"endless text":          {io.MultiReader(strings.NewReader("\n\n<a>"), endless{}), ErrTooLarge},
		"endless tag":           {io.MultiReader(strings.NewReader("\n\n"+`<a x="`), endless{}), ErrTooLarge},
		"as deep as it may be":  {strings.NewReader(deep(narrow.Depth)), nil},
		"deeper":                {strings.NewReader("\n\n" + deep(narrow.Depth+1)), ErrTooLarge},
		"as many as may be":     {strings.NewReader(wide(narrow.Nodes)), nil},
		"more":                  {strings.NewReader("\n\n" + wide(narrow.Nodes+1)), ErrTooLarge},
		"as long as it may be":  {strings.NewReader(long(narrow.Text)), nil},
		"longer":                {strings.NewReader("\n\n" + long(narrow.Text+1)), ErrTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := readAll(c.doc)
			if c.want == nil {
				require.NoError(t, err)
				require.NotNil(t, got)
				return
			}
			require.ErrorIs(t, err, c.want)
			var fault *ReadError
			require.ErrorAs(t, err, &fault)
			assert.Equal(t, 3, fault.Line)
			assert.Equal(t, "line 3: "+c.want.Error(), err.Error(), "the fault and nothing of the document")
		})
	}
}

func TestTroubleOfTheSourceIsNoFaultOfTheDocument(t *testing.T) {
	disk := errors.New("input/output error")
	_, err := readAll(io.MultiReader(strings.NewReader("<a><b>"), iotest.ErrReader(disk)))
	require.Equal(t, disk, err)
}

func TestATreeIsAskedByLocalNames(t *testing.T) {
	tree, err := readAll(strings.NewReader(`<?xml version="1.0"?><!-- x --><n:a xmlns:n="urn:n" n:kind="k"> <b>1</b><n:b>2<c/>3</n:b><d x="4"/> </n:a>`))
	require.NoError(t, err)
	assert.Equal(t, "k", tree.Attribute("kind"))
	assert.Empty(t, tree.Attribute("x"))
	assert.Equal(t, "1", tree.Value("b"))
	assert.Equal(t, []string{"1", "23"}, tree.Values("b"))
	assert.Len(t, tree.All("b"), 2)
	assert.Equal(t, "urn:n", tree.Children[1].Name.Space)
	assert.Equal(t, "4", tree.First("d").Attribute("x"))
	assert.Empty(t, tree.First("none").First("none").Value("none"), "what is absent is empty, however deep it is asked for")
	assert.Empty(t, tree.Values("none"))
}

func TestNamespacesAreThoseOfTheInnermostDeclaration(t *testing.T) {
	tree, err := readAll(strings.NewReader(`<a xmlns="u" xmlns:p="v"><b xmlns="w" xmlns:p="x"><p:c/></b><p:c/><p:c xmlns:p=""/><q:c/><c/></a>`))
	require.NoError(t, err)
	assert.Equal(t, "w", tree.First("b").Name.Space)
	assert.Equal(t, "x", tree.First("b").First("c").Name.Space)
	var spaces []string
	for _, c := range tree.All("c") {
		spaces = append(spaces, c.Name.Space)
	}
	assert.Equal(t, []string{"v", "", "q", "u"}, spaces)
}

func TestEachChildHoldsOneAtATime(t *testing.T) {
	half := strings.Repeat("<c/>", narrow.Nodes/2)
	doc := "<a> <b>" + half + "</b><b>" + half + "</b><b>" + half + "</b></a>"
	seen := 0
	require.NoError(t, NewBoundedScanner(strings.NewReader(doc), narrow).EachChild("a", func(child *Tree) error {
		seen++
		assert.Len(t, child.Children, narrow.Nodes/2)
		return nil
	}))
	assert.Equal(t, 3, seen)

	stop := errors.New("enough")
	require.Equal(t, stop, NewScanner(strings.NewReader(doc)).EachChild("a", func(*Tree) error { return stop }))
	require.ErrorIs(t, NewScanner(strings.NewReader(doc)).EachChild("b", nil), ErrForeign)
	require.ErrorIs(t, NewScanner(strings.NewReader(doc+"<")).EachChild("a", func(*Tree) error { return nil }), ErrMalformed)
}

func TestWhatIsKeptTogetherIsHeldToTheBoundsOfOne(t *testing.T) {
	for _, part := range []string{"<b>" + strings.Repeat("<c/>", 29) + "</b>", "<b>" + strings.Repeat("x", narrow.Text/3) + "</b>"} {
		var held Holding
		scan := NewBoundedScanner(strings.NewReader("<a>"+strings.Repeat(part, 4)+"</a>"), narrow)
		kept := 0
		err := scan.EachChild("a", func(*Tree) error {
			if err := scan.Hold(&held); err != nil {
				return err
			}
			kept++
			return nil
		})
		require.ErrorIs(t, err, ErrTooLarge)
		require.Equal(t, 3, kept)
	}
}

// plainTree is a document as encoding/xml has it; white space in attributes is as XML 1.0 §3.3.3 has it.
func plainTree(doc string) (*Tree, error) {
	dec := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(doc, "\ufeff")))
	above := []*Tree{{}}
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return above[0].Children[0], nil
		}
		if err != nil {
			return nil, err
		}
		last := above[len(above)-1]
		switch tok := tok.(type) {
		case xml.StartElement:
			child := &Tree{StartElement: xml.StartElement{Name: tok.Name, Attr: slices.Clone(tok.Attr)}}
			if len(tok.Attr) == 0 {
				child.Attr = nil
			}
			for i, a := range child.Attr {
				child.Attr[i].Value = strings.NewReplacer("\n", " ", "\t", " ", "\r", " ").Replace(a.Value)
			}
			last.Children = append(last.Children, child)
			above = append(above, child)
		case xml.EndElement:
			above = above[:len(above)-1]
		case xml.CharData:
			last.Text += string(tok)
		}
	}
}

// FuzzRead: whatever is read, it ends in one of the faults, or in the tree that encoding/xml has of it.
func FuzzRead(f *testing.F) {
	for _, doc := range []string{"<a><b c='d'>e</b></a>", "<!DOCTYPE a><a/>", `<a xmlns="u" xmlns:p="v"> <p:b p:c="&amp;" xml:lang="nb">1<![CDATA[<&]]>2&#229;</p:b><b xmlns="">x</b><q:b/></a>`,
		"\ufeff<a b='1\n2'>x<!-- y -->\r\nz<?p?></a>"} {
		f.Add(doc)
	}
	f.Fuzz(func(t *testing.T, doc string) {
		tree, err := readAll(strings.NewReader(doc))
		if err != nil {
			var fault *ReadError
			require.ErrorAs(t, err, &fault, "an error that is no fault of the document")
			return
		}
		if plain, err := plainTree(doc); err == nil {
			require.Equal(t, plain, tree)
		}
	})
}
